// What a reader can do about a mark: take the question along, look it up, silence it here, or say it is wrong.
// Each way to silence says how far it reaches before it is chosen, and can be undone after.

import { BellOff, Check, Copy, Flag, Info, Search, TextCursorInput } from "lucide";
import type { RefObject } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { CardActions, CardView, Done } from "../card";
import { OWN_PHRASE } from "../names";
import { copyText } from "../ui/copy";
import { kindOf } from "../ui/kind";
import { Icon, useWords } from "../ui/parts";
import type { Bubble } from "./notice";

/** Room kept below what is brought into view, in pixels. */
const ROOM = 8;

/** Says what was done when the card is about to go: `begin` when the reader asks, `end` when it is done. */
export interface Tell {
  begin: () => void;
  end: (bubble: Bubble) => void;
}

export function Actions({ view, actions, tell }: { view: CardView; actions: CardActions; tell: Tell }) {
  const words = useWords();
  const [scopes, setScopes] = useState(false);
  const [copied, setCopied] = useState<boolean>();
  const [refused, setRefused] = useState<string>();
  const scopesId = useId();
  const opened = useInSight<HTMLUListElement>(scopes);
  const answer = useInSight<HTMLDivElement>(copied !== undefined);
  const refusal = useInSight<HTMLDivElement>(refused !== undefined);
  const { finding } = view;
  const question = words(`question_${finding.question}`, view.words);
  const own = finding.sense === OWN_PHRASE;
  const kind = kindOf({ ...finding, own }, words);

  const act = async (doing: () => Promise<Done>, after: string) => {
    tell.begin();
    const done = await doing();
    if (done.ok) tell.end({ text: after, undo: done.undo });
    else setRefused(words(`not_kept_${done.why}`));
  };
  const copy = async (near: HTMLElement) =>
    setCopied(await copyText(view.link ? `${question}\n${view.link}` : question, near));

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
            <Icon of={copied ? Check : Copy} />
            {words("card_copy")}
          </button>
          <button type="button" class="button" onClick={() => actions.lookUp(view.claim)}>
            <Icon of={Search} />
            {words("card_look_up")}
          </button>
        </div>
        <Told
          text={copied === undefined ? undefined : words(copied ? "copied" : "not_copied")}
          good={copied}
          at={answer}
        />
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
          {words("card_silence")}
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
      <ul class="scopes" id={scopesId} ref={opened} hidden={!scopes}>
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
      <Told text={refused} at={refusal} />
    </>
  );
}

interface ToldProps {
  text: string | undefined;
  good?: boolean | undefined;
  at: RefObject<HTMLDivElement | null>;
}

/** What came of a press, beside what was pressed. */
function Told({ text, good, at }: ToldProps) {
  return (
    <div class={good ? "told good" : "told"} role="status" ref={at}>
      {text && (
        <>
          <Icon of={good ? Check : Info} />
          <span class="told-text">{text}</span>
        </>
      )}
    </div>
  );
}

/**
 * Brings what has just come into the card's own view: a press whose answer lies below the edge seems to do nothing. By
 * the card's own scroll, since the browser's would move the page too.
 */
function useInSight<Place extends HTMLElement>(shown: boolean): RefObject<Place | null> {
  const at = useRef<Place>(null);
  useLayoutEffect(() => {
    const body = at.current?.closest(".body");
    if (!shown || !at.current || !body) return;
    const below = at.current.getBoundingClientRect().bottom - body.getBoundingClientRect().bottom;
    if (below > 0) body.scrollTop += below + ROOM;
  }, [shown]);
  return at;
}
