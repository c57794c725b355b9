// Running text: collects the words of one block from many text nodes, as a reader sees them, and finds the nodes
// again. White space collapses as the page's style says; soft hyphens, zero-width and direction marks go, so that
// a name or a phrase is the same however it was laid out. Everything that has no text node (a line break, a
// quotation mark the style sheet adds, a picture amid a sentence) is a character without a place.

import type { Link, LinkKind } from "../generated/report";

/** Characters of the text from `at` on, `length` of them, stand in `node` from `from` on. */
export interface Run {
  node: Text;
  from: number;
  at: number;
  length: number;
}

/** A stretch of one text node. */
export interface Piece {
  node: Text;
  from: number;
  to: number;
}

/** Stands for something inside a sentence that is no text: code, a formula, a picture. */
export const OBJECT = "\uFFFC";

// Zero-width characters that join or part letters are kept where a script needs them: between letters that are not
// Latin, Greek or Cyrillic. Between those they only hide words from a search.
const INVISIBLE = "\u00AD\u034F\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF";
const SPECIAL = new RegExp(`[\\t\\n\\f\\r${INVISIBLE}]|  `);
const UNEVEN = new RegExp(`[ \\t\\n\\f\\r]{2}|[${INVISIBLE}]`);
const PARTS = new RegExp(`[ \\t\\n\\f\\r]+|[${INVISIBLE}]+`, "g");
const JOINER = /^[\u200C\u200D]+$/;
const OTHER_SPACE = /[\t\n\f\r]/g;

/** Whether a text has no white space but single spaces, and nothing invisible: one question for most. */
export function isEven(data: string): boolean {
  return !SPECIAL.test(data);
}

export class Flow {
  text = "";
  runs: Run[] = [];
  links: Link[] = [];
  /** Characters that stand in links. */
  linked = 0;
  /** The last character's code: to look for it in the text would join again and again what is joined at the end. */
  #last = 0;

  get empty(): boolean {
    return this.text.length === 0;
  }

  /** Adds a text node and its data, which is most of all text: nothing in it has to be told apart. */
  addEven(node: Text, data: string): void {
    const { text } = this;
    const from = data.charCodeAt(0) === 32 && (text.length === 0 || isSpace(this.#last)) ? 1 : 0;
    const length = data.length - from;
    if (length === 0) return;
    this.runs.push({ node, from, at: text.length, length });
    this.text = text + (from === 0 ? data : data.slice(1));
    this.#last = data.charCodeAt(data.length - 1);
  }

  /** Adds a text node and its data. `kept`: white space is kept as it stands (`pre`). */
  add(node: Text, data: string, kept: boolean): void {
    if (kept || UNEVEN.test(data)) {
      this.#pieces(node, data, kept);
      return;
    }
    const skip = isSpace(data.charCodeAt(0)) && this.#wantsNoSpace() ? 1 : 0;
    this.#run(node, skip, data.length, data.replace(OTHER_SPACE, " "));
  }

  /** Adds characters that no text node holds. */
  addPlaceless(text: string): void {
    this.text += text;
    this.#last = text.charCodeAt(text.length - 1);
  }

  /** Adds a line break, at most one at a time. Answers whether there was one already. */
  addBreak(): boolean {
    const trimmed = this.text.replace(/ +$/, "");
    if (trimmed.endsWith("\n")) return true;
    if (trimmed.length > 0) {
      this.text = `${trimmed}\n`;
      this.#last = 10;
    }
    return false;
  }

  addLink(start: number, kind: LinkKind): void {
    const end = this.text.length;
    this.links.push({ start: Math.min(start, end), end, kind });
    if (kind !== "note") this.linked += end - start;
  }

  #wantsNoSpace(): boolean {
    return this.text.length === 0 || isSpace(this.#last);
  }

  #run(node: Text, from: number, to: number, data: string): void {
    if (to <= from) return;
    this.runs.push({ node, from, at: this.text.length, length: to - from });
    this.text += from === 0 && to === data.length ? data : data.slice(from, to);
    this.#last = data.charCodeAt(to - 1);
  }

  #pieces(node: Text, data: string, kept: boolean): void {
    let from = 0;
    PARTS.lastIndex = 0;
    for (let part = PARTS.exec(data); part; part = PARTS.exec(data)) {
      const end = part.index + part[0].length;
      if (isSpace(part[0].charCodeAt(0))) {
        if (kept) continue;
        this.#run(node, from, part.index, data);
        // The first of them stands for all.
        if (!this.#wantsNoSpace()) this.#run(node, part.index, part.index + 1, `${data.slice(0, part.index)} `);
      } else {
        if (JOINER.test(part[0]) && !parts(data, part.index, end)) continue;
        this.#run(node, from, part.index, data);
      }
      from = end;
    }
    this.#run(node, from, data.length, data);
  }
}

/** Whether a joiner between these offsets stands between two characters that have no use for it. */
function parts(data: string, start: number, end: number): boolean {
  // Up to U+052F: Latin, Greek, Cyrillic, their marks and all common punctuation.
  return !(data.charCodeAt(start - 1) > 0x52f) && !(data.charCodeAt(end) > 0x52f);
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13 && code !== 11);
}

/** Where a stretch of the text stands in the page: one piece for each text node, in order. */
export function piecesOf(runs: readonly Run[], start: number, end: number): Piece[] {
  const pieces: Piece[] = [];
  for (let i = firstRun(runs, start); i < runs.length; i++) {
    const run = runs[i];
    if (!run || run.at >= end) break;
    const from = run.from + Math.max(0, start - run.at);
    const to = run.from + Math.min(run.length, end - run.at);
    if (to <= from) continue;
    const last = pieces[pieces.length - 1];
    // Between two runs of one node there is only what a reader does not see.
    if (last?.node === run.node) last.to = to;
    else pieces.push({ node: run.node, from, to });
  }
  return pieces;
}

/** The offset in the text of a place in a text node; -1 when it is not part of it. */
export function offsetOf(runs: readonly Run[], node: Text, offset: number): number {
  for (const run of runs) {
    if (run.node === node && offset >= run.from && offset <= run.from + run.length) return run.at + offset - run.from;
  }
  return -1;
}

function firstRun(runs: readonly Run[], offset: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = runs[middle];
    if (run && run.at + run.length <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
