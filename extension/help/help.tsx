// The help: what a mark means and does not, what is read, and every kind of mark with the example that stands in its
// rule. The card opens it at the kind it shows.

import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Category, Subtype } from "../generated/report";
import { CATEGORIES, SEVERITIES, SUBTYPES_OF } from "../names";
import { defaults } from "../settings";
import { toFile } from "../settings-file";
import { useHere } from "../ui/here";
import { drawPage } from "../ui/page";
import { Example, exampleOf, Form, useWords } from "../ui/parts";
import type { Words } from "../words";

const LEAD = ["help_mark", "help_click", "help_read", "help_private"] as const;

function Help() {
  const words = useWords();
  const [wanted, setWanted] = useState("");
  const fits = useFit(wanted);
  // The page is drawn after it was loaded, too late for the browser to find the place it was asked for.
  useEffect(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(), []);
  const found = CATEGORIES.filter((category) => SUBTYPES_OF[category].some(fits));
  return (
    <div class="frame">
      <aside>
        <h1>
          <img src="../icons/96.png" width="32" height="32" alt="" />
          {words("extension_name")}
        </h1>
        <Contents fits={fits} wanted={wanted} />
      </aside>
      <main>
        <section id="about">
          <p class="lead">{words("help_lead")}</p>
          {LEAD.map((key) => (
            <p key={key}>{words(key)}</p>
          ))}
        </section>
        <section id="weights" aria-labelledby="weights-title">
          <h2 id="weights-title">{words("help_weights")}</h2>
          <p class="weights">
            {CATEGORIES.flatMap((category) =>
              SEVERITIES.map((severity) => (
                <span key={`${category} ${severity}`}>
                  <Form category={category} severity={severity} />
                  {words(`severity_${severity}`)}
                </span>
              )),
            )}
          </p>
          <p>{words("help_weights_about")}</p>
        </section>
        <section id="kinds" aria-labelledby="kinds-title">
          <h2 id="kinds-title">{words("help_kinds")}</h2>
          <input
            type="search"
            class="field"
            aria-label={words("help_filter")}
            placeholder={words("help_filter")}
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
          <div role="status">{found.length === 0 && <p class="soft">{words("help_filter_none")}</p>}</div>
          {found.map((category) => (
            <Kinds key={category} category={category} fits={fits} />
          ))}
        </section>
        <section id="keys" aria-labelledby="keys-title">
          <h2 id="keys-title">{words("help_keys")}</h2>
          <p>{words("help_keys_about")}</p>
        </section>
        <section id="file" aria-labelledby="file-title">
          <h2 id="file-title">{words("help_file")}</h2>
          <p>{words("help_file_about")}</p>
          <p>{words("help_file_names")}</p>
          <pre class="panel">{toFile(defaults())}</pre>
        </section>
      </main>
    </div>
  );
}

type Fits = (subtype: Subtype) => boolean;

/** Whether a kind has these words in its name or in what is said of it, accents and capitals aside. */
function useFit(wanted: string): Fits {
  const words = useWords();
  const sought = plain(wanted.trim());
  return (subtype) =>
    sought === "" ||
    plain(
      [
        words(`subtype_${subtype}`),
        whyOf(subtype, words),
        words(`matters_${subtype}`),
        words(`test_${subtype}`),
        words(`passes_${subtype}`),
        exampleOf(subtype, words.language).text.join(""),
      ].join(" "),
    ).includes(sought);
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The part that is being read. */
const HereContext = createContext<string | undefined>(undefined);

function Contents({ fits, wanted }: { fits: Fits; wanted: string }) {
  const words = useWords();
  const here = useHere("main :is(section, article)[id]", wanted);
  return (
    <nav aria-label={words("help_title")}>
      <HereContext.Provider value={here}>
        <ul>
          <Place at="about">{words("help_about")}</Place>
          <Place at="weights">{words("help_weights")}</Place>
          <Place at="kinds">{words("help_kinds")}</Place>
          {CATEGORIES.map((category) => (
            <Place key={category} at={category}>
              <span class="with-form">
                <Form category={category} />
                {words(`category_${category}`)}
              </span>
              <ul>
                {SUBTYPES_OF[category].filter(fits).map((subtype) => (
                  <Place key={subtype} at={subtype}>
                    {words(`subtype_${subtype}`)}
                  </Place>
                ))}
              </ul>
            </Place>
          ))}
          <Place at="keys">{words("help_keys")}</Place>
          <Place at="file">{words("help_file")}</Place>
        </ul>
      </HereContext.Provider>
    </nav>
  );
}

/** A line of the contents; a list among its children stands below the link. */
function Place({ at, children }: { at: string; children: ComponentChildren }) {
  const [label, list] = Array.isArray(children) ? children : [children];
  const here = useContext(HereContext) === at;
  return (
    <li>
      <a href={`#${at}`} aria-current={here ? "location" : undefined}>
        {label}
      </a>
      {list}
    </li>
  );
}

function Kinds({ category, fits }: { category: Category; fits: Fits }) {
  const words = useWords();
  return (
    <section id={category} aria-labelledby={`${category}-title`}>
      <h3 id={`${category}-title`} class="with-form">
        <Form category={category} />
        {words(`category_${category}`)}
      </h3>
      <p>{words(`category_about_${category}`)}</p>
      {SUBTYPES_OF[category].filter(fits).map((subtype) => (
        <Kind key={subtype} subtype={subtype} />
      ))}
    </section>
  );
}

function whyOf(subtype: Subtype, words: Words): string {
  return subtype === "insinuation" ? words("why_insinuation_unsaid") : words(`why_${subtype}`);
}

function Kind({ subtype }: { subtype: Subtype }) {
  const words = useWords();
  return (
    <article class="panel" id={subtype} aria-labelledby={`${subtype}-title`}>
      <h4 id={`${subtype}-title`}>
        {words(`subtype_${subtype}`)}
        {subtype === "reported_conditional" && <span class="soft small only">{words("french_only")}</span>}
      </h4>
      <p class="soft">{whyOf(subtype, words)}</p>
      <Example subtype={subtype} />
      <dl>
        <dt>{words("help_matters")}</dt>
        <dd>{words(`matters_${subtype}`)}</dd>
        <dt>{words("card_question")}</dt>
        <dd>{words(`test_${subtype}`)}</dd>
        <dt>{words("help_passes")}</dt>
        <dd>{words(`passes_${subtype}`)}</dd>
      </dl>
    </article>
  );
}

await drawPage(() => <Help />, {
  title: (words) => `${words("help_title")} – ${words("extension_name")}`,
  known: Promise.resolve(),
});
