// The colours that marks are drawn in follow the page and the reader, while the page is open too.

import assert from "node:assert/strict";
import { cardRoot, cardText, clickMark } from "./card.js";
import { marked, markedAre, marks } from "./marks.js";
import { colours, lineOf, pictureOf } from "./pixels.js";
import { until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, session } from "./setup.js";
import { ENGLISH } from "./texts.js";

const BROKEN = "<h1>Lifts</h1><p>The lifts in this station are always broken.</p>";

for (const [what, head, tone] of [
  ["asks for dark in its styles", "<style>:root{color-scheme:dark}</style>", "dark"],
  ["asks for dark for all of it", '<meta name="color-scheme" content="only dark">', "dark"],
  ["can be light and dark", "<style>:root{color-scheme:light dark}</style>", "light"],
  [
    "is light, whatever its head says",
    '<meta name="color-scheme" content="dark"><style>:root{color-scheme:light}</style>',
    "light",
  ],
] as const) {
  check(`a page without colours of its own that ${what} has marks for a ${tone} ground`, async (context) => {
    await store(context, {});
    const page = await openArticle(context, head + BROKEN);
    await marked(page, "always broken", `-${tone}-`);
  });
}

/** Text that has no more contrast than is asked of text. */
const GREY = "<style>body { color: #767676; background: #fff }</style>";

for (const [kind, words, line, ground] of [
  ["a sweeping claim", "always broken", "The lifts in this station are always broken.", [255, 224, 163]],
  ["a missing source", "Critics argue that", "Critics argue that the lifts are old.", [201, 224, 251]],
] as const) {
  check(`${kind} whose card is open stands in the colour of its kind, and is read well`, async (context) => {
    await store(context, {});
    const page = await openArticle(context, `${GREY}<article lang="en"><h1>Lifts</h1><p>${line}</p></article>`);
    await page.setViewport({ width: 1000, height: 900 });
    await clickMark(page, words);
    await cardText(page);
    const drawn = await colours(page, await pictureOf(page, words));
    assert.deepEqual(drawn.ground, ground);
    assert.ok(drawn.contrast >= 4.5, `${drawn.contrast}`);
  });
}

check("with colours of the reader's own marks are lines, from the moment they are switched on", async (context) => {
  await store(context, { form: "both" });
  const page = await openArticle(context, BROKEN);
  await marked(page, "always broken", "-both");
  try {
    await session.forceColours(page, true);
    await marked(page, "always broken", "-line");
    await markedAre(page, ["always broken"]);
  } finally {
    await session.forceColours(page, false);
  }
  await marked(page, "always broken", "-both");
  await markedAre(page, ["always broken"]);
});

for (const forced of [false, true]) {
  const whose = forced ? "the reader's own" : "the page's";
  check(`in colours of ${whose}, marks are told apart by the form of their line, opened too`, async (context) => {
    await store(context, { form: "line" });
    const page = await openArticle(
      context,
      `<style>p { font: 32px serif }</style><article lang="en"><h1>Lifts</h1>
<p>The lifts in this station are always broken.</p><p>Critics insist that the lifts are old.</p></article>`,
    );
    await page.setViewport({ width: 1000, height: 900 });
    const form = async (words: string) => lineOf(page, await pictureOf(page, words));
    try {
      if (forced) await session.forceColours(page, true);
      await markedAre(page, ["always broken", "Critics insist that"]);
      assert.deepEqual(
        [await form("broken"), await form("Critics"), await form("lifts are")],
        ["wave", "dashes", "none"],
      );
      await clickMark(page, "always broken");
      const edges = await (await cardRoot(page)).evaluate((root) =>
        [".card", "blockquote"].map((part) => {
          const { borderInlineStartStyle, borderInlineStartWidth } = getComputedStyle(
            root.querySelector(part) as Element,
          );
          return [borderInlineStartStyle, Number.parseFloat(borderInlineStartWidth)];
        }),
      );
      assert.deepEqual(edges, [
        ["solid", forced ? 2 : 1],
        ["solid", 3],
      ]);
      await page.keyboard.press("Escape");
      await clickMark(page, "Critics insist that");
      assert.equal(await form("Critics"), "dashes");
      assert.match(await cardText(page), /Vague authority/);
    } finally {
      if (forced) await session.forceColours(page, false);
    }
  });
}

check(
  "in colours of the reader's own a passage without a source is marked at its first word alone",
  async (context) => {
    await store(context, { unsourced: true });
    const page = await openArticle(context, ENGLISH);
    const passages = async () =>
      (await marks(page)).filter(({ kind }) => kind.includes("unsourced")).map(({ text }) => text);
    await marked(page, "", "unsourced");
    const whole = await passages();
    assert.ok(whole.length > 0 && whole.every((text) => text.includes(" ")), whole.join("\n"));
    try {
      await session.forceColours(page, true);
      const first = whole.map((text) => text.split(/\s/)[0]).join();
      await until(async () => (await passages()).join() === first);
    } finally {
      await session.forceColours(page, false);
    }
    await until(async () => (await passages()).join() === whole.join());
  },
);
