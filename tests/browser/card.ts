// The card, from outside: opened with the mouse, read through the automation protocol.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { marked, middleOf } from "./marks.js";
import { BY_CLOCK, PATIENCE, type Root } from "./session.js";
import { session } from "./setup.js";

export const HOST = "says-who-card";

export async function clickMark(page: Page, words: string): Promise<void> {
  await marked(page, words);
  const { x, y } = await middleOf(page, words);
  await page.mouse.click(x, y);
}

/** The inside of whatever is open. */
export async function cardRoot(page: Page): Promise<Root> {
  await page.waitForSelector(HOST, { timeout: PATIENCE });
  const root = await session.closedRoot(page, HOST);
  assert.ok(root, "the card has a closed root");
  return root;
}

/** The words on the open card. */
export async function cardText(page: Page): Promise<string> {
  return (await cardRoot(page)).evaluate((inside) => inside.querySelector<HTMLElement>(".card")?.innerText ?? "");
}

export async function cardGone(page: Page): Promise<void> {
  await page.waitForFunction((host) => !document.querySelector(host), BY_CLOCK, HOST);
}
