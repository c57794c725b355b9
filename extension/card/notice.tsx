// Short words where no card fits, or where the card's mark has just gone: what came of a check, what is not marked
// any more, with the way back.

import { Undo2, X } from "lucide";
import type { Notice } from "../card";
import { Icon, useWords } from "../ui/parts";
import type { Words } from "../words";

export interface Bubble {
  text: string;
  undo?: () => Promise<void>;
}

export function bubbleOf(notice: Notice, words: Words): Bubble {
  if (notice.kind !== "phrase_muted") return { text: words(`notice_${notice.kind}`) };
  return { text: words("card_mute_phrase_done", notice.phrase), undo: notice.undo };
}

export function NoticeBubble({ bubble, close }: { bubble: Bubble; close: () => void }) {
  const words = useWords();
  const { text, undo } = bubble;
  return (
    <div class="bubble">
      <p role="alert">{text}</p>
      {undo && (
        <button type="button" class="button" onClick={() => void undo().then(close)}>
          <Icon of={Undo2} />
          {words("undo")}
        </button>
      )}
      <button type="button" class="button icon" aria-label={words("close")} title={words("close")} onClick={close}>
        <Icon of={X} />
      </button>
    </div>
  );
}
