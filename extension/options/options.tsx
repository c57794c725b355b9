// The options: everything a reader can set, in one page of sections. A change counts at once; what takes something
// away says so at the foot of the page and can be undone there.
//
// Absent on purpose: a “save” button, and storage by hand (settings.ts).

import { useEffect, useState } from "preact/hooks";
import type { State } from "../settings";
import { useHere } from "../ui/here";
import { drawPage } from "../ui/page";
import { useWords } from "../ui/parts";
import { TellContext, type Told, ToldBar } from "../ui/told";
import { Keep } from "./keep";
import { Keys } from "./keys";
import { Kinds } from "./kinds";
import { Look } from "./look";
import { Phrases } from "./phrases";
import { Reading } from "./reading";
import { TryIt } from "./try";
import { Where } from "./where";
import { Wrong } from "./wrong";

const SECTIONS = [
  ["kinds", Kinds],
  ["look", Look],
  ["where", Where],
  ["phrases", Phrases],
  ["wrong", Wrong],
  ["reading", Reading],
  ["keys", Keys],
  ["keep", Keep],
  ["try", TryIt],
] as const;

function Options({ state }: { state: State }) {
  const words = useWords();
  const [told, setTold] = useState<Told>();
  const here = useHere("main > section");
  // The page is drawn after it was loaded, too late for the browser to find the place it was asked for.
  useEffect(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(), []);
  return (
    <TellContext.Provider value={setTold}>
      <div class="frame">
        <aside>
          <h1>
            <img src="../icons/96.png" width="32" height="32" alt="" />
            {words("extension_name")}
          </h1>
          <nav aria-label={words("options_title")}>
            <ul>
              {SECTIONS.map(([name]) => (
                <li key={name}>
                  <a href={`#${name}`} aria-current={here === name ? "location" : undefined}>
                    {words(`options_${name}`)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </aside>
        <main>
          <Problems state={state} />
          {SECTIONS.map(([name, Section]) => (
            <section key={name} id={name} aria-labelledby={`${name}-title`}>
              <h2 id={`${name}-title`}>{words(`options_${name}`)}</h2>
              <Section state={state} settings={state.settings} />
            </section>
          ))}
        </main>
      </div>
      <ToldBar told={told} tell={setTold} />
    </TellContext.Provider>
  );
}

/** A store may hold anything. */
const LONGEST_NAME = 40;
const MOST_NAMES = 20;

/** What could not be read of the store, in plain words. */
function Problems({ state }: { state: State }) {
  const words = useWords();
  const newer = state.problems.some((problem) => problem.kind === "newer");
  const corrupt = state.problems.some((problem) => problem.kind === "corrupt");
  if (!state.known) {
    return (
      <div class="problem" role="alert">
        <p>{words("problem_unread")}</p>
      </div>
    );
  }
  if (!newer && !corrupt && state.aside === 0) return null;
  const unread = state.problems.filter(({ kind }) => kind !== "newer").map(({ key }) => key.slice(0, LONGEST_NAME));
  return (
    <div class="problem" role="alert">
      {newer && <p>{words("problem_newer")}</p>}
      {corrupt && <p>{words("problem_corrupt")}</p>}
      {unread.length > 0 && <p>{words("problem_names", unread.slice(0, MOST_NAMES).join(", "))}</p>}
      {state.aside > 0 && <p>{words("problem_aside")}</p>}
      <p>
        <a href="#keep">{words("problem_reset")}</a>
      </p>
    </div>
  );
}

await drawPage((state) => <Options state={state} />, {
  title: (words) => `${words("options_title")} – ${words("extension_name")}`,
  known: Promise.resolve(),
});
