// One page, once: opened in a browser with an extension, and everything about it that can be counted.
//
// Every other host is answered at once with nothing, so that no page waits for a network that is not there, and
// chance is the same each time, so that two visits can be compared.

import type { Page } from "puppeteer-core";
import type { Slices } from "../../tests/browser/profile.js";
import type { Session } from "../../tests/browser/session.js";

export interface Visit {
  /** The page with everything that its scripts have done to it. */
  dom: string;
  /** Exceptions and errors on its console. */
  errors: string[];
  slices: Slices;
  /** Milliseconds until it was loaded, and then until it was settled. */
  loaded: number;
  settled: number;
}

const PATIENCE = 20_000;

/** Opens a page, waits until it is settled, looks at it, and closes it. */
export async function visit(
  session: Session,
  origin: string,
  path: string,
  settle: (page: Page) => Promise<void>,
  look: (page: Page) => Promise<void>,
): Promise<Visit> {
  // The first page is empty and of the same site: what is measured is the page, not a new process.
  const page = await session.open(`${origin}/empty`);
  try {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error instanceof Error ? error.message : String(error)));
    page.on("console", (message) => {
      const from = message.location().url?.replace(origin, "");
      if (message.type() === "error") errors.push(from ? `${message.text()} (${from})` : message.text());
    });
    page.on("dialog", (dialog) => void dialog.dismiss());
    await answerOthers(page, origin);
    await page.evaluateOnNewDocument(evenChance);
    const start = performance.now();
    let loaded = 0;
    let settled = 0;
    const slices = await session.profile(page, async () => {
      await page.goto(origin + path, { waitUntil: "load", timeout: PATIENCE });
      loaded = performance.now() - start;
      await settle(page);
      settled = performance.now() - start - loaded;
      await idle(page);
    });
    // Before anybody looks: to look is to scroll, and pages answer to that.
    const dom = await page.evaluate(() => document.documentElement.outerHTML);
    await look(page);
    return { dom, errors, slices, loaded, settled };
  } finally {
    await page.close();
  }
}

async function answerOthers(page: Page, origin: string): Promise<void> {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const done = request.url().startsWith(origin)
      ? request.continue()
      : request.respond({ status: 200, headers: { "Access-Control-Allow-Origin": "*" }, body: "" });
    // A request that its page gave up on cannot be answered any more.
    done.catch(() => undefined);
  });
}

/** Waits until the page's thread has nothing to do. */
function idle(page: Page): Promise<void> {
  return page.evaluate(
    () =>
      new Promise<void>((done) =>
        requestIdleCallback(() => requestIdleCallback(() => done(), { timeout: 2000 }), { timeout: 2000 }),
      ),
  );
}

/** Runs in the page before its own scripts: random numbers come in the same order each time. */
function evenChance(): void {
  let seed = 1;
  Math.random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
}

/** What one text has more than others, piece by piece, without the numbers that pages make up. */
export function beyond(one: string, others: readonly string[]): string[] {
  const count = new Map<string, number>();
  for (const other of others) {
    const here = new Map<string, number>();
    for (const piece of pieces(other)) here.set(piece, (here.get(piece) ?? 0) + 1);
    for (const [piece, n] of here) count.set(piece, Math.max(count.get(piece) ?? 0, n));
  }
  return pieces(one).filter((piece) => {
    const left = count.get(piece) ?? 0;
    count.set(piece, left - 1);
    return left <= 0;
  });
}

function pieces(dom: string): string[] {
  return dom.split(/(?=<)/).map((piece) => piece.replace(/[\da-f]{6,}|\d+/gi, "#"));
}
