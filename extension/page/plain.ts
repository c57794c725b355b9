// Nodes as the platform defines them. The fields of a form stand in for its own properties: with a field called
// `firstChild` or `getAttribute` in it, a form gives that field, in Chromium to an extension too. A form of that kind is
// read as a plain box: what it holds is asked for past its fields.

export { all, listenToDocument, ofDocument, rootElement } from "./of-document";

const NAMES = [
  "assignedSlot",
  "checkVisibility",
  "clientHeight",
  "closest",
  "firstChild",
  "getAttribute",
  "hasAttribute",
  "hasAttributes",
  "isConnected",
  "localName",
  "namespaceURI",
  "nextElementSibling",
  "nextSibling",
  "nodeType",
  "parentElement",
  "parentNode",
  "querySelector",
  "shadowRoot",
  "textContent",
];
const OVER = NAMES.map((name) => `[name="${name}"], [id="${name}"]`).join();

// By number, not by `instanceof`: a node that moved here from another document has that one's prototypes.
// Only a form with a field of that name, and a document with an element of it, give no number for it.
export function isElement(node: Node): node is Element {
  return node.nodeType === 1 || (typeof node.nodeType !== "number" && node !== document);
}

/** The element that a shadow root belongs to; null for every other node. */
export function hostOf(node: Node): Element | null {
  return node !== document && node.nodeType === 11 ? ((node as ShadowRoot).host ?? null) : null;
}

function getter<T>(prototype: object, name: string): (this: object) => T {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: object) => T;
}
const next = getter<Node | null>(Node.prototype, "nextSibling");
const first = getter<Node | null>(Node.prototype, "firstChild");
const parent = getter<Node | null>(Node.prototype, "parentNode");
const words = getter<string | null>(Node.prototype, "textContent");
const type = getter<number>(Node.prototype, "nodeType");
const name = getter<string>(Element.prototype, "localName");
const space = getter<string | null>(Element.prototype, "namespaceURI");
const shadow = getter<ShadowRoot | null>(Element.prototype, "shadowRoot");
const height = getter<number>(Element.prototype, "clientHeight");
const length = getter<number>(HTMLCollection.prototype, "length");
const letters = getter<string>(CharacterData.prototype, "data");
const { checkVisibility, getAttribute, getBoundingClientRect, matches, querySelector } = Element.prototype;
const { hasAttributes: isAttributed } = Element.prototype;
const { compareDocumentPosition, getRootNode } = Node.prototype;

// What is asked of every node is asked by these, past a form's fields too: in Firefox to look a property up on a node of
// the page takes several times as long as the answer.

export function nextOf(node: Node): Node | null {
  return next.call(node);
}

export function firstOf(node: Node): Node | null {
  return first.call(node);
}

export function parentOf(node: Node): Node | null {
  return parent.call(node);
}

export function typeOf(node: Node): number {
  return type.call(node);
}

export function nameOf(element: Element): string {
  return name.call(element);
}

export function spaceOf(element: Element): string | null {
  return space.call(element);
}

export function shadowOf(element: Element): ShadowRoot | null {
  return shadow.call(element);
}

export function heightOf(element: Element): number {
  return height.call(element);
}

export function dataOf(text: Node): string {
  return letters.call(text);
}

export function countOf(elements: HTMLCollection): number {
  return length.call(elements);
}

export function attributeOf(element: Element, attribute: string): string | null {
  return getAttribute.call(element, attribute);
}

export function boxOf(element: Element): DOMRect {
  return getBoundingClientRect.call(element);
}

/** Whether an element has a box that can be seen; asked of `visibility` too, if wanted. */
export function isVisible(element: Element, how: CheckVisibilityOptions): boolean {
  return checkVisibility.call(element, how);
}

export function wordsIn(node: Node): string {
  return words.call(node) ?? "";
}

export function elementAround(node: Node): Element | null {
  const around = parentOf(node);
  return around && isElement(around) ? around : null;
}

/** What an event happened at, through open shadow roots: its target is told to the window as their host. */
export function innermost(event: Event): EventTarget | null {
  return event.composedPath()[0] ?? event.target;
}

export function hasAttributes(element: Element): boolean {
  return isAttributed.call(element);
}

export function isOf(element: Element, selector: string): boolean {
  return matches.call(element, selector);
}

/** The document or shadow root that a node is in. */
export function treeOf(node: Node): Node {
  return getRootNode.call(node);
}

/** As `compareDocumentPosition` says it. */
export function compared(a: Node, b: Node): number {
  return compareDocumentPosition.call(a, b);
}

/** Or is the same. */
export function contains(outer: Node, inner: Node): boolean {
  return outer === inner || (compared(outer, inner) & Node.DOCUMENT_POSITION_CONTAINED_BY) !== 0;
}

export function has(element: Element, selector: string): boolean {
  return querySelector.call(element, selector) !== null;
}

export function isSeen(element: Element): boolean {
  return checkVisibility.call(element, { opacityProperty: true, visibilityProperty: true, checkOpacity: true });
}

/** A form that does not answer for itself. `tag` is what it gave for its name. */
export function isNamedOver(element: Element, tag: string): boolean {
  return typeof tag !== "string" || (tag === "form" && has(element, OVER));
}
