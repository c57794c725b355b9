// Words that a box says for the sake of its fields: “Never miss a story” above the address to type in. They ask
// for something and claim nothing, and a reader knows it; what a page says of its own stays.

import { ofDocument } from "./plain";
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

/** Whether a block's element says no more than what the form after it is for. */
export function isInvitation(root: Element, length: number): boolean {
  if (length > SHORT || ofDocument("forms").length === 0) return false;
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

function letters(element: Element): number {
  return (element.textContent ?? "").replace(/\s+/g, " ").length;
}
