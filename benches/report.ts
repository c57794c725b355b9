// What `cargo xtask bench` measured, for people: a page with bars, and a table for the README.

import { Html, html } from "../xtask/scripts/html.js";
import css from "../xtask/scripts/report.css";
import type { Missing } from "./peers.js";

export interface Figures {
  date: string;
  machine: string;
  seed: number;
  phrases: number;
  start: { engine_ms: number; ready_ms: number };
  /** Speeds in MB/s (10⁶ bytes of UTF-8). */
  engines: {
    size: string;
    language: string;
    findings: number;
    native: number;
    wasm: number;
    regex: number;
    automaton: number;
  }[];
  peers: (Missing | { name: string; speed: number; start_ms: number; bytes: number; marks: number })[];
  /** Says Who's own marks per 1,000 words, on the text that the peers read. */
  own_marks: number;
  sizes: { what: string; bytes: number; hold?: number }[];
  /** JSON lines through the command line, as `cargo xtask bench lines` writes it. */
  lines: { cores: number; all_cores: LinesRun; one_thread: LinesRun } | undefined;
}

interface LinesRun {
  mb: number;
  lines: number;
  mb_per_second: number;
  /** Null where the system does not tell. */
  peak_mb_at_10_50_100_percent: (number | null)[];
}

const round = (value: number) =>
  value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toPrecision(2);
const kilobytes = (bytes: number) => `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: 0 })} KB`;

/** Bars on a logarithmic scale: the speeds differ by thousands. */
function bars(rows: { name: string; value: number; unit: string; own?: boolean }[]): Html {
  const low = Math.min(...rows.map((row) => row.value)) / 2;
  const high = Math.max(...rows.map((row) => row.value));
  const width = (value: number) => 8 + (440 * Math.log(value / low)) / Math.log(high / low);
  return html`<svg class="bars" viewBox="0 0 760 ${rows.length * 30}" role="img">${rows.map(
    (row, n) => html`<text x="180" y="${n * 30 + 20}" text-anchor="end">${row.name}</text>
<rect x="192" y="${n * 30 + 5}" height="20" rx="3" width="${width(row.value).toFixed(1)}" class="${row.own ? "own" : "other"}"/>
<text x="${(200 + width(row.value)).toFixed(1)}" y="${n * 30 + 20}">${round(row.value)} ${row.unit}</text>`,
  )}</svg>`;
}

const STYLE = `.bars{width:100%;max-width:760px;font:14px system-ui}.bars text{fill:currentColor}.bars .own{fill:#0a7d6c}
.bars .other{fill:#8a94a6}td{font-variant-numeric:tabular-nums}@media(prefers-color-scheme:dark){.bars .own{fill:#4fd1b5}}`;

export function page(figures: Figures): string {
  const at = figures.engines.filter((one) => one.size === "100 KB");
  const english = at.find((one) => one.language === "en");
  const ready = figures.peers.filter((peer) => "speed" in peer);
  const missing = figures.peers.filter((peer) => "why" in peer);
  const beside = [
    ...(english ? [{ name: "Says Who, Wasm", value: english.wasm, unit: "MB/s", own: true }] : []),
    ...ready.map((peer) => ({ name: peer.name, value: peer.speed, unit: "MB/s" })),
  ];
  const kinds = english && [
    { name: "engine, native", value: english.native, unit: "MB/s", own: true },
    { name: "engine, Wasm", value: english.wasm, unit: "MB/s", own: true },
    { name: "regular expression", value: english.regex, unit: "MB/s" },
    { name: "bare automaton", value: english.automaton, unit: "MB/s" },
  ];
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Says Who: speed and size</title><style>${new Html(css)}${new Html(STYLE)}</style><main>
<h1>Speed and size</h1>
<p>${figures.date} · ${figures.machine} · seed ${figures.seed}. Engine, automaton and expression: the best of several rounds in one run. Other linters: one round after a first sentence, which favours us. proselint is not measured. Bars are logarithmic. One
pass of the engine ends with its findings decoded. The bare automaton and the regular expression look for ${figures.phrases}
phrases from the packs' examples and do nothing with them.</p>
<h2>Beside linters that do something near (100 KB of English)</h2>${bars(beside)}
<table><tr><th>program<th>MB/s<th>slower than Says Who<th>first answer<th>size<th>marks per 1,000 words</tr>
<tr><td>Says Who (Wasm)<td>${round(english?.wasm ?? 0)}<td>1<td>${round(figures.start.ready_ms)} ms<td>${kilobytes(
    figures.sizes.find((one) => one.what.startsWith("Extension"))?.bytes ?? 0,
  )} zipped<td>${round(figures.own_marks)}</tr>
${ready.map(
  (peer) =>
    html`<tr><td>${peer.name}<td>${round(peer.speed)}<td>${round((english?.wasm ?? 0) / peer.speed)} ×<td>${round(
      peer.start_ms,
    )} ms<td>${kilobytes(peer.bytes)}<td>${round(peer.marks)}</tr>`,
)}</table>
${missing.map((peer) => html`<p>${peer.name} could not be measured: ${peer.why}</p>`)}
<h2>The engine beside bare matching (100 KB of English)</h2>${kinds ? bars(kinds) : undefined}
<table><tr><th>text<th>findings<th>native<th>Wasm<th>regular expression<th>automaton</tr>${figures.engines.map(
    (one) =>
      html`<tr><td>${one.size}, ${one.language}<td>${one.findings}<td>${round(one.native)} MB/s<td>${round(
        one.wasm,
      )} MB/s<td>${round(one.regex)} MB/s<td>${round(one.automaton)} MB/s</tr>`,
  )}</table>
<h2>Sizes</h2><table><tr><th>what<th>bytes<th>to hold</tr>${figures.sizes.map(
    (one) =>
      html`<tr><td>${one.what}<td>${one.bytes.toLocaleString("en")}<td>${one.hold?.toLocaleString("en") ?? "–"}</tr>`,
  )}</table>
${figures.lines && linesRead(figures.lines)}
<p>Start in Node: Wasm ready after ${round(figures.start.engine_ms)} ms, both packs and a first answer after
${round(figures.start.ready_ms)} ms.</p></main></html>`.text;
}

function linesRead({ cores, all_cores: all, one_thread: one }: NonNullable<Figures["lines"]>): Html {
  const peaks = all.peak_mb_at_10_50_100_percent.map((mb) => (mb === null ? "?" : round(mb))).join(", ");
  return html`<p>Command line, <code>--jsonl</code>: ${round(all.mb)} MB, ${all.lines.toLocaleString("en")} lines, at
${round(all.mb_per_second)} MB/s on ${cores} cores and ${round(one.mb_per_second)} MB/s with one thread, in order. Peak of
resident memory after 10, 50 and 100 %: ${peaks} MB.</p>`;
}

/** The table of the README, in Markdown. */
export function table(figures: Figures): string {
  const own = figures.engines.find((one) => one.size === "100 KB" && one.language === "en");
  const rows = figures.peers.flatMap((peer) =>
    "speed" in peer
      ? [
          `| ${peer.name} | ${round(peer.speed)} | ${round((own?.wasm ?? 0) / peer.speed)} × slower | ${round(peer.marks)} |`,
        ]
      : [],
  );
  return [
    "| program, 100 KB of English prose | MB/s | | marks per 1,000 words |",
    "|---|---|---|---|",
    `| **Says Who** (Wasm) | ${round(own?.wasm ?? 0)} | | ${round(figures.own_marks)} |`,
    ...rows,
    "",
    `Measured ${figures.date} on ${figures.machine} by \`cargo xtask bench\`.`,
  ].join("\n");
}
