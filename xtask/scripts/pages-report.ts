// `dist/pages/report.html`: a folder of pages at a glance, each with its picture and its marks. Columns sort on a
// click; everything is in the file but the pictures.

import { Html, html } from "./html.js";
import type { PageMark, PageResult, Plan } from "./pages-types.js";
import style from "./report.css";

interface Column {
  name: string;
  /** What the column says, for who points at its name. */
  about: string;
  value(result: PageResult): number | string;
  /** The cell asks for a look. */
  alarm?(result: PageResult): boolean;
}

const outside = (result: PageResult) => result.marks.filter((mark) => mark.outside).length;
const perThousand = (result: PageResult) => (result.words ? (1000 * result.marks.length) / result.words : 0);
const own = (result: PageResult) => Math.max(0, result.script.total - result.idle.total);

const COLUMNS: Column[] = [
  { name: "page", about: "the file", value: (r) => r.file },
  { name: "browser", about: "", value: (r) => r.browser },
  { name: "language", about: "languages that were read", value: (r) => r.languages.join(" ") },
  { name: "words", about: "words that were read", value: (r) => r.words },
  { name: "blocks", about: "paragraphs, headings, list items … that were read", value: (r) => r.blocks },
  { name: "marks", about: "marks that are shown", value: (r) => r.marks.length },
  { name: "per 1,000", about: "marks per 1,000 words", value: perThousand },
  { name: "outside", about: "marks outside prose", value: outside, alarm: (r) => outside(r) > 0 },
  {
    name: "no source",
    about: "passages that name no source, in percent",
    value: (r) => (r.graded ? (100 * r.unsourced) / r.graded : 0),
  },
  {
    name: "errors",
    about: "exceptions and console errors beyond the page's own",
    value: (r) => r.errors.length,
    alarm: (r) => r.errors.length > 0,
  },
  {
    name: "page changed",
    about: "whether the page's elements changed; own: it changes by itself",
    value: (r) => r.dom,
    alarm: (r) => r.dom === "changed",
  },
  { name: "script ms", about: "script of the extension on the page's thread", value: own, alarm: (r) => own(r) > 25 },
  {
    name: "longest ms",
    about: "its longest stretch without a break",
    value: (r) => r.script.longest,
    alarm: (r) => r.script.longest > 12,
  },
  { name: "read after ms", about: "from loaded to read", value: (r) => r.read_ms },
  { name: "messages", about: "questions to the background", value: (r) => r.messages },
  { name: "KB", about: "questions and answers together", value: (r) => r.bytes / 1024 },
];

export function reportOf(plan: Plan, results: readonly PageResult[]): string {
  const read = results.filter((result) => result.problem === null);
  const sum = (of: (result: PageResult) => number) => read.reduce((total, result) => total + of(result), 0);
  const totals: [string, number][] = [
    ["visits", results.length],
    ["not looked at", results.length - read.length],
    ["words", sum((result) => result.words)],
    ["marks", sum((result) => result.marks.length)],
    ["outside prose", sum(outside)],
    ["errors", sum((result) => result.errors.length)],
    ["pages changed", sum((result) => Number(result.dom === "changed"))],
  ];
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Says Who: pages</title><style>${new Html(style)}</style></head>
<body class="wide"><header><h1>Says Who on ${plan.files.length} pages</h1>
<p>Each page was opened in ${plan.browsers.map((each) => each.title).join(" and ")}, with the extension and with one that
does nothing. A mark never says false; no mark never says verified.</p></header>
<ul class="counts">${totals.map(([name, value]) => html`<li><b>${number(value)}</b> ${name}</li>`)}</ul>
<div class="scroll"><table><thead><tr>${COLUMNS.map((column) => html`<th scope="col" title="${column.about}"><button type="button">${column.name}</button></th>`)}</tr></thead>
<tbody>${results.map((result, n) => row(result, n))}</tbody></table></div>
${results.map((result, n) => details(result, n))}
<script>${new Html(`(${sortable})();`)}</script></body></html>
`.text;
}

function row(result: PageResult, n: number): Html {
  if (result.problem) {
    return html`<tr><th scope="row" data-value="${result.file}"><a href="#p${n}">${result.file}</a></th>
      <td data-value="${result.browser}">${result.browser}</td>
      <td class="alarm" data-value="" colspan="${COLUMNS.length - 2}">${result.problem}</td></tr>`;
  }
  const cells = COLUMNS.slice(1).map((column) => {
    const value = column.value(result);
    const shown = typeof value === "number" ? number(value) : value;
    const kind = [typeof value === "number" ? "number" : "", column.alarm?.(result) ? "alarm" : ""].join(" ");
    return html`<td class="${kind}" data-value="${value}">${shown}</td>`;
  });
  return html`<tr><th scope="row" data-value="${result.file}"><a href="#p${n}">${result.file}</a></th>${cells}</tr>`;
}

function details(result: PageResult, n: number): Html {
  const unread = result.unread.map((each) => `${each.count} × ${each.reason} (${each.words} words)`).join(", ");
  return html`<section class="page" id="p${n}"><h2>${result.file} <small>${result.browser}</small></h2>
    ${result.problem ? html`<p class="alarm">${result.problem}</p>` : ""}
    <div class="columns">${result.picture ? html`<a href="${result.picture}"><img src="${result.picture}" alt="" loading="lazy"></a>` : ""}
    <div>${unread ? html`<p class="soft">Not read: ${unread}</p>` : ""}
    ${result.errors.map((error) => html`<p class="alarm">${error}</p>`)}
    ${result.changes.map((change) => html`<p class="${result.dom === "changed" ? "alarm" : "soft"}"><code>${change}</code></p>`)}
    <ol class="findings">${result.marks.map(mark)}</ol></div></div></section>`;
}

function mark({ words, claim, subtype, severity, kind, language, outside: why }: PageMark): Html {
  const at = claim.indexOf(words);
  const sentence =
    at < 0 ? html`${claim}` : html`${claim.slice(0, at)}<b>${words}</b>${claim.slice(at + words.length)}`;
  return html`<li class="${severity}"><span>${sentence}</span>
    <span class="kind">${subtype} · ${severity} · ${kind} · ${language}${why ? html` · <b class="alarm">${why}</b>` : ""}</span></li>`;
}

function number(value: number): string {
  return value.toLocaleString("en", {
    maximumFractionDigits: Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0,
  });
}

/** Runs in the report itself. */
function sortable(): void {
  for (const [n, button] of document.querySelectorAll("thead button").entries()) {
    let down = false;
    button.addEventListener("click", () => {
      const body = document.querySelector("tbody");
      const value = (row: HTMLTableRowElement) => row.cells[n]?.dataset.value ?? "";
      const compare = (a: string, b: string) => {
        const numbers = a !== "" && b !== "" && !Number.isNaN(Number(a)) && !Number.isNaN(Number(b));
        return numbers ? Number(a) - Number(b) : a.localeCompare(b);
      };
      const rows = [...(body?.rows ?? [])].sort((a, b) => compare(value(a), value(b)));
      body?.append(...(down ? rows.reverse() : rows));
      down = !down;
    });
  }
}
