// A word about what was just done, with the way back, at the foot of the page.

import { Check, Info, Undo2, X } from "lucide";
import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { apply, type Change, whyRefused } from "../settings";
import { Icon, useWords } from "./parts";

export interface Told {
  text: string;
  good: boolean;
  undo?: Change[];
}

/** Says something, or what follows from what was said last. */
type Tell = (told: Told | undefined | ((last: Told | undefined) => Told | undefined)) => void;
export const TellContext = createContext<Tell>(() => {});

/** Changes settings and says so; `text` is none for a switch that shows what it did. Answers whether it was kept. */
export function useChange(): (text: string | undefined, ...changes: Change[]) => Promise<boolean> {
  const tell = useContext(TellContext);
  const words = useWords();
  return async (text, ...changes) => {
    try {
      const undo = await apply(...changes);
      // What was refused before is no news any more; what can be undone still can.
      tell(text === undefined ? (last) => (last?.good ? last : undefined) : { text, good: true, undo });
      return true;
    } catch (error) {
      tell({ text: words(`not_kept_${whyRefused(error)}`), good: false });
      return false;
    }
  };
}

export function ToldBar({ told, tell }: { told: Told | undefined; tell: Tell }) {
  const words = useWords();
  const at = useRef<HTMLElement>(undefined);
  // What is pressed here goes with the words: the focus goes back to where it was when they came.
  const leave = () => at.current?.focus({ preventScroll: true });
  useEffect(() => {
    const now = document.activeElement;
    if (told && now instanceof HTMLElement && !now.closest(".told-bar")) at.current = now;
  }, [told]);
  const undo = async () => {
    leave();
    try {
      await apply(...(told?.undo ?? []));
      tell({ text: words("undone"), good: true });
    } catch (error) {
      tell({ text: words(`not_kept_${whyRefused(error)}`), good: false });
    }
  };
  const close = () => {
    leave();
    tell(undefined);
  };
  return (
    <div class="told-bar" role="status">
      {told && (
        <div class={told.good ? "told good" : "told bad"}>
          <Icon of={told.good ? Check : Info} />
          <span>{told.text}</span>
          {told.undo && told.undo.length > 0 && (
            <button type="button" class="button" onClick={() => void undo()}>
              <Icon of={Undo2} />
              {words("undo")}
            </button>
          )}
          <button type="button" class="button icon" aria-label={words("close")} onClick={close}>
            <Icon of={X} />
          </button>
        </div>
      )}
    </div>
  );
}
