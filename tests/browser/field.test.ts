// Faults that people have met in extensions of this kind, each tried on this one: what is painted where, who writes
// beside it, how many frames there are, how large the browser shows its pages.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, clickMark, HOST } from "./card.js";
import { marked, markedAre, marks, noMarks, unmarked } from "./marks.js";
import { colours, pictureOf } from "./pixels.js";
import { says } from "./press.js";
import { BY_CLOCK, PATIENCE } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openPopup, session } from "./setup.js";
import { Watcher } from "./state.js";

const BROKEN = "The lifts in this station are always broken.";
const SHADOW = `<h1>Notes</h1><p>The hall opens at nine.</p><x-note><template shadowrootmode="open"><style>p{color:#124}</style>
<p>Sources say the treasurer will leave before the audit.</p></template></x-note>`;

check("in an open shadow root the line is drawn, the card opens, and it leaves with the host", async (context) => {
  await store(context, {});
  const page = await openArticle(context, SHADOW);
  await marked(page, "Sources say");
  const painted = await pictureOf(page, "Sources say");
  await clickMark(page, "Sources say");
  assert.match(await cardText(page), /Sources say/);
  await page.keyboard.press("Escape");
  await cardGone(page);
  await store(context, { on: false });
  await noMarks(page);
  assert.notEqual(await pictureOf(page, "Sources say"), painted);
  await store(context, {});
  await marked(page, "Sources say");
  await page.evaluate(() => document.querySelector("x-note")?.remove());
  await noMarks(page);
});

const GROUNDS = `<style>body{background:#121212;color:#e8e8e8}section{background:#fff;color:#1a1a1a}</style>
<h1>By night</h1><p>Nobody disputes that the new school was needed by the town.</p>
<p>Sources say the treasurer will leave before the audit.</p><section><p>${BROKEN}</p></section>`;

check("on dark and on light grounds marked words stay clear, and the mark is seen", async (context) => {
  await store(context, {});
  const page = await openArticle(context, GROUNDS);
  const words = ["Nobody disputes", "Sources say", "always broken"];
  for (const each of words) await marked(page, each);
  const pictures = new Map<string, string>();
  for (const each of words) pictures.set(each, await pictureOf(page, each));
  await store(context, { on: false });
  await noMarks(page);
  for (const each of words) {
    const bare = await pictureOf(page, each);
    assert.notEqual(pictures.get(each), bare, `${each}: a mark is seen`);
    const [here, before] = [await colours(page, pictures.get(each) ?? ""), await colours(page, bare)];
    assert.deepEqual(here.ink, before.ink, `${each}: the page's own colour of text`);
    assert.ok(here.contrast >= 4.5, `${each}: ${here.contrast.toFixed(1)}`);
  }
});

const EDITOR = `<h1>A draft</h1><div contenteditable="true" id="ed"><p>Nobody disputes it.</p></div><p>${BROKEN}</p>`;

check("what one writes is the same with marks beside it and without", async (context) => {
  const written: string[] = [];
  for (const on of [true, false]) {
    await store(context, { on });
    const page = await openArticle(context, EDITOR);
    if (on) await marked(page, "always broken");
    written.push(await write(page));
    if (on) await markedAre(page, ["always broken"]);
  }
  assert.equal(written[0], written[1]);
  assert.match(written[0] ?? "", /<b>Experts say|<strong>Experts say/);
});

/** A line is typed, made bold in part, undone; gives what the editor holds and where the caret is, before and after. */
async function write(page: Page): Promise<string> {
  await page.focus("#ed");
  await page.keyboard.press("End");
  await page.keyboard.type(" Everyone knows. ");
  await page.evaluate(() => document.execCommand("bold"));
  await page.keyboard.type("Experts say");
  await page.evaluate(() => document.execCommand("bold"));
  await page.keyboard.type(" so, always");
  const typed = await held(page);
  await page.evaluate(() => document.execCommand("undo"));
  await page.keyboard.type("!");
  return `${typed} | ${await held(page)}`;
}

function held(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { anchorNode, anchorOffset } = getSelection() as Selection;
    return `${document.getElementById("ed")?.innerHTML} at ${anchorNode?.textContent} ${anchorOffset}`;
  });
}

const ADVERTS = `<h1>The fair</h1><p>The fair was completely ignored by the papers of the capital.</p><div style="height:450px"></div>
<iframe width="700" height="300" srcdoc="<p>${BROKEN}</p>"></iframe>
${`<iframe width="320" height="100" srcdoc="<p>Everyone knows our kettles are the best.</p>"></iframe>`.repeat(30)}`;

check("thirty small frames are left alone and said to be; one card at a time on the page", async (context) => {
  await store(context, {});
  const watcher = await watching(context);
  const page = await openArticle(context, ADVERTS);
  await marked(page, "completely ignored");
  const frame = await (await page.$("iframe"))?.contentFrame();
  assert.ok(frame);
  await frame.waitForFunction(() => CSS.highlights.size > 0, BY_CLOCK);
  const state = await watcher.settled(page);
  assert.deepEqual(
    state?.unread.map(({ reason, count }) => [reason, count]),
    [["small_frame", 30]],
  );
  const asked = (await watcher.heard()).filter(({ call }) => call === "analyze");
  assert.equal(asked.length, 2, "the page and the one large frame");
  const [first] = await marks(page);
  await clickMark(page, first?.text ?? "");
  assert.match(await cardText(page), /completely ignored/);
  const spot = await frame.evaluate(() => {
    const [range] = [...CSS.highlights.values()].flatMap((each) => [...each]);
    const { x, y, height } = range?.startContainer.parentElement?.getBoundingClientRect() ?? new DOMRect();
    return { x, y, height };
  });
  const edge = await (await page.$("iframe"))?.boundingBox();
  await page.mouse.click((edge?.x ?? 0) + spot.x + 240, (edge?.y ?? 0) + spot.y + spot.height / 2);
  await frame.waitForSelector(HOST, { timeout: PATIENCE });
  await cardGone(page);
  const popup = await openPopup(context, page);
  await says(popup, "30 parts in small frames");
});

const THREE = `<article lang="en"><h1>Repairs on the bridge</h1><p>${BROKEN}</p>
<p>Sources say the treasurer will leave before the audit.</p>
<p>Nobody disputes that the new school was needed by the town.</p></article>`;
const THREE_WORDS = ["always broken", "Sources say", "Nobody disputes that"];

check("a background that dies and comes back, again and again, doubles nothing", async (context) => {
  await store(context, {});
  const watcher = await watching(context);
  const page = await openArticle(context, THREE);
  await markedAre(page, THREE_WORDS);
  await watcher.settled(page);
  await watcher.heard();
  for (let round = 0; round < 3; round++) {
    await session.stopBackground();
    await clickMark(page, "Sources say");
    assert.match(await cardText(page), /Sources say/);
    assert.equal(await page.evaluate((host) => document.querySelectorAll(host).length, HOST), 1);
    await page.keyboard.press("Escape");
    await cardGone(page);
    await watcher.set({ subtypes: { universal_time: false } } as never);
    await unmarked(page, "always broken");
    await watcher.set({ subtypes: { universal_time: true } } as never);
    await markedAre(page, THREE_WORDS);
  }
  const calls = (await watcher.heard()).map(({ call }) => call);
  assert.deepEqual(
    calls.filter((call) => call !== "count"),
    [],
    "nothing is read again",
  );
  // Two changes a round, which may come together; what was asked while the background died is asked once more.
  assert.ok(calls.length <= 9, `the icon is told ${calls.length} times`);
});

for (const zoom of [1.75, 2]) {
  check(`at ${zoom * 100} % the whole popup is within reach`, async (context) => {
    await store(context, { interface: "fr", sensitivity: "all" });
    const page = await openArticle(context, THREE);
    await markedAre(page, THREE_WORDS);
    const popup = await openPopup(context, page);
    await popup.waitForSelector(".marks li", { timeout: PATIENCE });
    // A browser's popup is at most 800 by 600 points of the screen, whatever its zoom.
    // One browser does not zoom what the tool has given a size: there the popup gets what a zoom would leave of it.
    const shrunk = session.name === "chrome" ? 1 : zoom;
    await popup.setViewport({ width: Math.round(800 / shrunk), height: Math.round(600 / shrunk) });
    if (session.name === "chrome") await zoomTo(popup, zoom);
    await popup.waitForFunction((factor) => Math.abs(innerWidth - 800 / factor) < 3, BY_CLOCK, zoom);
    const seen = await popup.evaluate(reach);
    if (session.name === "chrome") await zoomTo(popup, 1);
    assert.ok(seen.sideways <= 0, `${seen.sideways} pixels sideways`);
    assert.deepEqual(seen.outside, []);
    assert.equal(seen.mainSwitch, true, "the main switch is seen at once");
  });
}

function zoomTo(popup: Page, factor: number): Promise<void> {
  return popup.evaluate(async (to) => chrome.tabs.setZoom((await chrome.tabs.getCurrent())?.id ?? -1, to), factor);
}

/** Runs in the popup, alone. */
function reach() {
  const root = document.documentElement;
  const wide = (each: Element) => {
    const { left, right, width } = each.getBoundingClientRect();
    return width > 0 && (left < -1 || right > innerWidth + 1);
  };
  const main = document.querySelector("input[type=checkbox], [role=switch]")?.getBoundingClientRect();
  return {
    sideways: root.scrollWidth - root.clientWidth,
    outside: [...document.querySelectorAll("button, input, a, select, label")]
      .filter((each) => each.checkVisibility() && wide(each))
      .map((each) => each.textContent || each.ariaLabel),
    mainSwitch: main !== undefined && main.bottom <= innerHeight,
  };
}

async function watching(context: TestContext): Promise<Watcher> {
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  return watcher;
}
