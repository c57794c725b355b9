// The page's visible prose as blocks: walks the composed tree (open shadow roots, slots) in reading order, joins
// what a reader sees as one paragraph, and keeps the way back to the text nodes. `page/prose.ts` says what is
// prose, `page/flow.ts` joins it, `page/links.ts` reads the links.
//
// The walk keeps its own stack: it can pause after any node and is not troubled by deep nesting. It reads styles and
// boxes, so it belongs into idle time; it changes nothing. Frames walk themselves. Most pages are walked once, by code
// that no compiler has seen yet: what counts is how often the page is asked, and each element is asked for little.

import type { BlockKind, LinkKind } from "./generated/report";
import { isInvitation, Teasers } from "./page/beside";
import { areaOf, isClosed, isOnPage } from "./page/box";
import { cut, isProse, linksIn } from "./page/cut";
import { Flow, isEven, OBJECT } from "./page/flow";
import { SMALL_FRAME, TINY_FRAME } from "./page/frame";
import { addressKind, type From, from, linkKind } from "./page/links";
import {
  attributeOf,
  dataOf,
  firstOf,
  hasAttributes,
  hostOf,
  isElement,
  isNamedOver,
  isSeen,
  nameOf,
  nextOf,
  parentOf,
  rootElement,
  shadowOf,
  spaceOf,
  typeOf,
  wordsIn,
} from "./page/plain";
import { holdsProse, keepsSpace, kindOf, layout, ofTag, verdict } from "./page/prose";
import type { PageBlock, Sight } from "./page/sight";

const XHTML = "http://www.w3.org/1999/xhtml";
const HIDDEN_KEPT = 400;
const LATE_KEPT = 100;
/** A drawing smaller than this holds no text to miss. */
const SMALL_CANVAS = 40_000;
const NODES_BETWEEN_PAUSES = 32;

interface Level {
  node: Element | ShadowRoot;
  next: Node | null;
  /** Nodes to go through instead of `next` and its siblings, last first: those of a slot. */
  list: Node[] | null;
  block: boolean;
  root: Element;
  kind: BlockKind;
  lang: string | null;
  shown: boolean;
  link: OpenLink | null;
  closing: string;
}

interface OpenLink {
  start: number;
  kind(words: string): LinkKind | null;
}

/** Walks what stands in `start`. Gives blocks, and null where it may pause. Nothing when `start` is not shown. */
export function gather(start: Element, sight: Sight): Iterable<PageBlock | null> {
  const level = around(start);
  return level ? new Walk(sight, level) : [];
}

/** The next element around, as the page is laid out; null at the top and where a node is in no slot. */
export function layoutParent(node: Node): Element | ShadowRoot | null {
  const parent = parentOf(node);
  if (parent === null) return isShadow(node) ? node.host : null;
  if (isElement(parent)) {
    const { shadowRoot } = parent;
    return shadowRoot && isShadow(shadowRoot) ? (node as Element | Text).assignedSlot : parent;
  }
  return isShadow(parent) ? parent : null;
}

function isShadow(node: Node): node is ShadowRoot {
  return hostOf(node) !== null;
}

/** The level of a start, as the elements around it make it; null when one of them hides it. */
function around(start: Element): Level | null {
  if (!holdsProse()) return null;
  const path: (Element | ShadowRoot)[] = [start];
  for (let at = layoutParent(start); at; at = layoutParent(at)) path.push(at);
  const top = rootElement();
  if (path[path.length - 1] !== top) return null;
  let level: Level = {
    node: top,
    next: null,
    list: null,
    block: true,
    root: top,
    kind: "paragraph",
    lang: null,
    shown: true,
    link: null,
    closing: "",
  };
  for (const node of path.reverse()) {
    if (!isElement(node)) continue;
    const tag = node.localName;
    const html = typeof node.namespaceURI !== "string" || node.namespaceURI === XHTML;
    const plain = !hasAttributes(node);
    const inside = html && verdict(node, tag, plain) === "read" ? open(node, tag, plain, level, null) : null;
    if (!inside) return null;
    level = inside;
  }
  return level;
}

/** The level of an element inside another, if it is one to read; null when nothing of it is shown. */
function open(
  element: Element,
  tag: string,
  plain: boolean,
  outer: Level,
  sight: Sight | null,
  first = firstOf(element),
): Level | null {
  const named = ofTag(tag).aside && isNamedOver(element, tag);
  const seen = !named ? layout(element, tag, plain) : isSeen(element) ? { block: true, shown: true } : null;
  if (!seen) {
    if (sight && !named && sight.hidden.size < HIDDEN_KEPT) sight.hidden.add(element);
    return null;
  }
  // Who gets a block asks its root this and that: a form that does not answer for itself is none.
  const own = seen.block && !named;
  const kind = own ? (kindOf(element, tag, plain, outer.kind) ?? outer.kind) : outer.kind;
  const level: Level = {
    node: element,
    next: first,
    list: null,
    block: seen.block,
    root: own ? element : outer.root,
    kind,
    lang: (!plain && attributeOf(element, "lang")) || outer.lang,
    shown: seen.shown,
    link: null,
    closing: "",
  };
  if (tag === "details" && !(element as HTMLDetailsElement).open) {
    const summary = [...element.children].find((child) => child.localName === "summary");
    level.list = summary ? [summary] : [];
  }
  return level;
}

class Walk implements IterableIterator<PageBlock | null> {
  #sight: Sight;
  #levels: Level[];
  #flow = new Flow();
  #root: Element | null = null;
  #kind: BlockKind = "paragraph";
  #lang: string | null = null;
  /** White space is kept in the block's root; asked only when there is some that would tell. */
  #kept: boolean | undefined;
  #page: From;
  #teasers = new Teasers();
  /** Found and not yet given, last first. */
  #done: PageBlock[] = [];
  /** A block that stands on the page, whose brothers stand there too. */
  #onPage: { parent: Node | null; tag: string } | undefined;

  constructor(sight: Sight, start: Level) {
    this.#sight = sight;
    this.#levels = [start];
    this.#page = from();
    this.#inside(start, (start.node as Element).shadowRoot);
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<PageBlock | null, undefined> {
    const levels = this.#levels;
    for (let nodes = 0; nodes < NODES_BETWEEN_PAUSES; nodes++) {
      if (this.#done.length > 0) return { done: false, value: this.#done.pop() as PageBlock };
      const level = levels[levels.length - 1];
      if (!level) return { done: true, value: undefined };
      const node = level.list ? level.list.pop() : level.next;
      if (node) {
        if (!level.list) level.next = nextOf(node);
        this.#visit(node, level);
      } else {
        this.#leave(level);
        levels.pop();
      }
    }
    return { done: false, value: null };
  }

  #visit(node: Node, level: Level): void {
    const type = typeOf(node);
    if (type === 3 || type === 4) {
      if (level.shown) this.#text(node as Text, level);
      else if (this.#sight.hidden.size < HIDDEN_KEPT) this.#sight.hidden.add(level.root);
    } else if (type === 1) {
      this.#enter(node as Element, level);
    }
  }

  #text(node: Text, level: Level): void {
    const data = dataOf(node);
    if (this.#flow.empty) {
      // Most text nodes are the white space between elements.
      if (data.trim() === "") return;
      this.#begin(level);
    }
    if (isEven(data)) {
      this.#flow.addEven(node, data);
      return;
    }
    const uneven = data.includes("\n") || data.includes("  ");
    if (uneven) this.#kept ??= keepsSpace(level.root);
    this.#flow.add(node, data, uneven && this.#kept === true);
  }

  /** The first words of a block say what it is. */
  #begin(level: Level): void {
    if (!this.#flow.empty) return;
    this.#root = level.root;
    this.#kind = level.kind;
    this.#lang = level.lang;
    this.#kept = undefined;
  }

  #enter(element: Element, outer: Level): void {
    const tag = nameOf(element);
    if (tag === "br") {
      if (this.#flow.addBreak()) this.#flush();
      return;
    }
    if (tag === "hr") {
      this.#flush();
      return;
    }
    if (tag === "sup" && this.#notes(element)) return;
    const plain = !hasAttributes(element);
    const found = verdict(element, tag, plain);
    const { aside, host } = ofTag(tag);
    if (found === "read" && aside && isNamedOver(element, tag)) {
      const level = open(element, tag, plain, outer, this.#sight);
      if (!level) return;
      this.#flush();
      this.#levels.push(level);
      return;
    }
    if (found !== "read" || spaceOf(element) !== XHTML) {
      if (found === "object" || tag === "math") this.#object(element, outer);
      else this.#note(element, tag);
      return;
    }
    const shadowRoot = host ? shadowOf(element) : null;
    const first = firstOf(element);
    if (!shadowRoot) {
      const custom = tag.includes("-");
      if (custom && this.#sight.late.size < LATE_KEPT) this.#sight.late.add(element);
      if (!first && tag !== "slot") {
        if (custom && isClosed(element)) this.#sight.miss("closed_root", element);
        return;
      }
    }
    const level = open(element, tag, plain, outer, this.#sight, first);
    if (!level) return;
    if (level.block) this.#flush();
    if (shadowRoot) this.#inside(level, shadowRoot);
    if (tag === "slot") {
      const assigned = (element as HTMLSlotElement).assignedNodes({ flatten: true });
      if (assigned.length > 0) level.list = assigned.reverse();
    } else if (tag === "a" && !plain) {
      if (!this.#follow(element, level)) return;
    } else if (tag === "q" || tag === "blockquote") {
      const cite = element.getAttribute("cite");
      const kind = cite ? addressKind(cite, element, this.#page) : null;
      if (kind) level.link = { start: this.#flow.text.length, kind: () => kind };
    }
    if (tag === "q") {
      // Its marks are drawn by the style sheet.
      this.#begin(level);
      this.#flow.addPlaceless("“");
      level.closing = "”";
    }
    this.#levels.push(level);
  }

  /** Opens a link; answers false when it is a note, whose words are none of the text. */
  #follow(link: Element, level: Level): boolean {
    const href = attributeOf(link, "href");
    if (href === null) return true;
    const words = href.includes("#") ? wordsIn(link) : "";
    if (words && linkKind(link, words, this.#page, href) === "note") {
      this.#flow.addLink(this.#flow.text.length, "note");
      return false;
    }
    level.link = { start: this.#flow.text.length, kind: (said) => linkKind(link, said, this.#page, href) };
    return true;
  }

  /** What is laid out inside an element with an open shadow root is what that root holds. */
  #inside(level: Level, root: ShadowRoot | null): void {
    if (!root) return;
    this.#sight.meet(root);
    level.next = root.firstChild;
  }

  #leave(level: Level): void {
    if (level.closing) this.#flow.addPlaceless(level.closing);
    if (level.link) this.#closeLink(level.link);
    if (level.block || this.#levels.length === 1) this.#flush();
  }

  #closeLink(link: OpenLink): void {
    const words = this.#flow.text.slice(link.start);
    if (words.trim() === "") return;
    const kind = link.kind(words);
    if (kind) this.#flow.addLink(link.start, kind);
  }

  /** A raised group of note references: each is a note here, none is text. */
  #notes(sup: Element): boolean {
    const words = sup.textContent ?? "";
    if (words.length > 40 || !/^[\s\d,;[\]()*†‡§¶a-z.\u2013-]+$/i.test(words)) return false;
    const links = [...sup.querySelectorAll("a[href*='#']")];
    const notes = links.filter((link) => linkKind(link, link.textContent ?? "", this.#page) === "note");
    // A sign that only points below is no word either.
    if (notes.length === 0) return /^[\s*†‡§¶]+$/.test(words);
    for (const _ of notes) this.#flow.addLink(this.#flow.text.length, "note");
    return true;
  }

  #object(element: Element, outer: Level): void {
    const style = getComputedStyle(element);
    if (style.display === "none") return;
    if (!style.display.startsWith("inline")) {
      this.#flush();
      return;
    }
    this.#begin(outer);
    this.#flow.addPlaceless(OBJECT);
  }

  /** Counts what is left out and a reader may miss. */
  #note(element: Element, tag: string): void {
    if (tag === "canvas") {
      if (areaOf(element) > SMALL_CANVAS) this.#sight.miss("canvas", element);
    } else if (tag === "iframe") {
      if (areaOf(element) >= TINY_FRAME && areaOf(element) < SMALL_FRAME) this.#sight.miss("small_frame", element);
    } else if (tag === "textarea" || element.hasAttribute("contenteditable")) {
      this.#sight.miss("editor", element);
    }
  }

  #flush(): void {
    const flow = this.#flow;
    if (flow.empty && flow.links.length === 0) return;
    for (const { link } of this.#levels) {
      if (!link) continue;
      if (!flow.empty) this.#closeLink(link);
      link.start = 0;
    }
    this.#flow = new Flow();
    const root = this.#root;
    if (root && isProse(flow, this.#kind) && this.#isOnPage(root) && !this.#isBeside(root, flow)) {
      const text = flow.text.trimEnd();
      this.#sight.size += text.length;
      const whole = {
        kind: this.#kind,
        text,
        lang: this.#lang,
        links: linksIn(flow.links, 0, text.length),
        runs: flow.runs,
        root,
      };
      this.#done.push(...cut(whole, this.#kept === true).reverse());
    }
  }

  #isBeside(root: Element, flow: Flow): boolean {
    return isInvitation(root, flow.text.length) || this.#teasers.has(root, this.#kind, flow);
  }

  /** An element without attributes is laid out as its brothers are: of a row of them one is measured. */
  #isOnPage(root: Element): boolean {
    if (hasAttributes(root)) return isOnPage(root);
    const [parent, tag] = [parentOf(root), nameOf(root)];
    if (this.#onPage?.parent === parent && this.#onPage.tag === tag) return true;
    const here = isOnPage(root);
    if (here) this.#onPage = { parent, tag };
    return here;
  }
}
