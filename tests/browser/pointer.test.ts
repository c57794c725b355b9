// What the mouse means on a mark: the page's own clicks stay the page's, and words can be selected.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, clickMark, HOST } from "./card.js";
import { marked, middleOf } from "./marks.js";
import { says } from "./press.js";
import { BY_CLOCK } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openPopup, site } from "./setup.js";

const LINKED = `<article lang="en"><h1>Lifts</h1>
<p>The council met on Monday. <a id="link" href="/elsewhere">The lifts in this station are always broken.</a></p></article>`;
const LINE = "The lifts in this station are always broken.";

/** An article with a mark in a link that leads to a page. */
async function withLink(context: TestContext): Promise<Page> {
  // Words in a link weigh less: it is support.
  await store(context, { sensitivity: "all" });
  site.serve("/elsewhere", { body: "<!doctype html><html lang=en><title>Elsewhere</title><p>Elsewhere.</p></html>" });
  const page = await openArticle(context, LINKED);
  await marked(page, "always broken");
  return page;
}

check("a click on a mark in a link follows the link", async (context) => {
  const page = await withLink(context);
  await clickMark(page, "always broken");
  await page.waitForFunction(() => location.pathname === "/elsewhere", BY_CLOCK);
  assert.equal(await page.$(HOST), null);
});

check(
  "with Alt held, a click on a mark in a link opens its card, and the page hears nothing of it",
  async (context) => {
    const page = await withLink(context);
    await page.evaluate(() => {
      document.body.dataset.heard = "";
      for (const where of [window, document, document.getElementById("link")]) {
        where?.addEventListener("click", () => (document.body.dataset.heard += "click "), { capture: true });
      }
    });
    const address = page.url();
    await page.keyboard.down("Alt");
    await clickMark(page, "always broken");
    assert.match(await cardText(page), /Always, never[\s\S]*always broken/);
    await page.keyboard.up("Alt");
    assert.equal(page.url(), address);
    assert.equal(await page.evaluate(() => document.body.dataset.heard), "");
    // Beside a mark it is the page's as ever.
    await page.keyboard.press("Escape");
    await cardGone(page);
    await page.keyboard.down("Alt");
    await page.click("h1");
    await page.keyboard.up("Alt");
    assert.notEqual(await page.evaluate(() => document.body.dataset.heard), "");
  },
);

check("the popup says how a mark in a link is reached, where there is one", async (context) => {
  const hint = "Some marks stand in links, which a click follows: Alt+click opens the card, and so does this list.";
  await says(await openPopup(context, await withLink(context)), hint);
  const page = await openArticle(context, `<article lang="en"><h1>Lifts</h1><p>${LINE}</p></article>`);
  const popup = await openPopup(context, page);
  await says(popup, "always broken");
  assert.equal(await popup.evaluate((words) => document.body.innerText.includes(words), hint), false);
});

for (const [clicks, selected] of [
  [2, "always"],
  [3, LINE],
] as const) {
  check(`${clicks} clicks on a mark select as they do anywhere, and no card is left in the way`, async (context) => {
    await store(context, {});
    const page = await openArticle(context, `<article lang="en"><h1>Lifts</h1><p>${LINE}</p></article>`);
    await marked(page, "always broken");
    const { x, y } = await middleOf(page, "always broken");
    await page.mouse.click(x - 20, y, { count: clicks });
    const selection = () => page.evaluate(() => getSelection()?.toString().trim());
    assert.equal(await selection(), selected);
    // Whatever the clicks set going has come about by then.
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await cardGone(page);
    assert.equal(await selection(), selected);
    // One click is as good as ever.
    await page.mouse.click(5, 5);
    await clickMark(page, "always broken");
    assert.match(await cardText(page), /Always, never/);
  });
}
