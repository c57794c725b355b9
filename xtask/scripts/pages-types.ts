// What a run over saved pages is asked for, and what it finds. `report.json` is a list of `PageResult`.

import type { Block, Finding } from "../../extension/generated/report.js";
import type { PageState } from "../../extension/messages.js";
import type { Slices } from "../../tests/browser/profile.js";
import type { BrowserName } from "../../tests/browser/session.js";

/** What xtask prepared. */
export interface Plan {
  folder: string;
  files: string[];
  out: string;
  browsers: { name: BrowserName; title: string; program: string; extension: string; idle: string }[];
}

export interface PageMark {
  words: string;
  claim: string;
  subtype: Finding["subtype"];
  severity: Finding["severity"];
  /** Kind of the block it stands in, and the language whose rules marked it. */
  kind: Block["kind"] | "unknown";
  language: string;
  /** Why it is no prose that a reader reads, if it is none. */
  outside: string | null;
}

export interface PageResult {
  file: string;
  browser: BrowserName;
  /** What kept the page from being looked at; everything below is empty then. */
  problem: string | null;
  declared: string | null;
  languages: string[];
  blocks: number;
  words: number;
  unread: PageState["unread"];
  marks: PageMark[];
  /** Paragraphs that assert things one could check, and those of them that name no source. */
  graded: number;
  unsourced: number;
  /** Exceptions and console errors beyond the page's own. */
  errors: string[];
  /** `own`: the page changes by itself from visit to visit. */
  dom: "same" | "own" | "changed";
  changes: string[];
  /** Milliseconds on the page's thread, with the extension and with one that does nothing. */
  script: Slices;
  idle: Slices;
  /** From loaded to read. */
  read_ms: number;
  messages: number;
  bytes: number;
  picture: string | null;
}

/** A page of which nothing is known. */
export const EMPTY: Omit<PageResult, "file" | "browser" | "problem"> = {
  declared: null,
  languages: [],
  blocks: 0,
  words: 0,
  unread: [],
  marks: [],
  graded: 0,
  unsourced: 0,
  errors: [],
  dom: "same",
  changes: [],
  script: { total: 0, longest: 0, runs: 0 },
  idle: { total: 0, longest: 0, runs: 0 },
  read_ms: 0,
  messages: 0,
  bytes: 0,
  picture: null,
};
