// A page's marks and questions as a text to keep: Markdown in the reader's language, or JSON with the engine's own
// names. Pure: what is shown in the popup goes in, a string comes out.
//
// The JSON is `{"saysWho": 1, "page": {title, url, host, author, date, basedOn}, "summary": …, "notRead": […], "marks":
// [{category, subtype, severity, words, claim, speaker, missing, support, question, implied, also}], "notListed": 0}`,
// the last being how many more marks the page has than are told here.

import type { MarkView, PageState } from "./messages";
import { kindOf, whyOf } from "./ui/kind";
import { basedLine, sourcesLine, voicesLine } from "./ui/voices";
import type { Words } from "./words";

const VERSION = 1;

export function toJson(frames: readonly PageState[]): string {
  const [page] = frames;
  const kept = ({ id: _, held: __, repeat: ___, ...mark }: MarkView) => mark;
  const content = {
    saysWho: VERSION,
    page: page && {
      title: page.title,
      url: page.url,
      host: page.host,
      author: page.author,
      date: page.date,
      basedOn: page.based,
    },
    summary: page?.summary,
    notRead: frames.flatMap((frame) => frame.unread),
    marks: frames.flatMap((frame) => frame.marks.map(kept)),
    notListed: unlistedIn(frames),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Of very many marks a page tells the first only. */
export function unlistedIn(frames: readonly PageState[]): number {
  return frames.reduce((sum, frame) => sum + frame.total - frame.marks.length, 0);
}

export function toMarkdown(frames: readonly PageState[], words: Words): string {
  const [page] = frames;
  if (!page) return "";
  const by = [page.author, page.date, page.host].filter(Boolean).join(" · ");
  const unlisted = unlistedIn(frames);
  const lines = [
    `# ${plain(page.title || page.host)}`,
    "",
    ...(by ? [plain(by)] : []),
    ...(page.url ? [`<${page.url}>`] : []),
    "",
    `${plain(voicesLine(page.summary, words))} · ${plain(sourcesLine(page.summary, words))}`,
    "",
    ...(page.based.length > 0 ? [plain(basedLine(page.based, words)), ""] : []),
    `*${words("along_caution")}*`,
    "",
    ...frames.flatMap((frame) => frame.marks).flatMap((mark, n) => passage(mark, n + 1, words)),
    ...(unlisted > 0 ? [words.count("unlisted", unlisted)] : []),
  ];
  return `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
}

function passage(mark: MarkView, n: number, words: Words): string[] {
  const who = [mark.speaker.name, mark.speaker.role].filter(Boolean).join(", ");
  const tells = words(mark.speaker.kind === "text" && who ? "speaker_author" : `speaker_${mark.speaker.kind}`);
  const missing = words.list(mark.missing.map((code) => words(`missing_${code}`)));
  const given = words.list(
    mark.support.map(({ kind, words: text }) => `${words(`support_${kind}`)} ${words("quoted", plain(text))}`),
  );
  return [
    `## ${n}. ${kindOf(mark, words)}`,
    "",
    `> ${emphasised(mark)}`,
    "",
    `- ${words("labelled", words("card_who"), who ? `${plain(who)} (${tells})` : tells)}`,
    `- ${words("labelled", words("card_why"), plain(whyOf(mark, words)))}`,
    `- ${words("labelled", words("card_missing"), missing)}`,
    `- ${words("labelled", words("card_given"), given || words("card_given_nothing"))}`,
    "",
    `**${plain(words(`question_${mark.question}`, mark.words))}**`,
    "",
  ];
}

/** The sentence with the painted words set in bold. */
function emphasised(mark: MarkView): string {
  const at = mark.claim.indexOf(mark.words);
  if (at < 0) return plain(mark.claim);
  const after = mark.claim.slice(at + mark.words.length);
  return `${plain(mark.claim.slice(0, at))}**${plain(mark.words)}**${plain(after)}`;
}

/** Text of the page as it stands, not as Markdown; on one line. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>#|~]/g, "\\$&");
}
