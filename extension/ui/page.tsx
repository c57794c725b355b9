// What every page of the extension does first: read the settings, choose the words, draw, and follow changes made
// elsewhere. Absent on purpose: what the pages show.

import { type ComponentChildren, render } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";
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
  const [state, more] = await Promise.all([read(), known]);
  const words = await chosenWords(state.settings.interface, readCatalogue);
  const draw = (now: State) => content(now, more);
  render(<Page first={state} firstWords={words} content={draw} title={title} />, document.body);
}

interface PageProps {
  first: State;
  firstWords: Words;
  content: (state: State) => ComponentChildren;
  title: ((words: Words) => string) | undefined;
}

function Page({ first, firstWords, content, title }: PageProps) {
  const [state, setState] = useState(first);
  const [words, setWords] = useState<Words>(() => firstWords);
  const choice = state.settings.interface;

  // At once and not after the next frame, which a tab in the background may wait for long; and what was changed
  // between the first reading and now is read too.
  useLayoutEffect(() => {
    const open = new AbortController();
    watch(setState, open.signal);
    read().then(
      (now) => open.signal.aborted || setState(now),
      () => undefined,
    );
    return () => open.abort();
  }, []);
  useEffect(() => {
    let current = true;
    void chosenWords(choice, readCatalogue).then((chosen) => current && setWords(() => chosen));
    return () => {
      current = false;
    };
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
