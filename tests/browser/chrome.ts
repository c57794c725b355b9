// Chromium, through the DevTools protocol.

import puppeteer, { type Browser, type CDPSession, type Page, type Protocol, type Target } from "puppeteer-core";
import { chromeSlices, type Load, type Slices } from "./profile.js";
import {
  BY_CLOCK,
  dismiss,
  INSECURE,
  isFresh,
  type Launched,
  PATIENCE,
  popupBeside,
  type Root,
  type Session,
  until,
} from "./session.js";

export async function launchChrome(options: Launched): Promise<Session> {
  const fresh = isFresh(options);
  const browser = await puppeteer.launch({
    executablePath: options.program,
    headless: !options.visible,
    timeout: 2 * PATIENCE,
    ...(options.profile && { userDataDir: options.profile }),
    pipe: true,
    downloadBehavior: { policy: "allow", downloadPath: options.saves },
    enableExtensions: true,
    defaultViewport: { width: 1000, height: 900 },
    args: [
      // As wide as pages are made when the tool gets hold of them: one that the extension opens is not broken into
      // other lines under what it has scrolled to.
      "--window-size=1000,900",
      // Containers and root have no sandbox to offer; pages here come from loopback only.
      "--no-sandbox",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--lang=en",
      ...(options.proxy ? [`--proxy-server=${options.proxy}`, "--proxy-bypass-list=<-loopback>"] : []),
      // A site that is no secure place, unlike this machine's own address.
      `--host-resolver-rules=MAP ${INSECURE} 127.0.0.1`,
      // What still moves when it is clicked is missed.
      ...(options.visible ? [] : ["--force-prefers-reduced-motion"]),
    ],
  });
  const id = await browser.installExtension(options.extension).catch(async (error) => {
    await browser.close();
    throw error;
  });
  const faults: string[] = [];
  const session: Session = {
    name: "chrome",
    origin: `chrome-extension://${id}`,
    faults,
    saves: options.saves,
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    openPrivate: (url) => openPrivate(browser, id, url),
    async openOwn(path) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      await page.goto(`${session.origin}/${path}`);
      return page;
    },
    async opened(path) {
      const url = `${session.origin}/${path}`;
      const page = await (await browser.waitForTarget((target) => target.url() === url, { timeout: PATIENCE })).page();
      if (!page) throw new Error(`${path} was not opened`);
      await page.bringToFront();
      return page;
    },
    openPopup: (beside) => popupBeside(session, beside),
    command: (page, name) => command(browser, page, name),
    menu: (page, entry, selection) => menu(browser, page, entry, selection),
    closedRoot,
    profile: (page, happens) => profile(page, `${session.origin}/content.js`, happens),
    inContent: (page, expression) => inContent(page, session.origin, expression),
    load,
    async reloadExtension() {
      const page = await browser.newPage();
      await page.goto("chrome://extensions");
      for (const on of [false, true]) await page.evaluate(`chrome.management.setEnabled("${id}", ${on})`);
      await page.close();
    },
    async updateExtension() {
      await browser.installExtension(options.extension);
    },
    forceColours,
    letOnSites: (on) => letOnSites(browser, id, on),
    stopBackground: () => stopWorkers(browser),
    closed: () => new Promise((gone) => browser.once("disconnected", () => gone())),
    close: () => browser.close(),
  };
  if (fresh) await dismiss(await welcomeOf(browser, session.origin));
  return session;
}

/** As the reader does it: a box ticked on the browser's page of the extension, and then a window opened. */
async function openPrivate(browser: Browser, extensionId: string, url: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto("chrome://extensions");
  // In that mode alone Chromium starts an unpacked extension again.
  await page.evaluate("chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true })");
  const change = { extensionId, incognitoAccess: true };
  await page.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify(change)})`);
  // The browser starts the extension anew for it.
  const info = `chrome.developerPrivate.getExtensionInfo("${extensionId}")`;
  const there = `${info}.then((now) => now.state === "ENABLED" && now.incognitoAccess.isActive)`;
  await until(async () => (await page.evaluate(there)) === true);
  await page.close();
  const own = await browser.newPage();
  await own.goto(`chrome-extension://${extensionId}/help/help.html`);
  await own.evaluate(`chrome.windows.create({ incognito: true, url: ${JSON.stringify(url)} })`);
  await own.close();
  const target = await browser.waitForTarget((each) => each.url() === url, { timeout: PATIENCE });
  const opened = await target.page();
  if (!opened) throw new Error("no private window");
  await opened.waitForFunction(() => document.readyState === "complete", BY_CLOCK);
  return opened;
}

async function welcomeOf(browser: Browser, origin: string): Promise<Page | null> {
  const opened = (target: Target) => target.url().startsWith(`${origin}/welcome/`);
  return (await browser.waitForTarget(opened, { timeout: 2 * PATIENCE })).page();
}

async function closedRoot(page: Page, selector: string): Promise<Root | undefined> {
  const protocol = await page.createCDPSession();
  const { root: document } = await protocol.send("DOM.getDocument", { depth: 0 });
  const { nodeId } = await protocol.send("DOM.querySelector", { nodeId: document.nodeId, selector });
  if (nodeId === 0) return undefined;
  const { node } = await protocol.send("DOM.describeNode", { nodeId, depth: 1, pierce: true });
  const root = node.shadowRoots?.[0];
  return root && rootOf(protocol, root);
}

async function rootOf(protocol: CDPSession, root: Protocol.DOM.Node): Promise<Root> {
  const { object } = await protocol.send("DOM.resolveNode", { backendNodeId: root.backendNodeId });
  return {
    async evaluate(look) {
      const answer = await protocol.send("Runtime.callFunctionOn", {
        ...(object.objectId && { objectId: object.objectId }),
        functionDeclaration: `function () { return (${look})(this); }`,
        returnByValue: true,
        awaitPromise: true,
      });
      if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description);
      return answer.result.value;
    },
  };
}

async function profile(page: Page, file: string, happens: () => Promise<void>): Promise<Slices> {
  const protocol = await page.createCDPSession();
  await protocol.send("Performance.enable", { timeDomain: "threadTicks" });
  await protocol.send("Profiler.enable");
  await protocol.send("Profiler.setSamplingInterval", { interval: 100 });
  await protocol.send("Profiler.start");
  const before = await threadTime(protocol);
  await happens();
  const spent = (await threadTime(protocol)) - before;
  const { profile } = await protocol.send("Profiler.stop");
  await protocol.detach();
  return chromeSlices(profile, file, spent);
}

/** Milliseconds of processor time of a page's own thread, since it was first asked for. */
async function threadTime(protocol: CDPSession): Promise<number> {
  const { metrics } = await protocol.send("Performance.getMetrics");
  return 1000 * (metrics.find(({ name }) => name === "ThreadTime")?.value ?? 0);
}

/** What is emulated lasts as long as who asked for it. */
const emulating = new WeakMap<Page, CDPSession>();

async function forceColours(page: Page, on: boolean): Promise<void> {
  const protocol = emulating.get(page) ?? (await page.createCDPSession());
  emulating.set(page, protocol);
  const features = [{ name: "forced-colors", value: on ? "active" : "none" }];
  await protocol.send("Emulation.setEmulatedMedia", { features });
}

async function letOnSites(browser: Browser, extensionId: string, on: boolean): Promise<void> {
  const page = await browser.newPage();
  await page.goto("chrome://extensions");
  const change = { extensionId, hostAccess: on ? "ON_ALL_SITES" : "ON_CLICK" };
  await page.evaluate(`chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify(change)})`);
  await page.close();
}

async function inContent(page: Page, origin: string, expression: string): Promise<string> {
  const protocol = await page.createCDPSession();
  let world: number | undefined;
  protocol.on("Runtime.executionContextCreated", ({ context }) => {
    if (context.origin === origin) world = context.id;
  });
  await protocol.send("Runtime.enable");
  if (world === undefined) throw new Error("there is no content script");
  const { result } = await protocol.send("Runtime.evaluate", { contextId: world, expression, returnByValue: true });
  await protocol.detach();
  return String(result.value);
}

/** The browser counts a thread's time from when it is first asked to. What asking itself costs is not the page's. */
const counting = new WeakMap<Page, { protocol: CDPSession; asking: number }>();

async function load(page: Page): Promise<Load> {
  let count = counting.get(page);
  if (!count) {
    count = { protocol: await page.createCDPSession(), asking: 0 };
    counting.set(page, count);
    await count.protocol.send("Performance.enable", { timeDomain: "threadTicks" });
  }
  const { protocol } = count;
  const thread = await threadTime(protocol);
  await protocol.send("HeapProfiler.collectGarbage");
  const { usedSize } = await protocol.send("Runtime.getHeapUsage");
  const before = count.asking;
  count.asking += (await threadTime(protocol)) - thread;
  return { thread: thread - before, memory: usedSize };
}

/** Keys that are typed into a page never reach the browser around it; the event that they would raise is raised. */
async function command(browser: Browser, page: Page, name: string): Promise<void> {
  await page.bringToFront();
  const worker = await (await browser.waitForTarget(isBackground, { timeout: PATIENCE })).worker();
  await worker?.evaluate(async (wanted) => {
    const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
    const event = chrome.commands.onCommand as unknown as { dispatch(name: string, tab: unknown): void };
    event.dispatch(wanted, tab);
  }, name);
}

/** The browser's own menu is out of the protocol's reach, too. */
async function menu(browser: Browser, page: Page, entry: string, selection: string): Promise<void> {
  await page.bringToFront();
  const worker = await (await browser.waitForTarget(isBackground, { timeout: PATIENCE })).worker();
  await worker?.evaluate(
    async (menuItemId, selectionText) => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      const event = chrome.contextMenus.onClicked as unknown as { dispatch(info: unknown, tab: unknown): void };
      event.dispatch({ menuItemId, selectionText, frameId: 0, editable: false }, tab);
    },
    entry,
    selection,
  );
}

async function stopWorkers(browser: Browser): Promise<boolean> {
  const worker = await browser.targets().find(isBackground)?.worker();
  if (!worker) return false;
  await worker.close().catch((error: Error) => {
    // It ended before the tool let it go: that is what was asked for.
    if (!/No session with given id|No target with given id|Session closed|Target closed/.test(error.message))
      throw error;
  });
  return true;
}

function isBackground(target: Target): boolean {
  return target.type() === "service_worker";
}
