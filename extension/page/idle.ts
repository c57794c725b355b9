// Time on the page's main thread, taken in small slices when the page has nothing to do.

import { listenToDocument, ofDocument } from "./plain";

/** No slice of ours is meant to hold the page up longer, in milliseconds. */
const SLICE = 6;
/** A busy page lets us in after this long: to begin, and from slice to slice. */
const PATIENCE = 100;
const BETWEEN = 30;

/** Waits for the page to be seen and idle. Rejects when the signal aborts. */
export async function idle(signal: AbortSignal, within = PATIENCE): Promise<void> {
  await seen(signal);
  await new Promise<void>((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      cancelIdleCallback(handle);
      reject(signal.reason);
    };
    const handle = requestIdleCallback(
      () => {
        signal.removeEventListener("abort", stop);
        resolve();
      },
      { timeout: within },
    );
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Resolves when somebody can see the page: not while it is prerendered or in a tab behind. */
export async function seen(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ofDocument("prerendering" as keyof Document)) await once("prerenderingchange", signal);
  while (ofDocument("visibilityState") !== "visible") await once("visibilitychange", signal);
}

function once(name: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    listenToDocument(name, () => resolve(), { once: true, signal });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** When the last slice began, and ended. */
let last = { start: 0, end: 0 };
/** What follows so soon on a slice is part of it, for a page that waits: an answer came while it was walked. */
const BREATH = 3;

/** Runs steps to their end, giving the thread back whenever a slice is over. Answers the milliseconds it took. */
export async function inSlices(steps: Iterator<unknown>, signal: AbortSignal): Promise<number> {
  let spent = 0;
  let start = performance.now();
  let slice = start - last.end < BREATH ? last.start : start;
  for (let done: boolean | undefined = false; ; ) {
    let now = start;
    while (!done && now - slice < SLICE) {
      done = steps.next().done;
      now = performance.now();
      last = { start: slice, end: now };
    }
    spent += now - start;
    if (done) return spent;
    await idle(signal, BETWEEN);
    start = slice = performance.now();
  }
}
