// What the mouse means on a mark: the page's own clicks stay the page's, and words can be selected.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardRoot, cardText, clickMark, HOST, pressInCard } from "./card.js";
import { marked, middleOf } from "./marks.js";
import { says } from "./press.js";
import { BY_CLOCK, until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openOwn, openPopup, session, site } from "./setup.js";
import { ENGLISH } from "./texts.js";

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

for (const where of ["a page", "the welcome"]) {
  check(
    `on ${where}, what is turned to from a card is pressed at once: only a first card lets clicks through`,
    async (context) => {
      await store(context, {});
      const own = where === "the welcome";
      const page = own ? await openOwn(context, "welcome/welcome.html") : await openArticle(context, ENGLISH);
      await clickMark(page, own ? "Experts say" : "Critics argue that");
      const first = /\d+ of \d+/.exec(await cardText(page))?.[0] ?? "";
      await pressInCard(page, "Next mark");
      await until(async () => !(await cardText(page)).includes(first));
      assert.equal(await page.$eval(HOST, (host) => getComputedStyle(host).pointerEvents), "auto");
    },
  );
}

check(
  "at 200 % a card stands inside the window, at its words, in a page that runs from right to left too",
  async (context) => {
    await store(context, {});
    const body = `<div dir="rtl" lang="he"><h1>גשר ישן</h1><p>זהו טקסט קצר על הגשר הישן של העיר.</p></div>`;
    const page = await openArticle(context, `<article dir="rtl">${body}<p lang="en">${LINE}</p></article>`);
    await page.setViewport({ width: 1400, height: 1200 });
    await marked(page, "always broken");
    try {
      await zoom(page, 2);
      await clickMark(page, "always broken");
      const root = await cardRoot(page);
      const boxes = await root.evaluate((inside) => {
        const { left, top, right, bottom } = inside.querySelector(".card")?.getBoundingClientRect() ?? new DOMRect();
        const direction = getComputedStyle(inside.querySelector(".card") as Element).direction;
        return { inside: left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, direction };
      });
      assert.deepEqual(boxes, { inside: true, direction: "ltr" });
      await pressInCard(page, "Stop marking…");
      await until(async () => /on this site only/.test(await cardText(page)));
    } finally {
      await zoom(page, 1);
    }
  },
);

/** Sets the zoom of a page's tab, as the reader does in the browser's menu. */
async function zoom(page: Page, factor: number): Promise<void> {
  const own = await session.openOwn("help/help.html");
  await page.bringToFront();
  await own.evaluate(async (wanted) => {
    const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
    await chrome.tabs.setZoom(tab?.id ?? -1, wanted);
  }, factor);
  await own.close();
  await page.bringToFront();
  await page.waitForFunction((wanted) => devicePixelRatio === wanted, BY_CLOCK, factor);
}
