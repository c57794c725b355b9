// Pages as they are: each folder of `tests/pages` is a page and what is expected of it.
//
// `expected.json`: `marked`, words that are painted, each as one mark; `unmarked`, words that are not; `quiet`,
// selectors within which nothing is painted; `unread`, reasons that the popup gives; `atLeast`, what the summary counts; `then`, what happens to the
// page next (an expression that runs in it) and what is expected after. A page without scripts must stay as it was
// served.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after } from "node:test";
import type { Page } from "puppeteer-core";
import { untouched } from "./marks.js";
import { type Painted, painted } from "./pages.js";
import { type Site, startSite } from "./server.js";
import { PATIENCE } from "./session.js";
import { check, session } from "./setup.js";
import { Watcher } from "./state.js";

interface Expected {
  what: string;
  marked?: string[];
  unmarked?: string[];
  quiet?: string[];
  unread?: string[];
  atLeast?: { words?: number; notes?: number };
  then?: { run: string; marked?: string[]; unmarked?: string[] }[];
}

const FOLDER = "tests/pages";
let site: Site | undefined;
after(() => site?.close());

for (const name of readdirSync(FOLDER).sort()) {
  const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}/expected.json`, "utf8"));
  check(`${name}: ${expected.what}`, async (context) => {
    site ??= await startSite(FOLDER);
    const page = await session.open(`${site.origin}/${name}/page.html`);
    context.after(() => page.close());
    await page.bringToFront();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await expects(page, expected, expected.quiet ?? []);
    if (expected.unread || expected.atLeast) {
      const watcher = await Watcher.open(session);
      context.after(() => watcher.close());
      const state = await watcher.settled(page);
      const reasons = state?.unread.map(({ reason }) => reason as string) ?? [];
      for (const reason of expected.unread ?? []) assert.ok(reasons.includes(reason), `${reason} in ${reasons}`);
      for (const [what, least] of Object.entries(expected.atLeast ?? {})) {
        const counted = state?.summary[what as "words" | "notes"] ?? 0;
        assert.ok(counted >= least, `${counted} ${what}`);
      }
    }
    if (!/<script|<iframe|on\w+=/i.test(await page.content())) assert.equal(await untouched(page), true);
    for (const step of expected.then ?? []) {
      await page.bringToFront();
      await page.evaluate(step.run);
      await expects(page, step, expected.quiet ?? []);
    }
    assert.deepEqual(faults, []);
  });
}

/** Waits until everything is marked that should be, then holds what should not be against that. */
async function expects(
  page: Page,
  { marked = [], unmarked = [] }: Pick<Expected, "marked" | "unmarked">,
  quiet: readonly string[],
): Promise<void> {
  const lacks = (now: Painted[]) => marked.filter((words) => !now.some((mark) => mark.words.includes(words)));
  const wrong = (now: Painted[]) =>
    now.filter(({ words, within }) => within.length > 0 || unmarked.some((not) => words.includes(not)));
  const end = performance.now() + 2 * PATIENCE;
  let now = await painted(page, quiet);
  while ((lacks(now).length > 0 || wrong(now).length > 0) && performance.now() < end) {
    // A page in a tab behind is not read: whatever opened in front of it goes back.
    await page.bringToFront();
    await page.evaluate(() => new Promise((frame) => requestAnimationFrame(frame)));
    now = await painted(page, quiet);
  }
  const words = now.map((mark) => mark.words);
  assert.deepEqual(lacks(now), [], `marked are: ${words.join(" | ")}`);
  assert.deepEqual(wrong(now), []);
}
