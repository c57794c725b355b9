// Where the focus is, and the way to where it should be, by Tab alone.

import type { Page } from "puppeteer-core";
import { cardRoot } from "./card.js";

/** Presses Tab until the focus comes round, and gives the names of all that had it. */
export async function tabThrough(page: Page): Promise<string[]> {
  const names: string[] = [];
  await page.keyboard.press("Tab");
  for (
    let name = await focused(page);
    name !== "" && !names.includes(name) && names.length < 200;
    name = await focused(page)
  ) {
    names.push(name);
    await page.keyboard.press("Tab");
  }
  return names;
}

/** Presses Tab until the focus comes round, and gives what can be used on the page and never had it. */
export async function unreached(page: Page): Promise<string[]> {
  await page.bringToFront();
  const seen = new Set<number>();
  for (let at = await tabbed(page); at !== null && !seen.has(at); at = await tabbed(page)) seen.add(at);
  return page.evaluate(
    (usable, reached) => {
      const all = [...document.querySelectorAll<HTMLElement>(usable)];
      const groups = new Set(reached.map((n) => (all[n] as HTMLInputElement | undefined)?.name).filter((name) => name));
      return (
        all
          .filter((each, n) => each.checkVisibility() && !reached.includes(n))
          // Of a group of radio buttons Tab stops at the chosen one; arrows do the rest.
          .filter((each) => !groups.has((each as HTMLInputElement).name))
          .map((each) => each.outerHTML)
      );
    },
    USABLE,
    [...seen],
  );
}

const USABLE = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary";

/** Presses Tab; the number of what has the focus then among all that can be used, null for nothing on the page. */
async function tabbed(page: Page): Promise<number | null> {
  await page.keyboard.press("Tab");
  return page.evaluate((usable) => {
    const active = document.activeElement;
    if (!active || active === document.body) return null;
    // Firefox stops at what scrolls, too: that is told by where it stands, below nought.
    const at = [...document.querySelectorAll(usable)].indexOf(active);
    return at >= 0 ? at : -1 - [...document.querySelectorAll("*")].indexOf(active);
  }, USABLE);
}

/** Presses Tab until the focus is on what is called so. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 200; presses++) {
    if ((await focused(page)).startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to “${name}”`);
}

/** What the focused thing is called; nothing when nothing is focused. */
export async function focused(page: Page): Promise<string> {
  const card = await page.evaluate(() => document.activeElement?.localName === "says-who-card");
  if (card) return (await cardRoot(page)).evaluate(nameOfActive);
  return page.evaluate(`(${nameOfActive})(document)`) as Promise<string>;
}

/** Runs in the page, alone: it must not lean on anything here. */
function nameOfActive(tree: Document | ShadowRoot): string {
  const active = tree.activeElement;
  if (!active || active === document.body || active.classList.contains("card")) return "";
  const label = (active as HTMLInputElement).labels?.[0]?.textContent;
  return (active.getAttribute("aria-label") ?? label ?? active.textContent ?? "").trim();
}
