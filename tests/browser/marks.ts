// What the extension painted, read as the page itself could read it.

import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { BY_CLOCK, PATIENCE } from "./session.js";

/** The names under which the extension registers its highlights all start so. */
export const PREFIX = "says-who";

export interface Mark {
  /** Name of the highlight, which tells category and severity. */
  kind: string;
  text: string;
}

/** The painted words, in document order. */
export function marks(page: Page): Promise<Mark[]> {
  return page.evaluate((prefix) => {
    const found: { kind: string; range: Range }[] = [];
    for (const [kind, highlight] of CSS.highlights) {
      if (!kind.startsWith(prefix)) continue;
      for (const each of highlight) {
        const range = document.createRange();
        range.setStart(each.startContainer, each.startOffset);
        range.setEnd(each.endContainer, each.endOffset);
        found.push({ kind, range });
      }
    }
    found.sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range));
    return found.map(({ kind, range }) => ({ kind, text: range.toString() }));
  }, PREFIX);
}

/** Waits until there are marks, and gives them. */
export async function someMarks(page: Page): Promise<Mark[]> {
  await untilMarked(page, true);
  return marks(page);
}

/** Waits until just these words are painted, in this order, and nothing else. */
export async function markedAre(page: Page, words: readonly string[]): Promise<void> {
  await page.bringToFront();
  let now: string[] = [];
  const end = performance.now() + PATIENCE;
  while (performance.now() < end) {
    now = (await marks(page)).map((mark) => mark.text);
    if (now.join("\n") === words.join("\n")) return;
    await pause(100);
  }
  assert.deepEqual(now, words);
}

/** Waits until these words are painted, under a name that has this in it if one is given. */
export function marked(page: Page, words: string, kind = ""): Promise<void> {
  return untilPainted(page, words, kind, true);
}

/** Waits until these words are not painted (any more). */
export function unmarked(page: Page, words: string, kind = ""): Promise<void> {
  return untilPainted(page, words, kind, false);
}

async function untilPainted(page: Page, words: string, kind: string, wanted: boolean): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction(
    (prefix, sought, part, there) => {
      const painted = [...CSS.highlights].some(([name, highlight]) => {
        if (!name.startsWith(prefix) || !name.includes(part)) return false;
        return [...highlight].some((each) => {
          const range = document.createRange();
          range.setStart(each.startContainer, each.startOffset);
          range.setEnd(each.endContainer, each.endOffset);
          return range.toString().includes(sought);
        });
      });
      return painted === there;
    },
    BY_CLOCK,
    PREFIX,
    words,
    kind,
    wanted,
  );
}

/** Waits until no mark is left. */
export function noMarks(page: Page): Promise<void> {
  return untilMarked(page, false);
}

async function untilMarked(page: Page, marked: boolean): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction(
    (prefix, wanted) => {
      const own = [...CSS.highlights].filter(([name, highlight]) => name.startsWith(prefix) && highlight.size > 0);
      return own.length > 0 === wanted;
    },
    BY_CLOCK,
    PREFIX,
    marked,
  );
}

/** The middle of a mark's first line on the screen, scrolled into view. */
export function middleOf(page: Page, text: string): Promise<{ x: number; y: number }> {
  return page.evaluate(
    (prefix, wanted) => {
      for (const [name, highlight] of CSS.highlights) {
        if (!name.startsWith(prefix)) continue;
        for (const each of highlight) {
          const range = document.createRange();
          range.setStart(each.startContainer, each.startOffset);
          range.setEnd(each.endContainer, each.endOffset);
          if (range.toString() !== wanted) continue;
          each.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
          const box = range.getClientRects()[0];
          if (box) return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
        }
      }
      throw new Error(`Nothing is marked that reads “${wanted}”.`);
    },
    PREFIX,
    text,
  );
}

/** The page as it stands is the page as it was served. */
export function untouched(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const served = await (await fetch(location.href)).text();
    const parsed = new DOMParser().parseFromString(served, "text/html");
    // A page may have an element of that name.
    const all = (of: Document): string => Reflect.get(Document.prototype, "documentElement", of).outerHTML;
    return all(parsed) === all(document);
  });
}
