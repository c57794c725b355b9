// What a reader can do about a mark: take the question along, look it up, silence it here, or say it is wrong.
// Each way to silence says how far it reaches before it is chosen, and can be undone after.

import { BellOff, Check, Copy, Flag, Info, Search, TextCursorInput } from "lucide";
import { useId, useState } from "preact/hooks";
import type { CardActions, CardView, Done } from "../card";
import { OWN_PHRASE } from "../names";
import { copyText } from "../ui/copy";
import { kindOf } from "../ui/kind";
import { Icon, useWords } from "../ui/parts";
import type { Bubble } from "./notice";

/** Says what was done when the card is about to go: `begin` when the reader asks, `end` when it is done. */
export interface Tell {
  begin: () => void;
  end: (bubble: Bubble) => void;
}

export function Actions({ view, actions, tell }: { view: CardView; actions: CardActions; tell: Tell }) {
  const words = useWords();
  const [scopes, setScopes] = useState(false);
  const [told, setTold] = useState<{ text: string; good: boolean }>();
  const scopesId = useId();
  const { finding } = view;
  const question = words(`question_${finding.question}`, view.words);
  const own = finding.sense === OWN_PHRASE;
  const kind = kindOf({ ...finding, own }, words);

  const act = async (doing: () => Promise<Done>, after: string) => {
    tell.begin();
    const done = await doing();
    if (done.ok) tell.end({ text: after, undo: done.undo });
    else setTold({ text: words(`not_kept_${done.why}`), good: false });
  };
  const copy = async (near: HTMLElement) => {
    const copied = await copyText(view.link ? `${question}\n${view.link}` : question, near);
    setTold({ text: words(copied ? "copied" : "not_copied"), good: copied });
  };

  const silences = [
    {
      scope: "phrase",
      label: words("card_mute_phrase", view.words),
      after: words("card_mute_phrase_done", view.words),
      act: () => actions.mutePhrase(view.words),
    },
    {
      scope: "kind",
      label: words("card_mute_kind", kind),
      after: words("card_mute_kind_done", kind),
      act: () => actions.muteKind(),
    },
    {
      scope: "site",
      label: words("card_mute_site", view.host),
      after: words("card_mute_site_done", view.host),
      act: () => actions.muteSite(),
    },
  ] as const;

  return (
    <>
      <section class="ask">
        <h3 class="visually-hidden">{words("card_question")}</h3>
        <p class="question">{question}</p>
        <div class="buttons">
          <button type="button" class="button" onClick={(event) => void copy(event.currentTarget)}>
            <Icon of={Copy} />
            {words("card_copy")}
          </button>
          <button type="button" class="button" onClick={() => actions.lookUp(view.claim)}>
            <Icon of={Search} />
            {words("card_look_up")}
          </button>
        </div>
      </section>
      <footer>
        <button
          type="button"
          class="button plain small"
          aria-expanded={scopes}
          aria-controls={scopesId}
          onClick={() => setScopes(!scopes)}
        >
          <Icon of={BellOff} />
          {words("card_not_here")}
        </button>
        {own ? (
          <button type="button" class="button plain small" onClick={() => actions.openOptions("phrases")}>
            <Icon of={TextCursorInput} />
            {words("options_phrases")}
          </button>
        ) : (
          <button type="button" class="button plain small" onClick={() => act(actions.wrong, words("card_wrong_done"))}>
            <Icon of={Flag} />
            {words("card_wrong")}
          </button>
        )}
      </footer>
      <ul class="scopes" id={scopesId} hidden={!scopes}>
        {silences
          .filter(({ scope }) => (scope === "site" ? view.host !== "" : !own))
          .map((silence) => (
            <li key={silence.scope}>
              <button type="button" class="button plain" onClick={() => act(silence.act, silence.after)}>
                <span>{silence.label}</span>
                <span class="soft small">{words(`card_mute_${silence.scope}_scope`)}</span>
              </button>
            </li>
          ))}
      </ul>
      <div class={told?.good ? "told good" : "told"} role="status">
        {told && (
          <>
            <Icon of={told.good ? Check : Info} />
            <span class="told-text">{told.text}</span>
          </>
        )}
      </div>
    </>
  );
}
