// The store fails, is full, is slow, is damaged; the engine cannot be had: nothing is lost, nothing doubled, and it
// is said.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import type { Changed } from "../../extension/messages.js";
import { files, HIDDEN, local, OWN, PAGE, type Sender, say, session, startBackground, sync } from "./fake.js";

const TEXT = { blocks: [{ kind: "paragraph", text: "The lifts are always broken.", lang: "en", links: [] }] };

beforeEach(async () => {
  files.clear();
  await startBackground();
  for (const area of [local, sync, session]) await area.empty();
});

async function ask(call: string, what: unknown, sender: Sender = PAGE): Promise<unknown> {
  return ((await say({ call, ask: what }, sender)) as { answer?: unknown }).answer;
}
const mute = (phrase: string) => ask("change", { changes: [{ op: "add", key: "mute_phrases", item: phrase }] });
const read = async () => (await ask("analyze", { text: TEXT, host: "example.org" })) as { ok: boolean; why?: string };

/** Both stores refuse. */
function refuse(error: Error): void {
  for (const area of [local, sync]) {
    area.before = () => {
      throw error;
    };
  }
}

test("a store that is full changes nothing and says so; once there is room all is as ever", async () => {
  await mute("one");
  const kept = structuredClone(sync.kept);
  refuse(new Error("QUOTA_BYTES quota exceeded"));
  assert.deepEqual(await mute("two"), { done: false, why: "storage" });
  assert.deepEqual(sync.kept, kept);
  for (const area of [local, sync]) area.before = () => undefined;
  assert.equal(((await mute("two")) as Changed).done, true);
  assert.deepEqual(sync.kept.mute_phrases, ["one", "two"]);
});

test("a list without room for one more is left as it is, and that is said", async () => {
  const phrases = Array.from({ length: 500 }, (_, n) => `phrase ${n}`);
  sync.kept = { mute_phrases: phrases };
  const site = { op: "add", key: "sites", item: { host: "one.example", read: false } };
  const more = { op: "add", key: "mute_phrases", item: "one more" };
  assert.deepEqual(await ask("change", { changes: [site, more] }), { done: false, why: "full" });
  assert.deepEqual([sync.kept, local.kept], [{ mute_phrases: phrases }, {}]);
  // What is on the list already needs no room.
  assert.deepEqual(await mute("phrase 7"), { done: true, undo: [] });
});

test("what the synchronised store will not take stays on this machine", async () => {
  sync.before = () => {
    throw new Error("MAX_WRITE_OPERATIONS_PER_MINUTE");
  };
  assert.equal(((await mute("one")) as Changed).done, true);
  assert.deepEqual(local.kept.mute_phrases, ["one"]);
  assert.equal(sync.kept.mute_phrases, undefined);
});

test("a store that cannot be read keeps no page from being read", async () => {
  for (const area of [local, sync]) {
    area.beforeGet = () => {
      throw new Error("corrupted");
    };
    area.kept = {};
  }
  assert.equal((await read()).ok, true);
  assert.deepEqual(await mute("one"), { done: false, why: "storage" });
  assert.deepEqual([local.kept, sync.kept], [{}, {}]);
});

/** As the background itself: no module of the extension is run before the browser that is not there. */
const settings = () => import("../../extension/settings.js");
const gone = () => {
  throw new Error("corrupted");
};

test("of a store that cannot be read nobody knows which sites are off: nothing is read without being asked", async () => {
  const { read: readStore, readsHost } = await settings();
  local.beforeGet = gone;
  // What was read before this is older than a change.
  await local.set({ welcomed: true });
  await told();
  const state = await readStore();
  assert.deepEqual([state.known, state.settings.on, state.settings.mode], [false, true, "on_request"]);
  assert.equal(readsHost(state.settings, "example.org"), false);
});

test("what was read before stands in for a store that cannot be read any more, until a change is heard of", async () => {
  const { read: readStore } = await settings();
  await ask("site", { host: "example.org", reads: false, hidden: false }, OWN);
  await told();
  const before = await readStore();
  local.beforeGet = gone;
  assert.deepEqual(await readStore(), { ...before, known: false });
  await sync.set({ sites: [] });
  await told();
  assert.equal((await readStore()).settings.mode, "on_request");
});

test("a site that is off stays off when the synchronised store cannot be read, wherever it was switched off", async () => {
  const { read: readStore, readsHost } = await settings();
  const reads = async () => {
    const { settings: now, known } = await readStore();
    return [known, readsHost(now, "example.org"), readsHost(now, "example.net")];
  };
  await ask("site", { host: "example.org", reads: false, hidden: false }, OWN);
  await told();
  sync.beforeGet = gone;
  assert.deepEqual(await reads(), [true, false, true]);
  // On another machine, switched on again, and the other one off.
  sync.beforeGet = () => undefined;
  await sync.set({ sites: [{ host: "example.net", read: false }] });
  await told();
  sync.beforeGet = gone;
  assert.deepEqual(await reads(), [true, true, false]);
});

test("a copy of what is read goes with what it copies: taken away elsewhere, or kept on this machine alone", async () => {
  const { apply } = await settings();
  const off = () => ask("site", { host: "example.org", reads: false, hidden: false }, OWN);
  await off();
  await told();
  assert.ok("places" in local.kept);
  await sync.remove("sites");
  await told();
  assert.ok(!("places" in local.kept));
  await off();
  await told();
  assert.ok("places" in local.kept);
  await apply({ op: "set", key: "sync", value: false });
  await told();
  assert.ok(!("places" in local.kept));
});

test("what fails once is read the second time", async () => {
  const { read: readStore } = await settings();
  let turn = 0;
  for (const area of [local, sync]) {
    area.beforeGet = () => {
      if (++turn % 3 === 0) throw new Error("not now");
    };
  }
  for (let n = 0; n < 30; n++) assert.equal((await readStore()).known, true);
});

/** Lets whoever watches the store come to an end with it. */
async function told(): Promise<void> {
  for (let n = 0; n < 5; n++) await new Promise((go) => setImmediate(go));
}

test("a hundred changes at once in a slow store: none is lost, none is there twice", async () => {
  const slowly = () => new Promise<void>((go) => setImmediate(() => setImmediate(go)));
  for (const area of [local, sync]) {
    area.before = slowly;
    area.beforeGet = slowly;
  }
  const phrases = Array.from({ length: 100 }, (_, n) => `phrase ${n}`);
  await Promise.all(phrases.flatMap((phrase) => [mute(phrase), mute(phrase)]));
  assert.deepEqual([...(sync.kept.mute_phrases as string[])].sort(), [...phrases].sort());
});

test("a store that fails now and then loses only what it said it lost", async () => {
  let turn = 0;
  for (const area of [local, sync]) {
    area.before = () => {
      if (++turn % 3 === 0) throw new Error("now and then");
    };
  }
  const phrases = Array.from({ length: 60 }, (_, n) => `phrase ${n}`);
  const done: string[] = [];
  for (const phrase of phrases) if (((await mute(phrase)) as Changed).done) done.push(phrase);
  for (const area of [local, sync]) area.before = () => undefined;
  const now = { ...sync.kept, ...local.kept }.mute_phrases as string[];
  assert.deepEqual(now, done);
  assert.ok(done.length > 20);
});

test("nothing that is done in a private window is stored", async () => {
  assert.deepEqual(await ask("change", { changes: [{ op: "set", key: "sensitivity", value: "all" }] }, HIDDEN), {
    done: false,
    why: "private",
  });
  await ask("analyze", { text: TEXT, host: "example.com" }, HIDDEN);
  await ask("site", { host: "example.org", reads: false, hidden: true }, OWN);
  assert.deepEqual([local.kept, sync.kept], [{}, {}]);
  const off = { ok: false, why: "off", off: "site" };
  assert.deepEqual(await ask("analyze", { text: TEXT, host: "example.org" }, HIDDEN), off);
  assert.notDeepEqual(await ask("analyze", { text: TEXT, host: "example.org" }, PAGE), off);
});

test("what a page asks and what is read of it leaves nothing in any store", async () => {
  await read();
  await ask("count", { marks: 3 });
  await ask("search", { words: "always broken" });
  assert.deepEqual([local.kept, sync.kept, session.kept], [{}, {}, {}]);
});

test("words that were cut in the middle of a character are looked up all the same", async () => {
  assert.equal(await ask("search", { words: "bridge \ud83c" }), null);
  assert.equal(await ask("open", { page: "help", at: "\udf09" }), null);
});

/** Answers with each of these in turn, or fails with it; the last one goes on. Counts. */
function answering(...turns: unknown[]): { asked: number } {
  const seen = { asked: 0 };
  const sendMessage = async () => {
    const turn = turns[Math.min(seen.asked++, turns.length - 1)];
    if (turn instanceof Error) throw turn;
    return turn;
  };
  Object.assign(chrome.runtime, { sendMessage });
  return seen;
}
const DIED = new Error("The message port closed before a response was received.");
const ASLEEP = new Error("Could not establish connection. Receiving end does not exist.");

// As the background itself: no module of the extension is run before the browser that is not there.
const asking = () => import("../../extension/messages.js");

test("a background that dies again and again is asked until it answers, and not for ever", async () => {
  const { callBackground } = await asking();
  const some = answering(DIED, undefined, ASLEEP, DIED, { answer: { off: null } });
  assert.deepEqual(await callBackground("catalogue", { language: "fr" }), { off: null });
  assert.equal(some.asked, 5);
  const all = answering(DIED);
  await assert.rejects(callBackground("catalogue", { language: "fr" }), DIED);
  assert.ok(all.asked < 10);
  const faulty = answering({ fault: "it cannot" });
  await assert.rejects(callBackground("catalogue", { language: "fr" }));
  assert.equal(faulty.asked, 2);
});

test("a question that gets neither answer nor refusal is asked again, each time after twice as long", async (context) => {
  const { callBackground } = await asking();
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const never = new Promise(() => undefined);
  const lost = answering(never, never, { answer: { off: null } });
  const answer = callBackground("catalogue", { language: "fr" });
  for (const [wait, asked] of [
    [9000, 1],
    [2000, 2],
    [19_000, 2],
    [2000, 3],
  ] as const) {
    for (let second = 0; second < wait; second += 1000) {
      await turns();
      context.mock.timers.tick(1000);
    }
    await turns();
    assert.equal(lost.asked, asked);
  }
  assert.deepEqual(await answer, { off: null });
  const once = answering(never);
  const search = callBackground("search", { words: "the lifts" });
  await turns();
  context.mock.timers.tick(59_000);
  await turns();
  assert.equal(once.asked, 1);
  context.mock.timers.tick(1000);
  await assert.rejects(search);
  assert.equal(once.asked, 1);
});

/** Lets what was promised and is due come about. */
async function turns(): Promise<void> {
  for (let n = 0; n < 20; n++) await Promise.resolve();
}

test("what opens a tab is asked again when nobody heard it, and only then", async () => {
  const { callBackground } = await asking();
  const heard = answering(DIED, { answer: null });
  await assert.rejects(callBackground("search", { words: "the lifts" }), DIED);
  assert.equal(heard.asked, 1);
  const unheard = answering(ASLEEP, { answer: null });
  assert.equal(await callBackground("search", { words: "the lifts" }), null);
  assert.equal(unheard.asked, 2);
});
