// The texts that benches read: sentences of the project's own pages, dealt out by a seed, so that every run reads
// another text and every program of one run the same. Plain prose is of pages in which nothing is to be marked
// (recipes, manuals, fiction …), dense prose of texts written to be marked: most of what is read on a day lies between.
// Also the phrases that the packs are about, as they stand in the packs' examples, for a bare automaton and a bare
// regular expression.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const LANGUAGES = ["en", "fr", "mixed"] as const;
/** Folders of `tests/`. */
const KINDS = { plain: "clean", dense: "gold" } as const;
export type Kind = keyof typeof KINDS;
export const SIZES = { "10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000, "10 MB": 10_000_000 } as const;
export type Size = keyof typeof SIZES;

export interface Made {
  language: (typeof LANGUAGES)[number];
  kind: Kind;
  size: Size;
  path: string;
  text: string;
  bytes: number;
  words: number;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sentences(kind: Kind, language: "en" | "fr"): string[] {
  const folder = join("tests", KINDS[kind], language);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .flatMap((name) => {
      // Marks of the gold texts (⟦kind|words⟧) are not for reading.
      const plain = readFileSync(join(folder, name), "utf8").replace(/⟦[^|⟧]*\|([^|⟧]*)[^⟧]*⟧/g, "$1");
      const text = plain.replace(/[⟦⟧]/g, "").replace(/\s+/g, " ");
      return text.split(/(?<=[.!?]) (?=\p{Lu})/u).filter((sentence) => sentence.length > 20);
    });
}

/** Writes texts of every kind and language and these sizes into a folder; 10 MB only of plain prose. */
export function make(folder: string, sizes: readonly Size[], seed: number): Made[] {
  const roll = dice(seed);
  return (["plain", "dense"] as const).flatMap((kind) => {
    const stock = { en: sentences(kind, "en"), fr: sentences(kind, "fr") };
    const of = sizes.filter((size) => kind === "plain" || size !== "10 MB");
    return LANGUAGES.flatMap((language) =>
      of.map((size) => {
        const paragraphs: string[] = [];
        for (let length = 0; length < SIZES[size]; ) {
          const from = stock[language === "mixed" ? (roll() < 0.5 ? "en" : "fr") : language];
          const sentence = () => from[Math.floor(roll() * from.length)] ?? "";
          paragraphs.push(Array.from({ length: 3 + Math.floor(roll() * 5) }, sentence).join(" "));
          length += Buffer.byteLength(paragraphs.at(-1) ?? "") + 2;
        }
        const text = paragraphs.join("\n\n");
        const path = join(process.cwd(), folder, `${kind}-${language}-${SIZES[size]}.txt`);
        writeFileSync(path, text);
        return { language, kind, size, path, text, bytes: Buffer.byteLength(text), words: text.split(/\s+/).length };
      }),
    );
  });
}

/** What the packs' examples paint, one phrase each. */
export function phrases(): string[] {
  const out = new Set<string>();
  for (const language of ["en", "fr"]) {
    const folder = join("packs", language, "triggers");
    for (const name of readdirSync(folder)) {
      const marks = readFileSync(join(folder, name), "utf8").matchAll(/^mark = \[[^\n]*(?:\n {2}[^\n]*)*/gm);
      for (const [mark] of marks) {
        for (const [, phrase] of mark.replace("mark = [", "").matchAll(/\[([^[\]"\\]{6,60})\]/g)) out.add(phrase ?? "");
      }
    }
  }
  return [...out].filter((phrase) => phrase.trim() !== "");
}
