// The settings as a whole: as a file, back from a file, all at their start, and where they are kept.

import { Download, RotateCcw, Upload } from "lucide";
import { useContext, useRef } from "preact/hooks";
import { reset, type State } from "../settings";
import { fromFile, type Imported, toFile } from "../settings-file";
import { save } from "../ui/files";
import { Icon, Switch, useWords } from "../ui/parts";
import { TellContext, useChange } from "../ui/told";
import type { Words } from "../words";

export function Keep({ state }: { state: State }) {
  const words = useWords();
  const change = useChange();
  const tell = useContext(TellContext);
  const chosen = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const imported = fromFile(await file.text());
    if (imported.ok) await change(words("keep_imported"), ...imported.changes);
    else tell({ text: `${reason(imported, words)} ${words("keep_unchanged")}`, good: false });
  };
  const startAgain = async () => {
    try {
      tell({ text: words("keep_reset_done"), good: true, undo: await reset() });
    } catch {
      tell({ text: words("not_kept_storage"), good: false });
    }
  };
  return (
    <>
      <p class="soft">
        {words("keep_about")} <a href="../help/help.html#file">{words("keep_file")}</a>
      </p>
      <p class="buttons">
        <button
          type="button"
          class="button"
          onClick={() => save("says-who-settings.json", "application/json", toFile(state.settings))}
        >
          <Icon of={Download} />
          {words("keep_export")}
        </button>
        <button type="button" class="button" onClick={() => chosen.current?.click()}>
          <Icon of={Upload} />
          {words("keep_import")}
        </button>
        <input
          ref={chosen}
          type="file"
          hidden
          accept=".json,application/json"
          aria-label={words("keep_import")}
          onChange={(event) => {
            const input = event.currentTarget;
            // The same file may be chosen twice.
            void take(input.files?.[0]).then(() => (input.value = ""));
          }}
        />
        <button type="button" class="button" onClick={() => void startAgain()}>
          <Icon of={RotateCcw} />
          {words("keep_reset")}
        </button>
      </p>
      <Switch
        on={state.settings.sync}
        set={(value) => void change(undefined, { op: "set", key: "sync", value })}
        note={words(state.where === "sync" ? "keep_sync_note" : "keep_local_note")}
      >
        {words("keep_sync")}
      </Switch>
    </>
  );
}

function reason(imported: Imported & { ok: false }, words: Words): string {
  if (imported.why !== "corrupt") return words(`import_${imported.why}`);
  const unread = words("import_corrupt", imported.key);
  return imported.no ? `${unread} ${words(`site_${imported.no}`)}` : unread;
}
