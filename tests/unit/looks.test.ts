// What style sheets promise: marks that are seen on whatever they are painted, and nothing that moves for a reader who
// asked for stillness.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

type Colour = [r: number, g: number, b: number];

/** How the page's ground is judged: as light from here on, as dark up to there; and what a wash asks of the text. */
const TONE = readFileSync("extension/page/tone.ts", "utf8");
const named = (name: string) => Number(new RegExp(`const ${name} = ([\\d.]+)`).exec(TONE)?.[1]);
const LIGHT_FROM = named("LIGHT_FROM");
const DARK_TO = named("DARK_TO");
/** The darkest text is black, the lightest white: a wash lies on grounds that leave them this much contrast. */
const WASHED_FROM = Math.max(LIGHT_FROM, 0.05 * named("WASH_ON_LIGHT") - 0.05);
const WASHED_TO = Math.min(DARK_TO, 1.05 / named("WASH_ON_DARK") - 0.05);

const SHEET = readFileSync("extension/marks.css", "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
const [PAINTED = ""] = SHEET.split("@media (forced-colors");

for (const kind of ["sweeping", "missing"]) {
  for (const severity of ["low", "medium", "high"]) {
    for (const tone of ["light", "dark"] as const) {
      const name = `${kind}-${severity}-${tone}`;
      test(`${name}: the line stands out from every ground it is drawn on, by 3:1`, () => {
        const line = hex(styleOf(`${name}-line`, "text-decoration-color"));
        const edge = grey(tone === "light" ? LIGHT_FROM : DARK_TO);
        assert.ok(contrast(line, edge) >= 3, `${contrast(line, edge).toFixed(2)}`);
        if (severity === "low") return;
        assert.equal(
          styleOf(`${name}-both`, "text-decoration-color"),
          styleOf(`${name}-line`, "text-decoration-color"),
        );
        const washed = under(
          styleOf(`${name}-both`, "background-color"),
          grey(tone === "light" ? WASHED_FROM : WASHED_TO),
        );
        assert.ok(contrast(line, washed) >= 3, `washed, ${contrast(line, washed).toFixed(2)}`);
      });

      // What weighs little has a line and no wash.
      if (severity === "low") continue;
      test(`${name}: a wash leaves the text its 4.5:1`, () => {
        const light = tone === "light";
        // Text that has just the contrast a wash asks for, on the ground where that is hardest to keep, and on the easiest.
        const least = light ? named("WASH_ON_LIGHT") : named("WASH_ON_DARK");
        for (const ground of light ? [WASHED_FROM, 1] : [0, WASHED_TO]) {
          const text = light ? (ground + 0.05) / least - 0.05 : (ground + 0.05) * least - 0.05;
          const washed = under(styleOf(`${name}-both`, "background-color"), grey(ground));
          assert.ok(contrast(grey(Math.max(0, text)), washed) >= 4.5, `on ${ground}`);
        }
      });
    }
  }
}

for (const pointed of ["active-sweeping", "active-missing", "flash"]) {
  for (const tone of ["light", "dark"] as const) {
    test(`${pointed}-${tone}: text and line are clear on what is pointed to, and it stands in the colour of its kind`, () => {
      const ground = hex(styleOf(`${pointed}-${tone}`, "background-color"));
      const text = hex(styleOf(`${pointed}-${tone}`, "color"));
      assert.ok(contrast(text, ground) >= 7, `text, ${contrast(text, ground).toFixed(2)}`);
      if (pointed === "flash") return;
      const kind = pointed.slice("active-".length);
      const line = hex(styleOf(`${kind}-high-${tone}-line`, "text-decoration-color"));
      assert.ok(contrast(line, ground) >= 3, `line, ${contrast(line, ground).toFixed(2)}`);
      const [red, , blue] = ground;
      assert.equal(kind === "sweeping" ? red > blue : blue > red, true, `${ground}`);
    });
  }
}

test("a passage without a source is seen as well", () => {
  assert.ok(contrast(hex(styleOf("unsourced-light", "text-decoration-color")), grey(LIGHT_FROM)) >= 3);
  assert.ok(contrast(hex(styleOf("unsourced-dark", "text-decoration-color")), grey(DARK_TO)) >= 3);
});

test("the two kinds differ by form, the three weights by thickness", () => {
  const of = (property: string, names: string[]) => names.map((name) => styleOf(name, property));
  assert.deepEqual(of("text-decoration-style", ["sweeping-low-plain-line", "missing-low-plain-line"]), [
    "wavy",
    "dashed",
  ]);
  for (const kind of ["sweeping", "missing"]) {
    const thick = of(
      "text-decoration-thickness",
      ["low", "medium", "high"].map((severity) => `${kind}-${severity}-plain-line`),
    ).map(Number.parseFloat);
    assert.ok((thick[0] ?? 0) < (thick[1] ?? 0) && (thick[1] ?? 0) < (thick[2] ?? 0), `${thick}`);
  }
});

test("nothing moves for a reader who asked for stillness", () => {
  const sheets = readdirSync("extension", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".css"),
  );
  assert.ok(sheets.length > 5);
  for (const sheet of sheets) {
    const still = withoutMotion(readFileSync(`extension/${sheet}`, "utf8"));
    assert.doesNotMatch(still, /\b(?:animation|transition|scroll-behavior)[\w-]*\s*:/, sheet);
  }
});

/** A sheet without what it says for readers who like things to move. */
function withoutMotion(sheet: string): string {
  const start = sheet.search(/@media \(prefers-reduced-motion: no-preference\)/);
  if (start < 0) return sheet;
  let depth = 0;
  let at = sheet.indexOf("{", start);
  do {
    if (sheet[at] === "{") depth++;
    if (sheet[at] === "}") depth--;
    at++;
  } while (depth > 0);
  return withoutMotion(sheet.slice(0, start) + sheet.slice(at));
}

/** What the sheet says of a highlight; the last word counts. */
function styleOf(name: string, property: string): string {
  const rules = [...PAINTED.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, names]) =>
    names?.includes(`::highlight(says-who-${name})`),
  );
  const values = rules.flatMap(([, , body]) => [...(body ?? "").matchAll(/([\w-]+):\s*([^;]+);/g)]);
  const value = values.findLast(([, key]) => key === property)?.[2];
  assert.ok(value, `${name} has no ${property}`);
  return value;
}

function hex(text: string): Colour {
  const digits = text.length === 4 ? text.slice(1).replace(/./g, "$&$&") : text.slice(1);
  assert.match(digits, /^[0-9a-f]{6}$/, text);
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as Colour;
}

/** A ground with a wash over it. */
function under(wash: string, ground: Colour): Colour {
  const [r = 0, g = 0, b = 0, percent = 0] = wash.match(/[\d.]+/g)?.map(Number) ?? [];
  return ground.map((part, n) => part + (([r, g, b][n] ?? 0) - part) * (percent / 100)) as Colour;
}

/** The grey of a luminance. */
function grey(luminance: number): Colour {
  const part = luminance <= 0.0031308 ? 12.92 * luminance : 1.055 * luminance ** (1 / 2.4) - 0.055;
  return [255 * part, 255 * part, 255 * part];
}

function contrast(one: Colour, other: Colour): number {
  const luminance = (colour: Colour) =>
    colour
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, n) => sum + part * ([0.2126, 0.7152, 0.0722][n] ?? 0), 0);
  const [a, b] = [luminance(one) + 0.05, luminance(other) + 0.05];
  return Math.max(a, b) / Math.min(a, b);
}
