// The card, from outside: opened with the mouse, read through the automation protocol.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { marked, middleOf } from "./marks.js";
import { BY_CLOCK, PATIENCE, type Root, type Session } from "./session.js";
import { session } from "./setup.js";

export const HOST = "says-who-card";

export async function clickMark(page: Page, words: string): Promise<void> {
  await marked(page, words);
  const { x, y } = await middleOf(page, words);
  await page.mouse.click(x, y);
}

/** The inside of whatever is open. */
export async function cardRoot(page: Page, of: Session = session): Promise<Root> {
  await page.waitForSelector(HOST, { timeout: PATIENCE });
  const root = await of.closedRoot(page, HOST);
  assert.ok(root, "the card has a closed root");
  return root;
}

/** The words on the open card. */
export async function cardText(page: Page, of: Session = session): Promise<string> {
  return (await cardRoot(page, of)).evaluate((inside) => inside.querySelector<HTMLElement>(".card")?.innerText ?? "");
}

/** Presses with the mouse what bears these words on the open card. */
export async function pressInCard(page: Page, words: string, of: Session = session): Promise<void> {
  const root = await cardRoot(page, of);
  const boxes = await root.evaluate((inside) =>
    [...inside.querySelectorAll("button")].map((each) => {
      const { x, y, width, height } = each.getBoundingClientRect();
      return { words: each.ariaLabel ?? each.textContent ?? "", x: x + width / 2, y: y + height / 2 };
    }),
  );
  const box = boxes.find((each) => each.words.includes(words));
  assert.ok(box, `the card has “${words}”`);
  await page.mouse.click(box.x, box.y);
}

/** What is on top at the head of the open card, under the mouse. */
export async function topAtCard(page: Page): Promise<string | undefined> {
  const { x, y } = await page.$eval(HOST, (host) => {
    const box = host.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + 10 };
  });
  // Until it moves, a card lets the second of two clicks through.
  await page.mouse.move(x, y);
  return page.evaluate((...at) => document.elementFromPoint(...at)?.localName, x, y);
}

export async function cardGone(page: Page): Promise<void> {
  await page.waitForFunction((host) => !document.querySelector(host), BY_CLOCK, HOST);
}
