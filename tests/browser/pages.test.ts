// Pages as they are: each folder of `tests/pages` is a page and what is expected of it.
//
// `expected.json`: `file`, if it is not `page.html`, and `host`, if it is not this machine; `marked`, words that are
// painted, each as one mark; `unmarked`, words that are not; `nothing`, that nothing is; `quiet`, selectors within
// which nothing is painted; `times`, how often words are painted; `unread`, reasons that the popup gives; `atLeast`, what the summary counts; `about`, what
// the page says of itself; `holds`, an expression that is true in the page; `then`, what happens to the page next
// (`run`, an expression, or `go`, a way to go) and what is expected after. A page without
// scripts must stay as it was served.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { untouched } from "./marks.js";
import { type Painted, painted } from "./pages.js";
import { type Site, startSite } from "./server.js";
import { BY_CLOCK, PATIENCE } from "./session.js";
import { check, session } from "./setup.js";
import { Watcher } from "./state.js";

interface State {
  marked?: string[];
  unmarked?: string[];
  nothing?: true;
  holds?: string;
}

interface Step extends State {
  run?: string;
  go?: keyof typeof WAYS;
}

interface Expected extends State {
  what: string;
  file?: string;
  host?: string;
  quiet?: string[];
  unread?: string[];
  atLeast?: { words?: number; notes?: number };
  times?: Record<string, number>;
  about?: { author?: string; date?: string; based?: string[]; review?: boolean };
  then?: Step[];
}

const FOLDER = "tests/pages";
let site: Site | undefined;
after(() => site?.close());

for (const name of readdirSync(FOLDER).sort()) {
  const expected: Expected = JSON.parse(readFileSync(`${FOLDER}/${name}/expected.json`, "utf8"));
  check(`${name}: ${expected.what}`, async (context) => {
    site ??= await startSite(FOLDER);
    const origin = expected.host ? site.origin.replace("127.0.0.1", expected.host) : site.origin;
    const page = await session.open(`${origin}/${name}/${expected.file ?? "page.html"}`);
    context.after(() => page.close());
    await page.bringToFront();
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await expects(page, expected, expected.quiet ?? []);
    if (expected.unread || expected.atLeast || expected.about || expected.nothing) {
      const watcher = await Watcher.open(session);
      context.after(() => watcher.close());
      const state = await watcher.settled(page);
      const reasons = state?.unread.map(({ reason }) => reason as string) ?? [];
      for (const reason of expected.unread ?? []) assert.ok(reasons.includes(reason), `${reason} in ${reasons}`);
      if (expected.nothing) assert.deepEqual(state?.marks ?? [], []);
      for (const [what, told] of Object.entries(expected.about ?? {})) {
        assert.deepEqual(state?.[what as keyof NonNullable<Expected["about"]>], told);
      }
      for (const [what, least] of Object.entries(expected.atLeast ?? {})) {
        const counted = state?.summary[what as "words" | "notes"] ?? 0;
        assert.ok(counted >= least, `${counted} ${what}`);
      }
    }
    for (const [words, times] of Object.entries(expected.times ?? {})) {
      const found = (await painted(page, [])).filter((mark) => mark.words === words);
      assert.equal(found.length, times, words);
    }
    if (isPlain(expected, await page.content())) assert.equal(await untouched(page), true);
    for (const step of expected.then ?? []) {
      await page.bringToFront();
      if (step.go) await WAYS[step.go](page, site.origin);
      else if (step.run) await page.evaluate(step.run);
      await expects(page, step, expected.quiet ?? []);
    }
    assert.deepEqual(faults, []);
  });
}

const WAYS = {
  "away and back": async (page: Page, origin: string) => {
    const before = page.url();
    await page.goto(`${origin}/empty`);
    // One browser does not tell the tool that it has gone back to a page that it kept.
    await page.evaluate(() => history.back());
    await page.waitForFunction((url) => location.href === url, BY_CLOCK, before);
  },
  print: (page: Page) => page.pdf(),
};

/** An HTML page that nothing but us could have changed. */
function isPlain({ file }: Expected, content: string): boolean {
  return !file && !/<script|<iframe|on\w+=/i.test(content);
}

/** Waits until everything is marked that should be, then holds what should not be against that. */
async function expects(
  page: Page,
  { marked = [], unmarked = [], nothing, holds }: State,
  quiet: readonly string[],
): Promise<void> {
  const lacks = (now: Painted[]) => marked.filter((words) => !now.some((mark) => mark.words.includes(words)));
  const wrong = (now: Painted[]) =>
    now.filter(({ words, within }) => nothing || within.length > 0 || unmarked.some((not) => words.includes(not)));
  const end = performance.now() + PATIENCE;
  let now = await painted(page, quiet);
  while ((lacks(now).length > 0 || wrong(now).length > 0) && performance.now() < end) {
    // A page in a tab behind is not read: whatever opened in front of it goes back.
    await page.bringToFront();
    await pause(50);
    now = await painted(page, quiet);
  }
  const words = now.map((mark) => mark.words);
  assert.deepEqual(lacks(now), [], `marked are: ${words.join(" | ")}`);
  assert.deepEqual(wrong(now), []);
  if (holds) assert.equal(await page.evaluate(holds), true, holds);
}
