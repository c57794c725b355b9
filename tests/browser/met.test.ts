// Further faults that people have met: a page that draws itself larger, one that is written anew, a component that
// draws its words late.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardText, clickMark, HOST } from "./card.js";
import { marked, markedAre } from "./marks.js";
import { store } from "./settings.js";
import { check, openArticle } from "./setup.js";

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

/** Where the card stands, in the window's own pixels. */
function cardBox(page: Page) {
  return page.evaluate((selector) => {
    const box = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
    const { left, right, bottom } = box;
    return { left, right, bottom, innerWidth, innerHeight };
  }, HOST);
}
