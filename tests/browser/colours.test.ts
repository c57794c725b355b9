// The colours that marks are drawn in follow the page and the reader, while the page is open too.

import { marked, markedAre } from "./marks.js";
import { store } from "./settings.js";
import { check, openArticle, session } from "./setup.js";

const BROKEN = "<h1>Lifts</h1><p>The lifts in this station are always broken.</p>";

for (const [what, head, tone] of [
  ["asks for dark in its styles", "<style>:root{color-scheme:dark}</style>", "dark"],
  ["asks for dark for all of it", '<meta name="color-scheme" content="only dark">', "dark"],
  ["can be light and dark", "<style>:root{color-scheme:light dark}</style>", "light"],
  [
    "is light, whatever its head says",
    '<meta name="color-scheme" content="dark"><style>:root{color-scheme:light}</style>',
    "light",
  ],
] as const) {
  check(`a page without colours of its own that ${what} has marks for a ${tone} ground`, async (context) => {
    await store(context, {});
    const page = await openArticle(context, head + BROKEN);
    await marked(page, "always broken", `-${tone}-`);
  });
}

check("with colours of the reader's own marks are lines, from the moment they are switched on", async (context) => {
  await store(context, { form: "both" });
  const page = await openArticle(context, BROKEN);
  await marked(page, "always broken", "-both");
  try {
    await session.forceColours(page, true);
    await marked(page, "always broken", "-line");
    await markedAre(page, ["always broken"]);
  } finally {
    await session.forceColours(page, false);
  }
  await marked(page, "always broken", "-both");
  await markedAre(page, ["always broken"]);
});
