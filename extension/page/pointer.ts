// The reader's hand on marks: a click opens the card, resting on one does too if that is set. A click that means
// something to the page (on a link, a button, in a selection) is left to the page. With Alt held it is the mark that is
// meant, wherever it stands: that click alone is kept from the page.

import { byOf } from "../card";
import type { Mark } from "./known";
import { innermost, isElement, isOf } from "./plain";

export interface Hand {
  /** Whether the extension is still there; ends the page's part of it when not. */
  alive(): boolean;
  hover(): boolean;
  under(x: number, y: number): Mark | null;
  open(mark: Mark, by: "click" | "tap" | "rest"): void;
  isCard(target: EventTarget | null): boolean;
  key(event: KeyboardEvent): void;
}

/** How long the pointer rests before it means something. */
const REST = 350;

const TAKEN =
  'a[href], button, input, select, textarea, label, summary, option, video, audio, [role="button"], [role="link"], [role="tab"], [role="menuitem"], [role="checkbox"], [role="switch"], [role="option"]';

export function listen(hand: Hand, signal: AbortSignal): void {
  addEventListener(
    "click",
    (event) => {
      if (!event.isTrusted || !hand.alive() || hand.isCard(innermost(event))) return;
      const meant = isWith(event, true);
      if (!meant && (!isWith(event, false) || isTaken(event))) return;
      // Of a selection in a component Chromium says that it is collapsed, and has its words all the same.
      if (String(getSelection() ?? "") !== "") return;
      const mark = hand.under(event.clientX, event.clientY);
      if (!mark) return;
      if (meant) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      hand.open(mark, byOf(event));
    },
    { capture: true, signal },
  );

  let rest: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener("abort", () => clearTimeout(rest), { once: true });
  addEventListener(
    "pointermove",
    (event) => {
      if (!hand.hover() || event.pointerType !== "mouse") return;
      clearTimeout(rest);
      if (!event.isTrusted || event.buttons !== 0 || hand.isCard(innermost(event))) return;
      rest = setTimeout(() => {
        const mark = hand.alive() ? hand.under(event.clientX, event.clientY) : null;
        if (mark) hand.open(mark, "rest");
      }, REST);
    },
    { capture: true, passive: true, signal },
  );
  // From the beginning: what a page puts first to hear keys for a dialog that it opens later still comes after this.
  for (const name of ["keydown", "keyup"] as const) addEventListener(name, hand.key, { capture: true, signal });
  // Each is a moment to see that the extension has gone, in a tab that stayed in front.
  for (const name of ["pointerdown", "keydown", "wheel"]) {
    addEventListener(name, () => void hand.alive(), { capture: true, passive: true, signal });
  }
}

/** The main button, with Alt or without, and no other key. */
function isWith({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent, alt: boolean): boolean {
  return button === 0 && altKey === alt && !ctrlKey && !metaKey && !shiftKey;
}

function isTaken(event: Event): boolean {
  return event.composedPath().some((at) => {
    // Not by `instanceof`; and a page's window and document may answer as elements do.
    if (at === window || !isElement(at as Node)) return false;
    return isOf(at as Element, TAKEN) || (at as HTMLElement).isContentEditable;
  });
}
