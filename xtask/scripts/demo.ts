// The demo: articles in real browsers, with pictures of page, card and popup: `demo.ts PLAN.json`.
//
// Absent on purpose: anything that a reader could not do. A mark is clicked, the popup is opened.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Page } from "puppeteer-core";
import type { PageState } from "../../extension/messages.js";
import type { NativeReport } from "../../tests/boundary/native.js";
import { middleOf, someMarks } from "../../tests/browser/marks.js";
import { startSite } from "../../tests/browser/server.js";
import { type BrowserName, launch, type Session } from "../../tests/browser/session.js";
import { Watcher } from "../../tests/browser/state.js";
import { languageOf, type Picture, reportOf } from "./demo-report.js";
import { type Surface, takeSurfaces } from "./surfaces.js";

/** What xtask prepared. */
export interface Plan {
  out: string;
  /** A person wants to look. */
  open: boolean;
  /** `page` is the file that is served. */
  articles: { name: string; page: string; native: NativeReport }[];
  browsers: { name: BrowserName; title: string; program: string; extension: string }[];
}

const PAGE = { width: 1000, height: 900 };
/** As high as browsers let a popup be. */
const POPUP = { width: 376, height: 600 };
const CARD = "says-who-card";

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
mkdirSync(plan.out, { recursive: true });
const site = await startSite();
const pictures: Picture[] = [];
const surfaces: Surface[] = [];
for (const browser of plan.browsers) {
  const session = await launch(browser.name, { ...browser, visible: plan.open });
  const watcher = await Watcher.open(session);
  for (const article of plan.articles) {
    await watcher.set({ interface: languageOf(article.native.report) });
    const page = await session.open(site.serve(`/${article.name}`, { body: readFileSync(article.page) }));
    const state = await watcher.settled(page);
    console.warn(`  ${browser.title}: ${article.name}: ${sum(state)}`);
    const name = `${article.name}-${browser.name}`;
    if (state && state.total > 0) await someMarks(page);
    await take(page, "page", name, article.name, browser.title);
    if (await openCard(session, page, state)) await take(page, "card", name, article.name, browser.title);
    const popup = await session.openPopup(page);
    await popup.setViewport(POPUP);
    await take(popup, "popup", name, article.name, browser.title);
    await popup.close();
    if (!plan.open) await page.close();
  }
  await watcher.close();
  if (browser.name === "chrome" && !plan.open) await takeOwnSurfaces(session);
  if (plan.open) await leaveOpen(session, browser.title);
  else await session.close();
}
site.close();
writeFileSync(`${plan.out}/index.html`, reportOf(plan, pictures, surfaces));

/** The extension's own surfaces, beside the project's own article and its twin. */
async function takeOwnSurfaces(session: Session): Promise<void> {
  const twins = (["fr", "en"] as const).flatMap((language) => {
    const article = plan.articles.find(({ name }) => name === language);
    return article ? [{ language, article }] : [];
  });
  if (twins.length < 2) return;
  console.warn("  every surface, in both languages, light and dark, wide and narrow");
  for (const { language, article } of twins) {
    surfaces.push(...(await takeSurfaces(session, site, language, readFileSync(article.page, "utf8"), plan.out)));
  }
}

function sum(state: PageState | undefined): string {
  if (!state) return "not reached by the extension";
  return `${state.status}, ${state.total} marks`;
}

/** Clicks the heaviest mark that is painted; false when there is none. */
async function openCard(session: Session, page: Page, state: PageState | undefined): Promise<boolean> {
  const shown = state?.marks.filter((mark) => !mark.held) ?? [];
  const mark = shown.find((each) => each.severity === "high") ?? shown[0];
  if (!mark) return false;
  const { x, y } = await middleOf(page, mark.words);
  await page.mouse.click(x, y);
  await page.waitForSelector(CARD);
  const card = await session.closedRoot(page, CARD);
  // It fades in; the picture is of what stays.
  await card?.evaluate(async (root) => {
    await Promise.all([...root.getAnimations(), ...root.host.getAnimations()].map((each) => each.finished));
  });
  return true;
}

async function take(page: Page, what: Picture["what"], name: string, article: string, browser: string): Promise<void> {
  const file = `${name}-${what}.png` as const;
  if (what !== "popup") await page.setViewport(PAGE);
  await page.bringToFront();
  await page.screenshot({ path: `${plan.out}/${file}` });
  pictures.push({ file, what, article, browser });
}

/** Waits until the person has closed the browser. */
function leaveOpen(session: Session, title: string): Promise<void> {
  console.warn(`  ${title} stays open; close it to go on.`);
  return session.closed();
}
