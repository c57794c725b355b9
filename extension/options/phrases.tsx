// The reader's own phrases: what to mark besides, and what never to mark. Checked as they are typed, and tried on a
// text before they are kept.

import { Plus } from "lucide";
import { useId, useState } from "preact/hooks";
import { phraseFault } from "../phrases";
import type { Settings } from "../settings";
import { Living } from "../ui/living";
import { Icon, useWords } from "../ui/parts";
import { useChange } from "../ui/told";
import { Remove } from "./remove";

type List = "mark_phrases" | "mute_phrases";

export function Phrases({ settings }: { settings: Settings }) {
  const words = useWords();
  return (
    <>
      <p class="soft">{words("phrases_about")}</p>
      <PhraseList list="mark_phrases" settings={settings} />
      <PhraseList list="mute_phrases" settings={settings} />
    </>
  );
}

function PhraseList({ list, settings }: { list: List; settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const id = useId();
  const [entry, setEntry] = useState("");
  const [pressed, setPressed] = useState(false);
  const [sample, setSample] = useState(words("sample_text"));
  const found = phraseFault(entry);
  // An empty field is no fault before somebody wants to add it.
  const fault = found?.why === "empty" && !pressed ? undefined : found;
  const phrase = entry.trim();
  const already = settings[list].includes(phrase);
  const add = async () => {
    setPressed(true);
    if (found || already) return;
    setEntry("");
    setPressed(false);
    const kept = await change(words("phrase_added", phrase), { op: "add", key: list, item: phrase });
    // What was typed is not lost.
    if (!kept) setEntry((now) => now || entry);
  };
  const engine = {
    mark_phrases: list === "mark_phrases" && !found ? [phrase] : [],
    mute_phrases: list === "mute_phrases" && !found ? [phrase] : [],
  };
  return (
    <div class="panel">
      <h3>{words(list)}</h3>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <label for={id} class="visually-hidden">
          {words(`${list}_add`)}
        </label>
        <div class="add-row">
          <input
            id={id}
            class="field"
            autocomplete="off"
            value={entry}
            placeholder={words(`${list}_hint`)}
            aria-invalid={fault !== undefined}
            aria-describedby={`${id}-fault`}
            onInput={(event) => {
              setEntry(event.currentTarget.value);
              setPressed(false);
            }}
          />
          <button type="submit" class="button">
            <Icon of={Plus} />
            {words("add")}
          </button>
        </div>
        <p id={`${id}-fault`} class="fault" role="status">
          {fault && <Fault phrase={entry} at={fault.at} text={words(`phrase_fault_${fault.why}`)} />}
          {!fault && already && words("phrase_already")}
        </p>
      </form>
      {phrase && !found && (
        <section class="preview" aria-label={words("phrase_try")}>
          <label class="small soft" for={`${id}-sample`}>
            {words("phrase_try")}
          </label>
          <textarea
            id={`${id}-sample`}
            class="field"
            rows={3}
            value={sample}
            onInput={(event) => setSample(event.currentTarget.value)}
          />
          <Living text={sample} settings={settings} engine={engine} everything />
        </section>
      )}
      {settings[list].length === 0 && <p class="soft">{words(`${list}_none`)}</p>}
      <ul class="rows">
        {settings[list].map((item) => (
          <li key={item} class="removable">
            <span class="phrase">{item}</span>
            <Remove item={item} act={() => void change(words("removed", item), { op: "remove", key: list, item })} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is wrong, with a caret under the character where it starts. */
function Fault({ phrase, at, text }: { phrase: string; at: number; text: string }) {
  const characters = [...phrase];
  const from = Math.max(0, at - 20);
  const words = useWords();
  return (
    <>
      <span>{words("phrase_fault_at", text, at + 1)}</span>
      {phrase.trim() && (
        <code aria-hidden="true">
          {characters.slice(from, at).join("")}
          <mark>{characters[at] ?? " "}</mark>
          {characters.slice(at + 1, at + 20).join("")}
        </code>
      )}
    </>
  );
}
