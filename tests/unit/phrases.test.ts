// Phrases as they are typed: what is wrong, and at which character.

import assert from "node:assert/strict";
import { test } from "node:test";
import { phraseFault } from "../../extension/phrases.js";

const CASES: [string, ReturnType<typeof phraseFault>][] = [
  ["school bus", undefined],
  ["game-chang*", undefined],
  ["*teur", undefined],
  ["  ", { why: "empty", at: 0 }],
  ["the * lift", { why: "star_alone", at: 4 }],
  ["🌉 ** lift", { why: "star_alone", at: 2 }],
  ["x".repeat(201), { why: "too_long", at: 200 }],
];

for (const [phrase, fault] of CASES) {
  test(`“${phrase.slice(0, 20)}”: ${fault ? fault.why : "can be used"}`, () => {
    assert.deepEqual(phraseFault(phrase), fault);
  });
}
