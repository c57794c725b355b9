// What a reader does to a page: presses what bears some words, types into what is labelled so, selects words.

import type { ElementHandle, Page } from "puppeteer-core";
import { BY_CLOCK } from "./session.js";

/** The first thing on the page that can be pressed and bears these words at its start. */
export async function thing(page: Page, words: string, within = "body"): Promise<ElementHandle<HTMLElement>> {
  await page.bringToFront();
  const handle = await page.waitForFunction(
    (wanted, place) => {
      const all = document.querySelectorAll<HTMLElement>(`${place} :is(label, button, a, summary, option)`);
      const wordsOf = (each: HTMLElement) => (each.getAttribute("aria-label") ?? each.textContent ?? "").trim();
      return [...all].find((each) => wordsOf(each).startsWith(wanted) && each.checkVisibility());
    },
    BY_CLOCK,
    words,
    within,
  );
  return handle.asElement() as ElementHandle<HTMLElement>;
}

export async function press(page: Page, words: string, within?: string): Promise<void> {
  await (await thing(page, words, within)).click();
}

/** Types into the field with this label, in place of what it held. */
export async function fill(page: Page, label: string, text: string, within?: string): Promise<void> {
  const named = await thing(page, label, within);
  const field = (await named.evaluateHandle((each) => (each as HTMLLabelElement).control)).asElement();
  await (field as ElementHandle<HTMLElement>).click({ count: 3 });
  await page.keyboard.press("Backspace");
  await page.keyboard.type(text);
}

/** Waits until the page says this somewhere. */
export async function says(page: Page, words: string): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), BY_CLOCK, words);
}

/** Selects words of the page. */
export function choose(page: Page, words: string): Promise<void> {
  return page.evaluate((wanted) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = (node as Text).data.replace(/\s/g, " ");
      const at = text.indexOf(wanted);
      if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
    }
    if (getSelection()?.isCollapsed) throw new Error(`“${wanted}” is not in the page`);
  }, words);
}
