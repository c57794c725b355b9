// The one element that the extension ever adds to a page, and the wall around it: a closed shadow root, its own
// style sheets, and events that stay inside so that the page's shortcuts and focus traps do not run.
//
// It is a manual popover, not an auto one: opening an auto one would close the page's own.

import { ofDocument } from "../page/plain";
import theme from "../theme.css";
import style from "./card.css";

export interface Shell {
  host: HTMLElement;
  root: ShadowRoot;
  dialog: HTMLElement;
  /** What is said of the host for a while. */
  extra: CSSStyleSheet;
}

const OURS = [
  "keydown",
  "keyup",
  "keypress",
  "click",
  "dblclick",
  "auxclick",
  "contextmenu",
  "pointerdown",
  "pointerup",
  "mousedown",
  "mouseup",
  "touchstart",
  "touchend",
  "focusin",
  "focusout",
  "copy",
];

export function buildShell(): Shell {
  // Made where nobody can have defined an element of this name: a page that did would be run while ours is made, and
  // would be handed the closed root by its element's internals.
  const host = ofDocument("implementation").createHTMLDocument("").createElement("says-who-card");
  const root = host.attachShadow({ mode: "closed" });
  ofDocument("adoptNode").call(document, host);
  const extra = new CSSStyleSheet();
  const sheets = [theme, style].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.adoptedStyleSheets = [...sheets, extra];
  const dialog = ofDocument("createElement").call(document, "div");
  dialog.className = "card";
  dialog.tabIndex = -1;
  root.append(dialog);
  for (const name of OURS) root.addEventListener(name, (event) => event.stopPropagation());
  dialog.addEventListener("keydown", (event) => wrapFocus(root, dialog, event));
  return { host, root, dialog, extra };
}

/** Tab goes round inside the card, which stands at no sensible place in the page's order; Esc leaves it. */
function wrapFocus(root: ShadowRoot, dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== "Tab") return;
  const stops = [...dialog.querySelectorAll<HTMLElement>("button:not(:disabled), a[href], input")].filter((stop) =>
    stop.checkVisibility(),
  );
  const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
  const here = root.activeElement;
  if (here !== from && !(event.shiftKey && here === dialog)) return;
  event.preventDefault();
  to?.focus();
}
