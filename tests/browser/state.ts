// What a page's content script says of it to whoever watches: the same words that the popup is drawn from.

import type { Page } from "puppeteer-core";
import type { Document, Report } from "../../extension/generated/report.js";
import type { PageState } from "../../extension/messages.js";
import type { Settings } from "../../extension/schema.js";
import type { Session } from "./session.js";

/** A question of a content script to the background, as every page of the extension hears it. */
export interface Heard {
  call: string;
  bytes: number;
  /** What is to be read, if that is the question. */
  text?: Document;
}

/** Asks through a page of the extension's own, as the popup does. */
export class Watcher {
  private constructor(private readonly own: Page) {}

  static async open(session: Session): Promise<Watcher> {
    const own = await session.openOwn("help/help.html");
    await own.evaluate(() => {
      const heard: Heard[] = [];
      Object.assign(globalThis, { heard });
      chrome.runtime.onMessage.addListener((message: { call?: string; ask?: { text?: Document } }) => {
        const { call, ask } = message;
        if (call) heard.push({ call, bytes: JSON.stringify(message).length, ...(ask?.text && { text: ask.text }) });
        return false;
      });
    });
    return new Watcher(own);
  }

  /** Sets what the reader could set. */
  set(settings: Partial<Settings>): Promise<void> {
    return this.own.evaluate((values) => chrome.storage.local.set(values), settings);
  }

  /** What content scripts asked since the last time. */
  heard(): Promise<Heard[]> {
    return this.own.evaluate(() => (globalThis as unknown as { heard: Heard[] }).heard.splice(0));
  }

  /** What the engine says of a text. */
  async read(text: Document): Promise<{ report: Report; bytes: number }> {
    const answer = await this.own.evaluate(
      async (ask) => (await chrome.runtime.sendMessage({ call: "try", ask: { text: ask, engine: null } })).answer,
      text,
    );
    if (!answer?.ok) throw new Error(`the engine did not answer: ${JSON.stringify(answer)}`);
    return { report: JSON.parse(answer.report), bytes: answer.report.length };
  }

  /**
   * Waits until a page, and as many frames as there are with it, is read, switched off or failed, and gives its state;
   * none where no content script is.
   */
  async settled(page: Page, frames = 1): Promise<PageState | undefined> {
    await page.bringToFront();
    const tab = await this.own.evaluate(
      async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id,
    );
    return this.own.evaluate(
      (id, wanted) =>
        new Promise<PageState | undefined>((resolve) => {
          const told = new Map<string, PageState>();
          const port = chrome.tabs.connect(id ?? -1, { name: "watch" });
          port.onMessage.addListener((state: PageState) => {
            if (state.status === "waiting" || state.status === "reading") return;
            told.set(state.frame, state);
            const top = [...told.values()].find((each) => each.top);
            if (!top || told.size < wanted) return;
            port.disconnect();
            resolve(top);
          });
          port.onDisconnect.addListener(() => {
            void chrome.runtime.lastError;
            resolve(undefined);
          });
        }),
      tab,
      frames,
    );
  }

  close(): Promise<void> {
    return this.own.close();
  }
}
