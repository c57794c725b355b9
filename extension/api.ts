// The browser's extension API under one name: `browser` where it exists (Firefox), else `chrome`. Both answer
// with promises. Nothing else in the extension says `chrome` or `browser`.

const spaces = globalThis as unknown as { browser?: typeof chrome; chrome?: typeof chrome };

// A page that is opened outside the extension (a test, a preview) has neither; callers there never reach it.
export const api = (spaces.browser?.runtime ? spaces.browser : spaces.chrome) as typeof chrome;

/** False once the extension was updated, disabled or removed under a page that is still open. */
export function alive(): boolean {
  try {
    return typeof api.runtime.id === "string";
  } catch {
    return false;
  }
}
