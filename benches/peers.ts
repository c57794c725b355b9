// Linters of prose that do something near: installed on demand, into a folder of their own, from where they are called
// as their users call them. One that cannot be had is named with the reason.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** Exact versions: figures of another day are to be compared. */
const PACKAGES = {
  "write-good": "1.0.8",
  "retext-intensify": "7.0.0",
  alex: "11.0.1",
  "harper.js": "2.10.0",
} as const;
const AND = ["unified@11.0.5", "retext-english@5.0.0", "retext-stringify@4.0.0"];

export interface Peer {
  name: string;
  /** Marks of a text. */
  lint: (text: string) => number | Promise<number>;
  /** From nothing to the first answer. */
  start_ms: number;
  bytes: number;
}
export type Missing = { name: string; why: string };

function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size;
}

/** Installs peers, each by itself, and makes them ready. */
export async function peers(folder: string): Promise<(Peer | Missing)[]> {
  const out: (Peer | Missing)[] = [];
  for (const [name, version] of Object.entries(PACKAGES)) {
    const home = resolve(folder, name);
    try {
      if (!existsSync(join(home, "node_modules", name))) {
        process.stdout.write(`  installing ${name} ${version} into ${folder} …\n`);
        mkdirSync(home, { recursive: true });
        writeFileSync(join(home, "package.json"), '{"private":true,"type":"module"}');
        const wanted = [`${name}@${version}`, ...(name === "retext-intensify" ? AND : [])];
        execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...wanted], { cwd: home });
      }
      const begun = performance.now();
      const lint = await caller(name, home);
      await lint("Experts say that this is very good.");
      out.push({ name, lint, start_ms: performance.now() - begun, bytes: sizeOf(join(home, "node_modules")) });
    } catch (error) {
      out.push({ name, why: String(error instanceof Error ? error.message : error).split("\n")[0] ?? "" });
    }
  }
  return out;
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

async function caller(name: string, home: string): Promise<Peer["lint"]> {
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
