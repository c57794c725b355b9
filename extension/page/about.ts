// What the page says of itself: author, date, what it is based on, whether it carries the review of a claim. From meta
// elements and schema.org data, read when somebody asks. Nothing of it is followed or believed: it is what was said.

import { all, isOf, ofDocument } from "./plain";

export interface About {
  author: string | null;
  date: string | null;
  /** Works that the page says it cites or is based on, by name or host. */
  based: string[];
  review: boolean;
}

/** Data beyond this is not the description of one page. */
const LONGEST_DATA = 200_000;
const LONGEST_NAME = 200;
/** Works beyond this many are a library, and no reader looks through them here. */
const MOST_BASED = 50;
/** White space, controls, and what turns the direction of the words around. */
const UNSEEN = /[\s\p{C}]+/gu;
const DATA = 'script[type="application/ld+json"]';
const TIME = "article time[datetime], main time[datetime]";
const REVIEW = '[itemtype$="schema.org/ClaimReview"]';
const WORK = '[itemprop~="citation"], [itemprop~="isBasedOn"]';
/** Where pages without schema.org data say it: journals, libraries, microdata. */
const BASED = `meta[name="citation_reference"], meta[name="dc.source" i], meta[name="dcterms.source" i], ${WORK}`;
/** All that is asked for, in one go: each walk through a page of ten megabytes takes ten milliseconds. */
const TELLING = `meta, ${DATA}, ${TIME}, ${REVIEW}, ${WORK}`;

/** What was found last, and where: to look through a long page takes longer than a reader notices. */
let found: { where: string; about: About } | undefined;

/** Looked for once for each page that the document shows: who watches it asks again with each mark that comes. */
export function about(): About {
  const where = `${location.href} ${ofDocument("title")} ${ofDocument("head")?.childElementCount}`;
  if (found?.where !== where) found = { where, about: look() };
  return found.about;
}

function look(): About {
  const telling = all(TELLING);
  const those = (selector: string) => telling.filter((element) => isOf(element, selector));
  const meta = (selector: string) => those(selector)[0]?.getAttribute("content") || null;
  const data = those(DATA).flatMap(parsed);
  const things = data.flatMap((value) => flat(value, 0));
  const article = things.find((thing) => typeIs(thing, /Article$|^(?:BlogPosting|Report|WebPage)$/));
  const author = nameOf(article?.author) ?? meta('meta[name="author"], meta[property="article:author"]');
  const date =
    text(article?.datePublished) ??
    meta('meta[property="article:published_time"], meta[name="date"], meta[itemprop="datePublished"]') ??
    those(TIME)[0]?.getAttribute("datetime") ??
    null;
  const review = things.some((thing) => typeIs(thing, /^ClaimReview$/)) || those(REVIEW).length > 0;
  const works = [
    ...things.flatMap((thing) => [thing.citation, thing.isBasedOn].flat(2).map(workOf)),
    ...those(BASED).map((element) => saidBy(element)),
  ];
  // An author given as an address says nothing to a reader.
  return {
    author: author && !/^https?:/.test(author) ? author.slice(0, LONGEST_NAME) : null,
    date: date?.slice(0, 40) ?? null,
    based: [...new Set(works)].filter((work) => work !== "").slice(0, MOST_BASED),
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

/** A work as schema.org has it: a name, an address, or a thing that has either. */
function workOf(value: unknown): string {
  if (typeof value === "string") return told(value);
  if (typeof value !== "object" || value === null) return "";
  const { name, headline, text: words, url, sameAs, "@id": id } = value as Thing;
  const said = [name, headline, words, url, sameAs, id].flat().find((each) => text(each));
  return typeof said === "string" ? told(said) : "";
}

/** An element's own property: what it says in an attribute, or in words unless it holds properties of its own. */
function saidBy(element: Element): string {
  const name = element.querySelector('[itemprop~="name"], [itemprop~="headline"]');
  const address = element.getAttribute("href") ?? element.getAttribute("cite");
  if (!name && address)
    return URL.canParse(address, ofDocument("baseURI")) ? told(new URL(address, ofDocument("baseURI")).href) : "";
  return told(name?.textContent || element.getAttribute("content") || element.textContent || "");
}

/** One line for a reader: an address by its host; nothing for one that leads back here or nowhere. */
function told(said: string): string {
  // Journals give a reference as fields: `citation_title=…;citation_author=…`.
  const field = /(?:^|;)\s*citation_title=([^;]+)/.exec(said.slice(0, 5000))?.[1] ?? said;
  const line = field.slice(0, 5000).replace(UNSEEN, " ").trim();
  if (!/^(?:[a-z][a-z\d+.-]*:|[/#])\S*$/i.test(line)) return line.slice(0, LONGEST_NAME);
  if (!/^https?:/i.test(line) || !URL.canParse(line)) return "";
  const { hostname } = new URL(line);
  return hostname === location.hostname ? "" : hostname.slice(0, LONGEST_NAME);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
