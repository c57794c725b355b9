// Every surface in both languages and both themes, before axe-core: nothing that keeps somebody out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Page } from "puppeteer-core";
import cardStyle from "../../extension/card/card.css";
import theme from "../../extension/theme.css";
import { clickMark, HOST } from "./card.js";
import { someMarks } from "./marks.js";
import { BY_CLOCK, PATIENCE } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, openOwn, openPopup, session, site } from "./setup.js";
import { ENGLISH, WRONG_MARK } from "./texts.js";

const AXE = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const LOOKS = (["en", "fr"] as const).flatMap((language) =>
  (["light", "dark"] as const).map((shade) => ({ language, shade })),
);
const STORED = {
  sites: [{ host: "example.org", read: false }],
  mark_phrases: ["game-chang*"],
  mute_phrases: ["experts say"],
  wrong_marks: [WRONG_MARK],
};

check("a switch has a short name and is described by its note: nothing is read aloud twice", async (context) => {
  await store(context, {});
  const options = await openOwn(context, "options/options.html");
  await options.waitForSelector(".switch", { timeout: PATIENCE });
  const switches = await options.$$eval(".switch", (all) =>
    all.map((each) => {
      const said = (by: string) => document.getElementById(each.getAttribute(by) ?? "")?.textContent ?? "";
      return { name: said("aria-labelledby"), note: said("aria-describedby") };
    }),
  );
  assert.ok(
    switches.some(({ name, note }) => name === "Always, never" && /^Would one occasion refute it\?/.test(note)),
  );
  for (const { name, note } of switches) assert.ok(name !== "" && (note === "" || !name.includes(note)), name);
});

for (const { language, shade } of LOOKS) {
  for (const page of ["options", "help", "welcome"]) {
    check(`${page}, ${language}, ${shade}: nothing in anybody's way`, async (context) => {
      await store(context, { ...STORED, interface: language, theme: shade });
      const own = await openOwn(context, `${page}/${page}.html`);
      await worded(own, language);
      assert.deepEqual(await violations(own), []);
    });
  }

  check(`the popup, ${language}, ${shade}: nothing in anybody's way`, async (context) => {
    await store(context, { interface: language, theme: shade, sensitivity: "all" });
    const page = await openArticle(context, `${ENGLISH}<p lang="en">The clocks are <a href="/">always broken</a>.</p>`);
    await someMarks(page);
    const popup = await openPopup(context, page);
    await worded(popup, language);
    await (await popup.waitForSelector(".marks [aria-expanded]", { timeout: PATIENCE }))?.click();
    await popup.waitForSelector(".repeats .row", { timeout: PATIENCE, visible: true });
    assert.deepEqual(await violations(popup), []);
  });

  check(`the card, ${language}, ${shade}: nothing in anybody's way`, async (context) => {
    await store(context, { interface: language, theme: shade });
    const page = await openArticle(context, ENGLISH);
    await someMarks(page);
    await clickMark(page, "Critics argue that");
    await page.waitForSelector(HOST, { timeout: PATIENCE });
    const root = await session.closedRoot(page, HOST);
    const inside = await root?.evaluate((closed) => closed.innerHTML);
    assert.ok(inside);
    // axe cannot look into a closed root: the same card stands in an open one, in a page of its own.
    const copy = await session.open(
      site.serve("/card", {
        body: `<!doctype html><html lang="en"><title>A card</title><main><h1>A card</h1></main></html>`,
      }),
    );
    context.after(() => copy.close());
    await copy.evaluate(openCopy, inside, [theme, cardStyle], shade);
    assert.deepEqual(await violations(copy), []);
  });
}

function openCopy(inside: string, sheets: string[], shade: string): void {
  const host = document.createElement("says-who-card");
  host.dataset.theme = shade;
  host.popover = "manual";
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = sheets.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  root.setHTMLUnsafe(inside);
  document.querySelector("main")?.append(host);
  host.showPopover();
}

/** Waits until a page is drawn in a language. */
async function worded(page: Page, language: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.documentElement.lang === wanted && document.querySelector("main") !== null,
    BY_CLOCK,
    language,
  );
}

/** What axe-core objects to, a line each. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } };
    interface Violation {
      id: string;
      nodes: { target: unknown; failureSummary?: string }[];
    }
    const found = (await axe.run()).violations;
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target} ${node.failureSummary}`));
  });
}
