// What is painted in a page, and whether it is prose that a reader reads.

import type { Page } from "puppeteer-core";
import { PREFIX } from "../../tests/browser/marks.js";

export interface Painted {
  words: string;
  /** Why it is no prose, if it is none. */
  outside: string | null;
}

/** Everything painted, in document order. Runs in the page. */
export function painted(page: Page): Promise<Painted[]> {
  return page.evaluate((prefix) => {
    const noProse =
      "nav, button, form, input, textarea, select, option, label, code, pre:has(code), kbd, samp, script, style, " +
      "noscript, template, svg, math, [contenteditable], [aria-hidden=true], [role=navigation], [role=menu], [role=button]";
    const outside = (range: Range, node: Element | null): string | null => {
      const within = node?.closest(noProse);
      if (within) return within.localName;
      if (!node?.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return "hidden";
      return [...range.getClientRects()].some((box) => box.width > 1 && box.height > 1) ? null : "no place";
    };
    const found: { range: Range; outside: string | null }[] = [];
    for (const [name, highlight] of CSS.highlights) {
      if (!name.startsWith(prefix)) continue;
      for (const each of highlight) {
        const range = document.createRange();
        range.setStart(each.startContainer, each.startOffset);
        range.setEnd(each.endContainer, each.endOffset);
        found.push({ range, outside: outside(range, each.startContainer.parentElement) });
      }
    }
    found.sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range));
    return found.map((each) => ({ words: each.range.toString(), outside: each.outside }));
  }, PREFIX);
}
