// What reading costs a page: `bench-page.ts PLAN.json`. Each page is opened in turn with the extension and with one
// that does nothing, several times over, so that whatever else the machine does weighs on both; what is told is the
// difference and the ratio. Then a page that changes all the time, one that stands still, and the popup.
//
// Absent on purpose: a verdict, and pages from the network.

import { readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { marked } from "../../tests/browser/marks.js";
import { startSite } from "../../tests/browser/server.js";
import { launch, type Session } from "../../tests/browser/session.js";
import { Watcher } from "../../tests/browser/state.js";
import { article } from "./bench-article.js";
import { openings } from "./bench-popup.js";

interface Plan {
  out: string;
  browsers: { name: "chrome" | "firefox"; title: string; program: string; extension: string; idle: string }[];
}

interface Row {
  browser: string;
  page: string;
  /** Milliseconds of the content script: in all, and its longest stretch. */
  script: number;
  longest: number;
  /** Milliseconds of processor time on the page's own thread, with the extension and with one that does nothing. */
  thread: number;
  idle: number;
  /** From loaded to the first mark in the window, and to all read. */
  first: number;
  /**
   * From when the page had nothing to do to that mark: a long page is laid out for long after it is loaded. From loaded
   * for a mark that came before.
   */
  soon: number;
  read: number;
  marks: number;
  messages: number;
  bytes: number;
  /** Bytes of the page's scripts in one browser, of its whole process in the other. */
  memory: number;
  idleMemory: number;
}

const SIZES = [
  ["10 KB", 10_000, 5],
  ["100 KB", 100_000, 5],
  ["1 MB", 1_000_000, 3],
  ["10 MB", 10_000_000, 1],
] as const;
/** A page that changes: so many changes a second, for so long. */
const CHANGES = 200;
const CHANGING = 5_000;
const STILL = 30_000;

/** What a script may wait with; counted in the content script's own world, from now on. */
const COUNT = `(() => {
  const names = ["setTimeout", "setInterval", "requestAnimationFrame", "requestIdleCallback", "queueMicrotask"];
  globalThis.counted = Object.fromEntries(names.map((name) => [name, 0]));
  for (const name of names) {
    const real = globalThis[name].bind(globalThis);
    globalThis[name] = (...all) => {
      globalThis.counted[name]++;
      return real(...all);
    };
  }
})()`;

const plan = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8")) as Plan;
const site = await startSite();
const rows: Row[] = [];
const still: Record<string, unknown>[] = [];
const popups: Record<string, unknown>[] = [];
for (const browser of plan.browsers) {
  const session = await launch(browser.name, { program: browser.program, extension: browser.extension });
  const idle = await launch(browser.name, { program: browser.program, extension: browser.idle, idle: true });
  const watcher = await Watcher.open(session);
  const pages = [
    ...SIZES.map(([name, bytes, times]) => ({ name, times, url: site.serve(`/${bytes}`, { body: article(bytes) }) })),
    {
      name: "1 MB, at its middle",
      times: 3,
      url: `${site.serve("/middle", { body: article(1_000_000, true) })}#there`,
    },
    { name: "changing", times: 1, url: site.serve("/changing", { body: article(100_000) }) },
  ];
  for (const { name, times, url } of pages) {
    const visits: Row[] = [];
    for (let n = 0; n < times; n++) visits.push(await compare(session, idle, watcher, browser.title, name, url));
    const row = median(visits);
    rows.push(row);
    console.warn(`  ${line(row)}`);
  }
  const counted = await standStill(session, watcher, site.serve("/still", { body: article(100_000) }));
  still.push({ browser: browser.title, ...counted });
  const beside = await session.open(site.serve("/beside", { body: article(30_000) }));
  await watcher.settled(beside);
  const opened = await openings(session, idle, beside);
  popups.push({ browser: browser.title, ...opened });
  console.warn(`  ${browser.title}, the popup: ${JSON.stringify(opened)}`);
  console.warn(`  ${browser.title}, still for ${STILL / 1000} s: ${JSON.stringify(counted)}`);
  await session.close();
  await idle.close();
}
site.close();
const about = { processors: cpus().length, load: loadavg() };
writeFileSync(plan.out, `${JSON.stringify({ about, rows, still, popups }, null, 1)}\n`);

async function compare(
  session: Session,
  idle: Session,
  watcher: Watcher,
  browser: string,
  name: string,
  url: string,
): Promise<Row> {
  const alone = await visit(idle, url, name === "changing", async () => undefined);
  await watcher.heard();
  let marks = 0;
  const here = await visit(session, url, name === "changing", async (page) => {
    marks = (await watcher.settled(page))?.total ?? 0;
  });
  const heard = await watcher.heard();
  return {
    browser,
    page: name,
    script: here.script,
    longest: here.longest,
    thread: here.thread,
    idle: alone.thread,
    first: here.first,
    soon: here.soon,
    read: here.read,
    marks,
    messages: heard.length,
    bytes: heard.reduce((sum, { bytes }) => sum + bytes, 0),
    memory: here.memory,
    idleMemory: alone.memory,
  };
}

async function visit(session: Session, url: string, changing: boolean, settle: (page: Page) => Promise<void>) {
  const page = await session.open(new URL("/empty", url).href);
  try {
    await page.evaluateOnNewDocument(watchFirst);
    const before = await session.load(page);
    let read = 0;
    const slices = await session.profile(page, async () => {
      await page.goto(url, { waitUntil: "load", timeout: 120_000 });
      const loaded = performance.now();
      await settle(page);
      read = performance.now() - loaded;
      if (changing) await page.evaluate(change, CHANGES, CHANGING);
      await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
    });
    const { thread, memory } = await session.load(page);
    const [first = Number.NaN, soon = Number.NaN] = await page.evaluate(
      () => (globalThis as { firstMark?: number[] }).firstMark ?? [],
    );
    const { total: script, longest } = slices;
    return { script, longest, thread: thread - before.thread, first, soon, read, memory };
  } finally {
    await page.close();
  }
}

/**
 * Runs in the page before its scripts: when a mark is there that can be seen, counted from when the page is loaded and
 * from when it first had nothing to do after that.
 */
function watchFirst(): void {
  addEventListener("load", () => {
    const loaded = performance.now();
    // A mark may come before the page has nothing to do.
    let idle = loaded;
    requestIdleCallback(() => (idle = performance.now()));
    const isSeen = (each: AbstractRange) => {
      const { top, bottom } = each.startContainer.parentElement?.getBoundingClientRect() ?? new DOMRect();
      return bottom > 0 && top < innerHeight;
    };
    const look = () => {
      const marks = [...CSS.highlights].filter(([name]) => name.startsWith("says-who"));
      if (marks.some(([, ranges]) => [...ranges].some(isSeen))) {
        const now = performance.now();
        Object.assign(globalThis, { firstMark: [now - loaded, now - idle] });
      } else if (performance.now() - loaded < 20_000) {
        requestAnimationFrame(look);
      }
    };
    look();
  });
}

/** Runs in the page: a paragraph comes, another changes, a third leaves, again and again. */
function change(perSecond: number, milliseconds: number): Promise<void> {
  const body = document.querySelector("main") as HTMLElement;
  const end = performance.now() + milliseconds;
  let n = 0;
  return new Promise((done) => {
    const turn = () => {
      for (let i = 0; i < perSecond / 60; i++, n++) {
        const added = document.createElement("p");
        added.textContent = `Entry ${n}: the lifts of this quarter are always broken, the porter wrote.`;
        body.prepend(added);
        const changed = body.children[40 + (n % 40)]?.firstChild;
        if (changed) changed.nodeValue = `Corrected ${n}: the count ended at noon.`;
        body.lastElementChild?.remove();
      }
      if (performance.now() < end) requestAnimationFrame(turn);
      else done();
    };
    turn();
  });
}

/** A page that nobody touches: what the content script runs, asks and waits for meanwhile. */
async function standStill(session: Session, watcher: Watcher, url: string) {
  const page = await session.open(url);
  await watcher.settled(page);
  await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
  await session.inContent(page, COUNT);
  await watcher.heard();
  const slices = await session.profile(page, () => pause(STILL));
  const messages = (await watcher.heard()).length;
  const counted = async () => JSON.parse(await session.inContent(page, "JSON.stringify(counted)")) as object;
  const still = await counted();
  // That there was something to count with: a paragraph comes, and is read.
  await page.evaluate(() => {
    const added = document.createElement("p");
    added.textContent = "It is the worst drought in the history of the valley.";
    document.querySelector("main")?.prepend(added);
  });
  await marked(page, "the worst drought");
  const changed = await counted();
  await page.close();
  return { messages, script: slices.total, runs: slices.runs, still, changed };
}

function median(visits: Row[]): Row {
  const row = { ...(visits[0] as Row) };
  for (const key of Object.keys(row) as (keyof Row)[]) {
    if (typeof row[key] !== "number") continue;
    // A visit that ended without a mark tells nothing of when the first came.
    const told = visits.map((visit) => visit[key] as number).filter((value) => !Number.isNaN(value));
    const values = told.sort((a, b) => a - b);
    Object.assign(row, { [key]: values[Math.floor(values.length / 2)] ?? Number.NaN });
  }
  return row;
}

function line(row: Row): string {
  const n = (value: number) => value.toFixed(value < 10 ? 1 : 0);
  return [
    `${row.browser} ${row.page}: script ${n(row.script)} ms, longest ${n(row.longest)}`,
    `thread ${n(row.thread)} / ${n(row.idle)} ms = +${n(row.thread - row.idle)} (×${n(row.thread / row.idle)})`,
    `first mark ${n(row.first)} (${n(row.soon)} from idle), read ${n(row.read)} ms, ${row.marks} marks`,
    `${row.messages} messages, ${n(row.bytes / 1024)} KB`,
    `memory +${n((row.memory - row.idleMemory) / 1024)} KB`,
  ].join("; ");
}
