// The browser ends and starts again.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { press, says } from "./press.js";
import { BY_CLOCK } from "./session.js";
import { check, launchWith } from "./setup.js";

check("settings survive the end of the browser", async (context) => {
  const profile = mkdtempSync(join(tmpdir(), "says-who-profile-"));
  const before = await launchWith(profile);
  const options = await before.openOwn("options/options.html");
  await press(options, "Français");
  await says(options, "Ce qui est signalé");
  await press(options, "Sombre");
  await options.waitForFunction(() => document.documentElement.dataset.theme === "dark", BY_CLOCK);
  await before.close();

  const after = await launchWith(profile);
  context.after(async () => {
    await after.close();
    rmSync(profile, { recursive: true, force: true });
  });
  const again = await after.openOwn("options/options.html");
  await says(again, "Ce qui est signalé");
  assert.equal(await again.evaluate(() => document.documentElement.dataset.theme), "dark");
});
