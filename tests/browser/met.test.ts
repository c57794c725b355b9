// Further faults that people have met: a page that draws itself larger, one that is written anew or gets another root, a
// component that draws its words late, a card over a modal dialog and on a full screen, a page come back to.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, clickMark, HOST, topAtCard } from "./card.js";
import { marked, markedAre, noMarks } from "./marks.js";
import { BY_CLOCK, until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, session, site } from "./setup.js";
import { Watcher } from "./state.js";

const BROKEN = "<p>The lifts in this station are always broken.</p>";
const LEAVE = "<p>Sources say the treasurer will leave before the audit.</p>";
const TEXT = `<h1>The lock</h1><p>Sources say the keeper of the lock will leave before the audit.</p>`;

check("a page that draws itself larger leaves the card its size, inside the window", async (context) => {
  await store(context, {});
  const widths: number[] = [];
  for (const style of ["", "<style>html{zoom:1.6}</style>"]) {
    const page = await openArticle(context, style + TEXT);
    await marked(page, "Sources say");
    await clickMark(page, "Sources say");
    await cardText(page);
    const box = await cardBox(page);
    assert.ok(box.left >= 0 && box.right <= box.innerWidth && box.bottom <= box.innerHeight, JSON.stringify(box));
    widths.push(box.right - box.left);
  }
  const [plain = 0, zoomed = 0] = widths;
  assert.ok(Math.abs(plain - zoomed) <= 2, `${plain} and ${zoomed}`);
});

check("a document written anew is read anew, and its marks open their card", async (context) => {
  await store(context, {});
  const page = await openArticle(context, TEXT);
  await marked(page, "Sources say");
  await page.evaluate(() => {
    document.open();
    document.write(
      `<!doctype html><html lang="en"><title>The weir</title><h1>The weir</h1><p>Experts say the weir could give way before the winter comes.</p></html>`,
    );
    document.close();
  });
  await markedAre(page, ["Experts say"]);
  await clickMark(page, "Experts say");
  assert.match(await cardText(page), /Experts say/);
});

check("a component that draws its words late is read when it has", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `${TEXT}<section><late-note></late-note></section>`);
  await marked(page, "Sources say");
  await page.evaluate(() => {
    const root = document.querySelector("late-note")?.attachShadow({ mode: "open" });
    const p = document.createElement("p");
    p.textContent = "Experts say the weir could give way before the winter comes.";
    root?.append(p);
  });
  await marked(page, "Experts say");
  await marked(page, "Sources say");
});

const MODAL = `<h1>Terms</h1>${BROKEN}<dialog><h2>Read this first</h2>${LEAVE}<p>The hall opens at nine.</p></dialog>
<script>document.querySelector("dialog").showModal()</script>`;

check("over a modal dialog the card opens, can be pressed, and leaves the dialog open", async (context) => {
  await store(context, {});
  const page = await openArticle(context, MODAL);
  await clickMark(page, "Sources say");
  assert.match(await cardText(page), /Sources say/);
  assert.equal(await topAtCard(page), HOST);
  await page.keyboard.press("Escape");
  await cardGone(page);
  assert.equal(await page.evaluate(() => document.querySelector("dialog")?.open), true);
});

check("what is put beside the root, and a root that is exchanged, is followed once each", async (context) => {
  await store(context, {});
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  const page = await openArticle(context, `<h1>Station</h1>${BROKEN}`);
  await markedAre(page, ["always broken"]);
  await watcher.heard();
  await page.evaluate(() => {
    for (let n = 0; n < 40; n++) document.append(document.createComment(`${n}`));
  });
  await page.evaluate((words) => {
    const root = document.createElement("html");
    root.innerHTML = `<body><h1>Another</h1>${words}</body>`;
    document.documentElement.replaceWith(root);
  }, LEAVE);
  await markedAre(page, ["Sources say"]);
  const asked = (await watcher.heard()).filter(({ call }) => call === "analyze");
  assert.ok(asked.length <= 3, `${asked.length} questions`);
  await page.evaluate(() => document.body.replaceChildren());
  await noMarks(page);
});

check("on a full screen the card is seen", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<h1>Slides</h1><main style="background:#fff">${BROKEN}${LEAVE}</main>`);
  await marked(page, "Sources say");
  await fill(page);
  await clickMark(page, "Sources say");
  assert.match(await cardText(page), /Sources say/);
  assert.equal(await topAtCard(page), HOST);
});

check("back on a page that the browser kept, the icon has its number again", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<h1>Lock</h1>${BROKEN}${LEAVE}`);
  await marked(page, "Sources say");
  await numbered(page, "2");
  await page.goto(
    site.serve("/without-marks", { body: "<!doctype html><title>Hall</title><p>The hall opens at nine.</p>" }),
  );
  await numbered(page, "");
  await page.evaluate(() => history.back());
  await marked(page, "Sources say");
  await numbered(page, "2");
});

/** Waits until the icon beside a page shows this. */
async function numbered(page: Page, wanted: string): Promise<void> {
  const own = await session.openOwn("help/help.html");
  await page.bringToFront();
  const shown = () =>
    own.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      return chrome.action.getBadgeText({ tabId: tab?.id ?? -1 });
    });
  await until(async () => (await shown()) === wanted);
  await own.close();
}

/** As a slide show does it: at the reader's press. */
async function fill(page: Page): Promise<void> {
  await page.evaluate(() => {
    addEventListener("keydown", () => void document.querySelector("main")?.requestFullscreen(), { once: true });
  });
  await page.keyboard.press("f");
  await page.waitForFunction(() => document.fullscreenElement !== null, BY_CLOCK);
}

/** Where the card stands, in the window's own pixels. */
function cardBox(page: Page) {
  return page.evaluate((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const { left, right, bottom } = box;
    return { left, right, bottom, innerWidth, innerHeight };
  }, HOST);
}
