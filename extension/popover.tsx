// The card beside a mark: when it opens and closes, and where the focus goes. `card/` says what is in it and where
// it stands, `card.ts` what the content script may ask of it.
//
// It is in the document only while something is shown, so that nothing of it is left in a page that is read, saved
// or edited, and it listens to the page only so long. Absent on purpose: the page's nodes. The card gets words and
// rectangles.

import { render } from "preact";
import type { Card, CardActions, CardView, MountCard } from "./card";
import { escapeTo } from "./card/escape";
import { closeWhenLeft } from "./card/leave";
import { type Bubble, bubbleOf, NoticeBubble } from "./card/notice";
import { follow } from "./card/place";
import { buildShell, type Shell } from "./card/shell";
import { startFrom } from "./card/start";
import { letThrough } from "./card/through";
import { View } from "./card/view";
import { focused, placeFor } from "./card/within";
import { all, innermost, ofDocument } from "./page/plain";
import { WordsContext } from "./ui/parts";
import { chosenWords, type Words } from "./words";

type Why = Parameters<CardActions["closed"]>[0];
type Shown =
  | { what: "card"; view: CardView; actions: CardActions }
  | { what: "notice"; bubble: (words: Words) => Bubble; near: DOMRect | null; focus: boolean };

/** What the host has of ours while it is open. */
const OWN: ReadonlySet<string> = new Set(["popover", "class", "style", "data-theme"]);
/** How long a notice stays when the reader does not touch it. */
const NOTICE_MS = 8000;

export const mountCard: MountCard = ({ settings, catalogue, signal }) => {
  let shell: Shell | undefined;
  let shown: Shown | undefined;
  /** Lives from the first thing shown until all is closed. */
  let session: AbortController | undefined;
  /** Lives as long as one mark or notice is shown. */
  let turn: AbortController | undefined;
  let back: Element | null = null;
  /** The page's dialogs that keep all else out: those that were open when the card was put there. */
  let under: readonly Element[] = [];
  let words: { choice: string; say: Words } | undefined;

  const show = async (next: Shown) => {
    if (signal.aborted) return;
    turn?.abort();
    turn = new AbortController();
    if (shown?.what === "card" && next.what === "notice") shown.actions.closed("asked");
    shown = next;
    const choice = settings().interface;
    // Usually at hand; only a language apart from the browser's has to be fetched.
    const say = words?.choice === choice ? words.say : await chosenWords(choice, catalogue);
    words = { choice, say };
    if (shown !== next || signal.aborted) return;
    shell ??= buildShell();
    draw(shell, next, say, turn.signal);
  };

  const draw = (into: Shell, what: Shown, say: Words, until: AbortSignal) => {
    const { host, dialog } = into;
    const root = what.what === "card" ? what.view.root : null;
    const place = !root && host.isConnected ? host.parentNode : placeFor(root);
    // Not there yet, or at words elsewhere; or the page took it away, moved it or shut it (out of the top layer).
    const away = host.parentNode !== place || !host.matches(":popover-open");
    // What the page may have set on it, such as `inert`.
    for (const name of host.getAttributeNames()) if (away || !OWN.has(name)) host.removeAttribute(name);
    const theme = settings().theme;
    if (theme === "auto") delete host.dataset.theme;
    else host.dataset.theme = theme;
    dialog.lang = say.language;
    host.classList.toggle("notice", what.what === "notice");
    const done = () => close("asked");
    render(
      <WordsContext.Provider value={say}>
        {what.what === "card" ? (
          <View view={what.view} actions={what.actions} close={done} tell={tellAt(into, what.view)} />
        ) : (
          <NoticeBubble bubble={what.bubble(say)} close={done} />
        )}
      </WordsContext.Provider>,
      dialog,
    );
    if (away) arrive(into, place as Node);
    follow(into, what.what === "card" ? what.view.rects : () => (what.near ? [what.near] : []), root, until);
    if (what.what === "notice") {
      dialog.removeAttribute("role");
      dialog.removeAttribute("aria-labelledby");
      expire(into, until);
      if (what.focus) {
        back ??= focused();
        dialog.querySelector("button")?.focus({ preventScroll: true });
      }
      return;
    }
    dialog.setAttribute("role", "dialog");
    dialog.setAttribute("aria-labelledby", "title");
    dialog.querySelector(".body")?.scrollTo(0, 0);
    if (what.view.by === "click" || what.view.by === "rest") letThrough(into, until);
    if (what.view.by === "rest") closeWhenLeft(into, what.view.rects, () => close("elsewhere"), until);
    if (what.view.by === "key" && !into.root.activeElement) {
      back = focused();
      dialog.focus({ preventScroll: true });
    }
  };

  /** Says what was done about a mark. The mark is gone by then or goes, and its card with it. */
  const tellAt = ({ root }: Shell, view: CardView) => {
    let near: DOMRect | null = null;
    let focus = false;
    return {
      begin: () => {
        near = view.rects()[0] ?? null;
        focus = root.activeElement?.matches(":focus-visible") === true;
      },
      end: (bubble: Bubble) => void show({ what: "notice", bubble: () => bubble, near, focus }),
    };
  };

  const arrive = ({ host, root }: Shell, place: Node) => {
    const held = root.activeElement as HTMLElement | null;
    place.appendChild(host);
    host.popover = "manual";
    try {
      host.showPopover();
    } catch {
      // The page hears of it first, and took it away: then there is no card, until the next is asked for.
    }
    held?.focus({ preventScroll: true });
    under = modal();
    session?.abort();
    session = new AbortController();
    leaveWhenAsked(session.signal);
  };

  const leaveWhenAsked = (until: AbortSignal) => {
    const early = { capture: true, signal: until };
    // A press elsewhere closes, but only once its click has had the chance to turn the card to another mark.
    let pressed: Shown | undefined;
    window.addEventListener("pointerdown", (event) => (pressed = owns(innermost(event)) ? undefined : shown), early);
    window.addEventListener("pointercancel", () => (pressed = undefined), early);
    window.addEventListener(
      "pointerup",
      () => {
        const before = pressed;
        pressed = undefined;
        if (before) setTimeout(() => shown === before && close("elsewhere"));
      },
      early,
    );
  };

  const expire = ({ dialog }: Shell, until: AbortSignal) => {
    let timer = setTimeout(() => close("asked"), NOTICE_MS);
    const hold = () => clearTimeout(timer);
    const resume = () => (timer = setTimeout(() => close("asked"), NOTICE_MS / 2));
    for (const name of ["pointerenter", "focusin"]) dialog.addEventListener(name, hold, { signal: until });
    for (const name of ["pointerleave", "focusout"]) dialog.addEventListener(name, resume, { signal: until });
    until.addEventListener("abort", hold, { once: true });
  };

  const close = (why: Why) => {
    const was = shown;
    shown = undefined;
    turn?.abort();
    session?.abort();
    if (!was) return;
    if (shell?.host.isConnected) {
      const held = shell.root.activeElement !== null;
      shell.host.remove();
      render(null, shell.dialog);
      // Where the focus has gone on to a card in another frame, it stays there.
      if (held && ofDocument("hasFocus").call(document)) {
        // A link in a drawing is no HTML element.
        (back as HTMLElement | null)?.focus?.({ preventScroll: true });
        if (was.what === "card" && ofDocument("activeElement") === ofDocument("body")) startFrom(was.view.root);
      }
    }
    back = null;
    if (was.what === "card") was.actions.closed(why);
  };

  const modal = () => all("dialog:modal");
  const key = escapeTo(() => {
    // A dialog that has opened over the card comes first.
    if (!shown || modal().some((each) => !under.includes(each))) return false;
    close("escape");
    return true;
  });

  const owns = (target: EventTarget | null) => shell !== undefined && target === shell.host;
  signal.addEventListener("abort", () => close("asked"), { once: true });

  const card: Card = {
    open: (view, actions) => void show({ what: "card", view, actions }),
    notice: (notice, near) => void show({ what: "notice", bubble: (say) => bubbleOf(notice, say), near, focus: false }),
    close: () => close("asked"),
    get isOpen() {
      return shown?.what === "card";
    },
    owns,
    key,
  };
  return card;
};
