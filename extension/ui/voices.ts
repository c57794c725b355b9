// The page in one line: who speaks in it, what it links to, what it says is missing.

import type { Summary, Voice } from "../generated/report";
import type { Words } from "../words";

/** Names beyond this many are counted, not listed. */
const NAMED = 3;

export function voicesLine(summary: Summary, words: Words): string {
  return [
    voices(summary.voices, words),
    words.count("links", summary.links),
    ...(summary.notes > 0 ? [words.count("notes", summary.notes)] : []),
    words.count("documents", summary.documents),
    words.count("figures", summary.figures),
    ...(summary.stated_absences > 0 ? [words.count("stated_absences", summary.stated_absences)] : []),
  ].join(" · ");
}

function voices(all: readonly Voice[], words: Words): string {
  const [only] = all;
  if (!only) return words("voices_none");
  if (all.length === 1) return words("voices_one", voiceName(only));
  const byWeight = [...all].sort((a, b) => b.times - a.times);
  const names = byWeight.slice(0, NAMED).map(voiceName);
  const more = all.length - NAMED;
  if (more > 0) names.push(words.count("voices_more", more));
  return words("voices_other", all.length, words.list(names));
}

export function voiceName(voice: Voice): string {
  return voice.role ? `${voice.name}, ${voice.role}` : voice.name;
}
