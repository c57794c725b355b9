// The popup: what it lists, and what its switches do to the page beside it.

import assert from "node:assert/strict";
import { marks, noMarks, someMarks } from "./marks.js";
import { PATIENCE } from "./session.js";
import { check, openArticle, openPopup, session } from "./setup.js";
import { Watcher } from "./state.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

check("the popup lists the marks of the page", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  const popup = await openPopup(context, page);
  await popup.waitForFunction(
    (words) => words.every((each) => document.body.innerText.includes(each)),
    { timeout: PATIENCE },
    ENGLISH_WORDS,
  );
});

check("switched off, the marks go; switched on, they come back; a reload keeps the setting", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  const popup = await openPopup(context, page);
  const main = await popup.waitForSelector("input[type=checkbox], [role=switch]", { timeout: PATIENCE });
  await main?.click();
  await noMarks(page);
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  await page.reload();
  assert.equal((await watcher.settled(page))?.status, "off");
  assert.deepEqual(await marks(page), []);
  await popup.bringToFront();
  await main?.click();
  assert.deepEqual(
    (await someMarks(page)).map((mark) => mark.text),
    ENGLISH_WORDS,
  );
});
