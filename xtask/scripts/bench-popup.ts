// How soon the popup is there, from the start of its navigation. Two things are told: when the browser painted
// something of it, in a tab in front, and when it painted a popup of one word and no script, of the extension that does
// nothing; and when the marks of a page were in its list, beside that page. A browser's real popup is no page that can
// be driven in both browsers; it loads the same file.

import type { Page } from "puppeteer-core";
import { PATIENCE, type Session, until } from "../../tests/browser/session.js";

export interface Opened {
  /** Medians, in milliseconds; `listed` where the browser lets a script in before the popup's own. */
  painted: number;
  empty: number;
  listed: number | null;
}

const TIMES = 7;

export async function openings(session: Session, idle: Session, beside: Page): Promise<Opened> {
  const painted: number[] = [];
  const empty: number[] = [];
  const listed: number[] = [];
  for (let n = 0; n < TIMES; n++) {
    for (const [which, times] of [
      [idle, empty],
      [session, painted],
    ] as const) {
      const front = await which.openOwn("popup/popup.html");
      times.push(await front.evaluate(firstPaint, PATIENCE));
      await front.close();
    }
    const behind = await session.openOwn("popup/popup.html");
    await behind.evaluateOnNewDocument(watchList);
    await beside.bringToFront();
    await behind.evaluate(() => {
      document.documentElement.id = "before";
      location.reload();
    });
    const isListed = () => document.documentElement.id !== "before" && document.querySelector(".marks li") !== null;
    await until(() => behind.evaluate(isListed).catch(() => false));
    listed.push(await behind.evaluate(() => (globalThis as { listed?: number }).listed ?? Number.NaN));
    await behind.close();
  }
  const there = listed.filter((each) => !Number.isNaN(each));
  return { painted: middle(painted), empty: middle(empty), listed: there.length > 0 ? middle(there) : null };
}

function middle(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs in the popup. */
function firstPaint(patience: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = performance.now() + patience;
    const look = () => {
      const found = performance.getEntriesByName("first-contentful-paint")[0];
      if (found) resolve(found.startTime);
      else if (performance.now() > end) reject(new Error("nothing was painted"));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/** Runs in the popup before its scripts. */
function watchList(): void {
  const look = () => {
    if (!document.querySelector(".marks li")) return;
    Object.assign(globalThis, { listed: performance.now() });
    watching.disconnect();
  };
  const watching = new MutationObserver(look);
  watching.observe(document, { childList: true, subtree: true });
}
