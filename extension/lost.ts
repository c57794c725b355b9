// A question may get neither answer nor refusal: the background died as it heard it.

/** One that waited so long is lost; in milliseconds. */
const LOST = 60_000;

/** The answer, or a refusal when it is lost. */
export function inTime(answer: Promise<unknown>): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const lost = new Promise((_, refuse) => {
    timer = setTimeout(() => refuse(new Error("lost")), LOST);
  });
  return Promise.race([answer, lost]).finally(() => clearTimeout(timer));
}
