// Pages that go for the card itself: they define an element of its name, hear that it is about to open, shut it, move
// it or take its attributes in hand. Its inside stays shut, nothing is thrown, nothing of it stays behind, and the next
// mark has its card.

import assert from "node:assert/strict";
import type { Page } from "puppeteer-core";
import { cardGone, cardText, clickMark, HOST, topAtCard } from "./card.js";
import { middleOf, someMarks } from "./marks.js";
import { until } from "./session.js";
import { check, openArticle, session } from "./setup.js";
import { ENGLISH } from "./texts.js";

const told = (page: Page) => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);

check(
  "a page that defines an element of the card's name does not get inside, nor keep it from opening",
  async (context) => {
    const page = await openArticle(
      context,
      `<script>
     window.told = [];
     const tell = (what) => { if (what) told.push(String(what)) };
     const attach = Element.prototype.attachShadow;
     Element.prototype.attachShadow = function (how) {
       tell(this.localName);
       return attach.call(this, { ...how, mode: "open" });
     };
     customElements.define("${HOST}", class extends HTMLElement {
       static observedAttributes = ["class", "popover", "data-theme", "style"];
       constructor() {
         super();
         try { attach.call(this, { mode: "open" }); tell("a root of the page's") } catch {}
         try { this.inner = this.attachInternals(); tell(this.inner.shadowRoot) } catch {}
       }
       look() { tell(this.shadowRoot); tell(this.inner?.shadowRoot); tell(this.innerText) }
       connectedCallback() { this.look() }
       attributeChangedCallback() { this.look() }
       disconnectedCallback() { this.look() }
     });
     </script>${ENGLISH}`,
    );
    await someMarks(page);
    await clickMark(page, "Critics argue that");
    assert.match(await cardText(page), /An authority with no identity/);
    await page.keyboard.press("Escape");
    await cardGone(page);
    await clickMark(page, "always broken");
    assert.match(await cardText(page), /always broken/);
    assert.deepEqual(await told(page), []);
  },
);

const MEANS: Record<string, string> = {
  "takes it away as it comes": "queueMicrotask(() => card.remove())",
  "takes it away before it opens": "card.remove()",
  "forbids it to open": "event.preventDefault()",
  "moves it before it opens": "document.body.prepend(card)",
  "makes no popover of it": "card.removeAttribute('popover')",
  "makes it inert and unseen": "card.inert = true; card.hidden = true; card.style.cssText = 'display:none!important'",
};

for (const [what, does] of Object.entries(MEANS)) {
  check(
    `a page that hears of the card and ${what}: nothing is thrown, and the next mark has its card`,
    async (context) => {
      const page = await openArticle(
        context,
        `<script>
       window.fights = true;
       window.told = [];
       addEventListener("beforetoggle", (event) => {
         const card = event.target;
         if (fights && card.localName === "${HOST}") { told.push(event.newState); ${does} }
       }, true);
       addEventListener("keydown", (event) => { if (event.key === "Escape") told.push("Escape") });
       </script>${ENGLISH}`,
      );
      await someMarks(page);
      const before = session.faults.length;
      await clickMark(page, "Critics argue that");
      await page.waitForFunction(() => (globalThis as unknown as { told: string[] }).told.includes("open"));
      await page.evaluate(() => Object.assign(globalThis, { fights: false }));
      // Where it opened all the same, it may stand before the next mark.
      const { x, y } = await middleOf(page, "always broken");
      await page.mouse.move(x, y);
      const covered = await page.evaluate(
        (at, host) => document.elementFromPoint(...at)?.localName === host,
        [x, y] as const,
        HOST,
      );
      if (covered) await page.keyboard.press("Escape");
      await clickMark(page, "always broken");
      await until(async () => /always broken/.test(await cardText(page)));
      assert.equal(await topAtCard(page), HOST);
      await page.keyboard.press("Escape");
      await cardGone(page);
      // The key is the page's own again.
      await page.keyboard.press("Escape");
      assert.equal((await told(page)).filter((each) => each === "Escape").length, 1);
      assert.deepEqual(session.faults.slice(before), []);
    },
  );
}

check(
  "a page that shuts, moves or takes away the open card: the next mark has one, and Escape is the page's",
  async (context) => {
    const page = await openArticle(
      context,
      `<div id="elsewhere"></div><script>
     window.told = [];
     addEventListener("keydown", (event) => { if (event.key === "Escape") told.push("Escape") });
     </script>${ENGLISH}`,
    );
    await someMarks(page);
    const means = ["hidePopover()", "remove()", "popover = 'auto'", "inert = true"].map((each) => `card.${each}`);
    for (const does of [...means, "document.getElementById('elsewhere').append(card)"]) {
      await clickMark(page, "Critics argue that");
      await cardText(page);
      await page.evaluate(`{ const card = document.querySelector("${HOST}"); ${does} }`);
      await clickMark(page, "always broken");
      await until(async () => /always broken/.test(await cardText(page)));
      const open = await page.evaluate((host) => document.querySelector(host)?.matches(":popover-open"), HOST);
      assert.equal(open, true, does);
      await page.keyboard.press("Escape");
      await cardGone(page);
    }
    await page.keyboard.press("Escape");
    assert.equal((await told(page)).length, 1);
  },
);

check(
  "a page whose registry of highlights cannot be asked for is read, and its trap is never sprung",
  async (context) => {
    const page = await openArticle(
      context,
      `<script>
     window.told = [];
     const trap = (name) => ({ get() { told.push(name); throw new Error("trap") } });
     Object.defineProperty(CSS, "highlights", trap("highlights"));
     Object.defineProperty(Document.prototype, "adoptedStyleSheets", trap("sheets"));
     Object.defineProperty(Element.prototype, "shadowRoot", trap("root"));
     Object.defineProperty(Node.prototype, "textContent", trap("text"));
     Object.defineProperty(CharacterData.prototype, "data", trap("data"));
     </script>${ENGLISH}`,
    );
    await page.bringToFront();
    const size = async () => Number(await session.inContent(page, "String(CSS.highlights.size)"));
    const end = performance.now() + 30_000;
    while ((await size()) === 0 && performance.now() < end) await page.evaluate(() => undefined);
    assert.ok((await size()) > 0);
    assert.deepEqual(await told(page), []);
  },
);
