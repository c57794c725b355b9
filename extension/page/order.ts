// Reading order of elements across open shadow roots: a root stands where its host stands.

import { compared, hostOf, treeOf } from "./plain";

/** Negative when `a` comes before `b`. */
export function byPlace(a: Node, b: Node): number {
  if (a === b) return 0;
  const [x, y] = treeOf(a) === treeOf(b) ? [a, b] : lifted(a, b);
  if (x === y) return 0;
  return compared(x, y) & (Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY) ? -1 : 1;
}

/** Both, or the hosts around them, in the innermost tree they share. */
function lifted(a: Node, b: Node): [Node, Node] {
  const above = chain(a);
  const beside = chain(b);
  let i = 0;
  while (i + 1 < above.length && i + 1 < beside.length && above[i] === beside[i]) i++;
  return [above[i] ?? a, beside[i] ?? b];
}

/** The hosts around a node, outermost first, then the node. */
function chain(node: Node): Node[] {
  const all = [node];
  for (let host = hostOf(treeOf(node)); host; host = hostOf(treeOf(host))) all.push(host);
  return all.reverse();
}
