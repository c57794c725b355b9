// What is painted in a page, and what is left alone.

import assert from "node:assert/strict";
import { markedAre, noMarks, someMarks, untouched } from "./marks.js";
import { check, openArticle, session } from "./setup.js";
import { ENGLISH, ENGLISH_WORDS, FRENCH, FRENCH_WORDS } from "./texts.js";

check("an English article is marked where the words go too far", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
});

check("a French article is marked where the words go too far", async (context) => {
  const page = await openArticle(context, FRENCH);
  await markedAre(page, FRENCH_WORDS);
});

check("two languages on one page are each read by their own rules", async (context) => {
  const page = await openArticle(context, `${ENGLISH}\n${FRENCH}`);
  await markedAre(page, [...ENGLISH_WORDS, ...FRENCH_WORDS]);
});

check("the page stays as it was served", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  assert.equal(await untouched(page), true);
});

check("buttons, forms, code, menus and hidden text are not read", async (context) => {
  const claim = "Critics argue that the scheme benefits developers.";
  const page = await openArticle(
    context,
    `<nav><p>${claim}</p></nav><button>${claim}</button><form><textarea>${claim}</textarea></form>
     <pre><code>${claim}</code></pre><p hidden>${claim}</p><p style="display:none">${claim}</p>${ENGLISH}`,
  );
  await markedAre(page, ENGLISH_WORDS);
});

check("a page that allows nothing is read all the same", async (context) => {
  // The icon is the browser's own wish.
  const policy = "default-src 'none'; img-src 'self'; require-trusted-types-for 'script'; sandbox allow-scripts";
  const page = await openArticle(context, ENGLISH, policy);
  await markedAre(page, ENGLISH_WORDS);
});

check("text that arrives later is read, and what leaves is forgotten", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  await page.evaluate(() => document.querySelector("article")?.remove());
  await noMarks(page);
  await page.evaluate((html) => document.body.append(document.createRange().createContextualFragment(html)), FRENCH);
  await markedAre(page, FRENCH_WORDS);
});

check("a background that was stopped starts again for the next page", async (context) => {
  await session.stopBackground();
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
});
