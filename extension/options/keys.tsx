// The keyboard commands as the browser has them, and the browser's own page for changing them.

import { Keyboard } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { Icon, useWords } from "../ui/parts";

const COMMANDS = ["next", "previous", "toggle", "list"] as const;
/** What no browser lets one change. */
const FIXED = [
  ["key_link", "key_link_click"],
  ["key_close", "key_escape"],
] as const;
/** Chromium has no call for it, and lets extensions open this page. */
const CHROME_PAGE = "chrome://extensions/shortcuts";

interface FirefoxCommands {
  openShortcutSettings?: () => Promise<void>;
}

export function Keys() {
  const words = useWords();
  const [shortcuts, setShortcuts] = useState<ReadonlyMap<string, string>>(new Map());
  const look = async () => {
    // Firefox on Android has no keyboard commands.
    const all = (await api.commands?.getAll()) ?? [];
    setShortcuts(new Map(all.map(({ name, shortcut }) => [name ?? "", shortcut ?? ""])));
  };
  useEffect(() => {
    const open = new AbortController();
    void look();
    // Whoever comes back from the browser's page wants to see what they set there.
    window.addEventListener("focus", () => void look(), { signal: open.signal });
    return () => open.abort();
  }, []);
  const openSettings = async () => {
    const { openShortcutSettings } = api.commands as FirefoxCommands;
    if (openShortcutSettings) await openShortcutSettings();
    else await api.tabs.create({ url: CHROME_PAGE });
  };
  if (!api.commands) return <p class="soft">{words("keys_none")}</p>;
  return (
    <>
      <dl class="keys">
        {COMMANDS.map((name) => (
          <div key={name}>
            <dt>{words(`command_${name}`)}</dt>
            <dd>
              {shortcuts.get(name) ? <kbd>{shortcuts.get(name)}</kbd> : <span class="soft">{words("key_none")}</span>}
            </dd>
          </div>
        ))}
        {FIXED.map(([what, key]) => (
          <div key={what}>
            <dt>{words(what)}</dt>
            <dd>
              <kbd>{words(key)}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" class="button" onClick={() => void openSettings()}>
          <Icon of={Keyboard} />
          {words("keys_change")}
        </button>
      </p>
    </>
  );
}
