// The ways to a mark and away from it that lead around the page: commands, the context menu, the popup's switches, the
// help; and that an answer of the card is where the reader looks.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardGone, cardRoot, cardText, clickMark, HOST, pressInCard } from "./card.js";
import { tabTo } from "./focus.js";
import { marked, markedAre, noMarks, someMarks, unmarked } from "./marks.js";
import { choose, fill, press, says } from "./press.js";
import { BY_CLOCK, savedFile, until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openOwn, openPopup, session } from "./setup.js";
import { Watcher } from "./state.js";
import { ENGLISH, ENGLISH_WORDS, WRONG_MARK } from "./texts.js";

const SUPPORTED = `<article lang="en"><h1>Repairs on the Oldmarsh bridge</h1>
<p>The lifts in this station are always broken, with 112 failures counted in 2024.</p></article>`;
const PLAIN = "The hall opens at nine, and the ferry leaves at ten.";
/** Paragraphs in which nothing is marked. */
const FILL = "<p>The ferry leaves the harbour at nine. It carries the post, and it is back by noon.</p>".repeat(12);

check("commands: back to the mark before, off and on again, and the list", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
  await session.command(page, "next");
  assert.match(await cardText(page), /1 of 3/);
  await session.command(page, "previous");
  await until(async () => /3 of 3/.test(await cardText(page)));
  await page.keyboard.press("Escape");
  await cardGone(page);
  await session.command(page, "toggle");
  await noMarks(page);
  await session.command(page, "toggle");
  await markedAre(page, ENGLISH_WORDS);
  await session.command(page, "list");
  const own = await openOwn(context, "welcome/welcome.html");
  await own.waitForFunction(
    async () => (await chrome.runtime.getContexts({})).some(({ documentUrl }) => documentUrl?.endsWith("/popup.html")),
    BY_CLOCK,
  );
  await own.evaluate(() => {
    for (const view of chrome.extension.getViews()) if (view.location.pathname.endsWith("/popup.html")) view.close();
  });
});

check("shortcuts are those that the browser granted: each command that wants one has it", async (context) => {
  const options = await openOwn(context, "options/options.html");
  await says(options, "Change shortcuts in the browser");
  for (const [command, key] of [
    ["Next mark", "J"],
    ["Previous mark", "K"],
    ["Open the list of marks", "L"],
  ] as const) {
    await options.waitForFunction(
      (name, letter) =>
        [...document.querySelectorAll(".keys div")].some(
          (row) =>
            row.querySelector("dt")?.textContent === name && row.querySelector("kbd")?.textContent?.endsWith(letter),
        ),
      BY_CLOCK,
      command,
      key,
    );
  }
});

check("the menu checks a selection, whatever its weight, and says when there is nothing in it", async (context) => {
  await store(context, { sensitivity: "high" });
  const page = await openArticle(context, `<article lang="en"><p>${PLAIN}</p>${ENGLISH}</article>`);
  const watcher = await Watcher.open(session);
  context.after(() => watcher.close());
  await watcher.settled(page);
  await unmarked(page, "always broken");
  await choose(page, "lifts in this station are always broken");
  await session.menu(page, "check_selection", "lifts in this station are always broken");
  assert.match(await cardText(page), /Always, never/);
  await page.keyboard.press("Escape");
  await cardGone(page);
  await choose(page, PLAIN);
  await session.menu(page, "check_selection", PLAIN);
  await until(async () => /Nothing marked here\. That does not mean verified\./.test(await cardText(page)));
});

check("the menu mutes a phrase, and the way back is beside it", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await marked(page, "always broken");
  await choose(page, "always broken");
  await session.menu(page, "mute_phrase", "always broken");
  await unmarked(page, "always broken");
  assert.match(await cardText(page), /“always broken” is not marked any more, on any site\./);
  await pressInCard(page, "Undo");
  await marked(page, "always broken");
});

check("the popup's switches: the site, a kind, the weight, passages without a source", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await markedAre(page, ENGLISH_WORDS);
  const popup = await openPopup(context, page);
  await press(popup, "Marks on 127.0.0.1");
  await noMarks(page);
  await says(popup, "Not read: you switched this site off.");
  await press(popup, "Marks on 127.0.0.1");
  await markedAre(page, ENGLISH_WORDS);
  await press(popup, "1sweeping claim");
  await unmarked(page, "always broken");
  await press(popup, "–sweeping claim");
  await marked(page, "always broken");
  await press(popup, "High only");
  await unmarked(page, "always broken");
  await press(popup, "Medium and up");
  await marked(page, "always broken");
  await unmarked(page, "", "unsourced");
  await press(popup, "Also passages that name no source");
  await marked(page, "", "unsourced");
});

check("“show me” leads to what supports a claim, and points to it", async (context) => {
  await store(context, { sensitivity: "all" });
  const page = await openArticle(context, SUPPORTED);
  await clickMark(page, "always broken");
  assert.match(await cardText(page), /Given[\s\S]*a figure[\s\S]*“112”/);
  await pressInCard(page, "Show me");
  await page.waitForFunction(
    () =>
      [...CSS.highlights].some(
        ([name, ranges]) =>
          name.startsWith("says-who-flash") &&
          [...ranges].some(
            ({ startContainer, startOffset, endOffset }) =>
              startContainer.textContent?.slice(startOffset, endOffset) === "112",
          ),
      ),
    BY_CLOCK,
  );
});

const LIFTS = "<p>The lifts in this station are always broken.</p>";

for (const [what, before, after] of [
  [
    "behind a bar that stays on top",
    '<div style="position: sticky; top: 0; height: 200px; background: white"></div>',
    "",
  ],
  ["out of the box they stand in", '<div id="box" style="height: 300px; overflow: auto">', "</div>"],
] as const) {
  check(`words that are ${what} are brought into sight when one goes to them`, async (context) => {
    await store(context, {});
    const page = await openArticle(
      context,
      `<article lang="en"><h1>Lifts</h1>${before}${FILL}${LIFTS}${FILL}${after}${FILL}</article>`,
    );
    await marked(page, "always broken");
    await page.evaluate((place) => {
      const words = [...document.querySelectorAll("p")].find((each) => each.innerText.startsWith("The lifts"));
      // Inside the window, and not to be seen.
      if (document.getElementById("box")) return;
      scrollBy({ top: (words?.getBoundingClientRect().top ?? 0) - place, behavior: "instant" });
    }, 100);
    assert.equal(await isToBeSeen(page), false);
    await session.command(page, "next");
    await cardText(page);
    assert.equal(await isToBeSeen(page), true);
    // What is in sight stays where it is.
    const at = () => page.evaluate(() => [scrollY, document.getElementById("box")?.scrollTop ?? 0]);
    const stood = await at();
    await session.command(page, "next");
    await cardText(page);
    assert.deepEqual(await at(), stood);
  });
}

/** Whether a press on the middle of the line would meet it. */
function isToBeSeen(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const words = [...document.querySelectorAll("p")].find((each) => each.innerText.startsWith("The lifts"));
    const { x, y, height } = words?.getBoundingClientRect() ?? new DOMRect();
    return document.elementFromPoint(x + 20, y + height / 2) === words;
  });
}

check("what a press brings is in sight, in a card without room for all of it, and the page stays", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `${ENGLISH}<div style="height: 2000px"></div>`);
  await page.setViewport({ width: 1000, height: 420 });
  await someMarks(page);
  await clickMark(page, "Critics argue that");
  await cardText(page);
  const before = await page.evaluate(() => scrollY);
  await pressUnseen(page, "Copy question");
  await until(() => isInSight(page, "told"));
  await pressUnseen(page, "Stop marking…");
  await until(() => isInSight(page, "scopes"));
  assert.equal(await page.evaluate(() => scrollY), before);
});

check("at every edge of the window the card stays inside", async (context) => {
  await store(context, {});
  const corners = ["top: 0; left: 0", "top: 0; right: 0", "bottom: 0; left: 0", "bottom: 0; right: 0"].map(
    (where) =>
      `<p style="position: absolute; ${where}; width: 20em; margin: 0">The lifts in this station are always broken.</p>`,
  );
  for (const corner of corners) {
    const page = await openArticle(context, `<article lang="en"><h1>Lifts</h1>${corner}</article>`);
    await clickMark(page, "always broken");
    await cardText(page);
    await until(() =>
      page.evaluate((selector) => {
        const { left, top, right, bottom } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
        return right > 0 && left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
      }, HOST),
    );
  }
});

check("the card leads to its kind in the help, and the help finds kinds by their words", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ENGLISH);
  await clickMark(page, "Critics argue that");
  await cardText(page);
  await pressUnseen(page, "About “Vague authority”");
  const help = await session.opened("help/help.html#vague_authority");
  context.after(() => help.close());
  await help.waitForFunction(() => {
    const { top = -1 } = document.getElementById("vague_authority")?.getBoundingClientRect() ?? {};
    return top >= 0 && top < innerHeight / 2;
  }, BY_CLOCK);
  const isNamed = () => document.querySelector("nav [aria-current]")?.getAttribute("href") === "#vague_authority";
  await help.waitForFunction(isNamed, BY_CLOCK);
  // … whatever else a tall window shows.
  await help.setViewport({ width: 1000, height: 1600 });
  await help.evaluate(() => document.getElementById("weights")?.scrollIntoView({ behavior: "instant" }));
  await help.waitForFunction(() => !document.querySelector('nav [aria-current][href="#vague_authority"]'), BY_CLOCK);
  await press(help, "Vague authority", "nav");
  await help.waitForFunction(isNamed, BY_CLOCK);
  await help.type("input[type=search]", "rumour");
  await help.waitForFunction(
    () => [...document.querySelectorAll("article")].map(({ id }) => id).join() === "hearsay",
    BY_CLOCK,
  );
});

for (const [language, who] of [
  ["en", "Experts say"],
  ["fr", "Des experts estiment"],
] as const) {
  check(`the welcome shows both kinds of mark, and a press opens a card: ${language}`, async (context) => {
    await store(context, { interface: language });
    const welcome = await openOwn(context, "welcome/welcome.html");
    await marked(welcome, who, "missing-high");
    await marked(welcome, "", "sweeping-high");
    await clickMark(welcome, who);
    assert.ok((await cardText(welcome)).includes(who));
  });
}

check("a file of all that is set holds what was set, and gives it back", async (context) => {
  const set = { sensitivity: "high", mute_phrases: ["experts say"], sites: [{ host: "example.org", read: false }] };
  await store(context, set);
  const options = await openOwn(context, "options/options.html");
  await press(options, "Save to a file");
  const { name, text } = await savedFile(session);
  assert.equal(name, "says-who-settings.json");
  const { saysWho, settings } = JSON.parse(text);
  assert.equal(saysWho, 1);
  assert.deepEqual(
    { sensitivity: settings.sensitivity, mute_phrases: settings.mute_phrases, sites: settings.sites },
    set,
  );
});

check("wrong marks are saved as a file, and only then leave", async (context) => {
  await store(context, { wrong_marks: [WRONG_MARK] });
  const options = await openOwn(context, "options/options.html");
  await press(options, "Save as a file", "#wrong");
  const { name, text } = await savedFile(session);
  assert.equal(name, "says-who-wrong-marks.json");
  assert.deepEqual(JSON.parse(text).wrongMarks, [WRONG_MARK]);
});

check("a site's name that is none is refused, and nothing is kept", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await fill(options, "Leave this site alone", "no such place");
  await press(options, "Add", "#where");
  await says(options, "That is not the address of a site.");
  await says(options, "No site has a rule of its own.");
});

/** Presses a button of the card by the keyboard, wherever it has been scrolled to. */
async function pressUnseen(page: Page, words: string): Promise<void> {
  await (await cardRoot(page)).evaluate((inside) => inside.querySelector("button")?.focus({ preventScroll: true }));
  await tabTo(page, words);
  await page.keyboard.press("Enter");
}

/** Whether an answer of the card is there, and stands inside what the card shows. */
async function isInSight(page: Page, what: "told" | "scopes"): Promise<boolean> {
  const boxes = await (await cardRoot(page)).evaluate((inside) => {
    const box = (selector: string) => {
      const { top, bottom } = inside.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
      return { top, bottom };
    };
    return { told: box(".ask .told"), scopes: box(".scopes"), body: box(".body") };
  });
  const { top, bottom } = boxes[what];
  return bottom - top > 5 && bottom <= boxes.body.bottom + 1 && bottom > boxes.body.top;
}
