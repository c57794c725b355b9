// Pages that mean harm, or are built as if they did: no exception, nothing done on the reader's behalf, nothing told
// to the page, and the marks stand. (`pages.test.ts` has floods of changes, overridden prototypes and our names.)

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardRoot, cardText, clickMark, HOST, topAtCard } from "./card.js";
import { marked, markedAre, middleOf, someMarks, unmarked } from "./marks.js";
import { store, stored } from "./settings.js";
import { check, openArticle } from "./setup.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

/** A page with a script that runs before anything of ours. */
async function openHostile(context: TestContext, script: string, body = ENGLISH): Promise<Page> {
  return openArticle(context, `<script>${script}</script>${body}`);
}

const FRAME = () => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));

check("events that a page makes up open nothing and press nothing", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  const spot = await middleOf(page, "Critics argue that");
  await page.evaluate(({ x, y }) => {
    for (const name of ["pointermove", "pointerdown", "mousedown", "pointerup", "mouseup", "click", "dblclick"]) {
      const init = { bubbles: true, cancelable: true, composed: true, clientX: x, clientY: y, button: 0, detail: 1 };
      document.elementFromPoint(x, y)?.dispatchEvent(new PointerEvent(name, init));
    }
    for (const key of ["w", "W", "l", "Enter"]) {
      dispatchEvent(new KeyboardEvent("keydown", { key, altKey: true, shiftKey: true, bubbles: true }));
    }
  }, spot);
  await page.evaluate(FRAME);
  assert.equal(await page.$(HOST), null);
  // With the card open, at every spot of it.
  await clickMark(page, "Critics argue that");
  const before = await cardText(page);
  await page.evaluate((host) => {
    const card = document.querySelector<HTMLElement>(host);
    const box = card?.getBoundingClientRect();
    if (!card || !box) return;
    card.click();
    for (let x = box.left + 4; x < box.right; x += 12) {
      for (let y = box.top + 4; y < box.bottom; y += 12) {
        const init = { bubbles: true, composed: true, cancelable: true, clientX: x, clientY: y };
        document.elementFromPoint(x, y)?.dispatchEvent(new MouseEvent("click", init));
      }
    }
    card.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, composed: true }));
  }, HOST);
  await page.evaluate(FRAME);
  assert.equal(await cardText(page), before);
  assert.deepEqual(await stored(), {});
});

check("a card that the page takes away, moves or covers does no harm, and another opens", async (context) => {
  const page = await openArticle(context, `<div id="elsewhere"></div>${ENGLISH}`);
  await someMarks(page);
  await clickMark(page, "Critics argue that");
  await cardText(page);
  await page.evaluate((host) => document.querySelector(host)?.remove(), HOST);
  await clickMark(page, "always broken");
  assert.match(await cardText(page), /always broken/);
  await page.evaluate((host) => {
    const card = document.querySelector<HTMLElement>(host);
    if (card) document.getElementById("elsewhere")?.append(card);
    if (card) card.className = "theirs";
    card?.setAttribute("hidden", "");
    card?.replaceChildren("theirs");
  }, HOST);
  await page.keyboard.press("Escape");
  await cardGone(page);
  await page.evaluate(() => {
    const veil = document.createElement("div");
    veil.style.cssText = "position:fixed;inset:0;z-index:2147483647;pointer-events:none";
    document.body.append(veil);
  });
  await clickMark(page, "Critics argue that");
  assert.match(await cardText(page), /Critics argue that/);
  assert.equal(await topAtCard(page), HOST);
  // A page that fights for it, for a while: no endless game.
  await page.evaluate((host) => {
    let taken = 0;
    new MutationObserver(() => {
      const card = document.querySelector(host);
      if (card && taken++ < 50) card.remove();
    }).observe(document, { childList: true, subtree: true });
  }, HOST);
  await clickMark(page, "always broken");
  await page.evaluate(FRAME);
  await page.keyboard.press("Escape");
  await cardGone(page);
});

check("a registry of highlights that is a trap", async (context) => {
  const page = await openHostile(
    context,
    `const thrown = () => { throw new Error("trap") };
     window.told = [];
     const set = HighlightRegistry.prototype.set;
     HighlightRegistry.prototype.set = function (...all) { told.push(all); return set.apply(this, all) };
     HighlightRegistry.prototype.get = HighlightRegistry.prototype.delete = thrown;
     Highlight.prototype.add = Highlight.prototype.delete = thrown;
     window.StaticRange = window.Highlight = window.MutationObserver = window.IntersectionObserver = thrown;
     window.requestIdleCallback = window.setTimeout = window.queueMicrotask = thrown;
     window.getComputedStyle = window.matchMedia = thrown;
     Map.prototype.get = Set.prototype.add = Promise.prototype.then = thrown;`,
  );
  await markedAre(page, ENGLISH_WORDS);
  assert.equal(await page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told.length), 0);
});

check("elements named as what a script asks a document and a window for: the card opens, and goes", async (context) => {
  const names = [
    "body",
    "documentElement",
    "activeElement",
    "fullscreenElement",
    "implementation",
    "adoptNode",
    "host",
  ];
  const forms = names.map((name) => `<form name="${name}"></form>`).join("");
  const browser = `<form id="browser"><input type="hidden" name="runtime" id="id"></form>`;
  const page = await openArticle(context, `${forms}${browser}${ENGLISH}`);
  await markedAre(page, ENGLISH_WORDS);
  await clickMark(page, "Critics argue that");
  assert.match(await cardText(page), /Critics argue that/);
  await page.keyboard.press("Escape");
  await cardGone(page);
});

check("messages that look like ours are nobody's", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  await page.evaluate(() => {
    const asks = [
      { call: "change", ask: { changes: [{ op: "set", key: "on", value: false }] } },
      { call: "open", ask: { page: "options", at: "" } },
      { order: "close_card", but: "" },
      { order: "tab_off", but: "" },
    ];
    const channel = new BroadcastChannel("watch");
    const runtime = (globalThis as { chrome?: typeof chrome }).chrome?.runtime;
    for (const ask of asks) {
      postMessage(ask, "*");
      channel.postMessage(ask);
      dispatchEvent(new MessageEvent("message", { data: ask }));
      document.dispatchEvent(new CustomEvent("says-who", { detail: ask }));
      for (const name of ["pageshow", "storage", "visibilitychange", "pagehide", "freeze"])
        dispatchEvent(new Event(name));
      runtime?.sendMessage?.(ask);
    }
    channel.close();
  });
  await page.evaluate(FRAME);
  await marked(page, "Critics argue that");
  assert.deepEqual(await stored(), {});
});

check("names and quotations with hidden and turning characters stand on the card without them", async (context) => {
  const page = await openArticle(
    context,
    `<article lang="en"><h1>Repairs on the Oldmarsh bridge</h1><p>The council closed the bridge on Monday.</p>
     <p>“The lifts are al\u200bways bro\u00adken,” said Ma\u202erlo\u202cw Ann\u2066 \u200fMar\u200dlow\u2069, who owns the ferry.</p>
     </article>`,
  );
  const shown = await someMarks(page);
  const mark = shown.find(({ text }) => /bro\u00adken/.test(text));
  assert.ok(mark, JSON.stringify(shown));
  await clickMark(page, mark.text);
  assert.match(await cardText(page), /always broken/);
  const inside = await (await cardRoot(page)).evaluate((root) => root.querySelector(".card")?.textContent ?? "");
  assert.doesNotMatch(inside, /\u200b|\u200d|\u200f|[\u202a-\u202e]|[\u2066-\u2069]|\u00ad/);
});

check("a page that clears all highlights has its marks back once it changes", async (context) => {
  const page = await openArticle(context, `${ENGLISH}<div id="end"></div>`);
  await someMarks(page);
  await page.evaluate(() => CSS.highlights.clear());
  await unmarked(page, "Critics argue that");
  await page.evaluate(() => {
    const end = document.getElementById("end");
    if (end) end.innerHTML = "<p lang=en>Experts say the harbour wall could give way before winter.</p>";
  });
  await marked(page, "Experts say");
});
