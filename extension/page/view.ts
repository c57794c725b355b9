// What stands in the window now, found by looking at points of it: a page that was opened in its middle, or is
// scrolled while it is read, is read there first. A sample is enough, since all is read in its turn; and each point
// costs the more the longer the page is, so few are asked, and what stands beside a find is found with it.

import { layoutParent } from "../blocks";
import { idle } from "./idle";
import { byPlace } from "./order";
import { isElement, ofDocument } from "./plain";
import { isInline } from "./prose";

/** Where is looked, as shares of the window's height and width. */
const ROWS = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9];
const COLUMNS = [0.5, 0.25, 0.75];
/** Children of an element that are asked for words: a container may have thousands, and none between. */
const ASKED = 30;

/** Has what the reader looks at read: where the page was opened, if not at its top, and wherever one scrolls. */
export async function onView(look: () => Promise<void>, signal: AbortSignal): Promise<void> {
  // A fault here costs nothing: all is read in its turn.
  addEventListener("scrollend", () => void look().catch(() => undefined), { signal, capture: true, passive: true });
  if (scrollY <= innerHeight && location.hash.length <= 1) return;
  await look().catch(() => undefined);
  await idle(signal);
}

/** Elements with words of their own, none inside another, in reading order. */
export function inView(): Element[] {
  const found = new Set<Element>();
  const rows: Edges[] = [];
  for (const column of COLUMNS) {
    for (const row of ROWS) {
      const [x, y] = [innerWidth * column, innerHeight * row];
      if (rows.some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom)) continue;
      const hit = hitAt(x, y);
      const block = hit && hasWords(hit) && blockAround(hit);
      if (block && !found.has(block)) rows.push(addRow(found, block));
    }
  }
  return [...found].filter((each) => !isInside(each, found)).sort(byPlace);
}

interface Edges {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** An element and its brothers in the window, above and below. Answers the edges of all together. */
function addRow(found: Set<Element>, element: Element): Edges {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  const edges = { left, right, top, bottom };
  found.add(element);
  for (const way of ["previousElementSibling", "nextElementSibling"] as const) {
    for (let next = element[way]; next && !found.has(next); next = next[way]) {
      const box = next.getBoundingClientRect();
      if (box.height === 0 || box.bottom <= 0 || box.top >= innerHeight) break;
      found.add(next);
      edges.top = Math.min(edges.top, box.top);
      edges.bottom = Math.max(edges.bottom, box.bottom);
    }
  }
  return edges;
}

/** The innermost element at a point of the window, through open shadow roots. */
export function hitAt(x: number, y: number): Element | null {
  let hit = ofDocument("elementFromPoint").call(document, x, y);
  for (let root = hit?.shadowRoot; root; root = hit?.shadowRoot) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

/** Whether a text or a block is what one sees at a point, and nothing that lies over it. */
export function isAt(x: number, y: number, text: Node): boolean {
  const hit = hitAt(x, y);
  return hit !== null && (isWithin(text, hit) || isWithin(hit, isElement(text) ? text : (layoutParent(text) ?? text)));
}

function isWithin(inner: Node, outer: Node): boolean {
  for (let at: Node | null = inner; at; at = layoutParent(at)) if (at === outer) return true;
  return false;
}

function hasWords(element: Element): boolean {
  let node = element.firstChild;
  for (let n = 0; node && n < ASKED; n++, node = node.nextSibling) {
    if (node.nodeType === 3 && (node as Text).data.trim() !== "") return true;
  }
  return false;
}

export function blockAround(element: Element): Element | null {
  for (let at: Element | ShadowRoot | null = element; at; at = layoutParent(at)) {
    if (isElement(at) && !isInline(at)) return at;
  }
  return null;
}

function isInside(element: Element, others: ReadonlySet<Element>): boolean {
  for (let at = layoutParent(element); at; at = layoutParent(at)) if (others.has(at as Element)) return true;
  return false;
}
