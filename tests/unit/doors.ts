// What must hold at the extension's doors whatever comes in: messages, stored settings, files of settings.
//
// One round is one thing thrown at one door. The tests throw some hundreds, `cargo xtask fuzz` as many as time
// allows; the dice have a seed, so that a failure repeats.

import assert from "node:assert/strict";
import { checks, defaults, KEYS, parse, type Settings, VERSION } from "../../extension/schema.js";
import { isChange } from "../../extension/settings.js";
import { fromFile, toFile } from "../../extension/settings-file.js";
import { HIDDEN, local, OWN, opened, PAGE, STRANGER, say, session, sync } from "./fake.js";

/** Numbers that look random and are the same on every run (xorshift). */
export class Dice {
  constructor(private state: number) {}

  roll(sides: number): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) % sides;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.roll(from.length)] as T;
  }
}

const STRINGS = [
  ...["", "*", "a*", "experts say", "é\u0301", "\u202e", "\ud800", "__proto__", "constructor", "toString"],
  ...["https://example.org/?q=%s", "javascript:alert(1)//%s", "example.org", "paragraph", "en", "fr", "options"],
  ...["a".repeat(199), "a".repeat(70_000), "Experts say the bridge is always closed.", "\0", "{}", "[]"],
];
const NUMBERS = [0, 1, -1, 0.5, 2 ** 31, 2 ** 53, -0, Number.NaN, Number.POSITIVE_INFINITY, 40_000];

function anything(dice: Dice, depth = 3): unknown {
  switch (dice.roll(depth > 0 ? 8 : 5)) {
    case 0:
      return dice.pick([null, undefined, true, false]);
    case 1:
      return dice.pick(NUMBERS);
    case 2:
    case 3:
    case 4:
      return dice.pick(STRINGS);
    case 5:
      return Array.from({ length: dice.roll(4) }, () => anything(dice, depth - 1));
    default:
      return Object.fromEntries(
        Array.from({ length: dice.roll(4) }, () => [
          dice.pick([...KEYS, ...STRINGS.slice(0, 12)]),
          anything(dice, depth - 1),
        ]),
      );
  }
}

/** The same with something else at one place, or at a few. */
function bent(dice: Dice, value: unknown): unknown {
  if (dice.roll(6) === 0) return anything(dice);
  if (Array.isArray(value)) {
    const at = dice.roll(value.length + 1);
    return [...value.slice(0, at), bent(dice, value[at]), ...value.slice(at + 1)];
  }
  if (typeof value === "object" && value !== null) {
    const names = [...Object.keys(value), dice.pick(STRINGS)];
    const name = dice.pick(names);
    const was = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
    return { ...value, [name]: bent(dice, was) };
  }
  return dice.roll(2) ? value : anything(dice);
}

const TEXT = {
  blocks: [{ kind: "paragraph", text: "Experts say the bridge is always closed.", lang: "en", links: [] }],
};
const CHANGES = [
  { op: "set", key: "sensitivity", value: "high" },
  { op: "add", key: "mute_phrases", item: "experts say" },
  { op: "remove", key: "sites", item: { host: "example.org", read: false } },
];
const MESSAGES = [
  { call: "analyze", ask: { text: TEXT, host: "example.org" } },
  { call: "count", ask: { marks: 3 } },
  { call: "card", ask: { frame: "a" } },
  { call: "read", ask: { frame: "a" } },
  { call: "step", ask: { order: "next" } },
  { call: "change", ask: { changes: CHANGES } },
  { call: "open", ask: { page: "help", at: "" } },
  { call: "search", ask: { words: "experts say" } },
  { call: "catalogue", ask: { language: "fr" } },
  { call: "try", ask: { text: TEXT, engine: { mark_phrases: ["bridge"], mute_phrases: [] } } },
  { call: "tab", ask: { tab: 7, off: false } },
  { call: "site", ask: { host: "example.org", reads: false, hidden: false } },
];
const FROM = {
  analyze: "page",
  count: "page",
  card: "page",
  read: "page",
  step: "page",
  change: "page",
  search: "page",
  catalogue: "page",
};

/** Any message from anybody: answered or not, the store stays sound, and nobody does what is not theirs to do. */
export async function message(dice: Dice): Promise<void> {
  const sender = dice.pick([PAGE, PAGE, HIDDEN, OWN, OWN, STRANGER, {}]);
  const whole = dice.pick(MESSAGES);
  const said = dice.roll(3) ? bent(dice, whole) : whole;
  const before = JSON.stringify([local.kept, sync.kept]);
  const asked = opened.length;
  const answered = say(structuredClone(said), sender);
  if (answered) {
    const answer = await answered;
    const { call } = said as { call: keyof typeof FROM };
    assert.ok(sender !== STRANGER && sender.id, "a stranger was answered");
    assert.ok(call in FROM ? sender !== OWN : true, `${call} was answered to a page of the extension`);
    assert.ok(["tab", "site", "try"].includes(call) ? sender === OWN : true, `${call} was answered to a web page`);
    assert.equal(typeof answer === "object" && answer !== null && "fault" in answer, false, JSON.stringify(answer));
  }
  const changed = before !== JSON.stringify([local.kept, sync.kept]);
  if (changed) assert.ok(answered && sender !== HIDDEN && sender !== STRANGER, "what was not asked was stored");
  for (const url of opened.slice(asked)) {
    assert.ok(/^(?:https:|fake-extension:\/\/fake\/(?:options|help|welcome)\/)/.test(url), url);
  }
  opened.length = 0;
  assert.deepEqual(parse({ ...sync.kept, ...local.kept }).problems, []);
  const kept = Object.keys(session.kept);
  assert.ok(kept.every((key) => ["tabs_off", "private_sites"].includes(key)));
}

/** Any store: there are settings, each of its shape, and what is good in it is kept. */
export function storeOf(dice: Dice): void {
  // Now and then it is one of a version to come, with names that are heard of for the first time.
  const version = dice.roll(6) ? VERSION : VERSION + 1 + dice.roll(9);
  const good: Record<string, unknown> = { ...defaults(), version, mark_phrases: ["a*"], per_screen: 3 };
  const raw = dice.roll(4) ? bent(dice, bent(dice, good)) : anything(dice);
  const { settings, problems } = parse(typeof raw === "object" && raw !== null ? (raw as typeof good) : {});
  for (const key of KEYS) assert.ok(checks(key, settings[key]), `${key} is ${JSON.stringify(settings[key])}`);
  const newer = problems.some(({ key, kind }) => key === "version" && kind === "newer");
  for (const { key, kind } of problems) {
    // What nobody knows is told of a store of a version to come, and only there.
    if (kind === "unknown") assert.ok(newer && !Object.hasOwn(settings, key), key);
    else assert.ok(key === "version" || Object.hasOwn(settings, key), key);
  }
}

/** Any file: taken whole, and then only as what a reader could have set, or not at all. */
export function file(dice: Dice): void {
  const settings: Settings = { ...defaults(), sensitivity: "high", mute_phrases: ["experts say"] };
  const sound = JSON.parse(toFile(settings));
  let text = dice.roll(4) ? JSON.stringify(bent(dice, sound)) : String(dice.pick(STRINGS));
  if (text && dice.roll(8) === 0) text = text.slice(0, dice.roll(text.length));
  if (text && dice.roll(8) === 0) text = text.replace(dice.pick(['"', "{", ":", ","]), dice.pick(STRINGS));
  const imported = fromFile(text ?? "");
  if (!imported.ok) return;
  for (const change of imported.changes) {
    assert.ok(isChange(change), JSON.stringify(change));
    assert.ok(change.key !== "sync" && change.key !== "welcomed");
  }
}
