// What is kept is what is shown: a list without room, an address set from elsewhere, a mark called wrong in a text that
// is tried, a file of unknown names, a page of very many marks.

import assert from "node:assert/strict";
import { cardText, pressInCard } from "./card.js";
import { someMarks } from "./marks.js";
import { fill, press, says, thing } from "./press.js";
import { BY_CLOCK } from "./session.js";
import { load, store, stored } from "./settings.js";
import { check, openArticle, openOwn, openPopup } from "./setup.js";

check("a list that is full takes no more and says so; a phrase is as long as its reader counts it", async (context) => {
  const phrases = Array.from({ length: 500 }, (_, n) => `phrase ${n}`);
  await store(context, { mark_phrases: phrases });
  const options = await openOwn(context, "options/options.html");
  await fill(options, "A phrase to mark", "game-changing");
  await press(options, "Add", "#phrases");
  await says(options, "the list is full. Nothing was changed.");
  assert.deepEqual((await stored()).mark_phrases, phrases);
  const owls = "🦉".repeat(101);
  await fill(options, "A phrase never to mark", owls);
  await options.keyboard.press("Enter");
  await says(options, "was added.");
  assert.deepEqual((await stored()).mute_phrases, [owls]);
});

check("the search that is shown is the one that is set, wherever it was set", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  const own = "https://find.example/?q=%s";
  const shows = (address: string, typed: string | undefined) =>
    options.waitForFunction(
      (chosen, words) =>
        document.querySelector<HTMLSelectElement>("#reading select")?.value === chosen &&
        document.querySelector<HTMLInputElement>("#reading input.field")?.value === words,
      BY_CLOCK,
      address,
      typed,
    );
  await shows("https://duckduckgo.com/?q=%s", undefined);
  await load(options, JSON.stringify({ saysWho: 1, settings: { search: own } }));
  await shows("own", own);
  await press(options, "Undo");
  await shows("https://duckduckgo.com/?q=%s", undefined);
  await options.select("#reading select", "own");
  await fill(options, "Its address", own);
  await options.waitForFunction(
    async (address) => (await chrome.storage.sync.get("search")).search === address,
    BY_CLOCK,
    own,
  );
  await shows("own", own);
  await press(options, "Reset everything");
  await shows("https://duckduckgo.com/?q=%s", undefined);
  await press(options, "Undo");
  await shows("own", own);
  // One that could not be read again is not taken.
  await options.$eval(
    "#reading input.field",
    (field, address) => {
      (field as HTMLInputElement).value = address;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    },
    `${own}&more=${"x".repeat(500)}`,
  );
  await says(options, "and 500 characters at most.");
  assert.equal((await stored()).search, own);
});

check("a file of names that nobody knows is no file of settings", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await load(options, '{"saysWho": 1, "settings": {"sensitivty": "all"}}');
  await says(options, "This file does not hold settings of Says Who. Nothing was changed.");
  await press(options, "Close", ".told-bar");
  await load(options, '{"saysWho": 0, "settings": {"sensitivity": "all"}}');
  await says(options, "This file does not hold settings of Says Who. Nothing was changed.");
  assert.equal((await stored()).sensitivity, undefined);
});

check("in a text that is tried, a mark called wrong goes, the card says so, and it comes back", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await fill(
    options,
    "Paste a text",
    "The lifts in this station are always broken. Everyone knows that the stairs are wet.",
  );
  const listed = (wanted: string) =>
    options.waitForFunction(
      (kinds) =>
        [...document.querySelectorAll("#try .living-marks button")].map((each) => each.textContent).join() === kinds,
      BY_CLOCK,
      wanted,
    );
  await listed("Always, never,Everyone agrees");
  await (await thing(options, "Always, never", "#try")).click();
  await pressInCard(options, "This mark is wrong");
  await listed("Everyone agrees");
  assert.match(await cardText(options), /Hidden\. Kept on this machine only/);
  await pressInCard(options, "Undo");
  await listed("Always, never,Everyone agrees");
  await (await thing(options, "Always, never", "#try")).click();
  await pressInCard(options, "Stop marking…");
  await pressInCard(options, "Never mark “Always, never”");
  await listed("Everyone agrees");
  assert.match(await cardText(options), /is not marked any more/);
});

check("the part that is gone to is the one that is named beside the page, the last one too", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  for (const part of ["Try it", "What is marked", "My settings", "Try it"]) {
    await press(options, part, "nav");
    await options.waitForFunction(
      (name) => document.querySelector("nav [aria-current]")?.textContent === name,
      BY_CLOCK,
      part,
    );
  }
});

check("of very many marks all are counted, though the first are listed", async (context) => {
  await store(context, { sensitivity: "all", per_screen: 0 });
  const states = ["broken", "late", "slow", "loud", "dirty", "full", "rusty", "stuck", "noisy", "wet"];
  const lines = Array.from({ length: 600 }, (_, n) => `<p>The lift of house ${n} is always ${states[n % 10]}.</p>`);
  const page = await openArticle(context, `<article lang="en"><h1>Lifts</h1>${lines.join("")}</article>`);
  await someMarks(page);
  const popup = await openPopup(context, page);
  await says(popup, "and 40 more, not listed here.");
  const counted = () => [...document.querySelectorAll(".kind .number")].map((each) => each.textContent);
  assert.deepEqual(await popup.evaluate(counted), ["540", "0"]);
});
