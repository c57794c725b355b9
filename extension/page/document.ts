// The document as it was read: its blocks in reading order, what the engine said of each, and how far reading got.
// A re-read of a part keeps every block, mark and range that did not change. Words go to the engine through `ask`;
// nothing here paints, and nothing here knows settings.

import { gather, type PageBlock, Sight } from "../blocks";
import type { Finding, Grade, Place, Report, SkipReason, Summary, Document as Text } from "../generated/report";
import type { Analyzed, Off } from "../messages";
import type { Run } from "./flow";
import { inSlices } from "./idle";
import { byPlace } from "./order";

/** A block that was read. It keeps its identity while its words stay the same, wherever they move. */
export interface Known extends PageBlock {
  marks: Mark[];
  grade: Grade | null;
  /** Number of the part it was sent with; -1 before. */
  part: number;
}

export interface Mark {
  id: number;
  block: Known;
  finding: Finding;
  /** The blocks the engine saw with it: the finding's places count in them. */
  sent: readonly Known[];
}

/** What the engine left behind at the start of a part, and what it left out in it. */
interface Part {
  before: string | undefined;
  skipped: { reason: SkipReason; count: number; words: number }[];
}

export type Ask = (text: Text, first: boolean) => Promise<Analyzed>;

/**
 * The first part is small, so that the first marks come soon, and big enough to tell what kind of text it is: never
 * cut by the clock, or a manual would be one on a fast machine only. UTF-16 units.
 */
const FIRST_PART = 12_000;
const PART = 100_000;
/** Blocks that are remembered after they left: so many with marks, and so many without. */
const REMEMBERED = 300;
/** Beyond this a page is cut off, and said to be. */
export const MOST = 4_000_000;

export class Reading {
  blocks: Known[] = [];
  sight: Sight;
  summary: Summary | null = null;
  /** Words, roughly, that stand beyond what is read of a page. */
  beyond = 0;
  /** Parts that failed in the engine. */
  faults = 0;
  off: Off | null = null;
  failed = false;
  #parts: Part[] = [];
  #carry: string | undefined;
  /** What left the page lately: panels and lists take their parts out and put them back. */
  #gone: Known[] = [];
  #nextId = 1;
  #ask: Ask;
  #signal: AbortSignal;
  #changed: () => void;
  #met: (root: ShadowRoot) => void;

  /** `changed` is told when marks came or went; `met`, of open shadow roots before they are read. */
  constructor(ask: Ask, changed: () => void, met: (root: ShadowRoot) => void, signal: AbortSignal) {
    this.#ask = ask;
    this.#changed = changed;
    this.#met = met;
    this.sight = new Sight(met);
    this.#signal = signal;
  }

  skipped(): Part["skipped"] {
    return this.#parts.flatMap((part) => part.skipped);
  }

  /** Reads the whole document, as if for the first time; what did not change keeps its marks meanwhile. */
  async read(start: Element): Promise<number> {
    const sight = new Sight(this.#met);
    const old = matcher(this.blocks);
    const blocks: Known[] = [];
    // At first marks come with each part; later the old ones stay until all is walked.
    if (this.blocks.length === 0) this.blocks = blocks;
    const sending = new Sending((part, first) => this.#part(part, first));
    this.#parts = [];
    this.#carry = undefined;
    this.#gone = [];
    this.beyond = 0;
    this.faults = 0;
    let part: Known[] = [];
    let size = 0;
    const isDue = () => size > (sending.count > 0 ? PART : FIRST_PART);
    const steps = function* (this: Reading) {
      for (const block of gather(start, sight)) {
        if (block && sight.size > MOST) {
          this.beyond += Math.round(block.text.length / 6);
        } else if (block) {
          const known = old(block) ?? fresh(block);
          blocks.push(known);
          part.push(known);
          size += block.text.length;
        }
        if (isDue()) {
          sending.add(part);
          part = [];
          size = 0;
        }
        if (sending.stopped) return;
        yield;
      }
    };
    const spent = await inSlices(steps.call(this), this.#signal);
    this.blocks = blocks;
    this.sight = sight;
    // An empty document is sent too: whether this tab is off is something only the background knows.
    if (part.length > 0) sending.add(part);
    await sending.ended();
    return spent;
  }

  /** Reads again what stands in some elements. Answers the milliseconds spent. */
  async reread(starts: readonly Element[]): Promise<number> {
    const news: Known[] = [];
    const steps = function* (this: Reading) {
      const owner = insideOf(new Set(starts));
      const olds = new Map<Element | null, Known[]>();
      const kept: Known[] = [];
      for (const block of this.blocks) {
        const start = block.root.isConnected ? owner(block.root) : null;
        if (start === undefined) kept.push(block);
        else olds.set(start, [...(olds.get(start) ?? []), block]);
      }
      yield;
      const old = matcher([...this.#gone, ...[...olds.values()].flat()]);
      for (const start of starts) {
        const found: Known[] = [];
        for (const block of gather(start, this.sight)) {
          if (block && this.sight.size < MOST) {
            const known = old(block);
            found.push(known ?? fresh(block));
            if (!known) news.push(found[found.length - 1] as Known);
          }
          yield;
        }
        if (found.length > 0) kept.splice(placeOf(kept, start), 0, ...found);
      }
      this.blocks = kept;
      const still = new Set(kept);
      const left = [...olds.values()].flat().filter((block) => !still.has(block));
      this.#gone = remembered([...this.#gone.filter((block) => !still.has(block)), ...left]);
      this.sight.size = kept.reduce((sum, block) => sum + block.text.length, 0);
    };
    const spent = await inSlices(steps.call(this), this.#signal);
    this.#changed();
    if (news.length > 0) await this.#analyzeNews(news);
    return spent;
  }

  /** New blocks go to the engine with their neighbours, which rules look at, and what was known before them. */
  async #analyzeNews(news: Known[]): Promise<void> {
    const isNew = new Set(news);
    const firstNew = this.blocks.findIndex((block) => isNew.has(block));
    const atEnd = firstNew >= 0 && this.blocks.slice(firstNew).every((block) => isNew.has(block));
    if (atEnd) {
      for (const part of parts(this.blocks.slice(firstNew))) await this.#part(part, this.#parts.length === 0);
      this.#changed();
      return;
    }
    const wanted = new Set<Known>();
    this.blocks.forEach((block, i) => {
      if (!isNew.has(block)) return;
      for (const near of [this.blocks[i - 1], block, this.blocks[i + 1]]) if (near) wanted.add(near);
    });
    const near = this.blocks.findLast((block, i) => block.part >= 0 && i < firstNew);
    const before = this.#parts[near?.part ?? 0]?.before;
    // Without anything known before, title and lead must be seen to be told from the rest.
    if (before === undefined) for (const block of this.blocks.slice(0, 3)) wanted.add(block);
    const number = near?.part ?? 0;
    for (const part of parts(this.blocks.filter((block) => wanted.has(block)))) {
      const report = await this.#send(part, before, false);
      if (report) this.#take(report, part, number, isNew);
    }
    this.#changed();
  }

  /** One part of the document in its turn. */
  async #part(part: Known[], first: boolean): Promise<boolean> {
    const before = this.#carry;
    const number = this.#parts.push({ before, skipped: [] }) - 1;
    const report = await this.#send(part, before, first);
    if (!report) return this.off === null && !this.failed;
    this.#carry = report.carry;
    this.summary = report.summary;
    const here = this.#parts[number];
    if (here) here.skipped = report.skipped.map(({ reason, blocks, words }) => ({ reason, count: blocks, words }));
    this.#take(report, part, number, null);
    this.#changed();
    return true;
  }

  async #send(part: readonly Known[], carry: string | undefined, first: boolean): Promise<Report | null> {
    const blocks = part.map(({ kind, text, lang, links }) => ({
      kind,
      text,
      links,
      ...(lang && { lang: lang.slice(0, 64) }),
    }));
    const answer = await this.#ask(carry === undefined ? { blocks } : { blocks, carry }, first);
    if (this.#signal.aborted) return null;
    this.off = answer.ok || answer.why !== "off" ? null : answer.off;
    if (answer.ok) {
      this.failed = false;
      return JSON.parse(answer.report) as Report;
    }
    if (answer.why === "engine") {
      this.faults++;
      this.failed = this.#parts.length <= 1;
    }
    return null;
  }

  /** Gives blocks what the engine said of them; marks that stay the same stay. `only`: the rest was context. */
  #take(report: Report, part: readonly Known[], number: number, only: ReadonlySet<Known> | null): void {
    const findings = new Map<Known, Finding[]>();
    for (const finding of report.findings) {
      const block = part[finding.place.block];
      if (block) findings.set(block, [...(findings.get(block) ?? []), finding]);
    }
    const grades = new Map(report.passages.map(({ block, grade }) => [part[block], grade]));
    for (const block of part) {
      if (only && !only.has(block)) continue;
      block.part = number;
      block.grade = grades.get(block) ?? null;
      const before = block.marks;
      block.marks = (findings.get(block) ?? []).map((finding) => {
        const same = before.find((mark) => isSame(mark.finding, finding));
        if (!same) return { id: this.#nextId++, block, finding, sent: part };
        return Object.assign(same, { finding, sent: part });
      });
    }
  }
}

/** Where a place of a finding stands now; null when it is not in this part or its block has gone. */
export function placeIn(mark: Mark, place: Place): { block: Known; start: number; end: number } | null {
  const block = mark.sent[place.block];
  return block ? { block, start: place.start, end: place.end } : null;
}

function isSame(a: Finding, b: Finding): boolean {
  return (
    a.place.start === b.place.start &&
    a.place.end === b.place.end &&
    a.subtype === b.subtype &&
    a.severity === b.severity
  );
}

/** The latest. What had marks does not give way to what comes and goes without any. */
function remembered(gone: Known[]): Known[] {
  if (gone.length <= REMEMBERED) return gone;
  const some = gone.filter((block) => block.marks.length > 0).slice(-REMEMBERED);
  return [...gone.filter((block) => block.marks.length === 0).slice(-REMEMBERED), ...some];
}

function fresh(block: PageBlock): Known {
  return { ...block, marks: [], grade: null, part: -1 };
}

/** Finds, for a block just gathered, the known one that says the same: it takes over where the words stand now. */
function matcher(known: readonly Known[]): (block: PageBlock) => Known | undefined {
  if (known.length === 0) return () => undefined;
  const byText = new Map<string, Known[]>();
  // Last first, so that the first is taken first.
  for (let i = known.length - 1; i >= 0; i--) {
    const block = known[i] as Known;
    const same = byText.get(block.text);
    if (same) same.push(block);
    else byText.set(block.text, [block]);
  }
  return (block) => {
    const same = byText.get(block.text);
    if (!same || same[same.length - 1]?.kind !== block.kind) return undefined;
    const found = same.pop() as Known;
    found.root = block.root;
    // The same array says that nothing has to be painted again.
    if (!sameRuns(found.runs, block.runs)) found.runs = block.runs;
    found.links = block.links;
    found.lang = block.lang;
    return found;
  };
}

function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, i) => run.node === b[i]?.node && run.from === b[i]?.from && run.at === b[i]?.at)
  );
}

/** Tells in which of some elements a node stands; undefined for none. Remembers the way up. */
function insideOf(starts: ReadonlySet<Element>): (node: Node) => Element | undefined {
  const found = new Map<Node, Element | undefined>();
  return function owner(node: Node): Element | undefined {
    const way: Node[] = [];
    let result: Element | undefined;
    for (let at: Node | null = node; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) {
      if (found.has(at)) {
        result = found.get(at);
        break;
      }
      way.push(at);
      if (starts.has(at as Element)) {
        result = at as Element;
        break;
      }
    }
    for (const each of way) found.set(each, result);
    return result;
  };
}

/** Where the blocks of an element belong among the others. */
function placeOf(blocks: readonly Known[], start: Element): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byPlace((blocks[middle] as Known).root, start) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* parts(blocks: readonly Known[]): Generator<Known[]> {
  let part: Known[] = [];
  let size = 0;
  for (const block of blocks) {
    part.push(block);
    size += block.text.length;
    if (size < PART) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}

/** Parts go out one after another, since each needs what the one before left; walking goes on meanwhile. */
class Sending {
  count = 0;
  stopped = false;
  #last: Promise<void> = Promise.resolve();
  #send: (part: Known[], first: boolean) => Promise<boolean>;

  constructor(send: (part: Known[], first: boolean) => Promise<boolean>) {
    this.#send = send;
  }

  add(part: Known[]): void {
    const first = this.count++ === 0;
    this.#last = this.#last.then(async () => {
      if (!this.stopped && !(await this.#send(part, first))) this.stopped = true;
    });
    // Its end is awaited later; a fault before that is not unhandled.
    this.#last.catch(() => {
      this.stopped = true;
    });
  }

  ended(): Promise<void> {
    return this.#last;
  }
}
