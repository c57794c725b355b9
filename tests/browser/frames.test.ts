// From mark to mark in pages made of frames: on from one frame's marks to the next frame's, in the order in which they
// stand, and around; back as well, and by the card's own buttons.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Frame, Page } from "puppeteer-core";
import { cardText, HOST } from "./card.js";
import { tabTo } from "./focus.js";
import { until } from "./session.js";
import { store } from "./settings.js";
import { check, session, site } from "./setup.js";

const BROKEN = "<p>The lifts in this station are always broken.</p>";
const LEAVE = "<p>Sources say the treasurer will leave before the audit.</p>";
const MILL = "<p>Witnesses say the mill was closed on purpose.</p>";
const CRITICS = "<p>Critics argue that the scheme has failed.</p>";
const PLAIN = "<p>The hall opens at nine, and the ferry leaves at ten.</p>";

/** A page of this name with these words, on another site if wanted. */
function served(name: string, body: string, host = "127.0.0.1"): string {
  const html = `<!doctype html><html lang="en"><title>${name}</title>${body}`;
  return site.serve(`/frames-${name}`, { body: html }).replace("127.0.0.1", host);
}

const frame = (src: string) => `<iframe src="${src}" width="700" height="400"></iframe>`;

/** Opens a page made of frames, with marks in so many of them, the page itself counted. */
async function opened(context: TestContext, url: string, frames: number): Promise<Page> {
  await store(context, {});
  const page = await session.open(url);
  context.after(() => page.close());
  await markedIn(page, frames);
  return page;
}

async function markedIn(page: Page, frames: number): Promise<void> {
  await page.bringToFront();
  const isMarked = () => [...CSS.highlights.values()].some(({ size }) => size > 0);
  await until(async () => {
    const all = await Promise.all(page.frames().map((each) => each.evaluate(isMarked).catch(() => false)));
    return all.filter(Boolean).length === frames;
  });
}

/** Goes on, and waits for the card in the frame with these words. */
async function goesTo(page: Page, command: "next" | "previous", words: string): Promise<void> {
  await session.command(page, command);
  await cardIn(page, words);
}

async function cardIn(page: Page, words: string): Promise<void> {
  const isThere = (sought: string, host: string) =>
    document.querySelector(host)?.matches(":popover-open") === true && document.body.innerText.includes(sought);
  const open = async (each: Frame) => (await each.evaluate(isThere, words, HOST).catch(() => false)) === true;
  await until(async () => {
    const all = await Promise.all(page.frames().map(open));
    return all.filter(Boolean).length === 1 && (await cards(page)) === 1;
  });
}

/** How many cards there are, in all frames. */
async function cards(page: Page): Promise<number> {
  const count = (host: string) => document.querySelectorAll(host).length;
  const all = await Promise.all(page.frames().map((each) => each.evaluate(count, HOST)));
  return all.reduce((sum, n) => sum + n, 0);
}

check("in a set of frames the commands lead from frame to frame, and around", async (context) => {
  const [a, b, c] = [served("a", BROKEN), served("b", PLAIN), served("c", LEAVE + CRITICS, "localhost")];
  const set = `<frameset cols="*,*,*"><frame src="${a}"><frame src="${b}"><frame src="${c}"></frameset>`;
  const page = await opened(context, served("set", set), 2);
  await goesTo(page, "next", "always broken");
  await goesTo(page, "next", "Sources say");
  await goesTo(page, "next", "Critics argue");
  await goesTo(page, "next", "always broken");
  await goesTo(page, "previous", "Critics argue");
});

check("a page and its frames: each in its turn, as they stand and not as they came, and in sight", async (context) => {
  const inner = served("inner", CRITICS);
  const outer = served("outer", LEAVE + frame(inner), "localhost");
  const page = await opened(context, served("page", `${BROKEN}${MILL}<div id="far" style="height: 3000px"></div>`), 1);
  await page.evaluate(
    (urls) => {
      for (const src of urls) {
        const made = Object.assign(document.createElement("iframe"), { src, width: "700", height: "600" });
        document.querySelector("#far")?.after(made);
      }
    },
    [served("late", "<p>Experts say the ferry is slow.</p>"), outer],
  );
  await markedIn(page, 4);
  await goesTo(page, "next", "always broken");
  await goesTo(page, "next", "Witnesses say");
  await goesTo(page, "next", "Sources say");
  // The frame has been brought to where it is seen.
  await until(() =>
    page.evaluate(() => (document.querySelector("iframe")?.getBoundingClientRect().top ?? 9e9) < innerHeight),
  );
  await goesTo(page, "next", "Critics argue");
  await goesTo(page, "next", "Experts say");
  await goesTo(page, "next", "always broken");
  assert.match(await cardText(page), /1 of 2/);
  // By the card's own buttons too.
  await tabTo(page, "Previous mark");
  await page.keyboard.press("Enter");
  await cardIn(page, "Experts say");
  // A frame that has gone is passed over.
  await page.$$eval("iframe", (all) => all.at(-1)?.remove());
  await goesTo(page, "previous", "Critics argue");
  await goesTo(page, "previous", "Sources say");
  await goesTo(page, "previous", "Witnesses say");
});
