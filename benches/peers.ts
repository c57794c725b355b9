// Linters of prose that do something near: installed on demand, each into a folder of its own, and measured by
// `peer.ts` (proselint by `time_proselint.py`), all in the same way. One that cannot be had is named with the reason.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Measured } from "./peer.js";
import { ENOUGH_MS, ROUNDS } from "./timing.js";

/** Exact versions: figures of another day are to be compared. */
const PACKAGES = {
  "write-good": "1.0.8",
  "retext-intensify": "7.0.0",
  alex: "11.0.1",
  "harper.js": "2.10.0",
} as const;
const AND = ["unified@11.0.5", "retext-english@5.0.0", "retext-stringify@4.0.0"];
const PROSELINT = "0.16.0";

export interface Peer extends Measured {
  name: string;
  /** What is on disk once it is installed, without Node or Python. */
  bytes: number;
}
export type Missing = { name: string; why: string };

function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  return stat.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0) : stat.size;
}

const ask = (program: string, words: string[]): Measured =>
  JSON.parse(execFileSync(program, words, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] }));

/** Measures them on these texts, Says Who first. */
export function peers(folder: string, texts: string[], say: (what: string) => void): (Peer | Missing)[] {
  const itself = process.argv[1] ?? "";
  const node = (name: string, home: string) => ask(process.execPath, [itself, "peer", name, home, ...texts]);
  const ways: [name: string, measure: () => Peer][] = [
    ["Says Who", () => ({ name: "Says Who", ...node("Says Who", "."), bytes: ownBytes() })],
    ...Object.entries(PACKAGES).map(([name, version]): [string, () => Peer] => [
      name,
      () => {
        const home = npm(resolve(folder, name), name, version, say);
        return { name, ...node(name, home), bytes: sizeOf(join(home, "node_modules")) };
      },
    ]),
    ["proselint", () => proselint(resolve(folder, "proselint"), texts, say)],
  ];
  return ways.map(([name, measure]) => {
    say(name);
    try {
      return measure();
    } catch (error) {
      const why =
        String(error instanceof Error ? error.message : error)
          .split("\n")[0]
          ?.slice(0, 160) ?? "";
      say(`${name} could not be measured: ${why}`);
      return { name, why };
    }
  });
}

/** Wasm, glue and packs. */
function ownBytes(): number {
  const files = ["sayswho_bg.wasm", "sayswho.js", "packs"];
  return files.reduce((sum, name) => sum + sizeOf(join("extension/generated", name)), 0);
}

function npm(home: string, name: string, version: string, say: (what: string) => void): string {
  if (existsSync(join(home, "node_modules", name))) return home;
  say(`installing ${name} ${version}`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, "package.json"), '{"private":true,"type":"module"}');
  const wanted = [`${name}@${version}`, ...(name === "retext-intensify" ? AND : [])];
  execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", "--ignore-scripts", ...wanted], { cwd: home });
  return home;
}

function proselint(home: string, texts: string[], say: (what: string) => void): Peer {
  const venv = join(home, "venv");
  const python = join(venv, "bin/python");
  if (!existsSync(join(venv, "installed"))) {
    say(`installing proselint ${PROSELINT}`);
    mkdirSync(home, { recursive: true });
    execFileSync("python3", ["-m", "venv", "--clear", venv]);
    execFileSync(python, ["-m", "pip", "install", "--quiet", `proselint==${PROSELINT}`]);
    writeFileSync(join(venv, "installed"), PROSELINT);
  }
  const where =
    "import proselint, re2, os; print(os.path.dirname(proselint.__file__)); print(os.path.dirname(re2.__file__))";
  const found = execFileSync(python, ["-c", where], { encoding: "utf8" }).trim().split("\n");
  // What pip and Python bring of their own is left out, as Node is.
  const bytes = found.filter((path) => !path.endsWith("site-packages")).reduce((sum, path) => sum + sizeOf(path), 0);
  const measured = ask(python, ["benches/time_proselint.py", String(ROUNDS), String(ENOUGH_MS), ...texts]);
  return { name: "proselint", ...measured, bytes };
}
