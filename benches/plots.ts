// Plots as SVG, drawn here: bars on a logarithmic scale, for speeds that differ by thousands, and time by length, where
// a straight line of slope one is what is hoped for.

import { type Html, html } from "../xtask/scripts/html.js";

export const round = (value: number | undefined): string => {
  if (value === undefined || Number.isNaN(value)) return "–";
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 1 ? value.toFixed(1) : value.toPrecision(2);
};

export interface Bar {
  name: string;
  value: number;
  unit: string;
  own?: boolean;
}

export function bars(rows: Bar[]): Html | undefined {
  if (rows.length === 0) return undefined;
  const low = Math.min(...rows.map((row) => row.value)) / 2;
  const high = Math.max(...rows.map((row) => row.value));
  const width = (value: number) => 8 + (440 * Math.log(value / low)) / Math.log(high / low);
  return html`<svg class="bars" viewBox="0 0 760 ${rows.length * 30}" role="img">${rows.map(
    (row, n) => html`<text x="180" y="${n * 30 + 20}" text-anchor="end">${row.name}</text>
<rect x="192" y="${n * 30 + 5}" height="20" rx="3" width="${width(row.value).toFixed(1)}" class="${row.own ? "own" : "other"}"/>
<text x="${(200 + width(row.value)).toFixed(1)}" y="${n * 30 + 20}">${round(row.value)} ${row.unit}</text>`,
  )}</svg>`;
}

export interface Line {
  name: string;
  points: { x: number; y: number }[];
}

/** Both axes logarithmic, one decade as long on either. */
export function lines(all: Line[], x: (value: number) => string, y: (value: number) => string): Html | undefined {
  const points = all.flatMap((line) => line.points);
  if (points.length === 0) return undefined;
  const log = Math.log10;
  const span = (values: number[]) =>
    [Math.floor(log(Math.min(...values))), Math.ceil(log(Math.max(...values)))] as const;
  const [[left, right], [low, high]] = [span(points.map((one) => one.x)), span(points.map((one) => one.y))];
  const unit = 90;
  const [across, up] = [
    (value: number) => 80 + unit * (log(value) - left),
    (value: number) => 20 + unit * (high - log(value)),
  ];
  const bottom = up(10 ** low);
  const decades = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => 10 ** (from + n));
  return html`<svg class="lines" viewBox="0 0 760 ${bottom + 30}" role="img">
${decades(left, right).map((at) => html`<line x1="${across(at)}" x2="${across(at)}" y1="20" y2="${bottom}"/><text x="${across(at)}" y="${bottom + 18}" text-anchor="middle">${x(at)}</text>`)}
${decades(low, high).map((at) => html`<line x1="80" x2="${across(10 ** right)}" y1="${up(at)}" y2="${up(at)}"/><text x="72" y="${up(at) + 5}" text-anchor="end">${y(at)}</text>`)}
${all.map(
  (
    line,
    n,
  ) => html`<polyline class="line${n}" points="${line.points.map((one) => `${across(one.x).toFixed(1)},${up(one.y).toFixed(1)}`).join(" ")}"/>
<text class="line${n}" x="${across(10 ** right) + 16}" y="${40 + 22 * n}">${line.name}</text>`,
)}</svg>`;
}

export const STYLE = `.bars,.lines{width:100%;max-width:760px;font:14px system-ui}svg text{fill:currentColor}.bars .own{fill:#0a7d6c}
.bars .other{fill:#8a94a6}.lines line{stroke:#8a94a6;stroke-opacity:.35}.lines polyline{fill:none;stroke-width:2.5}
.lines polyline.line0{stroke:#0a7d6c}.lines polyline.line1{stroke:#b4540a}.lines polyline.line2{stroke:#3a62c4}.lines polyline.line3{stroke:#8a3ac4}
.lines text.line0{fill:#0a7d6c}.lines text.line1{fill:#b4540a}.lines text.line2{fill:#3a62c4}.lines text.line3{fill:#8a3ac4}
td{font-variant-numeric:tabular-nums}@media(prefers-color-scheme:dark){.bars .own{fill:#4fd1b5}}`;
