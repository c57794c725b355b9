// Marks that the reader found wrong. They stay on this machine unless the reader takes them along.

import { Download } from "lucide";
import type { Settings } from "../settings";
import { save } from "../ui/files";
import { Icon, useWords } from "../ui/parts";
import { useChange } from "../ui/told";
import type { Words } from "../words";
import { Remove } from "./remove";

export function Wrong({ settings }: { settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const marks = settings.wrong_marks;
  const file = () => `${JSON.stringify({ saysWho: 1, wrongMarks: marks }, null, 2)}\n`;
  return (
    <>
      <p class="soft">{words("wrong_about")}</p>
      {marks.length === 0 && <p class="soft">{words("wrong_none")}</p>}
      <ul class="rows">
        {marks.map((mark) => (
          <li key={`${mark.sense} ${mark.claim}`} class="removable">
            <span class="wrong">
              <span class="phrase">{words("quoted", mark.words)}</span>
              <span class="soft small">
                {[words(`subtype_${mark.subtype}`), mark.site, dateOf(mark.when, words)].filter(Boolean).join(" · ")}
              </span>
            </span>
            <Remove
              item={mark.words}
              act={() =>
                void change(words("wrong_removed", mark.words), { op: "remove", key: "wrong_marks", item: mark })
              }
            />
          </li>
        ))}
      </ul>
      {marks.length > 0 && (
        <p>
          <button
            type="button"
            class="button"
            onClick={() => save("says-who-wrong-marks.json", "application/json", file())}
          >
            <Icon of={Download} />
            {words("wrong_export")}
          </button>
        </p>
      )}
    </>
  );
}

/** The day as the reader writes it. A store may hold anything: then as it stands there. */
function dateOf(when: string, words: Words): string {
  const at = Date.parse(`${when}T12:00`);
  return Number.isNaN(at) ? when : words.date(at);
}
