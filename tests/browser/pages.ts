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

/** Runs in the page, again and again while a test waits: it looks at painted nodes only, never at all of them. */
function lookAround(selectors: readonly string[]): Painted[] {
  const pieces: { node: Text; start: number; end: number }[] = [];
  for (const [name, highlight] of CSS.highlights) {
    if (!/^says-who-(?:sweeping|missing)-/.test(name)) continue;
    for (const range of highlight as unknown as Set<AbstractRange>) {
      pieces.push({ node: range.startContainer as Text, start: range.startOffset, end: range.endOffset });
    }
  }
  pieces.sort((a, b) => {
    if (a.node === b.node) return a.start - b.start;
    return a.node.compareDocumentPosition(b.node) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
  });
  const touch = (a: (typeof pieces)[0], b: (typeof pieces)[0]) => {
    if (a.node.getRootNode() !== b.node.getRootNode()) return false;
    const between = document.createRange();
    between.setStart(a.node, a.end);
    between.setEnd(b.node, b.start);
    const hidden = [...between.cloneContents().querySelectorAll("[style*='display:none'], rt, sup")];
    const unseen = hidden.map((each) => each.textContent).join("");
    return between.toString().trim() === unseen.trim();
  };
  // A page may have a form with a field called `parentNode`, or an element called `host`.
  const parentOf = Object.getOwnPropertyDescriptor(Node.prototype, "parentNode")?.get as (this: Node) => Node | null;
  const around = (node: Node) => {
    const within: string[] = [];
    for (let at: Node | null = node; at; at = parentOf.call(at) ?? (at instanceof ShadowRoot ? at.host : null)) {
      for (const selector of selectors) if (at instanceof Element && at.matches(selector)) within.push(selector);
    }
    return within;
  };
  const found: Painted[] = [];
  pieces.forEach((piece, n) => {
    const words = piece.node.data.slice(piece.start, piece.end).replace(/[\u00AD\u200B]/g, "");
    const before = pieces[n - 1];
    const last = found[found.length - 1];
    if (last && before && touch(before, piece)) last.words += words;
    else found.push({ words, within: around(piece.node) });
  });
  return found.map(({ words, within }) => ({ words: words.replace(/\s+/g, " ").trim(), within }));
}
