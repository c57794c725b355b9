// What is wrong about a weight: held against its hold, and against what is recorded.

import assert from "node:assert/strict";
import test from "node:test";
import { judge } from "../../xtask/scripts/sizes-judge.js";

const wrong = (what: string, recorded: number | undefined, bytes: number) => {
  const { over, changed } = judge(recorded === undefined ? {} : { [what]: { bytes: recorded, hold: 0 } }, {
    [what]: bytes,
  });
  return { over: over.length, changed: changed.length };
};

test("the Wasm is under its holds whatever is recorded", () => {
  assert.deepEqual(wrong("wasm, raw", 700_000, 700_000), { over: 0, changed: 0 });
  assert.deepEqual(wrong("wasm, raw", 700_001, 700_001), { over: 1, changed: 0 });
  assert.deepEqual(wrong("wasm, gzip", undefined, 250_001), { over: 1, changed: 1 });
});

test("what is over its hold may not grow, and what was under it must stay there", () => {
  assert.deepEqual(wrong("pack en.pack, gzip", 164_909, 164_909), { over: 0, changed: 0 });
  assert.deepEqual(wrong("pack en.pack, gzip", 164_909, 166_000), { over: 0, changed: 1 });
  assert.deepEqual(wrong("pack en.pack, gzip", 99_999, 100_001), { over: 1, changed: 0 });
  assert.deepEqual(wrong("zip for chrome", 784_000, 610_000), { over: 0, changed: 0 });
});

test("what is new is recorded with its hold, and what is gone is missed", () => {
  const { record, changed } = judge({ "zip for opera": { bytes: 1, hold: 600_000 } }, { "pack de.pack, gzip": 5 });
  assert.deepEqual(record, { "pack de.pack, gzip": { bytes: 5, hold: 100_000 } });
  assert.equal(changed.length, 2);
});
