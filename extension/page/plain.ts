// Nodes as the platform defines them. The fields of a form stand in for its own properties by their names: with a
// field called `firstChild` or `getAttribute` in it, a form gives that field, in Chromium to an extension too. A form
// of that kind is read as a plain box: what it holds is asked for past its fields.

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

function getter<T>(prototype: object, name: string): (this: Node) => T {
  return Object.getOwnPropertyDescriptor(prototype, name)?.get as (this: Node) => T;
}
const next = getter<Node | null>(Node.prototype, "nextSibling");
const first = getter<Node | null>(Node.prototype, "firstChild");
const parent = getter<Node | null>(Node.prototype, "parentNode");
const { checkVisibility, hasAttributes: isAttributed, querySelector } = Element.prototype;

export function nextOf(node: Node): Node | null {
  return next.call(node);
}

export function firstOf(node: Node): Node | null {
  return first.call(node);
}

export function parentOf(node: Node): Node | null {
  return parent.call(node);
}

export function elementAround(node: Node): Element | null {
  const around = parentOf(node);
  return around?.nodeType === 9 || around?.nodeType === 11 ? null : (around as Element | null);
}

export function hasAttributes(element: Element): boolean {
  return isAttributed.call(element);
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
