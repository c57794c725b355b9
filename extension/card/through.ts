// A mouse that has just clicked may click again at the same place, to select a word: that click must meet the words
// even where the card has come to stand over them. Until the mouse moves, the card lets it through.

import type { Shell } from "./shell";

/** So many pixels a hand moves a mouse between two clicks that are meant as one. */
const JITTER = 6;

export function letThrough({ extra }: Shell, until: AbortSignal): void {
  const held = new AbortController();
  const hold = () => {
    extra.replaceSync("");
    held.abort();
  };
  let way = 0;
  const moved = ({ movementX, movementY }: PointerEvent) => {
    way += Math.abs(movementX) + Math.abs(movementY);
    if (way > JITTER) hold();
  };
  // In a sheet of our own: a class on the host could be set by the page.
  extra.replaceSync(":host { pointer-events: none !important }");
  until.addEventListener("abort", hold, { once: true });
  window.addEventListener("pointermove", moved, { capture: true, passive: true, signal: held.signal });
  window.addEventListener("wheel", hold, { capture: true, passive: true, signal: held.signal });
}
