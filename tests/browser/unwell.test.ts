// What the extension stands on is unwell: a store that is slow, dead or moody, a clock that jumps, a memory that is
// full, an engine that is gone or of another version. Nothing is lost, doubled or left behind, and it is said.

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { altered, copyOfExtension, SLOW, shortOfMemory, stores } from "./altered.js";
import { cardText, clickMark } from "./card.js";
import { marked, markedAre, marks, untouched } from "./marks.js";
import { fill, press, says } from "./press.js";
import { type Session, until } from "./session.js";
import { check, launchLike, site } from "./setup.js";
import { Watcher } from "./state.js";
import { ENGLISH, ENGLISH_WORDS } from "./texts.js";

const ARTICLE = `<!doctype html><html><head><meta charset="utf-8"><title>U</title></head><body>${ENGLISH}</body></html>`;
const HOSTS = ["one.example", "two.example", "three.example", "four.example", "five.example"];

async function launchOf(context: TestContext, extension: string): Promise<Session> {
  const other = await launchLike({ extension });
  context.after(() => other.close());
  return other;
}

/** Sites switched off all at once, as the popup does it; each again until it is done, if so asked. */
async function switchOff(other: Session, most: number): Promise<{ done: boolean[]; kept: string[] }> {
  const own = await other.openOwn("help/help.html");
  const outcome = await own.evaluate(
    async (hosts, times) => {
      const ask = async (host: string) => {
        for (let n = 0; n < times; n++) {
          const say = { call: "site", ask: { host, reads: false, hidden: false } };
          if ((await chrome.runtime.sendMessage(say))?.answer?.done) return true;
        }
        return false;
      };
      const done = await Promise.all(hosts.map(ask));
      const all = { ...(await chrome.storage.sync.get(null)), ...(await chrome.storage.local.get(null)) };
      return { done, kept: ((all.sites ?? []) as { host: string }[]).map(({ host }) => host).sort() };
    },
    HOSTS,
    most,
  );
  await own.close();
  return outcome;
}

check("a store that takes its time: the page is read, and changes at once are all kept, once", async (context) => {
  const other = await launchOf(context, altered(context, stores(SLOW)));
  const page = await other.open(site.serve("/slow-store", { body: ARTICLE }));
  await markedAre(page, ENGLISH_WORDS);
  const { done, kept } = await switchOff(other, 1);
  assert.ok(done.every(Boolean));
  assert.deepEqual(kept, [...HOSTS].sort());
  await page.bringToFront();
  await markedAre(page, ENGLISH_WORDS);
  assert.equal(await untouched(page), true);
  assert.deepEqual(other.faults, []);
});

check(
  "a store that can be neither read nor written: pages are read when asked, and no change is said to be kept",
  async (context) => {
    const dead = "() => Promise.reject(new Error('no store'))";
    const other = await launchOf(context, altered(context, stores(dead), "popup/popup.js", "options/options.js"));
    const page = await other.open(site.serve("/dead-store", { body: ARTICLE }));
    // Nobody knows by now whether the reader switched this site off.
    const popup = await other.openPopup(page);
    await says(popup, "Your settings cannot be read just now.");
    assert.deepEqual(await marks(page), []);
    await press(popup, "Read this page");
    await page.bringToFront();
    await markedAre(page, ENGLISH_WORDS);
    await popup.close();
    const options = await other.openOwn("options/options.html");
    await says(options, "Your settings cannot be read just now.");
    await options.close();
    const { done, kept } = await switchOff(other, 1);
    assert.deepEqual([done.some(Boolean), kept], [false, []]);
    assert.equal(await untouched(page), true);
  },
);

check(
  "a synchronised store that dies: a site that was switched off stays off, and others are read as ever",
  async (context) => {
    const dies = `for (const space of [globalThis.chrome, globalThis.browser].filter((space) => space?.storage)) {
      const { sync, local } = space.storage;
      for (const name of ["get", "set", "remove"]) {
        const call = sync[name].bind(sync);
        sync[name] = async (...all) => {
          if ((await local.get("dead")).dead) throw new Error("no store");
          return call(...all);
        };
      }
    }`;
    const other = await launchOf(context, altered(context, dies));
    const own = await other.openOwn("help/help.html");
    await own.evaluate(async () => {
      const ask = { host: "127.0.0.1", reads: false, hidden: false };
      await chrome.runtime.sendMessage({ call: "site", ask });
      await chrome.storage.local.set({ dead: true });
    });
    await own.close();
    await other.stopBackground();
    const url = site.serve("/sync-dies", { body: ARTICLE });
    const read = await other.open(url.replace("127.0.0.1", "localhost"));
    await markedAre(read, ENGLISH_WORDS);
    const page = await other.open(url);
    const watcher = await Watcher.open(other);
    const state = await watcher.settled(page);
    assert.deepEqual([state?.status, state?.off], ["off", "site"]);
    assert.deepEqual(await marks(page), []);
    assert.equal(await untouched(page), true);
    await watcher.close();
  },
);

check("a store that takes nothing: switches go back, what was typed stays, and it is said", async (context) => {
  const full = "(name, call) => name === 'set' ? Promise.reject(new Error('QUOTA_BYTES')) : call()";
  const other = await launchOf(context, altered(context, stores(full), "popup/popup.js", "options/options.js"));
  const page = await other.open(site.serve("/full-store", { body: ARTICLE }));
  await markedAre(page, ENGLISH_WORDS);
  const refused = "This could not be saved: the browser refused. Nothing was changed.";
  const popup = await other.openPopup(page);
  const shown = () => [...document.querySelectorAll<HTMLInputElement>("input")].map((each) => `${each.checked}`).join();
  const before = await popup.evaluate(shown);
  for (const name of ["Marks on", "High only", "Also passages that name no source", "Says Who"]) {
    await press(popup, name);
    await until(async () => (await popup.evaluate(shown)) === before);
    await says(popup, refused);
  }
  await popup.close();
  const options = await other.openOwn("options/options.html");
  for (const [label, list] of [
    ["A phrase to mark", "#phrases"],
    ["Leave this site alone", "#where"],
  ] as const) {
    await fill(options, label, "example.org", list);
    await press(options, "Add", list);
    await says(options, refused);
    const typed = (within: string) => document.querySelector<HTMLInputElement>(`${within} form input`)?.value;
    await until(async () => (await options.evaluate(typed, list)) === "example.org");
    await press(options, "Close", ".told-bar");
  }
  assert.deepEqual(other.faults, []);
});

check("a store that fails every third time: what is said to be kept is kept, once", async (context) => {
  const moody = "(turn => (name, call) => ++turn % 3 === 0 ? Promise.reject(new Error('not now')) : call())(0)";
  const other = await launchOf(context, altered(context, stores(moody)));
  const page = await other.open(site.serve("/moody-store", { body: ARTICLE }));
  await markedAre(page, ENGLISH_WORDS);
  const { done, kept } = await switchOff(other, 30);
  assert.ok(done.every(Boolean));
  assert.deepEqual(kept, [...HOSTS].sort());
});

check(
  "a clock that is set back and forth, and a machine that sleeps an hour between any two looks",
  async (context) => {
    const clock = `const RealDate = Date;
    const YEARS = [0, -60, 40, -1, 900];
    let turn = 0;
    const jump = () => RealDate.now() + (YEARS[turn++ % YEARS.length] ?? 0) * 31_557_600_000;
    globalThis.Date = class extends RealDate {
      constructor(...all) { if (all.length > 0) super(...all); else super(jump()); }
      static now() { return jump(); }
    };
    const since = performance.now.bind(performance);
    let slept = 0;
    performance.now = () => since() + (slept += 3_600_000);`;
    const other = await launchOf(context, altered(context, clock));
    const page = await other.open(site.serve("/clock", { body: ARTICLE }));
    await markedAre(page, ENGLISH_WORDS);
    assert.equal(await untouched(page), true);
    await other.stopBackground();
    await page.evaluate(() =>
      document
        .querySelector("article")
        ?.insertAdjacentHTML("beforeend", "<p>Experts say the harbour wall could give way before winter.</p>"),
    );
    await marked(page, "Experts say");
    await markedAre(page, [...ENGLISH_WORDS, "Experts say"]);
    await clickMark(page, "always broken");
    assert.match(await cardText(page, other), /always broken/);
    assert.deepEqual(other.faults, []);
  },
);

check(
  "memory runs out on a page: what could not be read is said, and the next page is read as ever",
  async (context) => {
    const other = await launchOf(context, shortOfMemory(context));
    const sentence = "Critics argue that the scheme benefits developers, and experts say so too. ";
    const long = Array.from({ length: 40 }, () => `<p lang="en">${sentence.repeat(500)}</p>`).join("");
    const page = await other.open(
      site.serve("/too-much", { body: `<!doctype html><title>L</title><article>${long}</article>` }),
    );
    const watcher = await Watcher.open(other);
    const state = await watcher.settled(page);
    const reasons = state?.unread.map(({ reason }) => reason as string) ?? [];
    assert.ok(state?.status === "failed" || reasons.includes("fault"), JSON.stringify([state?.status, reasons]));
    assert.equal(await untouched(page), true);
    await watcher.close();
    const next = await other.open(site.serve("/little", { body: ARTICLE }));
    await markedAre(next, ENGLISH_WORDS);
    assert.equal(await untouched(next), true);
  },
);

const NO_ENGINE: [string, (file: string) => void][] = [
  ["is gone", (file) => rmSync(file)],
  ["is no Wasm", (file) => writeFileSync(file, "<!doctype html>")],
  // What half an update leaves: a whole module, but not the one that these scripts were written with.
  ["is of another version", (file) => writeFileSync(file, new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))],
];

check(
  "an engine that is gone, no Wasm, or of another version: it is said, and the page is left alone",
  async (context) => {
    for (const [what, harm] of NO_ENGINE) {
      const folder = copyOfExtension(context);
      harm(join(folder, "sayswho.wasm"));
      const other = await launchOf(context, folder);
      const page = await other.open(site.serve("/engine-lost", { body: ARTICLE }));
      const popup = await other.openPopup(page);
      await says(popup, "Says Who could not start here");
      await popup.close();
      assert.deepEqual(await marks(page), [], what);
      assert.equal(await untouched(page), true, what);
      await other.close();
    }
  },
);
