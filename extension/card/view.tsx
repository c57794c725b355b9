// What the card says about one mark, in the order of the guidelines: who says it, why it is marked, what is
// missing, what the text does give, one question. Then what the reader can do about it (actions.tsx).
//
// Absent on purpose: where the card stands and when it closes (popover.tsx).

import { ChevronLeft, ChevronRight, CircleHelp, X } from "lucide";
import type { ComponentChildren } from "preact";
import type { CardActions, CardView } from "../card";
import { OWN_PHRASE } from "../names";
import { kindOf, whyOf } from "../ui/kind";
import { Form, Icon, type IconNode, useWords } from "../ui/parts";
import { Actions, type Tell } from "./actions";

interface ViewProps {
  view: CardView;
  actions: CardActions;
  close: () => void;
  tell: Tell;
}

export function View({ view, actions, close, tell }: ViewProps) {
  const { finding, index, total } = view;
  const words = useWords();
  const mark = { ...finding, own: finding.sense === OWN_PHRASE };
  const kind = kindOf(mark, words);
  const position = words("card_position", index + 1, total);
  return (
    <>
      <header>
        <h2 id="title">
          <Form category={finding.category} severity={finding.severity} />
          <span>
            {!mark.own && <span class="visually-hidden">{words(`category_${finding.category}`)}: </span>}
            {kind}
            <span class="visually-hidden">, {words("severity_label", words(`severity_${finding.severity}`))}</span>
          </span>
        </h2>
        {total > 1 && (
          <nav class="steps" aria-label={words("card_steps")}>
            <IconButton label={words("card_previous")} icon={ChevronLeft} act={actions.previous} />
            <span class="small soft">{position}</span>
            <IconButton label={words("card_next")} icon={ChevronRight} act={actions.next} />
          </nav>
        )}
        <IconButton label={words("close")} icon={X} act={close} />
      </header>
      <p class="visually-hidden" role="status">
        {position}. {kind}. {view.words}
      </p>
      <div class="body">
        <blockquote class={finding.category} dir="auto" lang={view.lang ?? undefined}>
          {view.words}
        </blockquote>
        <dl>
          <Row label={words("card_who")}>
            <Speaker view={view} />
          </Row>
          <Row label={words("card_why")}>
            {!mark.own && (
              <button
                type="button"
                class="button plain help"
                aria-label={words("card_help", kind)}
                title={words("card_help", kind)}
                onClick={() => actions.openHelp(finding.subtype)}
              >
                <Icon of={CircleHelp} />
              </button>
            )}
            {whyOf(mark, words)}
            {finding.repeat && <span class="soft note">{words("why_repeat")}</span>}
          </Row>
          <Row label={words("card_missing")}>
            <ul class="slots">
              {finding.missing.map((code) => (
                <li key={code}>
                  <b>{words(`missing_${code}`)}</b>
                  <span class="soft">{words(`missing_question_${code}`)}</span>
                </li>
              ))}
            </ul>
          </Row>
          <Row label={words("card_given")}>
            {view.support.length === 0 && <span class="soft">{words("card_given_nothing")}</span>}
            <ul class="given">
              {view.support.map((support, n) => (
                // A support has no name of its own; its place in the list is it.
                <li key={n}>
                  <span>
                    {words(`support_${support.kind}`)}
                    <span class="soft" lang={view.lang ?? undefined}>
                      {" "}
                      {words("quoted", support.words)}
                    </span>
                  </span>
                  <button type="button" class="button plain small" onClick={() => actions.show(n)}>
                    {words("card_show")}
                  </button>
                </li>
              ))}
            </ul>
          </Row>
        </dl>
        <Actions key={index} view={view} actions={actions} tell={tell} />
        <Held view={view} actions={actions} />
      </div>
    </>
  );
}

/** What the page holds back, one press away; and back again. */
function Held({ view: { held, opened }, actions }: { view: CardView; actions: CardActions }) {
  const words = useWords();
  if (held === 0 && !opened) return null;
  return (
    <p class="held small">
      <span class="soft">{words(opened ? "held_shown" : "held_here")}</span>
      <button type="button" class="button plain" onClick={() => actions.showHeld(!opened)}>
        {opened ? words("held_hide") : words.count("held_show", held)}
      </button>
    </p>
  );
}

function IconButton({ label, icon, act }: { label: string; icon: IconNode; act: () => void }) {
  return (
    <button type="button" class="button icon" aria-label={label} title={label} onClick={() => act()}>
      <Icon of={icon} />
    </button>
  );
}

function Row({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="row">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Who says it: the name the text gives, and how much that tells. */
function Speaker({ view }: { view: CardView }) {
  const words = useWords();
  const { kind, name, role, strength } = view.finding.speaker;
  const tells = words(kind === "text" && name ? "speaker_author" : `speaker_${kind}`);
  if (!name) return <span class="lead">{tells}</span>;
  return (
    <>
      <strong lang={view.lang ?? undefined}>{name}</strong>
      {role && <span lang={view.lang ?? undefined}>, {role}</span>}
      <span class="soft note">
        {tells}
        {strength !== "none" && ` · ${words(`strength_${strength}`)}`}
      </span>
    </>
  );
}
