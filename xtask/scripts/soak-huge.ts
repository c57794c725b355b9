// A page of 50 MB: too long to be read to its end. What is read is marked, the popup is told that the rest is not, and
// the page goes on drawing its frames meanwhile.

import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { marks } from "../../tests/browser/marks.js";
import { Watcher } from "../../tests/browser/state.js";
import { article } from "./bench-article.js";
import type { Soak } from "./soak-run.js";

const BYTES = 50_000_000;
/** Longer than this between two frames, beyond what page and machine take by themselves, and one would call it frozen. */
const FROZEN = 1500;
/** As long as it took to be read, but no longer, the page is watched afterwards, when nothing is done to it. */
const WATCHED = 20_000;

export async function huge(soak: Soak): Promise<void> {
  const url = soak.site.serve("/huge", { body: article(BYTES) });
  const page = await soak.session.open(soak.site.serve("/soon-huge", { body: "<!doctype html><title>H</title>" }));
  await page.goto(url, { waitUntil: "load", timeout: 170_000 });
  await page.evaluate(watchFrames);
  const since = performance.now();
  const watcher = await Watcher.open(soak.session);
  const state = await watcher.settled(page);
  const longest = await longestSoFar(page);
  await pause(Math.min(performance.now() - since, WATCHED));
  const still = await longestSoFar(page);
  const reasons = state?.unread.map(({ reason, words }) => `${reason}, ${words} words`) ?? [];
  console.warn(
    `  50 MB: ${state?.status}, not read: ${reasons.join("; ")}; longest between frames ${Math.round(longest)} ms, then ${Math.round(still)} ms`,
  );
  soak.tally.huge = { longest, still, marks: (await marks(page)).length };
  if (!reasons.some((reason) => reason.startsWith("too_long")))
    soak.wrong("50 MB: it is not said that not all is read");
  if (soak.tally.huge.marks === 0) soak.wrong("50 MB: nothing is marked");
  if (longest > FROZEN + still)
    soak.wrong(`50 MB: ${Math.round(longest)} ms without a frame, and ${Math.round(still)} ms when nothing was done`);
  await watcher.close();
  await page.close();
}

/** The longest time between two frames since it was asked last. */
function longestSoFar(page: Page): Promise<number> {
  return page.evaluate(() => {
    const all = globalThis as unknown as { longest: number };
    const { longest } = all;
    all.longest = 0;
    return longest;
  });
}

/** Runs in the page. */
function watchFrames(): void {
  const all = globalThis as unknown as { longest: number };
  all.longest = 0;
  let last = performance.now();
  const turn = () => {
    const now = performance.now();
    // A tab behind another draws nothing.
    if (document.visibilityState === "visible" && now - last > all.longest) all.longest = now - last;
    last = now;
    requestAnimationFrame(turn);
  };
  addEventListener("visibilitychange", () => {
    last = performance.now();
  });
  turn();
}
