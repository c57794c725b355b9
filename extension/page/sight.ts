// What a walk over a page answers: its blocks, and what it met by the way.

import type { BlockKind, Link } from "../generated/report";
import type { Unread } from "../messages";
import type { Run } from "./flow";

export interface PageBlock {
  kind: BlockKind;
  text: string;
  /** As the page declares it. */
  lang: string | null;
  links: Link[];
  runs: Run[];
  /** The element whose line boxes hold the words. */
  root: Element;
}

export type Missed = Extract<Unread["reason"], "closed_root" | "canvas" | "editor" | "small_frame">;

/** What a walk meets by the way. */
export class Sight {
  /** Open shadow roots, to be watched like the document. */
  readonly shadows = new Set<ShadowRoot>();
  /** Elements that are not shown now but may be later; the first few hundred. */
  readonly hidden = new Set<Element>();
  /** Components that have drawn nothing of their own yet; the first few. */
  readonly late = new Set<Element>();
  /** How many things of a kind are left out that a reader may miss. */
  readonly missed = new Map<Missed, number>();
  /** UTF-16 units read so far. */
  size = 0;
  readonly #met: (root: ShadowRoot) => void;
  readonly #counted = new WeakSet<Element>();

  /** `met` is told of each open shadow root before its content is read. */
  constructor(met: (root: ShadowRoot) => void = () => undefined) {
    this.#met = met;
  }

  meet(root: ShadowRoot): void {
    if (this.shadows.has(root)) return;
    this.shadows.add(root);
    this.#met(root);
  }

  /** Counts an element once, however often it is walked by. */
  miss(what: Missed, element: Element): void {
    if (this.#counted.has(element)) return;
    this.#counted.add(element);
    this.missed.set(what, (this.missed.get(what) ?? 0) + 1);
  }
}
