// The store of settings: read, watch, change. The only file that uses storage; `schema.ts` says what can be set.
//
// Each setting is a key of `storage.sync` where the browser offers that and the reader lets it, else of
// `storage.local`; a value too big for sync stays local and wins over an older synchronised one. Reading never
// writes: a key that cannot be read gets its default, the fault is told, and the stored value is moved aside only
// when the reader changes that very setting.
//
// Changes are data (`Change`), applied one after another under a lock that all extension pages and the background
// share. A content script stands outside that lock (and must not take one the page could see): it hands its
// change to the background (`messages.ts`).
//
// A site that the reader switched off is not read because a store fails: what says which pages are read has a copy on
// this machine while it is synchronised; without any knowledge of it pages are read when the reader asks.

import { alive, api, release } from "./api";
import {
  checks,
  defaults,
  ENTRIES,
  isKey,
  KEYS,
  type Key,
  type Problem,
  parse,
  type Settings,
  type Site,
  VERSION,
} from "./schema";
import { bool, isPlain, listOf, object, text, whole } from "./shape";

export * from "./schema";

/** What is kept with the settings but is none: what could not be read, as it was. */
const ASIDE = "aside";
/** What says which pages are read, and where its copy is kept. */
const PLACES = ["on", "mode", "sites"] as const satisfies Key[];
const COPY = "places";
/** Storage for the life of the browser, never on disk: choices for one tab, and those made in a private window. */
const TABS_OFF = "tabs_off";
const PRIVATE_SITES = "private_sites";

type Lists = { [K in Key]: Settings[K] extends readonly (infer T)[] ? { key: K; item: T } : never }[Key];
export type Change =
  | { [K in Key]: { op: "set"; key: K; value: Settings[K] } }[Key]
  | ({ op: "add" } & Lists)
  | ({ op: "remove" } & Lists);

export interface State {
  settings: Settings;
  problems: Problem[];
  /** Values set aside since the last reset. */
  aside: number;
  where: "sync" | "local";
  /** False when the store could not be read: this stands in for it. */
  known: boolean;
}

/** What was read last, and how many changes were heard of: what is older than a change stands in for nothing. */
let last: State | undefined;
let heard = 0;

/** A list has no room for one more: nothing was changed. */
class Full extends Error {}

/** Why a change was not made: `not_kept_…` says it. */
export type Refused = "full" | "storage";

export function whyRefused(error: unknown): Refused {
  return error instanceof Full ? "full" : "storage";
}

export function isChange(value: unknown): value is Change {
  if (!isPlain(value) || typeof value.key !== "string" || !isKey(value.key)) return false;
  if (value.op === "set") return checks(value.key, value.value);
  if (value.op !== "add" && value.op !== "remove") return false;
  return Array.isArray(ENTRIES[value.key].initial) && ENTRIES[value.key].check([value.item]);
}

/** What is set. When that cannot be told: what was set a while ago, else to read nothing without being asked. */
export async function read(): Promise<State> {
  const before = heard;
  try {
    const raw = await readRaw();
    const where = raw.sync ? "sync" : "local";
    const state: State = { ...parse(raw.values), aside: raw.aside.length, where, known: true };
    if (before === heard) last = state;
    return state;
  } catch (error) {
    if (!alive()) throw error;
    if (last) return { ...last, known: false };
    const settings: Settings = { ...defaults(), mode: "on_request" };
    return { settings, problems: [], aside: 0, where: "local", known: false };
  }
}

/**
 * Calls back after every change, from wherever it came, until `signal` aborts. `begun` is called first: what was read
 * before is no longer true, whoever asks now must read again.
 */
export function watch(changed: (state: State) => void, signal: AbortSignal, begun?: () => void): void {
  let turn = 0;
  const listener = (changes: Record<string, unknown>, area: string) => {
    if (area === "session" || !Object.keys(changes).some((key) => isKey(key) || key === "version" || key === ASIDE))
      return;
    const mine = ++turn;
    heard++;
    last = undefined;
    begun?.();
    read().then(
      // What was read for an earlier change may be older than what came of this one; and what is not known to have
      // changed stays as it was told.
      (state) => signal.aborted || mine !== turn || !state.known || changed(state),
      () => undefined,
    );
  };
  api.storage.onChanged.addListener(listener);
  signal.addEventListener("abort", () => release(() => api.storage.onChanged.removeListener(listener)), {
    once: true,
  });
}

/** Applies changes in order, all or none. Answers the changes that undo them, last first. */
export function apply(...changes: Change[]): Promise<Change[]> {
  return locked(async () => {
    const raw = await readRaw();
    const { settings, problems } = parse(raw.values);
    const undo: Change[] = [];
    const touched = new Set<Key>();
    for (const change of changes) {
      const back = applyTo(settings, change);
      if (!back) continue;
      undo.unshift(back);
      touched.add(change.key);
    }
    await write(raw, settings, touched, problems);
    return undo;
  });
}

/** Everything back to its default. Answers what undoes it. What was kept aside goes too. */
export async function reset(): Promise<Change[]> {
  const fresh = defaults();
  fresh.welcomed = true;
  const undo = await apply(...KEYS.map((key) => ({ op: "set", key, value: fresh[key] }) as Change));
  await api.storage.local.remove(ASIDE);
  return undo;
}

/** Applies a change to settings in place. Answers its inverse, nothing when it changes nothing; throws when it is too much. */
export function applyTo(settings: Settings, change: Change): Change | undefined {
  const into = settings as Record<Key, unknown>;
  if (change.op === "set") {
    if (same(settings[change.key], change.value)) return undefined;
    const back = { op: "set", key: change.key, value: settings[change.key] } as Change;
    into[change.key] = change.value;
    return back;
  }
  const list = settings[change.key] as unknown[];
  const at = list.findIndex((item) => same(item, change.item));
  if (change.op === "remove") {
    if (at < 0) return undefined;
    into[change.key] = list.toSpliced(at, 1);
    return { ...change, op: "add" } as Change;
  }
  if (at >= 0) return undefined;
  const longer = [...list, change.item];
  if (!ENTRIES[change.key].check(longer)) throw new Full();
  into[change.key] = longer;
  return { ...change, op: "remove" } as Change;
}

// Sites and tabs ------------------------------------------------------------------------------------------

/** What is set for a host: the longest entry that covers it decides. */
export function siteRule(sites: readonly Site[], host: string): Site | undefined {
  let best: Site | undefined;
  for (const site of sites) {
    if (host !== site.host && !host.endsWith(`.${site.host}`)) continue;
    if (!best || site.host.length > best.host.length) best = site;
  }
  return best;
}

/** Whether pages of a host are read without being asked. */
export function readsHost(settings: Settings, host: string): boolean {
  if (!settings.on || settings.mode === "on_request") return false;
  const rule = siteRule(settings.sites, host)?.read;
  return settings.mode === "listed" ? rule === true : rule !== false;
}

/** The changes that make a host read or not read, replacing what was set for exactly this host. */
export function siteChanges(settings: Settings, host: string, reads: boolean): Change[] {
  const changes: Change[] = settings.sites
    .filter((site) => site.host === host)
    .map((item) => ({ op: "remove", key: "sites", item }));
  const rest = { ...settings, sites: settings.sites.filter((site) => site.host !== host) };
  if (readsHost({ ...rest, on: true }, host) !== reads) {
    changes.push({ op: "add", key: "sites", item: { host, read: reads } });
  }
  return changes;
}

const isTabs = listOf(whole(0, Number.MAX_SAFE_INTEGER), 10_000);
const isSites = listOf(object({ host: text(253), read: bool }), 2000);

/** What is kept for this session of the browser only. For the background and extension pages. */
export async function readSession(): Promise<{ tabsOff: number[]; privateSites: Site[] }> {
  const raw: Record<string, unknown> = await api.storage.session.get([TABS_OFF, PRIVATE_SITES]);
  const tabs = raw[TABS_OFF];
  const sites = raw[PRIVATE_SITES];
  return { tabsOff: isTabs(tabs) ? tabs : [], privateSites: isSites(sites) ? sites : [] };
}

/** Marks off in this tab until it is closed. */
export function setTabOff(tab: number, off: boolean): Promise<void> {
  return locked(async () => {
    const { tabsOff } = await readSession();
    const others = tabsOff.filter((id) => id !== tab);
    await api.storage.session.set({ [TABS_OFF]: off ? [...others, tab] : others });
  });
}

/** A site's switch as set in a private window: forgotten with the session, never written to disk. */
export function setPrivateSite(host: string, reads: boolean): Promise<void> {
  return locked(async () => {
    const { privateSites } = await readSession();
    const others = privateSites.filter((site) => site.host !== host);
    await api.storage.session.set({ [PRIVATE_SITES]: [...others, { host, read: reads }] });
  });
}

/** What was set in private windows: the last of them is closed. */
export function forgetPrivate(): Promise<void> {
  return locked(() => api.storage.session.remove(PRIVATE_SITES));
}

// The store -----------------------------------------------------------------------------------------------

interface Raw {
  values: Record<string, unknown>;
  local: Record<string, unknown>;
  synced: Record<string, unknown>;
  sync: boolean;
  aside: unknown[];
}

/** All of an area. What fails once may not twice. */
async function all(area: chrome.storage.StorageArea): Promise<Record<string, unknown>> {
  return area.get(null).catch(() => area.get(null));
}

async function readRaw(): Promise<Raw> {
  // Both at once: a popup opens, and a page waits, for the slower of them instead of for their sum.
  const [local, found] = await Promise.all([
    all(api.storage.local),
    // Where the browser offers none, or will not open it, all is local.
    api.storage.sync ? all(api.storage.sync).catch(() => undefined) : undefined,
  ]);
  const sync = local.sync !== false && found !== undefined;
  const synced = (sync && found) || {};
  const aside = local[ASIDE];
  const copy = !found && local.sync !== false && isPlain(local[COPY]) ? placesOf(local[COPY]) : {};
  const values: Record<string, unknown> = { ...copy, ...synced, ...local };
  delete values[ASIDE];
  delete values[COPY];
  for (const key of KEYS) {
    // What stays on this machine is never taken from elsewhere.
    if (ENTRIES[key].area === "local") values[key] = local[key];
  }
  return { values, local, synced, sync, aside: Array.isArray(aside) ? aside : [] };
}

function placesOf(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(PLACES.filter((key) => values[key] !== undefined).map((key) => [key, values[key]]));
}

/**
 * Copies what another machine has set for where pages are read, and lets go of a copy that nothing stands behind any
 * more; `write` copies what is set here. For the background.
 */
export function copyPlaces(): Promise<void> {
  return locked(async () => {
    const { local, synced, sync } = await readRaw();
    // What cannot be read may be there still: the copy is for that.
    if (!sync && local.sync !== false) return;
    const places = placesOf(synced);
    if (Object.keys(places).length === 0) {
      if (COPY in local) await api.storage.local.remove(COPY);
    } else if (!same(places, local[COPY])) await api.storage.local.set({ [COPY]: places });
  });
}

async function write(raw: Raw, settings: Settings, touched: Set<Key>, problems: Problem[]): Promise<void> {
  if (touched.size === 0) return;
  const broken = problems.filter((p) => p.kind === "corrupt" && (touched.has(p.key as Key) || p.key === "version"));
  const old = raw.values.version;
  const newer = problems.some((p) => p.key === "version" && p.kind === "newer");
  // A store of an older version is written whole, so that no key is left in its old meaning.
  const keys = !newer && typeof old === "number" && old < VERSION ? new Set(KEYS) : touched;
  const sync = settings.sync && api.storage.sync !== undefined;
  if (touched.has("sync")) for (const key of KEYS) if (raw.values[key] !== undefined) keys.add(key);

  const local: Record<string, unknown> = {};
  const synced: Record<string, unknown> = {};
  for (const key of keys) (sync && ENTRIES[key].area !== "local" ? synced : local)[key] = settings[key];
  if (!newer && old !== VERSION) (sync ? synced : local).version = VERSION;
  if (broken.length > 0)
    local[ASIDE] = [...raw.aside, ...broken.map((p) => keptAside(p.key, raw.values[p.key]))].slice(-20);

  const places = placesOf(synced);
  if (Object.keys(places).length > 0) local[COPY] = { ...placesOf(raw.synced), ...places };
  if (Object.keys(synced).length > 0) Object.assign(local, await writeSynced(synced));
  if (Object.keys(local).length > 0) await api.storage.local.set(local);
  // A local value that was only the overflow of a synchronised one would hide it from now on.
  const stale = Object.keys(synced).filter((key) => !(key in local) && key in raw.local);
  if (stale.length > 0) await api.storage.local.remove(stale);
}

/** Writes to sync. Answers what would not go there: too big, too many writes, or no sync after all. */
async function writeSynced(values: Record<string, unknown>): Promise<Record<string, unknown>> {
  const rest: Record<string, unknown> = {};
  const fits: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    // 8,192 bytes an item is the limit of both browsers; JSON in UTF-8 plus the key counts.
    const size = new TextEncoder().encode(JSON.stringify(value)).length + key.length;
    (size < 8000 ? fits : rest)[key] = value;
  }
  try {
    await api.storage.sync.set(fits);
    return rest;
  } catch {
    return values;
  }
}

function keptAside(key: string, value: unknown): { key: string; value: string; when: string } {
  return { key, value: JSON.stringify(value)?.slice(0, 20_000) ?? "", when: new Date().toISOString().slice(0, 10) };
}

function locked<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request("settings", work) as Promise<T>;
}

function same(a: unknown, b: unknown): boolean {
  return a === b || canonical(a) === canonical(b);
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, v) =>
    isPlain(v) ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1))) : v,
  );
}
