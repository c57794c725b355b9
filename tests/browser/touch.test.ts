// A small screen under a finger.

import assert from "node:assert/strict";
import { cardGone, cardRoot, cardText, pressInCard } from "./card.js";
import { middleOf, someMarks } from "./marks.js";
import { until } from "./session.js";
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

check("from mark to mark on a small screen, the words stay above the sheet", async (context) => {
  const fill = "<p>The ferry leaves the harbour at nine. It carries the post, and it is back by noon.</p>".repeat(9);
  const lines = ["Critics argue that the ferry is slow.", "The lifts in this station are always broken."];
  const body = lines.map((line) => `${fill}<p class="line">${line}</p>`).join("");
  const page = await openArticle(context, `<article lang="en"><h1>The ferry</h1>${body}${fill}</article>`);
  await page.setViewport({ width: 390, height: 800 });
  await someMarks(page);
  const { x, y } = await middleOf(page, "Critics argue that");
  await page.touchscreen.tap(x, y);
  assert.match(await cardText(page), /1 of 2/);
  await pressInCard(page, "Next mark");
  await until(async () => /2 of 2/.test(await cardText(page)));
  const words = await page.evaluate(() => document.querySelectorAll(".line")[1]?.getBoundingClientRect().toJSON());
  const sheet = await (await cardRoot(page)).evaluate((inside) =>
    inside.querySelector(".card")?.getBoundingClientRect().toJSON(),
  );
  assert.ok(words.top >= 0 && words.bottom <= sheet.top, `${JSON.stringify(words)} above ${JSON.stringify(sheet)}`);
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
