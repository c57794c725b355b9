// Small pieces that every surface shows alike: the words in reach, the form of a mark, icons, switches.
//
// Absent on purpose: state of the extension. A piece gets what it shows and says what the reader did.

import { type ComponentChildren, createContext, h } from "preact";
import { useContext, useId } from "preact/hooks";
import { EXAMPLES } from "../generated/examples";
import type { Category, Severity, Subtype } from "../generated/report";
import { categoryOf, type Language } from "../names";
import type { Words } from "../words";

export const WordsContext = createContext<Words | undefined>(undefined);

/** The words of the surface; every root provides them. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("a surface without words");
  return words;
}

export type IconNode = readonly (readonly [string, Record<string, string | number | undefined>])[];

/** A drawing of the icon library; always beside words or a label, so never read aloud. */
export function Icon({ of }: { of: IconNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {of.map(([tag, attributes]) => h(tag, attributes))}
    </svg>
  );
}

const STROKE: Record<Severity, number> = { low: 1.5, medium: 2.5, high: 4 };

/** The line that a mark draws: its form says the category, its weight the severity. */
export function Form({ category, severity = "medium" }: { category: Category; severity?: Severity }) {
  const wave = category === "sweeping";
  return (
    <svg
      class={`form ${category}`}
      viewBox="0 0 30 12"
      fill="none"
      stroke="currentColor"
      stroke-width={STROKE[severity]}
      stroke-linecap={wave ? "round" : "butt"}
      aria-hidden="true"
    >
      <path d={wave ? "M2 6c3.25-5 5.4-5 8.65 0s5.4 5 8.7 0 5.4-5 8.65 0" : "M1 6h6.500M11.7 6h6.600M22.5 6h6.5"} />
    </svg>
  );
}

/** A rule's example, in the reader's language if the rule knows it, with its mark. */
/** The example of a kind in a language, or in the one that has it: before the marked words, these, after. */
export function exampleOf(subtype: Subtype, language: Language): { lang: Language; text: string[] } {
  const examples = EXAMPLES[subtype];
  const lang = examples[language] ? language : "fr";
  return { lang, text: (examples[lang] ?? "").split("**") };
}

export function Example({ subtype }: { subtype: Subtype }) {
  const { language } = useWords();
  const { lang, text } = exampleOf(subtype, language);
  const [before, trigger, after] = text;
  return (
    <span class="example" lang={lang}>
      {before}
      <span class={`mark ${categoryOf(subtype)}`}>{trigger}</span>
      {after}
    </span>
  );
}

interface SwitchProps {
  on: boolean;
  set: (on: boolean) => void;
  children: ComponentChildren;
  note?: ComponentChildren;
  disabled?: boolean;
}

/** On or off, at once. The whole row is the target. */
export function Switch({ on, set, children, note, disabled }: SwitchProps) {
  const id = useId();
  return (
    <label class="switch-row" for={id}>
      <span class="switch-words">
        <span id={`${id}-name`}>{children}</span>
        {note && (
          <span class="soft small" id={`${id}-note`}>
            {note}
          </span>
        )}
      </span>
      <input
        id={id}
        type="checkbox"
        // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox tells by itself whether it is checked
        role="switch"
        class="switch"
        checked={on}
        disabled={disabled}
        // Else the note would be read twice, as part of the name and as what it is.
        aria-labelledby={`${id}-name`}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => set(event.currentTarget.checked)}
      />
    </label>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  options: readonly (readonly [T, string])[];
  set: (value: T) => void;
}

/** One of a few, side by side. */
export function Choice<T extends string>({ label, value, options, set }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset class="choice">
      <legend>{label}</legend>
      <div class="choice-options">
        {options.map(([option, words]) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              class="visually-hidden"
              checked={option === value}
              onChange={() => set(option)}
            />
            <span>{words}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
