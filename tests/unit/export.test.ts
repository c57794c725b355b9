// A page's marks taken along: whatever the page holds, Markdown stays Markdown and JSON stays JSON.

import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../../extension/_locales/en/messages.json" with { type: "json" };
import { toJson, toMarkdown } from "../../extension/export.js";
import type { MarkView, PageState } from "../../extension/messages.js";
import { type Catalogue, catalogueWords } from "../../extension/words.js";

const words = catalogueWords("en", english as Catalogue);

const MARK: MarkView = {
  id: 1,
  category: "sweeping",
  subtype: "universal_time",
  severity: "medium",
  also: [],
  words: "always *broken*",
  claim: "The lifts are always *broken*\n[here](x).",
  speaker: { kind: "interested", name: "Ruth_Hale", role: "owner", strength: "neutral" },
  missing: ["figure", "period"],
  support: [{ kind: "period", words: "for two years" }],
  question: "how_often",
  implied: null,
  repeat: false,
  own: false,
  held: false,
  linked: false,
};

const PAGE: PageState = {
  frame: "f",
  top: true,
  host: "example.org",
  url: "https://example.org/a?b=<c>",
  title: "# Lifts | “broken”",
  status: "read",
  off: null,
  marks: [MARK],
  total: 1,
  sweeping: 1,
  held: 0,
  opened: false,
  quiet: 0,
  part: false,
  summary: {
    words: 9,
    sentences: 1,
    graded: 0,
    unsourced: 0,
    voices: [],
    links: 0,
    notes: 0,
    documents: 0,
    figures: 0,
    stated_absences: 0,
    languages: ["en"],
  },
  unread: [],
  author: null,
  date: null,
  based: [],
  review: false,
};

test("Markdown shows the page's own signs as they stand", () => {
  const markdown = toMarkdown([PAGE], words);
  assert.match(markdown, /^# \\# Lifts \\\| “broken”\n/);
  assert.match(markdown, /> The lifts are \*\*always \\\*broken\\\*\*\* \\\[here\\\]\(x\)\./);
  assert.match(markdown, /- Who: Ruth\\_Hale, owner \(named, with a stake in it\)/);
  assert.match(markdown, /- Missing: figure and period/);
  assert.match(markdown, /- Given: a period “for two years”/);
  assert.match(markdown, /What is not listed here has not been verified/);
});

test("JSON says what is shown, in the engine's own names", () => {
  const json = JSON.parse(toJson([PAGE]));
  assert.equal(json.saysWho, 1);
  assert.equal(json.page.title, PAGE.title);
  assert.deepEqual(
    json.marks.map((mark: MarkView) => [mark.subtype, mark.question]),
    [["universal_time", "how_often"]],
  );
  assert.equal("id" in json.marks[0], false);
});

test("what a page says that it is based on is taken along", () => {
  const based = ["Eels *by* lantern", "data.example", "A register", "Another"];
  const markdown = toMarkdown([{ ...PAGE, based }], words);
  assert.match(
    markdown,
    /\nThis page says that it is based on: Eels \\\*by\\\* lantern, data\.example, A register,? and 1 more\.\n/,
  );
  assert.deepEqual(JSON.parse(toJson([{ ...PAGE, based }])).page.basedOn, based);
  assert.doesNotMatch(toMarkdown([PAGE], words), /based on/);
});

test("what is taken along of very many marks says how many it leaves out", () => {
  const many = [{ ...PAGE, total: 501 }];
  assert.match(toMarkdown(many, words), /\nand 500 more, not listed here\.\n$/);
  assert.equal(JSON.parse(toJson(many)).notListed, 500);
  assert.equal(JSON.parse(toJson([PAGE])).notListed, 0);
  assert.doesNotMatch(toMarkdown([PAGE], words), /more, not listed/);
});
