// Blocks that were read, and how they are told again: the same words, wherever they stand now, keep their marks.

import type { Finding, Grade, Place } from "../generated/report";
import type { Run } from "./flow";
import { byPlace } from "./order";
import { hostOf, parentOf } from "./plain";
import type { PageBlock } from "./sight";

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

/** Where a place of a finding stands now; null when it is not in this part or its block has gone. */
export function placeIn(mark: Mark, place: Place): { block: Known; start: number; end: number } | null {
  const block = mark.sent[place.block];
  return block ? { block, start: place.start, end: place.end } : null;
}

export function isSame(a: Finding, b: Finding): boolean {
  return (
    a.place.start === b.place.start &&
    a.place.end === b.place.end &&
    a.subtype === b.subtype &&
    a.severity === b.severity
  );
}

export function fresh(block: PageBlock): Known {
  return { ...block, marks: [], grade: null, part: -1 };
}

/** Finds, for a block just gathered, the known one that says the same: it takes over where the words stand now. */
export function matcher(known: readonly Known[]): (block: PageBlock) => Known | undefined {
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
    return standAt(same.pop() as Known, block);
  };
}

/** A known block stands now where one stands that was just gathered and says the same. */
export function standAt(known: Known, block: PageBlock): Known {
  known.root = block.root;
  // The same array says that nothing has to be painted again.
  if (!sameRuns(known.runs, block.runs)) known.runs = block.runs;
  known.links = block.links;
  known.lang = block.lang;
  return known;
}

function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, i) => run.node === b[i]?.node && run.from === b[i]?.from && run.at === b[i]?.at)
  );
}

/** Tells in which of some elements a node stands; undefined for none. Remembers the way up. */
export function insideOf(starts: ReadonlySet<Element>): (node: Node) => Element | undefined {
  const found = new Map<Node, Element | undefined>();
  return function owner(node: Node): Element | undefined {
    const way: Node[] = [];
    let result: Element | undefined;
    for (let at: Node | null = node; at; at = parentOf(at) ?? hostOf(at)) {
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
export function placeOf(blocks: readonly Known[], start: Element): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (byPlace((blocks[middle] as Known).root, start) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** In parts of a length, each of whole blocks. */
export function* parts(blocks: readonly Known[], length: number): Generator<Known[]> {
  let part: Known[] = [];
  let size = 0;
  for (const block of blocks) {
    part.push(block);
    size += block.text.length;
    if (size < length) continue;
    yield part;
    part = [];
    size = 0;
  }
  if (part.length > 0) yield part;
}
