// How long a script of the extension keeps a page's thread busy, from the browser's own sampling profiler. Both
// browsers are read the same way: a sample belongs to the script when its file is anywhere on the stack.

export interface Slices {
  /** Milliseconds in all. */
  total: number;
  /** Milliseconds of the longest stretch without a break. */
  longest: number;
  /** How many stretches there were. */
  runs: number;
}

/** What a page's process has cost so far. */
export interface Load {
  /** Milliseconds of processor time of its own thread. */
  thread: number;
  /** Bytes: in one browser of its scripts, in the other of the whole process. */
  memory: number;
}

/** One sample: how long until the next, and whose it is. */
export interface Sample {
  ms: number;
  /** `bridge`: the browser's own work, part of a stretch when it is short and the script goes on after it. */
  of: "script" | "bridge" | "other";
}

/** Milliseconds of the browser's own work within a stretch: collecting garbage, or a call that leaves no trace. */
const SHORT = 1;

export function slices(samples: Iterable<Sample>): Slices {
  let total = 0;
  let longest = 0;
  let runs = 0;
  let run = 0;
  let bridge = 0;
  for (const { ms, of } of samples) {
    if (of === "script") {
      total += ms;
      if (run === 0 || bridge > SHORT) runs++;
      run = bridge <= SHORT ? run + bridge + ms : ms;
      bridge = 0;
      longest = Math.max(longest, run);
    } else if (of === "bridge" && run > 0) {
      bridge += ms;
    } else {
      run = 0;
      bridge = 0;
    }
  }
  return { total, longest, runs };
}

/** A profile of the DevTools protocol. */
export interface ChromeProfile {
  nodes: { id: number; callFrame: { url: string; functionName: string }; children?: number[] }[];
  samples?: number[];
  timeDeltas?: number[];
}

/**
 * `spent`: milliseconds of processor time that the thread had meanwhile. Samples come by the clock, and what a busy
 * machine takes away is no time of the page's: it is taken off each in the same share.
 */
export function chromeSlices(profile: ChromeProfile, file: string, spent = Number.POSITIVE_INFINITY): Slices {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const of = new Map<number, Sample["of"]>();
  const mark = (id: number, inherited: boolean) => {
    const node = nodes.get(id);
    if (!node) return;
    const own = inherited || node.callFrame.url === file;
    const native = ["(program)", "(garbage collector)"].includes(node.callFrame.functionName);
    of.set(id, own ? "script" : native ? "bridge" : "other");
    for (const child of node.children ?? []) mark(child, own);
  };
  const root = profile.nodes[0];
  if (root) mark(root.id, false);
  const deltas = profile.timeDeltas ?? [];
  const idle = new Set(profile.nodes.filter((node) => node.callFrame.functionName === "(idle)").map(({ id }) => id));
  const samples = (profile.samples ?? []).map((id, n) => ({ id, ms: (deltas[n + 1] ?? 0) / 1000 }));
  const busy = samples.reduce((sum, { id, ms }) => sum + (idle.has(id) ? 0 : ms), 0);
  const share = Math.min(1, spent / busy);
  return slices(samples.map(({ id, ms }) => ({ ms: ms * share, of: of.get(id) ?? "other" })));
}

/**
 * Runs in Firefox's own window: profiles are too big to be handed over. The last thing it says is the answer. What
 * is counted is the thread's own time, which leaves out what a busy machine takes away.
 */
export function firefoxSamples(file: string): string {
  return `
    const profile = await Services.profiler.getProfileDataAsync();
    await Services.profiler.StopProfiler();
    const answer = [];
    for (const { threads } of [profile, ...profile.processes]) {
      for (const { samples, stackTable, frameTable, stringTable } of threads) {
        const known = new Map([[null, false], [undefined, false]]);
        const own = (stack) => {
          if (!known.has(stack)) {
            const row = stackTable.data[stack];
            const place = stringTable[frameTable.data[row[stackTable.schema.frame]][frameTable.schema.location]];
            known.set(stack, place.includes(${JSON.stringify(file)}) || own(row[stackTable.schema.prefix]));
          }
          return known.get(stack);
        };
        const { stack, threadCPUDelta } = samples.schema;
        const rows = samples.data.map((row, n) => [(samples.data[n + 1]?.[threadCPUDelta] ?? 0) / 1e6, own(row[stack])]);
        if (rows.some(([, script]) => script)) answer.push(rows);
      }
    }
    return JSON.stringify(answer);`;
}

/** The busiest thread is the page's: others only hold a frame or two. */
export function firefoxSlices(answer: string): Slices {
  const threads = JSON.parse(answer) as [number, boolean][][];
  const all = threads.map((rows) => slices(rows.map(([ms, script]) => ({ ms, of: script ? "script" : "other" }))));
  return all.reduce((most, each) => (each.total > most.total ? each : most), { total: 0, longest: 0, runs: 0 });
}
