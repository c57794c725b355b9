// Which elements hold prose. By tag, role and attribute first, by computed style where only that can tell: what is
// shown, what breaks a line, what is kept out of sight. Nothing here walks the page; `blocks.ts` does.

import type { BlockKind } from "../generated/report";
import {
  attributeOf,
  has,
  hasAttributes,
  heightOf,
  isNamedOver,
  isVisible,
  ofDocument,
  parentOf,
  rootElement,
} from "./plain";

/** Left out with all that they hold. */
const SKIPPED = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "head",
  "title",
  "meta",
  "link",
  "base",
  "iframe",
  "frame",
  "frameset",
  "object",
  "embed",
  "param",
  "canvas",
  "svg",
  "audio",
  "video",
  "track",
  "source",
  "picture",
  "img",
  "map",
  "area",
  "button",
  "input",
  "select",
  "option",
  "optgroup",
  "textarea",
  "datalist",
  "progress",
  "meter",
  "output",
  "label",
  "legend",
  "nav",
  // Struck out: taken back by whoever wrote it.
  "del",
  "s",
  "strike",
  "rt",
  "rp",
  "rtc",
  "wbr",
  "hr",
  "col",
  "colgroup",
  "portal",
  "fencedframe",
]);
/** Left out, but a word or a thing stands there in the sentence. */
const OBJECTS = new Set(["code", "kbd", "samp", "tt", "math", "mjx-container"]);
const SKIPPED_ROLES = new Set([
  "navigation",
  "menu",
  "menubar",
  "menuitem",
  "menuitemcheckbox",
  "menuitemradio",
  "toolbar",
  "tablist",
  "tab",
  "button",
  "search",
  "textbox",
  "searchbox",
  "combobox",
  "listbox",
  "option",
  "switch",
  "checkbox",
  "radio",
  "radiogroup",
  "slider",
  "spinbutton",
  "progressbar",
  "scrollbar",
  "banner",
  "contentinfo",
  "tooltip",
  "tree",
  "treeitem",
  "timer",
  "marquee",
  "code",
  "math",
  "doc-noteref",
  "doc-toc",
  "doc-pagelist",
  "doc-index",
]);
/** Editors that draw their text beside the field one types in. */
const EDITORS =
  /(?:^|\s)(?:monaco-editor|CodeMirror|cm-editor|ace_editor|ql-editor|ProseMirror|tox-tinymce|cke_editable)(?:\s|$)/;
/** What other extensions put into pages, by the names they use. */
const FOREIGN =
  /^(?:grammarly|languagetool|lt|deepl|plasmo|wxt|harper|merlin|sider|monica|loom|honey|bitwarden|dashlane|hypothesis|immersive-translate)-/;
/** Pictures that are spelt: a font draws the word as one sign. */
const SPELT = /(?:^|\s)(?:material-(?:icons|symbols)|google-symbols)/;
/** Equations and highlighted code, whatever the tag. */
const DRAWN =
  /(?:^|\s)(?:katex|MathJax\S*|mwe-math-element|highlight|hljs|prettyprint|syntaxhighlighter|codehilite)(?:\s|$)/;

/** Documents of data and of code, which browsers show as they stand. */
const CODE = /(?:json|script|css)$/;

/** A form that holds any of these is a page. */
const PAGE_IN_FORM = "article, main, h1, p ~ p ~ p ~ p";

/** These break the line; whoever styles them otherwise gets a block too many. The style is asked for the rest. */
const BLOCKS = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "caption",
  "dd",
  "details",
  "dl",
  "dt",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hgroup",
  "html",
  "li",
  "main",
  "ol",
  "p",
  "pre",
  "section",
  "table",
  "tbody",
  "td",
  "tfoot",
  "th",
  "thead",
  "tr",
  "ul",
]);
/** These go on in the line unless a style says otherwise; then they have a box, which is asked for before the style. */
const INLINE = new Set([
  "a",
  "abbr",
  "b",
  "bdi",
  "bdo",
  "cite",
  "dfn",
  "em",
  "font",
  "i",
  "ins",
  "mark",
  "q",
  "small",
  "span",
  "strong",
  "sub",
  "sup",
  "time",
  "u",
  "var",
]);
const ASIDE = new Set(["form", "header", "footer"]);
/** What the platform lets have a shadow root, beside custom elements. */
const HOSTS = new Set(
  "article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "),
);
/** Nobody has so many; a page that makes names up does not fill the memory. */
const TAGS_KEPT = 500;
const PHRASING = new Set(["b", "big", "font", "i", "span", "strong"]);

/** Whether the document is one to read. */
export function holdsProse(): boolean {
  // All of it is a text that somebody writes.
  if (ofDocument("designMode") === "on" || CODE.test(ofDocument("contentType"))) return false;
  // Data that Chromium draws as a tree, in a page of its own making.
  return !ofDocument("getElementById").call(document, "webkit-xml-viewer-source-xml");
}

export type Verdict = "skip" | "object" | "read";

/** What a tag tells by itself. */
interface Tag {
  verdict: Verdict;
  /** Where and around what it stands may make it no part of the text. */
  aside: boolean;
  block: boolean;
  inline: boolean;
  /** May have a shadow root. */
  host: boolean;
}

/** Of each tag once: a page has few, and hundreds of elements of each. */
const tags = new Map<string, Tag>();

export function ofTag(tag: string): Tag {
  return tags.get(tag) ?? learn(tag);
}

function learn(tag: string): Tag {
  const custom = typeof tag !== "string" || tag.includes("-");
  const known: Tag = {
    verdict: SKIPPED.has(tag) ? "skip" : OBJECTS.has(tag) ? "object" : "read",
    aside: custom || ASIDE.has(tag),
    block: BLOCKS.has(tag),
    inline: INLINE.has(tag),
    host: custom || HOSTS.has(tag),
  };
  if (typeof tag === "string" && tags.size < TAGS_KEPT) tags.set(tag, known);
  return known;
}

/** What tag, role and attributes say. `plain`: it has no attributes, as whoever asks knows already. */
export function verdict(element: Element, tag: string, plain = !hasAttributes(element)): Verdict {
  const { verdict: said, aside } = ofTag(tag);
  if (said !== "read") return said;
  if (aside && isNamedOver(element, tag)) return has(element, PAGE_IN_FORM) ? "read" : "skip";
  if (plain) return aside && isAside(element, tag) ? "skip" : "read";
  if (attributeOf(element, "aria-hidden") === "true") return "skip";
  const editable = attributeOf(element, "contenteditable");
  if (editable !== null && editable.toLowerCase() !== "false") return "skip";
  const role = attributeOf(element, "role");
  if (role !== null && SKIPPED_ROLES.has(role)) return role === "math" || role === "code" ? "object" : "skip";
  const name = attributeOf(element, "class");
  if (name !== null) {
    if (EDITORS.test(name) || SPELT.test(name)) return "skip";
    if (DRAWN.test(name)) return "object";
  }
  return aside && isAside(element, tag) ? "skip" : "read";
}

function isAside(element: Element, tag: string): boolean {
  return isPageFrame(element, tag) || isFloating(element, tag) || isFilledIn(element, tag);
}

/** A form that one fills in; some sites wrap whole pages into one. */
export function isFilledIn(element: Element, tag: string): boolean {
  if (tag !== "form") return false;
  return !has(element, PAGE_IN_FORM);
}

/** The page's own head and foot: a `header` without the page's title, a `footer` of no article or quotation. */
function isPageFrame(element: Element, tag: string): boolean {
  if (tag !== "footer" && tag !== "header") return false;
  if (element.closest("article, main, section, blockquote, dialog, [role=main], [role=article]")) return false;
  return tag === "footer" || element.querySelector("h1") === null;
}

/** Not part of the page: beside its body, or known by name as another extension's. */
function isFloating(element: Element, tag: string): boolean {
  if (!tag.includes("-")) return false;
  const parent = element.parentNode;
  return parent === rootElement() || FOREIGN.test(tag);
}

export interface Layout {
  /** Breaks the line before and after. */
  block: boolean;
  /** Its own words are shown (descendants may differ). */
  shown: boolean;
}

const THERE = { opacityProperty: true, checkOpacity: true };
const SEEN = { opacityProperty: true, visibilityProperty: true, checkOpacity: true, checkVisibilityCSS: true };

/**
 * What the style says; null when nothing in it can be seen. One question to the browser answers for most
 * elements; styles are read only where that leaves a doubt, since each costs as much as all the rest.
 */
export function layout(element: Element, tag: string, plain = !hasAttributes(element)): Layout | null {
  let shown = true;
  if (!isVisible(element, SEEN)) {
    // All but `visibility` hides what is inside too.
    if (!isVisible(element, THERE)) {
      // An element without a box of its own is not seen either, but what it holds is.
      return getComputedStyle(element).display === "contents" ? { block: false, shown } : null;
    }
    shown = false;
  }
  const { block: breaks, inline } = ofTag(tag);
  const block = breaks || (!(inline && heightOf(element) === 0) && isBlockNow(element, tag, plain));
  if (block && heightOf(element) <= 1 && isShut(element)) return null;
  return { block, shown };
}

/** The last answer, for the brothers of an element: words in a row of plain spans are asked about once. */
let last: { parent: WeakRef<Node>; tag: string; block: boolean } | undefined;

function isBlockNow(element: Element, tag: string, plain: boolean): boolean {
  const parent = parentOf(element);
  if (!plain || !parent) return isBlock(element, tag);
  if (last?.tag !== tag || last.parent.deref() !== parent) {
    last = { parent: new WeakRef(parent), tag, block: isBlock(element, tag) };
  }
  return last.block;
}

function isBlock(element: Element, tag: string): boolean {
  const style = getComputedStyle(element);
  const { display } = style;
  if (display.startsWith("inline") || display === "contents" || display.startsWith("ruby") || display === "")
    return false;
  // A drop cap belongs to the word that follows.
  const phrasing = PHRASING.has(tag);
  return !(phrasing && style.float !== "none" && (element.textContent ?? "").trim().length <= 2);
}

/** A box that cuts off all that it holds: a closed accordion, words for screen readers only. */
function isShut(element: Element): boolean {
  const { overflowY, clip, clipPath, display } = getComputedStyle(element);
  if (display === "contents" || display.startsWith("inline")) return false;
  return overflowY !== "visible" || clip !== "auto" || clipPath !== "none";
}

/** Whether an element goes on in the line. */
export function isInline(element: Element): boolean {
  if (!element.isConnected) return false;
  const { display } = getComputedStyle(element);
  return display.startsWith("inline") || display === "contents";
}

/** Whether white space in an element is kept as it stands. */
export function keepsSpace(element: Element): boolean {
  const { whiteSpace } = getComputedStyle(element);
  return (whiteSpace.startsWith("pre") && whiteSpace !== "pre-line") || whiteSpace === "break-spaces";
}

/** What kind of block begins at an element; undefined to go on with the kind around it. */
export function kindOf(element: Element, tag: string, plain: boolean, around: BlockKind): BlockKind | undefined {
  switch (tag) {
    case "h1":
      return "title";
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6":
    case "summary":
      return "heading";
    case "li":
    case "dd":
    case "dt":
      return "list_item";
    case "blockquote":
      return "quote";
    case "figcaption":
    case "caption":
      return "caption";
    case "td":
    case "th":
      return "cell";
    case "p":
      return around === "cell" ? "paragraph" : undefined;
    case "article":
    case "section":
    case "main":
    case "table":
    case "body":
    case "aside":
      return around === "list_item" || around === "quote" ? undefined : "paragraph";
    default:
      if (plain || attributeOf(element, "role") !== "heading") return undefined;
      return attributeOf(element, "aria-level") === "1" ? "title" : "heading";
  }
}
