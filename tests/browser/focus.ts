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
