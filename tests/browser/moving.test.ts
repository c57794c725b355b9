// Pages that move, fade, cover and cut off what is marked in them: marks and card go along, and the page stays as its
// own scripts left it.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardText, clickMark, HOST, pressInCard } from "./card.js";
import { marked, markedAre, marks, middleOf } from "./marks.js";
import { until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, session } from "./setup.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

check("words that fade in late are marked when they are seen", async (context) => {
  await store(context, {});
  const late =
    "<style>@keyframes in { to { opacity: 1 } } article { opacity: 0; animation: in 0.2s 1s forwards }</style>";
  const page = await openArticle(context, `${late}${ENGLISH}`);
  await markedAre(page, ENGLISH_WORDS);
});

for (const [what, style] of [
  ["at once", ""],
  ["slowly", "body { transition: background-color 0.3s, color 0.3s }"],
] as const) {
  check(`a page that goes dark by an attribute, ${what}: its marks do too, and back`, async (context) => {
    await store(context, {});
    const dark = `body { background: white; color: black } [data-theme="dark"] body { background: #111; color: #eee }`;
    const page = await openArticle(context, `<style>${dark} ${style}</style>${ENGLISH}`);
    await markedAre(page, ENGLISH_WORDS);
    for (const theme of ["dark", "light"]) {
      await page.evaluate((now) => document.documentElement.setAttribute("data-theme", now), theme);
      await until(async () => (await marks(page)).every(({ kind }) => kind.includes(`-${theme}-`)));
      await markedAre(page, ENGLISH_WORDS);
    }
  });
}

check("the card goes along when something comes above its words", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<div id="above"></div>${ENGLISH}`);
  await clickMark(page, "Critics argue that");
  const before = await awayFrom(page, "Critics argue that");
  await page.evaluate(() => {
    const above = document.querySelector<HTMLElement>("#above");
    if (above) above.style.height = "120px";
  });
  await until(async () => Math.abs((await awayFrom(page, "Critics argue that")) - before) < 2);
});

check("a component that scrolls takes the card along, and its selection opens none", async (context) => {
  await store(context, {});
  const inside = `<div style="height: 200px; overflow: auto">${ENGLISH}<p style="height: 600px"></p></div>`;
  const page = await openArticle(context, `<div id="host"><template shadowrootmode="open">${inside}</template></div>`);
  await markedAre(page, ENGLISH_WORDS);
  // From the words before the mark to its middle.
  const { x, y } = await middleOf(page, "Critics argue that");
  await page.mouse.move(x + 300, y);
  await page.mouse.down();
  await page.mouse.move(x, y, { steps: 5 });
  await page.mouse.up();
  assert.notEqual(await page.evaluate(() => String(getSelection())), "");
  await session.command(page, "next");
  await until(async () => /1 of 3/.test(await cardText(page)));
  const before = await awayFrom(page, "Critics argue that");
  await page.$eval("#host", (host) => host.shadowRoot?.firstElementChild?.scrollBy({ top: 30, behavior: "instant" }));
  await until(async () => Math.abs((await awayFrom(page, "Critics argue that")) - before) < 2);
});

check("a click on the first letter of a mark, drawn large, is one on the mark", async (context) => {
  await store(context, {});
  const style = "<style>p.first::first-letter { float: left; font-size: 60px; line-height: 1 }</style>";
  const page = await openArticle(
    context,
    `${style}<article lang="en"><h1>Bridge</h1><p class="first">Critics argue that the scheme benefits developers.</p></article>`,
  );
  await markedAre(page, ["Critics argue that"]);
  const { x, y } = await page.$eval("p.first", (first) => first.getBoundingClientRect().toJSON());
  await page.mouse.click(x + 12, y + 30);
  assert.match(await cardText(page), /Critics argue that/);
});

check("a box that cuts off what is in it is not scrolled by going to the next mark", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<div id="box" style="height: 40px; overflow: hidden">${ENGLISH}</div>`);
  await markedAre(page, ENGLISH_WORDS);
  for (const count of ["1 of 3", "2 of 3", "3 of 3"]) {
    await session.command(page, "next");
    await until(async () => (await cardText(page)).includes(count));
    assert.equal(await page.$eval("#box", (box) => box.scrollTop), 0);
  }
});

check(
  "going to the next mark brings words into sight that stand aside in a long line, or high in a tall box",
  async (context) => {
    await store(context, {});
    const long = "The council met on Monday about the repair of the bridge, and the mayor left early. ".repeat(60);
    const page = await openArticle(
      context,
      `<h1>Lines</h1><div style="width: 300px; overflow: auto; white-space: nowrap">${long}Experts say the ferry is slow. ${long}</div>
    <main style="width: 300px; height: 300px; overflow: auto"><p>Critics argue that the scheme benefits developers. ${long.repeat(3)}</p></main>
    <p style="white-space: nowrap">${long}The lifts in this station are always broken.</p>`,
    );
    const words = ["Experts say", "Critics argue that", "always broken"];
    await markedAre(page, words);
    // Away from where they stand, to begin with.
    await page.$eval("main", (box) => box.scrollTo({ top: 5000, behavior: "instant" }));
    for (const each of words) {
      await session.command(page, "next");
      await until(async () => (await cardText(page)).includes(each));
      assert.ok(await page.evaluate(isInSight, each), each);
    }
  },
);

check("a press in the card leaves the page's popover open that holds the words", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<div id="own" popover>${ENGLISH}</div>`);
  await page.$eval("#own", (own) => (own as HTMLElement).showPopover());
  await clickMark(page, "always broken");
  assert.match(await cardText(page), /Always, never/);
  await pressInCard(page, "Next mark");
  await until(async () => /Critics argue that/.test(await cardText(page)));
  assert.equal(await page.$eval("#own", (own) => own.matches(":popover-open")), true);
});

check("a click on what lies over a mark is none on the mark", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `${ENGLISH}<div id="over"></div>`);
  await marked(page, "always broken");
  const { x, y } = await middleOf(page, "always broken");
  await page.$eval("#over", (over) =>
    over.setAttribute("style", "position: fixed; inset: 0; z-index: 9; background: #fffc"),
  );
  await page.mouse.click(x, y);
  await page.$eval("#over", (over) => over.remove());
  // The first of the page: no other was open before.
  await session.command(page, "next");
  assert.match(await cardText(page), /1 of 3/);
});

check("a light title over a picture has the marks of a dark ground", async (context) => {
  await store(context, {});
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>`;
  const page = await openArticle(
    context,
    `<div style="position: relative; color: white"><img alt="" src="data:image/svg+xml,${encodeURIComponent(picture)}"
    style="position: absolute; z-index: -1; width: 100%; height: 100%">${ENGLISH}</div>`,
  );
  await markedAre(page, ENGLISH_WORDS);
  assert.ok((await marks(page)).every(({ kind }) => kind.includes("-dark-")));
});

/** How far below some marked words the card stands, in pixels. */
async function awayFrom(page: Page, words: string): Promise<number> {
  await page.waitForSelector(HOST);
  const { y } = await page.evaluate((wanted) => {
    for (const highlight of CSS.highlights.values()) {
      for (const { startContainer, startOffset, endContainer, endOffset } of highlight) {
        const range = document.createRange();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        if (range.toString() === wanted) return { y: range.getBoundingClientRect().y };
      }
    }
    throw new Error(`“${wanted}” is not marked`);
  }, words);
  return page.$eval(HOST, (host, top) => host.getBoundingClientRect().y - top, y);
}

/** Whether marked words stand in the window, and in the boxes around them that scroll. */
function isInSight(words: string): boolean {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode as Text;
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const frames = [new DOMRect(0, 0, innerWidth, innerHeight)];
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === "auto") frames.push(box.getBoundingClientRect());
    }
    return frames.every((box) => left >= box.left && right <= box.right && top >= box.top && bottom <= box.bottom);
  }
  return false;
}
