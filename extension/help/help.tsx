// The help: what a mark means and does not, what is read, and every kind of mark with the example that stands in its
// rule. The card opens it at the kind it shows.

import { useEffect } from "preact/hooks";
import type { Category, Subtype } from "../generated/report";
import { CATEGORIES, SEVERITIES, SUBTYPES_OF } from "../names";
import { defaults } from "../settings";
import { toFile } from "../settings-file";
import { drawPage } from "../ui/page";
import { Example, Form, useWords } from "../ui/parts";

const LEAD = ["help_mark", "help_read", "help_private"] as const;

function Help() {
  const words = useWords();
  // The page is drawn after it was loaded, too late for the browser to find the place it was asked for.
  useEffect(() => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView(), []);
  return (
    <div class="column">
      <header>
        <h1>
          <img src="../icons/96.png" width="32" height="32" alt="" />
          {words("extension_name")}
        </h1>
        <p class="lead">{words("help_lead")}</p>
      </header>
      <main>
        {LEAD.map((key) => (
          <p key={key}>{words(key)}</p>
        ))}
        <h2>{words("help_weights")}</h2>
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
        <h2>{words("help_keys")}</h2>
        <p>{words("help_keys_about")}</p>
        <h2>{words("help_kinds")}</h2>
        {CATEGORIES.map((category) => (
          <Kinds key={category} category={category} />
        ))}
        <h2 id="file">{words("help_file")}</h2>
        <p>{words("help_file_about")}</p>
        <p>{words("help_file_names")}</p>
        <pre class="panel">{toFile(defaults())}</pre>
      </main>
    </div>
  );
}

function Kinds({ category }: { category: Category }) {
  const words = useWords();
  return (
    <section aria-labelledby={category}>
      <h3 id={category} class="with-form">
        <Form category={category} />
        {words(`category_${category}`)}
      </h3>
      <p>{words(`category_about_${category}`)}</p>
      {SUBTYPES_OF[category].map((subtype) => (
        <Kind key={subtype} subtype={subtype} />
      ))}
    </section>
  );
}

function Kind({ subtype }: { subtype: Subtype }) {
  const words = useWords();
  const why = subtype === "insinuation" ? words("why_insinuation_unsaid") : words(`why_${subtype}`);
  return (
    <article class="panel" id={subtype} aria-labelledby={`${subtype}-title`}>
      <h4 id={`${subtype}-title`}>
        {words(`subtype_${subtype}`)}
        {subtype === "reported_conditional" && <span class="soft small"> · {words("french_only")}</span>}
      </h4>
      <p class="soft">{why}</p>
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
