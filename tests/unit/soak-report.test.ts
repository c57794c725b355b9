// What the report of a soak says of fuzzing: what was run, of what, and what was not.

import assert from "node:assert/strict";
import test from "node:test";
import { fuzzing } from "../../xtask/scripts/soak-report.js";

const ran = { state: "abc", gave_way: false, seconds: 600, executions: 1234 };

test("each target is told of: run here, run of another state, broken, or not run", () => {
  const said = fuzzing({
    state: "abc",
    targets: [
      { name: "text", ran },
      { name: "lines", ran: { ...ran, state: "old" } },
      { name: "pack", ran: { ...ran, gave_way: true } },
      { name: "front", ran: null },
    ],
  }).join("\n");
  assert.match(said, /now at abc: 3,702 executions; 1 of 4 targets were not run\./);
  assert.match(said, /\| text \| 600 \| 1,234 \| this state \| nothing found \|/);
  assert.match(said, /\| lines \|.*another state, old \|/);
  assert.match(said, /\| pack \|.*\*\*something broke it\*\*/);
  assert.match(said, /\| front \| – \| – \| – \| \*\*not run\*\* \|/);
});
