// Pages beyond all measure, and an extension that is replaced under open tabs. (`cargo xtask soak` has what takes long:
// 50 MB of text, and replacing again and again.)

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { cardText, clickMark } from "./card.js";
import { marked, markedAre, noMarks, someMarks, untouched } from "./marks.js";
import type { Slices } from "./profile.js";
import { until } from "./session.js";
import { built, check, launchLike, openArticle, session, site } from "./setup.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

/** The thread was given back again and again: by the script's own time, whatever else the machine did. */
function inSlices(context: TestContext, { total, longest, runs }: Slices): void {
  const told = `${total.toFixed(0)} ms in ${runs} slices, the longest ${longest.toFixed(0)} ms`;
  context.diagnostic(told);
  assert.ok(total > 0 && longest < total / 4, told);
}

check(
  "ten thousand shadow roots, each in the one before: the page is read, and goes on being used",
  async (context) => {
    const page = await openArticle(
      context,
      `${ENGLISH}<div id="outermost" lang="en"></div><script>
      let at = document.getElementById("outermost");
      for (let n = 0; n < 10000; n++) {
        const root = at.attachShadow({ mode: "open" });
        if (n === 20) root.innerHTML = "<p>Experts say the harbour wall could give way before winter.</p>";
        at = root.appendChild(document.createElement("div"));
        at.style.display = "contents";
      }
    </script>`,
    );
    await marked(page, "always broken");
    await marked(page, "Experts say");
    await page.evaluate(() =>
      document
        .querySelector("article")
        ?.insertAdjacentHTML("beforeend", "<p>Nobody disputes that the new school was needed by the town.</p>"),
    );
    await marked(page, "Nobody disputes that");
    const slices = await session.profile(page, async () => {
      await page.reload();
      await marked(page, "Experts say");
    });
    inSlices(context, slices);
  },
);

check("ten thousand shadow roots side by side: read in slices, and the page has its turns between", async (context) => {
  const page = await openArticle(
    context,
    `${ENGLISH}<div id="roots" lang="en"></div><script>
      for (let n = 0; n < 10000; n++) {
        const host = document.createElement("div");
        host.attachShadow({ mode: "open" }).innerHTML = n === 9999
          ? "<p>Experts say the harbour wall could give way before winter.</p>"
          : "<p>The clerk noted entry " + n + " in the log of the harbour, and closed the book.</p>";
        document.getElementById("roots").append(host);
      }
    </script>`,
  );
  await marked(page, "Critics argue that");
  await marked(page, "Experts say");
  const slices = await session.profile(page, async () => {
    await page.reload();
    await marked(page, "Experts say");
  });
  inSlices(context, slices);
  // Where one clicks is looked for in all of them.
  await clickMark(page, "Critics argue that");
  assert.match(await cardText(page), /Critics argue that/);
});

check("another version takes the place of this one under an open tab: one of the two marks it", async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "says-who-update-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(built, folder, { recursive: true });
  const other = await launchLike({ extension: folder });
  context.after(() => other.close());
  const page = await other.open(site.serve("/updated", { body: `<!doctype html><title>U</title>${ENGLISH}` }));
  await someMarks(page);
  const file = join(folder, "manifest.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), version: "999.0.1" }));
  await other.updateExtension();
  // One browser brings the new version into tabs that are open; in the other they have it when they are loaded again.
  if (other.name === "chrome") await noMarks(page);
  else await markedAre(page, ENGLISH_WORDS);
  assert.equal(await untouched(page), true);
  await page.bringToFront();
  await page.reload();
  await markedAre(page, ENGLISH_WORDS);
  const own = await other.openOwn("help/help.html");
  await until(() => own.evaluate(() => chrome.runtime.getManifest().version === "999.0.1"));
  assert.deepEqual(other.faults, []);
});
