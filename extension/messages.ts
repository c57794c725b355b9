// Every message, typed both ways. The only file that uses runtime messaging: everyone else imports the functions below.
// A message is checked where it arrives, its shape and its sender; one that is wrong is dropped without an answer.
//
// Content scripts and extension pages ask the background (`Calls`); the background tells the frames of a tab what to do
// (`Order`); the popup watches a tab: each of its frames sends its `PageState` now and after every change, until the
// popup closes. Settings never travel here (they are storage), only changes that a content script wishes for.

import { alive, api, ENDED, release } from "./api";
import { inTime } from "./lost";
import { LANGUAGES } from "./names";
import { LONGEST } from "./phrases";
import { type CallName, type Calls, ORDERS, type Order, OWN_PAGES, type PageState, type PopupOrder } from "./said";
import { type Change, isChange } from "./settings";
import { bool, type Check, isPlain, listOf, nullable, object, oneOf, text, whole } from "./shape";
import { isText } from "./text-shape";

export * from "./said";

// Checks --------------------------------------------------------------------------------------------------

// In UTF-16 units: what the reader counts as one character may take two.
const phrases = listOf(text(2 * LONGEST), 500);
const changes: Check<Change[]> = (value): value is Change[] =>
  Array.isArray(value) && value.length <= 200 && value.every(isChange);

const ASKS: { [N in CallName]: { from: "page" | "own" | "any"; check: Check<Calls[N]["ask"]> } } = {
  analyze: { from: "page", check: object({ text: isText, host: nullable(text(253)) }) },
  ready: { from: "page", check: object({}) },
  count: { from: "page", check: object({ marks: nullable(whole(0, 1_000_000)) }) },
  card: { from: "page", check: object({ frame: text(40) }) },
  read: { from: "page", check: object({ frame: text(40) }) },
  step: { from: "page", check: object({ order: oneOf(["next", "previous"]) }) },
  is_tab_off: { from: "page", check: object({}) },
  change: { from: "page", check: object({ changes }) },
  open: { from: "any", check: object({ page: oneOf(OWN_PAGES), at: text(80) }) },
  search: { from: "page", check: object({ words: text(500) }) },
  catalogue: { from: "page", check: object({ language: oneOf(LANGUAGES) }) },
  try: {
    from: "own",
    check: object({
      text: isText,
      engine: nullable(object({ mark_phrases: phrases, mute_phrases: phrases })),
    }) as Check<Calls["try"]["ask"]>,
  },
  tab: { from: "own", check: object({ tab: whole(0, Number.MAX_SAFE_INTEGER), off: bool }) },
  site: { from: "own", check: object({ host: text(253), reads: bool, hidden: bool }) },
};
const isPlace = listOf(whole(0, 1000), 50);
const isOrder = object({ order: oneOf(ORDERS), but: text(40), at: nullable(isPlace) });
export const isStanding = object({ at: isPlace, frames: isPlace, marks: bool, done: bool });
const isPopupOrder: Check<PopupOrder> = (value): value is PopupOrder => {
  const frame = text(40);
  return (
    object({ frame, order: oneOf(["go"]), mark: whole(0, 1e9), card: bool })(value) ||
    object({ frame, order: oneOf(["read_now"]) })(value) ||
    object({ frame, order: oneOf(["show_all"]), on: bool })(value)
  );
};
// A state comes from our own content script. What is checked is what the popup would stumble over.
const isState: Check<PageState> = (value): value is PageState =>
  isPlain(value) &&
  text(40)(value.frame) &&
  bool(value.top) &&
  isPlain(value.summary) &&
  [value.marks, value.unread].every(Array.isArray) &&
  listOf(text(200), 50)(value.based);

type Sender = chrome.runtime.MessageSender;

/** One of the extension's own pages (or its background), not a content script. */
function isOwn(sender: Sender): boolean {
  return sender.id === api.runtime.id && (sender.url ?? "").startsWith(api.runtime.getURL(""));
}

function isPage(sender: Sender): boolean {
  return sender.id === api.runtime.id && sender.tab?.id !== undefined && !isOwn(sender);
}

const LIFE = "life";
/** A line opened so long ago breaks because the browser puts an idle background to rest; not sooner. In milliseconds. */
const RESTS = 29_000;
/** When to ask, after its line broke, whether the extension has ended: a busy machine is slow to say so. Milliseconds. */
const LINE_BROKEN = [1000, 3000, 9000, 27_000];

// Asking the background -----------------------------------------------------------------------------------

/** The extension was updated, disabled or removed under this page: nobody will answer any more. */
export class Gone extends Error {}

/** How often one question is asked. The background is not known to die more often in a row than it is here. */
const MOST_ASKED = 7;
/** It could not answer although it lived; another time it may. */
const MOST_FAULTS = 2;
/** Doubled each time: to start again takes the background as long as it takes. In milliseconds. */
const PAUSE = 10;
/** What would be done twice if it was only the answer that got lost: asked again when nobody heard it. */
const ONCE: ReadonlySet<CallName> = new Set(["open", "search"]);

/** Asks the background. It may die at any moment, before its answer too: then it is asked again. */
export async function callBackground<N extends CallName>(name: N, ask: Calls[N]["ask"]): Promise<Calls[N]["answer"]> {
  let fault: unknown;
  for (let asked = 1, faults = 0; asked <= MOST_ASKED && faults < MOST_FAULTS; asked++) {
    if (!alive()) throw new Gone();
    try {
      const answer: unknown = await inTime(api.runtime.sendMessage({ call: name, ask }), asked, ONCE.has(name));
      if (isPlain(answer) && "answer" in answer) return answer.answer as Calls[N]["answer"];
      fault = new Error("no answer");
      if (isPlain(answer)) faults++;
    } catch (error) {
      fault = error;
    }
    if (ONCE.has(name) && !/Receiving end does not exist/.test(String(fault))) break;
    await new Promise((later) => setTimeout(later, PAUSE << asked));
  }
  if (!alive()) throw new Gone();
  throw fault;
}

export interface Caller {
  tab: number | undefined;
  top: boolean;
  /** In a private window. */
  hidden: boolean;
  /** Address of the page around a frame, as far as the browser tells. */
  page: string | undefined;
}
export type Answers = { [N in CallName]: (ask: Calls[N]["ask"], caller: Caller) => Promise<Calls[N]["answer"]> };

/** For the background, once, while it starts. */
export function answerCalls(answers: Answers): void {
  // Somebody must take the lines up; see `lifeline`.
  api.runtime.onConnect.addListener(() => undefined);
  api.runtime.onMessage.addListener((message: unknown, sender: Sender, reply: (answer: unknown) => void) => {
    if (!isPlain(message) || typeof message.call !== "string" || !Object.hasOwn(ASKS, message.call)) return false;
    const name = message.call as CallName;
    const { from, check } = ASKS[name];
    const allowed = from === "page" ? isPage(sender) : from === "own" ? isOwn(sender) : isPage(sender) || isOwn(sender);
    if (!allowed || !check(message.ask)) return false;
    const { tab, frameId } = sender;
    const caller = { tab: tab?.id, top: frameId === 0, hidden: tab?.incognito ?? false, page: tab?.url };
    const answer = answers[name] as (ask: unknown, caller: Caller) => Promise<unknown>;
    answer(message.ask, caller).then(
      (value) => reply({ answer: value }),
      // The caller asks once more and then knows.
      (error) => reply({ fault: String(error) }),
    );
    return true;
  });
}

/**
 * For a content script: tells when the extension ends under it. Firefox needs no telling: it stops our code and
 * takes our style sheet back. In Chrome a line to the background breaks at that moment; it breaks too when the
 * background is only put to rest, which is told apart by asking whether the extension is still there. Call it again
 * whenever the background is known to be awake: the line never wakes it.
 */
export function lifeline(ended: () => void, signal: AbortSignal): () => void {
  let port: chrome.runtime.Port | undefined;
  const drop = () => {
    release(() => port?.disconnect());
    port = undefined;
  };
  // An open line would keep a page out of the back/forward cache.
  addEventListener("pagehide", drop, { signal });
  signal.addEventListener("abort", drop, { once: true });
  return () => {
    if (port || signal.aborted || !alive() || api.runtime.getURL("").startsWith("moz-")) return;
    const since = performance.now();
    port = api.runtime.connect({ name: LIFE });
    port.onDisconnect.addListener(() => {
      port = undefined;
      if (!alive()) return ended();
      // Put to rest after its time: no fault, and nothing to wait for.
      if (performance.now() - since > RESTS) return;
      // When another version takes its place the line breaks a moment before this one is told to have ended.
      for (const wait of LINE_BROKEN) {
        setTimeout(() => {
          if (!signal.aborted && !alive()) ended();
        }, wait);
      }
    });
  };
}

// Telling pages -------------------------------------------------------------------------------------------

/** Tells the frames of a tab, or one of them; what one answers. A tab without our content script is no fault. */
export async function tellPage(
  tab: number,
  order: Order["order"],
  { frame, but = "", at = null }: { frame?: number | undefined; but?: string; at?: Order["at"] } = {},
): Promise<unknown> {
  const to = frame === undefined ? {} : { frameId: frame };
  return api.tabs.sendMessage(tab, { order, but, at }, to).catch(() => undefined);
}

/** For a content script: orders of the background, and what is answered to it if anything is. */
export function onOrder(frame: string, obey: (order: Order) => unknown, signal: AbortSignal): void {
  const listener = (message: unknown, sender: Sender, reply: (answer: unknown) => void) => {
    if (sender.id !== api.runtime.id || sender.tab || !isOrder(message) || message.but === frame) return false;
    const answer = obey(message);
    if (answer !== undefined) reply(answer);
    return false;
  };
  api.runtime.onMessage.addListener(listener);
  signal.addEventListener("abort", () => release(() => api.runtime.onMessage.removeListener(listener)), { once: true });
}

// Watching a page -----------------------------------------------------------------------------------------

const WATCH = "watch";

/**
 * For the popup: the states of all frames of a tab, each as it changes. `gone` tells that nobody is there: a
 * page the browser keeps to itself, or one from before the extension came.
 */
export function watchPage(
  tab: number,
  changed: (state: PageState) => void,
  gone: () => void,
  signal: AbortSignal,
): (order: PopupOrder) => void {
  const port = api.tabs.connect(tab, { name: WATCH });
  port.onMessage.addListener((message: unknown) => {
    if (isState(message)) changed(message);
  });
  port.onDisconnect.addListener(() => {
    void api.runtime.lastError;
    if (!signal.aborted) gone();
  });
  signal.addEventListener("abort", () => port.disconnect(), { once: true });
  return (order) => port.postMessage(order);
}

/** For a content script: called for each watcher with the way to send it states; `ended` aborts when it leaves. */
export function onWatch(
  start: (send: (state: PageState) => void, ended: AbortSignal) => (order: PopupOrder) => void,
  signal: AbortSignal,
): void {
  const listener = (port: chrome.runtime.Port) => {
    if (port.name !== WATCH || port.sender?.id !== api.runtime.id) return;
    const ended = new AbortController();
    const obey = start((state) => ended.signal.aborted || port.postMessage(state), ended.signal);
    port.onMessage.addListener((message: unknown) => {
      if (isPopupOrder(message)) obey(message);
    });
    port.onDisconnect.addListener(() => {
      void api.runtime.lastError;
      ended.abort(ENDED);
    });
    signal.addEventListener("abort", () => release(() => port.disconnect()), { once: true, signal: ended.signal });
  };
  api.runtime.onConnect.addListener(listener);
  signal.addEventListener("abort", () => release(() => api.runtime.onConnect.removeListener(listener)), { once: true });
}
