// Rows of the popup's list: a mark, or marks that say the same again, which are one row until it is opened. Then each
// is told by its own sentence.

import { ChevronDown } from "lucide";
import { useId, useState } from "preact/hooks";
import type { Severity } from "../generated/report";
import type { MarkView } from "../messages";
import { kindOf } from "../ui/kind";
import { Form, Icon, useWords } from "../ui/parts";
import type { Words } from "../words";

type Same = [MarkView, ...MarkView[]];

const WEIGHT = { low: 1, medium: 2, high: 3 } as const satisfies Record<Severity, number>;
/** Speakers whose name says more than the mark itself. */
const NAMES = new Set(["named", "interested", "described"]);
/** Characters of a sentence before the marked words that a short row has room for. */
const BEFORE = 40;

/** Marks of the same words and the same kind together, where the first of them stands. */
export function repeatsOf(marks: readonly MarkView[], words: Words): Same[] {
  const rows = new Map<string, Same>();
  for (const mark of marks) {
    const key = `${kindOf(mark, words)}\n${fold(mark.words)}`;
    const same = rows.get(key);
    if (same) same.push(mark);
    else rows.set(key, [mark]);
  }
  return [...rows.values()];
}

export function Row({ mark, go }: { mark: MarkView; go: () => void }) {
  const words = useWords();
  const name = nameIn(mark);
  return (
    <button type="button" class="row" onClick={go}>
      <Form category={mark.category} severity={mark.severity} />
      <span class="words">{mark.words}</span>
      <span class="about soft small">
        {kindOf(mark, words)}
        {name && ` · ${name}`}
        <Weight of={mark} />
      </span>
    </button>
  );
}

export function Repeats({ marks, go }: { marks: Same; go: (mark: MarkView) => void }) {
  const words = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const [first] = marks;
  const heaviest = marks.reduce((a, b) => (WEIGHT[b.severity] > WEIGHT[a.severity] ? b : a));
  const name = nameIn(first);
  return (
    <>
      <button type="button" class="row repeated" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <Form category={first.category} severity={heaviest.severity} />
        <span class="words">{first.words}</span>
        <span class="times small">
          {words.count("repeats", marks.length)}
          <Icon of={ChevronDown} />
        </span>
        <span class="about soft small">
          {kindOf(first, words)}
          {name && marks.every((mark) => nameIn(mark) === name) && ` · ${name}`}
          <Weight of={heaviest} />
        </span>
      </button>
      <ul class="repeats" id={id} hidden={!open}>
        {marks.map((mark) => (
          <li key={mark.id}>
            <button type="button" class="row" onClick={() => go(mark)}>
              <Form category={mark.category} severity={mark.severity} />
              <span class="sentence small">{sentenceOf(mark)}</span>
              <Weight of={mark} />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What the drawn line says, for who does not see it. */
function Weight({ of }: { of: MarkView }) {
  const words = useWords();
  return <span class="visually-hidden">, {words("severity_label", words(`severity_${of.severity}`))}</span>;
}

function nameIn({ speaker }: MarkView): string {
  return (NAMES.has(speaker.kind) && speaker.name) || "";
}

/** The sentence of a mark, from shortly before the marked words on. */
function sentenceOf({ words, claim }: MarkView): string {
  const at = claim.indexOf(words);
  if (at <= BEFORE) return claim || words;
  const from = claim.indexOf(" ", at - BEFORE);
  return `…\u00A0${claim.slice(from + 1)}`;
}

/** Accents, apostrophes and case make no difference to what a reader seeks. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLocaleLowerCase();
}
