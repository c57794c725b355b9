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
  /** A page of 50 MB, if it was tried: the longest time between two of its frames, and its marks. */
  huge?: { longest: number; marks: number };
  wrong: string[];
}

interface About {
  minutes: number;
  seed: number;
  fuzz: Record<string, { seconds: number; executions: number }>;
}

export function report({ minutes, seed, fuzz }: About, tallies: readonly Tally[]): string {
  const names = [...new Set(tallies.flatMap(({ rounds }) => Object.keys(rounds)))];
  const row = (what: string, of: (tally: Tally) => number) =>
    `| ${what} | ${tallies.map((t) => count(of(t))).join(" | ")} |`;
  const wrong = tallies.flatMap((tally) => tally.wrong);
  const targets = Object.entries(fuzz);
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
        ]
      : []),
    row("**not as it should be**", (t) => t.wrong.length),
    "",
    ...(wrong.length > 0 ? ["## What was wrong", "", ...wrong.map((each) => `- ${each}`), ""] : []),
    "## Fuzzing",
    "",
    ...(targets.length > 0
      ? [
          "What `cargo xtask fuzz` has run in this checkout, with nothing found that is still open:",
          "",
          "| target | seconds | executions |",
          "|---|---:|---:|",
          ...targets.map(([name, { seconds, executions }]) => `| ${name} | ${count(seconds)} | ${count(executions)} |`),
        ]
      : ["Not run in this checkout (`cargo xtask fuzz --seconds 600`)."]),
    "",
  ].join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en");
}
