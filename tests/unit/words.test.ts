// Words from a catalogue: placeholders, plurals, lists, in both languages.

import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../../extension/_locales/en/messages.json" with { type: "json" };
import french from "../../extension/_locales/fr/messages.json" with { type: "json" };
import { type Catalogue, catalogueWords } from "../../extension/words.js";

const en = catalogueWords("en", english as Catalogue);
const fr = catalogueWords("fr", french as Catalogue);

test("what is filled in stands where the message wants it", () => {
  assert.equal(en("card_position", 3, 16), "3 of 16");
  assert.equal(
    fr("question_how_many", "des milliers"),
    "«\u202Fdes milliers\u202F»\u202F: combien, comptés par qui, sur combien\u202F?",
  );
});

test("a value with dollars in it is taken as it stands", () => {
  assert.equal(en("quoted", "$1 million, $$, $TEXT$"), "“$1 million, $$, $TEXT$”");
});

test("nought, one and many", () => {
  assert.deepEqual(
    [0, 1, 2].map((n) => en.count("links", n)),
    ["no link", "1 link", "2 links"],
  );
  assert.deepEqual(
    [0, 1, 2].map((n) => fr.count("links", n)),
    ["aucun lien", "1 lien", "2 liens"],
  );
  assert.equal(fr.count("figures", 1_000_000), "1\u202F000\u202F000 chiffres");
  assert.equal(fr.count("quiet", 0).startsWith("0 autre signalement"), true);
});

test("lists end as the language ends them", () => {
  assert.equal(fr.list(["A", "B", "C"]), "A, B et C");
  assert.equal(en.list(["A", "B"]), "A and B");
});

test("every placeholder of a message says where its value comes from", () => {
  for (const [name, catalogue] of Object.entries({ en: english as Catalogue, fr: french as Catalogue })) {
    for (const [key, { message, placeholders = {} }] of Object.entries(catalogue)) {
      const used = [...message.matchAll(/\$([A-Z_]+)\$/g)].map(([, each]) => each?.toLowerCase() ?? "");
      assert.deepEqual([...new Set(used)].sort(), Object.keys(placeholders).sort(), `${name}: ${key}`);
      // The browser itself must give the same values the same places in both languages.
      const other = (english as Catalogue)[key]?.placeholders ?? {};
      for (const each of Object.keys(placeholders)) {
        assert.equal(placeholders[each]?.content, other[each]?.content, `${name}: ${key}: ${each}`);
      }
    }
  }
});

test("the tone: questions, never verdicts", () => {
  const verdicts =
    /\b(false|lie|lies|lying|manipulat\w*|fake|debunk\w*)\b|\b(faux|fausse|mensonge\w*|manipul\w*|menteu\w*)\b/iu;
  for (const catalogue of [english, french] as Catalogue[]) {
    for (const [key, { message }] of Object.entries(catalogue)) assert.doesNotMatch(message, verdicts, key);
  }
});
