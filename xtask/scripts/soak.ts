// Faults without end: `soak.ts PLAN.json`. In each browser, for its share of the minutes, one fault after another is
// done to the extension while it reads pages, in an order and with choices that a seed gives; after each, what is
// painted must be what an undisturbed run paints, the page and the store what they were, and nothing else be left.
// The first faults of the extension are told with their round; the run goes on after one.
//
// What a seed does not give is the moment at which a browser does what it is asked.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Site, startSite } from "../../tests/browser/server.js";
import { launch } from "../../tests/browser/session.js";
import { ENGLISH, FRENCH } from "../../tests/browser/texts.js";
import { article } from "./bench-article.js";
import { FAULTS } from "./soak-faults.js";
import { huge } from "./soak-huge.js";
import { type Fuzzed, report, type Tally } from "./soak-report.js";
import { Soak } from "./soak-run.js";

interface Plan {
  out: string;
  minutes: number;
  seed: number;
  browsers: { name: "chrome" | "firefox"; title: string; program: string; extension: string }[];
  fuzz: Fuzzed;
}

/** Shorter runs do without the page that takes a minute. */
const FOR_HUGE = 6;
/** How often a run says how far it is, in milliseconds. */
const SAYS = 10_000;

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
const site = await startSite();
const tallies: Tally[] = [];
for (const browser of plan.browsers) tallies.push(await soak(browser, site));
site.close();
writeFileSync(plan.out, report(plan, tallies));
const wrong = tallies.flatMap((tally) => tally.wrong);
for (const each of wrong.slice(0, 10)) console.error(`  ${each}`);
process.exit(wrong.length > 0 ? 1 : 0);

async function soak(browser: Plan["browsers"][0], pages: Site): Promise<Tally> {
  const place = mkdtempSync(join(tmpdir(), "says-who-soak-"));
  const extension = join(place, "extension");
  cpSync(browser.extension, extension, { recursive: true });
  const options = { program: browser.program, extension, profile: join(place, "profile") };
  const start = performance.now();
  const run = new Soak(plan.seed, browser.title, () => launch(browser.name, options), pages, extension);
  const end = start + (plan.minutes * 60_000) / plan.browsers.length;
  try {
    await run.begin([
      ["short, English", short(ENGLISH)],
      ["short, French", short(FRENCH)],
      ["30 KB", article(30_000)],
      ["300 KB", article(300_000)],
    ]);
    if (plan.minutes >= FOR_HUGE) await run.round("a page of 50 MB", () => huge(run));
    for (let said = performance.now(); performance.now() < end; ) {
      const fault = run.chance.weighted(FAULTS);
      await run.round(fault.name, () => fault.happens(run));
      if (performance.now() - said < SAYS) continue;
      said = performance.now();
      console.warn(`  ${run.line()}; ${Math.ceil((end - said) / 1000)} s to go`);
    }
    run.tally.seconds = Math.round((performance.now() - start) / 1000);
    console.warn(`  ${run.line()}`);
    return run.tally;
  } finally {
    await run.end();
    rmSync(place, { recursive: true, force: true });
  }
}

function short(body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>A page</title></head><body>${body}</body></html>`;
}
