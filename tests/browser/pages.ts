// What a page shows of our marks, read where they are painted: in every frame, in open shadow roots, in the order
// of the text. Marks that touch are one.

import type { Frame, Page } from "puppeteer-core";

export interface Painted {
  words: string;
  /** Which of some selectors match an element around it. */
  within: string[];
}

export async function painted(page: Page, selectors: readonly string[]): Promise<Painted[]> {
  const frames = await Promise.all(page.frames().map((frame) => paintedIn(frame, selectors)));
  return frames.flat();
}

async function paintedIn(frame: Frame, selectors: readonly string[]): Promise<Painted[]> {
  try {
    return await frame.evaluate(lookAround, selectors);
  } catch (error) {
    // A frame that went while we looked shows nothing.
    if (frame.detached) return [];
    throw error;
  }
}

/** Runs in the page. */
function lookAround(selectors: readonly string[]): Painted[] {
  const pieces = new Map<Node, [number, number][]>();
  for (const [name, highlight] of CSS.highlights) {
    if (!/^says-who-(?:sweeping|missing)-/.test(name)) continue;
    for (const range of highlight as unknown as Set<AbstractRange>) {
      const node = range.startContainer;
      pieces.set(node, [...(pieces.get(node) ?? []), [range.startOffset, range.endOffset]]);
    }
  }
  const found: Painted[] = [];
  let open = false;
  const around = (node: Node) => {
    const within: string[] = [];
    for (let at: Node | null = node; at; at = at.parentNode ?? (at as ShadowRoot).host ?? null) {
      for (const selector of selectors) if (at instanceof Element && at.matches(selector)) within.push(selector);
    }
    return within;
  };
  const visit = (node: Node) => {
    if (node instanceof Text) {
      let from = 0;
      for (const [start, end] of (pieces.get(node) ?? []).sort((a, b) => a[0] - b[0])) {
        if (node.data.slice(from, start).trim() !== "") open = false;
        const words = node.data.slice(start, end).replace(/[\u00AD\u200B]/g, "");
        const last = found[found.length - 1];
        if (open && last) last.words += words;
        else found.push({ words, within: around(node) });
        open = true;
        from = end;
      }
      if (node.data.slice(from).trim() !== "") open = false;
      return;
    }
    const root = (node as Element).shadowRoot;
    for (const child of (root ?? node).childNodes) visit(child);
    if (root) for (const child of node.childNodes) visit(child);
  };
  visit(document.documentElement);
  return found.map(({ words, within }) => ({ words: words.replace(/\s+/g, " ").trim(), within }));
}
