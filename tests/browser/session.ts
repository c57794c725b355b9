// A real browser with the built extension in it, the same to a test whichever browser it is. One launch serves
// a whole run; each test opens its own pages.
//
// What a test sees is what ships: there is no test hook in the extension. The card's closed shadow root is read
// through the automation protocol, as a developer's tools would.
//
// Absent on purpose: retries, and waiting for a time instead of for a thing.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "puppeteer-core";
import { launchChrome } from "./chrome.js";
import { launchFirefox } from "./firefox.js";
import type { Load, Slices } from "./profile.js";

/** A name for this machine under which browsers do not trust it. */
export const INSECURE = "allotments.test";

export type BrowserName = "chrome" | "firefox";

/** How long a test waits for a thing before it says that it did not come: a slow machine is no fault. */
export const PATIENCE = 30_000;

/**
 * How a page is asked again and again whether a thing has come. By the clock: a page that another tab covers draws
 * no frames to wait for, and the tool's way of watching mutations does not see a text node whose words change.
 */
export const BY_CLOCK = { timeout: PATIENCE, polling: 100 } as const;

/** Asks again and again, for what no single page can be asked to wait for. */
export async function until(there: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await there())) {
    if (performance.now() > end) throw new Error("it did not come");
    await pause(50);
  }
}

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
  /** A new private window, with a page of the web in it, loaded; the reader has let the extension into such windows. */
  openPrivate(url: string): Promise<Page>;
  /** A new tab in front, with a page of the extension in it, loaded. */
  openOwn(path: string): Promise<Page>;
  /** The page that the extension itself opens, once it is there, in front. */
  opened(path: string): Promise<Page>;
  /** The popup, as it stands beside a page, in a tab of its own in front. */
  openPopup(beside: Page): Promise<Page>;
  /** A keyboard command of the extension, in a page's tab. */
  command(page: Page, name: string): Promise<void>;
  /** An entry of the context menu, over some selected words of a page. */
  menu(page: Page, entry: string, selection: string): Promise<void>;
  /** The closed shadow root of the element that a selector finds; none if there is no such element or root. */
  closedRoot(page: Page, selector: string): Promise<Root | undefined>;
  /** How long the extension's content script keeps the page's thread busy while something happens. */
  profile(page: Page, happens: () => Promise<void>): Promise<Slices>;
  /** Runs an expression where the extension's content script runs in a page; it gives a string. */
  inContent(page: Page, expression: string): Promise<string>;
  /** What a page has cost so far. */
  load(page: Page): Promise<Load>;
  /** Has the browser show pages in the reader's own colours, or in theirs again. */
  forceColours(page: Page, on: boolean): Promise<void>;
  /** Lets the extension onto sites, or keeps it from them, as the reader can in the browser's own settings. */
  letOnSites(on: boolean): Promise<void>;
  /** Ends the extension under whatever is open, and starts it again, as an update does. */
  reloadExtension(): Promise<void>;
  /** Puts the files that now stand in the extension's folder in place of those it runs. */
  updateExtension(): Promise<void>;
  /** Ends the background as the browser does when it is idle. Answers whether there was one to end. */
  stopBackground(): Promise<boolean>;
  /** The folder where files go that the reader saves; gone with the session. */
  readonly saves: string;
  /** What went wrong inside the extension so far: exceptions and errors on its consoles. */
  readonly faults: string[];
  /** Resolves when somebody has closed the browser. */
  closed(): Promise<void>;
  close(): Promise<void>;
}

/** What a browser is started with: the options and a folder for what it saves. */
export type Launched = LaunchOptions & { saves: string };

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
  // Asked from outside each time: what waits inside a page may go down with it when it is loaded anew.
  const isAnew = () => document.documentElement.id !== "before" && document.readyState === "complete";
  await until(() => popup.evaluate(isAnew).catch(() => false));
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
  await welcome.waitForFunction(async () => (await chrome.storage.local.get("welcomed")).welcomed === true, BY_CLOCK);
  await welcome.close();
}

export async function launch(name: BrowserName, options: LaunchOptions): Promise<Session> {
  const saves = mkdtempSync(join(tmpdir(), "says-who-saves-"));
  const drop = () => rmSync(saves, { recursive: true, force: true });
  try {
    const session = await (name === "chrome" ? launchChrome : launchFirefox)({ ...options, saves });
    const close = async () => {
      await session.close();
      drop();
    };
    return { ...session, close };
  } catch (error) {
    drop();
    throw error;
  }
}

/** The one file that the reader saved, once the browser has written it whole; it is taken away. */
export async function savedFile(session: Session): Promise<{ name: string; text: string }> {
  // A browser writes beside the name, or an empty file of that name first.
  const whole = () => {
    const files = readdirSync(session.saves);
    const [name] = files;
    if (files.length !== 1 || !name || /\.(?:part|crdownload)$/.test(name)) return undefined;
    const text = readFileSync(join(session.saves, name), "utf8");
    return text.endsWith("\n") ? { name, text } : undefined;
  };
  await until(async () => whole() !== undefined);
  const file = whole() ?? { name: "", text: "" };
  rmSync(join(session.saves, file.name));
  return file;
}
