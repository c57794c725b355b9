// The engine as the background holds it, when its files cannot be had or are not what they should be. These come
// first: an engine that has started keeps what it has.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { files, local, PAGE, say, session, startBackground, sync } from "./fake.js";

const WASM = readFileSync("extension/generated/sayswho_bg.wasm");
const TEXTS = {
  en: "The lifts in this station are always broken, and the ferry has carried the school bus since then.",
  fr: "La passerelle est attaquée tous les jours par la rouille, et le bac transporte depuis les enfants.",
};

interface Read {
  answer: { ok: boolean; why?: string; report?: string };
}

async function found(language: keyof typeof TEXTS): Promise<number | string> {
  const text = { blocks: [{ kind: "paragraph", text: TEXTS[language], lang: language, links: [] }] };
  const { answer } = (await say({ call: "analyze", ask: { text, host: "example.org" } }, PAGE)) as Read;
  return answer.ok ? JSON.parse(answer.report ?? "").findings.length : (answer.why ?? "");
}

test("an engine that cannot start says so each time, and starts as soon as it can", async () => {
  for (const area of [local, sync, session]) await area.empty();
  await startBackground();
  const damaged = Uint8Array.from(WASM);
  damaged.fill(0xff, 40_000, 60_000);
  for (const bytes of [undefined, new Uint8Array(), WASM.subarray(0, WASM.length / 2), damaged]) {
    files.set("sayswho.wasm", bytes);
    assert.equal(await found("en"), "engine");
    assert.equal(await found("en"), "engine");
  }
  files.set("sayswho.wasm", WASM);
  files.set("packs/en.pack", undefined);
  files.set("packs/fr.pack", undefined);
  assert.equal(await found("en"), "engine", "no language at all");
  files.delete("packs/fr.pack");
  assert.equal(await found("fr"), 1, "a pack that is missing costs its language alone");
});

test("a pack that is damaged costs its language alone", async () => {
  files.clear();
  const pack = Uint8Array.from(readFileSync("extension/generated/packs/en.pack"));
  files.set("packs/en.pack", pack.subarray(0, pack.length / 3));
  // Another set of languages is another engine.
  await sync.empty({ languages: { en: true, fr: false } });
  assert.equal(await found("en"), "engine");
  await sync.empty();
  assert.deepEqual([await found("en"), await found("fr")], [0, 1]);
  await sync.empty({ languages: { en: true, fr: false } });
  files.clear();
  assert.equal(await found("en"), 1);
  await sync.empty();
});
