// The extension loses its footing under an open page: it is kept from sites, and let on again; it is reloaded.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { markedAre, marks, noMarks } from "./marks.js";
import { says } from "./press.js";
import { store } from "./settings.js";
import { check, launchWith, openArticle, openPopup, session, site } from "./setup.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

check("kept from sites, the extension leaves pages alone and says so; let on again, it reads", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
  await session.letOnSites(false);
  context.after(() => session.letOnSites(true));
  await page.reload();
  const popup = await openPopup(context, page);
  await says(popup, "Not read: the browser keeps this page to itself");
  assert.deepEqual(await marks(page), []);
  await session.letOnSites(true);
  await page.bringToFront();
  await page.reload();
  await markedAre(page, ENGLISH_WORDS);
});

check("reloaded under an open page, the extension leaves nothing old behind and doubles nothing", async (context) => {
  const profile = mkdtempSync(join(tmpdir(), "says-who-profile-"));
  const other = await launchWith(profile);
  context.after(async () => {
    await other.close();
    rmSync(profile, { recursive: true, force: true });
  });
  const page = await other.open(site.serve("/reloaded", { body: ENGLISH }));
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await markedAre(page, ENGLISH_WORDS);
  await other.reloadExtension();
  // One browser runs the new content script in open pages at once, the other when they are loaded again.
  if (other.name === "chrome") await noMarks(page);
  else await markedAre(page, ENGLISH_WORDS);
  await page.reload();
  await markedAre(page, ENGLISH_WORDS);
  assert.deepEqual(faults, []);
});
