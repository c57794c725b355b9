// The document as it was read: its blocks in reading order, what the engine said of each, and how far reading got.
// A re-read of a part keeps every block, mark and range that did not change. Words go to the engine through `ask`;
// nothing here paints, and nothing here knows settings.

import { gather } from "../blocks";
import type { Finding, Report, SkipReason, Summary, Document as Text } from "../generated/report";
import type { Analyzed, Off } from "../messages";
import { inSlices } from "./idle";
import { fresh, insideOf, isSame, type Known, matcher, parts, placeOf, standAt } from "./known";
import { Sending } from "./sending";
import { type PageBlock, Sight } from "./sight";
import { inView } from "./view";

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

/** Of a page of which nothing has been read. */
export const NO_SUMMARY: Summary = {
  words: 0,
  sentences: 0,
  graded: 0,
  unsourced: 0,
  voices: [],
  links: 0,
  notes: 0,
  documents: 0,
  figures: 0,
  stated_absences: 0,
  languages: [],
};

export class Reading {
  blocks: Known[] = [];
  sight: Sight;
  summary: Summary = NO_SUMMARY;
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
  /** What stands in the window and was read before its turn, by root, until the reading gets there. */
  #ahead = new Map<Element, Known[]>();
  #asked = new WeakSet<Known>();
  #nextId = 1;
  #ask: Ask;
  #signal: AbortSignal;
  #meets: (block: Known) => void;
  #changed: () => void;
  #met: (root: ShadowRoot) => void;

  /**
   * `meets` gets each block with marks before `changed` is told that marks came or went; `met`, open shadow roots
   * before they are read.
   */
  constructor(
    ask: Ask,
    meets: (block: Known) => void,
    changed: () => void,
    met: (root: ShadowRoot) => void,
    signal: AbortSignal,
  ) {
    this.#ask = ask;
    this.#meets = meets;
    this.#changed = changed;
    this.#met = met;
    this.sight = new Sight(met);
    this.#signal = signal;
  }

  /** All that is known so far, in reading order. */
  get known(): readonly Known[] {
    return this.#ahead.size === 0 ? this.blocks : [...this.blocks, ...[...this.#ahead.values()].flat()];
  }

  skipped(): Part["skipped"] {
    return this.#parts.flatMap((part) => part.skipped);
  }

  /**
   * Asks about what stands in the window before its turn, by itself: what is seen is marked first. The reading of the
   * whole takes these blocks over when it comes to them, and then knows better what kind of text they are from.
   */
  async glimpse(): Promise<void> {
    const found: PageBlock[] = [];
    await inSlices(this.#inWindow(found), this.#signal);
    const seen: Known[] = [];
    const roots = new Set(found.map(({ root }) => root));
    const walked = this.known.filter(({ root }) => roots.has(root));
    for (const block of found) {
      const known = walked.find(({ root, text }) => root === block.root && text === block.text);
      if (!known) {
        const news = fresh(block);
        seen.push(news);
        this.#ahead.set(block.root, [...(this.#ahead.get(block.root) ?? []), news]);
      } else if (known.part < 0 && !this.#asked.has(known)) {
        seen.push(known);
      }
    }
    for (const block of seen) this.#asked.add(block);
    if (seen.length > 0) void this.#answered(seen).catch(() => undefined);
  }

  async #answered(seen: Known[]): Promise<void> {
    const answer = await this.#send(seen, undefined, true);
    if (answer === null) return;
    const steps = function* (this: Reading) {
      const report = JSON.parse(answer) as Report;
      yield;
      // The part that one stands in may have been quicker.
      this.#take(report, seen, -1, new Set(seen.filter(({ part }) => part < 0)));
    };
    await inSlices(steps.call(this), this.#signal);
    this.#changed();
  }

  *#inWindow(found: PageBlock[]): Generator {
    const sight = new Sight(this.#met);
    const elements = inView();
    yield;
    for (const element of elements) {
      for (const block of gather(element, sight)) {
        if (sight.size > FIRST_PART) return;
        if (block) found.push(block);
        yield;
      }
    }
  }

  /** The block read before its turn that one just gathered is. */
  #seenAhead(block: PageBlock): Known | undefined {
    const here = this.#ahead.get(block.root);
    const known = here?.find(({ text }) => text === block.text);
    if (!here || !known) return undefined;
    const left = here.filter((each) => each !== known);
    if (left.length > 0) this.#ahead.set(block.root, left);
    else this.#ahead.delete(block.root);
    return standAt(known, block);
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
          const known = this.#seenAhead(block) ?? old(block) ?? fresh(block);
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
    // Beyond what is read of a very long page, what somebody looked at stays read.
    if (this.beyond > 0) blocks.push(...[...this.#ahead.values()].flat());
    this.#ahead.clear();
    // An empty document is sent too: whether this tab is off is something only the background knows.
    if (part.length > 0) sending.add(part);
    await sending.ended();
    return spent;
  }

  /** Asks again about all that was read, without looking at the page. */
  async again(): Promise<void> {
    this.#parts = [];
    this.#carry = undefined;
    this.faults = 0;
    await this.#analyzeNews(this.blocks);
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
      for (const part of parts(this.blocks.slice(firstNew), PART)) await this.#part(part, this.#parts.length === 0);
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
    for (const part of parts(
      this.blocks.filter((block) => wanted.has(block)),
      PART,
    )) {
      const answer = await this.#send(part, before, false);
      if (answer) this.#take(JSON.parse(answer) as Report, part, number, isNew);
    }
    this.#changed();
  }

  /** One part of the document in its turn. */
  async #part(part: Known[], first: boolean): Promise<boolean> {
    const before = this.#carry;
    const number = this.#parts.push({ before, skipped: [] }) - 1;
    const answer = await this.#send(part, before, first);
    if (answer === null) return this.off === null && !this.failed;
    const steps = function* (this: Reading) {
      const report = JSON.parse(answer) as Report;
      this.#carry = report.carry;
      this.summary = report.summary;
      const here = this.#parts[number];
      if (here) here.skipped = report.skipped.map(({ reason, blocks, words }) => ({ reason, count: blocks, words }));
      yield;
      this.#take(report, part, number, null);
      for (const block of part) {
        if (block.marks.length === 0) continue;
        this.#meets(block);
        yield;
      }
    };
    await inSlices(steps.call(this), this.#signal);
    // No step of these: what is painted then goes on in a slice by itself.
    this.#changed();
    return true;
  }

  /** Answers a report as JSON: to read a long one is a slice of its own. */
  async #send(part: readonly Known[], carry: string | undefined, first: boolean): Promise<string | null> {
    let asked: Promise<Analyzed> | undefined;
    const ask = (): IteratorReturnResult<undefined> => {
      const blocks = part.map(({ kind, text, lang, links }) =>
        lang ? { kind, text, links, lang: lang.slice(0, 64) } : { kind, text, links },
      );
      asked = this.#ask(carry === undefined ? { blocks } : { blocks, carry }, first);
      return { done: true, value: undefined };
    };
    // A long message takes as long to hand over as a slice; the first is short, and the first marks wait for it.
    if (first) ask();
    else await inSlices({ next: ask }, this.#signal);
    const answer = await asked;
    if (!answer || this.#signal.aborted) return null;
    this.off = answer.ok || answer.why !== "off" ? null : answer.off;
    if (answer.ok) {
      this.failed = false;
      return answer.report;
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

/** The latest. What had marks does not give way to what comes and goes without any. */
function remembered(gone: Known[]): Known[] {
  if (gone.length <= REMEMBERED) return gone;
  const some = gone.filter((block) => block.marks.length > 0).slice(-REMEMBERED);
  return [...gone.filter((block) => block.marks.length === 0).slice(-REMEMBERED), ...some];
}
