// What surrounds the page in the browser: the count on the icon, keyboard commands, entries of the context menu.
// Only `background.ts` uses it. Listeners are registered at once; what they need is asked for when they fire.

import { api } from "./api";
import { type Changed, tellPage } from "./messages";
import type { Change, Settings } from "./settings";
import { step } from "./step";

interface Background {
  settings(): Promise<Settings>;
  change(changes: Change[]): Promise<Changed>;
}

const CHECK = "check_selection";
const MUTE = "mute_phrase";
/** UTF-16 units. */
const MOST_PHRASE = 200;

/** The number on the icon of a tab; none when nothing is marked or nothing is read. */
export async function showCount(tab: number, marks: number | null): Promise<void> {
  const text = marks ? (marks > 999 ? "999+" : String(marks)) : "";
  // The tab may be gone by now; then there is no icon to write on.
  await api.action.setBadgeText({ tabId: tab, text }).catch(() => undefined);
}

export function askFor(background: Background): void {
  api.commands?.onCommand.addListener(async (command, tab) => {
    const id = tab?.id ?? (await api.tabs.query({ active: true, currentWindow: true }))[0]?.id;
    if (command === "list") await openList();
    else if (command === "toggle") await toggle(background);
    else if (id !== undefined && (command === "next" || command === "previous")) await step(id, command);
  });

  // Firefox on Android has no context menus.
  if (!api.contextMenus) return;
  // The menu outlives the background but not an update or a change of language; making it again is harmless.
  api.runtime.onInstalled.addListener(makeMenu);
  api.runtime.onStartup.addListener(makeMenu);
  api.contextMenus.onClicked.addListener(async (info, tab) => {
    if (tab?.id === undefined) return;
    if (info.menuItemId === CHECK) await tellPage(tab.id, CHECK, { frame: info.frameId });
    if (info.menuItemId !== MUTE) return;
    const phrase = (info.selectionText ?? "").replace(/\s+/g, " ").trim();
    if (!phrase || tab.incognito) return;
    const fits = phrase.length <= MOST_PHRASE;
    const changed = await background.change(fits ? [{ op: "add", key: "mute_phrases", item: phrase }] : []);
    // Known already, not to be used, or one too many: nothing was changed, and there is nothing to undo.
    const muted = changed.done && changed.undo.length > 0;
    await tellPage(tab.id, muted ? "muted" : "not_muted", { frame: info.frameId });
  });
}

async function makeMenu(): Promise<void> {
  await api.contextMenus.removeAll();
  api.contextMenus.create({ id: CHECK, title: api.i18n.getMessage("menu_check_selection"), contexts: ["selection"] });
  api.contextMenus.create({ id: MUTE, title: api.i18n.getMessage("menu_mute_phrase"), contexts: ["selection"] });
}

/** The popup is the list; where the browser will not open it from a command, it opens in a tab. */
async function openList(): Promise<void> {
  try {
    await api.action.openPopup();
  } catch {
    await api.tabs.create({ url: api.runtime.getURL("popup/popup.html") });
  }
}

async function toggle({ settings, change }: Background): Promise<void> {
  const { on } = await settings();
  await change([{ op: "set", key: "on", value: !on }]);
}
