// Everything that exists while a page is read: the reading, its painted marks, the watch for changes. It ends with
// its signal, and nothing of it is left then. Whether there is one at all is for `life.ts` to say.

import { ENDED } from "../api";
import { Painter } from "../highlights";
import type { PageState, Unread } from "../messages";
import { isUnwanted, type Settings } from "../settings";
import { type About, about } from "./about";
import { Changes, type Dirty } from "./changes";
import { type Ask, MOST, Reading } from "./document";
import { piecesOf, type Run } from "./flow";
import { idle, inSlices } from "./idle";
import type { Known, Mark } from "./known";
import { choose, type Shown, views, wordsOf } from "./marks";
import { contains, elementAround, isVisible, rootElement } from "./plain";
import { type Ground, Tones } from "./tone";
import { onView } from "./view";

interface Seen {
  runs: readonly Run[];
  ground: Ground;
  look: string;
}

/** More than this is never painted: the heaviest first, the rest in lists. */
const MOST_PAINTED = 3000;

export class Session {
  readonly painter = new Painter<Mark | Known>();
  readonly reading: Reading;
  shown: Shown = { painted: [], held: new Set(), all: [], quiet: 0 };
  status: "reading" | "read" = "reading";
  readonly revealed = new Set<Mark>();
  #open = false;
  #whole = false;
  /** What alone is read while the page is not, none inside another. */
  #parts = new Set<Element>();
  #settings: Settings;
  #changes: Changes;
  #seen = new Map<Mark | Known, Seen>();
  /** Where marks are painted, for when their text node changes. */
  #painted = new WeakMap<Node, Set<Mark | Known>>();
  #roots = new WeakSet<Element>();
  #rooted: { blocks: readonly Known[]; count: number } = { blocks: [], count: 0 };
  #tones = new Tones();
  #painting = 0;
  #address = address();
  #turn: Promise<unknown> = Promise.resolve();
  #signal: AbortSignal;
  #told: () => void;
  #left: () => void;

  /** `told`: something of it changed; `left`: the document shows another page; `exchanged`: it got another root. */
  constructor(
    settings: Settings,
    ask: Ask,
    { told, left, exchanged }: Record<"told" | "left" | "exchanged", () => void>,
    signal: AbortSignal,
  ) {
    this.#settings = settings;
    this.#signal = signal;
    this.#told = told;
    this.#left = left;
    this.reading = new Reading(
      ask,
      // Remembered there, so that painting need not ask for styles, which takes long where many marks come at once.
      ({ root }) => this.#tones.isSeen(root) && this.#tones.of(root),
      () => this.show(),
      (root) => this.#changes.observe(root),
      signal,
    );
    this.#changes = new Changes(
      {
        isRoot: (element) => this.#roots.has(element),
        touched: (node) => this.#touched(node),
        exchanged,
        look: (dirty) => this.#alone(() => this.#look(dirty)),
      },
      signal,
    );
    signal.addEventListener("abort", () => this.painter.clear(), { once: true });
    for (const colours of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
      matchMedia(colours).addEventListener("change", () => this.#recolour(), { signal });
    }
  }

  /**
   * Reads the page, or what stands in one element of it alone, and then follows its changes. Ends when it is read; what
   * was read before is not read again.
   */
  async start(part: Element = rootElement()): Promise<void> {
    await this.#alone(async () => {
      if (this.#whole) return;
      this.#whole = part === rootElement();
      if (!this.#whole && [...this.#parts].some((each) => contains(each, part))) return;
      this.status = "reading";
      await idle(this.#signal);
      // Watched before it is read: what changes meanwhile is looked at after.
      this.#changes.observe(document);
      if (this.#whole) await this.#readWhole();
      else await this.#readPart(part);
      this.status = "read";
      this.show();
    });
  }

  /** Whether no more than some elements of the page were asked for. */
  get isPart(): boolean {
    return !this.#whole;
  }

  async #readPart(part: Element): Promise<void> {
    for (const each of this.#parts) if (contains(part, each)) this.#parts.delete(each);
    this.#parts.add(part);
    await this.reading.reread([part]);
  }

  /** Of elements to read again, as much as stands in what is read of the page. */
  #within(starts: ReadonlySet<Element>): ReadonlySet<Element> {
    if (this.#whole) return starts;
    const within = new Set<Element>();
    for (const part of this.#parts) {
      for (const start of starts) {
        if (contains(start, part)) within.add(part);
        else if (contains(part, start)) within.add(start);
      }
    }
    return within;
  }

  async #readWhole(): Promise<void> {
    const read = new AbortController();
    await onView(() => this.reading.glimpse(), AbortSignal.any([read.signal, this.#signal]));
    await this.reading.read(rootElement());
    read.abort(ENDED);
    this.#changes.await(this.reading.sight);
  }

  /** Something went wrong on our side. */
  fail(): void {
    this.reading.failed = true;
    this.status = "read";
    this.#told();
  }

  sleep(): void {
    this.#changes.sleep();
  }

  wake(): void {
    this.#changes.wake();
  }

  set(settings: Settings): void {
    // What was shown because the reader asked for it goes when its kind is switched off, or it is called wrong, after.
    for (const mark of this.revealed) {
      const unwanted = (by: Settings) => isUnwanted(mark.finding, wordsOf(mark, mark.finding.claim), by);
      if (unwanted(settings) && !unwanted(this.#settings)) this.revealed.delete(mark);
    }
    this.#settings = settings;
    this.show();
  }

  /** Phrases or languages changed: the same words may be marked otherwise now. */
  async readAgain(): Promise<void> {
    await this.#alone(async () => {
      await idle(this.#signal);
      if (!this.#whole) {
        await this.reading.again();
        return;
      }
      await this.reading.read(rootElement());
      this.#changes.await(this.reading.sight);
    });
    this.show();
  }

  /** Whether the reader asked for what is held back too. */
  get opened(): boolean {
    return this.#open;
  }

  showAll(on: boolean): void {
    this.#open = on;
    this.show();
  }

  reveal(marks: Iterable<Mark>): void {
    for (const mark of marks) this.revealed.add(mark);
    this.show();
  }

  ground(mark: Mark): Ground {
    return this.#tones.of(mark.block.root);
  }

  /** Brings what is painted in line with what is known and set; what stays the same is not touched. */
  show(): void {
    if (this.#signal.aborted) return;
    const { blocks: read, known: blocks } = this.reading;
    const { count } = this.#rooted.blocks === read ? this.#rooted : { count: 0 };
    for (let i = count; i < read.length; i++) this.#roots.add((read[i] as Known).root);
    for (let i = read.length; i < blocks.length; i++) this.#roots.add((blocks[i] as Known).root);
    this.#rooted = { blocks: read, count: read.length };
    const seen = blocks.filter(({ marks, root }) => marks.length === 0 || this.#tones.isSeen(root));
    this.shown = choose(seen, this.#settings, this.#open, this.revealed);
    const wanted = new Set<Mark | Known>(this.shown.painted.slice(0, MOST_PAINTED));
    if (this.#settings.unsourced) for (const block of blocks) if (isUnsourced(block)) wanted.add(block);
    for (const old of this.#seen.keys()) if (!wanted.has(old)) this.#unpaint(old);
    this.#paintAll(wanted);
    this.#told();
  }

  /** At once as far as a slice goes, which is all of most pages; the rest in further ones, unless all is shown anew. */
  #paintAll(wanted: Iterable<Mark | Known>): void {
    const turn = ++this.#painting;
    const steps = function* (this: Session) {
      const { palette, form } = this.#settings;
      const set = `${palette} ${form} ${this.painter.forced}`;
      for (const each of wanted) {
        if (turn !== this.#painting) return;
        if (this.#paint(each, set)) yield;
      }
    };
    inSlices(steps.call(this), this.#signal).catch(() => undefined);
  }

  state(): Pick<
    PageState,
    | "status"
    | "part"
    | "marks"
    | "total"
    | "sweeping"
    | "held"
    | "opened"
    | "quiet"
    | "summary"
    | "unread"
    | keyof About
  > {
    const { reading, shown } = this;
    return {
      status: reading.failed ? "failed" : this.status,
      part: this.isPart,
      marks: views(shown),
      total: shown.all.length,
      sweeping: shown.all.filter(({ finding }) => finding.category === "sweeping").length,
      held: shown.held.size,
      opened: this.#open,
      quiet: shown.quiet,
      summary: reading.summary,
      unread: unread(reading),
      ...about(),
    };
  }

  /** One reading at a time: each builds on what the one before found. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Under settings of such a name; answers whether there was anything to paint. */
  #paint(each: Mark | Known, set: string): boolean {
    const block = "finding" in each ? each.block : each;
    const { forced } = this.painter;
    const look = "finding" in each ? `${set} ${each.finding.severity} ${each.finding.category}` : `${forced}`;
    const seen = this.#seen.get(each);
    if (seen?.runs === block.runs && seen.look === look && this.painter.has(each)) return false;
    const ground = seen?.ground ?? this.#tones.of(block.root);
    // In colours of the reader's own a highlight is as loud as a selection: of a whole passage its first word is enough.
    const passage = { start: 0, end: forced ? block.text.search(/(?<=\S)\s|$/) : block.text.length };
    const place = "finding" in each ? each.finding.place : passage;
    const pieces = piecesOf(block.runs, place.start, place.end);
    if ("finding" in each) this.painter.mark(each, pieces, each.finding, ground, this.#settings);
    else this.painter.passage(each, pieces, ground);
    this.#seen.set(each, { runs: block.runs, ground, look });
    for (const { node } of pieces) {
      const here = this.#painted.get(node);
      if (here) here.add(each);
      else this.#painted.set(node, new Set([each]));
    }
    return true;
  }

  #unpaint(each: Mark | Known): void {
    this.painter.remove(each);
    this.#seen.delete(each);
  }

  /** At once, before the page is drawn again: a range in a changed text node would slide. */
  #touched(node: Node): void {
    for (const each of this.#painted.get(node) ?? []) this.#unpaint(each);
  }

  #recolour(): void {
    this.#tones = new Tones();
    for (const [each, seen] of this.#seen) {
      const block = "finding" in each ? each.block : each;
      const now = block.root.isConnected ? this.#tones.of(block.root) : seen.ground;
      if (now.tone !== seen.ground.tone || now.wash !== seen.ground.wash) this.#unpaint(each);
    }
    this.show();
  }

  async #look(dirty: Dirty): Promise<number> {
    const start = performance.now();
    const { reading } = this;
    const starts = new Set(dirty.starts);
    if (dirty.shown) for (const appeared of this.#appeared()) starts.add(appeared);
    const hides = this.#hides(dirty, starts);
    const moved = address() !== this.#address;
    this.#address = address();
    let spent = performance.now() - start;
    if (moved) this.#left();
    if (this.#signal.aborted) return 0;
    const within = this.#within(starts);
    if (moved && this.#whole) {
      // Another page in the same document: it has a title and a beginning of its own.
      spent += await reading.read(rootElement());
      this.show();
    } else if (within.size > 0 || dirty.removed || hides) {
      spent += await reading.reread([...within]);
    }
    if (dirty.shown) this.#recolour();
    if (this.#whole) this.#changes.await(reading.sight);
    return spent;
  }

  /** What was hidden and no longer is, by attributes that changed; the rest is told by the browser. */
  #appeared(): Element[] {
    const { hidden } = this.reading.sight;
    const appeared: Element[] = [];
    for (const element of hidden) {
      if (element.isConnected && !isShown(element)) continue;
      hidden.delete(element);
      if (element.isConnected) appeared.push(element);
    }
    return appeared;
  }

  /** Whether a painted mark stands in something that is hidden now; it is read again, to nothing. */
  #hides(dirty: Dirty, starts: Set<Element>): boolean {
    if (!dirty.shown) return false;
    const gone = new Set<Known>();
    for (const mark of this.shown.all) if (!isShown(mark.block.root)) gone.add(mark.block);
    if (gone.size === 0) return false;
    for (const { root } of gone) {
      const outermost = hiddenAround(root);
      this.reading.sight.hidden.add(outermost);
      starts.add(outermost);
    }
    return true;
  }
}

function isUnsourced(block: Known): boolean {
  return block.grade === "nobody" || block.grade === "unnamed";
}

function isShown(element: Element): boolean {
  // Of elements around a block too, one of which may be a form with a field of that name.
  return isVisible(element, {
    opacityProperty: true,
    visibilityProperty: true,
    checkOpacity: true,
    checkVisibilityCSS: true,
  });
}

/** The outermost element that hides another. */
function hiddenAround(element: Element): Element {
  let outermost = element;
  for (let at = elementAround(element); at && !isShown(at); at = elementAround(at)) outermost = at;
  return outermost;
}

function unread(reading: Reading): Unread[] {
  const { sight } = reading;
  const all = new Map<Unread["reason"], Unread>();
  const add = (reason: Unread["reason"], count: number, words: number) => {
    if (count === 0) return;
    const known = all.get(reason);
    all.set(reason, { reason, count: count + (known?.count ?? 0), words: words + (known?.words ?? 0) });
  };
  for (const { reason, count, words } of reading.skipped()) add(reason, count, words);
  add("fault", reading.faults, 0);
  add("too_long", sight.size >= MOST ? 1 : 0, reading.beyond);
  for (const [reason, count] of sight.missed) add(reason, count, 0);
  return [...all.values()];
}

/** Without the fragment, which only says where in the page one is. */
function address(): string {
  return location.href.split("#", 1)[0] ?? "";
}
