// A frame among the frames of its page: where it stands, and whether a step from mark to mark is its own to make. It
// answers `step.ts`, which asks when the reader goes on.

import type { Order, Standing } from "../said";
import type { Guide } from "./guide";
import { isTop } from "./here";
import { all } from "./of-document";

/** A page of more frames than anybody goes through. */
const MOST_FRAMES = 50;

/** `latest`: of the frames of this page it is the one whose card was opened last. */
export function stepIn(
  guide: Guide,
  latest: boolean,
  { order, at }: Pick<Order, "order" | "at">,
): Standing | undefined {
  const place = placeOfFrame();
  const alone = isTop && window.length === 0;
  if (at ? String(at) !== String(place) : !latest && !alone) return undefined;
  let done = false;
  if (order === "first" || order === "last") done = guide.enter(order === "first" ? 0 : -1);
  else if (order !== "where") done = guide.step(order === "next" ? 1 : -1, alone || at !== null);
  return { at: place, frames: framesInside(), marks: guide.hasMarks, done: done || alone };
}

/** Where this frame stands: the number of each frame on the way to it among those beside it, from the page itself on. */
function placeOfFrame(): number[] {
  const place: number[] = [];
  for (let at: Window = window; at !== at.parent; at = at.parent) place.unshift(numberIn(at.parent, at));
  return place;
}

/** The numbers of the frames in this one, in the order in which they stand: the browser counts them as they came. */
function framesInside(): number[] {
  const windows = all<HTMLIFrameElement>("iframe, frame, object").map((frame) => numberIn(window, frame.contentWindow));
  return windows.filter((n) => n >= 0);
}

/** What can be asked of a window of another site, too. */
function numberIn(outer: Window, inner: Window | null): number {
  for (let n = 0; inner && n < outer.length && n < MOST_FRAMES; n++) if (outer[n] === inner) return n;
  return -1;
}
