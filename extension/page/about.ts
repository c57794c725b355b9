// What the page says of itself: author, date, whether it carries the review of a claim. From meta elements and
// schema.org data, read once when somebody asks.

import { all } from "./plain";

export interface About {
  author: string | null;
  date: string | null;
  review: boolean;
}

/** Data beyond this is not the description of one page. */
const LONGEST_DATA = 200_000;

export function about(): About {
  const data = all('script[type="application/ld+json"]').flatMap(parsed);
  const things = data.flatMap((value) => flat(value, 0));
  const article = things.find((thing) => typeIs(thing, /Article$|^(?:BlogPosting|Report|WebPage)$/));
  const author = nameOf(article?.author) ?? meta('meta[name="author"], meta[property="article:author"]');
  const date =
    text(article?.datePublished) ??
    meta('meta[property="article:published_time"], meta[name="date"], meta[itemprop="datePublished"]') ??
    all("article time[datetime], main time[datetime]")[0]?.getAttribute("datetime") ??
    null;
  const review =
    things.some((thing) => typeIs(thing, /^ClaimReview$/)) || all('[itemtype$="schema.org/ClaimReview"]').length > 0;
  // An author given as an address says nothing to a reader.
  return {
    author: author && !/^https?:/.test(author) ? author.slice(0, 200) : null,
    date: date?.slice(0, 40) ?? null,
    review,
  };
}

type Thing = Record<string, unknown>;

function parsed(script: Element): unknown[] {
  const data = script.textContent ?? "";
  if (data.length > LONGEST_DATA) return [];
  try {
    return [JSON.parse(data)];
  } catch {
    return [];
  }
}

function flat(value: unknown, depth: number): Thing[] {
  if (depth > 3 || typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.slice(0, 50).flatMap((each) => flat(each, depth + 1));
  const thing = value as Thing;
  return [thing, ...flat(thing["@graph"], depth + 1), ...flat(thing.mainEntity, depth + 1)];
}

function typeIs(thing: Thing, wanted: RegExp): boolean {
  return [thing["@type"]].flat().some((type) => typeof type === "string" && wanted.test(type));
}

function nameOf(value: unknown): string | null {
  const names = [value].flat().map((each) => (typeof each === "string" ? each : text((each as Thing | null)?.name)));
  return names.filter((name) => name).join(", ") || null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function meta(selector: string): string | null {
  return all(selector)[0]?.getAttribute("content") || null;
}
