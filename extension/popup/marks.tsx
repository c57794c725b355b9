// The marks of the page as a list: a click scrolls there and opens the card. A filter looks through the words and
// the kinds. What says the same again (repeats.tsx) is one row.

import { useRef, useState } from "preact/hooks";
import { unlistedIn } from "../export";
import type { MarkView, PageState, PopupOrder } from "../messages";
import { kindOf } from "../ui/kind";
import { useWords } from "../ui/parts";
import type { Words } from "../words";
import { fold, Repeats, Row, repeatsOf } from "./repeats";

/** Fewer marks than this are seen at once and need no filter. */
const FILTER_FROM = 6;
/** So many rows are listed until the reader asks for the rest: what follows the list stays in reach. */
const FIRST = 5;

export function Marks({ frames, tell }: { frames: PageState[]; tell: (order: PopupOrder) => void }) {
  const words = useWords();
  const [wanted, setWanted] = useState("");
  const [whole, setWhole] = useState(false);
  const list = useRef<HTMLElement>(null);
  const count = frames.reduce((sum, frame) => sum + frame.marks.length, 0);
  const held = frames.reduce((sum, frame) => sum + frame.held, 0);
  // As the page knows it: this popup may be another than the one in which that was asked.
  const all = frames.some((frame) => frame.opened);
  const linked = frames.some((frame) => frame.marks.some((mark) => mark.linked));
  const unlisted = unlistedIn(frames);
  const fitting = frames.map((frame) => {
    const marks = frame.marks.filter((mark) => fits(mark, wanted, words));
    return { frame, rows: repeatsOf(marks, words) };
  });
  const rows = fitting.reduce((sum, each) => sum + each.rows.length, 0);
  // Who filters looks for one of all. One more is no reason for a button.
  const most = whole || wanted.trim() || rows <= FIRST + 1 ? rows : FIRST;
  const found = firstOf(fitting, most);
  const listWhole = () => {
    setWhole(true);
    // The button goes; the focus goes on where the list does.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(".entry > .row")[FIRST]?.focus());
  };
  const showAll = () => {
    for (const { frame } of frames) tell({ frame, order: "show_all", on: !all });
  };
  return (
    <section class="marks" ref={list} aria-label={words("card_steps")}>
      {count >= FILTER_FROM && (
        <input
          type="search"
          class="field"
          aria-label={words("popup_filter")}
          placeholder={words("popup_filter")}
          value={wanted}
          onInput={(event) => setWanted(event.currentTarget.value)}
        />
      )}
      {found.length === 0 && <p class="soft">{words("popup_filter_none")}</p>}
      {found.map(({ frame, rows }) => (
        <div key={frame.frame}>
          {!frame.top && <h2 class="small soft">{words("popup_frame", frame.host)}</h2>}
          <ul>
            {rows.map(([first, ...again]) => (
              <li class="entry" key={first.id}>
                {again.length === 0 ? (
                  <Row mark={first} go={() => go(frame, first, tell)} />
                ) : (
                  <Repeats marks={[first, ...again]} go={(mark) => go(frame, mark, tell)} />
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {most < rows && (
        <button type="button" class="button more" onClick={listWhole}>
          {words.count("list_more", rows - most)}
        </button>
      )}
      {linked && <p class="small soft">{words("list_linked")}</p>}
      {(held > 0 || all) && (
        <p class="small held">
          <span class="soft">{words(all ? "held_shown" : "held_why")}</span>
          <button type="button" class="button plain" onClick={showAll}>
            {all ? words("held_hide") : words.count("held_show", held)}
          </button>
        </p>
      )}
      {unlisted > 0 && <p class="small soft">{words.count("unlisted", unlisted)}</p>}
    </section>
  );
}

function go(frame: PageState, mark: MarkView, tell: (order: PopupOrder) => void) {
  tell({ frame: frame.frame, order: "go", mark: mark.id, card: true });
  // The card takes the focus in the page; a popup left open would take it back.
  window.close();
}

interface Found {
  frame: PageState;
  rows: [MarkView, ...MarkView[]][];
}

/** The first so many rows, by frame; frames without any are left out. */
function firstOf(all: Found[], most: number): Found[] {
  let left = most;
  const first: Found[] = [];
  for (const { frame, rows } of all) {
    const some = rows.slice(0, left);
    left -= some.length;
    if (some.length > 0) first.push({ frame, rows: some });
  }
  return first;
}

function fits(mark: MarkView, wanted: string, words: Words): boolean {
  const sought = fold(wanted.trim());
  if (!sought) return true;
  const about = [words(`category_${mark.category}`), kindOf(mark, words), words(`severity_${mark.severity}`)];
  return [mark.words, mark.speaker.name ?? "", ...about].some((text) => fold(text).includes(sought));
}
