// What only browsers can tell: the engine's speed in them, how long the background takes from its start to a first
// answer, and memory with tabs open. Start and memory are held against an extension that has the same manifest, a
// background that answers at once, and a content script that does nothing.
//
// Memory is what processes have for themselves (`smaps_rollup`, Linux only): of the extension's process, and of the
// pages' processes by tab. Absent on purpose: a verdict.

import { cpSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import type { Page } from "puppeteer-core";
import { someMarks } from "../tests/browser/marks.js";
import { type Site, startSite } from "../tests/browser/server.js";
import { type BrowserName, launch, type Session } from "../tests/browser/session.js";
import { article } from "../xtask/scripts/bench-article.js";
import { privateBytes } from "./memory.js";
import type { Made } from "./texts.js";
import { ENOUGH_MS, ROUNDS } from "./timing.js";

export interface Wanted {
  name: BrowserName;
  title: string;
  program: string;
  extension: string;
  idle: string;
}
export interface Read {
  text: string;
  ms: number;
  findings: number;
}
/** Milliseconds, medians. */
export interface Start {
  ours: number;
  empty: number;
}
/** Bytes with so many tabs: of the extension's process, and of all pages' processes. */
export interface Held {
  tabs: number;
  ours: { background: number; pages: number };
  empty: { background: number; pages: number };
}

const STARTS = 9;
const GIVE_UP_MS = 10_000;
const ARTICLE = 30_000;

/** The engine in a page: the best of several rounds, findings decoded, as in Node. */
export async function reading(browser: Wanted, texts: Made[]): Promise<Read[]> {
  const site = await startSite("extension/generated");
  const session = await launch(browser.name, { program: browser.program, extension: browser.idle, idle: true });
  try {
    const page = await session.open(`${site.origin}/empty`);
    const paths = texts.map(
      (text) => new URL(site.serve(`/text/${basename(text.path)}`, { body: text.text })).pathname,
    );
    const packs = readdirSync("extension/generated/packs").map((name) => `/packs/${name}`);
    const read = await page.evaluate(inPage, paths, packs, ROUNDS, ENOUGH_MS);
    return read.map((one, n) => ({ text: texts[n]?.path ?? "", ...one }));
  } finally {
    await session.close();
    site.close();
  }
}

/** Runs in the page. */
async function inPage(texts: string[], packs: string[], rounds: number, enough: number) {
  const glue = "/sayswho.js";
  const { default: init, Engine } = await import(glue);
  const bytes = async (path: string) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  await init({ module_or_path: await bytes("/sayswho_bg.wasm") });
  const engine = new Engine();
  for (const pack of packs) engine.add_pack(await bytes(pack));
  const out: { ms: number; findings: number }[] = [];
  for (const path of texts) {
    const text = await (await fetch(path)).text();
    const blocks = text.split("\n\n").map((part) => ({ kind: "paragraph", text: part, links: [] }));
    let [ms, findings] = [Number.POSITIVE_INFINITY, 0];
    const begun = performance.now();
    for (let round = 0; round < rounds || performance.now() - begun < enough; round++) {
      const start = performance.now();
      findings = JSON.parse(engine.analyze({ blocks })).findings.length;
      ms = Math.min(ms, performance.now() - start);
    }
    out.push({ ms, findings });
  }
  return out;
}

/** From the start of a background that was put to rest to its first answer, in turn with the empty one's. */
export async function starting(browser: Wanted, folder: string): Promise<Start> {
  const text = { blocks: [{ kind: "paragraph", text: "Experts say that the bridge could fall.", links: [] }] };
  const ask = { call: "try", ask: { text, engine: null } };
  const ours = await launch(browser.name, { program: browser.program, extension: browser.extension });
  const empty = await launch(browser.name, {
    program: browser.program,
    extension: answering(browser, folder),
    idle: true,
  });
  try {
    const [page, other] = [await ours.openOwn("help/help.html"), await empty.openOwn("page.html")];
    const times: { ours: number[]; empty: number[] } = { ours: [], empty: [] };
    // The first of each is not told: the browser is still at its own start.
    for (let n = 0; n <= STARTS; n++) {
      const [here, there] = [await first(ours, page, ask), await first(empty, other, ask)];
      if (n > 0 && here !== null) times.ours.push(here);
      if (n > 0 && there !== null) times.empty.push(there);
    }
    return { ours: middle(times.ours), empty: middle(times.empty) };
  } finally {
    await ours.close();
    await empty.close();
  }
}

async function first(session: Session, page: Page, ask: object): Promise<number | null> {
  await session.stopBackground();
  return page.evaluate(
    async (ask, most) => {
      const start = performance.now();
      const answered = chrome.runtime.sendMessage(ask).then(
        (reply: { answer?: { ok: boolean } } | undefined) => (reply?.answer?.ok ? performance.now() - start : null),
        () => null,
      );
      // What is asked of a background that is about to end may stay without an answer.
      const late = new Promise<null>((done) => AbortSignal.timeout(most).addEventListener("abort", () => done(null)));
      return Promise.race([answered, late]);
    },
    ask,
    GIVE_UP_MS,
  );
}

/** The extension that does nothing, with a background that answers at once. */
function answering(browser: Wanted, folder: string): string {
  const place = resolve(folder, `answers-${browser.name}`);
  rmSync(place, { recursive: true, force: true });
  cpSync(browser.idle, place, { recursive: true });
  const script = "chrome.runtime.onMessage.addListener((_, __, answer) => answer({ answer: { ok: true } }));";
  writeFileSync(join(place, "background.js"), script);
  writeFileSync(join(place, "page.html"), "<!doctype html><title>Empty</title>");
  return place;
}

/** Memory with more and more tabs, each with another article that has been read. */
export async function holding(browser: Wanted, folder: string, tabs: number[], say: (what: string) => void) {
  const site = await startSite();
  try {
    say(`${browser.title}, memory: an empty extension`);
    const empty = await filling(browser, answering(browser, folder), true, site, tabs);
    say(`${browser.title}, memory: Says Who`);
    const ours = await filling(browser, browser.extension, false, site, tabs);
    return tabs.map((count, n): Held => {
      const none = { background: Number.NaN, pages: Number.NaN };
      return { tabs: count, ours: ours[n] ?? none, empty: empty[n] ?? none };
    });
  } finally {
    site.close();
  }
}

async function filling(browser: Wanted, extension: string, idle: boolean, site: Site, tabs: number[]) {
  const session = await launch(browser.name, { program: browser.program, extension, idle });
  try {
    const out: { background: number; pages: number }[] = [];
    // Firefox tells the extension's process by a page of it, Chromium starts a resting background for its message.
    const own = await session.openOwn(idle ? "page.html" : "help/help.html");
    for (let open = 1; open <= Math.max(...tabs); open++) {
      const page = await session.open(site.serve(`/tab-${open}`, { body: article(ARTICLE) }));
      if (!idle) await someMarks(page);
      if (!tabs.includes(open)) continue;
      if (idle) await own.evaluate(() => chrome.runtime.sendMessage("are you there?"));
      out.push(privateBytes(browser.name));
    }
    return out;
  } finally {
    await session.close();
  }
}

function middle(values: number[]): number {
  if (values.length < STARTS / 2) throw new Error(`only ${values.length} of ${STARTS} starts were answered`);
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
