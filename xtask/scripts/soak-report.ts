// What a soak came to, in Markdown, for people: counts, and what went wrong, if anything did.

export interface Tally {
  browser: string;
  seconds: number;
  /** How often each fault was done. */
  rounds: Record<string, number>;
  /** Backgrounds that lived and were ended. */
  kills: number;
  pages: number;
  /** Marks held against those of an undisturbed run. */
  compared: number;
  /** Questions that the engine was asked while the background was being ended. */
  asked: number;
  /** A page of 50 MB, if it was tried: the longest time between two of its frames, then and after, and its marks. */
  huge?: { longest: number; still: number; marks: number };
  wrong: string[];
}

/** What the fuzz targets went through in this checkout; nothing for one that was never run. */
export interface Fuzzed {
  /** The commit that stands here now, with a plus when files were changed since. */
  state: string;
  targets: { name: string; ran: { state: string; gave_way: boolean; seconds: number; executions: number } | null }[];
}

interface About {
  minutes: number;
  seed: number;
  fuzz: Fuzzed;
}

export function report({ minutes, seed, fuzz }: About, tallies: readonly Tally[]): string {
  const names = [...new Set(tallies.flatMap(({ rounds }) => Object.keys(rounds)))];
  const row = (what: string, of: (tally: Tally) => number) =>
    `| ${what} | ${tallies.map((t) => count(of(t))).join(" | ")} |`;
  const wrong = tallies.flatMap((tally) => tally.wrong);
  return [
    "# Reliability",
    "",
    `\`cargo xtask soak --minutes ${minutes} --seed ${seed}\`: faults, one after another, in both browsers. After each,`,
    "marks must equal those of an undisturbed run (nothing lost, nothing doubled), the page and the store must be as",
    "they were (nothing left behind), and no exception may have come from the extension.",
    "",
    `**${wrong.length === 0 ? "Nothing lost, nothing doubled, nothing left behind." : `${wrong.length} times something was not as it should be.`}**`,
    "",
    `| | ${tallies.map(({ browser }) => browser).join(" | ")} |`,
    `|---|${tallies.map(() => "---:|").join("")}`,
    row("seconds", (t) => t.seconds),
    ...names.map((name) => row(name, (t) => t.rounds[name] ?? 0)),
    row("**backgrounds ended**", (t) => t.kills),
    row("pages read", (t) => t.pages),
    row("questions to the engine in rounds that end the background", (t) => t.asked),
    row("marks compared", (t) => t.compared),
    ...(tallies.some((t) => t.huge)
      ? [
          row("50 MB of text, read up to the limit: longest time between two frames, ms", (t) =>
            Math.round(t.huge?.longest ?? Number.NaN),
          ),
          row("the same when it has been read", (t) => Math.round(t.huge?.still ?? Number.NaN)),
        ]
      : []),
    row("**not as it should be**", (t) => t.wrong.length),
    "",
    ...(wrong.length > 0 ? ["## What was wrong", "", ...wrong.map((each) => `- ${each}`), ""] : []),
    "## Fuzzing",
    "",
    ...fuzzing(fuzz),
    "",
  ].join("\n");
}

/** Each target is there, whether it was run or not, and says what it was that was run. */
export function fuzzing({ state, targets }: Fuzzed): string[] {
  const executions = targets.reduce((sum, { ran }) => sum + (ran?.executions ?? 0), 0);
  const unrun = targets.filter(({ ran }) => !ran).length;
  return [
    `\`cargo xtask fuzz --seconds N\` in this checkout, now at ${state}: ${count(executions)} executions` +
      `${unrun > 0 ? `; ${unrun} of ${targets.length} targets were not run` : ""}.`,
    "",
    "| target | seconds | executions | what was run | came to |",
    "|---|---:|---:|---|---|",
    ...targets.map(({ name, ran }) => {
      if (!ran) return `| ${name} | – | – | – | **not run** |`;
      const what = ran.state === state ? "this state" : `another state, ${ran.state}`;
      const end = ran.gave_way ? "**something broke it** (`target/fuzz/faults`)" : "nothing found";
      return `| ${name} | ${count(ran.seconds)} | ${count(ran.executions)} | ${what} | ${end} |`;
    }),
  ];
}

function count(number: number): string {
  return number.toLocaleString("en");
}
