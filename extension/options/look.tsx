// How marks look and how they answer, with a text that shows it as it is set.

import { FORMS, INTERFACES, PALETTES, type Settings, THEMES } from "../settings";
import { Living } from "../ui/living";
import { Choice, Switch, useWords } from "../ui/parts";
import { useChange } from "../ui/told";

/** Limits on offer; 0 is none. */
const PER_SCREEN = [6, 12, 24, 0] as const;

export function Look({ settings }: { settings: Settings }) {
  const words = useWords();
  const change = useChange();
  const limits = [...new Set([...PER_SCREEN, settings.per_screen])].map(
    (n) => [String(n), n === 0 ? words("per_screen_all") : words.number(n)] as const,
  );
  return (
    <>
      <section class="preview" aria-label={words("look_preview")}>
        <Living text={words("sample_text")} settings={settings} everything lang={words.language} />
      </section>
      <div class="pairs">
        <Choice
          label={words("look_form")}
          value={settings.form}
          options={FORMS.map((form) => [form, words(`form_${form}`)] as const)}
          set={(value) => void change(undefined, { op: "set", key: "form", value })}
        />
        <Choice
          label={words("look_palette")}
          value={settings.palette}
          options={PALETTES.map((palette) => [palette, words(`palette_${palette}`)] as const)}
          set={(value) => void change(undefined, { op: "set", key: "palette", value })}
        />
        <Choice
          label={words("look_per_screen")}
          value={String(settings.per_screen)}
          options={limits}
          set={(value) => void change(undefined, { op: "set", key: "per_screen", value: Number(value) })}
        />
        <Choice
          label={words("look_theme")}
          value={settings.theme}
          options={THEMES.map((theme) => [theme, words(`theme_${theme}`)] as const)}
          set={(value) => void change(undefined, { op: "set", key: "theme", value })}
        />
        <Choice
          label={words("look_interface")}
          value={settings.interface}
          options={INTERFACES.map((language) => [language, words(`interface_${language}`)] as const)}
          set={(value) => void change(undefined, { op: "set", key: "interface", value })}
        />
      </div>
      <Switch on={settings.badge} set={(value) => void change(undefined, { op: "set", key: "badge", value })}>
        {words("look_badge")}
      </Switch>
      <Switch
        on={settings.hover}
        set={(value) => void change(undefined, { op: "set", key: "hover", value })}
        note={words("look_hover_note")}
      >
        {words("look_hover")}
      </Switch>
    </>
  );
}
