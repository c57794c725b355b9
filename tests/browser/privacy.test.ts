// What PRIVACY.md promises, held against the browsers: nothing is sent, nothing more is asked for than is explained,
// and a page's script finds no trace but those that are told there.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { copyOfExtension } from "./altered.js";
import { cardText, clickMark, HOST, pressInCard } from "./card.js";
import { markedAre, noMarks, someMarks } from "./marks.js";
import { press, says } from "./press.js";
import { PATIENCE, until } from "./session.js";
import { built, check, launchLike, openArticle, session, site } from "./setup.js";
import { Watcher } from "./state.js";
import { ENGLISH, ENGLISH_WORDS, FRENCH } from "./texts.js";

/** All that the manifest asks for, and why. */
const PERMISSIONS = { storage: "settings", contextMenus: "check a selection, mute a phrase" };
const POLICY = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self'",
  "connect-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'none'",
};
const NEVER = [
  ...["optional_permissions", "host_permissions", "optional_host_permissions", "web_accessible_resources"],
  ...["externally_connectable", "update_url", "key", "oauth2", "sandbox", "chrome_url_overrides", "devtools_page"],
];

check("the extension asks for what is explained, and for nothing more", async () => {
  const manifest = JSON.parse(readFileSync(`${built}/manifest.json`, "utf8"));
  assert.deepEqual([...manifest.permissions].sort(), Object.keys(PERMISSIONS).sort());
  const told = readFileSync("PRIVACY.md", "utf8");
  for (const permission of manifest.permissions) assert.ok(told.includes(`| \`${permission}\` |`), permission);
  const policy = Object.entries(POLICY).map(([name, value]) => `${name} ${value}`);
  assert.deepEqual(manifest.content_security_policy, { extension_pages: policy.join("; ") });
  for (const key of NEVER) assert.equal(manifest[key], undefined, key);
  assert.deepEqual(
    manifest.content_scripts.map(({ matches }: { matches: string[] }) => matches),
    [["http://*/*", "https://*/*"]],
  );
});

check("a page's script finds no node, style, file or name of ours, except the marks themselves", async (context) => {
  // Not as an article of the others: what the browser refuses this page is said on its console, and should be.
  const body = `<!doctype html><head><meta charset="utf-8"><title>A page</title><body><main id="m">${ENGLISH}</main>`;
  const page = await session.open(site.serve("/curious", { body }));
  context.after(() => page.close());
  await page.evaluate(() => Object.assign(globalThis, { names: Object.getOwnPropertyNames(globalThis) }));
  await someMarks(page);
  const found = await page.evaluate(async (own) => {
    const kept = globalThis as unknown as { names: string[] };
    const paragraph = document.querySelector("p") as Element;
    const tries = ["manifest.json", "content.js", "marks.css", "sayswho.wasm", "icons/16.png", "popup/popup.html"];
    const reached: string[] = [];
    for (const path of tries) {
      await fetch(`${own}/${path}`).then(
        () => reached.push(path),
        () => undefined,
      );
    }
    return {
      reached,
      // Beyond those that the tool which drives the browser leaves.
      names: Object.getOwnPropertyNames(globalThis).filter(
        (name) => !kept.names.includes(name) && !name.includes("ariaQuerySelector"),
      ),
      sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
      entries: performance.getEntries().filter(({ name }) => name.includes("extension://")).length,
      attributes: [...document.querySelectorAll("*")].flatMap((each) => each.getAttributeNames()).sort(),
      nodes: document.querySelectorAll(":not(html, head, meta, title, body, main, article, h1, p)").length,
      style: getComputedStyle(paragraph).backgroundColor + getComputedStyle(paragraph).textDecorationLine,
      api: [
        typeof (globalThis as { browser?: unknown }).browser,
        typeof (globalThis as { chrome?: { runtime?: unknown } }).chrome?.runtime,
      ],
      named: getComputedStyle(document.documentElement, "::highlight(says-who-sweeping-high-dark-line)")
        .textDecorationLine,
      registry: [...CSS.highlights.keys()].every((name) => name.startsWith("says-who-")) && CSS.highlights.size > 0,
    };
  }, session.origin);
  assert.deepEqual(found, {
    reached: [],
    names: ["names"],
    sheets: 0,
    entries: 0,
    attributes: ["charset", "id", "lang"],
    nodes: 0,
    style: "rgba(0, 0, 0, 0)none",
    api: ["undefined", "undefined"],
    // How a highlight of a name would look can be asked, and the registry belongs to the document: PRIVACY.md says so.
    named: "underline",
    registry: true,
  });
});

check("what stands on the card stays on the card", async (context) => {
  const page = await openArticle(context, ENGLISH);
  await someMarks(page);
  await page.evaluate((host) => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    const note = (event: Event) => {
      for (const at of event.composedPath()) {
        if (!(at instanceof Node) || at === document) continue;
        const root = at.getRootNode();
        if (at instanceof ShadowRoot || root !== document) seen.push(`${event.type}: ${at.nodeName}`);
      }
    };
    const names = ["click", "pointerdown", "pointerup", "keydown", "focusin", "mouseover", "pointermove", "input"];
    for (const name of names) addEventListener(name, note, true);
    new MutationObserver(() => {
      const card = document.querySelector(host);
      if (card && (card.shadowRoot || card.textContent || card.childNodes.length > 0)) seen.push("inside");
    }).observe(document, { childList: true, subtree: true });
  }, HOST);
  await clickMark(page, "Critics argue that");
  const words = await cardText(page);
  await page.keyboard.press("Tab");
  const leaked = await page.evaluate((host) => {
    const card = document.querySelector<HTMLElement>(host);
    getSelection()?.selectAllChildren(document.documentElement);
    const all = getSelection()?.toString() ?? "";
    const text = `${all} ${document.documentElement.outerHTML} ${card?.innerText} ${document.body.innerText}`;
    return { text, seen: (globalThis as unknown as { seen: string[] }).seen };
  }, HOST);
  assert.deepEqual(leaked.seen, []);
  const own = /An authority with no identity/;
  assert.match(words, own);
  assert.doesNotMatch(leaked.text, own);
});

check("in a long session, an update in it, the browser makes no connection for the extension", async (context) => {
  const proxy = await watched(context);
  const folder = copyOfExtension(context);
  const other = await launchLike({ proxy: proxy.address, extension: folder });
  context.after(() => other.close());
  const url = site.serve("/watched", { body: `<!doctype html><title>W</title>${ENGLISH}${FRENCH}` });
  const page = await other.open(url);
  await someMarks(page);
  await other.command(page, "next");
  await page.waitForSelector(HOST, { timeout: PATIENCE });
  const popup = await other.openPopup(page);
  await says(popup, ENGLISH_WORDS[0] ?? "");
  await popup.close();
  for (const own of ["options", "help", "welcome"]) {
    const opened = await other.openOwn(`${own}/${own}.html`);
    await opened.waitForSelector("main", { timeout: PATIENCE });
    if (own === "options") await press(opened, "Français");
    await opened.close();
  }
  const watcher = await Watcher.open(other);
  await watcher.read({ blocks: [{ kind: "paragraph", text: "Experts say so.", links: [] }] });
  await watcher.close();
  await other.stopBackground();
  const file = join(folder, "manifest.json");
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), version: "999.0.1" }));
  await other.updateExtension();
  await page.bringToFront();
  await page.reload();
  await someMarks(page);
  await page.close();
  assert.ok(proxy.asked.has(new URL(site.origin).host), "the pages went through the proxy");
  const others = [...proxy.asked].filter((host) => host !== new URL(site.origin).host && !isTheBrowsers(host));
  assert.deepEqual(others, []);
});

check("in a private window marks are shown and nothing is kept", async (context) => {
  const other = await launchLike({});
  context.after(() => other.close());
  const inOwn = async <Answer>(work: (host: string) => Promise<Answer>) => {
    const own = await other.openOwn("help/help.html");
    const answer = await own.evaluate(work, new URL(site.origin).hostname);
    await own.close();
    return answer;
  };
  const kept = () =>
    inOwn(async () => JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.sync.get(null)]));
  const remembered = () => inOwn(async (host) => JSON.stringify(await chrome.storage.session.get(null)).includes(host));
  const before = await kept();
  const url = site.serve("/private", { body: `<!doctype html><title>P</title><article>${ENGLISH}</article>` });
  const page = await other.openPrivate(url);
  await someMarks(page);
  await other.command(page, "next");
  await page.waitForSelector(HOST, { timeout: PATIENCE });
  await pressInCard(page, "This mark is wrong", other);
  await until(async () => /In a private window nothing is kept\./.test(await cardText(page, other)));
  // As the popup beside it does when the site's switch is pressed.
  const press = (reads: boolean) =>
    other.openOwn("help/help.html").then(async (own) => {
      const ask = { host: new URL(site.origin).hostname, reads, hidden: true };
      await own.evaluate((ask) => chrome.runtime.sendMessage({ call: "site", ask }), ask);
      await own.close();
    });
  await press(false);
  await noMarks(page);
  await press(true);
  await markedAre(page, ENGLISH_WORDS);
  await press(false);
  await noMarks(page);
  assert.ok(await remembered(), "for as long as the window is there");
  await page.close();
  await until(async () => !(await remembered()));
  assert.equal(await kept(), before);
});

/** Hosts that browsers ask for themselves, with or without an extension: updates, lists, captive portals. */
function isTheBrowsers(host: string): boolean {
  const name = host.replace(/:\d+$/, "");
  const ends = ["mozilla.org", "mozilla.com", "mozilla.net", "firefox.com", "mozgcp.net", "google.com"];
  const authorities = ["lencr.org", "digicert.com", "pki.goog"];
  // What the tool that drives Firefox puts in place of Mozilla's hosts, and names that lead nowhere.
  const none = ["dummy.test", "ipv4only.arpa"];
  const known = [...ends, "googleapis.com", "gvt1.com", ...authorities, ...none];
  return !name.includes(".") || known.some((end) => name === end || name.endsWith(`.${end}`));
}

/** A proxy that lets loopback through and nothing else, and remembers who was asked for. */
async function watched(context: TestContext): Promise<{ address: string; asked: Set<string> }> {
  const asked = new Set<string>();
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // Whoever hangs up first takes the other end along.
    socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };
  const server = createServer((socket) => {
    keep(socket);
    socket.once("data", (head) => {
      const [method, target = ""] = head.toString("latin1").split(" ");
      const host = method === "CONNECT" ? target : URL.canParse(target) ? new URL(target).host : target;
      asked.add(host);
      if (!host.startsWith("127.0.0.1:")) return socket.end("HTTP/1.1 502 Nothing\r\nContent-Length: 0\r\n\r\n");
      const onward = connect(Number(host.split(":")[1]), "127.0.0.1", () => {
        if (method === "CONNECT") socket.write("HTTP/1.1 200 Yes\r\n\r\n");
        else onward.write(head);
        socket.pipe(onward).pipe(socket);
      });
      keep(onward);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}
