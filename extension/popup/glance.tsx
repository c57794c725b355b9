// This page at a glance: how many marks of each kind, who speaks in it, and what was not read. Nothing marked is
// said for what it is, and never as a clean bill.

import { Languages, Play } from "lucide";
import type { Category } from "../generated/report";
import { callBackground, type PageState, type PopupOrder, type Unread } from "../messages";
import { CATEGORIES, LANGUAGES } from "../names";
import type { Settings } from "../settings";
import { Form, Icon, useWords } from "../ui/parts";
import { useChange } from "../ui/told";
import { basedLine, sourcesLine, voicesLine } from "../ui/voices";

interface Props {
  frames: PageState[];
  top: PageState | undefined;
  gone: boolean;
  settings: Settings;
  tell: (order: PopupOrder) => void;
}

export function AtAGlance({ frames, top, gone, settings, tell }: Props) {
  const words = useWords();
  if (!settings.on) return <p class="state">{words("state_off_switch")}</p>;
  if (!top) return <p class="state">{words(gone ? "state_unreachable" : "state_waiting")}</p>;
  if (top.status === "failed") return <p class="state">{words("state_failed")}</p>;
  if (top.status === "off") {
    return (
      <div class="state">
        <p>{words(`state_off_${top.off ?? "switch"}`)}</p>
        {top.off !== "switch" && top.off !== "tab" && <ReadNow top={top} tell={tell} />}
      </div>
    );
  }
  if (!LANGUAGES.some((language) => settings.languages[language])) return <NoLanguages />;
  const quiet = frames.reduce((sum, frame) => sum + frame.quiet, 0);
  const total = frames.reduce((sum, frame) => sum + frame.total, 0);
  const reading = top.status !== "read";
  const { words: read } = top.summary;
  return (
    <section class="glance" aria-label={words("popup_glance")}>
      <div class="kinds">
        {CATEGORIES.map((category) => (
          <Kind key={category} category={category} frames={frames} settings={settings} />
        ))}
      </div>
      {reading && <p role="status">{words("state_reading")}</p>}
      {!reading && top.part && (
        <div class="state">
          <p>{words("state_part")}</p>
          <ReadNow top={top} tell={tell} />
        </div>
      )}
      {!reading && total === 0 && (read > 0 || !top.part) && (
        <p class="empty">{words(emptyState(read, frames, quiet))}</p>
      )}
      {!reading && read > 0 && (
        <div class="voices">
          <p>{voicesLine(top.summary, words)}</p>
          <p class="soft small">{sourcesLine(top.summary, words)}</p>
        </div>
      )}
      {top.based.length > 0 && <p class="soft small">{basedLine(top.based, words)}</p>}
      {top.review && <p class="soft small">{words("state_review")}</p>}
      <UnreadParts frames={frames} settings={settings} />
    </section>
  );
}

/** With no language to read there is nothing to tell of the page. */
function NoLanguages() {
  const words = useWords();
  const choose = async () => {
    await callBackground("open", { page: "options", at: "reading" });
    window.close();
  };
  return (
    <div class="state">
      <p>{words("state_no_languages")}</p>
      <button type="button" class="button main" onClick={() => void choose()}>
        <Icon of={Languages} />
        {words("popup_languages")}
      </button>
    </div>
  );
}

/** The page has its frames read too. */
function ReadNow({ top: { frame }, tell }: { top: PageState; tell: Props["tell"] }) {
  const words = useWords();
  return (
    <button type="button" class="button main" onClick={() => tell({ frame, order: "read_now" })}>
      <Icon of={Play} />
      {words("popup_read_now")}
    </button>
  );
}

/** Why there is no mark: nothing to read, nothing that could be read, or nothing found. */
function emptyState(read: number, frames: PageState[], quiet: number) {
  if (read > 0) return quiet > 0 ? "state_nothing_shown" : "state_nothing";
  return frames.some((frame) => frame.unread.length > 0) ? "state_not_readable" : "state_no_text";
}

/** A category's count, which is its switch too. */
function Kind({ category, frames, settings }: { category: Category; frames: PageState[]; settings: Settings }) {
  const words = useWords();
  const on = settings.categories[category];
  // Counted in the page: of very many marks not all are told one by one.
  const of = (frame: PageState) => (category === "sweeping" ? frame.sweeping : frame.total - frame.sweeping);
  const marks = frames.reduce((sum, frame) => sum + of(frame), 0);
  const change = useChange();
  const set = () =>
    void change(undefined, { op: "set", key: "categories", value: { ...settings.categories, [category]: !on } });
  return (
    <button
      type="button"
      class={`kind ${category}`}
      aria-pressed={on}
      title={words(`category_about_${category}`)}
      onClick={set}
    >
      <span class="number">{on ? words.number(marks) : "–"}</span>
      <Form category={category} />
      <span class="name">{words.count(category === "sweeping" ? "sweeping_claims" : "missing_sources", marks)}</span>
      <span class="onoff small">{words.count(on ? "shown" : "hidden", marks)}</span>
    </button>
  );
}

/** What was not read, never hidden. */
function UnreadParts({ frames, settings }: Pick<Props, "frames" | "settings">) {
  const words = useWords();
  // The engine does not look for a language that is off: it cannot tell it from one that nobody knows.
  const all = LANGUAGES.every((language) => settings.languages[language]);
  const sums = new Map<Unread["reason"], { count: number; words: number }>();
  for (const part of frames.flatMap((frame) => frame.unread)) {
    const sum = sums.get(part.reason) ?? { count: 0, words: 0 };
    sums.set(part.reason, { count: sum.count + part.count, words: sum.words + part.words });
  }
  if (sums.size === 0) return null;
  return (
    <div class="unread small">
      <p>{words("unread_title")}</p>
      <ul>
        {[...sums].map(([reason, sum]) => (
          <li key={reason}>
            {sum.words > 0 ? words.count("unread_words", sum.words) : words.count("unread_parts", sum.count)}{" "}
            {words(reason === "unknown_language" && !all ? "skip_language_off" : `skip_${reason}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}
