// Taking a page's questions along: copied or saved, as Markdown for people or JSON for programs.

import { Copy, Download } from "lucide";
import { useState } from "preact/hooks";
import { toJson, toMarkdown } from "../export";
import type { PageState } from "../messages";
import { copyText } from "../ui/copy";
import { save } from "../ui/files";
import { Icon, useWords } from "../ui/parts";

export function TakeAlong({ frames }: { frames: PageState[] }) {
  const words = useWords();
  const [told, setTold] = useState("");
  const name = fileName(frames[0]);
  const copy = async (near: HTMLElement) =>
    setTold(words((await copyText(toMarkdown(frames, words), near)) ? "copied" : "not_copied"));
  return (
    <section class="along" aria-label={words("along_title")}>
      <h2>{words("along_title")}</h2>
      <div class="buttons">
        <button type="button" class="button" onClick={(event) => void copy(event.currentTarget)}>
          <Icon of={Copy} />
          {words("along_copy")}
        </button>
        <button
          type="button"
          class="button"
          onClick={() => save(`${name}.md`, "text/markdown", toMarkdown(frames, words))}
        >
          <Icon of={Download} />
          {words("along_markdown")}
        </button>
        <button type="button" class="button" onClick={() => save(`${name}.json`, "application/json", toJson(frames))}>
          <Icon of={Download} />
          {words("along_json")}
        </button>
      </div>
      <p role="status" class="small">
        {told}
      </p>
    </section>
  );
}

function fileName(page: PageState | undefined): string {
  const title = (page?.title ?? "")
    .normalize("NFC")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return `says-who-${title.slice(0, 60) || page?.host || "page"}`;
}
