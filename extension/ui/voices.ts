// The page in a few lines: who speaks in it; what it links to and says is missing; what it says it is based on.

import type { Summary, Voice } from "../generated/report";
import type { Words } from "../words";

/** Names beyond this many are counted, not listed. */
const NAMED = 3;

/** “One voice: Ana Roy, owner of the mill”. */
export function voicesLine({ voices }: Summary, words: Words): string {
  const [only] = voices;
  if (!only) return words("voices_none");
  if (voices.length === 1) return words("voices_single", voiceName(only));
  const names = [...voices]
    .sort((a, b) => b.times - a.times)
    .slice(0, NAMED)
    .map(({ name, role }) => (role ? words("voices_with_role", name, role) : name));
  if (voices.length > NAMED) names.push(words.count("voices_more", voices.length - NAMED));
  return words("voices_several", voices.length, words.list(names));
}

/** “no link · no document · 2 figures · 11 paragraphs of 14 name no source”. */
export function sourcesLine(summary: Summary, words: Words): string {
  return [
    words.count("links", summary.links),
    ...(summary.notes > 0 ? [words.count("notes", summary.notes)] : []),
    words.count("documents", summary.documents),
    words.count("figures", summary.figures),
    ...(summary.stated_absences > 0 ? [words.count("stated_absences", summary.stated_absences)] : []),
    ...(summary.graded > 0 ? [words.count("unsourced", summary.unsourced, summary.graded)] : []),
  ].join(" · ");
}

/** “Says that it is based on: the census of 2024, a.example and 3 more”; nothing when it says none. */
export function basedLine(based: readonly string[], words: Words): string {
  if (based.length === 0) return "";
  const names = based.slice(0, NAMED);
  if (based.length > NAMED) names.push(words.count("voices_more", based.length - NAMED));
  return words("state_based", words.list(names));
}

function voiceName(voice: Voice): string {
  return voice.role ? `${voice.name}, ${voice.role}` : voice.name;
}
