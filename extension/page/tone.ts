// What words stand on: a light ground, a dark one, or one on which only the text's own colour is sure to be seen.
// Reads computed styles, each element's once for a `Tones`; asked only for blocks that have marks.

import { layoutParent } from "../blocks";
import { all, boxOf, hostOf } from "./plain";

export type Tone = "light" | "dark" | "plain";
export interface Ground {
  tone: Tone /** The text is so clear that a wash behind it leaves it clear. */;
  wash: boolean;
}

/** Contrasts of 3:1 at least with the colours of marks.css hold above and below these luminances. */
const LIGHT_FROM = 0.46;
const DARK_TO = 0.14;
/** What a wash may take from the contrast of the text leaves 4.5:1. */
const WASH_ON_LIGHT = 5.6;
const WASH_ON_DARK = 6.6;
/** Nobody sets words with less contrast than this to what is behind them: then something else is. */
const LEGIBLE = 1.5;

/** Says for the whole page what its styles do not. */
const SCHEME = 'meta[name="color-scheme" i][content]';

/** Text pushed this far out of its box is there for machines, in pixels. */
const PUSHED = -400;

export class Tones {
  #grounds = new Map<Element, Ground>();
  /** Only what was found to be seen is remembered: the rest may have faded or slid in since. */
  #seen = new Set<Element>();
  #uncovered = new Set<Element>();
  #behind = new Map<Element, number | null>();
  /** Live, so never out of date; to be given one costs as much as to read it. */
  #styles = new WeakMap<Element, CSSStyleDeclaration>();

  of(element: Element): Ground {
    const known = this.#grounds.get(element);
    if (known) return known;
    const ground = this.#measure(element);
    this.#grounds.set(element, ground);
    return ground;
  }

  /**
   * Whether words in an element can be seen, as far as only their colour, their place and what cuts them off tell. Too
   * much to ask of every block; `page/prose.ts` asks the rest.
   */
  isSeen(element: Element): boolean {
    if (this.#seen.has(element)) return true;
    const seen = !isClear(this.#style(element)) && this.#isUncovered(element);
    if (seen) this.#seen.add(element);
    return seen;
  }

  /** Nothing around cuts it away or keeps it beside the window. */
  #isUncovered(element: Element): boolean {
    const way: Element[] = [];
    for (let at: Element | null = element; at && !this.#uncovered.has(at); at = elementOver(at)) {
      const { clipPath, filter, position } = this.#style(at);
      if (/\bopacity\(0\)/.test(filter) || /^(?:inset\((?:50|100)%|circle\(0)/.test(clipPath)) return false;
      // A drawer that waits there; what is not fixed can be scrolled to, in a row of its own if not with the page.
      if (position === "fixed" && boxOf(at).left >= innerWidth) return false;
      way.push(at);
    }
    for (const each of way) this.#uncovered.add(each);
    return true;
  }

  #measure(element: Element): Ground {
    const text = luminance(this.#style(element).color);
    const behind = this.#luminanceBehind(element);
    if (text === null) return { tone: "plain", wash: false };
    // No colour around, or a picture, perhaps one that only lies behind: whoever set the text chose it to be seen there.
    const contrast = (Math.max(text, behind ?? text) + 0.05) / (Math.min(text, behind ?? text) + 0.05);
    if (behind === null || contrast < LEGIBLE)
      return { tone: text > 0.5 ? "dark" : text < 0.18 ? "light" : "plain", wash: false };
    if (behind >= LIGHT_FROM) return { tone: "light", wash: contrast >= WASH_ON_LIGHT };
    if (behind <= DARK_TO) return { tone: "dark", wash: contrast >= WASH_ON_DARK };
    return { tone: "plain", wash: false };
  }

  /** Of the first opaque colour behind; null when there is none, or a picture before it. */
  #luminanceBehind(element: Element): number | null {
    const way: Element[] = [];
    let found: number | null | undefined;
    for (let at: Element | null = element; at && found === undefined; at = elementOver(at)) {
      way.push(at);
      found = this.#behind.get(at);
      if (found !== undefined) break;
      const { backgroundColor, backgroundImage } = this.#style(at);
      const colour = channels(backgroundColor);
      if (backgroundImage !== "none") found = null;
      else if (colour && colour.alpha >= 0.99) found = luminance(backgroundColor);
      else if (!colour || colour.alpha > 0.01) found = null;
    }
    if (found === undefined) found = this.#ground(way.at(-1) ?? element);
    for (const each of way) this.#behind.set(each, found);
    return found;
  }

  #style(element: Element): CSSStyleDeclaration {
    let style = this.#styles.get(element);
    if (!style) {
      style = getComputedStyle(element);
      this.#styles.set(element, style);
    }
    return style;
  }

  /** The browser's own, behind the outermost element: white unless the page asked for dark, alone or for who has it so. */
  #ground(element: Element): number {
    const { colorScheme } = this.#style(element);
    const asked = colorScheme === "normal" ? (all(SCHEME)[0]?.getAttribute("content") ?? "") : colorScheme;
    if (!/\bdark\b/i.test(asked)) return 1;
    return /\blight\b/i.test(asked) && !matchMedia("(prefers-color-scheme: dark)").matches ? 1 : 0.01;
  }
}

/** The element around, as the page is laid out. */
function elementOver(element: Element): Element | null {
  const around = layoutParent(element);
  return around && (hostOf(around) ?? (around as Element));
}

/** Drawn with no colour, or moved out of a box that shows only what is inside. */
function isClear(style: CSSStyleDeclaration): boolean {
  const { color, overflowX } = style;
  const fill = style.getPropertyValue("-webkit-text-fill-color") || color;
  const indent = Number.parseFloat(style.textIndent);
  if (indent <= PUSHED) return true;
  if (indent > 0 && overflowX !== "visible") {
    const percent = style.textIndent.endsWith("%");
    if (percent ? indent >= 100 : indent >= Number.parseFloat(style.width)) return true;
  }
  if (channels(fill)?.alpha !== 0) return false;
  // Letters cut out of a picture have no colour either.
  const cut = style.getPropertyValue("background-clip") || style.getPropertyValue("-webkit-background-clip");
  return !cut.includes("text");
}

interface Channels {
  r: number;
  g: number;
  b: number;
  alpha: number;
}

/** The colours of a page are few, and the same again and again. */
const read = new Map<string, Channels | null>();
const MOST_READ = 200;

/** Of a computed colour in sRGB, 0 to 1; null for the notations that few pages use. */
function channels(colour: string): Channels | null {
  let found = read.get(colour);
  if (found === undefined) {
    found = parsed(colour);
    if (read.size < MOST_READ) read.set(colour, found);
  }
  return found;
}

function parsed(colour: string): Channels | null {
  const numbers = colour.match(/[\d.]+/g)?.map(Number);
  if (!numbers) return null;
  const [r = 0, g = 0, b = 0, alpha = 1] = numbers;
  if (/^rgba?\(/.test(colour)) return { r: r / 255, g: g / 255, b: b / 255, alpha };
  if (colour.startsWith("color(srgb ")) return { r, g, b, alpha };
  return null;
}

function luminance(colour: string): number | null {
  const found = channels(colour);
  if (!found) return null;
  const linear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(found.r) + 0.7152 * linear(found.g) + 0.0722 * linear(found.b);
}
