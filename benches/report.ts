// What `cargo xtask bench` measured, for people: a page with plots, and a table for the README.

import { Html, html } from "../xtask/scripts/html.js";
import css from "../xtask/scripts/report.css";
import { bars, type Line, lines, round, STYLE } from "./plots.js";
import type { Beside, Figures, Row } from "./report-types.js";
import { ENOUGH_MS, ROUNDS } from "./timing.js";

const kilobytes = (bytes: number) => `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: 0 })} KB`;
const megabytes = (bytes: number) => `${round(bytes / 1e6)} MB`;
const at = (rows: Row[], size: string, kind: string, language: string) =>
  rows.find((row) => row.size === size && row.kind === kind && row.language === language);
const of = (peer: Beside | undefined, kind: string) => peer?.read.find((one) => one.kind === kind);

export function page(figures: Figures): string {
  const all = figures.peers;
  const own = all.find((peer) => peer.name === "Says Who");
  return html`<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Says Who: speed and size</title><style>${new Html(css)}${new Html(STYLE)}</style><main>
<h1>Speed and size</h1>
<p>${figures.date} · ${figures.machine} · seed ${figures.seed} · the system’s load was ${round(figures.load)} when it began.
Every program: the best of at least ${ROUNDS} rounds and ${ENOUGH_MS / 1000} s on the same text, its answer decoded. Other
work on the machine weighs on all: read ratios. Plain prose is of pages in which nothing is to be marked, dense prose of
texts written to be marked; what is read on a day lies between. Sentences are dealt out at random:
what clears one on its own page is gone, and all marks are counted, low ones and repeats too. Bars are logarithmic.</p>
${figures.failed.map(({ part, why }) => html`<p><strong>Not measured: ${part}.</strong> ${why}</p>`)}
<h2>Beside linters that do something near</h2>${["plain", "dense"].map((kind) => beside(all, own, kind))}
<p>First answer: from the import, in a process of its own. Memory: the most it took beyond what its bare runtime took. Size:
what is on disk once installed, without Node and Python. They look for other things: orders of magnitude.</p>
${kinds(figures)}${linear(figures)}
<h2>Start</h2><table><tr><th>browser<th>Says Who<th>empty extension<th>beyond it</tr>${figures.starts.map(
    (one) =>
      html`<tr><td>${one.browser}<td>${round(one.ours)} ms<td>${round(one.empty)} ms<td>${round(one.ours - one.empty)} ms</tr>`,
  )}</table><p>From a message that wakes a background which was put to rest to its answer: Wasm, both packs, a sentence
read. The empty one has the same manifest and answers at once. Medians, in turn. To hold: 30 ms beyond it.</p>
<h2>Memory</h2><table><tr><th>browser<th>tabs<th>background<th>beyond an empty extension’s<th>a tab, beyond an empty one’s</tr>${figures.held.flatMap(
    ({ browser, held }) =>
      held.map(
        ({ tabs, ours, empty }) =>
          html`<tr><td>${browser}<td>${tabs}<td>${megabytes(ours.background)}<td>${megabytes(
            ours.background - empty.background,
          )}<td>${megabytes((ours.pages - empty.pages) / tabs)}</tr>`,
      ),
  )}</table><p>What the extension’s process has for itself, and all pages’ processes, each with a 30 KB article that was read
(Linux’s count of private pages). With one tab, what a browser keeps in reserve weighs more than the difference. To hold:
20 MB for the background, 2 MB a tab.</p>
<h2>Sizes</h2><table><tr><th>what<th>bytes<th>to hold</tr>${figures.sizes.map(
    (one) =>
      html`<tr><td>${one.what}<td>${one.bytes.toLocaleString("en")}<td>${one.hold?.toLocaleString("en") ?? "–"}</tr>`,
  )}</table>${figures.lines && linesRead(figures.lines)}</main></html>`.text;
}

function linesRead({ cores, all_cores: all, one_thread: one }: NonNullable<Figures["lines"]>): Html {
  const peaks = all.peak_mb_at_10_50_100_percent.map((mb) => (mb === null ? "?" : round(mb))).join(", ");
  return html`<p>Command line, <code>--jsonl</code>: ${round(all.mb)} MB, ${all.lines.toLocaleString("en")} lines, at
${round(all.mb_per_second)} MB/s on ${cores} cores and ${round(one.mb_per_second)} MB/s with one thread, in order. Peak of
resident memory after 10, 50 and 100 %: ${peaks} MB.</p>`;
}

function beside(all: Beside[], own: Beside | undefined, kind: string): Html {
  const plotted = all.flatMap((peer) => {
    const read = of(peer, kind);
    return read ? [{ name: peer.name, value: read.speed, unit: "MB/s", own: peer === own }] : [];
  });
  return html`<h3>100 KB of English, ${kind}</h3>${bars(plotted)}
<table><tr><th>program<th>MB/s<th>slower than Says Who<th>first answer<th>memory<th>size<th>marks per 1,000 words</tr>
${all.map((peer) => {
  const read = of(peer, kind);
  const slower = peer === own ? "" : `${round((of(own, kind)?.speed ?? Number.NaN) / (read?.speed ?? Number.NaN))} ×`;
  return html`<tr><td>${peer.name}<td>${round(read?.speed)}<td>${slower}<td>${round(peer.start_ms)} ms<td>${megabytes(
    peer.memory,
  )}<td>${kilobytes(peer.bytes)}<td>${round(read?.marks)}</tr>`;
})}</table>`;
}

function kinds(figures: Figures): Html {
  const english = at(figures.rows, "100 KB", "plain", "en");
  const ways = [
    ["native", english?.native],
    ["Wasm, Node", english?.wasm],
    ["Wasm, Chromium", english?.chrome],
    ["Wasm, Firefox", english?.firefox],
    ["regular expression", english?.regex],
    ["bare automaton", english?.automaton],
  ] as const;
  const plotted = ways.flatMap(([name, value], n) => (value ? [{ name, value, unit: "MB/s", own: n < 4 }] : []));
  return html`<h2>The engine beside bare matching (100 KB of plain English)</h2>${bars(plotted)}
<p>The bare automaton (native) and the regular expression (Node) look for ${figures.phrases} phrases from the packs’ examples
and do nothing with them. To hold: 20 MB/s in Wasm, within 5 × of the automaton.</p>
<table><tr><th>text<th>marks per 1,000 words<th>native<th>Node<th>Chromium<th>Firefox<th>regular expression<th>automaton</tr>${figures.rows.map(
    (row) =>
      html`<tr><td>${row.size}, ${row.kind}, ${row.language}<td>${round(row.marks)}${[
        row.native,
        row.wasm,
        row.chrome,
        row.firefox,
        row.regex,
        row.automaton,
      ].map((value) => html`<td>${round(value)}`)}</tr>`,
  )}</table><p>MB/s, all. What a column does not have was not asked of it.</p>`;
}

function linear(figures: Figures): Html {
  const series = (kind: string, language: string) =>
    figures.rows.filter((row) => row.kind === kind && row.language === language);
  const drawn: Line[] = [
    ["plain", "en"],
    ["plain", "fr"],
    ["dense", "en"],
    ["dense", "fr"],
  ].map(([kind = "", language = ""]) => ({
    name: `${kind}, ${language}`,
    points: series(kind, language).map((row) => ({ x: row.bytes, y: row.ms })),
  }));
  const steps = ["plain", "dense"].flatMap((kind) =>
    ["en", "fr", "mixed"].flatMap((language) => {
      const rows = series(kind, language);
      return rows.slice(1).map((row, n) => {
        const before = rows[n] as Row;
        const [text, time] = [row.bytes / before.bytes, row.ms / before.ms];
        return html`<tr><td>${kind}, ${language}, ${before.size} to ${row.size}<td>${round(text)} ×<td>${round(time)} ×</tr>`;
      });
    }),
  );
  return html`<h2>Time by length (Wasm, Node)</h2>${lines(drawn, kilobytes, (ms) => `${ms} ms`)}
<table><tr><th>from, to<th>text<th>time</tr>${steps}</table><p>To hold: ten times the text in at most eleven times the time.</p>`;
}

/** The table of the README, in Markdown. */
export function table(figures: Figures): string {
  const own = figures.peers.find((peer) => peer.name === "Says Who");
  const cells = (peer: Beside) =>
    ["plain", "dense"].flatMap((kind) => {
      const read = of(peer, kind);
      const slower = (of(own, kind)?.speed ?? Number.NaN) / (read?.speed ?? Number.NaN);
      return [round(read?.speed), peer === own ? "" : `${round(slower)} ×`, round(read?.marks)];
    });
  const rows = figures.peers.map((peer) => {
    const name = peer === own ? "**Says Who** (Wasm)" : peer.name;
    return `| ${[name, ...cells(peer), `${round(peer.start_ms)} ms`, megabytes(peer.memory), kilobytes(peer.bytes)].join(" | ")} |`;
  });
  // Other parts that failed are not of this table; the report names them.
  const missing = figures.failed.filter(({ part }) => part.startsWith("the linter "));
  const starts = figures.starts.map((one) => `${round(one.ours - one.empty)} ms in ${one.browser}`);
  return [
    "| 100 KB of English | plain, MB/s | slower | marks | dense, MB/s | slower | marks | first answer | memory | size |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
    "",
    ...(starts.length > 0 ? [`Beyond an empty extension, the background answers after ${starts.join(" and ")}.`] : []),
    ...missing.map(({ part, why }) => `Not measured: ${part} (${why}).`),
    `Marks are per 1,000 words. Measured ${figures.date} on ${figures.machine}, load ${round(figures.load)}, by \`cargo xtask bench\`.`,
  ].join("\n");
}
