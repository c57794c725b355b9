// What is read, and where “look it up” looks.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { LANGUAGES } from "../names";
import { isSearch, type Settings } from "../settings";
import { Switch, useWords } from "../ui/parts";
import { useChange } from "../ui/told";

/** Searches on offer, by their own names. */
const SEARCHES = [
  ["DuckDuckGo", "https://duckduckgo.com/?q=%s"],
  ["Qwant", "https://www.qwant.com/?q=%s"],
  ["Startpage", "https://www.startpage.com/do/search?query=%s"],
  ["Ecosia", "https://www.ecosia.org/search?q=%s"],
  ["Google", "https://www.google.com/search?q=%s"],
  ["Bing", "https://www.bing.com/search?q=%s"],
] as const;

export function Reading({ settings }: { settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const id = useId();
  const known = SEARCHES.some(([, address]) => address === settings.search);
  /** The reader wants to type one, though one of those on offer is still set. */
  const [asked, setAsked] = useState(false);
  const own = asked || !known;
  const [entry, setEntry] = useState(settings.search);
  const field = useRef<HTMLInputElement>(null);
  // What is set from elsewhere (a file, a reset, another window) is shown; not while somebody types.
  useEffect(() => {
    if (document.activeElement === field.current) return;
    setAsked(false);
    setEntry(settings.search);
  }, [settings.search]);
  const fault = own && !isSearch(entry);
  const set = (value: string) => change(undefined, { op: "set", key: "search", value });
  return (
    <>
      <fieldset>
        <legend>{words("reading_languages")}</legend>
        {LANGUAGES.map((language) => (
          <Switch
            key={language}
            on={settings.languages[language]}
            set={(on) =>
              void change(undefined, { op: "set", key: "languages", value: { ...settings.languages, [language]: on } })
            }
          >
            {words(`language_name_${language}`)}
          </Switch>
        ))}
      </fieldset>
      <label for={id}>{words("reading_search")}</label>
      <select
        id={id}
        class="field"
        value={own ? "own" : settings.search}
        onChange={(event) => {
          const { value } = event.currentTarget;
          setAsked(value === "own");
          setEntry(value === "own" ? settings.search : value);
          if (value !== "own") void set(value);
        }}
      >
        {SEARCHES.map(([name, address]) => (
          <option key={address} value={address}>
            {name}
          </option>
        ))}
        <option value="own">{words("search_own")}</option>
      </select>
      {own && (
        <>
          <label for={`${id}-own`} class="small soft">
            {words("search_own_about")}
          </label>
          <input
            ref={field}
            id={`${id}-own`}
            class="field"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            value={entry}
            aria-invalid={fault}
            aria-describedby={`${id}-fault`}
            onInput={(event) => {
              const { value } = event.currentTarget;
              setEntry(value);
              if (isSearch(value)) void set(value);
            }}
          />
          <p id={`${id}-fault`} class="fault" role="status">
            {fault && words("search_fault")}
          </p>
        </>
      )}
      <p class="soft small">{words("search_about")}</p>
    </>
  );
}
