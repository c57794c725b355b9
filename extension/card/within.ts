// Where in the page's tree the card is put: as a rule beside all else, but not where the page has made all else inert,
// kept it out of sight, or keeps the focus out of it. And what had the focus before.

import { layoutParent } from "../blocks";
import { all, isElement, isOf, ofDocument, rootElement, shadowOf } from "../page/plain";

/** A press outside closes the first; outside the others nothing is reached, by a screen reader at least. */
const ALONE = ':popover-open, :modal, :fullscreen, [aria-modal="true"]';

/** What the card belongs into, for words that stand in `root`. */
export function placeFor(root: Element | null): Node {
  let at: Element | ShadowRoot | null = root;
  while (at && !(isElement(at) && isOf(at, ALONE))) at = layoutParent(at);
  const within = (at as Element | null) ?? all("dialog:modal").at(-1) ?? ofDocument("fullscreenElement");
  // What a component holds beside its root is seen only where that has room for it.
  return within ? (shadowOf(within) ?? within) : rootElement();
}

/** What has the focus, in a component too. */
export function focused(): Element | null {
  let at = ofDocument("activeElement");
  for (let inner = at; inner; inner = shadowOf(inner)?.activeElement ?? null) at = inner;
  return at;
}
