// What changes in the page, gathered until there is time to look: elements to read again, in as few as tell it.
// The page may change a thousand times a second: noting is cheap, a flood ends the noting (then all is dirty),
// and looking is paced so that it takes a fiftieth of the time at most. A page that does not change costs nothing:
// there is no timer unless something waits to be looked at.

import { layoutParent } from "../blocks";
import { isInline, layout, verdict } from "./prose";
import type { Sight } from "./sight";

/** Noted changes beyond which the whole document is dirty. */
const FLOOD = 3000;
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
];
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
    const parent = node.parentNode;
    if (parent) this.#add(parent);
  }

  #attribute({ target, attributeName }: MutationRecord): void {
    this.#shown = true;
    if (TELLING.has(attributeName ?? "")) this.#add(target);
  }

  #children({ target, addedNodes, removedNodes }: MutationRecord): void {
    if (target.nodeType === 9 && hasElement(addedNodes)) this.#watcher.exchanged();
    for (const node of removedNodes) {
      this.#removed = true;
      if (node.nodeType === 3) this.#watcher.touched(node);
    }
    // Words that stand directly in the target make it one block, or several: all of it is looked at.
    if (target.nodeType === 1 && this.#watcher.isRoot(target as Element)) {
      this.#add(target);
      return;
    }
    if (removedNodes.length > 0 && addedNodes.length === 0 && target.nodeType === 1 && isInline(target as Element)) {
      this.#add(target);
      return;
    }
    for (const node of addedNodes) {
      if (node.nodeType === 1) this.#add(node);
      else if ((node.nodeType === 3 || node.nodeType === 4) && (node as Text).data.trim() !== "") this.#add(target);
    }
  }

  #add(node: Node): void {
    if (node.nodeType === 1) this.#dirty.add(node as Element);
    else if ((node as ShadowRoot).host) this.#dirty.add((node as ShadowRoot).host);
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
    if (this.#flooded) return [document.documentElement];
    const lifted = new Set<Element>();
    for (const element of this.#dirty) {
      if (!element.isConnected) continue;
      const block = this.#blockAround(element);
      if (block) lifted.add(block);
    }
    return [...lifted].filter((element) => {
      for (let at = layoutParent(element); at; at = layoutParent(at)) if (lifted.has(at as Element)) return false;
      return true;
    });
  }

  /** The element whose lines a change is in; null inside what is not read. */
  #blockAround(element: Element): Element | null {
    for (let at: Element | ShadowRoot | null = element; at; at = layoutParent(at)) {
      if (at.nodeType !== 1) continue;
      const each = at as Element;
      if (this.#watcher.isRoot(each) || !isInline(each)) return isRead(each) ? each : null;
    }
    return null;
  }
}

/** Nearly always by its parts: an editor, a clock in a button, a menu. Cheap to refuse before anything is walked. */
function isRead(element: Element): boolean {
  for (let at: Element | ShadowRoot | null = element; at; at = layoutParent(at)) {
    if (at.nodeType === 1 && verdict(at as Element, (at as Element).localName) !== "read") return false;
  }
  return true;
}

function hasElement(nodes: NodeList): boolean {
  for (const node of nodes) if (node.nodeType === 1) return true;
  return false;
}

/** The nearest element that has a size: words in a line have none. */
function boxAround(element: Element): Element {
  let at: Element = element;
  for (let next = layoutParent(at); next && isInline(at); next = layoutParent(next)) {
    if (next.nodeType === 1) at = next as Element;
  }
  return at;
}
