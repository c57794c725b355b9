// What the reader looks at is read first, wherever on the page it is; and in the end all is read, and marked once.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { marked, markedAre } from "./marks.js";
import { store } from "./settings.js";
import { check, session, site } from "./setup.js";
import { type Heard, Watcher } from "./state.js";

const PLAIN = "The clerk read the log of the lock aloud, from the first of March to the last, and the hall listened. ";
const DAY = `<h2>Another day</h2>${`<p>${PLAIN.repeat(6)}</p>`.repeat(40)}`;
const TOP = "<p>Experts say the old lock could give way before the winter.</p>";
const THERE = `<p id="there">Sources say the keeper of the lock will leave before the audit.</p>`;

check("opened in its middle, a long page is read there first", async (context) => {
  const watcher = await watching(context);
  const page = await openLock(context, 8, "#there");
  await watcher.settled(page);
  const texts = asked(await watcher.heard());
  assert.deepEqual(
    texts.slice(0, 2).map((text) => [text.includes("Sources say"), text.includes("Experts say")]),
    [
      [true, false],
      [false, true],
    ],
  );
  await markedAre(page, ["Experts say", "Sources say"]);
});

check("opened at its top, each part of a page goes out once", async (context) => {
  const watcher = await watching(context);
  const page = await openLock(context, 8, "");
  await watcher.settled(page);
  const texts = asked(await watcher.heard());
  assert.ok(texts[0]?.includes("Experts say"));
  assert.equal(texts.filter((text) => text.includes("Sources say")).length, 1);
  await markedAre(page, ["Experts say", "Sources say"]);
});

check("scrolled while it is read, a page is marked where one looks, and once", async (context) => {
  const watcher = await watching(context);
  const page = await openLock(context, 40, "");
  await page.evaluate(() => document.getElementById("there")?.scrollIntoView());
  await marked(page, "Sources say");
  await watcher.settled(page);
  await markedAre(page, ["Experts say", "Sources say"]);
});

async function watching(context: TestContext): Promise<Watcher> {
  await store(context, {});
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  return watcher;
}

/** A page of so many days, half of them above the place in its middle. */
async function openLock(context: TestContext, days: number, fragment: string): Promise<Page> {
  const half = DAY.repeat(days / 2);
  const body = `<!doctype html><html lang="en"><title>The lock</title><h1>The lock</h1>${TOP}${half}${THERE}${half}</html>`;
  const page = await session.open(site.serve(`/lock-${days}${fragment.slice(1)}`, { body }) + fragment);
  context.after(() => page.close());
  return page;
}

/** The words of each text that went to the engine, in their order. */
function asked(heard: readonly Heard[]): string[] {
  return heard.flatMap(({ text }) => (text ? [text.blocks.map((block) => block.text).join("\n")] : []));
}
