// A card that opened because the pointer came to rest goes when the pointer leaves: not on the way from the words to
// the card, and not any more once the reader has pressed something.

import { innermost } from "../page/plain";
import type { Shell } from "./shell";

/** Time to come back, or to cross the gap. */
const GRACE = 400;
/** Words and card count as one with this much around them. */
const AROUND = 12;

export function closeWhenLeft(
  { host, dialog }: Shell,
  rects: () => DOMRect[],
  close: () => void,
  until: AbortSignal,
): void {
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const stay = () => {
    clearTimeout(leaving);
    leaving = undefined;
  };
  const held = new AbortController();
  const keep = () => {
    stay();
    held.abort();
  };
  until.addEventListener("abort", keep, { once: true });
  const near = (event: PointerEvent) =>
    innermost(event) === host || [...rects(), dialog.getBoundingClientRect()].some((box) => isAround(box, event));
  window.addEventListener(
    "pointermove",
    (event) => {
      if (near(event)) stay();
      else leaving ??= setTimeout(close, GRACE);
    },
    { capture: true, passive: true, signal: held.signal },
  );
  window.addEventListener("pointerdown", (event) => near(event) && keep(), { capture: true, signal: held.signal });
  dialog.addEventListener("focusin", keep, { signal: held.signal });
}

function isAround(box: DOMRect, { clientX, clientY }: PointerEvent): boolean {
  return (
    clientX >= box.left - AROUND &&
    clientX <= box.right + AROUND &&
    clientY >= box.top - AROUND &&
    clientY <= box.bottom + AROUND
  );
}
