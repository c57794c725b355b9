// “Try it”: a text of the reader's, read as a page would be. It goes nowhere and is not kept.

import { useId, useState } from "preact/hooks";
import type { Settings } from "../settings";
import { Living } from "../ui/living";
import { useWords } from "../ui/parts";

export function TryIt({ settings }: { settings: Settings }) {
  const words = useWords();
  const id = useId();
  const [text, setText] = useState("");
  return (
    <>
      <label for={id}>{words("try_about")}</label>
      <textarea
        id={id}
        class="field"
        rows={5}
        value={text}
        placeholder={words("try_hint")}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() && (
        <div class="preview">
          <Living text={text} settings={settings} everything />
        </div>
      )}
    </>
  );
}
