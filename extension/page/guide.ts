// Leads the reader through the marks: opens the card for one, goes to the next, shows a support, checks a
// selection. One card at a time; the page moves only when the reader asks to go somewhere.

import { layoutParent } from "../blocks";
import { type By, type Card, type CardActions, type CardView, type Done, SHEET } from "../card";
import { rectsOf } from "../highlights";
import type { Calls } from "../messages";
import { type Change, claimKept, type Settings, siteChanges } from "../settings";
import { offsetOf, type Piece, piecesOf } from "./flow";
import { isTop } from "./here";
import { type Mark, placeIn } from "./known";
import { supportOf, wordsOf } from "./marks";
import { boxOf, contains, elementAround, isElement, ofDocument, rootElement } from "./plain";
import type { Session } from "./session";
import { hitAt, isAt } from "./view";

/** What the guide needs of the content script around it. */
export interface Around {
  session(): Session | undefined;
  settings(): Settings;
  card(): Card;
  /** Host of the page; its address, where a link to it means something. */
  host: string;
  /** In a private window. */
  hidden(): boolean;
  change(changes: Change[]): Promise<Calls["change"]["answer"]>;
  /** This page is not read any more, if it was only because the reader asked; and it is again. */
  unread(): void;
  readNow(): Promise<void>;
  lookUp(words: string): void;
  openOwn(page: "options" | "help", at: string): void;
  /** To another mark, in this frame or in the one after. */
  step(order: "next" | "previous"): void;
  /** The card of this frame opened. */
  opened(): void;
}

export class Guide {
  #around: Around;
  #at: Mark | undefined;
  #last: Mark | undefined;
  #by: By = "tap";

  constructor(around: Around) {
    this.#around = around;
  }

  /** Opens the card for a mark. `go`: the page may scroll to it. */
  open(mark: Mark, how: { go: boolean; by: By }): void {
    const session = this.#around.session();
    if (!session) return;
    // A pointer that rests does not take the card from a mark that was asked for, nor open it anew.
    if (how.by === "rest" && this.#at && (this.#by !== "rest" || this.#at === mark)) return;
    this.#by = how.by;
    const pieces = piecesAt(mark, mark.finding.place);
    if (how.go) this.#scrollTo(pieces);
    this.#at = this.#last = mark;
    session.painter.point(mark.finding.category, pieces, session.ground(mark).tone);
    this.#around.card().open(this.#view(mark, session, how.by), this.#actions(mark));
    this.#around.opened();
  }

  close(): void {
    if (this.#at) this.#around.card().close();
  }

  get #marks(): readonly Mark[] {
    return this.#around.session()?.shown.painted ?? [];
  }

  get hasMarks(): boolean {
    return this.#marks.length > 0;
  }

  /**
   * To the mark after, or before, the one last looked at; to the first on the screen to begin with. After the last comes
   * the first again, unless the page has frames that go on. Answers whether there was one.
   */
  step(by: 1 | -1, around: boolean): boolean {
    const marks = this.#marks;
    const last = this.#last ? marks.indexOf(this.#last) : -1;
    const to = last + by;
    if (last < 0) return this.#stepTo(this.#firstOnScreen(marks, by));
    return this.#stepTo(around ? marks.at(to % marks.length) : marks[to]);
  }

  /** To the first mark, or the last. */
  enter(at: 0 | -1): boolean {
    return this.#stepTo(this.#marks.at(at));
  }

  #stepTo(mark: Mark | undefined): boolean {
    if (mark) this.open(mark, { go: true, by: "key" });
    return mark !== undefined;
  }

  /** Scrolls to a mark of the list, and opens its card if asked. */
  go(id: number, card: boolean): void {
    const session = this.#around.session();
    const mark = session?.shown.all.find((each) => each.id === id);
    if (!session || !mark) return;
    if (session.shown.held.has(mark)) session.reveal([mark]);
    if (card) {
      this.open(mark, { go: true, by: "key" });
      return;
    }
    this.#last = mark;
    const pieces = piecesAt(mark, mark.finding.place);
    this.#scrollTo(pieces);
    session.painter.point("flash", pieces, session.ground(mark).tone);
  }

  /** Opens the first mark in the selection, whatever its weight; says so when there is none, or none as yet. */
  checkSelection(why?: "off" | "reading"): void {
    const notice = why ?? this.#openInSelection();
    if (!notice) return;
    const selection = getSelection();
    const near = selection && selection.rangeCount > 0 ? selection.getRangeAt(0).getBoundingClientRect() : null;
    this.#around.card().notice({ kind: notice }, near);
  }

  #openInSelection(): "cannot_read" | "nothing_found" | "engine_failed" | null {
    const selection = getSelection();
    const session = this.#around.session();
    if (!selection || !session || selection.isCollapsed) return "cannot_read";
    const inside = session.reading.known.filter(({ runs }) =>
      runs.some(({ node }) => selection.containsNode(node, true)),
    );
    if (inside.length === 0 || inside.every((block) => block.part < 0)) {
      return session.reading.failed ? "engine_failed" : "cannot_read";
    }
    const marks = inside
      .flatMap((block) => block.marks)
      .filter((mark) => touches(selection, piecesAt(mark, mark.finding.place)));
    if (marks.length === 0) return "nothing_found";
    session.reveal(marks);
    this.open(marks[0] as Mark, { go: false, by: "key" });
    return null;
  }

  /** A phrase was muted from the menu: says so, with a way back. */
  muted(): void {
    const phrase = (getSelection()?.toString() ?? "").replace(/\s+/g, " ").trim().slice(0, 200);
    const undo = async () => {
      await this.#around.change([{ op: "remove", key: "mute_phrases", item: phrase }]);
    };
    if (phrase) this.#around.card().notice({ kind: "phrase_muted", phrase, undo }, null);
  }

  /** … or was not. */
  notMuted(): void {
    this.#around.card().notice({ kind: "not_muted" }, null);
  }

  /** The mark under a point of the window. */
  under(x: number, y: number): Mark | null {
    const session = this.#around.session();
    if (!session || session.shown.all.length === 0) return null;
    const roots = [...session.reading.sight.shadows];
    const found = session.painter.at(x, y, roots);
    if (found) return "finding" in found && isAt(x, y, found.block.root) ? found : null;
    // Where the browser cannot tell, or does not: it finds no mark in a paragraph's first letter that has a style of its own.
    const caret = ofDocument("caretPositionFromPoint")?.call(document, x, y, { shadowRoots: roots });
    if (caret?.offsetNode.nodeType !== 3 || !isAt(x, y, caret.offsetNode)) return null;
    for (const mark of session.shown.painted) {
      const at = offsetOf(mark.block.runs, caret.offsetNode as Text, caret.offset);
      if (at < mark.finding.place.start || at >= mark.finding.place.end) continue;
      const boxes = rectsOf(piecesAt(mark, mark.finding.place));
      if (boxes.some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom)) return mark;
    }
    return null;
  }

  /** Marks changed: an open card whose mark is gone closes. */
  refresh(): void {
    const session = this.#around.session();
    if (this.#at && !session?.shown.all.includes(this.#at)) this.close();
  }

  #firstOnScreen(marks: readonly Mark[], by: 1 | -1): Mark | undefined {
    const order = by === 1 ? marks : marks.toReversed();
    const seen = order.find((mark) => {
      const [box] = rectsOf(piecesAt(mark, mark.finding.place));
      return box && (by === 1 ? box.bottom > 0 : box.top < innerHeight);
    });
    return seen ?? order[0];
  }

  #view(mark: Mark, session: Session, by: By): CardView {
    const { painted } = session.shown;
    return {
      finding: mark.finding,
      words: wordsOf(mark, mark.finding.place),
      claim: wordsOf(mark, mark.finding.claim),
      support: supportOf(mark),
      lang: mark.block.lang,
      index: Math.max(0, painted.indexOf(mark)),
      total: Math.max(1, painted.length),
      held: session.shown.held.size,
      opened: session.opened,
      rects: () => rectsOf(piecesAt(mark, mark.finding.place)),
      root: mark.block.root,
      link: linkTo(wordsOf(mark, mark.finding.claim)),
      host: this.#around.host,
      hidden: this.#around.hidden(),
      by,
    };
  }

  #actions(mark: Mark): CardActions {
    const { settings, change, host, lookUp, openOwn } = this.#around;
    const done = async (changes: Change[]): Promise<Done> => {
      const changed = await change(changes);
      if (!changed.done) return { ok: false, why: changed.why };
      return { ok: true, undo: async () => void (await change(changed.undo)) };
    };
    const { subtype, sense, claim, place } = mark.finding;
    return {
      next: () => this.#around.step("next"),
      previous: () => this.#around.step("previous"),
      show: (support) => this.#show(mark, support),
      lookUp,
      mutePhrase: (phrase) => done([{ op: "add", key: "mute_phrases", item: phrase.slice(0, 200) }]),
      muteKind: () => done([{ op: "set", key: "subtypes", value: { ...settings().subtypes, [subtype]: false } }]),
      muteSite: async () => {
        const changes = siteChanges(settings(), host, false);
        if (changes.length > 0 || this.#around.hidden()) return done(changes);
        // Read because it was asked for: there is nothing to store.
        this.#around.unread();
        return { ok: true, undo: this.#around.readNow };
      },
      wrong: () =>
        done([
          {
            op: "add",
            key: "wrong_marks",
            item: {
              claim: claimKept(wordsOf(mark, claim)),
              words: wordsOf(mark, place).slice(0, 500),
              subtype,
              sense: sense.slice(0, 120),
              site: host,
              when: new Date().toISOString().slice(0, 10),
            },
          },
        ]),
      showHeld: (on) => {
        const session = this.#around.session();
        session?.showAll(on);
        // The one whose card is open is not taken from under it.
        if (session?.shown.held.has(mark)) session.reveal([mark]);
        if (this.#at === mark) this.open(mark, { go: false, by: "tap" });
      },
      openOptions: (at) => openOwn("options", at),
      openHelp: (at) => openOwn("help", at),
      closed: () => {
        if (this.#at !== mark) return;
        this.#at = undefined;
        this.#around.session()?.painter.unpoint();
      },
    };
  }

  #show(mark: Mark, index: number): void {
    const session = this.#around.session();
    const support = mark.finding.support[index];
    if (!session || !support) return;
    const pieces = piecesAt(mark, support.place);
    this.#scrollTo(pieces);
    session.painter.point("flash", pieces, session.ground(mark).tone);
  }

  /** At once and without a glide: the card finds its place by where the words are then. */
  #scrollTo(pieces: readonly Piece[]): void {
    const element = pieces[0]?.node.parentElement;
    const here = () => rectsOf(pieces)[0];
    const box = here();
    if (!box || !element) return;
    // A card that comes as a sheet takes the lower part of the window.
    const [from, to, at] = window.matchMedia(SHEET).matches ? [8, innerHeight / 4, 8] : [40, innerHeight - 40, 3];
    const hasRoom = ({ top, bottom } = here() ?? box) => top >= from && bottom <= to;
    if (hasRoom() && !isCovered(box, element, this.#around.card())) {
      // The frame itself may be out of sight.
      if (!isTop) element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
      return;
    }
    const back = keepStill(element);
    element.scrollIntoView({ block: "center", behavior: "instant" });
    back();
    // In a paragraph larger than what it is seen through its middle is not where the words are.
    lookThrough(element, () => here() ?? box);
    const { top, left, right } = here() ?? box;
    const isBeside = (right <= 0 || left >= innerWidth) && !isCutBeside();
    const way = { top: hasRoom() ? 0 : top - innerHeight / at, left: isBeside ? left - innerWidth / 3 : 0 };
    if (way.top !== 0 || way.left !== 0) scrollBy({ ...way, behavior: "instant" });
  }
}

function piecesAt(mark: Mark, place: { block: number; start: number; end: number }): Piece[] {
  const found = placeIn(mark, place);
  return found ? piecesOf(found.block.runs, found.start, found.end) : [];
}

/** Whether something stands over the words, or a box that they have been scrolled out of has cut them off. */
function isCovered({ x, y, width, height }: DOMRect, element: Element, card: Card): boolean {
  const hit = hitAt(x + width / 2, y + height / 2);
  if (!hit) return true;
  // The card makes room by itself.
  return !card.owns(hit) && !contains(element, hit);
}

/** For boxes around that cut off what is in them and cannot be scrolled by the reader: puts them back as they are now. */
function keepStill(element: Element): () => void {
  const still: (() => void)[] = [];
  for (let at = elementAround(element); at; at = elementAround(at)) {
    // What the document's own elements say is of the window, which has to scroll.
    if (at === rootElement() || at === ofDocument("body")) continue;
    const box = at;
    const { overflowX, overflowY } = getComputedStyle(box);
    const { scrollLeft: left, scrollTop: top } = box;
    if (overflowX === "hidden") still.push(() => (box.scrollLeft = left));
    if (overflowY === "hidden") still.push(() => (box.scrollTop = top));
  }
  return () => {
    for (const back of still) back();
  };
}

/** Whether the page cannot be scrolled sideways. */
function isCutBeside(): boolean {
  const ends = [rootElement(), ofDocument("body")];
  return ends.some((each) => each && /hidden|clip/.test(getComputedStyle(each).overflowX));
}

/** Moves what the boxes around hold to where words are seen through each, as far as the reader could move it. */
function lookThrough(element: Element, words: () => DOMRect): void {
  for (let at: Element | ShadowRoot | null = element; at; at = layoutParent(at)) {
    if (!isElement(at) || at === rootElement() || at === ofDocument("body")) continue;
    const [box, { top, bottom, left, right }] = [boxOf(at), words()];
    const down = top < box.top || bottom > box.bottom;
    const aside = left < box.left || right > box.right;
    if (!down && !aside) continue;
    const { overflowX, overflowY } = getComputedStyle(at);
    const scrolls = /auto|scroll/;
    if (down && scrolls.test(overflowY)) at.scrollTop += top - box.top - box.height / 3;
    if (aside && scrolls.test(overflowX)) at.scrollLeft += left - box.left - box.width / 3;
  }
}

function touches(selection: Selection, pieces: readonly Piece[]): boolean {
  const range = selection.getRangeAt(0);
  return pieces.some(({ node, from, to }) => {
    try {
      return range.comparePoint(node, to) > -1 && range.comparePoint(node, from) < 1;
    } catch {
      return false; // in another tree: a shadow root
    }
  });
}

/** The address of a passage, with a text fragment that names its sentence by beginning and end. */
function linkTo(claim: string): string | null {
  if (window !== top || !/^https?:$/.test(location.protocol)) return null;
  const encode = (words: string) => encodeURIComponent(words).replaceAll("-", "%2D");
  const words = claim
    .replace(/\uFFFC/g, " ")
    .split(/\s+/)
    .filter((word) => word !== "");
  const text =
    words.length <= 12
      ? encode(words.join(" "))
      : `${encode(words.slice(0, 5).join(" "))},${encode(words.slice(-5).join(" "))}`;
  return `${location.href.split("#", 1)[0]}#:~:text=${text}`;
}
