// Pages that are read because the reader asked, and selections that are checked: what is asked for is read, no more, and
// the latest choice counts. Each step after another, as readers take them.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, pressInCard } from "./card.js";
import { marked, markedAre, marks, noMarks, unmarked } from "./marks.js";
import { choose, press, says } from "./press.js";
import { BY_CLOCK, until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openPopup, session, site } from "./setup.js";
import { Watcher } from "./state.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

const PLAIN = "The hall opens at nine, and the ferry leaves at ten.";
const UNRECORDED = "No minutes of the meeting exist.";

check("pages that are read on request: one selection after another, and then the whole page", async (context) => {
  await store(context, { mode: "on_request" });
  const page = await openArticle(context, `${ENGLISH}<p>${PLAIN}</p><p>${UNRECORDED}</p>`);
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  assert.equal((await watcher.settled(page))?.status, "off");
  for (const [words, title] of [
    ["Critics argue that the scheme", /Critics argue that/],
    ["No minutes of the meeting exist", /No minutes of the meeting exist/],
  ] as const) {
    await choose(page, words);
    await session.menu(page, "check_selection", words);
    await until(async () => title.test(await cardText(page)));
    await page.keyboard.press("Escape");
    await cardGone(page);
  }
  await unmarked(page, "always broken");
  const popup = await openPopup(context, page);
  await says(popup, "Only what you selected has been read.");
  await press(popup, "Read this page");
  await marked(page, "always broken");
});

check("a selection is checked when the reading has come to it, and the reader is told until then", async (context) => {
  await store(context, {});
  const end = "In the end no minutes of the meeting exist at all.";
  const meeting = (n: number) =>
    `<p>In its meeting number ${n} the council spoke of the bridge, and Ann Roy told what the repair is to cost.</p>`;
  const meetings = Array.from({ length: 12_000 }, (_, n) => meeting(n)).join("");
  const page = await openArticle(context, `${ENGLISH}${meetings}<p>${end}</p>`);
  await marked(page, "Critics argue that");
  await choose(page, end);
  await session.menu(page, "check_selection", end);
  await until(async () => /no minutes of the meeting exist/.test(await cardText(page)));
});

check(
  "one selection checked, then the site switched on: the whole page is read, and off again it is not",
  async (context) => {
    await store(context, { sites: [{ host: "127.0.0.1", read: false }] });
    const page = await unread(context, ENGLISH);
    await checkSelection(page, "Critics argue that the scheme", /Critics argue that/);
    await markedAre(page, ["Critics argue that"]);
    const popup = await openPopup(context, page);
    await press(popup, "Marks on 127.0.0.1");
    await markedAre(page, ENGLISH_WORDS);
    await press(popup, "Marks on 127.0.0.1");
    await noMarks(page);
  },
);

check("a page that was asked for, then its site switched on and off: the latest choice counts", async (context) => {
  await store(context, { sites: [{ host: "127.0.0.1", read: false }] });
  const page = await unread(context, ENGLISH);
  const popup = await openPopup(context, page);
  await press(popup, "Read this page");
  await markedAre(page, ENGLISH_WORDS);
  await press(popup, "Marks on 127.0.0.1");
  // What the page shows does not change until another choice is made.
  await press(popup, "1sweeping claim");
  await unmarked(page, "always broken");
  await press(popup, "Marks on 127.0.0.1");
  await noMarks(page);
});

check(
  "“mark nothing on this site” of a page that was asked for ends its reading, and can be undone",
  async (context) => {
    await store(context, { mode: "on_request" });
    const page = await unread(context, ENGLISH);
    await checkSelection(page, "Critics argue that the scheme", /Critics argue that/);
    await session.menu(page, "check_selection", "Critics argue that the scheme");
    await pressInCard(page, "Stop marking…");
    await pressInCard(page, "Mark nothing on 127.0.0.1");
    await noMarks(page);
    assert.match(await cardText(page), /Nothing is marked on 127\.0\.0\.1 any more/);
    await pressInCard(page, "Undo");
    await markedAre(page, ENGLISH_WORDS);
  },
);

check("a selection in italics is read with the sentence around it, and once", async (context) => {
  await store(context, { mode: "on_request" });
  const page = await unread(context, "<p>Smith wrote on Monday that <em>experts say</em> nothing of the kind.</p>");
  for (const _ of [1, 2]) {
    await checkSelection(page, "experts say", /experts say/);
    assert.equal((await marks(page)).filter(({ text }) => text === "experts say").length, 1);
  }
});

check("what was shown because it was selected goes when it is called wrong", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
  await choose(page, "always broken");
  await session.menu(page, "check_selection", "always broken");
  await until(async () => /Always, never/.test(await cardText(page)));
  await pressInCard(page, "This mark is wrong");
  await unmarked(page, "always broken");
});

check("words under a checked selection change: its mark goes with them", async (context) => {
  await store(context, { mode: "on_request" });
  const page = await unread(context, ENGLISH);
  await checkSelection(page, "Critics argue that the scheme", /Critics argue that/);
  await page.evaluate((plain) => {
    const at = [...document.querySelectorAll("p")].find((each) => each.textContent?.includes("Critics argue"));
    if (at) at.textContent = plain;
  }, PLAIN);
  await noMarks(page);
});

check("“read this page” reads the frames in it", async (context) => {
  await store(context, { mode: "on_request" });
  const inner = site.serve("/request-inner", { body: `<!doctype html><title>Inner</title>${ENGLISH}` });
  const page = await unread(context, `<p>${PLAIN}</p><iframe src="${inner}" width="700" height="400"></iframe>`, 2);
  const popup = await openPopup(context, page);
  await press(popup, "Read this page");
  await readIn(page, inner);
});

check("a frame that comes after “read this page”, or goes to another page then, is read too", async (context) => {
  await store(context, { mode: "on_request" });
  const inner = site.serve("/request-late", { body: `<!doctype html><title>Late</title>${ENGLISH}` });
  const page = await unread(context, `<p>${PLAIN}</p><p>${UNRECORDED}</p>`);
  const popup = await openPopup(context, page);
  await press(popup, "Read this page");
  await marked(page, "No minutes");
  await addFrame(page, inner);
  await readIn(page, inner);
  // Of another site.
  const other = inner.replace("127.0.0.1", "localhost");
  await page.$eval("iframe", (frame, url) => ((frame as HTMLIFrameElement).src = url), other);
  await readIn(page, other);
});

check(
  "a frame that comes while the popup is open is not read before “read this page”, and is then",
  async (context) => {
    await store(context, { mode: "on_request" });
    const inner = site.serve("/request-beside", { body: `<!doctype html><title>Beside</title>${ENGLISH}` });
    const page = await unread(context, `<p>${PLAIN}</p>`);
    const watcher = await Watcher.open(session);
    context.after(() => watcher.close());
    const popup = await openPopup(context, page);
    await watcher.heard();
    await page.bringToFront();
    await addFrame(page, inner);
    // It has come, and asks whether the reader did.
    const heard: string[] = [];
    await until(async () => heard.push(...(await watcher.heard()).map(({ call }) => call)) > 0);
    assert.deepEqual(heard, ["read"]);
    await press(popup, "Read this page");
    await readIn(page, inner);
  },
);

check("a tab that is switched off stays off on a page that the browser kept", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
  const next = site.serve("/request-next", { body: `<!doctype html><title>Next</title>${ENGLISH}` });
  await page.goto(next);
  await markedAre(page, ENGLISH_WORDS);
  const popup = await openPopup(context, page);
  await press(popup, "Off in this tab");
  await noMarks(page);
  await page.bringToFront();
  await page.evaluate(() => history.back());
  await page.waitForFunction((url) => location.href !== url, BY_CLOCK, next);
  await noMarks(page);
  await press(popup, "Off in this tab");
  await markedAre(page, ENGLISH_WORDS);
});

check("a phrase that is too long is not said to be muted", async (context) => {
  await store(context, {});
  const long = `${"The bridge is shut and ".repeat(12)}the lifts are always broken.`;
  const page = await openArticle(context, `${ENGLISH}<p lang="en">${long}</p>`);
  await marked(page, "always broken");
  await choose(page, long);
  await session.menu(page, "mute_phrase", long);
  await until(async () => /Nothing was changed/.test(await cardText(page)));
});

function addFrame(page: Page, url: string): Promise<void> {
  return page.evaluate((src) => {
    const frame = document.createElement("iframe");
    document.body.append(Object.assign(frame, { src, width: "700", height: "400" }));
  }, url);
}

/** Waits until something is marked in the frame with this address. */
async function readIn(page: Page, url: string): Promise<void> {
  await page.bringToFront();
  await until(async () => {
    const frame = page.frames().find((each) => each.url() === url);
    const isMarked = () => [...CSS.highlights.values()].some(({ size }) => size > 0);
    return (await frame?.evaluate(isMarked).catch(() => false)) === true;
  });
}

/** A page that is not read as yet. */
async function unread(context: TestContext, body: string, frames = 1): Promise<Page> {
  const page = await openArticle(context, `<main lang="en">${body}</main>`);
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  assert.equal((await watcher.settled(page, frames))?.status, "off");
  return page;
}

/** As the menu does it; then the card is closed. */
async function checkSelection(page: Page, words: string, title: RegExp): Promise<void> {
  await choose(page, words);
  await session.menu(page, "check_selection", words);
  await until(async () => title.test(await cardText(page)));
  await page.keyboard.press("Escape");
  await cardGone(page);
}
