// A real browser with the built extension in it, the same to a test whichever browser it is. One launch serves
// a whole run; each test opens its own pages.
//
// What a test sees is what ships: there is no test hook in the extension. The card's closed shadow root is read
// through the automation protocol, as a developer's tools would.
//
// Absent on purpose: retries, and waiting for a time instead of for a thing.

import { readdirSync } from "node:fs";
import type { Page } from "puppeteer-core";
import { launchChrome } from "./chrome.js";
import { launchFirefox } from "./firefox.js";
import type { Slices } from "./profile.js";

export type BrowserName = "chrome" | "firefox";

/** How long a test waits for a thing before it says that it did not come. */
export const PATIENCE = 15_000;

/** A closed shadow root, read from outside. */
export interface Root {
  /** Calls a function with the root as its only argument, in the page; what it returns must be plain data. */
  evaluate<T>(look: (root: ShadowRoot) => T | Promise<T>): Promise<T>;
}

export interface Session {
  readonly name: BrowserName;
  /** `chrome-extension://…` or `moz-extension://…`. */
  readonly origin: string;
  /** A new tab in front, with a page of the web in it, loaded. */
  open(url: string): Promise<Page>;
  /** A new tab in front, with a page of the extension in it, loaded. */
  openOwn(path: string): Promise<Page>;
  /** The popup, as it stands beside a page, in a tab of its own in front. */
  openPopup(beside: Page): Promise<Page>;
  /** A keyboard command of the extension, in a page's tab. */
  command(page: Page, name: string): Promise<void>;
  /** The closed shadow root of the element that a selector finds; none if there is no such element or root. */
  closedRoot(page: Page, selector: string): Promise<Root | undefined>;
  /** How long the extension's content script keeps the page's thread busy while something happens. */
  profile(page: Page, happens: () => Promise<void>): Promise<Slices>;
  /** Ends the background as the browser does when it is idle. */
  stopBackground(): Promise<void>;
  /** What went wrong inside the extension so far: exceptions and errors on its consoles. */
  readonly faults: string[];
  /** Resolves when somebody has closed the browser. */
  closed(): Promise<void>;
  close(): Promise<void>;
}

export interface LaunchOptions {
  /** The browser's program. */
  program: string;
  /** The unpacked extension. */
  extension: string;
  /** The extension is one that does nothing: there is no welcome to wait for. */
  idle?: boolean;
  /** A person wants to look: show the window. */
  visible?: boolean;
  /** A folder that keeps what the browser stores, for a browser that is started again; a fresh one otherwise. */
  profile?: string;
  /** `host:port` of a proxy that everything goes through, loopback too. */
  proxy?: string;
}

/**
 * Opens the popup's page in a tab and has it start while another page is in front, so that it takes that one for
 * its own: a browser's real popup is no page that can be driven in both browsers.
 */
export async function popupBeside(session: Session, beside: Page): Promise<Page> {
  const popup = await session.openOwn("popup/popup.html");
  await beside.bringToFront();
  await popup.evaluate(() => {
    document.documentElement.id = "before";
    location.reload();
  });
  // The tab is behind: no frame is drawn in it, so that the usual way of waiting would wait for ever.
  await popup.waitForFunction(() => document.documentElement.id !== "before" && document.readyState === "complete", {
    polling: 50,
    timeout: PATIENCE,
  });
  await popup.bringToFront();
  return popup;
}

/** Whether nothing was ever kept in the profile: the extension will open its welcome. */
export function isFresh({ idle, profile }: LaunchOptions): boolean {
  return !idle && (!profile || readdirSync(profile).length === 0);
}

/**
 * A fresh installation opens its welcome in a tab in front, sooner or later: waits until it has been seen and closes
 * it, so that it never covers the page that a test looks at.
 */
export async function dismiss(welcome: Page | null | undefined): Promise<void> {
  if (!welcome) throw new Error("a fresh installation showed no welcome");
  await welcome.waitForFunction(async () => (await chrome.storage.local.get("welcomed")).welcomed === true, {
    timeout: PATIENCE,
    polling: 100,
  });
  await welcome.close();
}

export function launch(name: BrowserName, options: LaunchOptions): Promise<Session> {
  return name === "chrome" ? launchChrome(options) : launchFirefox(options);
}
