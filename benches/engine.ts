// `cargo xtask bench`: the engine native, in Wasm under Node and in both browsers, on texts made for the run, beside a
// bare automaton, a bare regular expression and linters that do something near; start and memory beside an empty
// extension; what is shipped, in bytes. Writes figures and a report.
//
// Everything is measured in one run and meant as ratios: machines differ, and this one may be at other work. A part
// that fails is named in the report, and the others are measured. Absent on purpose: judging. A figure that misses its
// hold is shown like any other.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { holding, reading, starting, type Wanted } from "./browsers.js";
import { alone } from "./peer.js";
import { peers } from "./peers.js";
import { page, table } from "./report.js";
import type { Figures, Row } from "./report-types.js";
import { type Made, make, phrases, type Size } from "./texts.js";
import { best, documentOf, engine, findings, speed } from "./timing.js";
import { sizes } from "./weights.js";

interface Plan {
  out: string;
  work: string;
  seed: number;
  full: boolean;
  readme: string | null;
  browsers: Wanted[];
}

const begun = performance.now();
const say = (what: string) =>
  process.stdout.write(`  ${((performance.now() - begun) / 1000).toFixed(0)} s: ${what} …\n`);

interface Native {
  text: string;
  engine_ms: number;
  automaton_ms: number;
  findings: number;
}

function native(made: Made[], list: string): Map<string, Native> {
  const args = [
    "bench",
    "--quiet",
    "--bench",
    "native",
    "--",
    join(process.cwd(), list),
    ...made.map((one) => one.path),
  ];
  const lines = execFileSync("cargo", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e8 });
  const rows: Native[] = lines.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  return new Map(rows.map((row) => [row.text, row]));
}

async function underNode(made: Made[], list: string[], rows: Row[]): Promise<void> {
  const expression = new RegExp(list.map((phrase) => phrase.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"), "giu");
  const ready = engine();
  for (const text of made) {
    say(`Node: ${text.size}, ${text.kind}, ${text.language}`);
    const given = documentOf(text.text);
    const row: Row = {
      size: text.size,
      kind: text.kind,
      language: text.language,
      findings: 0,
      ms: 0,
      bytes: text.bytes,
    };
    row.ms = await best(() => {
      row.findings = findings(ready, given);
    });
    row.wasm = speed(text.bytes, row.ms);
    row.regex = speed(text.bytes, await best(() => text.text.match(expression)?.length));
    row.marks = (row.findings / text.words) * 1000;
    rows.push(row);
  }
}

async function main(plan: Plan): Promise<void> {
  mkdirSync(plan.work, { recursive: true });
  mkdirSync(plan.out, { recursive: true });
  const wanted: Size[] = plan.full ? ["10 KB", "100 KB", "1 MB", "10 MB"] : ["10 KB", "100 KB", "1 MB"];
  const made = make(plan.work, wanted, plan.seed);
  const list = phrases();
  writeFileSync(join(plan.work, "phrases.txt"), list.join("\n"));
  const figures: Figures = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`,
    load: Math.max(...loadavg()),
    seed: plan.seed,
    phrases: list.length,
    rows: [],
    peers: [],
    starts: [],
    held: [],
    sizes: [],
    failed: [],
  };
  const part = async (name: string, work: () => unknown) => {
    say(name);
    try {
      await work();
    } catch (error) {
      const why =
        String(error instanceof Error ? error.message : error)
          .split("\n")[0]
          ?.slice(0, 160) ?? "";
      process.stdout.write(`  ✗ ${name}: ${why}\n`);
      figures.failed.push({ part: name, why });
    }
    // What is measured is kept, whatever comes after.
    writeFileSync(join(plan.out, "bench.json"), `${JSON.stringify(figures, undefined, 1)}\n`);
  };
  const rowOf = (text: Made | undefined) =>
    figures.rows.find((row) => row.size === text?.size && row.kind === text.kind && row.language === text.language);

  await part("sizes", () => {
    figures.sizes = sizes();
  });
  const ran = join(plan.out, "lines.json");
  if (existsSync(ran)) figures.lines = JSON.parse(readFileSync(ran, "utf8"));
  await part("the engine in Wasm under Node", () => underNode(made, list, figures.rows));
  await part("the engine and a bare automaton as native code (compiles them first)", () => {
    const compiled = native(made, join(plan.work, "phrases.txt"));
    for (const text of made) {
      const [own, row] = [compiled.get(text.path), rowOf(text)];
      if (!own || !row) throw new Error(`there is no native figure for ${text.path}`);
      if (own.findings !== row.findings) throw new Error(`native finds ${own.findings}, Wasm ${row.findings} there`);
      row.native = speed(text.bytes, own.engine_ms);
      row.automaton = speed(text.bytes, own.automaton_ms);
    }
  });
  const english = (kind: string) =>
    made.find((one) => one.kind === kind && one.language === "en" && one.size === "100 KB");
  const given = [english("plain"), english("dense")].flatMap((one) => one ?? []);
  await part("other linters", () => {
    for (const peer of peers(
      join(plan.work, "peers"),
      given.map((one) => one.path),
      say,
    )) {
      if ("why" in peer) figures.failed.push({ part: `the linter ${peer.name}`, why: peer.why });
      else {
        const read = given.map((text, n) => {
          const { ms, marks } = peer.read[n] ?? { ms: Number.NaN, marks: Number.NaN };
          return { kind: text.kind, speed: speed(text.bytes, ms), marks: (marks / text.words) * 1000 };
        });
        figures.peers.push({ ...peer, read });
      }
    }
  });
  for (const browser of plan.browsers) {
    const inside = made.filter((one) => one.size === "100 KB" || (one.kind === "plain" && one.language === "en"));
    await part(`the engine in ${browser.title}`, async () => {
      for (const read of await reading(browser, inside)) {
        const text = made.find((one) => one.path === read.text);
        const row = rowOf(text);
        if (row && text) row[browser.name] = speed(text.bytes, read.ms);
      }
    });
    await part(`the start in ${browser.title}`, async () => {
      figures.starts.push({ browser: browser.title, ...(await starting(browser, plan.work)) });
    });
    await part(`memory in ${browser.title}`, async () => {
      figures.held.push({ browser: browser.title, held: await holding(browser, plan.work, [1, 10, 50], say) });
    });
  }
  writeFileSync(join(plan.out, "report.html"), page(figures));
  if (plan.readme) intoReadme(plan.readme, table(figures));
  if (figures.failed.length > 0) {
    console.error(`Not measured: ${figures.failed.map(({ part, why }) => `${part} (${why})`).join("; ")}.`);
  }
}

function intoReadme(path: string, made: string): void {
  const readme = readFileSync(path, "utf8");
  const [begin, end] = ["<!-- bench: begin -->", "<!-- bench: end -->"];
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} has no place for the table: ${begin} … ${end}`);
  writeFileSync(path, `${readme.slice(0, from + begin.length)}\n${made}\n${readme.slice(to)}`);
}

const [what = "", ...rest] = process.argv.slice(2);
if (what === "peer") await alone(rest[0] ?? "", rest[1] ?? "", rest.slice(2));
else await main(JSON.parse(readFileSync(what, "utf8")));
