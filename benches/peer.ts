// One linter in a process of its own: from its import to its first answer, how long it reads, how much memory it takes.
// Says Who goes through the same door.
//
// Absent on purpose: options. Each is called as its documentation calls it.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { best, documentOf, engine, findings } from "./timing.js";

export interface Measured {
  /** From its import to the first answer. */
  start_ms: number;
  /** The most that the process took beside what it took before, in bytes. */
  memory: number;
  /** One for each text. */
  read: { ms: number; marks: number }[];
}

type Lint = (text: string) => number | Promise<number>;

/** Prints one line of JSON about the linter that stands in this folder. */
export async function alone(name: string, home: string, paths: string[]): Promise<void> {
  const texts = paths.map((path) => readFileSync(path, "utf8"));
  const before = peak();
  const begun = performance.now();
  const lint = await caller(name, home);
  await lint("Experts say that this is very good.");
  const start_ms = performance.now() - begun;
  const read: Measured["read"] = [];
  for (const text of texts) {
    let marks = 0;
    const ms = await best(async () => {
      marks = await lint(text);
    });
    read.push({ ms, marks });
  }
  const memory = peak() - before;
  process.stdout.write(`${JSON.stringify({ start_ms, memory, read } satisfies Measured)}\n`, () => process.exit(0));
}

/**
 * The most memory so far, in bytes. Linux counts into `maxRSS` what the process had that started this one: there its
 * own mark is read.
 */
function peak(): number {
  const status = "/proc/self/status";
  const own = existsSync(status) ? /^VmHWM:\s*(\d+) kB/m.exec(readFileSync(status, "utf8")) : null;
  return 1024 * (own ? Number(own[1]) : process.resourceUsage().maxRSS);
}

// Each has its own way of being called, and no types that would agree.
// biome-ignore lint/suspicious/noExplicitAny: what is imported is known by name alone
async function load(home: string, name: string, part = "."): Promise<any> {
  // Some are modules only, which `require` does not resolve.
  const folder = join(home, "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entry = about.exports?.[part] ?? about.exports ?? about.main ?? "index.js";
  const path = typeof entry === "string" ? entry : (entry.import?.default ?? entry.import ?? entry.default);
  return import(pathToFileURL(join(folder, path)).href);
}

async function caller(name: string, home: string): Promise<Lint> {
  if (name === "Says Who") {
    const made = engine();
    return (text) => findings(made, documentOf(text));
  }
  if (name === "write-good") {
    const check = (await load(home, name)).default;
    return (text) => check(text).length;
  }
  if (name === "alex") {
    const { text: check } = await load(home, name);
    return (text) => check(text).messages.length;
  }
  if (name === "retext-intensify") {
    const names = ["unified", "retext-english", "retext-intensify", "retext-stringify"];
    const [{ unified }, english, intensify, stringify] = await Promise.all(names.map((part) => load(home, part)));
    const pipe = unified().use(english.default).use(intensify.default).use(stringify.default);
    return async (text) => (await pipe.process(text)).messages.length;
  }
  const { LocalLinter } = await load(home, name);
  const { binaryInlined } = await load(home, name, "./binaryInlined");
  const linter = new LocalLinter({ binary: binaryInlined });
  await linter.setup();
  return async (text) => (await linter.lint(text)).length;
}
