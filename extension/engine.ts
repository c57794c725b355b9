// The engine as the background holds it: Wasm and packs, fetched when first needed, side by side, and kept while
// the background lives. Only `background.ts` imports this, and nothing else imports the Wasm.
//
// A trap inside Wasm (there should be none) leaves its memory in doubt: the instance is thrown away and the next
// question gets a fresh one.

import { api } from "./api";
import type { EngineSettings, Document as Text } from "./generated/report";
import init, { __wbg_reset_state, check_phrase, Engine } from "./generated/sayswho.js";
import type { Analyzed } from "./messages";
import { LANGUAGES, type Language } from "./names";
import type { Settings } from "./settings";

let module: Promise<unknown> | undefined;
let current: { languages: string; engine: Promise<Engine> } | undefined;

/** Marks in a text, under these settings or with other phrases than theirs. */
export async function analyze(text: Text, settings: Settings, other?: EngineSettings | null): Promise<Analyzed> {
  try {
    const engine = await engineFor(languagesOf(settings));
    // Telling the phrases again costs less than remembering which ones it has: most readers have none.
    engine.configure(usable(other ?? phrasesOf(settings)));
    return { ok: true, report: engine.analyze(text) };
  } catch (error) {
    current = undefined;
    if (error instanceof WebAssembly.RuntimeError) renew();
    return { ok: false, why: "engine", detail: String(error) };
  }
}

/** The engine for these settings, before anything is asked of it. What fails is told to whoever asks. */
export async function prepare(settings: Settings): Promise<void> {
  await engineFor(languagesOf(settings)).catch(() => {
    current = undefined;
  });
}

/** Another instance of the module that is there already. What still holds an engine of the old one is refused. */
function renew(): void {
  try {
    __wbg_reset_state();
  } catch {
    // No memory for another one now: the next trap tries again.
  }
}

function languagesOf(settings: Settings): Language[] {
  return LANGUAGES.filter((language) => settings.languages[language]);
}

function phrasesOf(settings: Settings): EngineSettings {
  return { mark_phrases: settings.mark_phrases, mute_phrases: settings.mute_phrases };
}

/** A phrase that this engine cannot use (an older or newer one took it) must not keep pages from being read. */
function usable({ mark_phrases, mute_phrases }: EngineSettings): EngineSettings {
  const good = (phrase: string) => check_phrase(phrase) === undefined;
  return { mark_phrases: mark_phrases.filter(good), mute_phrases: mute_phrases.filter(good) };
}

function engineFor(languages: Language[]): Promise<Engine> {
  const key = languages.join();
  if (current?.languages !== key) current = { languages: key, engine: build(languages) };
  return current.engine;
}

async function build(languages: Language[]): Promise<Engine> {
  // Settled from the start: the module may fail first, and then nobody would take up what became of them.
  const packs = Promise.allSettled(languages.map(pack));
  module ??= init({ module_or_path: fetch(api.runtime.getURL("sayswho.wasm")) });
  try {
    await module;
  } catch (error) {
    module = undefined;
    throw error;
  }
  const engine = new Engine();
  let added = 0;
  for (const pack of await packs) {
    // A pack that cannot be had, or is damaged, costs its language; the page says then that it knows none.
    if (pack.status !== "fulfilled") continue;
    try {
      engine.add_pack(pack.value);
      added++;
    } catch (error) {
      if (error instanceof WebAssembly.RuntimeError) throw error;
    }
  }
  if (added === 0 && languages.length > 0) throw new Error("no language pack can be read");
  return engine;
}

async function pack(language: Language): Promise<Uint8Array> {
  const response = await fetch(api.runtime.getURL(`packs/${language}.pack`));
  return new Uint8Array(await response.arrayBuffer());
}
