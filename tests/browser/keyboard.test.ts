// Everything by keyboard alone: no test here touches the mouse.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardRoot, cardText } from "./card.js";
import { focused, tabThrough, tabTo, unreached } from "./focus.js";
import { marked, someMarks, unmarked } from "./marks.js";
import { says } from "./press.js";
import { PATIENCE, until } from "./session.js";
import { store, stored } from "./settings.js";
import { check, openArticle, openOwn, openPopup, session } from "./setup.js";
import { WRONG_MARK } from "./texts.js";

const ARTICLE = `<article lang="en"><h1>Repairs on the Oldmarsh bridge</h1>
<p>The council closed the bridge on Monday, and the ferry has carried the school bus since then.</p>
<p>The lifts in this station are always broken.</p>
<p><a href="#x" id="link">The minutes</a> of the council are in the library. Experts say the ferry is slow.</p></article>`;

/** An article with a card that the keyboard opened. */
async function withCard(context: TestContext, language: "en" | "fr" = "en"): Promise<Page> {
  await store(context, { interface: language });
  const page = await openArticle(context, ARTICLE);
  await someMarks(page);
  await page.evaluate(() => document.getElementById("link")?.focus());
  await session.command(page, "next");
  await cardText(page);
  return page;
}

check("Tab reaches every control of the card, and goes round in it", async (context) => {
  const page = await withCard(context);
  const names = await tabThrough(page);
  for (const name of ["Previous mark", "Next mark", "Close", "About", "Copy question", "Look it up", "Stop marking…"]) {
    assert.ok(
      names.some((each) => each.startsWith(name)),
      `${name}: ${names.join(", ")}`,
    );
  }
  assert.equal(names.length, new Set(names).size, "round once");
});

check("from mark to mark with the card, and back to where the focus was", async (context) => {
  const page = await withCard(context);
  const first = await cardText(page);
  await tabTo(page, "Next mark");
  await page.keyboard.press("Enter");
  assert.notEqual(await cardText(page), first);
  await page.keyboard.press("Escape");
  await cardGone(page);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
});

check(
  "nothing had the focus: Tab goes on beside the words, the selection stays, and the page hears nothing",
  async (context) => {
    await store(context, {});
    const far = Array.from({ length: 20 }, (_, n) => `<p><a href="#${n}" id="far-${n}">Minutes ${n}</a></p>`).join("");
    const page = await openArticle(
      context,
      `${far}<p id="read">The ferry leaves at nine.</p><p><button id="near">Map</button><input id="field"></p>
    <dialog><a href="#unseen">Unseen</a></dialog>${ARTICLE}<script>
    window.told = [];
    for (const name of ["focus", "blur", "focusin", "focusout"])
      for (const at of [document, near]) at.addEventListener(name, ({ target }) => told.push(name + target.id), true);
    </script>`,
    );
    await someMarks(page);
    await page.evaluate(() => {
      const words = document.querySelector("#read")?.firstChild as Text;
      getSelection()?.setBaseAndExtent(words, 4, words, 9);
    });
    await session.command(page, "next");
    await until(async () => (await cardRoot(page)).evaluate((root) => root.activeElement !== null));
    await page.evaluate(() => (globalThis as unknown as { told: string[] }).told.splice(0));
    await page.keyboard.press("Escape");
    await cardGone(page);
    const after = () => [
      String(getSelection()),
      document.activeElement?.localName,
      ...(globalThis as never as { told: string[] }).told,
    ];
    const [selected, active, ...heard] = await page.evaluate(after);
    assert.deepEqual([selected, active], ["ferry", "body"]);
    assert.deepEqual(
      heard.filter((each) => /near|far/.test(each ?? "")),
      [],
    );
    // What stands between the words and what is before them that can be pressed, or the next after them.
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement?.id ?? ""), /^(?:field|link)$/);
  },
);

for (const [language, silence, undo, ways] of [
  [
    "en",
    "Stop marking…",
    "Undo",
    [
      ["Never mark “always broken”These words, on every site", "“always broken” is not marked any more, on any site."],
      [
        "Never mark “Always, never”This kind of mark, on every site",
        "“Always, never” is not marked any more, on any site.",
      ],
      ["Mark nothing on 127.0.0.1All marks, on this site only", "Nothing is marked on 127.0.0.1 any more."],
    ],
  ],
  [
    "fr",
    "Ne plus signaler…",
    "Annuler",
    [
      [
        "Ne jamais signaler «\u202Falways broken\u202F»Ces mots, sur tous les sites",
        "«\u202Falways broken\u202F» n’est plus signalé, sur aucun site.",
      ],
      [
        "Ne jamais signaler «\u202FToujours, jamais\u202F»Ce genre de signalement, sur tous les sites",
        "«\u202FToujours, jamais\u202F» n’est plus signalé, sur aucun site.",
      ],
      [
        "Ne rien signaler sur 127.0.0.1Tous les signalements, sur ce site seulement",
        "Plus rien n’est signalé sur 127.0.0.1.",
      ],
    ],
  ],
] as const) {
  for (const [way, after] of ways) {
    check(`“${silence}” “${way}” says before and after how far it reaches, and can be undone`, async (context) => {
      const page = await withCard(context, language);
      await marked(page, "always broken");
      await tabTo(page, silence);
      await page.keyboard.press("Enter");
      await tabTo(page, way);
      await page.keyboard.press("Enter");
      await unmarked(page, "always broken");
      await until(async () => (await focused(page)) === undo);
      assert.ok((await cardText(page)).includes(after), await cardText(page));
      await page.keyboard.press("Enter");
      await marked(page, "always broken");
      await cardGone(page);
      assert.equal(await page.evaluate(() => document.activeElement?.id), "link");
    });
  }
}

check("copying a question takes the passage's address along", async (context) => {
  const page = await withCard(context);
  await tabTo(page, "Copy question");
  await page.keyboard.press("Enter");
  await until(async () => /Copied\./.test(await cardText(page)));
  const field = await openArticle(context, "<textarea></textarea>");
  await field.focus("textarea");
  await field.keyboard.down("Control");
  await field.keyboard.press("v", { commands: ["Paste"] });
  await field.keyboard.up("Control");
  const pasted = await field.$eval("textarea", (each) => each.value);
  const [question = "", link = ""] = pasted.split("\n");
  assert.match(question, /\?$/);
  assert.ok(link.startsWith(`${page.url()}#:~:text=`), pasted);
});

check("Tab reaches everything in the popup", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ARTICLE);
  await someMarks(page);
  const popup = await openPopup(context, page);
  await popup.waitForSelector(".marks li", { timeout: PATIENCE });
  const names = await tabThrough(popup);
  for (const name of [
    "Says Who",
    "Marks on 127.0.0.1",
    "Off in this tab",
    "Medium and up",
    "Also passages",
    "Copy",
    "Markdown",
    "JSON",
    "Options",
    "Help",
  ]) {
    assert.ok(
      names.some((each) => each.includes(name)),
      `${name}: ${names.join(", ")}`,
    );
  }
});

for (const name of ["options", "help", "welcome"]) {
  check(`Tab reaches all that can be used: ${name}`, async (context) => {
    await store(context, {
      sites: [{ host: "example.org", read: false }],
      mark_phrases: ["ferry"],
      mute_phrases: ["always broken"],
      wrong_marks: [WRONG_MARK],
    });
    const own = await openOwn(context, `${name}/${name}.html`);
    await own.waitForSelector("main", { timeout: PATIENCE });
    if (name === "welcome") await own.waitForSelector(".living-marks button", { timeout: PATIENCE });
    assert.deepEqual(await unreached(own), []);
  });
}

check("the welcome's marks open their card from the keyboard, and Esc leads back", async (context) => {
  await store(context, {});
  const welcome = await openOwn(context, "welcome/welcome.html");
  await welcome.waitForSelector(".living-marks button", { timeout: PATIENCE });
  await tabTo(welcome, "Vague authority");
  await welcome.keyboard.press("Enter");
  assert.match(await cardText(welcome), /Experts say/);
  await welcome.keyboard.press("Escape");
  await cardGone(welcome);
  assert.equal(await focused(welcome), "Vague authority");
});

check("the popup's list opens a card, with the focus in it", async (context) => {
  await store(context, {});
  const page = await openArticle(context, ARTICLE);
  await someMarks(page);
  const popup = await openPopup(context, page);
  await popup.waitForSelector(".marks li", { timeout: PATIENCE });
  await tabTo(popup, "always broken");
  // The popup is gone before the key is up again, and at times before the browser has said that it is down.
  await popup.keyboard.down("Enter").catch((error: Error) => assert.equal(error.name, "TargetCloseError"));
  await page.bringToFront();
  assert.match(await cardText(page), /always broken/);
  await until(async () => (await cardRoot(page)).evaluate((root) => root.activeElement !== null));
});

check(
  "what is taken off a list takes the focus nowhere: it goes on in the list, and comes back from “Undo”",
  async (context) => {
    await store(context, { mark_phrases: ["ferry", "lift", "school bus"], mute_phrases: ["always broken"] });
    const options = await openOwn(context, "options/options.html");
    const isOn = (name: string) => until(async () => (await focused(options)) === name);
    await tabTo(options, "Remove “lift”");
    await options.keyboard.press("Enter");
    await says(options, "“lift” was removed.");
    await isOn("Remove “school bus”");
    await options.keyboard.press("Enter");
    await says(options, "“school bus” was removed.");
    await isOn("Remove “ferry”");
    await tabTo(options, "Undo");
    await options.keyboard.press("Enter");
    await says(options, "Undone.");
    await isOn("Remove “ferry”");
    await tabTo(options, "Remove “always broken”");
    await options.keyboard.press("Enter");
    await says(options, "“always broken” was removed.");
    await isOn("Never mark");
  },
);

check("the options: a choice, a switch and a phrase", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await options.bringToFront();
  await options.waitForSelector("main", { timeout: PATIENCE });
  await tabTo(options, "Medium and up");
  await options.keyboard.press("ArrowRight");
  await until(async () => (await stored()).sensitivity === "all");
  await options.bringToFront();
  await tabTo(options, "Always, never");
  await options.keyboard.press(" ");
  await until(
    async () => ((await stored()) as { subtypes?: Record<string, boolean> }).subtypes?.universal_time === false,
  );
  await options.bringToFront();
  await tabTo(options, "A phrase to mark");
  await options.keyboard.type("school bus");
  await options.keyboard.press("Enter");
  await says(options, "“school bus” was added.");
});
