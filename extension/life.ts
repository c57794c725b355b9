// A page's life, as the extension sees it: whether it is read, when, and that nothing is left when it ends. What
// exists while it is read is a `Session`; what the reader does with marks goes through the `Guide`.
//
// A page that is hidden, prerendered or switched off costs a few passive listeners. Everything hangs on one signal.

import { alive, ENDED, uniqueName } from "./api";
import type { Card } from "./card";
import type { Document as Text } from "./generated/report";
import { sweep } from "./highlights";
import { callBackground, Gone, lifeline, type Off, type Order, onOrder, onWatch, type PageState } from "./messages";
import { about } from "./page/about";
import { cardLater } from "./page/card-later";
import { NO_SUMMARY } from "./page/document";
import { stepIn } from "./page/frames";
import { Guide } from "./page/guide";
import { hostOfPage, inPrivate, isTop, offHere } from "./page/here";
import { seen } from "./page/idle";
import { elementAround, isElement, listenToDocument, ofDocument } from "./page/plain";
import { listen } from "./page/pointer";
import { Session } from "./page/session";
import { blockAround } from "./page/view";
import { type Change, read, type Settings, type State, watch } from "./settings";

class Page {
  #life = new AbortController();
  #heard = new AbortController();
  #frame = uniqueName();
  #host = hostOfPage();
  #settings: Settings | undefined;
  #off: Off | null = null;
  #asked = false;
  #session: Session | undefined;
  #reading: AbortController | undefined;
  #card: Card | undefined;
  /** Of the frames of this page it is the one whose card was opened last. */
  #latest = false;
  #watchers = new Set<(state: PageState) => void>();
  #telling = false;
  /** What the icon shows, as far as is known. */
  #counted: number | null | undefined = null;
  #line = lifeline(() => this.end(), this.#life.signal);
  #guide = new Guide({
    session: () => this.#session,
    settings: () => this.#settings as Settings,
    card: () => this.#mountedCard(),
    host: this.#host,
    hidden: inPrivate,
    change: (changes) => this.#change(changes),
    unread: () => this.#unread(),
    readNow: () => this.#readNow(),
    lookUp: (words) => void this.#call("search", { words: words.slice(0, 500) }),
    openOwn: (page, at) => void this.#call("open", { page, at }),
    step: (order) => {
      if (!stepIn(this.#guide, this.#latest, { order, at: null })?.done) void this.#call("step", { order });
    },
    opened: () => {
      this.#latest = true;
      // Frames have cards of their own; of a page only one is open.
      if (!isTop || window.length > 0) void this.#call("card", { frame: this.#frame });
    },
  });

  async begin(): Promise<void> {
    const { signal } = this.#life;
    sweep();
    onOrder(this.#frame, (order) => this.#obey(order), signal);
    onWatch((send, ended) => this.#watched(send, ended), signal);
    watch((state) => this.#set(state), signal);
    this.#listen();
    await this.#refresh();
    await this.#join();
  }

  /** A frame that nothing says to read is read with the page around it, where the reader asked for that. */
  async #join(): Promise<void> {
    if (isTop || this.#off === null || this.#off === "switch") return;
    if ((await this.#call("read", { frame: this.#frame })) && this.#off) void this.#readNow();
  }

  /** To the page itself; again when its document was written anew, which takes every listener away. */
  #listen(): void {
    this.#heard.abort(ENDED);
    this.#heard = new AbortController();
    const signal = AbortSignal.any([this.#heard.signal, this.#life.signal]);
    const check = () => {
      if (!alive()) this.end();
      else if (ofDocument("visibilityState") === "visible") this.#session?.wake();
      else this.#session?.sleep();
    };
    listenToDocument("visibilitychange", check, { signal });
    addEventListener("focus", check, { signal });
    const back = ({ persisted }: PageTransitionEvent) => {
      check();
      if (persisted) void this.#isBack();
    };
    addEventListener("pageshow", back, { signal });
    listen(
      {
        alive: () => {
          if (!alive()) this.end();
          return !this.#life.signal.aborted;
        },
        hover: () => this.#settings?.hover === true,
        under: (x, y) => this.#guide.under(x, y),
        open: (mark, by) => this.#guide.open(mark, { go: false, by }),
        isCard: (target) => this.#card?.owns(target) === true,
        key: (event) => this.#card?.key(event),
      },
      signal,
    );
  }

  /** From the back/forward cache: what was set meanwhile nobody told us, and the number is gone from the icon. */
  async #isBack(): Promise<void> {
    this.#counted = null;
    if (await this.#call("is_tab_off", {})) {
      this.#asked = false;
      this.#turnedOff("tab");
      return;
    }
    if (this.#off === "tab") this.#off = null;
    await this.#refresh();
  }

  /** Nothing of the extension stays in the page. */
  end(): void {
    this.#life.abort(ENDED);
    this.#stop();
  }

  async #refresh(): Promise<void> {
    try {
      this.#set(await read());
    } catch {
      // A store that fails is answered for; only what has ended is not.
      this.end();
    }
  }

  #set({ settings }: Pick<State, "settings">): void {
    const before = this.#settings;
    this.#settings = settings;
    if (before && before.badge !== settings.badge) this.#counted = undefined;
    const off = offHere(settings, this.#host);
    // The latest choice counts: what was asked for before it ends with it.
    const chosen = before !== undefined && off !== offHere(before, this.#host);
    if (off !== null && chosen) this.#asked = false;
    if (off !== null && (chosen || !(this.#asked || this.#session?.isPart))) {
      this.#off = off;
      this.#stop();
    } else if (!this.#session) {
      if (this.#off !== "tab" && !this.#reading) void this.#start();
    } else {
      this.#session.set(settings);
      if (off === null && this.#session.isPart) void this.#start();
      else if (before && engineSettings(before) !== engineSettings(settings)) {
        void this.#session.readAgain().catch(() => undefined);
      }
    }
    this.#tell();
  }

  /** Reads the page, or one element of it, unless it is read or being read; ends when it has been. */
  async #start(part?: Element): Promise<void> {
    if (this.#life.signal.aborted) return;
    this.#reading ??= new AbortController();
    const { signal } = this.#reading;
    this.#off = null;
    try {
      await seen(signal);
      signal.throwIfAborted();
      this.#session ??= this.#newSession(signal);
      await this.#session.start(part);
      if (this.#session?.reading.off) {
        this.#turnedOff(this.#session.reading.off);
        void this.#join();
      }
      this.#line();
    } catch (error) {
      if (error instanceof Gone) this.end();
      // A fault of ours costs this page its marks and says so; an abort means that the reader went on.
      else if (!signal.aborted) this.#session?.fail();
    }
    this.#tell();
  }

  #newSession(signal: AbortSignal): Session {
    // The background starts and gets its engine ready while the page is walked.
    void this.#call("ready", {});
    return new Session(
      this.#settings as Settings,
      (text, first) => this.#ask(text, first),
      { told: () => this.#tell(), left: () => this.#left(), exchanged: () => this.#listen() },
      signal,
    );
  }

  /** Another page in the same document: a selection that was checked is none of its. */
  #left(): void {
    if (this.#session?.isPart) this.#turnedOff(offHere(this.#settings as Settings, this.#host) ?? "tab");
  }

  #stop(): void {
    this.#guide.close();
    this.#reading?.abort(ENDED);
    this.#reading = undefined;
    this.#session = undefined;
    this.#tell();
  }

  #turnedOff(off: Off): void {
    this.#stop();
    this.#off = off;
    this.#tell();
  }

  async #ask(text: Text, first: boolean) {
    try {
      const asked = this.#asked || this.#session?.isPart;
      return await callBackground("analyze", { text, host: first && !asked ? this.#host : null });
    } catch (error) {
      if (error instanceof Gone) this.end();
      return { ok: false, why: "engine", detail: String(error) } as const;
    }
  }

  async #change(changes: Change[]) {
    const answer = await this.#call("change", { changes });
    return answer ?? ({ done: false, why: "storage" } as const);
  }

  async #call<N extends Parameters<typeof callBackground>[0]>(name: N, ask: Parameters<typeof callBackground<N>>[1]) {
    try {
      return await callBackground(name, ask);
    } catch (error) {
      if (error instanceof Gone) this.end();
      return undefined;
    }
  }

  #mountedCard(): Card {
    this.#card ??= cardLater({
      settings: () => this.#settings as Settings,
      catalogue: async (language) => (await this.#call("catalogue", { language })) ?? null,
      signal: this.#life.signal,
    });
    return this.#card;
  }

  /** Reads now although nothing says so, until the page is left or another choice is made; its frames with it. */
  async #readNow(): Promise<void> {
    this.#asked = true;
    if (isTop && window.length > 0) void this.#call("read", { frame: this.#frame });
    await this.#start();
  }

  /** Reads no more, of a page that is not read unless asked for. */
  #unread(): void {
    this.#asked = false;
    this.#turnedOff(offHere(this.#settings as Settings, this.#host) ?? "site");
  }

  #obey({ order, at }: Order): unknown {
    switch (order) {
      case "read_now":
        void this.#readNow();
        break;
      case "is_asked":
        return this.#asked;
      case "tab_on":
        this.#off = null;
        void this.#refresh();
        break;
      case "tab_off":
        this.#asked = false;
        this.#turnedOff("tab");
        break;
      case "close_card":
        this.#latest = false;
        this.#guide.close();
        break;
      case "check_selection":
        void this.#checkSelection();
        break;
      case "private_choice":
        this.#asked = false;
        this.#stop();
        if (this.#off !== "tab") this.#off = null;
        void this.#refresh();
        break;
      case "muted":
        this.#guide.muted();
        break;
      case "not_muted":
        this.#guide.notMuted();
        break;
      default:
        return stepIn(this.#guide, this.#latest, { order, at });
    }
    return undefined;
  }

  async #checkSelection(): Promise<void> {
    if (!this.#settings?.on) return this.#guide.checkSelection("off");
    const selection = getSelection();
    const session = this.#session;
    if (selection && !selection.isCollapsed && (!session || session.isPart || session.status === "reading")) {
      const { commonAncestorContainer: common } = selection.getRangeAt(0);
      // A long page takes a while.
      if (session && !session.isPart) this.#guide.checkSelection("reading");
      const element = isElement(common) ? common : elementAround(common);
      // What is said in italics is said by the sentence around it.
      await this.#start((element && blockAround(element)) ?? undefined);
    }
    if (!this.#life.signal.aborted) this.#guide.checkSelection();
  }

  #watched(send: (state: PageState) => void, ended: AbortSignal) {
    this.#watchers.add(send);
    ended.addEventListener("abort", () => this.#watchers.delete(send), { once: true });
    send(this.#state());
    return (order: Parameters<ReturnType<Parameters<typeof onWatch>[0]>>[0]) => {
      if (order.frame !== this.#frame) return;
      if (order.order === "go") this.#guide.go(order.mark, order.card);
      else if (order.order === "read_now") void this.#readNow();
      else this.#session?.showAll(order.on);
    };
  }

  /** Tells the icon and whoever watches; once for what changes together. */
  #tell(): void {
    if (this.#telling || this.#life.signal.aborted) return;
    this.#telling = true;
    queueMicrotask(() => {
      this.#telling = false;
      if (this.#life.signal.aborted) return;
      this.#guide.refresh();
      // None is what the icon shows by itself.
      const count = this.#session?.shown.all.length || null;
      if (isTop && count !== this.#counted) {
        this.#counted = count;
        void this.#call("count", { marks: count });
      }
      if (this.#watchers.size === 0) return;
      const state = this.#state();
      for (const send of this.#watchers) send(state);
    });
  }

  #state(): PageState {
    const base = {
      frame: this.#frame,
      top: isTop,
      host: this.#host,
      url: location.href,
      title: ofDocument("title").slice(0, 300),
      off: this.#off,
    };
    if (this.#session) return { ...base, ...this.#session.state() };
    const pdf = ofDocument("contentType") === "application/pdf";
    return {
      ...base,
      ...about(),
      status: this.#off ? "off" : "waiting",
      part: false,
      marks: [],
      total: 0,
      sweeping: 0,
      held: 0,
      opened: false,
      quiet: 0,
      summary: NO_SUMMARY,
      unread: pdf ? [{ reason: "pdf", count: 1, words: 0 }] : [],
    };
  }
}

/** What decides about the marks in the engine itself: a change needs another reading. */
function engineSettings({ mark_phrases, mute_phrases, languages }: Settings): string {
  return JSON.stringify([mark_phrases, mute_phrases, languages]);
}

/** To be called once; nothing happens when the extension has ended since it was put here. */
export function live(): void {
  if (alive()) void new Page().begin();
}
