// What the content script asks of the card, and what the card asks back. `popover.tsx` implements `mountCard`;
// `life.ts` calls it. The card never touches the page's nodes: it gets words and rectangles, and hands back
// wishes.
//
// Nothing of the card exists until the first `open` or `notice`; nothing is left of it after the signal aborts.

import type { Finding, SupportKind } from "./generated/report";
import type { Language } from "./names";
import type { Refused, Settings } from "./settings";
import type { Catalogue } from "./words";

/** Screens on which the card is a sheet at the bottom edge. */
export const SHEET = "(max-width: 540px), (pointer: coarse) and (max-width: 900px)";

/** A support found in the text, as the card lists it; `show` of its index scrolls to it and flashes it. */
export interface SupportView {
  kind: SupportKind;
  words: string;
}

/** How the reader came to the mark: by `key` the focus moves into the card, else it stays where it is; by a `click` of
 *  the mouse, which may go on to select, or by a `tap`; a card for a pointer that came to `rest` goes when it leaves. */
export type By = "key" | "click" | "tap" | "rest";

export function byOf(click: MouseEvent): "click" | "tap" {
  return (click as PointerEvent).pointerType === "mouse" ? "click" : "tap";
}

export interface CardView {
  finding: Finding;
  /** The painted words and their sentence, as the page shows them. */
  words: string;
  claim: string;
  support: SupportView[];
  /** Language of the passage, if known: for the card's quotations, not for its own words. */
  lang: string | null;
  /** Which of the marks shown on the page this is, from 0. */
  index: number;
  total: number;
  /** Held back on the page so that it stays readable; and whether the reader asked for these too. */
  held: number;
  opened: boolean;
  /** Where the words stand now, in viewport coordinates; asked again whenever the card places itself. Empty when
   *  they are gone. */
  rects(): DOMRect[];
  /** What holds them. */
  root: Element;
  /** Address of the passage with a text fragment, for “copy”; null where the page has none that means anything. */
  link: string | null;
  host: string;
  /** In a private window nothing is kept: phrases and wrong marks cannot be stored. */
  hidden: boolean;
  by: By;
}

/** How a wish ended; `undo` takes it back. */
export type Done = { ok: true; undo: () => Promise<void> } | { ok: false; why: "private" | Refused };

export interface CardActions {
  next(): void;
  previous(): void;
  /** Scrolls to a support and flashes it. */
  show(support: number): void;
  /** Opens a search for these words in a new tab. Only on the reader's click. */
  lookUp(words: string): void;
  /** Never mark this phrase again, anywhere. */
  mutePhrase(phrase: string): Promise<Done>;
  /** Never mark this kind again, anywhere. */
  muteKind(): Promise<Done>;
  /** Nothing on this site any more. */
  muteSite(): Promise<Done>;
  /** This mark is wrong: hidden, and kept on this machine for export. */
  wrong(): Promise<Done>;
  /** Paints the marks held back on this page too, or holds them back again. */
  showHeld(on: boolean): void;
  openOptions(at: string): void;
  openHelp(at: string): void;
  /** The card has closed, by Esc, by a click elsewhere, or by `close`. Told once for each `open`. */
  closed(why: "escape" | "elsewhere" | "asked"): void;
}

/** Short words where no card fits. */
export type Notice =
  /** The reader's own check of a selection found nothing: that does not mean verified. */
  | { kind: "nothing_found" }
  /** A selection that holds no prose we read, or no language we know. */
  | { kind: "cannot_read" }
  /** The page is being read, and then the selection is looked at. */
  | { kind: "reading" }
  /** Says Who is switched off. */
  | { kind: "off" }
  /** The engine did not start. */
  | { kind: "engine_failed" }
  /** A phrase was to be muted from the menu, and nothing was changed. */
  | { kind: "not_muted" }
  /** A phrase was muted from the menu. */
  | { kind: "phrase_muted"; phrase: string; undo: () => Promise<void> };

export interface Card {
  /** Opens for a mark, or turns an open card to another mark (no close in between, focus stays). */
  open(view: CardView, actions: CardActions): void;
  notice(notice: Notice, near: DOMRect | null): void;
  close(): void;
  /** Whether it is open (notices do not count). */
  readonly isOpen: boolean;
  /** Whether an event of the page's went through the card: composedPath shows only its host. */
  owns(target: EventTarget | null): boolean;
  /** For each key that goes down or up, before the page hears of it. */
  key(event: KeyboardEvent): void;
}

export interface CardHost {
  settings(): Settings;
  /** `_locales/<language>/messages.json`, when the reader wants another language than the browser's; content
   *  scripts cannot read packaged files, so it comes from the background. Null when it can't be had. */
  catalogue(language: Language): Promise<Catalogue | null>;
  signal: AbortSignal;
}

/** `popover.tsx`: `export const mountCard: MountCard`. Cheap: builds nothing before it is needed. */
export type MountCard = (host: CardHost) => Card;
