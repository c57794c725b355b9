// What the store goes through: damage, versions to come, two windows at once. Everything opens, pages are read, and
// nothing is overwritten before the reader changes something.

import assert from "node:assert/strict";
import { marked } from "./marks.js";
import { fill, press, says } from "./press.js";
import { BY_CLOCK, PATIENCE } from "./session.js";
import { store, stored } from "./settings.js";
import { check, openArticle, openOwn, openPopup } from "./setup.js";

const ARTICLE = `<article lang="en"><h1>Repairs on the Oldmarsh bridge</h1>
<p>The council closed the bridge on Monday, and the ferry has carried the school bus since then.</p>
<p>The lifts in this station are always broken. Experts say the ferry is slow.</p></article>`;

const DAMAGE = [
  {
    what: "a string for everything",
    kept: { sensitivity: "oops", categories: "oops", sites: "oops", version: "oops" },
  },
  { what: "a version to come", kept: { version: 999, sensitivity: "all" } },
  { what: "a number for a list, and a key nobody knows", kept: { mute_phrases: 7, unheard_of: { a: 1 } } },
];

for (const { what, kept } of DAMAGE) {
  check(`a store with ${what}: all opens, the page is read, the store is left as it was`, async (context) => {
    await store(context, kept);
    const page = await openArticle(context, ARTICLE);
    await marked(page, "always broken");
    const popup = await openPopup(context, page);
    await popup.waitForSelector(".marks li", { timeout: PATIENCE });
    const options = await openOwn(context, "options/options.html");
    await options.waitForSelector('[role="alert"]', { timeout: PATIENCE });
    await says(options, "Go to the reset");
    assert.deepEqual(await stored(), kept);
  });
}

check("what could not be read is kept aside when the reader sets it anew", async (context) => {
  await store(context, { sensitivity: "oops" });
  const options = await openOwn(context, "options/options.html");
  await press(options, "High only");
  await says(options, "Settings that could not be read were kept aside.");
  const now = await stored();
  assert.equal(now.sensitivity, "high");
  assert.match(JSON.stringify(now.aside), /oops/);
  await press(options, "Reset everything");
  await options.waitForFunction(() => !document.querySelector('[role="alert"]'), BY_CLOCK);
  assert.equal((await stored()).aside, undefined);
});

check("a version to come is not set back by a change", async (context) => {
  await store(context, { version: 999, of_the_future: [1, 2] });
  const options = await openOwn(context, "options/options.html");
  await says(options, "The stored settings come from a newer version of Says Who.");
  await says(options, "Not read, under the names they are stored by: of_the_future.");
  await press(options, "High only");
  await options.waitForFunction(
    () => document.querySelector<HTMLInputElement>("#kinds .choice input")?.checked,
    BY_CLOCK,
  );
  const now = await stored();
  assert.deepEqual([now.version, now.of_the_future, now.sensitivity], [999, [1, 2], "high"]);
});

check("two windows that write at once lose nothing", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ARTICLE);
  await marked(page, "always broken");
  const windows = [await openOwn(context, "options/options.html"), await openOwn(context, "options/options.html")];
  for (const [n, options] of windows.entries())
    await fill(options, "A phrase to mark", n === 0 ? "school bus" : "council");
  // Both at the same moment: neither window is asked to come to the front in between.
  await Promise.all(
    windows.map((options) =>
      options.evaluate(() => document.querySelector<HTMLFormElement>("#phrases form")?.requestSubmit()),
    ),
  );
  await marked(page, "school bus");
  await marked(page, "council");
  assert.deepEqual([...((await stored()).mark_phrases as string[])].sort(), ["council", "school bus"]);
});

check("a change in one window is seen in the other", async (context) => {
  await store(context, {});
  const one = await openOwn(context, "options/options.html");
  const other = await openOwn(context, "options/options.html");
  await press(one, "Français");
  await says(other, "Ce qui est signalé");
});
