// The reader's settings in a test: set from outside before something is looked at, and gone after.

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Page } from "puppeteer-core";
import type { Settings } from "../../extension/schema.js";
import { PATIENCE } from "./session.js";
import { session } from "./setup.js";

/** Stores these settings, or whatever else a store may hold, and empties the store when the test ends. */
export async function store(context: TestContext, values: Partial<Settings> | Record<string, unknown>): Promise<void> {
  await inStore(async (kept) => {
    await chrome.storage.local.clear();
    // A browser lets a minute have so many writes to what it carries elsewhere, and a run of tests comes near them.
    if (Object.keys(await chrome.storage.sync.get(null)).length > 0) await chrome.storage.sync.clear();
    await chrome.storage.local.set(kept);
  }, values);
  context.after(() =>
    inStore(async () => {
      await chrome.storage.local.clear();
      if (Object.keys(await chrome.storage.sync.get(null)).length > 0) await chrome.storage.sync.clear();
    }, null),
  );
}

/** Has the options load a file that holds this. */
export async function load(options: Page, content: string): Promise<void> {
  const file = join(tmpdir(), `says-who-${process.pid}.json`);
  writeFileSync(file, content);
  const input = await options.waitForSelector("input[type=file]", { timeout: PATIENCE });
  await (input as Awaited<ReturnType<typeof options.$<"input">>>)?.uploadFile(file);
}

/** All that is stored, wherever it is. */
export function stored(): Promise<Record<string, unknown>> {
  return inStore(
    async () => ({ ...(await chrome.storage.sync.get(null)), ...(await chrome.storage.local.get(null)) }),
    null,
  );
}

async function inStore<Given, Answer>(work: (given: Given) => Promise<Answer>, given: Given): Promise<Answer> {
  const own = await session.openOwn("help/help.html");
  try {
    return await own.evaluate(work as (given: unknown) => Promise<Answer>, given);
  } finally {
    await own.close();
  }
}
