// Which of the marks found are shown, under the reader's settings, and what a list says of them. Decides and
// describes; `highlights.ts` paints.

import type { Place, Severity } from "../generated/report";
import type { MarkView } from "../messages";
import { OWN_PHRASE } from "../names";
import { claimKept, type Settings } from "../settings";
import { type Known, type Mark, placeIn } from "./known";

const WEIGHT = { low: 1, medium: 2, high: 3 } as const satisfies Record<Severity, number>;
const LIGHTEST = { all: 1, medium: 2, high: 3 } as const satisfies Record<Settings["sensitivity"], number>;
/** Characters of text that fill a screen, roughly: what `per_screen` counts in. */
const SCREEN = 3000;
const LISTED = 500;

export interface Shown {
  /** Painted, in reading order. */
  painted: Mark[];
  /** Held back so that no screenful is crowded; in reading order. */
  held: Set<Mark>;
  /** All of both, in reading order. */
  all: Mark[];
  /** Found, but below the sensitivity or of a kind that is switched off. */
  quiet: number;
}

/** `open`: the reader asked for what is held back too. `revealed`: and for these, whatever is set. */
export function choose(
  blocks: readonly Known[],
  settings: Settings,
  open: boolean,
  revealed: ReadonlySet<Mark>,
): Shown {
  const lightest = LIGHTEST[settings.sensitivity];
  const wrong = new Set(settings.wrong_marks.map(({ claim, subtype }) => `${subtype} ${claim}`));
  const all: Mark[] = [];
  const screens = new Map<number, Mark[]>();
  let quiet = 0;
  let read = 0;
  for (const block of blocks) {
    for (const mark of block.marks) {
      const { category, subtype, severity, sense } = mark.finding;
      // What the reader asked for by name is shown whatever its kind.
      if (revealed.has(mark) || sense === OWN_PHRASE) {
        all.push(mark);
      } else if (!settings.categories[category] || !settings.subtypes[subtype] || WEIGHT[severity] < lightest) {
        quiet++;
      } else if (wrong.size === 0 || !wrong.has(`${subtype} ${claimKept(wordsOf(mark, mark.finding.claim))}`)) {
        all.push(mark);
        const screen = Math.floor((read + mark.finding.place.start) / SCREEN);
        const here = screens.get(screen);
        if (here) here.push(mark);
        else screens.set(screen, [mark]);
      }
    }
    read += block.text.length;
  }
  const held = new Set<Mark>();
  const most = settings.per_screen;
  if (most > 0 && !open) {
    for (const marks of screens.values()) {
      if (marks.length <= most) continue;
      // Sorting is stable: of marks that weigh the same the first stay.
      const lighter = marks.toSorted((a, b) => WEIGHT[b.finding.severity] - WEIGHT[a.finding.severity]).slice(most);
      for (const mark of lighter) held.add(mark);
    }
  }
  return { painted: all.filter((mark) => !held.has(mark)), held, all, quiet };
}

/** The words at a place of a finding. */
export function wordsOf(mark: Mark, place: Place): string {
  const found = placeIn(mark, place);
  return found ? found.block.text.slice(found.start, found.end) : "";
}

export function supportOf(mark: Mark): MarkView["support"] {
  return mark.finding.support.map(({ kind, place }) => ({ kind, words: wordsOf(mark, place) }));
}

export function views(shown: Shown): MarkView[] {
  return shown.all.slice(0, LISTED).map((mark) => {
    const { finding } = mark;
    const { kind, name, role, strength } = finding.speaker;
    return {
      id: mark.id,
      category: finding.category,
      subtype: finding.subtype,
      severity: finding.severity,
      also: finding.also,
      words: wordsOf(mark, finding.place),
      claim: wordsOf(mark, finding.claim),
      speaker: { kind, name, role, strength },
      missing: finding.missing,
      support: supportOf(mark),
      question: finding.question,
      implied: finding.implied,
      repeat: finding.repeat,
      own: finding.sense === OWN_PHRASE,
      held: shown.held.has(mark),
      linked: mark.block.links.some(({ start, end }) => start < finding.place.end && finding.place.start < end),
    };
  });
}
