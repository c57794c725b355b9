// From mark to mark in a page made of frames: the frame that the reader is in goes on by itself while it can; then its
// marks are followed by those of the next frame that has some, in the order in which frames stand, and around.
//
// Nothing of it is known beforehand: frames come and go, and the background may have died. They are asked when it matters.

import { isStanding, type Standing, tellPage } from "./messages";

type Step = "next" | "previous";

export async function step(tab: number, order: Step): Promise<void> {
  const here = await ask(tab, order, null);
  if (here?.done) return;
  const marked = (await framesAt(tab, [])).filter(({ marks }) => marks);
  const [way, enter, begin] = order === "next" ? ([1, "first", 0] as const) : ([-1, "last", -1] as const);
  const was = marked.findIndex(({ at }) => String(at) === String(here?.at));
  const to = marked.at(was < 0 ? begin : (was + way) % marked.length);
  // Where the reader was in none, it is what is on the screen that comes first.
  if (to) await ask(tab, here ? enter : order, to.at);
}

async function ask(tab: number, order: Step | "first" | "last" | "where", at: number[] | null) {
  const answer = await tellPage(tab, order, { at });
  return isStanding(answer) ? answer : undefined;
}

/** The frame at a place and all in it, as they stand. */
async function framesAt(tab: number, at: number[]): Promise<Standing[]> {
  const here = await ask(tab, "where", at);
  if (!here) return [];
  const inside = await Promise.all(here.frames.map((n) => framesAt(tab, [...at, n])));
  return [here, ...inside.flat()];
}
