// How everything in JavaScript is timed, ours and others' alike; and the engine as Node holds it.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Engine, initSync } from "../extension/generated/sayswho.js";

/** Every program has this many rounds at least, and as many more as fit into this time; the shortest counts. */
export const ROUNDS = 3;
export const ENOUGH_MS = 700;

/** The shortest of several rounds, in milliseconds. */
export async function best(work: () => unknown): Promise<number> {
  let shortest = Number.POSITIVE_INFINITY;
  const begun = performance.now();
  for (let round = 0; round < ROUNDS || performance.now() - begun < ENOUGH_MS; round++) {
    const start = performance.now();
    await work();
    shortest = Math.min(shortest, performance.now() - start);
  }
  return shortest;
}

/** MB/s: 10⁶ bytes of UTF-8. */
export const speed = (bytes: number, ms: number) => bytes / ms / 1000;

export function documentOf(text: string) {
  return { blocks: text.split("\n\n").map((part) => ({ kind: "paragraph", text: part, links: [] })) };
}

/** The engine with both packs. */
export function engine(): Engine {
  const generated = "extension/generated";
  initSync({ module: readFileSync(join(generated, "sayswho_bg.wasm")) });
  const made = new Engine();
  for (const pack of readdirSync(join(generated, "packs"))) made.add_pack(readFileSync(join(generated, "packs", pack)));
  return made;
}

/** Findings, decoded. */
export function findings(made: Engine, document: object): number {
  return JSON.parse(made.analyze(document)).findings.length;
}
