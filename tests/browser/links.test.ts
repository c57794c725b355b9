// Where links lead, as the engine is told, and pages of another site inside a page.

import assert from "node:assert/strict";
import { BY_CLOCK } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, session, site } from "./setup.js";
import { Watcher } from "./state.js";

const LINKS: [words: string, link: string, kind: string | null][] = [
  ["the minutes", "/minutes/march.pdf?download=1", "document"],
  ["a study", "https://doi.org/10.1000/182", "document"],
  ["the harbour office", "https://harbour.example/office", "other_site"],
  ["another of theirs", "//harbour.example:8080/log#may", "other_site"],
  ["an earlier report", "/2024/pumps.html", "same_site"],
  ["all on pumps", "/tag/pumps", "tag"],
  ["#pumps", "/find?q=pumps", "tag"],
  ["send it on", "mailto:?subject=pumps", "share"],
  ["tell others", "https://x.com/intent/post?url=pumps", "share"],
  ["further down", "#below", "anchor"],
  ["open the panel", "javascript:void 0", null],
];

check("each kind of link is told for what it is", async (context) => {
  await store(context, {});
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  const sentences = LINKS.map(
    ([words, href]) => `<p>The clerk wrote it down on Monday, and <a href="${href}">${words}</a> says so too.</p>`,
  );
  const note = `<p>The pumps were counted twice.<sup><a href="#n1">[1]</a></sup></p><p id="below">The count ended at noon.</p><ol><li id="n1">Log of the harbour, 4 March.</li></ol>`;
  const page = await openArticle(context, `<h1>Pumps</h1>${sentences.join("")}${note}`);
  await watcher.settled(page);
  const blocks = (await watcher.heard()).flatMap(({ text }) => text?.blocks ?? []);
  const told = blocks.flatMap(({ text, links }) => links.map(({ start, end, kind }) => [text.slice(start, end), kind]));
  const wanted = LINKS.flatMap(([words, , kind]) => (kind ? [[words, kind]] : []));
  assert.deepEqual(told, [...wanted, ["", "note"]]);
});

const FRAME = `<!doctype html><html lang="en"><title>Within</title><p>Experts say the harbour wall could give way before winter.</p></html>`;

check("a frame of another site is read like the page, and as long as the page is", async (context) => {
  await store(context, {});
  // To the browser the same machine under another name is another site.
  const there = site.serve("/within", { body: FRAME }).replace("127.0.0.1", "localhost");
  const page = await openArticle(
    context,
    `<h1>Around</h1><p>The hall opens at nine.</p><iframe width="700" height="300" src="${there}"></iframe>`,
  );
  const frame = await (await page.$("iframe"))?.contentFrame();
  assert.ok(frame);
  assert.equal(await page.evaluate(() => document.querySelector("iframe")?.contentDocument), null);
  await frame.waitForFunction(() => CSS.highlights.size > 0, BY_CLOCK);
  assert.equal(await page.evaluate(() => CSS.highlights.size), 0);
  await store(context, { sites: [{ host: "127.0.0.1", read: false }] });
  await frame.waitForFunction(() => CSS.highlights.size === 0, BY_CLOCK);
});
