// Where the card stands: beside the words, never off the screen, or as a sheet at the bottom edge of a small one.
// It follows the words while the page scrolls and stays at the edge when they leave; nothing here scrolls the page.

import { computePosition, flip, inline, offset, type Platform, shift, size } from "@floating-ui/core";
import { SHEET } from "../card";
import { hostOf, ofDocument, rootElement } from "../page/plain";
import type { Shell } from "./shell";

/** Room kept between the card and the edges of the window. */
const EDGE = 8;
/** Less height than this is no room to read in: then the card may cover the words, which it quotes. */
const ENOUGH = 300;

/** Keeps the card at the words, which stand in `root`, until `until` aborts. */
export function follow(
  { host, dialog }: Shell,
  rects: () => DOMRect[],
  root: Element | null,
  until: AbortSignal,
): void {
  let last: DOMRect[] = [];
  const place = async () => {
    const now = rects();
    if (now.length > 0) last = now;
    // The card's own size is no matter of the page's, which may draw itself larger.
    host.style.setProperty("--back", String(1 / (Number(getComputedStyle(rootElement()).zoom) || 1)));
    const sheet = last.length === 0 || window.matchMedia(SHEET).matches;
    host.classList.toggle("sheet", sheet);
    if (sheet) {
      host.style.removeProperty("--room");
      return;
    }
    const words = { getBoundingClientRect: () => around(last), getClientRects: () => last };
    const { x, y } = await computePosition(words, host, {
      platform: WINDOW,
      strategy: "fixed",
      placement: "bottom-start",
      middleware: [
        inline(),
        offset(EDGE),
        flip({ padding: EDGE }),
        size({
          padding: EDGE,
          apply: ({ availableHeight }) =>
            host.style.setProperty(
              "--room",
              `${Math.max(availableHeight, Math.min(ENOUGH, innerHeight - 2 * EDGE))}px`,
            ),
        }),
        shift({ padding: EDGE, crossAxis: true }),
      ],
    });
    if (until.aborted) return;
    host.style.setProperty("--x", `${Math.round(x)}px`);
    host.style.setProperty("--y", `${Math.round(y)}px`);
  };
  const again = { capture: true, passive: true, signal: until };
  window.addEventListener("scroll", place, again);
  window.addEventListener("resize", place, again);
  // What scrolls in a component is not heard outside it.
  for (let at = root; at; at = hostOf(at.getRootNode())) at.getRootNode().addEventListener("scroll", place, again);
  // What comes above the words moves them, and makes the page longer.
  const grown = new ResizeObserver(() => void place());
  for (const each of [dialog, rootElement(), ofDocument("body")]) if (each) grown.observe(each);
  until.addEventListener("abort", () => grown.disconnect(), { once: true });
}

/**
 * All that is asked of a browser for an element that stands above everything: nothing cuts it off but the window, and
 * places are counted from the window's corner.
 */
const WINDOW: Platform = {
  getElementRects: ({ reference, floating }) => ({
    reference: reference.getBoundingClientRect(),
    floating: { x: 0, y: 0, ...sizeOf(floating) },
  }),
  getDimensions: sizeOf,
  getClientRects: (words) => words.getClientRects(),
  getClippingRect: () => {
    const { offsetLeft: x = 0, offsetTop: y = 0, width = innerWidth, height = innerHeight } = visualViewport ?? {};
    return { x, y, width, height };
  },
  isRTL: (floating) => getComputedStyle(floating).direction === "rtl",
};

function sizeOf({ offsetWidth: width, offsetHeight: height }: HTMLElement): { width: number; height: number } {
  return { width, height };
}

function around(rects: DOMRect[]): DOMRect {
  const left = Math.min(...rects.map((rect) => rect.left));
  const top = Math.min(...rects.map((rect) => rect.top));
  const right = Math.max(...rects.map((rect) => rect.right));
  const bottom = Math.max(...rects.map((rect) => rect.bottom));
  return new DOMRect(left, top, right - left, bottom - top);
}
