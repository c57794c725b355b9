// A browser that is not there: what the background asks of the extension API, kept in maps, with faults on demand.
//
// Imported first: the extension takes hold of the API while its modules are first run. Packaged files are those of
// the last build. Absent on purpose: what a real browser does with pages; that is tried in real ones.

import { readFileSync } from "node:fs";

export type Sender = Partial<chrome.runtime.MessageSender>;
type Changed = (changes: Record<string, unknown>, area: string) => void;
type Heard = (message: unknown, sender: Sender, reply: (answer: unknown) => void) => boolean;

const ID = "fake";
const ORIGIN = `fake-extension://${ID}/`;

/** A store, as the browser offers three of them. */
export class Area {
  kept: Record<string, unknown> = {};
  /** Called before each writing: throws, or waits. */
  before: () => Promise<void> | void = () => undefined;
  /** The same for reading. */
  beforeGet: () => Promise<void> | void = () => undefined;
  writes = 0;

  constructor(private readonly name: string) {}

  async get(keys: string[] | null): Promise<Record<string, unknown>> {
    await this.beforeGet();
    const all = structuredClone(this.kept);
    return keys ? Object.fromEntries(Object.entries(all).filter(([key]) => keys.includes(key))) : all;
  }

  async set(values: Record<string, unknown>): Promise<void> {
    await this.before();
    this.writes++;
    Object.assign(this.kept, structuredClone(values));
    this.#tell(Object.keys(values));
  }

  async remove(keys: string | string[]): Promise<void> {
    await this.before();
    for (const key of [keys].flat()) delete this.kept[key];
    this.#tell([keys].flat());
  }

  /** As new, or holding this; whoever watches knows when it resolves. */
  async empty(kept: Record<string, unknown> = {}): Promise<void> {
    this.kept = structuredClone(kept);
    this.before = () => undefined;
    this.beforeGet = () => undefined;
    this.#tell(["version"]);
    await new Promise((told) => setImmediate(told));
  }

  #tell(keys: string[]): void {
    for (const listener of changed) listener(Object.fromEntries(keys.map((key) => [key, {}])), this.name);
  }
}

const changed = new Set<Changed>();
let heard: Heard | undefined;
export const local = new Area("local");
export const sync = new Area("sync");
export const session = new Area("session");
/** Addresses that were opened in tabs. */
export const opened: string[] = [];
/** What packaged files hold while a test says so: bytes, or nothing for a file that is not there. */
export const files = new Map<string, Uint8Array | undefined>();

const event = () => ({ addListener: () => undefined, removeListener: () => undefined });
const done = async () => undefined;
Object.assign(globalThis, {
  chrome: {
    runtime: {
      id: ID,
      getURL: (path: string) => ORIGIN + path,
      onMessage: { addListener: (listener: Heard) => (heard = listener), removeListener: () => undefined },
      onConnect: event(),
      onInstalled: event(),
      onStartup: event(),
    },
    storage: {
      local,
      sync,
      session,
      onChanged: {
        addListener: (listener: Changed) => changed.add(listener),
        removeListener: (listener: Changed) => changed.delete(listener),
      },
    },
    tabs: {
      create: async ({ url }: { url: string }) => void opened.push(url),
      sendMessage: done,
      query: async () => [],
      onRemoved: event(),
    },
    action: { setBadgeText: done },
    i18n: { getMessage: (key: string) => key },
  },
});

// Node has got locks since, but not in the oldest version that is let in.
let turn: Promise<unknown> = Promise.resolve();
const locks = {
  request: (_: string, work: () => Promise<unknown>) => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  },
};
Object.defineProperty(globalThis, "navigator", { value: { locks, language: "en" }, configurable: true });

const real = globalThis.fetch;
globalThis.fetch = async (input, init) => {
  const url = String(input);
  if (!url.startsWith(ORIGIN)) return real(input, init);
  const path = url.slice(ORIGIN.length);
  const built = `extension/generated/${path === "sayswho.wasm" ? "sayswho_bg.wasm" : path}`;
  const bytes = files.has(path) ? files.get(path) : readFileSync(path.startsWith("_") ? `extension/${path}` : built);
  if (!bytes) throw new TypeError("Failed to fetch");
  return new Response(new Uint8Array(bytes), { headers: { "Content-Type": "application/wasm" } });
};

export const PAGE: Sender = { id: ID, url: "https://example.org/a", frameId: 0, tab: tab(false) };
export const HIDDEN: Sender = { ...PAGE, tab: tab(true) };
export const OWN: Sender = { id: ID, url: `${ORIGIN}options/options.html` };
export const STRANGER: Sender = { id: "other", url: "https://example.org/a", frameId: 0, tab: tab(false) };

function tab(incognito: boolean): chrome.tabs.Tab {
  return { id: 7, url: "https://example.org/a", incognito } as chrome.tabs.Tab;
}

/** Says something to the background. Answers what it answers; nothing when it does not listen. */
export function say(message: unknown, sender: Sender): Promise<unknown> | undefined {
  let reply: (answer: unknown) => void = () => undefined;
  const answered = new Promise<unknown>((resolve) => {
    reply = resolve;
  });
  return heard?.(message, sender, reply) ? answered : undefined;
}

/** The background, once. */
export async function startBackground(): Promise<void> {
  await import("../../extension/background.js");
}
