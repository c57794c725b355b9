// A text that is read as a page would be: analysed, painted, and with the card on every mark. The welcome page's
// example, the options' preview and “try it” are this.
//
// The words are painted as in a page (highlights.ts); a list of them below is for the keyboard, since painted words
// cannot take the focus.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { api } from "../api";
import { type By, byOf, type Card, type CardActions, type CardView, type Done } from "../card";
import type { EngineSettings, Finding, Place, Report } from "../generated/report";
import { Painter } from "../highlights";
import { callBackground } from "../messages";
import { OWN_PHRASE } from "../names";
import { mountCard } from "../popover";
import { apply, type Change, claimKept, isUnwanted, type Settings, whyRefused } from "../settings";
import { readCatalogue } from "../words";
import { kindOf as nameOf } from "./kind";
import { Form, useWords } from "./parts";

interface LivingProps {
  text: string;
  settings: Settings;
  /** Other phrases than those stored. */
  engine?: EngineSettings;
  /** Shows every mark, whatever the sensitivity. */
  everything?: boolean;
  lang?: string;
}

export function Living({ text, settings, engine, everything, lang }: LivingProps) {
  const words = useWords();
  const blocks = useMemo(() => text.split(/\n\s*\n|\n(?=\S)/).filter((part) => part.trim() !== ""), [text]);
  const read = useReport(blocks, settings, engine);
  const paragraphs = useRef<HTMLDivElement>(null);
  const marks = useMemo(
    () => (read?.findings ?? []).filter((finding) => isShown(finding, settings, everything === true, blocks)),
    [read, settings, everything, blocks],
  );
  const card = usePaint(paragraphs, blocks, marks, settings);

  return (
    <div class="living">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list below does the same for the keyboard */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: painted words are no elements */}
      <div ref={paragraphs} class="living-text" lang={lang} onClick={card.at}>
        {blocks.map((block, n) => (
          <p key={n} class={kindOf(block, n) === "title" ? "title" : undefined}>
            {block}
          </p>
        ))}
      </div>
      <ul class="living-marks" aria-label={words("card_steps")}>
        {marks.map((mark, n) => (
          <li key={`${mark.place.block}:${mark.place.start}`}>
            <button type="button" class="button plain small" onClick={() => card.open(n, "key")}>
              <Form category={mark.category} severity={mark.severity} />
              {nameOf({ ...mark, own: mark.sense === OWN_PHRASE }, words)}
            </button>
          </li>
        ))}
      </ul>
      <p class="soft small" role="status">
        {read === null ? words("notice_engine_failed") : read && marks.length === 0 ? words("state_nothing") : ""}
      </p>
    </div>
  );
}

function kindOf(block: string, n: number): "title" | "paragraph" {
  return n === 0 && block.length < 120 && !/[.!?…:]\s*$/.test(block) ? "title" : "paragraph";
}

/** As in a page: what the reader called wrong is gone here as well, and what they asked for by name is there. */
function isShown(finding: Finding, settings: Settings, everything: boolean, blocks: readonly string[]): boolean {
  const { severity, sense, claim } = finding;
  if (sense === OWN_PHRASE) return true;
  if (isUnwanted(finding, blocks[claim.block]?.slice(claim.start, claim.end) ?? "", settings)) return false;
  const levels = { high: ["high"], medium: ["high", "medium"], all: ["high", "medium", "low"] };
  return everything || levels[settings.sensitivity].includes(severity);
}

/** What the engine says of the text; null when it could not be asked, nothing while it is. */
function useReport(blocks: string[], settings: Settings, engine: EngineSettings | undefined) {
  const [report, setReport] = useState<Report | null>();
  // The engine is asked again only for what it must know.
  const key = JSON.stringify([blocks, engine, settings.languages, settings.mark_phrases, settings.mute_phrases]);
  useEffect(() => {
    let current = true;
    const text = { blocks: blocks.map((block, n) => ({ kind: kindOf(block, n), text: block, links: [] })) };
    const ask = async () => {
      const answer = await callBackground("try", { text, engine: engine ?? null }).catch(() => undefined);
      if (current) setReport(answer?.ok ? (JSON.parse(answer.report) as Report) : null);
    };
    // While somebody types, the last word counts.
    const timer = setTimeout(ask, report === undefined ? 0 : 150);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [key]);
  return report;
}

/** Paints the marks and answers how to open their card. */
function usePaint(
  text: { current: HTMLDivElement | null },
  blocks: readonly string[],
  marks: Finding[],
  settings: Settings,
) {
  const painter = useRef<Painter<Finding>>(undefined);
  const card = useRef<Card>(undefined);
  const latest = useRef(settings);
  latest.current = settings;

  useLayoutEffect(() => {
    const open = new AbortController();
    painter.current = new Painter();
    const { signal } = open;
    card.current = mountCard({ settings: () => latest.current, catalogue: readCatalogue, signal });
    for (const name of ["keydown", "keyup"] as const) {
      window.addEventListener(name, card.current.key, { capture: true, signal });
    }
    return () => {
      open.abort();
      painter.current?.clear();
    };
  }, []);

  const nodeOf = (block: number) => text.current?.children[block]?.firstChild;
  const pieces = ({ block, start, end }: Place) => {
    const node = nodeOf(block);
    return node instanceof Text ? [{ node, from: start, to: Math.min(end, node.length) }] : [];
  };
  const tone = useDark(settings) ? "dark" : "light";

  // In the frame in which the words are drawn, or turn dark.
  useLayoutEffect(() => {
    const paint = painter.current;
    if (!paint) return;
    for (const mark of marks) paint.mark(mark, pieces(mark.place), mark, { tone, wash: true }, settings);
    return () => {
      for (const mark of marks) paint.remove(mark);
    };
  });
  // Not with the marks: what is done in a card takes one away, and the card says so, with the way back.
  useLayoutEffect(() => () => card.current?.close(), [blocks]);

  const open = (n: number, by: By) => {
    const mark = marks[n];
    if (!mark) return;
    const wordsAt = ({ block, start, end }: Place) => nodeOf(block)?.textContent?.slice(start, end) ?? "";
    painter.current?.point(mark.category, pieces(mark.place), tone);
    const view: CardView = {
      finding: mark,
      words: wordsAt(mark.place),
      claim: wordsAt(mark.claim),
      support: mark.support.map(({ kind, place }) => ({ kind, words: wordsAt(place) })),
      lang: text.current?.lang || null,
      index: n,
      total: marks.length,
      held: 0,
      opened: false,
      rects: () => pieces(mark.place).flatMap(boxes),
      root: text.current ?? document.documentElement,
      link: null,
      host: "",
      hidden: false,
      by,
    };
    const actions: CardActions = {
      next: () => open((n + 1) % marks.length, "key"),
      previous: () => open((n - 1 + marks.length) % marks.length, "key"),
      show: (which) => {
        const support = mark.support[which];
        if (support) painter.current?.point("flash", pieces(support.place), tone);
      },
      lookUp: (sought) => void api.tabs.create({ url: settings.search.replaceAll("%s", encodeURIComponent(sought)) }),
      mutePhrase: (phrase) => change({ op: "add", key: "mute_phrases", item: phrase }),
      muteKind: () => change({ op: "set", key: "subtypes", value: { ...settings.subtypes, [mark.subtype]: false } }),
      muteSite: () => change(),
      wrong: () => change(wrongMark(mark, view)),
      showHeld: () => undefined,
      openOptions: (at) => void callBackground("open", { page: "options", at }),
      openHelp: (at) => void callBackground("open", { page: "help", at }),
      closed: () => painter.current?.unpoint(),
    };
    card.current?.open(view, actions);
  };
  const at = (event: MouseEvent) => {
    // Who selects words does not ask for a card.
    if (getSelection()?.isCollapsed === false) return;
    const { clientX: x, clientY: y } = event;
    const under = painter.current?.at(x, y, []) ?? nearest(marks, x, y, pieces);
    const n = under ? marks.indexOf(under) : -1;
    if (n >= 0) open(n, byOf(event));
  };
  return { open, at };
}

async function change(...changes: Change[]): Promise<Done> {
  try {
    const undo = await apply(...changes);
    return { ok: true, undo: async () => void (await apply(...undo)) };
  } catch (error) {
    return { ok: false, why: whyRefused(error) };
  }
}

function wrongMark(mark: Finding, view: CardView): Change {
  const { subtype, sense } = mark;
  const item = {
    claim: claimKept(view.claim),
    words: view.words.slice(0, 500),
    subtype,
    sense,
    site: "",
    when: new Date().toISOString().slice(0, 10),
  };
  return { op: "add", key: "wrong_marks", item };
}

type Pieces = (place: Place) => { node: Text; from: number; to: number }[];

/** For browsers that cannot say which highlight is at a point. */
function nearest(marks: Finding[], x: number, y: number, pieces: Pieces): Finding | undefined {
  const inside = (box: DOMRect) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
  return marks.find((mark) => pieces(mark.place).flatMap(boxes).some(inside));
}

function boxes({ node, from, to }: ReturnType<Pieces>[number]): DOMRect[] {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return [...range.getClientRects()];
}

/** Whether the page is dark now: the system may turn dark under an open page. */
function useDark({ theme }: Settings): boolean {
  const [system] = useState(() => window.matchMedia("(prefers-color-scheme: dark)"));
  const [dark, setDark] = useState(system.matches);
  useEffect(() => {
    const open = new AbortController();
    system.addEventListener("change", () => setDark(system.matches), { signal: open.signal });
    return () => open.abort();
  }, [system]);
  return theme === "auto" ? dark : theme === "dark";
}
