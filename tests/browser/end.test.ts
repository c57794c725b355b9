// After everything else: nothing went wrong on the way.

import assert from "node:assert/strict";
import { check, session } from "./setup.js";

check("no exception and no error on a console of the extension", async () => {
  assert.deepEqual(session.faults, []);
});
