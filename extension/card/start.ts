// Where Tab goes on from when nothing had the focus before the card had it. The browser forgets where the reader was
// together with the card; it goes on from what had the focus last. What can have it before the words has it for a moment,
// in which nothing is drawn and the page hears nothing.

import { ENDED } from "../api";
import { all, compared, hostOf, ofDocument, treeOf } from "../page/plain";

/** Not the fields of forms: they take the selection along with the focus. */
const STOPS = "a[href], button, summary";
/** What is inert or unseen does not take the focus: so many are tried. */
const TRIED = 20;
const EVENTS = ["focus", "focusin", "blur", "focusout"];

export function startFrom(words: Element): void {
  let at = words;
  for (let host = hostOf(treeOf(at)); host; host = hostOf(treeOf(at))) at = host;
  const isBefore = (stop: Element) => (compared(stop, at) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const stops = all(STOPS).filter(isBefore).slice(-TRIED);
  const over = new AbortController();
  const keep = (event: Event) => event.stopImmediatePropagation();
  for (const name of EVENTS) window.addEventListener(name, keep, { capture: true, signal: over.signal });
  for (let stop = stops.pop(); stop; stop = stops.pop()) {
    stop.focus({ preventScroll: true });
    if (ofDocument("activeElement") !== stop) continue;
    stop.blur();
    break;
  }
  over.abort(ENDED);
}
