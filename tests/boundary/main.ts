// The engine in Wasm says, byte for byte, what the native engine says: `main.ts NATIVE.jsonl`.
//
// The native reports have their offsets in bytes; here they are turned into UTF-16 by other means than the
// engine's own, so that a fault in the conversion shows too.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { before, test } from "node:test";
import type { Report } from "../../extension/generated/report.js";
import { Engine, initSync } from "../../extension/generated/sayswho.js";
import { asked, inUtf16, type NativeReport } from "./native.js";

const GENERATED = "extension/generated";
const cases = readFileSync(process.argv[2] ?? "", "utf8")
  .split("\n")
  .filter((line) => line !== "")
  .map((line) => JSON.parse(line) as NativeReport);

let engine: Engine;

before(() => {
  initSync({ module: readFileSync(`${GENERATED}/sayswho_bg.wasm`) });
  engine = new Engine();
  for (const pack of readdirSync(`${GENERATED}/packs`)) engine.add_pack(readFileSync(`${GENERATED}/packs/${pack}`));
});

test("there is something to compare", () => {
  assert.ok(cases.some((each) => each.report.findings.length > 0));
});

for (const { file, document, report } of cases) {
  test(file, () => {
    assert.equal(engine.analyze(asked(document)), JSON.stringify(inUtf16(document, report)));
  });
}

test("blocks that are no prose, odd characters and an empty document are read alike", () => {
  const empty = { blocks: [] };
  const odd = {
    blocks: [
      { kind: "title" as const, text: "🌉\u0301 e\u0301 \ud83d\ude00\u200d", links: [] },
      { kind: "cell" as const, text: "", links: [] },
      {
        kind: "paragraph" as const,
        text: "🌉 Experts say 🌉 so.",
        lang: "en",
        links: [{ start: 3, end: 10, kind: "tag" as const }],
      },
    ],
  };
  assert.equal(JSON.parse(engine.analyze(empty)).findings.length, 0);
  for (const { place } of (JSON.parse(engine.analyze(odd)) as Report).findings) {
    const text = odd.blocks[place.block]?.text ?? "";
    assert.ok(text.slice(place.start, place.end).isWellFormed(), "a mark does not cut a character in two");
  }
});

test("what is no document is refused with an error", () => {
  assert.throws(() => engine.analyze({ blocks: 3 }));
  assert.throws(() => engine.add_pack(new Uint8Array([1, 2, 3])));
});
