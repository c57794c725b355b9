// What weights mean beside their record and their holds; `sizes.ts` does the weighing.
//
// The Wasm must be under its holds, whatever is recorded. Anything else that was under its hold must stay there, and
// what is over it, packs and zips at present, may not grow until it is. Absent on purpose: a way to accept the first
// two; a hold is changed here, by hand and with a reason.

export interface Entry {
  bytes: number;
  hold: number;
}
export type Kept = Record<string, Entry>;

/** By this part anything may grow without the record being changed: compilers differ by some bytes. */
export const MAY_GROW = 0.005;

/** By what an entry's name is like: what it may weigh, and whether that holds already. */
const HOLDS: [like: RegExp, hold: number, firm: boolean][] = [
  [/^wasm, raw$/, 700_000, true],
  [/^wasm, gzip$/, 250_000, true],
  [/^pack /, 100_000, false],
  [/^zip /, 600_000, false],
];

export interface Judged {
  /** A line for each weight. */
  lines: string[];
  /** What no record can make right. */
  over: string[];
  /** What a new record makes right. */
  changed: string[];
  /** What to record. */
  record: Kept;
}

export function judge(kept: Kept, weighed: Record<string, number>): Judged {
  const judged: Judged = { lines: [], over: [], changed: [], record: {} };
  for (const [what, bytes] of Object.entries(weighed)) {
    const [, hold = 0, firm = false] = HOLDS.find(([like]) => like.test(what)) ?? [];
    const before = kept[what];
    judged.record[what] = { bytes, hold };
    const stands = bytes > hold ? `OVER its hold of ${hold}` : `hold ${hold}`;
    judged.lines.push(`${what}: ${bytes} bytes; recorded ${before?.bytes ?? "nowhere"}; ${stands}`);
    if (bytes > hold && (firm || (before && before.bytes <= hold))) {
      judged.over.push(`${what} is ${bytes} bytes, over its hold of ${hold}`);
    }
    if (!before) judged.changed.push(`${what} is not in the record`);
    else if (bytes > before.bytes * (1 + MAY_GROW)) {
      judged.changed.push(`${what} grew from ${before.bytes} to ${bytes} bytes, by more than ${MAY_GROW * 100} %`);
    }
  }
  for (const what of Object.keys(kept)) if (!(what in weighed)) judged.changed.push(`${what} was not found`);
  return judged;
}
