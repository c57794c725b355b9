// What every page of the extension does first: read the settings, choose the words, draw, and follow changes made
// elsewhere. Absent on purpose: what the pages show.

import { type ComponentChildren, render } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { read, type Settings, type State, watch } from "../settings";
import { chosenWords, readCatalogue, type Words } from "../words";
import { WordsContext } from "./parts";

interface Wanted<Known> {
  title?: (words: Words) => string;
  /** What the page must know besides, asked for by now. */
  known: Promise<Known>;
}

/** Draws a page into the document's body and keeps it true to the settings. */
export async function drawPage<Known>(
  content: (state: State, known: Known) => ComponentChildren,
  { title, known }: Wanted<Known>,
): Promise<void> {
  // Listened to from here on: what is changed while the page is put together is not missed, and nothing is read twice.
  const now: Now = { state: undefined, changed: () => undefined };
  watch((state) => {
    now.state = state;
    now.changed(state);
  }, new AbortController().signal);
  const [first, more] = await Promise.all([read(), known]);
  now.state ??= first;
  const words = await chosenWords(now.state.settings.interface, readCatalogue);
  const draw = (state: State) => content(state, more);
  render(<Page first={now.state} now={now} firstWords={words} content={draw} title={title} />, document.body);
}

/** The settings as they were last told, and whom to tell of others. */
interface Now {
  state: State | undefined;
  changed: (state: State) => void;
}

interface PageProps {
  first: State;
  now: Now;
  firstWords: Words;
  content: (state: State) => ComponentChildren;
  title: ((words: Words) => string) | undefined;
}

function Page({ first, now, firstWords, content, title }: PageProps) {
  const [state, setState] = useState(first);
  const [words, setWords] = useState<Words>(() => firstWords);
  const choice = state.settings.interface;
  const said = useRef(choice);

  // At once and not after the next frame, which a tab in the background may wait for long.
  useLayoutEffect(() => {
    now.changed = setState;
    if (now.state) setState(now.state);
  }, [now]);
  useEffect(() => {
    // Other words draw the whole page anew: not for a choice whose words are there.
    if (said.current === choice) return;
    said.current = choice;
    void chosenWords(choice, readCatalogue).then((chosen) => said.current === choice && setWords(() => chosen));
  }, [choice]);
  useEffect(() => {
    document.documentElement.lang = words.language;
    if (title) document.title = title(words);
  }, [words, title]);
  useTheme(state.settings.theme);

  return <WordsContext.Provider value={words}>{content(state)}</WordsContext.Provider>;
}

function useTheme(theme: Settings["theme"]) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
