// What changes in the page, gathered until there is time to look: elements to read again, in as few as tell it.
// The page may change a thousand times a second: noting is cheap, a flood ends the noting (then all is dirty),
// and looking is paced so that it takes a fiftieth of the time at most. A page that does not change costs nothing:
// there is no timer unless something waits to be looked at.

import { layoutParent } from "../blocks";
import { hostOf, isElement, isNamedOver, nameOf, parentOf, rootElement } from "./plain";
import { isInline, layout, verdict } from "./prose";
import type { Sight } from "./sight";

/** Noted changes beyond which the whole document is dirty. */
const FLOOD = 3000;
/** … and places to read again. Each costs the elements around it. */
const MOST_STARTS = 500;
/** Looking may take one part in so many of the time. */
const SHARE = 50;
const SHORTEST_WAIT = 50;
const LONGEST_WAIT = 5000;

const ATTRIBUTES = [
  "class",
  "style",
  "hidden",
  "open",
  "aria-hidden",
  "contenteditable",
  "role",
  "lang",
  "slot",
  "popover",
  // What pages switch to dark and back by, as frameworks name it.
  "data-theme",
  "data-bs-theme",
  "data-color-mode",
  "data-color-scheme",
  "theme",
];
/** What fades in or out is seen, and has its colours, when that has ended. */
const FADING = /^(?:opacity|visibility|color|background-color|filter|clip-path)$/;
/** What these say is not seen in the style: the element is looked at again. Others only show or hide. */
const TELLING = new Set(["aria-hidden", "contenteditable", "role", "lang", "open", "slot"]);

export interface Watcher {
  /** Whether an element holds words of a known block directly. */
  isRoot(element: Element): boolean;
  /** The words of a text node changed or left: what is painted there is no longer right. */
  touched(node: Node): void;
  /** The document has another root: written anew, it has also lost whoever listened. */
  exchanged(): void;
  /** Time to look, and how long it took, in milliseconds. */
  look(dirty: Dirty): Promise<number>;
}

export interface Dirty {
  /** Elements to read again, none inside another; the document element for everything. */
  starts: Element[];
  /** Something may have been shown or hidden. */
  shown: boolean;
  /** Something was taken away. */
  removed: boolean;
}

export class Changes {
  #observer: MutationObserver;
  #visible: IntersectionObserver;
  /** A component that draws itself late changes nothing in the document but the size of what is around it. */
  #drawn = new ResizeObserver(() => this.#drew());
  #late = new Set<Element>();
  #watcher: Watcher;
  #signal: AbortSignal;
  #roots = new Set<Node>();
  #dirty = new Set<Element>();
  #shown = false;
  #removed = false;
  #flooded = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking = false;
  #nextLook = 0;
  #asleep = false;

  constructor(watcher: Watcher, signal: AbortSignal) {
    this.#watcher = watcher;
    this.#signal = signal;
    this.#observer = new MutationObserver((records) => this.#note(records));
    this.#visible = new IntersectionObserver((entries) => this.#appeared(entries), { rootMargin: "50%" });
    const quietly = { signal, capture: true, passive: true };
    addEventListener("transitionend", (event) => FADING.test(event.propertyName) && this.#faded(event), quietly);
    addEventListener("animationend", (event) => this.#faded(event), quietly);
    signal.addEventListener(
      "abort",
      () => {
        this.#observer.disconnect();
        this.#visible.disconnect();
        this.#drawn.disconnect();
        clearTimeout(this.#timer);
      },
      { once: true },
    );
  }

  /** Waits for what a walk found hidden to be seen. */
  await(sight: Sight): void {
    if (this.#signal.aborted) return;
    // After a flood nothing is watched any more.
    for (const root of sight.shadows) this.observe(root);
    for (const hidden of sight.hidden) this.#visible.observe(hidden);
    for (const late of sight.late) {
      if (this.#late.has(late)) continue;
      this.#late.add(late);
      this.#drawn.observe(boxAround(late));
    }
    sight.late.clear();
  }

  /** Something changed its size: perhaps because a component has a shadow root by now. */
  #drew(): void {
    for (const late of this.#late) {
      if (late.isConnected && !late.shadowRoot) continue;
      this.#late.delete(late);
      if (late.isConnected) this.#dirty.add(late);
    }
    if (this.#late.size === 0) this.#drawn.disconnect();
    if (this.#dirty.size > 0 && !this.#asleep) this.#plan();
  }

  /** A tab nobody sees: the first change is noted, then none until `wake`. */
  sleep(): void {
    this.#asleep = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  wake(): void {
    this.#asleep = false;
    if (this.#dirty.size > 0 || this.#shown || this.#removed || this.#flooded) this.#plan();
  }

  /** Everything is to be looked at. */
  dirtyAll(): void {
    this.#flood();
    this.#plan();
  }

  /** Notes what changes in the document or in an open shadow root. */
  observe(root: Document | ShadowRoot): void {
    if (this.#roots.has(root) || this.#signal.aborted) return;
    this.#roots.add(root);
    this.#observer.observe(root, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
      attributeFilter: ATTRIBUTES,
    });
  }

  #faded({ isTrusted }: Event): void {
    if (!isTrusted || this.#roots.size === 0) return;
    this.#shown = true;
    if (!this.#asleep) this.#plan();
  }

  #flood(): void {
    this.#flooded = true;
    this.#dirty.clear();
    this.#roots.clear();
    this.#observer.disconnect();
  }

  #note(records: MutationRecord[]): void {
    for (const record of records) {
      if (this.#flooded) break;
      if (record.type === "characterData") this.#words(record.target);
      else if (record.type === "attributes") this.#attribute(record);
      else this.#children(record);
      if (this.#dirty.size > FLOOD) this.#flood();
    }
    if (this.#asleep && !this.#flooded) this.#flood();
    if (!this.#asleep && (this.#dirty.size > 0 || this.#shown || this.#removed || this.#flooded)) this.#plan();
  }

  #words(node: Node): void {
    this.#watcher.touched(node);
    const parent = parentOf(node);
    if (parent) this.#add(parent);
  }

  #attribute({ target, attributeName }: MutationRecord): void {
    this.#shown = true;
    if (TELLING.has(attributeName ?? "")) this.#add(target);
  }

  #children({ target, addedNodes, removedNodes }: MutationRecord): void {
    if (target === document && hasElement(addedNodes)) this.#watcher.exchanged();
    for (const node of removedNodes) {
      this.#removed = true;
      if (node.nodeType === 3) this.#watcher.touched(node);
    }
    // Words that stand directly in the target make it one block, or several: all of it is looked at.
    if (isElement(target) && this.#watcher.isRoot(target)) {
      this.#add(target);
      return;
    }
    if (removedNodes.length > 0 && addedNodes.length === 0 && isElement(target) && isInline(target)) {
      this.#add(target);
      return;
    }
    for (const node of addedNodes) {
      if (isElement(node)) this.#add(node);
      else if ((node.nodeType === 3 || node.nodeType === 4) && (node as Text).data.trim() !== "") this.#add(target);
    }
  }

  #add(node: Node): void {
    const element = isElement(node) ? node : hostOf(node);
    if (element) this.#dirty.add(element);
  }

  #appeared(entries: IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      // What is only transparent or invisible has a box and "appears" at once; its attributes will tell.
      if (!isIntersecting || !layout(target, target.localName)?.shown) continue;
      this.#visible.unobserve(target);
      this.#dirty.add(target);
    }
    if (this.#dirty.size > 0 && !this.#asleep) this.#plan();
  }

  #plan(): void {
    if (this.#timer !== undefined || this.#looking || this.#signal.aborted) return;
    const wait = Math.max(SHORTEST_WAIT, this.#nextLook - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      requestIdleCallback(() => void this.#look(), { timeout: 1000 });
    }, wait);
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#asleep || this.#signal.aborted) return;
    this.#looking = true;
    const start = performance.now();
    const dirty = {
      starts: this.#starts(),
      shown: this.#shown || this.#flooded,
      removed: this.#removed || this.#flooded,
    };
    this.#dirty.clear();
    this.#shown = this.#removed = this.#flooded = false;
    // Watched again before anything is read, so that no change falls between.
    this.observe(document);
    const noting = performance.now() - start;
    try {
      const spent = noting + (await this.#watcher.look(dirty));
      this.#nextLook = performance.now() + Math.min(LONGEST_WAIT, spent * SHARE);
    } catch {
      // Ended meanwhile; or a fault of ours, which must not become one of the page's: this change is not followed.
    }
    this.#looking = false;
    if (this.#dirty.size > 0 || this.#shown || this.#removed || this.#flooded) this.#plan();
  }

  /** The blocks around what changed, without those inside others. */
  #starts(): Element[] {
    if (this.#flooded) return [rootElement()];
    const lifted = new Set<Element>();
    const read = upwards((each) => (verdict(each, each.localName) === "read" ? undefined : false), true);
    for (const element of this.#dirty) {
      if (!element.isConnected) continue;
      const block = this.#blockAround(element);
      // Nearly always by its parts: an editor, a clock in a button, a menu. Cheap to refuse before anything is walked.
      if (block && read(block)) lifted.add(block);
    }
    if (lifted.size > MOST_STARTS) return [rootElement()];
    const inside = upwards((each) => (lifted.has(each) ? true : undefined), false);
    return [...lifted].filter((element) => {
      const around = layoutParent(element);
      return !around || !inside(around);
    });
  }

  /** The element whose lines a change is in; null inside what is not read. */
  #blockAround(element: Element): Element | null {
    for (let at: Element | ShadowRoot | null = element; at; at = layoutParent(at)) {
      if (!isElement(at)) continue;
      if (this.#watcher.isRoot(at) || (!isInline(at) && !isPassedBy(at))) return at;
    }
    return null;
  }
}

/**
 * Asks an element and those around it until one gives an answer, which is `otherwise` when none does. Each is asked
 * once, however many changes there are inside it and however deep.
 */
function upwards(ask: (each: Element) => boolean | undefined, otherwise: boolean) {
  const known = new Map<Element | ShadowRoot, boolean>();
  return (start: Element | ShadowRoot): boolean => {
    const way: (Element | ShadowRoot)[] = [];
    let answer: boolean | undefined;
    for (let at: Element | ShadowRoot | null = start; at && answer === undefined; at = layoutParent(at)) {
      way.push(at);
      answer = known.get(at) ?? (isElement(at) ? ask(at) : undefined);
    }
    answer ??= otherwise;
    for (const each of way) known.set(each, answer);
    return answer;
  };
}

/** A form that is no block's root: the words directly in it are known by what is around it. */
function isPassedBy(element: Element): boolean {
  const tag = nameOf(element);
  return isNamedOver(element, tag) && verdict(element, tag) === "read";
}

function hasElement(nodes: NodeList): boolean {
  for (const node of nodes) if (isElement(node)) return true;
  return false;
}

/** The nearest element that has a size: words in a line have none. */
function boxAround(element: Element): Element {
  let at: Element = element;
  for (let next = layoutParent(at); next && isInline(at); next = layoutParent(next)) {
    if (isElement(next)) at = next;
  }
  return at;
}
