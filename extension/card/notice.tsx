// Short words where no card fits: what came of a check, or that a phrase will not be marked any more.

import { X } from "lucide";
import type { Notice } from "../card";
import { Icon, useWords } from "../ui/parts";

export function NoticeBubble({ notice, close }: { notice: Notice; close: () => void }) {
  const words = useWords();
  const text =
    notice.kind === "phrase_muted" ? words("notice_phrase_muted", notice.phrase) : words(`notice_${notice.kind}`);
  return (
    <div class="bubble">
      <p role="status">{text}</p>
      {notice.kind === "phrase_muted" && (
        <button type="button" class="button plain small" onClick={() => void notice.undo().then(close)}>
          {words("undo")}
        </button>
      )}
      <button type="button" class="button icon" aria-label={words("close")} onClick={close}>
        <Icon of={X} />
      </button>
    </div>
  );
}
