// A small screen under a finger.

import assert from "node:assert/strict";
import { cardGone, cardRoot, cardText } from "./card.js";
import { middleOf, someMarks } from "./marks.js";
import { check, openArticle } from "./setup.js";
import { ENGLISH } from "./texts.js";

/** What a finger can hit, in pixels: WCAG 2.2 asks for 24. */
const FINGER = 30;

check("a tap opens the card as a sheet at the bottom edge, with room for a finger", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await page.setViewport({ width: 390, height: 800 });
  await someMarks(page);
  const { x, y } = await middleOf(page, "Critics argue that");
  const before = await page.evaluate(() => scrollY);
  await page.touchscreen.tap(x, y);
  assert.match(await cardText(page), /Vague authority/);
  const root = await cardRoot(page);
  const seen = () => root.evaluate(whatIsSeen);
  let now = await seen();
  // It rises.
  while (now.moving) now = await seen();
  assert.deepEqual(now.sheet, [0, 390, 800]);
  const missed = now.small.filter(({ width, height }) => Math.min(width, height) < FINGER);
  assert.deepEqual(missed, []);
  assert.equal(await page.evaluate(() => scrollY), before, "the page has not moved");
  await page.touchscreen.tap(20, 20);
  await cardGone(page);
});

/** Runs in the page, alone. */
function whatIsSeen(inside: ShadowRoot) {
  const { left, right, bottom } = inside.querySelector(".card")?.getBoundingClientRect() ?? new DOMRect();
  const boxes = [...inside.querySelectorAll("button")].map((each) => {
    const { width, height } = each.getBoundingClientRect();
    return { name: each.textContent || each.ariaLabel, width: Math.round(width), height: Math.round(height) };
  });
  return {
    moving:
      inside
        .querySelector(".card")
        ?.getAnimations()
        .some(({ playState }) => playState === "running") ?? false,
    sheet: [left, right, Math.round(bottom)],
    small: boxes.filter(({ height }) => height > 0),
  };
}
