// Every setting does what it says, as a reader sets it: in the options, with a page open beside them.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardRoot, cardText, clickMark, pressInCard } from "./card.js";
import { marked, middleOf, noMarks, someMarks, unmarked } from "./marks.js";
import { fill, press, says, thing } from "./press.js";
import { BY_CLOCK, PATIENCE } from "./session.js";
import { load, store, stored } from "./settings.js";
import { check, openArticle, openOwn, openPopup } from "./setup.js";

const ARTICLE = `<article lang="en"><h1>Repairs on the Oldmarsh bridge</h1>
<p>The council closed the bridge on Monday, and the ferry has carried the school bus since then.</p>
<p>Experts say the bridge could collapse within a year.</p>
<p>The lifts in this station are always broken.</p>
<p>The town spends more on lifts than on schools. The ferry has lost half of its passengers since the spring, and
the old mill on the river has closed its doors for good.</p></article>`;
const SWEEPING = "always broken";
const SOURCELESS = "Experts say";

/** A page with marks, and the options beside it. */
async function begin(context: TestContext, settings = {}): Promise<{ page: Page; options: Page }> {
  await store(context, settings);
  const page = await openArticle(context, ARTICLE);
  const options = await openOwn(context, "options/options.html");
  return { page, options };
}

check("sensitivity: only the heaviest, or all", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING, "-medium-");
  await press(options, "High only");
  await unmarked(page, SWEEPING);
  await marked(page, SOURCELESS, "-high-");
  await press(options, "All", "#kinds");
  await marked(page, SWEEPING);
});

check("categories: one goes, the other stays", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await press(options, "Sweeping claim");
  await unmarked(page, SWEEPING);
  await marked(page, SOURCELESS);
  await press(options, "Sweeping claim");
  await press(options, "Missing source");
  await unmarked(page, SOURCELESS);
  await marked(page, SWEEPING);
});

check("kinds: each has its switch", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await press(options, "Always, never");
  await unmarked(page, SWEEPING);
  await marked(page, SOURCELESS);
  assert.equal((await options.$$("#kinds .rows .switch")).length, 16);
});

check("passages without a source have a form of their own", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await unmarked(page, "", "unsourced");
  await press(options, "Also passages that name no source");
  await marked(page, "", "unsourced");
});

check("the form of marks: line, wash, both; in colour or in the text's own", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING, "both");
  await press(options, "Line only");
  await marked(page, SWEEPING, "line");
  await press(options, "Wash only");
  await marked(page, SWEEPING, "wash");
  await press(options, "The text’s own");
  await marked(page, SWEEPING, "plain");
});

check("marks for a screenful: the lightest are held back, and shown when asked", async (context) => {
  await store(context, { sensitivity: "all", per_screen: 24 });
  const lifts = Array.from(
    { length: 9 },
    (_, n) => `<p>The council says that lift ${n} of this station is always broken.</p>`,
  ).join("");
  const page = await openArticle(context, `<article lang="en"><h1>Lifts in the city</h1>${lifts}</article>`);
  const options = await openOwn(context, "options/options.html");
  await shown(page, 9);
  await press(options, "6", "#look");
  await shown(page, 6);
  const popup = await openPopup(context, page);
  await press(popup, "Show 3 more");
  await shown(page, 9);
  // A popup is gone when it closes: the next one knows what was asked in it.
  const again = await openPopup(context, page);
  await press(again, "Hold them back again");
  await shown(page, 6);
  // … and the card offers the same, there and back.
  await clickMark(page, "always broken");
  await pressInCard(page, "Show 3 more");
  await shown(page, 9);
  assert.match(await cardText(page), /1 of 9/);
  await pressInCard(page, "Hold them back again");
  await shown(page, 6);
  assert.match(await cardText(page), /1 of 6[\s\S]*Lighter marks are held back here/);
});

check("the theme and the language are the reader's, on every surface", async (context) => {
  const { page, options } = await begin(context);
  await press(options, "Dark");
  await options.waitForFunction(() => getComputedStyle(document.documentElement).colorScheme === "dark", BY_CLOCK);
  await press(options, "Français");
  await says(options, "Ce qui est signalé");
  await marked(page, SWEEPING);
  await clickMark(page, SWEEPING);
  assert.match(await cardText(page), /Toujours, jamais/);
  const shade = await (await cardRoot(page)).evaluate((root) => getComputedStyle(root.host).colorScheme);
  assert.equal(shade, "dark");
  await page.keyboard.press("Escape");
  const popup = await openPopup(context, page);
  await says(popup, "Signalements affichés");
});

check("the count on the icon can be hidden", async (context) => {
  const { page, options } = await begin(context);
  const counted = async (text: string) => {
    await page.bringToFront();
    await options.waitForFunction(
      async (wanted) => {
        const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
        return (await chrome.action.getBadgeText({ tabId: tab?.id ?? -1 })) === wanted;
      },
      BY_CLOCK,
      text,
    );
  };
  await marked(page, SWEEPING);
  await counted(String((await someMarks(page)).length));
  await press(options, "Count on the icon");
  await page.bringToFront();
  await page.reload();
  await someMarks(page);
  await counted("");
});

check("the card opens when the pointer rests on a mark, if that is set", async (context) => {
  const { page, options } = await begin(context);
  await press(options, "Open the card when the pointer rests");
  await marked(page, SWEEPING);
  const { x, y } = await middleOf(page, SWEEPING);
  await page.mouse.move(x - 200, y - 60);
  await page.mouse.move(x, y, { steps: 5 });
  assert.match(await cardText(page), /Always, never/);
  await page.mouse.move(5, 5, { steps: 5 });
  await cardGone(page);
});

check("where: only listed sites, only when asked", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await press(options, "Only on my sites");
  await noMarks(page);
  await fill(options, "Read this site", new URL(page.url()).hostname);
  await press(options, "Add", "#where");
  await marked(page, SWEEPING);
  await press(options, "Only when I ask");
  await noMarks(page);
  const popup = await openPopup(context, page);
  await press(popup, "Read this page");
  await marked(page, SWEEPING);
});

check("sites: one is left alone, and taken off the list again", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await fill(options, "Leave this site alone", "127.0.0.1");
  await press(options, "Add", "#where");
  await noMarks(page);
  await press(options, "Remove “127.0.0.1”");
  await marked(page, SWEEPING);
  await press(options, "Undo");
  await noMarks(page);
});

check("sites: where no page can be read is said, and changes nothing, typed or from a file", async (context) => {
  const { options } = await begin(context);
  await fill(options, "Leave this site alone", "chrome://settings");
  await press(options, "Add", "#where");
  await says(options, "Only pages whose address starts with http:// or https:// can be read.");
  await fill(options, "Leave this site alone", "the harbour");
  await press(options, "Add", "#where");
  await says(options, "That is not the address of a site.");
  await press(options, "Français");
  await fill(options, "Laisser ce site de côté", "about:config");
  await press(options, "Ajouter", "#where");
  await says(options, "Seules les pages dont l’adresse commence par http:// ou https:// peuvent être lues.");
  await load(options, '{"saysWho": 1, "settings": {"sites": [{"host": "file:///home/ann", "read": true}]}}');
  await says(
    options,
    "Dans ce fichier, «\u202Ffile:///home/ann\u202F» n’est pas lisible. Seules les pages dont l’adresse commence par http://",
  );
  assert.equal((await stored()).sites, undefined);
});

check("my phrases: one to mark, one never to mark, one that cannot be", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await fill(options, "A phrase to mark", "school b*");
  await press(options, "Add", "#phrases");
  await marked(page, "school bus");
  await fill(options, "A phrase never to mark", "always broken");
  await press(options, "Add", "#phrases .panel:nth-of-type(2)");
  await unmarked(page, SWEEPING);
  await press(options, "Remove “always broken”");
  await marked(page, SWEEPING);
  await press(options, "Undo");
  await unmarked(page, SWEEPING);
  await fill(options, "A phrase to mark", "the * lift");
  await says(options, "put some letters beside it. (character 5)");
});

check("a phrase is tried on a text before it is kept", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await fill(options, "A phrase to mark", "harbour office");
  await options.waitForFunction(
    () =>
      [...CSS.highlights].some(([, highlight]) =>
        [...highlight].some((range) => {
          const { startContainer, startOffset, endOffset } = range;
          return startContainer.textContent?.slice(startOffset, endOffset) === "harbour office";
        }),
      ),
    BY_CLOCK,
  );
});

check("however long a row is, what takes it away stands in one column, and there is room to type", async (context) => {
  const long = "the deputy secretary-general of the harbour authority ".repeat(3).trim();
  await store(context, { mark_phrases: ["ferry", long, "lift"], sites: [] });
  const options = await openOwn(context, "options/options.html");
  await options.setViewport({ width: 320, height: 700 });
  await options.waitForSelector("#phrases .removable", { timeout: PATIENCE });
  const boxes = await options.$$eval("#phrases .removable .button.icon", (all) =>
    all.map((each) => {
      const { left, width } = each.getBoundingClientRect();
      return `${Math.round(left)} ${Math.round(width)}`;
    }),
  );
  assert.equal(new Set(boxes).size, 1, boxes.join(", "));
  const fields = await options.$$eval(".add-row .field", (all) => all.map((each) => each.clientWidth));
  assert.deepEqual(
    fields.filter((width) => width < 160),
    [],
  );
});

check("a wrong mark goes, is listed, and comes back", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await clickMark(page, SWEEPING);
  await pressInCard(page, "This mark is wrong");
  await unmarked(page, SWEEPING);
  await says(options, "“always broken”");
  await press(options, "Remove “always broken”");
  await marked(page, SWEEPING);
});

check("languages: one is not read any more", async (context) => {
  const { page, options } = await begin(context);
  await marked(page, SWEEPING);
  await press(options, "English", "#reading");
  await noMarks(page);
});

check("look it up opens the search of the reader's choice, with the sentence", async (context) => {
  const { page, options } = await begin(context);
  const select = await options.waitForSelector("#reading select", { timeout: PATIENCE });
  await select?.select("own");
  await fill(options, "Its address", "https://search.invalid/?q=%s");
  await marked(page, SWEEPING);
  await clickMark(page, SWEEPING);
  // Nobody answers there: one browser shows the address, the other a page of its own with the address in it.
  const bears = (url: string) => decodeURIComponent(url).includes("https://search.invalid/?q=");
  const opened = page.browser().waitForTarget((target) => bears(target.url()), { timeout: PATIENCE });
  await pressInCard(page, "Look it up");
  const tab = await opened;
  assert.match(decodeURIComponent(decodeURIComponent(tab.url())), /The lifts in this station are always broken/);
  await (await tab.page())?.close();
});

check("synchronised or local, as the reader wants", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await press(options, "High only");
  await says(options, "Through the browser’s own synchronisation");
  await keptIn(options, "sync");
  await press(options, "Keep settings in step");
  await says(options, "Kept on this machine only");
  await keptIn(options, "local");
});

check("a file of settings is taken whole, a broken or foreign one changes nothing", async (context) => {
  await store(context, { sensitivity: "high" });
  const options = await openOwn(context, "options/options.html");
  await load(options, "{ no json");
  await says(options, "This file is not JSON");
  await load(options, '{"bookmarks": []}');
  await says(options, "does not hold settings of Says Who");
  await load(options, '{"saysWho": 1, "settings": {"sensitivity": "loud"}}');
  await says(options, "“sensitivity” cannot be read. Nothing was changed.");
  assert.equal((await stored()).sensitivity, "high");
  await load(options, '{"saysWho": 1, "settings": {"sensitivity": "all", "mute_phrases": ["experts say"]}}');
  await says(options, "The settings from the file are now in use.");
  const now = await stored();
  assert.deepEqual([now.sensitivity, now.mute_phrases], ["all", ["experts say"]]);
  await press(options, "Undo");
  await says(options, "Undone.");
  assert.deepEqual([(await stored()).sensitivity, (await stored()).mute_phrases], ["high", []]);
});

check("reset puts everything back, and undo puts it forward again", async (context) => {
  const { page, options } = await begin(context, { categories: { sweeping: false, missing_source: true } });
  await marked(page, SOURCELESS);
  await unmarked(page, SWEEPING);
  await press(options, "Reset everything");
  await marked(page, SWEEPING);
  await press(options, "Undo");
  await unmarked(page, SWEEPING);
});

check("try it: a pasted text is marked, and its cards open from the keyboard", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await fill(options, "Paste a text", "The lifts in this station are always broken.");
  const mark = await thing(options, "Always, never", "#try");
  await mark.focus();
  await options.keyboard.press("Enter");
  assert.match(await cardText(options), /“always broken”: how often exactly/);
  await options.keyboard.press("Escape");
  await cardGone(options);
  assert.equal(await mark.evaluate((each) => each === document.activeElement), true);
});

/** Waits until so many marks are painted; the one that a card points at is not counted twice. */
async function shown(page: Page, many: number): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction(
    (wanted) =>
      [...CSS.highlights]
        .filter(([name]) => /^says-who-(?:sweeping|missing)/.test(name))
        .reduce((sum, [, highlight]) => sum + highlight.size, 0) === wanted,
    BY_CLOCK,
    many,
  );
}

/** Waits until the sensitivity that was set is in this store. */
async function keptIn(options: Page, area: "sync" | "local"): Promise<void> {
  await options.waitForFunction(
    async (where) => (await chrome.storage[where].get("sensitivity")).sensitivity === "high",
    BY_CLOCK,
    area,
  );
}
