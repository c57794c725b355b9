// Some hundreds of everything at every door of the extension; `doors.ts` says what must hold.

import { before, test } from "node:test";
import { Dice, file, message, storeOf } from "./doors.js";
import { local, session, startBackground, sync } from "./fake.js";

before(async () => {
  for (const area of [local, sync, session]) await area.empty();
  await startBackground();
});

test("any message from anybody leaves the store sound and answers only whom it should", async () => {
  const dice = new Dice(0x5eed);
  for (let round = 0; round < 600; round++) await message(dice);
});

test("any store gives settings of their shape", () => {
  const dice = new Dice(0xca11);
  for (let round = 0; round < 1500; round++) storeOf(dice);
});

test("any file of settings is taken as what a reader could have set, or not at all", () => {
  const dice = new Dice(0xf11e);
  for (let round = 0; round < 1500; round++) file(dice);
});
