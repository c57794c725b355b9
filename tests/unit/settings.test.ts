// Whatever a store or a file holds, there are settings; what could be kept is, and what could not is said.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { defaults, parse, type Step, VERSION } from "../../extension/schema.js";
import { fromFile, toFile } from "../../extension/settings-file.js";
import { siteOf } from "../../extension/site.js";

test("an empty store gives the defaults", () => {
  assert.deepEqual(parse({}), { settings: defaults(), problems: [] });
});

test("a value of the wrong shape gives its default and is told; the others are kept", () => {
  const { settings, problems } = parse({ sensitivity: "oops", form: "wash", per_screen: -1, unheard_of: 1 });
  assert.equal(settings.sensitivity, defaults().sensitivity);
  assert.equal(settings.form, "wash");
  assert.deepEqual(problems.map(({ key }) => key).sort(), ["per_screen", "sensitivity"]);
});

test("of a damaged list the good items are kept", () => {
  const { settings, problems } = parse({
    sites: [{ host: "example.org", read: false }, 7, { host: 1 }],
    mute_phrases: 12,
  });
  assert.deepEqual(settings.sites, [{ host: "example.org", read: false }]);
  assert.deepEqual(settings.mute_phrases, []);
  assert.equal(problems.length, 2);
});

test("a phrase that would keep the engine from starting is left out", () => {
  assert.deepEqual(parse({ mark_phrases: ["school b*", "* *", " "] }).settings.mark_phrases, ["school b*"]);
});

test("a store of a newer version is read as far as it is known, and told", () => {
  const { settings, problems } = parse({ version: 999, sensitivity: "high", of_the_future: 1, mode: 7 });
  assert.equal(settings.sensitivity, "high");
  assert.deepEqual(problems, [
    { key: "version", kind: "newer" },
    { key: "of_the_future", kind: "unknown" },
    { key: "mode", kind: "corrupt" },
  ]);
});

test("a store of an older version goes through every step since", () => {
  const steps: Record<number, Step> = {
    1: (raw) => ({ ...raw, sensitivity: raw.level }),
    2: (raw) => ({ ...raw, sensitivity: raw.sensitivity === "loud" ? "high" : raw.sensitivity }),
  };
  const { settings, problems } = parse({ version: 1, level: "loud" }, steps, 3);
  assert.equal(settings.sensitivity, "high");
  assert.deepEqual(problems, []);
});

// One for each version that was ever stored, by its number; none is changed once it is published.
for (let version = 1; version <= VERSION; version++) {
  test(`a store of version ${version} keeps all that the reader had set`, () => {
    const stored = JSON.parse(readFileSync(`tests/unit/stores/${version}.json`, "utf8"));
    const { settings, problems } = parse(stored);
    assert.deepEqual(problems, []);
    assert.equal(settings.sensitivity, "high");
    assert.equal(settings.mode, "listed");
    assert.equal(settings.sites.length, 2);
    assert.deepEqual([settings.categories.sweeping, settings.categories.missing_source], [false, true]);
    assert.deepEqual([settings.subtypes.universal_time, settings.subtypes.superlative], [false, true]);
    assert.deepEqual([settings.mark_phrases.length, settings.mute_phrases.length], [1, 2]);
    assert.equal(settings.wrong_marks[0]?.claim, "The lifts in this station are always broken.");
    // As an export of that time, too.
    const { version: _, welcomed: __, ...kept } = stored;
    const imported = fromFile(JSON.stringify({ saysWho: version, settings: kept }));
    assert.equal(imported.ok, true);
  });
}

test("what is exported is what is imported", () => {
  const settings = { ...defaults(), sensitivity: "high" as const, mute_phrases: ["experts say"] };
  const imported = fromFile(toFile(settings));
  assert.ok(imported.ok);
  const changes = Object.fromEntries(imported.changes.map((change) => [change.key, "value" in change && change.value]));
  assert.equal(changes.sensitivity, "high");
  assert.deepEqual(changes.mute_phrases, ["experts say"]);
  assert.equal("sync" in changes, false);
});

for (const [content, why] of [
  ["", "not_json"],
  ["{", "not_json"],
  ["[]", "foreign"],
  ['{"settings": {}}', "foreign"],
  [`{"saysWho": ${VERSION + 1}, "settings": {}}`, "newer"],
  ['{"saysWho": 1, "settings": {"sites": [{"host": 1}]}}', "corrupt"],
] as const) {
  test(`a file that holds ${content || "nothing"} is refused: ${why}`, () => {
    const imported = fromFile(content);
    assert.equal(imported.ok === false && imported.why, why);
  });
}

for (const [entry, host] of [
  ["example.org", "example.org"],
  [" https://Example.org:8080/news?x#y ", "example.org"],
  ["http:example.org", "example.org"],
  ["localhost:3000", "localhost"],
  ["example.org:80/news", "example.org"],
  ["journal.éxample.fr", "journal.xn--xample-9ua.fr"],
  ["[::1]:8080", "[::1]"],
] as const) {
  test(`“${entry}” means a site, typed or from a file`, () => {
    assert.deepEqual(siteOf(entry), { host });
    assert.deepEqual(sitesFrom(entry), [{ host, read: false }]);
  });
}

for (const [entry, no] of [
  ["chrome://settings", "closed"],
  ["about:config", "closed"],
  ["about:blank", "closed"],
  ["file:///home/ann/page.html", "closed"],
  ["file:", "closed"],
  ["C:\\Users\\ann\\page.html", "closed"],
  ["view-source:https://example.org", "closed"],
  ["moz-extension://0d1f6b1e-5f8f-4f6c-9f0a-3b7c5d9e2a41/", "closed"],
  ["mailto:ann@example.org", "closed"],
  ["ftp://example.org", "closed"],
  ["", "fault"],
  ["https://", "fault"],
  ["the harbour", "fault"],
  ["*.example.org", "fault"],
  ["/home/ann/page.html", "fault"],
] as const) {
  test(`“${entry}” means none (${no}), typed or from a file`, () => {
    assert.deepEqual(siteOf(entry), { no });
    const imported = fromFile(fileWith(entry));
    assert.deepEqual(imported, { ok: false, why: "corrupt", key: entry, no });
  });
}

test("of two rules for one site in a file the later counts", () => {
  assert.deepEqual(sitesFrom("Example.org", "example.org/news"), [{ host: "example.org", read: false }]);
});

function fileWith(...hosts: string[]): string {
  const sites = hosts.map((host) => ({ host, read: false }));
  return JSON.stringify({ saysWho: VERSION, settings: { sites } });
}

function sitesFrom(...hosts: string[]): unknown {
  const imported = fromFile(fileWith(...hosts));
  return imported.ok && imported.changes.map((change) => "value" in change && change.value)[0];
}
