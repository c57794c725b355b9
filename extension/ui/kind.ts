// What a mark is called and why it is there, in one place for card, popup and export.

import type { Question, Subtype } from "../generated/report";
import type { Words } from "../words";

export interface Marked {
  subtype: Subtype;
  /** A phrase of the reader's own asked for it. */
  own: boolean;
  implied: string | null;
  question: Question;
}

export function kindOf(mark: Pick<Marked, "subtype" | "own">, words: Words): string {
  return words(mark.own ? "own_phrase" : `subtype_${mark.subtype}`);
}

export function whyOf({ subtype, own, implied, question }: Marked, words: Words): string {
  if (own) return words("own_phrase_why");
  if (subtype === "universal_scope" && question === "how_much") return words("why_universal_degree");
  if (subtype !== "insinuation") return words(`why_${subtype}`);
  return implied ? words("why_insinuation", implied.replace(/[.\s]+$/, "")) : words("why_insinuation_unsaid");
}
