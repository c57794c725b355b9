// What stands in the window now, found by looking at points of it: a page that was opened in its middle, or is
// scrolled while it is read, is read there first. A sample is enough, since all is read in its turn.

import { layoutParent } from "../blocks";
import { byPlace } from "./order";
import { isInline } from "./prose";

/** Points in a column are that far apart, in pixels. What they miss stands beside what they find. */
const STEP = 60;
const COLUMNS = [0.3, 0.5, 0.7];
/** Nothing is looked at in a window larger than any screen. */
const DEEPEST = 4000;

/** Has what the reader looks at read: where the page was opened, if not at its top, and wherever one scrolls. */
export function onView(look: () => void, signal: AbortSignal): boolean {
  addEventListener("scrollend", look, { signal, capture: true, passive: true });
  const away = scrollY > innerHeight || location.hash.length > 1;
  if (away) look();
  return away;
}

/** Elements with words of their own, none inside another, in reading order. */
export function inView(): Element[] {
  const found = new Set<Element>();
  for (let y = STEP / 2; y < Math.min(innerHeight, DEEPEST); y += STEP) {
    for (const column of COLUMNS) {
      const hit = hitAt(innerWidth * column, y);
      const block = hit && hasWords(hit) && blockAround(hit);
      if (block && !found.has(block)) addRow(found, block);
    }
  }
  return [...found].filter((each) => !isInside(each, found)).sort(byPlace);
}

/** An element and those beside it that are in the window too: a single line falls between two points. */
function addRow(found: Set<Element>, element: Element): void {
  found.add(element);
  for (const way of ["previousElementSibling", "nextElementSibling"] as const) {
    for (let next = element[way]; next && !found.has(next) && isInWindow(next); next = next[way]) found.add(next);
  }
}

function isInWindow(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0 && top < innerHeight;
}

function hitAt(x: number, y: number): Element | null {
  let hit = document.elementFromPoint(x, y);
  for (let root = hit?.shadowRoot; root; root = hit?.shadowRoot) {
    const inner: Element | null = root.elementFromPoint(x, y);
    if (!inner || inner === hit) break;
    hit = inner;
  }
  return hit;
}

function hasWords(element: Element): boolean {
  for (let node = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === 3 && (node as Text).data.trim() !== "") return true;
  }
  return false;
}

function blockAround(element: Element): Element | null {
  for (let at: Element | ShadowRoot | null = element; at; at = layoutParent(at)) {
    if (at.nodeType === 1 && !isInline(at as Element)) return at as Element;
  }
  return null;
}

function isInside(element: Element, others: ReadonlySet<Element>): boolean {
  for (let at = layoutParent(element); at; at = layoutParent(at)) if (others.has(at as Element)) return true;
  return false;
}
