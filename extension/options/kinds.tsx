// The two categories and the sixteen kinds of mark, each with an example.

import type { Category } from "../generated/report";
import { CATEGORIES, SUBTYPES_OF } from "../names";
import { SENSITIVITIES, type Settings } from "../settings";
import { Choice, Example, Form, Switch, useWords } from "../ui/parts";
import { useChange } from "../ui/told";

export function Kinds({ settings }: { settings: Settings }) {
  const words = useWords();
  const change = useChange();
  return (
    <>
      <Choice
        label={words("popup_sensitivity")}
        value={settings.sensitivity}
        options={SENSITIVITIES.map((level) => [level, words(`sensitivity_${level}`)] as const)}
        set={(value) => void change(undefined, { op: "set", key: "sensitivity", value })}
      />
      {CATEGORIES.map((category) => (
        <Kind key={category} category={category} settings={settings} />
      ))}
      <Switch
        on={settings.unsourced}
        set={(value) => void change(undefined, { op: "set", key: "unsourced", value })}
        note={words("unsourced_note")}
      >
        {words("unsourced_label")}
      </Switch>
    </>
  );
}

function Kind({ category, settings }: { category: Category; settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const on = settings.categories[category];
  const setCategory = (to: boolean) =>
    change(undefined, { op: "set", key: "categories", value: { ...settings.categories, [category]: to } });
  return (
    <div class="panel">
      <Switch on={on} set={(to) => void setCategory(to)} note={words(`category_about_${category}`)}>
        <strong class="with-form">
          <Form category={category} />
          {words(`category_${category}`)}
        </strong>
      </Switch>
      <ul class="rows">
        {SUBTYPES_OF[category].map((subtype) => (
          <li key={subtype}>
            <Switch
              on={settings.subtypes[subtype]}
              disabled={!on}
              set={(to) =>
                void change(undefined, { op: "set", key: "subtypes", value: { ...settings.subtypes, [subtype]: to } })
              }
              note={
                <>
                  {words(`test_${subtype}`)}
                  <Example subtype={subtype} />
                </>
              }
            >
              {words(`subtype_${subtype}`)}
              {subtype === "reported_conditional" && <span class="soft small only">{words("french_only")}</span>}
            </Switch>
          </li>
        ))}
      </ul>
    </div>
  );
}
