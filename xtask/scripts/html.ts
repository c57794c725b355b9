// HTML as text, with everything that is put into it escaped.

/** A piece of HTML; anything else that is put into `html` is text. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | undefined | readonly Part[];

export function html(pieces: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(pieces.map((piece, n) => piece + (n < parts.length ? flat(parts[n]) : "")).join(""));
}

function flat(part: Part): string {
  if (part === undefined) return "";
  if (part instanceof Html) return part.text;
  if (typeof part === "object") return part.map(flat).join("");
  return String(part).replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
