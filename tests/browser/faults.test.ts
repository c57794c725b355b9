// The engine cannot start, the store refuses: nothing lost, nothing left behind, and it is said. (`unwell.test.ts` and
// `tests/unit` have more ways for store and engine to fail.)

import assert from "node:assert/strict";
import { truncateSync } from "node:fs";
import { join } from "node:path";
import { copyOfExtension } from "./altered.js";
import { marked, marks, untouched } from "./marks.js";
import { press, says } from "./press.js";
import { PATIENCE } from "./session.js";
import { store, stored } from "./settings.js";
import { check, launchLike, openArticle, openOwn, site } from "./setup.js";
import { ENGLISH } from "./texts.js";

check("an engine that cannot start is said, and the page is left alone", async (context) => {
  const folder = copyOfExtension(context);
  truncateSync(join(folder, "sayswho.wasm"), 5000);
  const other = await launchLike({ extension: folder });
  context.after(() => other.close());
  const page = await other.open(site.serve("/no-engine", { body: `<!doctype html><title>E</title>${ENGLISH}` }));
  const popup = await other.openPopup(page);
  await says(popup, "Says Who could not start here");
  await popup.close();
  assert.deepEqual(await marks(page), []);
  assert.equal(await untouched(page), true);
});

check("a store that refuses says so and changes nothing", async (context) => {
  await store(context, { sensitivity: "all" });
  const options = await openOwn(context, "options/options.html");
  await says(options, "High only");
  await options.evaluate(() => {
    const refuse = async () => {
      throw new Error("QUOTA_BYTES quota exceeded");
    };
    chrome.storage.local.set = refuse;
    chrome.storage.sync.set = refuse;
  });
  await press(options, "High only");
  await options.waitForSelector('[role="alert"], [role="status"]', { timeout: PATIENCE });
  assert.deepEqual(await stored(), { sensitivity: "all" });
  const page = await openArticle(context, ENGLISH);
  await marked(page, "always broken");
});
