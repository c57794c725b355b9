// The shape of a text as a page sends it to be read, and what of it is too much.

import type { Document as Text } from "./generated/report";
import { BLOCK_KINDS, LINK_KINDS } from "./names";
import { type Check, listOf, object, oneOf, optional, text, whole } from "./shape";

const offset = whole(0, 0xffff_ffff);
export const isText = object({
  blocks: listOf(
    object({
      kind: oneOf(BLOCK_KINDS),
      text: text(20_000_000),
      lang: optional(text(64)),
      links: listOf(object({ start: offset, end: offset, kind: oneOf(LINK_KINDS) }), 100_000),
    }),
    200_000,
  ),
  carry: optional(text(20_000_000)),
}) as Check<Text>;
