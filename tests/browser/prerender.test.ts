// A page that the browser made ready before anybody asked for it: nothing is read until it is looked at.

import assert from "node:assert/strict";
import { marked } from "./marks.js";
import { BY_CLOCK } from "./session.js";
import { store } from "./settings.js";
import { check, session, site } from "./setup.js";
import { Watcher } from "./state.js";

/** It tells, in the store that pages of a site share, what it was when it ran, and what was painted when it was shown. */
const READY = `<!doctype html><html lang="en"><title>Lifts</title><h1>Lifts</h1><p>The lifts in this station are always broken.</p>
<script type="module">
  const before = document.prerendering === true;
  document.addEventListener("prerenderingchange", () => localStorage.setItem("painted", String(CSS.highlights.size)), true);
  // Long enough for whoever would not wait: each turn goes to the server and back.
  for (let n = 0; n < 100; n++) await fetch("/empty");
  localStorage.setItem("ready", before ? "unseen" : "seen");
</script></html>`;

check("a page that is made ready beforehand is read when it is shown", async (context) => {
  await store(context, {});
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  const there = site.serve("/made-ready", { body: READY });
  const rules = JSON.stringify({ prerender: [{ source: "list", urls: [there], eagerness: "immediate" }] });
  const body = `<!doctype html><title>Before</title><script>localStorage.clear()</script>
    <script type="speculationrules">${rules}</script><a href="${there}">Lifts</a>`;
  const page = await session.open(site.serve("/before", { body }));
  context.after(() => page.close());
  const isMade = await page.evaluate(() => HTMLScriptElement.supports?.("speculationrules") === true);
  // One browser makes no page ready yet: there the link is all.
  assert.equal(isMade, session.name === "chrome");
  if (isMade) {
    await page.waitForFunction(() => localStorage.getItem("ready") === "unseen", BY_CLOCK);
    assert.deepEqual(
      (await watcher.heard()).filter(({ text }) => text),
      [],
    );
  }
  await page.bringToFront();
  await Promise.all([page.waitForNavigation(), page.click("a")]);
  await marked(page, "always broken");
  const told = await page.evaluate(() => ({
    painted: localStorage.getItem("painted"),
    after: (performance.getEntriesByType("navigation")[0] as { activationStart?: number }).activationStart ?? 0,
  }));
  assert.equal(told.painted, isMade ? "0" : null);
  assert.equal(told.after > 0, isMade);
});
