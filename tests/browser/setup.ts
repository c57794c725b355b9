// The one browser and the one site of a run, and what most tests begin with.
//
// `node … NAME PROGRAM EXTENSION`

import { after, type TestContext, test } from "node:test";
import type { Page } from "puppeteer-core";
import { type ServedPage, type Site, startSite } from "./server.js";
import { type LaunchOptions, launch, PATIENCE, type Session } from "./session.js";

const [name, program, extension] = process.argv.slice(2);

if ((name !== "chrome" && name !== "firefox") || !program || !extension) {
  throw new Error("chrome|firefox PROGRAM EXTENSION");
}
export const session: Session = await launch(name, { program, extension });
export const site: Site = await startSite();
/** The folder of the extension that is tried. */
export const built = extension;
let served = 0;

after(async () => {
  site.close();
  await session.close();
});

/** Another browser of the same kind, with a profile of its own that outlives it. */
export function launchWith(profile: string): Promise<Session> {
  return launchLike({ profile });
}

/** Another browser of the same kind, in some way unlike. */
export function launchLike(options: Partial<LaunchOptions>): Promise<Session> {
  return launch(session.name, { program: program ?? "", extension: built, ...options });
}

/** A test that ends, one way or the other. */
export function check(what: string, work: (context: TestContext) => Promise<void>): void {
  test(what, { timeout: 4 * PATIENCE }, work);
}

/** Opens a page with this body, and closes it when the test ends. */
export async function openArticle(context: TestContext, body: string, policy?: ServedPage["policy"]): Promise<Page> {
  const html = `<!doctype html><html><head><meta charset="utf-8"><title>${what(body)}</title></head><body>${body}</body></html>`;
  const url = site.serve(`/page-${served++}`, { body: html, ...(policy && { policy }) });
  const page = await session.open(url);
  // The page has no script of its own.
  page.on("pageerror", (error) => session.faults.push(String(error)));
  context.after(() => page.close());
  return page;
}

/** A page of the extension, closed when the test ends. */
export async function openOwn(context: TestContext, path: string): Promise<Page> {
  const own = await session.openOwn(path);
  context.after(() => own.close());
  return own;
}

/** The popup as it stands beside a page, in a tab of its own. */
export async function openPopup(context: TestContext, beside: Page): Promise<Page> {
  const popup = await session.openPopup(beside);
  context.after(() => popup.isClosed() || popup.close());
  return popup;
}

function what(body: string): string {
  return /<h1>([^<]*)/.exec(body)?.[1] ?? "A page";
}
