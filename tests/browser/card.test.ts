// The card: opened by mouse and by keyboard, with the right words, and gone without a trace.

import assert from "node:assert/strict";
import { cardGone, cardText, clickMark, HOST } from "./card.js";
import { someMarks, untouched } from "./marks.js";
import { check, openArticle, session } from "./setup.js";
import { ENGLISH } from "./texts.js";

check("a click on a mark opens the card: who, why, what is missing, one question", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  await clickMark(page, "Critics argue that");
  const text = await cardText(page);
  assert.match(text, /Vague authority/);
  assert.match(text, /An authority with no identity\./);
  assert.match(text, /“Critics argue that”: which ones, how many, and working for whom\?/);
});

check("Esc closes the card and leaves nothing in the page", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  await clickMark(page, "Critics argue that");
  await cardText(page);
  await page.keyboard.press("Escape");
  await cardGone(page);
  assert.equal(await untouched(page), true);
});

check("a click elsewhere closes the card", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  await clickMark(page, "Critics argue that");
  await cardText(page);
  const { x, y } = await page.evaluate(() => {
    const box = document.querySelector("h1")?.getBoundingClientRect();
    return { x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5 };
  });
  await page.mouse.click(x, y);
  await cardGone(page);
});

check("the keyboard command opens the card of the next mark, with the focus in it", async (context) => {
  const page = await openArticle(context, ENGLISH);
  const [first] = await someMarks(page);
  await session.command(page, "next");
  assert.match(await cardText(page), new RegExp(first?.text ?? "no mark"));
  const root = await session.closedRoot(page, HOST);
  assert.equal(await root?.evaluate((inside) => inside.activeElement !== null), true);
  await page.keyboard.press("Escape");
  await cardGone(page);
});
