// Settings as one JSON file: what export writes and import reads. A file is `{"saysWho": 1, "settings": {…}}`,
// the number being the version of the settings in it, and `settings` any of the keys of `schema.ts`.
//
// A file is taken whole or not at all: a broken or foreign one changes nothing and says why.

import { type Change, KEYS, type Key, parse, type Settings, type Site, VERSION } from "./settings";
import { isPlain } from "./shape";
import { type NoSite, siteOf } from "./site";

/** Reader's choices that do not travel: they say something of this machine. */
const STAYS: readonly Key[] = ["sync", "welcomed"];

export function toFile(settings: Settings): string {
  const kept = Object.fromEntries(KEYS.filter((key) => !STAYS.includes(key)).map((key) => [key, settings[key]]));
  return `${JSON.stringify({ saysWho: VERSION, settings: kept }, null, 2)}\n`;
}

export type Imported =
  | { ok: true; changes: Change[] }
  | { ok: false; why: "not_json" | "foreign" | "newer" }
  | { ok: false; why: "corrupt"; key: string; no?: NoSite };

/** What importing a file would change; apply it with `apply(...changes)`. */
export function fromFile(content: string): Imported {
  let file: unknown;
  try {
    file = JSON.parse(content.replace(/^\uFEFF/, ""));
  } catch {
    return { ok: false, why: "not_json" };
  }
  const version = isPlain(file) && Number.isInteger(file.saysWho) ? (file.saysWho as number) : 0;
  if (!isPlain(file) || version < 1 || !isPlain(file.settings)) return { ok: false, why: "foreign" };
  if (version > VERSION) return { ok: false, why: "newer" };
  const { settings, problems } = parse({ ...file.settings, version });
  const [problem] = problems;
  if (problem) return { ok: false, why: "corrupt", key: problem.key };
  const sites = new Map<string, Site>();
  for (const { host: named, read } of settings.sites) {
    const site = siteOf(named);
    if ("no" in site) return { ok: false, why: "corrupt", key: named, no: site.no };
    sites.set(site.host, { host: site.host, read });
  }
  settings.sites = [...sites.values()];
  const given = file.settings;
  const keys = KEYS.filter((key) => !STAYS.includes(key) && Object.hasOwn(given, key));
  // Names that nobody knows, or none: nothing would be in use of it.
  if (keys.length === 0) return { ok: false, why: "foreign" };
  return { ok: true, changes: keys.map((key) => ({ op: "set", key, value: settings[key] }) as Change) };
}
