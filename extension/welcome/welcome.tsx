// First run: a text to press on, three sentences on what a mark is, and the way to the options. Seeing it once is
// enough; it is never opened again by itself.

import { Settings as Cog } from "lucide";
import { useEffect } from "preact/hooks";
import { callBackground } from "../messages";
import { CATEGORIES } from "../names";
import { apply, type Settings } from "../settings";
import { Living } from "../ui/living";
import { drawPage } from "../ui/page";
import { Form, Icon, useWords } from "../ui/parts";

const POINTS = ["mark", "none", "private"] as const;

function Welcome({ settings }: { settings: Settings }) {
  const words = useWords();
  useEffect(() => void apply({ op: "set", key: "welcomed", value: true }).catch(() => undefined), []);
  return (
    <div class="column">
      <header>
        <img src="../icons/128.png" width="64" height="64" alt="" />
        <h1>{words("welcome_title")}</h1>
        <p class="lead">{words("welcome_lead")}</p>
      </header>
      <main>
        <div class="preview">
          <Living text={words("sample_text")} settings={settings} everything lang={words.language} />
        </div>
        <dl class="kinds">
          {CATEGORIES.map((category) => (
            <div key={category}>
              <dt>
                <Form category={category} />
                {words(`category_${category}`)}
              </dt>
              <dd>{words(`category_about_${category}`)}</dd>
            </div>
          ))}
        </dl>
        <ul class="points">
          {POINTS.map((point) => (
            <li key={point}>
              <h2>{words(`welcome_${point}_title`)}</h2>
              <p>{words(`welcome_${point}`)}</p>
            </li>
          ))}
        </ul>
        <p>{words("welcome_where")}</p>
        <p class="buttons">
          <button
            type="button"
            class="button main"
            onClick={() => void callBackground("open", { page: "options", at: "" })}
          >
            <Icon of={Cog} />
            {words("welcome_options")}
          </button>
          <button
            type="button"
            class="button plain"
            onClick={() => void callBackground("open", { page: "help", at: "" })}
          >
            {words("help_lead")}
          </button>
        </p>
      </main>
    </div>
  );
}

await drawPage(({ settings }) => <Welcome settings={settings} />, {
  title: (words) => words("welcome_title"),
  known: Promise.resolve(),
});
