// Paints marks with CSS Custom Highlights and tells what is under the pointer. No node, attribute or style of the
// page changes; `marks.css` says how each name looks.
//
// Ranges are static and each stands in one text node: live ranges would tax every change of the page. The registry
// is never iterated (Firefox cannot, from here), so what was painted is remembered here.

import type { Category, Severity } from "./generated/report";
import type { Piece } from "./page/flow";
import { ofDocument, rootElement } from "./page/plain";
import type { Ground, Tone } from "./page/tone";
import { FORMS } from "./schema";
import type { Settings } from "./settings";

const PREFIX = "says-who-";
const CATEGORY = { sweeping: "sweeping", missing_source: "missing" } as const;
const POINTED = { sweeping: "active-sweeping", missing_source: "active-missing", flash: "flash" } as const;
const TONES = ["light", "dark", "plain"] as const satisfies Tone[];
const RANK = { low: 1, medium: 2, high: 3 } as const;

/** One mark as it is painted: its highlight's name, and a range for each piece. */
interface Painted {
  name: string;
  ranges: StaticRange[];
}

export interface Look {
  category: Category;
  severity: Severity;
}

export class Painter<Mark extends object> {
  #highlights = new Map<string, Highlight>();
  #painted = new Map<Mark, Painted>();
  #owners = new WeakMap<StaticRange, Mark>();
  #pointed: Painted[] = [];
  #forced = matchMedia("(forced-colors: active)");

  /** Whether the reader has colours of their own, in which marks are painted otherwise. */
  get forced(): boolean {
    return this.#forced.matches;
  }

  /** Paints a mark, or paints it anew where it stands now. */
  mark(mark: Mark, pieces: readonly Piece[], look: Look, ground: Ground, settings: Settings): void {
    const tone = settings.palette === "plain" ? "plain" : ground.tone;
    // With colours of the reader's own a wash would be as loud as a selection: the line tells enough.
    const washable = look.severity !== "low" && tone !== "plain" && ground.wash && !this.forced;
    const form = washable ? settings.form : "line";
    this.#paint(mark, pieces, `${CATEGORY[look.category]}-${look.severity}-${tone}-${form}`, RANK[look.severity]);
  }

  /** Paints a passage without a source. */
  passage(mark: Mark, pieces: readonly Piece[], ground: Ground): void {
    this.#paint(mark, pieces, `unsourced-${ground.tone}`, 0);
  }

  remove(mark: Mark): void {
    const painted = this.#painted.get(mark);
    if (!painted) return;
    this.#painted.delete(mark);
    this.#erase(painted);
  }

  has(mark: Mark): boolean {
    return this.#painted.has(mark);
  }

  /** Points to something for a while: the mark of a kind whose card is open, or a support. Replaces what was pointed to. */
  point(what: Category | "flash", pieces: readonly Piece[], tone: Tone): void {
    this.unpoint();
    const painted = { name: `${POINTED[what]}-${tone}`, ranges: pieces.map(range) };
    this.#add(painted, 9);
    this.#pointed.push(painted);
  }

  unpoint(): void {
    for (const painted of this.#pointed) this.#erase(painted);
    this.#pointed = [];
  }

  clear(): void {
    for (const name of this.#highlights.keys()) CSS.highlights.delete(PREFIX + name);
    this.#highlights.clear();
    this.#painted.clear();
    this.#pointed = [];
  }

  /** The mark that is painted at a place of the window; undefined when the browser cannot tell (ask the text). */
  at(x: number, y: number, shadowRoots: ShadowRoot[]): Mark | null | undefined {
    const registry = CSS.highlights as HighlightRegistry & Partial<HitTest>;
    if (typeof registry.highlightsFromPoint !== "function") return undefined;
    for (const hit of registry.highlightsFromPoint(x, y, { shadowRoots })) {
      for (const under of hit.ranges) {
        const mark = this.#owners.get(under as StaticRange);
        if (mark) return mark;
      }
    }
    return null;
  }

  #paint(mark: Mark, pieces: readonly Piece[], name: string, priority: number): void {
    this.remove(mark);
    const ranges = pieces.map(range);
    for (const each of ranges) this.#owners.set(each, mark);
    const painted = { name, ranges };
    this.#painted.set(mark, painted);
    this.#add(painted, priority);
  }

  #add({ name, ranges }: Painted, priority: number): void {
    let highlight = this.#highlights.get(name);
    if (!highlight) {
      highlight = new Highlight();
      highlight.priority = priority;
      this.#highlights.set(name, highlight);
    }
    for (const each of ranges) highlight.add(each);
    // Again each time: a page may have cleared the registry, which it shares with us.
    CSS.highlights.set(PREFIX + name, highlight);
  }

  #erase({ name, ranges }: Painted): void {
    const highlight = this.#highlights.get(name);
    if (!highlight) return;
    for (const each of ranges) highlight.delete(each);
    if (highlight.size > 0) return;
    CSS.highlights.delete(PREFIX + name);
    this.#highlights.delete(name);
  }
}

/**
 * Takes away what an earlier life of the extension left: Firefox stops a disabled extension at once and gives its
 * style sheet back when it is enabled again, so that old marks would be seen once more.
 */
export function sweep(): void {
  if (CSS.highlights.size === 0) return;
  for (const tone of TONES) {
    for (const kind of ["unsourced", ...Object.values(POINTED)]) CSS.highlights.delete(`${PREFIX}${kind}-${tone}`);
    for (const category of Object.values(CATEGORY)) {
      for (const severity of Object.keys(RANK)) {
        for (const form of FORMS) CSS.highlights.delete(`${PREFIX}${category}-${severity}-${tone}-${form}`);
      }
    }
  }
}

interface HitTest {
  highlightsFromPoint(
    x: number,
    y: number,
    options?: { shadowRoots?: ShadowRoot[] },
  ): { highlight: Highlight; ranges: AbstractRange[] }[];
}

function range({ node, from, to }: Piece): StaticRange {
  return new StaticRange({ startContainer: node, startOffset: from, endContainer: node, endOffset: to });
}

let measure: Range | undefined;

/** Boxes of pieces in the window. One live range serves for all, and rests on the document between. */
export function rectsOf(pieces: readonly Piece[]): DOMRect[] {
  measure ??= ofDocument("createRange").call(document);
  const rects: DOMRect[] = [];
  for (const { node, from, to } of pieces) {
    if (!node.isConnected || node.length < to) continue;
    measure.setStart(node, from);
    measure.setEnd(node, to);
    rects.push(...measure.getClientRects());
  }
  measure.selectNode(rootElement());
  return rects;
}
