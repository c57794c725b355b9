// What is said between pages, background and the extension's own pages; `messages.ts` carries and checks it.

import type {
  Category,
  EngineSettings,
  Missing,
  Question,
  Severity,
  Speaker,
  Subtype,
  Summary,
  SupportKind,
  Document as Text,
} from "./generated/report";
import type { Language } from "./names";
import type { Change, Refused } from "./settings";
import type { Catalogue } from "./words";

/** Why a page, or a part of it, is not read. */
export const OFF = ["switch", "site", "not_listed", "on_request", "tab"] as const;
export type Off = (typeof OFF)[number];

export type Analyzed =
  | { ok: true /** A `Report` as JSON. */; report: string }
  | { ok: false; why: "off"; off: Off }
  | { ok: false; why: "engine" /** For a fault report; not shown as it is. */; detail: string };

export type Changed = { done: true; undo: Change[] } | { done: false; why: "private" | Refused };

export const OWN_PAGES = ["options", "help", "welcome"] as const;

/** What the background answers: by name, what is asked and what is answered. */
export interface Calls {
  /** From a page: read this. With the first part of a document, the host whose marks may be off: not once asked for. */
  analyze: { ask: { text: Text; host: string | null }; answer: Analyzed };
  /** From a page that is about to be read: get the engine. */
  ready: { ask: Record<never, never>; answer: null };
  /** From a page: the count on the icon; null for none (off). Only the top frame's is shown. */
  count: { ask: { marks: number | null }; answer: null };
  /** From a page: a card opened in this frame, those in others close. */
  card: { ask: { frame: string }; answer: null };
  /** From the page itself, when the reader asked for it: read its frames too. From a frame: whether the reader did. */
  read: { ask: { frame: string }; answer: boolean };
  /** From a frame, whose marks end here: on to the next frame that has some, or back. */
  step: { ask: { order: "next" | "previous" }; answer: null };
  /** From a page that the browser kept and shows again: whether its tab is off. */
  is_tab_off: { ask: Record<never, never>; answer: boolean };
  /** From a page: change settings. */
  change: { ask: { changes: Change[] }; answer: Changed };
  /** From anyone: open a page of the extension's own. */
  open: { ask: { page: (typeof OWN_PAGES)[number]; at: string }; answer: null };
  /** From a page, on the reader's click: look words up in a new tab. */
  search: { ask: { words: string }; answer: null };
  /** From a page: the interface's words in a language that is not the browser's. */
  catalogue: { ask: { language: Language }; answer: Catalogue | null };
  /** From an extension page: marks in a text, with other phrases than those stored if given. */
  try: { ask: { text: Text; engine: EngineSettings | null }; answer: Analyzed };
  /** From an extension page: marks off, or on again, in a tab until it is closed. */
  tab: { ask: { tab: number; off: boolean }; answer: null };
  /** From an extension page: a site on or off; in a private window only for the session. */
  site: { ask: { host: string; reads: boolean; hidden: boolean }; answer: Changed };
}
export type CallName = keyof Calls;

/** What the background tells the frames of a tab. */
export const ORDERS = [
  "next",
  "previous",
  "first",
  "last",
  "where",
  "read_now",
  "is_asked",
  "check_selection",
  "close_card",
  "tab_off",
  "tab_on",
  "muted",
  "not_muted",
  "private_choice",
] as const;
export interface Order {
  order: (typeof ORDERS)[number];
  /** The frame that an order does not concern: it gave rise to it. */
  but: string;
  /** The one frame that it concerns, by its place; null for all, and for a step for the one that the reader is in. */
  at: number[] | null;
}

/** What a frame answers to a step: where it stands, the frames in it by their numbers, and whether the step was made. */
export interface Standing {
  at: number[];
  frames: number[];
  marks: boolean;
  done: boolean;
}

/** What the popup tells a page that it watches. */
export type PopupOrder =
  | { frame: string; order: "go"; mark: number; card: boolean }
  | { frame: string; order: "read_now" }
  | { frame: string; order: "show_all"; on: boolean };

/** A mark as a list shows it. */
export interface MarkView {
  /** For `go`; valid as long as the page shows this state. */
  id: number;
  category: Category;
  subtype: Subtype;
  severity: Severity;
  also: Subtype[];
  words: string;
  claim: string;
  speaker: Pick<Speaker, "kind" | "name" | "role" | "strength">;
  missing: Missing[];
  support: { kind: SupportKind; words: string }[];
  question: Question;
  implied: string | null;
  repeat: boolean;
  /** A phrase of the reader's own asked for it. */
  own: boolean;
  /** Held back so that a screenful stays readable; `show_all` paints it. */
  held: boolean;
  /** Stands in a link, which a click follows. */
  linked: boolean;
}

/** Part of a page that was not read: the engine's reasons and the page's. */
export const UNREAD = [
  "no_pack",
  "unknown_language",
  "too_long",
  "fault",
  "closed_root",
  "canvas",
  "pdf",
  "small_frame",
  "editor",
] as const;
export interface Unread {
  reason: (typeof UNREAD)[number] /** Blocks, roots, frames …: things of that kind. */;
  count: number;
  words: number;
}

export interface PageState {
  /** Names the frame for `PopupOrder`. */
  frame: string;
  top: boolean;
  host: string;
  /** The page's address without its fragment; null where it means nothing elsewhere. */
  url: string | null;
  title: string;
  status: "waiting" | "reading" | "read" | "off" | "failed";
  /** No more was asked for than what stands in some elements of the page: a selection to be checked. */
  part: boolean;
  off: Off | null;
  /** In document order; at most 500. */
  marks: MarkView[];
  /** All that is shown or held, of which `marks` may be a part. */
  total: number;
  /** Of these, the sweeping claims; the others lack a source. */
  sweeping: number;
  /** Of all, those held back so that a screenful stays readable. */
  held: number;
  /** The reader asked for what is held back too. */
  opened: boolean;
  /** Found, but below the sensitivity or of a kind that is switched off. */
  quiet: number;
  summary: Summary;
  unread: Unread[];
  /** As the page gives them; `based` are works that it says it cites or is based on. */
  author: string | null;
  date: string | null;
  based: string[];
  /** The page carries a schema.org review of a claim. */
  review: boolean;
}
