// Escape with a card open above a dialog of the page's: one press closes what is on top, and nothing else with it.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, HOST } from "./card.js";
import { marked } from "./marks.js";
import { until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, session } from "./setup.js";

const BROKEN = "<p>The lifts in this station are always broken.</p>";
const LEAVE = "<p>Sources say the treasurer will leave before the audit.</p>";
/** The page notes the keys that it hears, and when its dialog closes. */
const TOLD = `window.told = [];
  for (const name of ["keydown", "keyup"]) addEventListener(name, () => told.push(name));`;
const NATIVE = `<button id="go">Go</button><dialog id="dialog"><button>OK</button>${LEAVE}</dialog><script>${TOLD}
  dialog.addEventListener("close", () => told.push("closed"));
  go.onclick = () => dialog.showModal();`;
/** A dialog as scripts make them: it goes by keys that are heard by `where`, from when it opens. */
const scripted = (where: string, name: string, capture: boolean) => `<button id="go">Go</button>
  <div id="dialog" role="dialog" aria-modal="true" style="display: none; position: fixed; inset: 20% 10%; background: white">
    <button id="ok">OK</button>${LEAVE}</div><script>${TOLD}
  const close = ({ key }) => {
    if (key !== "Escape" || dialog.style.display === "none") return;
    dialog.style.display = "none";
    told.push("closed");
  };
  go.onclick = () => {
    dialog.style.display = "";
    ok.focus();
    ${where}.addEventListener("${name}", close, ${capture});
  };`;

const DIALOGS = {
  "modal dialog": `${NATIVE}</script>`,
  "modal dialog that will not be left at once": `${NATIVE}
    dialog.addEventListener("cancel", (event) => event.preventDefault(), { once: true });</script>`,
  "dialog of scripts that hears a key pressed": `${scripted("document", "keydown", false)}</script>`,
  "dialog of scripts that hears it before all else": `${scripted("window", "keydown", true)}</script>`,
  "dialog of scripts that hears it let go": `${scripted("document", "keyup", false)}</script>`,
};

for (const [what, body] of Object.entries(DIALOGS)) {
  check(`Escape closes the card, then the page's ${what}`, async (context) => {
    await store(context, {});
    const page = await openArticle(context, `<h1>Audit</h1>${body}${BROKEN}`);
    await begin(page);
    // Held for a while, it is one press all the same.
    await page.keyboard.down("Escape");
    await page.keyboard.down("Escape");
    await page.keyboard.up("Escape");
    await cardGone(page);
    assert.deepEqual(await told(page), []);
    await page.keyboard.press("Escape");
    if (what.includes("at once")) await page.keyboard.press("Escape");
    await until(async () => (await told(page)).includes("closed"));
  });
}

check("Escape closes a dialog that opened over the card, then the card", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<h1>Audit</h1>${LEAVE}${NATIVE}</script>`);
  await cardFor(page);
  await page.evaluate(() => (document.querySelector("dialog") as HTMLDialogElement).showModal());
  await page.keyboard.press("Escape");
  await until(async () => (await told(page)).includes("closed"));
  assert.equal(await page.evaluate((host) => document.querySelector(host)?.matches(":popover-open"), HOST), true);
  await page.keyboard.press("Escape");
  await cardGone(page);
});

/** Has the page that is read open its dialog, and the card for the words in it. */
async function begin(page: Page): Promise<void> {
  await marked(page, "always broken");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await cardFor(page);
}

async function cardFor(page: Page): Promise<void> {
  await marked(page, "Sources say");
  await session.command(page, "next");
  await until(async () => /Sources say/.test(await cardText(page)));
  await page.evaluate(() => (globalThis as unknown as { told: string[] }).told.splice(0));
}

function told(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
}
