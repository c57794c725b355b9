// What a reader's own phrase may look like, checked as it is typed. The engine has the same rules and the last word
// (src/phrases.rs); these spare a message for every key.

export const LONGEST = 200;

export type PhraseFault = "empty" | "too_long" | "star_alone";

/** What is wrong with a phrase, and from which character on; nothing if it can be used. */
export function phraseFault(phrase: string): { why: PhraseFault; at: number } | undefined {
  if (phrase.trim() === "") return { why: "empty", at: 0 };
  const characters = [...phrase];
  if (characters.length > LONGEST) return { why: "too_long", at: LONGEST };
  const alone = /(?<!\S)\*+(?!\S)/u.exec(phrase);
  if (alone) return { why: "star_alone", at: [...phrase.slice(0, alone.index)].length };
  return undefined;
}
