// Which frames are worth a look: most hold an advert, a counter or nothing, and a page has dozens. Asked where it costs
// least: an answer about sizes may have the browser lay out the whole page, about words it never does.

import { all, ofDocument } from "./of-document";

/** Frames smaller than this hold adverts and buttons, not articles, and are not read; in square pixels. */
export const SMALL_FRAME = 100_000;
/** … and smaller than this nothing that anybody could read. */
export const TINY_FRAME = 2_500;
/** Nodes that are asked for words; who has so many is taken to have some. */
const ASKED = 2000;
const WORDLESS = new Set(["script", "style", "noscript", "template", "title"]);

/** Tells when this frame is of a size and has something to read, in time that the page does not need. */
export function worthALook(begin: () => void): void {
  requestIdleCallback(() => look(begin), { timeout: 2000 });
}

function look(begin: () => void): void {
  if (!hasWords()) {
    const changes = new MutationObserver(() => {
      changes.disconnect();
      worthALook(begin);
    });
    changes.observe(document, { childList: true, characterData: true, subtree: true });
  } else if (innerWidth * innerHeight < SMALL_FRAME) {
    addEventListener("resize", () => look(begin), { once: true });
  } else {
    begin();
  }
}

/** Whether there are words, or a component that may have drawn some where they are not looked for here. */
function hasWords(): boolean {
  // What most of them are.
  if (ofDocument("body")?.hasChildNodes() === false) return false;
  const texts = ofDocument("createTreeWalker").call(document, document, NodeFilter.SHOW_TEXT);
  for (let n = 0; texts.nextNode(); n++) {
    const { data, parentElement } = texts.currentNode as Text;
    if (n > ASKED || (data.trim() !== "" && !WORDLESS.has(parentElement?.localName ?? ""))) return true;
  }
  const elements = all(":defined");
  return elements.length > ASKED || elements.some((element) => element.shadowRoot !== null);
}
