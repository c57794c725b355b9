// Which pages are read: by themselves everywhere, on listed sites only, or when asked; and the list of sites.

import { Plus } from "lucide";
import { useId, useState } from "preact/hooks";
import { MODES, type Settings, type Site, siteChanges } from "../settings";
import { type NoSite, siteOf } from "../site";
import { Icon, Switch, useWords } from "../ui/parts";
import { useChange } from "../ui/told";
import { Remove } from "./remove";

export function Where({ settings }: { settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const name = useId();
  const [entry, setEntry] = useState("");
  const [wrong, setWrong] = useState<NoSite>();
  const reads = settings.mode === "listed";
  const add = async () => {
    const site = siteOf(entry);
    if ("no" in site) {
      setWrong(site.no);
      return;
    }
    const { host } = site;
    setWrong(undefined);
    const others = settings.sites
      .filter((site) => site.host === host)
      .map((item) => ({ op: "remove", key: "sites", item }) as const);
    setEntry("");
    const item = { host, read: reads };
    const kept = await change(words("site_added", host), ...others, { op: "add", key: "sites", item });
    // What was typed is not lost.
    if (!kept) setEntry((now) => now || entry);
  };
  const sites = [...settings.sites].sort((a, b) => a.host.localeCompare(b.host));
  return (
    <>
      <fieldset class="modes">
        <legend class="visually-hidden">{words("options_where")}</legend>
        {MODES.map((mode) => (
          <label key={mode} class="option-row">
            <input
              type="radio"
              name={name}
              checked={settings.mode === mode}
              onChange={() => void change(undefined, { op: "set", key: "mode", value: mode })}
            />
            <span>
              {words(`mode_${mode}`)}
              <span class="soft small">{words(`mode_${mode}_note`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <h3>{words("sites_title")}</h3>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          void add();
        }}
      >
        <label for={`${name}-site`}>{words(reads ? "site_add_read" : "site_add_off")}</label>
        <div class="add-row">
          <input
            id={`${name}-site`}
            class="field"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder="example.org"
            value={entry}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong ? `${name}-wrong` : undefined}
            onInput={(event) => {
              setEntry(event.currentTarget.value);
              setWrong(undefined);
            }}
          />
          <button type="submit" class="button">
            <Icon of={Plus} />
            {words("add")}
          </button>
        </div>
        {wrong && (
          <p id={`${name}-wrong`} class="fault" role="alert">
            {words(`site_${wrong}`)}
          </p>
        )}
      </form>
      {sites.length === 0 && <p class="soft">{words("sites_none")}</p>}
      <ul class="rows">
        {sites.map((site) => (
          <SiteRow key={site.host} site={site} settings={settings} />
        ))}
      </ul>
    </>
  );
}

function SiteRow({ site, settings }: { site: Site; settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const set = (read: boolean) =>
    change(undefined, ...siteChanges(settings, site.host, site.read).filter((made) => made.op === "remove"), {
      op: "add",
      key: "sites",
      item: { host: site.host, read },
    });
  return (
    <li class="removable">
      <Switch on={site.read} set={(read) => void set(read)}>
        {site.host}
        <span class="soft small"> · {words(site.read ? "site_read" : "site_off")}</span>
      </Switch>
      <Remove
        item={site.host}
        act={() => void change(words("removed", site.host), { op: "remove", key: "sites", item: site })}
      />
    </li>
  );
}
