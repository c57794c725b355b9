// A question may get neither answer nor refusal: the background died as it heard it.

/** One that waited so long is lost, the first time and at most: each further wait is twice as long. In milliseconds. */
const LOST = 10_000;
const LONGEST = 60_000;

/**
 * The answer, or a refusal when it is lost. An answer may also only be slow, on a busy machine: what is asked again is
 * given more time, and what must not be done twice (`once`) all of it at once.
 */
export function inTime(answer: Promise<unknown>, asked: number, once: boolean): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lost = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error("lost")), once ? LONGEST : Math.min(LOST << (asked - 1), LONGEST));
  });
  return Promise.race([answer, lost]).finally(() => clearTimeout(timer));
}
