// Firefox, through WebDriver BiDi.
//
// Two things puppeteer does not offer are asked of its connection directly: pages of the extension, which never
// report that they have loaded, and closed shadow roots. The version is pinned in package.json for that reason.

import { setTimeout as pause } from "node:timers/promises";
import puppeteer, { type Browser, type Page } from "puppeteer-core";
import { firefoxSamples, firefoxSlices, type Load } from "./profile.js";
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

const ADDON = "says-who@says-who";
/** Firefox gives each installation a random address; a preference fixes it. */
const ADDRESS = "0d1f6b1e-5f8f-4f6c-9f0a-3b7c5d9e2a41";

interface Connection {
  send(method: string, parameters: object): Promise<{ result: unknown }>;
}

/** What `script.callFunction` and `script.evaluate` answer. */
interface Answer {
  type: "success" | "exception";
  result?: { value?: unknown };
  exceptionDetails?: { text: string };
}

export async function launchFirefox(options: Launched): Promise<Session> {
  const fresh = isFresh(options);
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: options.program,
    headless: !options.visible,
    timeout: 2 * PATIENCE,
    ...(options.profile && { userDataDir: options.profile }),
    defaultViewport: { width: 1000, height: 900 },
    args: ["--remote-allow-system-access"],
    extraPrefsFirefox: {
      "extensions.webextensions.uuids": JSON.stringify({ [ADDON]: ADDRESS }),
      // An extension that is not signed is uninstalled with the browser's end; one that is would keep its store.
      "extensions.webextensions.keepStorageOnUninstall": true,
      "extensions.webextensions.keepUuidOnUninstall": true,
      "extensions.webextOptionalPermissionPrompts": false,
      // A site that is no secure place, unlike this machine's own address.
      "network.dns.localDomains": INSECURE,
      "intl.locale.requested": "en-US",
      "privacy.reduceTimerPrecision": false,
      // Saved without asking where, and without a panel that covers the page.
      "browser.download.folderList": 2,
      "browser.download.dir": options.saves,
      "browser.download.useDownloadDir": true,
      "browser.download.alwaysOpenPanel": false,
      ...(options.proxy && throughProxy(options.proxy)),
      // What still moves when it is clicked is missed.
      ...(options.visible ? {} : { "ui.prefersReducedMotion": 1 }),
    },
  });
  await browser.installExtension(options.extension).catch(async (error) => {
    await browser.close();
    throw error;
  });
  const connection = connectionOf(browser);
  const faults: string[] = [];
  const session: Session = {
    name: "firefox",
    origin: `moz-extension://${ADDRESS}`,
    faults,
    saves: options.saves,
    async open(url) {
      const page = await browser.newPage();
      await page.goto(url);
      return page;
    },
    async openPrivate(url) {
      // The box that the reader ticks on the browser's page of add-ons; the browser then starts the extension anew.
      await inBrowser(
        connection,
        `const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
        const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        await ExtensionPermissions.add(extension.id, { permissions: ["internal:privateBrowsingAllowed"], origins: [] }, extension);
        const addon = await AddonManager.getAddonByID(extension.id);
        await addon.disable();
        await addon.enable();`,
      );
      await inBrowser(
        connection,
        `Services.wm.getMostRecentWindow("navigator:browser").openWebLinkIn(${JSON.stringify(url)}, "window", { private: true });`,
      );
      let opened: Page | undefined;
      await until(async () => {
        opened = (await browser.pages()).find((each) => each.url() === url);
        return opened !== undefined;
      });
      if (!opened) throw new Error("no private window");
      await opened.waitForFunction(() => document.readyState === "complete", BY_CLOCK);
      return opened;
    },
    async openOwn(path) {
      const page = await browser.newPage();
      page.on("pageerror", (error) => faults.push(String(error)));
      page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
      const url = `${session.origin}/${path}`;
      await connection.send("browsingContext.navigate", { context: contextOf(page), url, wait: "none" });
      await page.waitForFunction((here) => location.href === here && document.readyState === "complete", BY_CLOCK, url);
      return page;
    },
    async opened(path) {
      const page = await ownPage(browser, connection, `${session.origin}/${path}`);
      if (!page) throw new Error(`${path} was not opened`);
      await page.bringToFront();
      return page;
    },
    openPopup: (beside) => popupBeside(session, beside),
    async command(page, name) {
      await page.bringToFront();
      await inBrowser(connection, `extension.shortcuts.onCommand(${JSON.stringify(name)});`);
    },
    async menu(page, entry, selection) {
      await page.bringToFront();
      const info = { menuItemId: entry, selectionText: selection, frameId: 0, editable: false, modifiers: [] };
      await inBrowser(
        connection,
        `extension.emit("webext-menu-menuitem-click", ${JSON.stringify(info)}, gBrowser.selectedTab);`,
      );
    },
    closedRoot: (page, selector) => closedRoot(connection, page, selector),
    async profile(_page, happens) {
      await inBrowser(connection, 'await Services.profiler.StartProfiler(1 << 22, 0.5, ["js", "cpu"], ["GeckoMain"]);');
      await happens();
      return firefoxSlices(String(await inBrowser(connection, firefoxSamples(`${session.origin}/content.js`))));
    },
    inContent: async (page, expression) => String(await inBrowser(connection, inSandbox(page.url(), expression))),
    load: async (page) => JSON.parse(String(await inBrowser(connection, loadOf(page.url())))) as Load,
    async reloadExtension() {
      await inBrowser(
        connection,
        `const { AddonManager } = ChromeUtils.importESModule("resource://gre/modules/AddonManager.sys.mjs");
        const addon = await AddonManager.getAddonByID(extension.id);
        await addon.disable();
        await addon.enable();`,
      );
    },
    async updateExtension() {
      await browser.installExtension(options.extension);
    },
    forceColours: async (_page, on) => {
      const change = on
        ? 'setIntPref("browser.display.document_color_use", 2)'
        : 'clearUserPref("browser.display.document_color_use")';
      await inBrowser(connection, `Services.prefs.${change};`);
    },
    letOnSites: async (on) => {
      await inBrowser(
        connection,
        `const { ExtensionPermissions } = ChromeUtils.importESModule("resource://gre/modules/ExtensionPermissions.sys.mjs");
        const origins = { permissions: [], origins: ["http://*/*", "https://*/*"] };
        await ExtensionPermissions.${on ? "add" : "remove"}(extension.id, origins, extension);`,
      );
    },
    stopBackground: () => stopBackground(connection),
    closed: () => new Promise((gone) => browser.once("disconnected", () => gone())),
    close: () => browser.close(),
  };
  if (fresh) await dismiss(await ownPage(browser, connection, `${session.origin}/welcome/`));
  return session;
}

function throughProxy(proxy: string): Record<string, string | number | boolean> {
  const [host = "", port = ""] = proxy.split(":");
  const of = (kind: string) => ({ [`network.proxy.${kind}`]: host, [`network.proxy.${kind}_port`]: Number(port) });
  return {
    "network.proxy.type": 1,
    ...of("http"),
    ...of("ssl"),
    "network.proxy.no_proxies_on": "",
    "network.proxy.allow_hijacking_localhost": true,
    "network.proxy.failover_direct": false,
  };
}

function connectionOf(browser: Browser): Connection {
  return (browser as unknown as { connection: Connection }).connection;
}

/** Puppeteer is not told where a page of an extension has gone; the browser knows. */
async function ownPage(browser: Browser, connection: Connection, start: string): Promise<Page | undefined> {
  for (let waited = 0; waited < 2 * PATIENCE; waited += 100) {
    const { result } = await connection.send("browsingContext.getTree", { maxDepth: 0 });
    const { contexts } = result as { contexts: { context: string; url: string }[] };
    const own = contexts.find((each) => each.url.startsWith(start));
    const page = own && (await browser.pages()).find((each) => contextOf(each) === own.context);
    if (page) return page;
    await pause(100);
  }
  return undefined;
}

function contextOf(page: Page): string {
  return (page.mainFrame() as unknown as { _id: string })._id;
}

async function call(connection: Connection, method: string, parameters: object): Promise<unknown> {
  const answer = (await connection.send(method, { awaitPromise: true, ...parameters })).result as Answer;
  if (answer.type === "exception") throw new Error(answer.exceptionDetails?.text);
  return answer.result?.value;
}

async function closedRoot(connection: Connection, page: Page, selector: string): Promise<Root | undefined> {
  const target = { context: contextOf(page) };
  const host = (await call(connection, "script.callFunction", {
    functionDeclaration: "(selector) => document.querySelector(selector)",
    arguments: [{ type: "string", value: selector }],
    serializationOptions: { includeShadowTree: "all", maxDomDepth: 0 },
    target,
  })) as { shadowRoot?: { sharedId: string } } | undefined;
  const sharedId = host?.shadowRoot?.sharedId;
  if (sharedId === undefined) return undefined;
  return {
    async evaluate(look) {
      const functionDeclaration = `async function () { return JSON.stringify(await (${look})(this)); }`;
      const text = await call(connection, "script.callFunction", { functionDeclaration, this: { sharedId }, target });
      return typeof text === "string" ? JSON.parse(text) : undefined;
    },
  };
}

/** Runs in Firefox's own window: asks in the page's process, where the content script has a sandbox. */
function inSandbox(url: string, expression: string): string {
  const there = `
    const { ExtensionContent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionContent.sys.mjs");
    const { cloneScope } = ExtensionContent.getContextByExtensionId(${JSON.stringify(ADDON)}, content);
    sendAsyncMessage("in-content", String(Cu.evalInSandbox(${JSON.stringify(expression)}, cloneScope)));`;
  return `
    const { gBrowser } = Services.wm.getMostRecentWindow("navigator:browser");
    const one = gBrowser.browsers.find(({ currentURI }) => currentURI.spec === ${JSON.stringify(url)});
    const { messageManager } = one;
    return new Promise((resolve) => {
      const told = ({ data }) => {
        messageManager.removeMessageListener("in-content", told);
        resolve(data);
      };
      messageManager.addMessageListener("in-content", told);
      messageManager.loadFrameScript(${JSON.stringify(`data:,${encodeURIComponent(there)}`)}, false);
    });`;
}

/** Runs in Firefox's own window: the process that has this page. */
function loadOf(url: string): string {
  return `
    const { children } = await ChromeUtils.requestProcInfo();
    const one = children.find(({ windows }) => windows?.some(({ documentURI }) => documentURI?.spec === ${JSON.stringify(url)}));
    const thread = one?.threads.find(({ tid }) => tid === one.pid);
    return JSON.stringify({ thread: (thread?.cpuTime ?? 0) / 1e6, memory: one?.memory ?? 0 });`;
}

/** Firefox has no command for it, but its own tests do this. */
async function stopBackground(connection: Connection): Promise<boolean> {
  const options = "{ ignoreDevToolsAttached: true, disableResetIdleForTest: true }";
  const statements = `
      const ran = extension.backgroundState === "running" || extension.backgroundState === "starting";
      await extension.terminateBackground(${options});
      return ran;`;
  return (await inBrowser(connection, statements)) === true;
}

/** Runs statements in the browser's own window, where `extension` is ours as the browser sees it. */
async function inBrowser(connection: Connection, statements: string): Promise<unknown> {
  const tree = (await connection.send("browsingContext.getTree", { "moz:scope": "chrome" })).result;
  const context = (tree as { contexts: { context: string }[] }).contexts[0]?.context;
  return call(connection, "script.evaluate", {
    expression: `(async () => {
      const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
      const extension = ExtensionParent.GlobalManager.extensionMap.get(${JSON.stringify(ADDON)});
      ${statements}
    })()`,
    target: { context },
  });
}
