// The browser's extension API under one name: `browser` where it exists (Firefox), else `chrome`. Both answer
// with promises. Nothing else in the extension says `chrome` or `browser`.

const spaces = globalThis as unknown as { browser?: typeof chrome; chrome?: typeof chrome };

// Asked for as the world's own: an element of a page whose `id` is `browser` answers to that name too. A page that is
// opened outside the extension (a test, a preview) has neither; callers there never reach it.
export const api = (Object.hasOwn(spaces, "browser") ? spaces.browser : spaces.chrome) as typeof chrome;

/** Lets go of something of the extension's after it may have ended, when touching it may throw. */
export function release(work: () => void): void {
  try {
    work();
  } catch {
    // Gone with the extension.
  }
}

/**
 * Why something of ours ends. Told with each `abort`: without a reason the browser makes an error with a trace of the
 * code, which costs a page more than all else at its start.
 */
export const ENDED = "ended";

/** A name that nothing else has. `crypto.randomUUID` is not there on insecure pages. */
export function uniqueName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join("");
}

/** False once the extension was updated, disabled or removed under a page that is still open. */
export function alive(): boolean {
  try {
    return typeof api.runtime.id === "string";
  } catch {
    return false;
  }
}
