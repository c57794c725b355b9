// A folder of saved pages in real browsers, with the extension and with one that does nothing: `pages.ts PLAN.json`.
//
// One broken page never ends the run: it is a line of the report like any other. Absent on purpose: a verdict. The
// report shows; a person, or a test, judges.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { startSite } from "../../tests/browser/server.js";
import { Pair } from "./pages-pair.js";
import { reportOf } from "./pages-report.js";
import type { PageResult, Plan } from "./pages-types.js";

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
mkdirSync(`${plan.out}/pictures`, { recursive: true });
const site = await startSite(plan.folder);
const results: PageResult[] = [];
for (const browser of plan.browsers) {
  const pair = new Pair(browser, site.origin, `${plan.out}/pictures`);
  await pair.begin();
  for (const [n, file] of plan.files.entries()) {
    const start = performance.now();
    const result = await pair.look(file);
    results.push(result);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    console.warn(`  ${browser.title} ${n + 1}/${plan.files.length} ${file}: ${line(result)} (${seconds} s)`);
  }
  await pair.close();
}
site.close();
writeFileSync(`${plan.out}/report.json`, `${JSON.stringify(results, null, 1)}\n`);
writeFileSync(`${plan.out}/report.html`, reportOf(plan, results));

function line(result: PageResult): string {
  if (result.problem) return result.problem;
  const outside = result.marks.filter((mark) => mark.outside).length;
  return [
    `${result.words} words`,
    `${result.marks.length} marks${outside > 0 ? ` (${outside} outside prose)` : ""}`,
    ...(result.errors.length > 0 ? [`${result.errors.length} errors`] : []),
    ...(result.dom === "changed" ? ["DOM changed"] : []),
    `${result.script.total.toFixed(0)} ms`,
  ].join(", ");
}
