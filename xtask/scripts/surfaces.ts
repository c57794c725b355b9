// Every surface as a reader may meet it: light and dark, French and English, wide and narrow. Chromium draws them;
// how they look in Firefox is seen beside the articles.

import type { Page } from "puppeteer-core";
import { middleOf, someMarks } from "../../tests/browser/marks.js";
import type { Site } from "../../tests/browser/server.js";
import type { Session } from "../../tests/browser/session.js";

export interface Surface {
  file: string;
  what: string;
  language: "fr" | "en";
  shade: "light" | "dark" | "forced colours";
  width: "wide" | "narrow";
}

const SHADES = ["light", "dark"] as const;
const WIDTHS = { wide: 1000, narrow: 390 } as const;
/** A popup is as wide as it wants, or as a menu's panel lets it. */
const POPUP_WIDTHS = { wide: 376, narrow: 260 } as const;
const PAGES = ["options", "welcome", "help"] as const;

/** Takes all pictures of one language into a folder. */
export async function takeSurfaces(
  session: Session,
  site: Site,
  language: Surface["language"],
  article: string,
  folder: string,
): Promise<Surface[]> {
  const surfaces: Surface[] = [];
  await speak(session, language);
  // The article as a page that follows the reader's theme.
  const themed = "<style>:root { color-scheme: light dark } body { color: CanvasText; background: Canvas }</style>";
  const body = article.replace("</head>", `${themed}</head>`);
  const url = site.serve(`/surfaces-${language}`, { body });

  const take = async (page: Page, surface: Omit<Surface, "file" | "language">, whole: boolean) => {
    const { what, shade, width } = surface;
    const file = `${what}-${language}-${shade.replace(" ", "-")}-${width}.webp`;
    await page.screenshot({ path: `${folder}/${file}`, type: "webp", quality: 82, fullPage: whole });
    surfaces.push({ ...surface, file, language });
  };

  for (const shade of SHADES) {
    for (const width of ["wide", "narrow"] as const) {
      const page = await session.open(url);
      await look(page, shade, WIDTHS[width]);
      const shown = await someMarks(page);
      const mark = shown.find(({ kind }) => kind.includes("-high-")) ?? shown[0];
      await page.evaluate(() => scrollTo(0, 0));
      await take(page, { what: "marks", shade, width }, false);
      await openCardAt(page, mark?.text ?? "");
      await take(page, { what: "card", shade, width }, false);
      if (shade === "light" && width === "wide") {
        await forceColours(page);
        // What is painted is chosen when the page is read.
        await page.reload();
        await openCardAt(page, mark?.text ?? "");
        await take(page, { what: "card", shade: "forced colours", width }, false);
      }
      const popup = await session.openPopup(page);
      await look(popup, shade, POPUP_WIDTHS[width]);
      await popup.waitForSelector(".marks li");
      await popup.evaluate((narrow) => document.documentElement.classList.toggle("given", narrow), width === "narrow");
      await still(popup);
      await take(popup, { what: "popup", shade, width }, true);
      await popup.close();
      await page.close();
      for (const what of PAGES) {
        const own = await session.openOwn(`${what}/${what}.html`);
        await look(own, shade, WIDTHS[width]);
        await own.waitForSelector("main");
        await still(own);
        await take(own, { what, shade, width }, true);
        await own.close();
      }
    }
  }
  await speak(session, "auto");
  return surfaces;
}

async function openCardAt(page: Page, words: string): Promise<void> {
  await someMarks(page);
  const { x, y } = await middleOf(page, words);
  await page.mouse.click(x, y);
  await page.waitForSelector("says-who-card");
  await still(page);
}

async function look(page: Page, shade: "light" | "dark", width: number): Promise<void> {
  await page.bringToFront();
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: shade },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
}

/** puppeteer does not know this feature, Chromium does. */
async function forceColours(page: Page): Promise<void> {
  const protocol = await page.createCDPSession();
  await protocol.send("Emulation.setEmulatedMedia", { features: [{ name: "forced-colors", value: "active" }] });
}

/** Waits until what was asked of the page has been drawn. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished));
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

async function speak(session: Session, language: Surface["language"] | "auto"): Promise<void> {
  const own = await session.openOwn("help/help.html");
  await own.evaluate((chosen) => chrome.storage.local.set({ interface: chosen }), language);
  await own.close();
}
