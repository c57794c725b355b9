// What a reader can set: every setting, its shape and its default. Pure data; `settings.ts` stores it.
//
// A setting is one key of the store, so two windows that change different settings never meet. A later version
// adds keys (old stores simply lack them and get the default), or, when a key changes its meaning, a step to
// MIGRATIONS and one more to VERSION.

import type { Category, Finding, Subtype } from "./generated/report";
import { CATEGORIES, LANGUAGES, type Language, SUBTYPES } from "./names";
import { phraseFault } from "./phrases";
import { bool, type Check, type Checked, everyOf, isPlain, listOf, object, oneOf, text, whole } from "./shape";

export const VERSION = 1;

export const MODES = ["everywhere", "listed", "on_request"] as const;
export const SENSITIVITIES = ["high", "medium", "all"] as const;
export const FORMS = ["both", "line", "wash"] as const;
export const PALETTES = ["colour", "plain"] as const;
export const THEMES = ["auto", "light", "dark"] as const;
export const INTERFACES = ["auto", ...LANGUAGES] as const;

/** A site by its host; it covers the hosts below it (`example.org` covers `www.example.org`). */
const site = object({ host: text(253), read: bool });
export type Site = Checked<typeof site>;

/** A sentence is told again by its beginning. */
const LONGEST_CLAIM = 2000;

/** A mark that the reader found wrong. It is hidden wherever the same words say the same thing. */
const wrong = object({
  claim: text(LONGEST_CLAIM),
  words: text(500),
  subtype: oneOf(SUBTYPES),
  sense: text(120),
  site: text(253),
  when: text(10),
});
export type WrongMark = Checked<typeof wrong>;

/** The words of a claim, as a wrong mark keeps them. */
export function claimKept(words: string): string {
  return words.slice(0, LONGEST_CLAIM);
}

/** Whether the reader has switched the kind of a finding off, or called it wrong. */
export function isUnwanted(
  { category, subtype }: Pick<Finding, "category" | "subtype">,
  claim: string,
  { categories, subtypes, wrong_marks }: Pick<Settings, "categories" | "subtypes" | "wrong_marks">,
): boolean {
  if (!categories[category] || !subtypes[subtype]) return true;
  return wrong_marks.some((wrong) => wrong.subtype === subtype && wrong.claim === claimKept(claim));
}

/** One the engine can use: a single bad phrase would keep it from starting. */
const phrase: Check<string> = (value): value is string => typeof value === "string" && phraseFault(value) === undefined;

/** Address of a search. */
const search = text(500);

/** Each setting's check and default. `area: "local"` stays on this machine whatever the browser offers. */
interface Entry<T> {
  check: Check<T>;
  initial: T;
  area?: "local";
}
const entry = <T>(check: Check<T>, initial: T, area?: "local"): Entry<T> => ({ check, initial, ...(area && { area }) });

const all = <const List extends readonly string[]>(list: List) =>
  Object.fromEntries(list.map((name) => [name, true])) as Record<List[number], boolean>;

export const ENTRIES = {
  /** The main switch. */
  on: entry(bool, true),
  /** Where pages are read: everywhere but on sites set to false; on sites set to true only; only when asked. */
  mode: entry(oneOf(MODES), "everywhere" as (typeof MODES)[number]),
  sites: entry(listOf(site, 2000), [] as Site[]),
  /** The lightest marks that are shown. */
  sensitivity: entry(oneOf(SENSITIVITIES), "medium" as (typeof SENSITIVITIES)[number]),
  categories: entry(everyOf(CATEGORIES, bool), all(CATEGORIES) as Record<Category, boolean>),
  /** False mutes a kind of mark everywhere. */
  subtypes: entry(everyOf(SUBTYPES, bool), all(SUBTYPES) as Record<Subtype, boolean>),
  /** Also show the passages that name no source, in their quiet form. */
  unsourced: entry(bool, false),
  /** Open the card when the pointer rests on a mark. */
  hover: entry(bool, false),
  /** How marks look. */
  form: entry(oneOf(FORMS), "both" as (typeof FORMS)[number]),
  palette: entry(oneOf(PALETTES), "colour" as (typeof PALETTES)[number]),
  /** At most so many marks for a screenful of text, the heaviest first; 0 for no limit. */
  per_screen: entry(whole(0, 100), 12),
  /** The count on the icon. */
  badge: entry(bool, true),
  /** Phrases always to mark and never to mark; `*` stands for any letters inside a word. */
  mark_phrases: entry(listOf(phrase, 500), [] as string[]),
  mute_phrases: entry(listOf(phrase, 500), [] as string[]),
  wrong_marks: entry(listOf(wrong, 1000), [] as WrongMark[], "local"),
  /** Languages to read. */
  languages: entry(everyOf(LANGUAGES, bool), all(LANGUAGES) as Record<Language, boolean>),
  /** Address of a search, `%s` for the words. */
  search: entry(search, "https://duckduckgo.com/?q=%s"),
  interface: entry(oneOf(INTERFACES), "auto" as (typeof INTERFACES)[number]),
  theme: entry(oneOf(THEMES), "auto" as (typeof THEMES)[number]),
  /** Keep settings in the browser's own synchronised storage where it offers one. */
  sync: entry(bool, true, "local"),
  /** The welcome page was seen. */
  welcomed: entry(bool, false, "local"),
};

export type Settings = { [K in keyof typeof ENTRIES]: (typeof ENTRIES)[K]["initial"] };
export type Key = keyof Settings;
export const KEYS = Object.keys(ENTRIES) as Key[];

export function isKey(name: string): name is Key {
  return Object.hasOwn(ENTRIES, name);
}

export function checks<K extends Key>(key: K, value: unknown): value is Settings[K] {
  if (!ENTRIES[key].check(value)) return false;
  return key !== "search" || isSearch(value as unknown as string);
}

/** A search address must be https and have a place for the words. */
export function isSearch(address: string): boolean {
  if (!search(address) || !address.includes("%s")) return false;
  try {
    return new URL(address.replaceAll("%s", "x")).protocol === "https:";
  } catch {
    return false;
  }
}

export function defaults(): Settings {
  return structuredClone(Object.fromEntries(KEYS.map((key) => [key, ENTRIES[key].initial]))) as Settings;
}

/** Turns a store of version n (its index) into one of version n + 1. The first published version is 1. */
export type Step = (raw: Record<string, unknown>) => Record<string, unknown>;
export const MIGRATIONS: Record<number, Step> = {};

/** Something in a store that could not be used; the default stands in for it and the store is left as it is. */
export interface Problem {
  key: string;
  /** `unknown`: a key of a newer version, which this one leaves alone. */
  kind: "corrupt" | "newer" | "unknown";
}

/** Reads whatever a store, or a file, holds. */
export function parse(
  raw: Record<string, unknown>,
  steps: Record<number, Step> = MIGRATIONS,
  version = VERSION,
): { settings: Settings; problems: Problem[] } {
  const settings = defaults();
  const problems: Problem[] = [];
  let stored = raw;
  const from = raw.version;
  if (from !== undefined && !(Number.isInteger(from) && (from as number) >= 1)) {
    problems.push({ key: "version", kind: "corrupt" });
  } else if (from !== undefined && (from as number) > version) {
    problems.push({ key: "version", kind: "newer" });
    const unknown = Object.keys(raw).filter((key) => key !== "version" && !isKey(key));
    problems.push(...unknown.map((key) => ({ key, kind: "unknown" }) as const));
  } else {
    for (let v = (from as number | undefined) ?? version; v < version; v++) stored = steps[v]?.(stored) ?? stored;
  }
  const into = settings as Record<string, unknown>;
  for (const key of KEYS) {
    const value = stored[key];
    if (value === undefined) continue;
    if (checks(key, value)) into[key] = value;
    else into[key] = salvage(key, value, problems);
  }
  return { settings, problems };
}

/** What can be kept of a value of the wrong shape: the good items of a list, the good switches of a set. */
function salvage(key: Key, value: unknown, problems: Problem[]): unknown {
  const { check, initial } = ENTRIES[key];
  if (Array.isArray(initial) && Array.isArray(value)) {
    problems.push({ key, kind: "corrupt" });
    return value.filter((item) => check([item]));
  }
  if (isPlain(initial) && isPlain(value)) {
    const known = Object.entries(value).filter(([name, v]) => Object.hasOwn(initial, name) && bool(v));
    // A set that only lacks names (an older version) or has further ones (a newer) is no fault.
    if (Object.values(value).some((v) => !bool(v))) problems.push({ key, kind: "corrupt" });
    return { ...initial, ...Object.fromEntries(known) };
  }
  problems.push({ key, kind: "corrupt" });
  return structuredClone(initial);
}
