// What is drawn on the screen, as colours.

import type { Page } from "puppeteer-core";

export interface Drawn {
  /** The colour that most of the picture has, and the one that stands out most against it. */
  ground: number[];
  ink: number[];
  /** Between the two, as WCAG counts it. */
  contrast: number;
}

/** A picture of the lines of some painted words. */
export async function pictureOf(page: Page, words: string): Promise<string> {
  const clip = await page.evaluate(placeOf, words);
  if (!clip) throw new Error(`“${words}” is not in the page`);
  return page.screenshot({ clip, encoding: "base64" });
}

/** Runs in the page, alone: where words stand, in open shadow roots too, scrolled into view. */
function placeOf(words: string): { x: number; y: number; width: number; height: number } | null {
  const roots: (Document | ShadowRoot)[] = [document];
  for (const root of roots) {
    for (const each of root.querySelectorAll("*")) if (each.shadowRoot) roots.push(each.shadowRoot);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = (node as Text).data.indexOf(words);
      if (at < 0) continue;
      node.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + words.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + scrollX, y: y + scrollY, width, height: height + 4 };
    }
  }
  return null;
}

/** How the line is drawn that a picture of words without descenders has under them, if it has one. */
export function lineOf(page: Page, picture: string): Promise<"wave" | "dashes" | "none"> {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (!context) throw new Error("nothing to draw on");
    context.drawImage(image, 0, 0);
    const { data: bytes } = context.getImageData(0, 0, width, height);
    const light = (x: number, y: number) => {
      const at = 4 * (y * width + x);
      return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) + (bytes[at + 2] ?? 0);
    };
    const all = Array.from({ length: width * height }, (_, n) => light(n % width, Math.floor(n / width)));
    const counts = new Map<number, number>();
    for (const each of all) counts.set(each, (counts.get(each) ?? 0) + 1);
    const [ground = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const most = Math.max(...all.map((each) => Math.abs(each - ground)));
    // The lower quarter, below the letters: each row as what is drawn in it, if that is neither nothing nor all.
    const rows = Array.from({ length: Math.floor(height / 4) }, (_, n) => height - 1 - n)
      .map((y) => Array.from({ length: width }, (_, x) => Math.abs(light(x, y) - ground) > most / 2))
      .filter((row) => row.includes(true) && row.includes(false));
    const [first] = rows;
    if (!first) return "none";
    const unlike = rows.map((row) => row.filter((ink, x) => ink !== first[x]).length / width);
    return Math.max(...unlike) > 0.2 ? "wave" : "dashes";
  }, picture);
}

/** Reads a picture, in a page that may. */
export function colours(page: Page, picture: string): Promise<Drawn> {
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("nothing to draw on");
    context.drawImage(image, 0, 0);
    const bytes = context.getImageData(0, 0, image.width, image.height).data;
    const counts = new Map<string, number>();
    for (let i = 0; i < bytes.length; i += 4) {
      const colour = `${bytes[i]} ${bytes[i + 1]} ${bytes[i + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const luminance = (colour: string) =>
      colour
        .split(" ")
        .map((byte) => Number(byte) / 255)
        .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
        .reduce((sum, part, n) => sum + part * ([0.2126, 0.7152, 0.0722][n] ?? 0), 0);
    const contrast = (a: string, b: string) => {
      const [x, y] = [luminance(a) + 0.05, luminance(b) + 0.05];
      return Math.max(x, y) / Math.min(x, y);
    };
    const [ground = ""] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    const [ink = ""] = [...counts.keys()].sort((a, b) => contrast(b, ground) - contrast(a, ground));
    const parts = (colour: string) => colour.split(" ").map(Number);
    return { ground: parts(ground), ink: parts(ink), contrast: contrast(ink, ground) };
  }, picture);
}
