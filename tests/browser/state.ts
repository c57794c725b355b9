// What a page's content script says of it to whoever watches: the same words that the popup is drawn from.

import type { Page } from "puppeteer-core";
import type { PageState } from "../../extension/messages.js";
import type { Session } from "./session.js";

/** Asks through a page of the extension's own, as the popup does. */
export class Watcher {
  private constructor(private readonly own: Page) {}

  static async open(session: Session): Promise<Watcher> {
    return new Watcher(await session.openOwn("options/options.html"));
  }

  /** Waits until a page is read, switched off or failed, and gives its state; none where no content script is. */
  async settled(page: Page): Promise<PageState | undefined> {
    await page.bringToFront();
    const tab = await this.own.evaluate(
      async () => (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id,
    );
    return this.own.evaluate(
      (id) =>
        new Promise<PageState | undefined>((resolve) => {
          const port = chrome.tabs.connect(id ?? -1, { name: "watch" });
          port.onMessage.addListener((state: PageState) => {
            if (!state.top || state.status === "waiting" || state.status === "reading") return;
            port.disconnect();
            resolve(state);
          });
          port.onDisconnect.addListener(() => {
            void chrome.runtime.lastError;
            resolve(undefined);
          });
        }),
      tab,
    );
  }

  close(): Promise<void> {
    return this.own.close();
  }
}
