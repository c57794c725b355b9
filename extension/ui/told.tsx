// A word about what was just done, with the way back, at the foot of the page.

import { Check, Info, Undo2, X } from "lucide";
import { createContext } from "preact";
import { useContext, useEffect, useRef } from "preact/hooks";
import { apply, type Change } from "../settings";
import { Icon, useWords } from "./parts";

export interface Told {
  text: string;
  good: boolean;
  undo?: Change[];
}

export const TellContext = createContext<(told: Told | undefined) => void>(() => {});

/** Changes settings and says so; `text` is none for a switch that shows by itself what it did. */
export function useChange(): (text: string | undefined, ...changes: Change[]) => Promise<void> {
  const tell = useContext(TellContext);
  const words = useWords();
  return async (text, ...changes) => {
    try {
      const undo = await apply(...changes);
      if (text !== undefined) tell({ text, good: true, undo });
    } catch {
      tell({ text: words("not_kept_storage"), good: false });
    }
  };
}

export function ToldBar({ told, tell }: { told: Told | undefined; tell: (told: Told | undefined) => void }) {
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
    } catch {
      tell({ text: words("not_kept_storage"), good: false });
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
