// Pictures for the stores, in the size they ask for, of the project's own article: `store.ts PLAN.json`.
//
// Absent on purpose: frames, slogans and anything that a reader would not see.

import { mkdirSync, readFileSync } from "node:fs";
import { middleOf, someMarks } from "../../tests/browser/marks.js";
import { startSite } from "../../tests/browser/server.js";
import { type BrowserName, launch } from "../../tests/browser/session.js";

interface Plan {
  out: string;
  name: BrowserName;
  program: string;
  extension: string;
  /** Pages by language. */
  articles: Record<string, string>;
}

/** What Chrome's store asks for; Mozilla's takes it too. */
const SIZE = { width: 1280, height: 800 };
const POPUP = { width: 376, height: 600 };

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
const site = await startSite();
const session = await launch(plan.name, plan);
try {
  for (const [language, body] of Object.entries(plan.articles)) {
    const folder = `${plan.out}/${language}`;
    mkdirSync(folder, { recursive: true });
    const own = await session.openOwn("options/options.html");
    await own.evaluate((chosen) => chrome.storage.local.set({ interface: chosen }), language);
    const page = await session.open(site.serve(`/${language}`, { body }));
    await page.setViewport(SIZE);
    await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
    const shown = await someMarks(page);
    const mark = shown.find(({ kind }) => kind.includes("-high-")) ?? shown[0];
    await page.screenshot({ path: `${folder}/1-marks.png` });
    const { x, y } = await middleOf(page, mark?.text ?? "");
    await page.mouse.click(x, y);
    await page.waitForSelector("says-who-card");
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: `${folder}/2-card.png` });
    const popup = await session.openPopup(page);
    await popup.setViewport(POPUP);
    await popup.waitForSelector(".marks li");
    const above = await popup.screenshot({ encoding: "base64" });
    await popup.close();
    await page.keyboard.press("Escape");
    await page.waitForSelector("says-who-card", { hidden: true });
    const below = await page.screenshot({ encoding: "base64" });
    const both = await session.open(site.serve(`/${language}-popup`, { body: laid(above, below) }));
    await both.setViewport(SIZE);
    await both.screenshot({ path: `${folder}/3-popup.png` });
    await both.close();
    await own.bringToFront();
    await own.setViewport(SIZE);
    await own.screenshot({ path: `${folder}/4-options.png` });
    await own.close();
    await page.close();
  }
} finally {
  await session.close();
  site.close();
}

/** The popup where the browser hangs it, over the page. */
function laid(above: string, below: string): string {
  return `<!doctype html><body style="margin:0;background:url(data:image/png;base64,${below})">
    <img alt="" src="data:image/png;base64,${above}"
      style="position:absolute;top:0;right:40px;border-radius:0 0 8px 8px;box-shadow:0 2px 16px #0006">`;
}
