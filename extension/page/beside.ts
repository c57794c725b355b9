// Words that stand beside what a page says. A box says some for the sake of its fields: “Never miss a story” above the
// address to type in; they ask for something and claim nothing. And an article has the titles of others around it,
// with a line of each: whoever goes there reads it there. What a page says of its own stays.

import type { BlockKind } from "../generated/report";
import type { Flow } from "./flow";
import { all, compared, countOf, isOf, ofDocument, wordsIn } from "./plain";
import { isFilledIn } from "./prose";

/** Longer than any box has to say. UTF-16 units, of the words and of the whole box without its form. */
const SHORT = 200;
const BOX = 300;
/** How far a form may be: brothers, and elements around. */
const BROTHERS = 2;
const AROUND = 2;
const FIELD = "input:not([type=hidden], [type=submit], [type=button], [type=checkbox], [type=radio])";
/** These are never just a box. */
const LARGE = new Set(["body", "main", "article", "html"]);

/** Live, and asked about for each short block: to be given it costs more than to read it. */
let forms: HTMLCollectionOf<HTMLFormElement> | undefined;

/** Whether a block's element says no more than what the form after it is for. */
export function isInvitation(root: Element, length: number): boolean {
  if (length > SHORT) return false;
  forms ??= ofDocument("forms");
  if (countOf(forms) === 0) return false;
  let at = root;
  for (let around = 0; around < AROUND; around++) {
    const box = at.parentElement;
    if (!box || LARGE.has(box.localName)) return false;
    const form = formAfter(at);
    if (form) return letters(box) - letters(form) <= BOX;
    at = box;
  }
  return false;
}

/** What stands after a form is no invitation any more: often a promise, which a reader may hold against the page. */
function formAfter(element: Element): Element | null {
  let next = element.nextElementSibling;
  for (let n = 0; n < BROTHERS && next; n++, next = next.nextElementSibling) {
    const form = next.localName === "form" ? next : next.firstElementChild;
    if (form?.localName === "form" && isFilledIn(form, "form") && form.querySelector(FIELD)) return form;
  }
  return null;
}

/** What belongs with a title and is short is the line below it. */
const TEASER = 700;
const TEASER_AROUND = 4;
/** So much of a title that leads to another page is a link to it. */
const LINKED = 0.8;
const BODY_ASKED = 100;
const SAYS_ARTICLE = 'meta[property="og:type" i][content="article" i]';

/** The titles of other articles around one. A page that does not say that it is one may consist of them. */
export class Teasers {
  readonly #article = isArticle();
  #last: Element | null = null;

  /** Whether a block is such a title or what stands below it. To be asked of each in its turn. */
  has(root: Element, kind: BlockKind, flow: Flow): boolean {
    if (!this.#article) return false;
    if (kind === "heading") {
      const leads = flow.links.some((link) => link.kind === "same_site" || link.kind === "other_site");
      const is = leads && flow.linked >= flow.text.trim().length * LINKED && !isOwn(root);
      this.#last = is ? root : null;
      return is;
    }
    return this.#last !== null && isBelow(root, this.#last, flow.text.length);
  }
}

/** What the page at an address was found to say; a page walks again and again through parts of itself. */
let said: { where: string; article: boolean } | undefined;

function isArticle(): boolean {
  const where = location.href;
  if (said?.where !== where) said = { where, article: saysArticle() };
  return said.article;
}

function saysArticle(): boolean {
  if (ofDocument("head")?.querySelector(SAYS_ARTICLE)) return true;
  // An element that belongs into no head ends it: what follows is found at the beginning of the body.
  let at = ofDocument("body")?.firstElementChild;
  for (let n = 0; at && n < BODY_ASKED; n++, at = at.nextElementSibling) {
    if (at.localName === "meta" && isOf(at, SAYS_ARTICLE)) return true;
  }
  return false;
}

/** A title that leads to the page on which it stands. */
function isOwn(root: Element): boolean {
  const link = root.closest<HTMLAnchorElement>("a[href]") ?? root.querySelector<HTMLAnchorElement>("a[href]");
  const own = [location.href, all<HTMLLinkElement>('link[rel="canonical"]')[0]?.href];
  return own.some((address) => address?.split("#", 1)[0] === String(link?.href).split("#", 1)[0]);
}

function isBelow(root: Element, title: Element, length: number): boolean {
  if (length > TEASER || root.closest("article")?.querySelector("h1")) return false;
  let box = root.parentElement;
  for (let around = 0; box && around < TEASER_AROUND; around++) {
    if (compared(box, title) & Node.DOCUMENT_POSITION_CONTAINED_BY) return letters(box) <= TEASER;
    box = box.parentElement;
  }
  return false;
}

function letters(element: Element): number {
  return wordsIn(element).replace(/\s+/g, " ").length;
}
