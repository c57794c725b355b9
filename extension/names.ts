// The names of `src/report.rs` that code has to list while it runs: for checks, switches and menus. The compiler
// refuses a list that lacks a name or has one too many. Words for them are in `_locales`.

import type { BlockKind, Category, LinkKind, Severity, Subtype } from "./generated/report";

/** Makes the compiler compare a list with the union it stands for, both ways. */
function complete<Union extends string>() {
  return <const List extends readonly Union[]>(
    list: List & ([Union] extends [List[number]] ? unknown : { lacks: Exclude<Union, List[number]> }),
  ): List => list;
}

export const CATEGORIES = complete<Category>()(["sweeping", "missing_source"]);
export const SEVERITIES = complete<Severity>()(["low", "medium", "high"]);
export const BLOCK_KINDS = complete<BlockKind>()([
  "title",
  "heading",
  "paragraph",
  "list_item",
  "quote",
  "caption",
  "cell",
]);
export const LINK_KINDS = complete<LinkKind>()([
  "document",
  "other_site",
  "same_site",
  "tag",
  "share",
  "anchor",
  "note",
]);

/** Each category's subtypes, in its order of precedence. */
export const SUBTYPES_OF = {
  sweeping: [
    "consensus",
    "superlative",
    "causal",
    "certainty",
    "universal_time",
    "universal_scope",
    "magnitude",
    "generic",
  ],
  missing_source: [
    "stated_absence",
    "anonymous_source",
    "vague_authority",
    "hearsay",
    "reported_conditional",
    "uncited_evidence",
    "insinuation",
    "speculation",
  ],
} as const satisfies Record<Category, readonly Subtype[]>;
export const SUBTYPES = complete<Subtype>()([...SUBTYPES_OF.sweeping, ...SUBTYPES_OF.missing_source]);

export function categoryOf(subtype: Subtype): Category {
  return (SUBTYPES_OF.sweeping as readonly Subtype[]).includes(subtype) ? "sweeping" : "missing_source";
}

/** `Finding.sense` of a mark that a phrase of the reader's own asked for (src/settle.rs): its kind means nothing. */
export const OWN_PHRASE = "reader";

/** Languages that have a pack. */
export const LANGUAGES = ["fr", "en"] as const;
export type Language = (typeof LANGUAGES)[number];
