// What the boxes of elements tell: where they are and how large. Each question may have the page laid out.

import { boxOf } from "./plain";

/** Not moved out of the window to the left or above, and of a size to be read. */
export function isOnPage(root: Element): boolean {
  const box = boxOf(root);
  if (box.height <= 1 || box.width <= 1) return getComputedStyle(root).display === "contents";
  return (box.right > 0 && box.bottom > 0) || (box.right + scrollX > 0 && box.bottom + scrollY > 0);
}

/** In square pixels. */
export function areaOf(element: Element): number {
  return element.clientWidth * element.clientHeight;
}

/** A custom element that draws itself where scripts cannot look. */
export function isClosed(element: Element): boolean {
  return element.matches(":defined") && element.clientHeight > 20 && element.clientWidth > 100;
}
