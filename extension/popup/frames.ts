// The frames of a tab as they are now and after every change, the page itself first. They are listened to from the
// moment the tab is known, whether or not anything is drawn yet.
//
// Absent on purpose: an end. The popup goes, and its line to the page with it.

import { useLayoutEffect, useState } from "preact/hooks";
import { type PageState, type PopupOrder, watchPage } from "../messages";

interface Told {
  frames: PageState[];
  /** Nobody is there: a page that the browser keeps to itself. */
  gone: boolean;
}

export class Frames {
  told: Told = { frames: [], gone: false };
  /** Called when something else is told. */
  changed: () => void = () => undefined;
  readonly tell: (order: PopupOrder) => void;

  constructor(tab: number) {
    const changed = (state: PageState) => {
      const others = this.told.frames.filter((frame) => frame.frame !== state.frame);
      this.#set({ ...this.told, frames: [...others, state].sort((a, b) => Number(b.top) - Number(a.top)) });
    };
    const gone = () => this.#set({ ...this.told, gone: true });
    this.tell = watchPage(tab, changed, gone, new AbortController().signal);
  }

  #set(told: Told): void {
    this.told = told;
    this.changed();
  }
}

export function useFrames(source: Frames | undefined): Told & { tell: (order: PopupOrder) => void } {
  const [told, setTold] = useState<Told>(source?.told ?? { frames: [], gone: false });
  useLayoutEffect(() => {
    if (source) source.changed = () => setTold(source.told);
  }, [source]);
  return { ...told, tell: source?.tell ?? (() => undefined) };
}
