// The words a person reads, from `_locales`, with typed keys. The reader may ask for French or English apart
// from the browser's own language; then the catalogue is read whole and looked up here, by the same rules as
// the browser's.
//
// Absent on purpose: any word shown to a person. They are all in `_locales`.

import type english from "./_locales/en/messages.json";
import { api } from "./api";
import type { Language } from "./names";

export type Key = keyof typeof english;
/** Messages that come in a `_one` and an `_other` form, and sometimes a `_zero` one. */
export type CountKey = Key extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;
export type Value = string | number;

/** `_locales/<language>/messages.json` as it stands. */
export type Catalogue = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

export interface Words {
  /** The language of the catalogue in use, which may differ from the browser's. */
  readonly language: Language;
  (key: Key, ...values: Value[]): string;
  /** A message in the form that fits a number; the number is its first value. */
  count(stem: CountKey, n: number, ...values: Value[]): string;
  number(n: number): string;
  /** “A, B and C”. */
  list(items: readonly string[]): string;
  date(at: number): string;
}

/** Words in the browser's language, ready at once. */
export function browserWords(): Words {
  const look = (key: string, values: string[]) => api.i18n.getMessage(key, values);
  return words(look("language_code", []) === "fr" ? "fr" : "en", look);
}

/** Words from a catalogue. */
export function catalogueWords(language: Language, catalogue: Catalogue): Words {
  return words(language, (key, values) => fill(catalogue[key], values));
}

/** The words the reader asked for. Content scripts can't read the extension's files, so `read` is theirs to
 * give; pages use {@link readCatalogue}. A catalogue that can't be had leaves the browser's language. */
export async function chosenWords(
  choice: Language | "auto",
  read: (language: Language) => Promise<Catalogue | null>,
): Promise<Words> {
  const own = browserWords();
  if (choice === "auto" || choice === own.language) return own;
  const catalogue = await read(choice);
  return catalogue ? catalogueWords(choice, catalogue) : own;
}

/** A packaged catalogue, for pages of the extension and its background. */
export async function readCatalogue(language: Language): Promise<Catalogue | null> {
  try {
    const response = await fetch(api.runtime.getURL(`_locales/${language}/messages.json`));
    return (await response.json()) as Catalogue;
  } catch {
    return null;
  }
}

function words(language: Language, look: (key: string, values: string[]) => string): Words {
  const plural = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const lists = new Intl.ListFormat(language);
  const text = (value: Value) => (typeof value === "number" ? numbers.format(value) : value);
  const say = (key: string, values: Value[]) => look(key, values.map(text));
  return Object.assign((key: Key, ...values: Value[]) => say(key, values), {
    language,
    count: (stem: CountKey, n: number, ...values: Value[]) => {
      // French has a form for millions that no message needs: it falls back on the general one.
      const forms = [...(n === 0 ? ["zero"] : []), plural.select(n), "other"];
      return forms.reduce((found, form) => found || say(`${stem}_${form}`, [n, ...values]), "");
    },
    number: (n: number) => numbers.format(n),
    list: (items: readonly string[]) => lists.format(items),
    date: (at: number) => new Intl.DateTimeFormat(language, { dateStyle: "medium" }).format(at),
  });
}

// `$NAME$` stands for the placeholder of that name, whose content is `$1` … `$9`; `$$` is a dollar.
function fill(entry: Catalogue[string] | undefined, values: string[]): string {
  if (!entry) return "";
  return entry.message.replace(/\$\$|\$(\w+)\$/g, (whole, name: string | undefined) => {
    if (name === undefined) return "$";
    const content = entry.placeholders?.[name.toLowerCase()]?.content;
    if (content === undefined) return whole;
    return content.replace(/\$([1-9])/g, (_, n: string) => values[Number(n) - 1] ?? "");
  });
}
