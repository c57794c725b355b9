// `cargo xtask bench`: the engine native and in Wasm, on texts made for the run, beside a bare automaton, a bare
// regular expression and linters that do something near; what is shipped, in bytes. Writes figures and a report.
//
// Everything is measured in one run and meant as ratios: machines differ, and this one may be at other work.
// Absent on purpose: judging. A figure that misses its hold is shown like any other.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync } from "node:zlib";
import { Engine, initSync } from "../extension/generated/sayswho.js";
import { type Peer, peers } from "./peers.js";
import { type Figures, page, table } from "./report.js";
import { type Made, make, phrases, type Size } from "./texts.js";

interface Plan {
  out: string;
  work: string;
  seed: number;
  full: boolean;
  readme: string | null;
}

const plan: Plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));

/** The shortest of several rounds, in milliseconds. */
async function best(work: () => unknown): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  const begun = performance.now();
  for (let round = 0; round < 3 || performance.now() - begun < 700; round++) {
    const start = performance.now();
    await work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

const speed = (bytes: number, ms: number) => bytes / ms / 1000;

function documentOf(text: string) {
  return { blocks: text.split("\n\n").map((part) => ({ kind: "paragraph", text: part, links: [] })) };
}

function ready(): { engine: Engine; start_ms: number; load_ms: number } {
  const wasm = readFileSync("extension/generated/sayswho_bg.wasm");
  const packs = readdirSync("extension/generated/packs").map((n) => readFileSync(join("extension/generated/packs", n)));
  const begun = performance.now();
  initSync({ module: wasm });
  const engine = new Engine();
  const loaded = performance.now();
  for (const pack of packs) engine.add_pack(pack);
  engine.analyze(documentOf("Experts say so."));
  return { engine, start_ms: performance.now() - begun, load_ms: loaded - begun };
}

function sizes(): Figures["sizes"] {
  const read = (path: string) => readFileSync(path);
  const wasm = read("extension/generated/sayswho_bg.wasm");
  const squeezed = (bytes: Uint8Array) =>
    execFileSync("gzip", ["-9", "-n", "-c"], { input: bytes, maxBuffer: 1e8 }).length;
  const files = readdirSync("dist/chrome", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const zip = files.reduce((sum, entry) => {
    const bytes = read(join(entry.parentPath, entry.name));
    return sum + Math.min(bytes.length, deflateRawSync(bytes, { level: 9 }).length) + 2 * entry.name.length + 130;
  }, 22);
  return [
    { what: "Wasm", bytes: wasm.length, hold: 700_000 },
    { what: "Wasm, gzip", bytes: squeezed(wasm), hold: 250_000 },
    { what: "Wasm, brotli", bytes: brotliCompressSync(wasm).length },
    { what: "English pack, gzip", bytes: squeezed(read("extension/generated/packs/en.pack")), hold: 100_000 },
    { what: "French pack, gzip", bytes: squeezed(read("extension/generated/packs/fr.pack")), hold: 100_000 },
    { what: "Extension, zipped", bytes: zip, hold: 600_000 },
  ];
}

interface Native {
  text: string;
  engine_ms: number;
  automaton_ms: number;
  findings: number;
}

function native(made: Made[], list: string): Map<string, Native> {
  process.stdout.write("  native: engine and automaton (compiles them first) …\n");
  const paths = made.map((text) => join(process.cwd(), text.path));
  const args = ["bench", "--quiet", "--bench", "native", "--", join(process.cwd(), list), ...paths];
  const lines = execFileSync("cargo", args, { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1e8 });
  const rows: Native[] = lines.split("\n").flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
  return new Map(rows.map((row) => [row.text, row]));
}

/** What `cargo xtask bench lines` measured, if it was run. */
function lines(): Figures["lines"] {
  const path = join(plan.out, "lines.json");
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined;
}

async function main(): Promise<void> {
  mkdirSync(plan.work, { recursive: true });
  mkdirSync(plan.out, { recursive: true });
  const wanted: Size[] = plan.full ? ["10 KB", "100 KB", "1 MB", "10 MB"] : ["10 KB", "100 KB", "1 MB"];
  const made = make(plan.work, wanted, plan.seed);
  const list = phrases();
  writeFileSync(join(plan.work, "phrases.txt"), list.join("\n"));
  const escaped = list.map((phrase) => phrase.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const expression = new RegExp(escaped.join("|"), "giu");
  const compiled = native(made, join(plan.work, "phrases.txt"));
  const { engine, start_ms, load_ms } = ready();
  const engines: Figures["engines"] = [];
  for (const text of made) {
    const bytes = Buffer.byteLength(text.text);
    process.stdout.write(`  Wasm: ${text.size}, ${text.language} …\n`);
    let findings = 0;
    const given = documentOf(text.text);
    const wasm = await best(() => {
      findings = JSON.parse(engine.analyze(given)).findings.length;
    });
    const regex = await best(() => text.text.match(expression)?.length);
    const own = compiled.get(join(process.cwd(), text.path));
    if (!own) throw new Error(`no native figure for ${text.path}`);
    if (own.findings !== findings) throw new Error(`native finds ${own.findings}, Wasm ${findings} in ${text.path}`);
    engines.push({
      size: text.size,
      language: text.language,
      findings,
      native: speed(bytes, own.engine_ms),
      wasm: speed(bytes, wasm),
      regex: speed(bytes, regex),
      automaton: speed(bytes, own.automaton_ms),
    });
  }
  const text = made.find((one) => one.size === "100 KB" && one.language === "en");
  if (!text) throw new Error("no English text of 100 KB");
  const [words, bytes] = [text.text.split(/\s+/).length, Buffer.byteLength(text.text)];
  const beside: Figures["peers"] = [];
  for (const peer of await peers(join(plan.work, "peers"))) {
    if ("why" in peer) beside.push(peer);
    else beside.push(await measured(peer, text.text, bytes, words));
  }
  const own = engines.find((one) => one.size === "100 KB" && one.language === "en");
  const figures: Figures = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus().length} cores, ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`,
    seed: plan.seed,
    phrases: list.length,
    start: { engine_ms: load_ms, ready_ms: start_ms },
    engines,
    peers: beside,
    own_marks: ((own?.findings ?? 0) / words) * 1000,
    sizes: sizes(),
    lines: lines(),
  };
  writeFileSync(join(plan.out, "bench.json"), `${JSON.stringify(figures, undefined, 1)}\n`);
  writeFileSync(join(plan.out, "report.html"), page(figures));
  if (plan.readme) intoReadme(plan.readme, table(figures));
}

async function measured(peer: Peer, text: string, bytes: number, words: number): Promise<Figures["peers"][number]> {
  process.stdout.write(`  ${peer.name} …\n`);
  let marks = 0;
  const start = performance.now();
  marks = await peer.lint(text);
  const ms = performance.now() - start;
  return {
    name: peer.name,
    speed: speed(bytes, ms),
    start_ms: peer.start_ms,
    bytes: peer.bytes,
    marks: (marks / words) * 1000,
  };
}

function intoReadme(path: string, made: string): void {
  const readme = readFileSync(path, "utf8");
  const [begin, end] = ["<!-- bench: begin -->", "<!-- bench: end -->"];
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${path} has no place for the table: ${begin} … ${end}`);
  writeFileSync(path, `${readme.slice(0, from + begin.length)}\n${made}\n${readme.slice(to)}`);
}

await main();
