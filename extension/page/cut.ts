// What becomes of a run of text: whether it is prose at all, and the parts of one that is too long for a block.

import type { BlockKind, Link } from "../generated/report";
import type { Flow, Run } from "./flow";
import type { PageBlock } from "./sight";

/** Longer blocks are cut at a sentence, so that no single message and no slice grows with them. */
const LONGEST = 40_000;
/** So many links with next to nothing between them are a list of names, tags or pages, however long. */
const LIST = 4;
/** Words without an end that no single headline has. */
const HEADLINES = 20;
/** A tag with an attribute: what a script meant to write into the page and spilled. */
const MARKUP = /^<\/?[a-z][\w-]*\s+[\w-]+\s*=/i;
/** A sentence ends somewhere. */
const ENDED = /[.!?…;:][\s”"»)\]]|[.!?…][”"»)\]]?$/;

/** Words enough to say something, and not just a way to another page. */
export function isProse(flow: Flow, kind: BlockKind): boolean {
  const text = flow.text.trim();
  if (text.length < 4 || (text.length < 25 && !/\S\s+\S/.test(text)) || !hasWord(text)) return false;
  if (kind === "title" || kind === "heading" || kind === "quote") return true;
  if (flow.linked >= text.length * 0.8) {
    if (flow.links.length >= LIST) return false;
    if (text.length <= 80 && !/[.!?…»”"]$/.test(text)) return false;
  }
  return !(text.startsWith("<") && MARKUP.test(text)) && !isHeadlines(text);
}

/** Headlines of other pages, set one after another into one paragraph: nobody says them in one breath. */
function isHeadlines(text: string): boolean {
  // Of nearly all this is enough to say.
  if (text.includes(". ") || ENDED.test(text)) return false;
  const words = text.split(" ", 200);
  if (words.length < HEADLINES) return false;
  const capital = words.filter((word) => /^["'“‘]?[A-Z0-9]/.test(word)).length;
  return capital >= words.length * 0.6;
}

/** Two letters in a row, of any script, near the start. By hand: a Unicode class costs milliseconds to build. */
function hasWord(text: string): boolean {
  for (let i = 0, letters = 0; i < text.length && i < 400; i++) {
    const c = text.charCodeAt(i);
    const letter = ((c | 32) >= 97 && (c | 32) <= 122) || (c >= 0xc0 && c < 0x2000) || (c >= 0x2c00 && c < 0xfffc);
    letters = letter ? letters + 1 : 0;
    if (letters === 2) return true;
  }
  return false;
}

/** Parts of a block: paragraphs of preformatted text, and handy lengths of an endless one. */
export function cut(block: PageBlock, kept: boolean): PageBlock[] {
  const { text } = block;
  if (!kept && text.length <= LONGEST) return [block];
  const ends: number[] = [];
  let from = 0;
  const upTo = (end: number) => {
    while (end - from > LONGEST) {
      from = sentenceEnd(text, from, from + LONGEST);
      ends.push(from);
    }
    from = end;
    ends.push(end);
  };
  if (kept) for (const blank of text.matchAll(/\n[ \t]*\n\s*/g)) upTo(blank.index + blank[0].length);
  if (from < text.length) upTo(text.length);
  if (ends.length === 1) return [block];
  const parts: PageBlock[] = [];
  let start = 0;
  let run = 0;
  for (const end of ends) {
    const runs: Run[] = [];
    for (; run < block.runs.length; run++) {
      const all = block.runs[run] as Run;
      if (all.at >= end) break;
      const skip = Math.max(0, start - all.at);
      const length = Math.min(all.length, end - all.at) - skip;
      runs.push({ node: all.node, from: all.from + skip, at: all.at + skip - start, length });
      if (all.at + all.length > end) break; // the rest of it belongs to the next part
    }
    const words = text.slice(start, end);
    if (hasWord(words)) parts.push({ ...block, text: words, runs, links: linksIn(block.links, start, end) });
    start = end;
  }
  return parts;
}

export function linksIn(links: Link[], start: number, end: number): Link[] {
  if (links.length === 0) return links;
  const inside = (at: number) => Math.min(Math.max(at - start, 0), end - start);
  return links
    .filter((link) => link.start <= end && link.end >= start)
    .map((link) => ({ ...link, start: inside(link.start), end: inside(link.end) }));
}

function sentenceEnd(text: string, from: number, limit: number): number {
  const window = text.slice(from, limit);
  const at = Math.max(window.lastIndexOf(". "), window.lastIndexOf("\n"));
  if (at > 0) return from + at + 1;
  const space = window.lastIndexOf(" ");
  if (space > 0) return from + space + 1;
  // Never between the halves of one character.
  return /[\uD800-\uDBFF]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
}
