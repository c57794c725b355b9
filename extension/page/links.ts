// Where a link leads, as far as the page tells: its address, its words, its attributes. Nothing is fetched.

import type { LinkKind } from "../generated/report";
import { attributeOf, ofDocument } from "./plain";

const NOTE_TEXT =
  /^[\s[(]*(?:\d{1,3}|[a-z]{1,2}|[ivx]{1,5}|[*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹]+|(?:note|n\.?|nb|réf\.?|ref\.?)\s*\d{1,3})[\s\])]*$/i;
const NOTE_HINT = /(?:^|[-_\s])(?:foot|end)?-?(?:note|fn|ref|reference|cite|citation|sdfootnote)/i;
const REMARK = /[a-z\u00C0-\u024F].*[a-z\u00C0-\u024F].*[a-z\u00C0-\u024F]/i;
const FILES = new Set("pdf doc docx odt xls xlsx ods csv tsv ppt pptx odp epub txt zip".split(" "));
const LIBRARY =
  /(?:^|\.)(?:doi\.org|arxiv\.org|pubmed\.ncbi\.nlm\.nih\.gov|hal\.science|hdl\.handle\.net|zenodo\.org|osf\.io|ssrn\.com|jstor\.org|eur-lex\.europa\.eu|legifrance\.gouv\.fr|legislation\.gov\.uk|documentcloud\.org)$/i;
const SHARE_SCHEME = /^(?:mailto|tel|sms|whatsapp|fb-messenger|tg|viber):$/;
const SHARE =
  /(?:^|\.)(?:facebook\.com\/(?:sharer|share|dialog)|(?:twitter|x)\.com\/(?:intent|share)|wa\.me\/|api\.whatsapp\.com\/send|linkedin\.com\/share|t\.me\/share|telegram\.me\/share|pinterest\.[a-z.]+\/pin\/create|reddit\.com\/submit|bsky\.app\/intent|news\.ycombinator\.com\/submitlink|getpocket\.com\/save)/i;
/** Parts of a path that lead to a list of pages. */
const TAGS = new Set(
  [
    "tag tags topic topics theme themes thematique thematiques sujet sujets keyword keywords motcle motcles mots-cle",
    "mots-cles hashtag category categories categorie rubrique rubriques section sections author authors auteur auteurs",
    "dossier dossiers label labels",
  ]
    .join(" ")
    .split(" "),
);

// Most links are told by looking for a character: each expression that runs for the first time is compiled for it, which
// takes the page longer than all its links.

/** The page that links are judged from. */
export interface From {
  /** The part of its host that one owner has; empty where it has no host. */
  site: string;
  address: string;
  /** Relative addresses stay on this site: no `<base>` leads them elsewhere. */
  home: boolean;
}

export function from(): From {
  const { href, hostname } = location;
  const address = ofDocument("baseURI");
  const base = URL.canParse(address) ? new URL(address).hostname : "";
  return { site: siteOf(hostname), address: href.split("#", 1)[0] ?? "", home: base === hostname };
}

/** The kind of a link, or null for one that leads nowhere one could look. */
export function linkKind(link: Element, words: string, page: From, href = attributeOf(link, "href")): LinkKind | null {
  if (href === null) return null;
  if (href.startsWith("#")) return isNote(link, href, words) ? "note" : "anchor";
  if (href.includes("#") && isNote(link, href, words)) return "note";
  // “[citation needed]”: a remark about the text, which leads to its rules and not to a source.
  if (link.closest("sup") && REMARK.test(words)) return null;
  if (words.includes("#") && /^\s*#\w/.test(words)) return "tag";
  const rel = attributeOf(link, "rel");
  if (rel && /(?:^|\s)tag(?:\s|$)/i.test(rel)) return "tag";
  const kind = addressKind(href, link, page);
  return kind === "same_site" && isList(path(href)) ? "tag" : kind;
}

function isList(path: string): boolean {
  const parts = path.toLowerCase().split("/");
  return parts.some((part, n) => n > 0 && TAGS.has(part));
}

function isFile(path: string): boolean {
  const dot = path.lastIndexOf(".");
  return dot >= 0 && FILES.has(path.slice(dot + 1).toLowerCase());
}

/** An address without its query and fragment. */
function path(href: string): string {
  const query = href.indexOf("?");
  const fragment = href.indexOf("#");
  const end = query < 0 || (fragment >= 0 && fragment < query) ? fragment : query;
  return end < 0 ? href : href.slice(0, end);
}

/** The kind of an address, of a link or of what an attribute such as `blockquote cite` says. */
export function addressKind(href: string, element: Element, page: From): LinkKind | null {
  // Most links of a page stay on it, and need no parsing.
  const rooted = href.startsWith("/") && !href.startsWith("//");
  if (page.home && (rooted || /^[\w.%-]+(?:[/?#]|$)/.test(href))) {
    return isFile(path(href)) ? "document" : "same_site";
  }
  let url: URL;
  try {
    url = new URL(href, element.baseURI);
  } catch {
    return null;
  }
  if (SHARE_SCHEME.test(url.protocol)) return "share";
  if (url.protocol !== "http:" && url.protocol !== "https:") return null;
  if (url.hash && url.href.split("#", 1)[0] === page.address) return "anchor";
  if (SHARE.test(url.hostname + url.pathname)) return "share";
  if (isFile(url.pathname) || LIBRARY.test(url.hostname)) return "document";
  return page.site !== "" && siteOf(url.hostname) === page.site ? "same_site" : "other_site";
}

/** A reference to a foot- or endnote: leads into this page and looks like one. */
function isNote(link: Element, href: string, words: string): boolean {
  const role = link.getAttribute("role") ?? "";
  if (role === "doc-noteref" || link.getAttribute("epub:type") === "noteref") return true;
  if (words.length > 12 || !NOTE_TEXT.test(words)) return false;
  if (!href.startsWith("#") && !href.includes("#cite") && !href.includes("#fn")) return false;
  return (
    link.closest("sup") !== null ||
    /^\s*\[/.test(words) ||
    NOTE_HINT.test(`${link.className} ${link.id} ${href.slice(href.indexOf("#") + 1)}`)
  );
}

// The part of a host that one owner has. Without the public suffix list (200 KB) it is a guess: two labels, three
// where the second is one of those under which countries sell names.
const SHARED = new Set(["co", "com", "org", "net", "gov", "gouv", "ac", "edu", "asso", "or", "ne", "go"]);

export function siteOf(host: string): string {
  const labels = host.toLowerCase().split(".");
  const second = labels[labels.length - 2];
  const last = labels[labels.length - 1];
  const deep = last?.length === 2 && second !== undefined && SHARED.has(second) && labels.length > 2;
  return labels.slice(deep ? -3 : -2).join(".");
}
