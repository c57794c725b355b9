// The popup: what it lists, and what its switches do to the page beside it.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardText } from "./card.js";
import { tabTo } from "./focus.js";
import { markedAre, marks, noMarks, someMarks } from "./marks.js";
import { press, says, thing } from "./press.js";
import { BY_CLOCK, PATIENCE, savedFile } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openOwn, openPopup, session } from "./setup.js";
import { Watcher } from "./state.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

check("the popup lists the marks of the page", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  const popup = await openPopup(context, page);
  await popup.waitForFunction(
    (words) => words.every((each) => document.body.innerText.includes(each)),
    BY_CLOCK,
    ENGLISH_WORDS,
  );
});

/** A paragraph for each of these, in which one thing is marked. */
function lifts(states: readonly string[]): string {
  const lines = states.map((state, n) => `<p>The council says that lift ${n} is always ${state}.</p>`);
  return `<article lang="en"><h1>Lifts in the city</h1>${lines.join("")}</article>`;
}

check("of many marks the first are listed, the rest a press away; who filters looks through all", async (context) => {
  await store(context, { sensitivity: "all" });
  const states = ["broken", "late", "slow", "loud", "dirty", "full", "rusty", "stuck", "noisy"];
  const page = await openArticle(context, lifts(states));
  await someMarks(page);
  const popup = await openPopup(context, page);
  await listed(popup, 5);
  await popup.type("input[type=search]", "always");
  await listed(popup, 9);
  for (const _ of "always") await popup.keyboard.press("Backspace");
  await listed(popup, 5);
  await (await thing(popup, "List 4 more")).focus();
  await popup.keyboard.press("Enter");
  await listed(popup, 9);
  // The focus goes on with the list.
  await popup.waitForFunction(
    () => [...document.querySelectorAll(".marks .row")].indexOf(document.activeElement as Element) === 5,
    BY_CLOCK,
  );
});

check("what says the same again is one row with a count; opened, it tells each by its sentence", async (context) => {
  await store(context, { sensitivity: "all" });
  const page = await openArticle(context, lifts(["broken", "late", "broken", "broken"]));
  await markedAre(page, ["always broken", "always late", "always broken", "always broken"]);
  const popup = await openPopup(context, page);
  await listed(popup, 2);
  const repeated = await thing(popup, "always broken");
  assert.match(await repeated.evaluate((each) => each.innerText), /3 times[\s\S]*Always, never/);
  const isOpen = () => repeated.evaluate((each) => each.ariaExpanded);
  assert.equal(await isOpen(), "false");
  await repeated.focus();
  await popup.keyboard.press("Enter");
  await listed(popup, 5);
  assert.equal(await isOpen(), "true");
  const sentences = await popup.$$eval(".repeats .sentence", (all) => all.map((each) => each.textContent));
  assert.deepEqual(
    sentences,
    [0, 2, 3].map((n) => `The council says that lift ${n} is always broken.`),
  );
  await popup.keyboard.press("Enter");
  await listed(popup, 2);
  await popup.keyboard.press("Enter");
  await tabTo(popup, "The council says that lift 2");
  // The popup is gone before the key is up again, and at times before the browser has said that it is down.
  await popup.keyboard.down("Enter").catch((error: Error) => assert.equal(error.name, "TargetCloseError"));
  await page.bringToFront();
  assert.match(await cardText(page), /3 of 4[\s\S]*always broken/);
});

check("with both languages off the popup says so, and leads to where they are chosen", async (context) => {
  await store(context, { languages: { en: false, fr: false } });
  const popup = await openPopup(context, await openArticle(context, ENGLISH));
  await says(popup, "Not read: both languages are switched off.");
  await press(popup, "Choose the languages to read");
  const options = await session.opened("options/options.html#reading");
  context.after(() => options.close());
  await says(options, "Languages to read");
});

check("words in a language that is switched off are not said to be in none that could be told", async (context) => {
  await store(context, { languages: { en: false, fr: true } });
  const popup = await openPopup(context, await openArticle(context, ENGLISH));
  await says(popup, "in a language that is switched off, or could not be told");
});

check("switched off, the marks go; switched on, they come back; a reload keeps the setting", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  const popup = await openPopup(context, page);
  const main = await popup.waitForSelector("input[type=checkbox], [role=switch]", { timeout: PATIENCE });
  await main?.click();
  await noMarks(page);
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  await page.reload();
  assert.equal((await watcher.settled(page))?.status, "off");
  assert.deepEqual(await marks(page), []);
  await popup.bringToFront();
  await main?.click();
  await markedAre(page, ENGLISH_WORDS);
});

check("a tab is left alone until it is closed; others are read", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  const popup = await openPopup(context, page);
  await press(popup, "Off in this tab");
  await noMarks(page);
  await page.reload();
  await noMarks(page);
  await someMarks(await openArticle(context, ENGLISH));
  const again = await openPopup(context, page);
  await says(again, "Off in this tab until you close it.");
  await press(again, "Off in this tab");
  await someMarks(page);
});

check("nothing marked is said for what it is", async (context) => {
  const page = await openArticle(
    context,
    `<article lang="en"><h1>The ferry</h1>
<p>The ferry leaves the harbour at nine. It carries the school bus and the post, and it is back by noon.</p></article>`,
  );
  const popup = await openPopup(context, page);
  await says(popup, "Nothing marked. That does not mean verified.");
});

check("words that could not be read are no lack of words, and nothing is offered to take along", async (context) => {
  const german =
    "<p>Der Hafenmeister zählte am Montag die Boote im alten Becken und schrieb die Zahl in sein Buch.</p>";
  const page = await openArticle(context, `<article lang="de"><h1>Der Hafen</h1>${german.repeat(3)}</article>`);
  const popup = await openPopup(context, page);
  await says(popup, "Nothing could be read on this page.");
  await says(popup, "Not read:");
  assert.equal(await popup.$(".along"), null);
  const empty = await openPopup(context, await openArticle(context, "<p></p>"));
  await says(empty, "No running text found on this page.");
  assert.equal(await empty.$(".along"), null);
});

check("a page that the browser keeps to itself is not said to be read", async (context) => {
  const own = await openOwn(context, "help/help.html");
  const popup = await openPopup(context, own);
  await says(popup, "Not read: the browser keeps this page to itself");
});

check(
  "the page's questions are saved to disk, as Markdown and as JSON, without another permission",
  async (context) => {
    const page = await openArticle(context, ENGLISH);
    await someMarks(page);
    const popup = await openPopup(context, page);
    await press(popup, "Markdown");
    const markdown = await savedFile(session);
    assert.equal(markdown.name, "says-who-Repairs-on-the-Oldmarsh-bridge.md");
    assert.match(markdown.text, /^# Repairs on the Oldmarsh bridge\n/);
    assert.ok(markdown.text.includes(`<${page.url()}>`), markdown.text);
    for (const words of ENGLISH_WORDS) assert.ok(markdown.text.includes(`**${words}**`), markdown.text);
    assert.match(markdown.text, /^\*\*.+\?\*\*$/m);
    await press(popup, "JSON");
    const json = await savedFile(session);
    assert.equal(json.name, "says-who-Repairs-on-the-Oldmarsh-bridge.json");
    const kept = JSON.parse(json.text);
    assert.equal(kept.saysWho, 1);
    assert.deepEqual(kept.page.url, page.url());
    assert.deepEqual(
      kept.marks.map((mark: { words: string }) => mark.words),
      ENGLISH_WORDS,
    );
  },
);

async function listed(popup: Page, count: number): Promise<void> {
  await popup.waitForFunction(
    (n) => [...document.querySelectorAll(".marks .row")].filter((row) => row.checkVisibility()).length === n,
    BY_CLOCK,
    count,
  );
}
