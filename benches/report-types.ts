// What one run of the bench measured: the shape of `bench.json`. Speeds in MB/s (10⁶ bytes of UTF-8), times in
// milliseconds. What could not be had is absent, and named in `failed`.

import type { Held, Start } from "./browsers.js";
import type { Kind, Size } from "./texts.js";
import type { Weight } from "./weights.js";

export interface Row {
  size: Size;
  kind: Kind;
  language: string;
  bytes: number;
  findings: number;
  /** Under Node. */
  ms: number;
  /** Per 1,000 words. */
  marks?: number;
  wasm?: number;
  chrome?: number;
  firefox?: number;
  native?: number;
  regex?: number;
  automaton?: number;
}

export interface Beside {
  name: string;
  start_ms: number;
  memory: number;
  bytes: number;
  read: { kind: Kind; speed: number; marks: number }[];
}

/** JSON lines through the command line, as `cargo xtask bench lines` writes it. */
export interface LinesRun {
  mb: number;
  lines: number;
  mb_per_second: number;
  /** Null where the system does not tell. */
  peak_mb_at_10_50_100_percent: (number | null)[];
}

export interface Figures {
  date: string;
  machine: string;
  /** The highest of the system's own averages when the run began: other work on the machine. */
  load: number;
  seed: number;
  phrases: number;
  rows: Row[];
  /** Says Who first, by the same door. */
  peers: Beside[];
  starts: ({ browser: string } & Start)[];
  held: { browser: string; held: Held[] }[];
  sizes: Weight[];
  /** Absent when it was not run. */
  lines?: { cores: number; all_cores: LinesRun; one_thread: LinesRun };
  failed: { part: string; why: string }[];
}
