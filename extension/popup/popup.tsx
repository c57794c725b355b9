// The popup: this page at a glance, its first marks, and the switches nearest to them. Whatever is rarer is in the
// options.
//
// Absent on purpose: analysis (the page's own state comes through a port) and storage by hand (settings.ts).

import { CircleHelp, Settings as Cog } from "lucide";
import { useContext, useEffect, useState } from "preact/hooks";
import { api } from "../api";
import { callBackground, type PageState } from "../messages";
import { readSession, SENSITIVITIES, type Settings, type State, siteRule } from "../settings";
import { drawPage } from "../ui/page";
import { Choice, Icon, Switch, useWords } from "../ui/parts";
import { TellContext, type Told, useChange } from "../ui/told";
import { TakeAlong } from "./along";
import { Frames, useFrames } from "./frames";
import { AtAGlance } from "./glance";
import { Marks } from "./marks";

interface Tab {
  id: number;
  /** In a private window, where nothing is kept. */
  hidden: boolean;
  frames: Frames;
}

interface PopupProps {
  state: State;
  tab: Tab | undefined;
}

/** What a switch shows is what is kept: when the store refuses, it goes back and that is said. */
function Popup(props: PopupProps) {
  const [told, tell] = useState<Told>();
  return (
    <TellContext.Provider value={tell}>
      <Shown {...props} refused={told?.text} />
    </TellContext.Provider>
  );
}

function Shown({ state: { settings, known }, tab, refused }: PopupProps & { refused: string | undefined }) {
  const words = useWords();
  const change = useChange();
  const { frames, gone, tell } = useFrames(tab?.frames);
  const top = frames.find((frame) => frame.top);
  const marks = frames.reduce((sum, frame) => sum + frame.total, 0);
  const quiet = frames.reduce((sum, frame) => sum + frame.quiet, 0);
  return (
    <>
      <header>
        <Switch on={settings.on} set={(on) => void change(undefined, { op: "set", key: "on", value: on })}>
          <img src="../icons/32.png" width="24" height="24" alt="" />
          <h1>{words("extension_name")}</h1>
          <span class="visually-hidden">: {words("popup_on")}</span>
        </Switch>
      </header>
      <main>
        {refused && (
          <p class="state" role="alert">
            {refused}
          </p>
        )}
        {!known && (
          <p class="state" role="alert">
            {words("problem_unread")}
          </p>
        )}
        <AtAGlance frames={frames} top={top} gone={gone || !tab} settings={settings} tell={tell} />
        {top && tab && settings.on && <Where top={top} tab={tab} settings={settings} />}
        {marks > 0 && <Marks frames={frames} tell={tell} />}
        {settings.on && (
          <div>
            <Choice
              label={words("popup_sensitivity")}
              value={settings.sensitivity}
              options={SENSITIVITIES.map((level) => [level, words(`sensitivity_${level}`)] as const)}
              set={(value) => void change(undefined, { op: "set", key: "sensitivity", value })}
            />
            {quiet > 0 && <p class="soft small quiet">{words.count("quiet", quiet)}</p>}
          </div>
        )}
        {settings.on && (
          <Switch
            on={settings.unsourced}
            set={(value) => void change(undefined, { op: "set", key: "unsourced", value })}
            note={words("unsourced_note")}
          >
            {words("unsourced_label")}
          </Switch>
        )}
        {top?.status === "read" && !top.part && (marks > 0 || top.summary.words > 0) && <TakeAlong frames={frames} />}
      </main>
      <footer>
        <OwnPage page="options" icon={Cog} label={words("options_title")} />
        <OwnPage page="help" icon={CircleHelp} label={words("help_title")} />
      </footer>
    </>
  );
}

/** The site's switch and this tab's. */
function Where({ top, tab, settings }: { top: PageState; tab: Tab; settings: Settings }) {
  const words = useWords();
  const [tabOff, setTabOff] = useState(top.off === "tab");
  const [sites, setSites] = useState(settings.sites);
  useEffect(() => {
    void readSession().then(({ tabsOff, privateSites }) => {
      setTabOff(tabsOff.includes(tab.id));
      setSites(tab.hidden ? [...privateSites, ...settings.sites] : settings.sites);
    });
  }, [tab, settings.sites]);
  const rule = siteRule(sites, top.host)?.read;
  const siteOn = settings.mode === "listed" ? rule === true : rule !== false;
  const tell = useContext(TellContext);
  const setSite = async (reads: boolean) => {
    setSites([{ host: top.host, read: reads }, ...sites.filter((site) => site.host !== top.host)]);
    const ask = { host: top.host, reads, hidden: tab.hidden };
    const answer = await callBackground("site", ask).catch(() => ({ done: false, why: "storage" }) as const);
    tell(answer.done ? undefined : { text: words(`not_kept_${answer.why}`), good: false });
    if (!answer.done) setSites(sites);
  };
  const setTab = async (off: boolean) => {
    setTabOff(off);
    const kept = await callBackground("tab", { tab: tab.id, off }).then(
      () => true,
      () => false,
    );
    tell(kept ? undefined : { text: words("not_kept_storage"), good: false });
    if (!kept) setTabOff(!off);
  };
  return (
    <section class="where" aria-label={words("popup_where")}>
      {settings.mode !== "on_request" && top.host && (
        <Switch on={siteOn} set={(reads) => void setSite(reads)} note={tab.hidden && words("popup_site_private")}>
          {words("popup_site", top.host)}
        </Switch>
      )}
      <Switch on={tabOff} set={(off) => void setTab(off)}>
        {words("popup_tab_off")}
      </Switch>
    </section>
  );
}

function OwnPage({ page, icon, label }: { page: "options" | "help"; icon: typeof Cog; label: string }) {
  const open = async () => {
    await callBackground("open", { page, at: "" });
    window.close();
  };
  return (
    <button type="button" class="button plain" onClick={() => void open()}>
      <Icon of={icon} />
      {label}
    </button>
  );
}

// The tab is known before anything is drawn, and its frames are asked while the settings are still read: a popup that
// changes its size as it opens jumps under the hand.
const known = api.tabs
  .query({ active: true, currentWindow: true })
  .then(([tab]): Tab | undefined =>
    tab?.id === undefined ? undefined : { id: tab.id, hidden: tab.incognito, frames: new Frames(tab.id) },
  );
await drawPage((state, tab) => <Popup state={state} tab={tab} />, { known });

// A panel of fixed width (an overflow menu, a split screen) cannot be made wider: then the column gives way.
setTimeout(() => {
  const page = document.documentElement;
  if (page.scrollWidth > window.innerWidth) page.classList.add("given");
}, 300);
