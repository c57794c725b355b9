// Where a page keeps all else out: in a component's dialog, popover and full screen, and in a dialog that has the page
// watch the focus. The card stands inside, can be pressed, and the focus goes back to where it was, wherever that is.

import assert from "node:assert/strict";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, HOST, pressInCard } from "./card.js";
import { focused, tabTo } from "./focus.js";
import { marked, middleOf, someMarks } from "./marks.js";
import { BY_CLOCK, until } from "./session.js";
import { store } from "./settings.js";
import { check, openArticle, session } from "./setup.js";

const BROKEN = "<p>The lifts in this station are always broken.</p>";
const LEAVE = "<p>Sources say the treasurer will leave before the audit.</p>";

/** A component that holds this beside its root, and is shown so. */
function component(holds: string, light: string, shows: string): string {
  return `<x-part>${light}</x-part><script>
    class Part extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: "open" }).innerHTML = ${JSON.stringify(`<button id="go">Go</button>${holds}`)};
        const box = this.shadowRoot.getElementById("box");
        this.shadowRoot.getElementById("go").onclick = () => ${shows};
      }
    }
    customElements.define("x-part", Part);
  </script>`;
}

const PARTS = {
  "modal dialog": component(`<dialog id="box">${LEAVE}</dialog>`, "", "box.showModal()"),
  "modal dialog that shows what the page gives it": component(
    `<dialog id="box"><slot></slot></dialog>`,
    LEAVE,
    "box.showModal()",
  ),
  popover: component(`<div id="box" popover>${LEAVE}</div>`, "", "box.showPopover()"),
  "full screen": component(`<main id="box" style="background: white">${LEAVE}</main>`, "", "box.requestFullscreen()"),
};

for (const [what, body] of Object.entries(PARTS)) {
  check(`in a component's ${what} the card is seen, can be pressed, and closes nothing of it`, async (context) => {
    await store(context, {});
    const page = await openArticle(context, `<h1>Audit</h1>${BROKEN}${body}`);
    await marked(page, "always broken");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(
      () => document.querySelector("x-part")?.shadowRoot?.querySelector(":is(:popover-open, :modal, :fullscreen)"),
      BY_CLOCK,
    );
    await marked(page, "Sources say");
    const { x, y } = await middleOf(page, "Sources say");
    await page.mouse.click(x, y);
    await until(async () => (await boxInside(page)).width > 0);
    const box = await boxInside(page);
    // Between the kind's name and the way to the next.
    const [across, down] = [box.x + box.width / 2, box.y + 20];
    await page.mouse.move(across, down);
    assert.equal(await topInside(page, across, down), HOST);
    await page.mouse.click(across, down);
    assert.equal((await boxInside(page)).width, box.width);
    await page.mouse.click(box.x + box.width - 22, box.y + 22);
    await page.waitForFunction(
      (host) => !document.querySelector("x-part")?.shadowRoot?.querySelector(host),
      BY_CLOCK,
      HOST,
    );
    const open = () =>
      document.querySelector("x-part")?.shadowRoot?.querySelector(":is(:popover-open, :modal, :fullscreen)");
    assert.ok(await page.evaluate(`(${open})() !== null`));
  });
}

/** Where the card stands that was put into the component; of no size when there is none to be seen. */
function boxInside(page: Page): Promise<{ x: number; y: number; width: number }> {
  return page.evaluate((host) => {
    const box = document.querySelector("x-part")?.shadowRoot?.querySelector(host)?.getBoundingClientRect();
    return { x: box?.x ?? 0, y: box?.y ?? 0, width: box?.width ?? 0 };
  }, HOST);
}

function topInside(page: Page, x: number, y: number): Promise<string | undefined> {
  return page.evaluate(
    (...at) => document.querySelector("x-part")?.shadowRoot?.elementFromPoint(...at)?.localName,
    x,
    y,
  );
}

/** A dialog as scripts make them: it takes back the focus, and what is pressed beside it is not told to anybody. */
const WATCHED = `<h1>Audit</h1>${BROKEN}<div id="dialog" role="dialog" aria-modal="true" aria-label="Audit"
  style="position: fixed; inset: 20% 10%; background: white"><button id="ok">OK</button>${LEAVE}</div><script>
  const dialog = document.getElementById("dialog");
  document.getElementById("ok").focus();
  document.addEventListener("focusin", (event) => {
    if (dialog.contains(event.target)) return;
    event.stopImmediatePropagation();
    document.getElementById("ok").focus();
  }, true);
  for (const name of ["mousedown", "click"]) {
    document.addEventListener(name, (event) => {
      if (dialog.contains(event.target)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    }, true);
  }
</script>`;

check("in a dialog that has the page watch the focus the card is used by key and by mouse", async (context) => {
  await store(context, {});
  const page = await openArticle(context, WATCHED);
  await marked(page, "Sources say");
  await session.command(page, "previous");
  await until(async () => /Sources say/.test(await cardText(page)));
  await tabTo(page, "Copy question");
  await page.keyboard.press("Escape");
  await cardGone(page);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "ok");
  await session.command(page, "next");
  // To words elsewhere and back again: the card and the focus in it go along.
  await until(async () => /always broken/.test(await cardText(page)));
  await session.command(page, "next");
  await until(async () => /Sources say/.test(await cardText(page)));
  await pressInCard(page, "Close");
  await cardGone(page);
});

check("stepping out of a popover the card leaves it, and keeps the focus", async (context) => {
  await store(context, {});
  const page = await openArticle(context, `<h1>Audit</h1><div id="own" popover="manual">${BROKEN}</div>${LEAVE}`);
  await marked(page, "Sources say");
  await page.$eval("#own", (own) => (own as HTMLElement).showPopover());
  await marked(page, "always broken");
  await session.command(page, "next");
  await until(async () => /always broken/.test(await cardText(page)));
  assert.equal(await page.$eval(HOST, (host) => host.parentElement?.id), "own");
  await tabTo(page, "Next mark");
  await page.keyboard.press("Enter");
  await until(async () => /Sources say/.test(await cardText(page)));
  assert.equal(await page.$eval(HOST, (host) => host.parentElement?.localName), "html");
  assert.equal(await focused(page), "Next mark");
});

for (const [what, body, held] of [
  ["a drawing", `<svg width="90" height="30"><a href="#x" id="link"><text y="20">Link</text></a></svg>`, "document"],
  ["a component", component(`<a href="#x" id="link">Link</a>`, "", "0"), "document.querySelector('x-part').shadowRoot"],
] as const) {
  check(`from a card back to a link in ${what}`, async (context) => {
    await store(context, {});
    const page = await focusedIn(context, body, held);
    await session.command(page, "next");
    assert.equal(await focused(page), "");
    await tabTo(page, "Close");
    await page.keyboard.press("Escape");
    await cardGone(page);
    assert.equal(await page.evaluate(`${held}.activeElement?.id`), "link");
  });
}

async function focusedIn(context: TestContext, body: string, held: string): Promise<Page> {
  const page = await openArticle(context, `<h1>Audit</h1>${body}${BROKEN}`);
  await someMarks(page);
  await page.evaluate(`${held}.getElementById("link").focus()`);
  return page;
}
