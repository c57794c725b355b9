// Anything at the doors of the extension for some seconds: `front.ts SECONDS COUNT`. What must hold is said, and
// tried in short, in `tests/unit/doors.ts`.

import "../tests/unit/fake.js";
import { writeFileSync } from "node:fs";
import { Dice, file, message, storeOf } from "../tests/unit/doors.js";
import { local, session, startBackground, sync } from "../tests/unit/fake.js";

const [seconds, count] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1000;
let rounds = 0;
for (let seed = Date.now() % 1_000_000; Date.now() < end; seed++) {
  const dice = new Dice(seed + 1);
  for (const area of [local, sync, session]) await area.empty();
  await startBackground();
  try {
    for (let round = 0; round < 100; round++) {
      await message(dice);
      for (let other = 0; other < 10; other++) {
        storeOf(dice);
        file(dice);
      }
      rounds += 21;
    }
  } catch (error) {
    console.error(`with the seed ${seed + 1}`);
    throw error;
  }
}
writeFileSync(count ?? "", `${rounds}\n`);
