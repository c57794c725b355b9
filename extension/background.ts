// The background: answers pages and the extension's own pages, holds the engine, shows the count on the icon,
// and takes commands and menu clicks. It may be stopped at any moment: nothing here is the only copy of anything,
// and every listener is registered while the module is first run.

import { api } from "./api";
import { analyze, prepare } from "./engine";
import { answerCalls, type Caller, type Changed, type Off, tellPage } from "./messages";
import {
  apply,
  type Change,
  copyPlaces,
  forgetPrivate,
  read,
  readSession,
  readsHost,
  type Settings,
  setPrivateSite,
  setTabOff,
  siteChanges,
  siteRule,
  watch,
  whyRefused,
} from "./settings";
import { step } from "./step";
import { askFor, showCount } from "./toolbar";

let stored: Promise<Settings> | undefined;
const forever = new AbortController().signal;

const settings = (): Promise<Settings> =>
  (stored ??= read().then((state) => {
    // What stands in for a store that fails is not kept: it may be read the next time.
    if (!state.known) stored = undefined;
    return state.settings;
  }));
const copy = () => void copyPlaces().catch(() => undefined);
watch(
  (state) => {
    stored = Promise.resolve(state.settings);
    copy();
  },
  forever,
  // A page hears of a change as soon as this does, and may ask before the store has answered.
  () => {
    stored = undefined;
  },
);

answerCalls({
  async analyze({ text, host }, caller) {
    const off = host === null ? null : await offFor(caller, host);
    if (off) return { ok: false, why: "off", off };
    return analyze(text, await settings());
  },
  async ready() {
    await prepare(await settings());
    return null;
  },
  async count({ marks }, caller) {
    if (caller.top && caller.tab !== undefined) await showCount(caller.tab, (await settings()).badge ? marks : null);
    return null;
  },
  async card({ frame }, caller) {
    if (caller.tab !== undefined) await tellPage(caller.tab, "close_card", { but: frame });
    return null;
  },
  async read({ frame }, { tab, top }) {
    if (tab === undefined) return false;
    if (!top) return (await tellPage(tab, "is_asked", { frame: 0 })) === true;
    await tellPage(tab, "read_now", { but: frame });
    return true;
  },
  async step({ order }, { tab }) {
    if (tab !== undefined) await step(tab, order);
    return null;
  },
  async is_tab_off(_, caller) {
    return caller.tab !== undefined && (await readSession()).tabsOff.includes(caller.tab);
  },
  async change({ changes }, caller) {
    return caller.hidden ? { done: false, why: "private" } : change(changes);
  },
  async open({ page, at }) {
    await openOwn(page, at);
    return null;
  },
  async search({ words }) {
    const { search } = await settings();
    await api.tabs.create({ url: search.replaceAll("%s", encodeURIComponent(words.toWellFormed())) });
    return null;
  },
  async catalogue({ language }) {
    const response = await fetch(api.runtime.getURL(`_locales/${language}/messages.json`));
    return response.ok ? response.json() : null;
  },
  async try({ text, engine }) {
    return analyze(text, await settings(), engine);
  },
  async tab({ tab, off }) {
    await setTabOff(tab, off);
    if (off) await showCount(tab, null);
    await tellPage(tab, off ? "tab_off" : "tab_on");
    return null;
  },
  async site({ host, reads, hidden }) {
    if (!hidden) return change(siteChanges(await settings(), host, reads));
    await setPrivateSite(host, reads);
    // What is kept for a session pages are not told of by the browser.
    for (const { id, incognito } of await api.tabs.query({})) {
      if (incognito && id !== undefined) await tellPage(id, "private_choice");
    }
    return { done: true, undo: [] };
  },
});
askFor({ settings, change });

api.runtime.onStartup.addListener(copy);
api.runtime.onInstalled.addListener(async ({ reason }) => {
  copy();
  if (reason !== "install" || (await settings()).welcomed) return;
  await openOwn("welcome", "");
});
api.tabs.onRemoved.addListener(async (tab) => {
  const { tabsOff, privateSites } = await readSession();
  if (tabsOff.includes(tab)) await setTabOff(tab, false);
  if (privateSites.length === 0) return;
  const left = await api.tabs.query({});
  if (!left.some(({ id, incognito }) => incognito && id !== tab)) await forgetPrivate();
});

async function change(changes: Change[]): Promise<Changed> {
  try {
    return { done: true, undo: await apply(...changes) };
  } catch (error) {
    return { done: false, why: whyRefused(error) };
  }
}

/**
 * What a page cannot know of itself: whether its tab is off, what was chosen in a private window and, for a frame, what
 * is set for the page around it.
 */
async function offFor(caller: Caller, host: string): Promise<Off | null> {
  const { tabsOff } = await readSession();
  if (caller.tab !== undefined && tabsOff.includes(caller.tab)) return "tab";
  if (caller.hidden) return privateOff(await settings(), host);
  if (caller.top || !caller.page) return null;
  return siteOff(await settings(), new URL(caller.page).hostname);
}

/** In a private window, what was set there comes first. */
async function privateOff(now: Settings, host: string): Promise<Off | null> {
  const { privateSites } = await readSession();
  const rule = siteRule(privateSites, host);
  return rule && now.on ? (rule.read ? null : "site") : siteOff(now, host);
}

function siteOff(now: Settings, host: string): Off | null {
  if (readsHost(now, host)) return null;
  if (!now.on) return "switch";
  return now.mode === "everywhere" ? "site" : now.mode === "listed" ? "not_listed" : "on_request";
}

async function openOwn(page: string, at: string): Promise<void> {
  const url = api.runtime.getURL(`${page}/${page}.html`);
  await api.tabs.create({ url: at ? `${url}#${encodeURIComponent(at.toWellFormed())}` : url });
}
