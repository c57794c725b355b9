// One browser under one series of faults: what it looks like undisturbed, what each round must come back to, and the
// counts of both. `soak-faults.ts` has the faults.

import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { marks, untouched } from "../../tests/browser/marks.js";
import type { Site } from "../../tests/browser/server.js";
import { PATIENCE, type Session, until } from "../../tests/browser/session.js";
import type { Tally } from "./soak-report.js";

/** Numbers that a seed gives (mulberry32). */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** From 0 up to, but not, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(end: number): number {
    return Math.floor(this.next() * end);
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T;
  }

  weighted<T extends { weight: number }>(all: readonly T[]): T {
    let at = this.next() * all.reduce((sum, { weight }) => sum + weight, 0);
    for (const each of all) {
      at -= each.weight;
      if (at < 0) return each;
    }
    return all[0] as T;
  }
}

interface Sample {
  what: string;
  url: string;
  marks: string;
}

export class Soak {
  readonly chance: Chance;
  readonly tally: Tally;
  session!: Session;
  samples: Sample[] = [];
  /** A page of the extension's own, through which store and questions are seen; anew after each of its ends. */
  #own: Page | undefined;
  #wrongHere = 0;
  #name = "";

  constructor(
    seed: number,
    title: string,
    private readonly start: () => Promise<Session>,
    readonly site: Site,
    readonly extension: string,
  ) {
    this.chance = new Chance(seed);
    this.tally = { browser: title, seconds: 0, rounds: {}, kills: 0, pages: 0, compared: 0, asked: 0, wrong: [] };
  }

  /** Starts the browser and reads each page undisturbed. */
  async begin(pages: readonly (readonly [string, string])[]): Promise<void> {
    mkdirSync(this.#profile());
    this.session = await this.start();
    for (const [n, [what, body]] of pages.entries()) {
      const url = this.site.serve(`/soak-${n}`, { body });
      const page = await this.session.open(url);
      await this.#settled(page);
      const found = await painted(page);
      if (found === "") throw new Error(`nothing is marked in “${what}”`);
      this.samples.push({ what, url, marks: found });
      await page.close();
    }
  }

  /** One fault, and all that must hold after it. */
  async round(name: string, happens: () => Promise<void>): Promise<void> {
    this.#wrongHere = 0;
    this.#name = name;
    this.tally.rounds[name] = (this.tally.rounds[name] ?? 0) + 1;
    const faults = this.session.faults.length;
    try {
      await happens();
      const store = await this.store();
      if (Object.keys(store).some((each) => each !== "welcomed" && each !== "version"))
        this.wrong(`left in the store: ${JSON.stringify(store).slice(0, 200)}`);
    } catch (error) {
      this.wrong(error instanceof Error ? (error.stack ?? error.message).slice(0, 600) : String(error));
      await this.anew();
      return;
    }
    for (const fault of this.session.faults.slice(faults)) this.wrong(`exception: ${fault}`);
  }

  wrong(what: string): void {
    const rounds = Object.values(this.tally.rounds).reduce((sum, count) => sum + count, 0);
    this.#wrongHere++;
    if (this.#wrongHere <= 3) this.tally.wrong.push(`${this.tally.browser}, round ${rounds} (${this.#name}): ${what}`);
    console.error(`  ✗ round ${rounds} (${this.#name}): ${what}`);
  }

  /** Opens one of the pages; exceptions in it are ours, since it has no script. */
  async open(sample: Sample): Promise<Page> {
    const page = await this.session.open(sample.url);
    page.on("pageerror", (error) => this.session.faults.push(String(error)));
    this.tally.pages++;
    return page;
  }

  /** Ends the background some times, each at a moment of its own. */
  async kill(times: number, within: number): Promise<void> {
    for (let n = 0; n < times; n++) {
      await pause(this.chance.below(within));
      if (await this.session.stopBackground()) this.tally.kills++;
    }
  }

  /** What is painted is what an undisturbed run paints, and the page is as it was served. */
  async isAsEver(page: Page, sample: Sample): Promise<void> {
    await page.bringToFront();
    await this.#settled(page);
    let found = await painted(page);
    // Changes are followed at a pace: on a busy machine the last of a flood is looked at seconds after it.
    const end = performance.now() + PATIENCE;
    while (found !== sample.marks && performance.now() < end) {
      await pause(50);
      found = await painted(page);
    }
    this.tally.compared += sample.marks.split("\n").length;
    if (found !== sample.marks) this.wrong(`${sample.what}: ${difference(sample.marks, found)}`);
    if (!(await untouched(page))) this.wrong(`${sample.what}: the page was changed`);
  }

  /** Nothing of ours in a page whose extension has ended. */
  async isBare(page: Page): Promise<void> {
    await page.bringToFront();
    await until(async () => (await marks(page)).length === 0).catch(() => this.wrong("marks are left behind"));
    if (!(await untouched(page))) this.wrong("something is left in the page");
  }

  async own(): Promise<Page> {
    if (!this.#own || this.#own.isClosed()) {
      this.#own = await this.session.openOwn("help/help.html");
      await this.#own.evaluate(() => {
        Object.assign(globalThis, { heard: 0 });
        chrome.runtime.onMessage.addListener((message: { call?: string }) => {
          if (message.call === "analyze") (globalThis as unknown as { heard: number }).heard++;
          return false;
        });
      });
    }
    return this.#own;
  }

  /** How many questions to the engine were heard since the last time. */
  async heard(): Promise<number> {
    const counted = await (await this.own()).evaluate(() => {
      const all = globalThis as unknown as { heard: number };
      const now = all.heard;
      all.heard = 0;
      return now;
    });
    this.tally.asked += counted;
    return counted;
  }

  async store(): Promise<Record<string, unknown>> {
    const own = await this.own();
    return own.evaluate(async () => ({
      ...(await chrome.storage.sync.get(null)),
      ...(await chrome.storage.local.get(null)),
    }));
  }

  async emptyStore(): Promise<void> {
    const own = await this.own();
    await own.evaluate(async () => {
      // When whoever writes there has come to an end.
      await navigator.locks.request("settings", async () => {
        await Promise.all([chrome.storage.sync.clear(), chrome.storage.local.clear()]);
        await chrome.storage.local.set({ welcomed: true });
      });
    });
  }

  /** Leaves the extension's own page: the extension ends, or all of it does. */
  async leaveOwn(): Promise<void> {
    const own = this.#own;
    this.#own = undefined;
    await own?.close();
  }

  async restart(): Promise<void> {
    this.#own = undefined;
    await this.session.close().catch(() => undefined);
    this.session = await this.start();
  }

  /** From a fresh profile: whatever went wrong is not to weigh on what follows. */
  async anew(): Promise<void> {
    await this.session.close().catch(() => undefined);
    rmSync(this.#profile(), { recursive: true, force: true });
    mkdirSync(this.#profile());
    await this.restart();
  }

  #profile(): string {
    return join(dirname(this.extension), "profile");
  }

  end(): Promise<void> {
    return this.session?.close() ?? Promise.resolve();
  }

  line(): string {
    const { browser, rounds, kills, pages, compared, wrong } = this.tally;
    const all = Object.values(rounds).reduce((sum, count) => sum + count, 0);
    return `${browser}: ${all} rounds, ${kills} kills, ${pages} pages, ${compared} marks compared, ${wrong.length} wrong`;
  }

  /** Waits until the page says that it is read, as the popup hears it. */
  async #settled(page: Page): Promise<void> {
    const own = await this.own();
    await page.bringToFront();
    const read = own.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      return new Promise<string>((resolve) => {
        const port = chrome.tabs.connect(tab?.id ?? -1, { name: "watch" });
        port.onMessage.addListener((state: { top: boolean; status: string }) => {
          if (!state.top || state.status === "waiting" || state.status === "reading") return;
          port.disconnect();
          resolve(state.status);
        });
        port.onDisconnect.addListener(() => {
          void chrome.runtime.lastError;
          resolve("nobody there");
        });
      });
    });
    const status = await Promise.race([read, pause(PATIENCE, "never read", { ref: false })]);
    if (status !== "read") this.wrong(`${page.url()}: ${status}`);
  }
}

/** What is painted, a line each. While paragraphs leave the page there may be a moment at which it cannot be told. */
async function painted(page: Page): Promise<string> {
  try {
    return (await marks(page)).map(({ kind, text }) => `${kind}: ${text}`).join("\n");
  } catch (error) {
    return `not to be told: ${error}`;
  }
}

/** What is there too little, and what too much. */
function difference(wanted: string, found: string): string {
  const left = found === "" ? [] : found.split("\n");
  const lost: string[] = [];
  for (const each of wanted.split("\n")) {
    const at = left.indexOf(each);
    if (at < 0) lost.push(each);
    else left.splice(at, 1);
  }
  return `lost ${JSON.stringify(lost.slice(0, 5))} (${lost.length}), doubled or new ${JSON.stringify(left.slice(0, 5))} (${left.length})`;
}
