// One kind of browser twice, with the extension and with one that does nothing, and what a page looks like in both.

import type { Page } from "puppeteer-core";
import type { Block, Finding } from "../../extension/generated/report.js";
import type { PageState } from "../../extension/messages.js";
import { launch, type Session } from "../../tests/browser/session.js";
import { type Heard, Watcher } from "../../tests/browser/state.js";
import { type Painted, painted } from "./pages-painted.js";
import { EMPTY, type PageMark, type PageResult, type Plan } from "./pages-types.js";
import { beyond, type Visit, visit } from "./pages-visit.js";

type Kind = Plan["browsers"][number];

/** What a browser looks for by itself, at times and at times not: an icon, a manifest. Our scripts fetch nothing. */
const OWN_WISHES = /^(?:Failed to load resource|Manifest fetch)\b/;
/** A mark that stands in more text nodes is not looked for. */
const MOST_PIECES = 8;
/** Pieces of a changed page that are shown. */
const SHOWN = 5;

interface Running {
  session: Session;
  watcher: Watcher;
  idle: Session;
}

export class Pair {
  private running: Promise<Running> | undefined;

  constructor(
    private readonly kind: Kind,
    private readonly origin: string,
    private readonly pictures: string,
  ) {}

  /** Starts both browsers; a browser that does not start is no fault of a page. */
  async begin(): Promise<void> {
    this.running = start(this.kind);
    await this.running;
  }

  async look(file: string): Promise<PageResult> {
    const about = { file, browser: this.kind.name };
    try {
      this.running ??= start(this.kind);
      return { ...EMPTY, ...about, problem: null, ...(await this.compare(await this.running, file)) };
    } catch (error) {
      // Whatever it was, the next page gets browsers that are well.
      await this.close();
      return { ...EMPTY, ...about, problem: error instanceof Error ? error.message : String(error) };
    }
  }

  async close(): Promise<void> {
    const running = await this.running?.catch(() => undefined);
    this.running = undefined;
    for (const session of [running?.session, running?.idle]) await session?.close().catch(() => undefined);
  }

  private async compare({ session, watcher, idle }: Running, file: string): Promise<Partial<PageResult>> {
    const path = `/${file.split("/").map(encodeURIComponent).join("/")}`;
    const picture = `${file.replaceAll(/[^\w.-]/g, "-")}-${this.kind.name}.webp`;
    await watcher.heard();
    const faultsBefore = session.faults.length;
    let state: PageState | undefined;
    let places: Painted[] = [];
    let declared: string | null = null;
    const settle = async (page: Page) => {
      state = await watcher.settled(page);
    };
    const look = async (page: Page) => {
      places = await painted(page);
      declared = await page.evaluate(() => document.documentElement.lang || null);
      await showFirst(page, places);
      await page.screenshot({ path: `${this.pictures}/${picture}`, type: "webp", quality: 60 });
    };
    const here = await visit(session, this.origin, path, settle, look);
    const alone = await visit(idle, this.origin, path, nothing, nothing);
    // What a page makes of itself, and what fails in it, differs from visit to visit: another tells the rest.
    let changes = beyond(here.dom, [alone.dom]);
    let errors = newErrors(here, [alone]);
    const own = changes.length > 0;
    if (own || errors.length > 0) {
      const again = await visit(idle, this.origin, path, nothing, nothing);
      changes = beyond(here.dom, [alone.dom, again.dom]);
      errors = newErrors(here, [alone, again]);
    }
    const asked = await watcher.heard();
    return {
      declared,
      ...(await said(watcher, asked, state, places)),
      errors: [...errors, ...session.faults.slice(faultsBefore)],
      dom: changes.length > 0 ? "changed" : own ? "own" : "same",
      changes: changes.slice(0, SHOWN).map((piece) => piece.slice(0, 200)),
      script: here.slices,
      idle: alone.slices,
      read_ms: here.settled,
      picture: `pictures/${picture}`,
    };
  }
}

async function start(kind: Kind): Promise<Running> {
  const session = await launch(kind.name, { program: kind.program, extension: kind.extension });
  try {
    const watcher = await Watcher.open(session);
    return {
      session,
      watcher,
      idle: await launch(kind.name, { program: kind.program, extension: kind.idle, idle: true }),
    };
  } catch (error) {
    await session.close();
    throw error;
  }
}

async function nothing(): Promise<void> {}

/** What failed with the extension and in none of the visits without it. */
function newErrors(here: Visit, alone: readonly Visit[]): string[] {
  const known = new Set(alone.flatMap(({ errors }) => errors));
  return here.errors.filter((error) => !OWN_WISHES.test(error) && !known.has(error));
}

/** What was read and marked, from the page's questions, the engine's answers, and what is painted. */
async function said(
  watcher: Watcher,
  asked: Heard[],
  state: PageState | undefined,
  places: Painted[],
): Promise<Partial<PageResult>> {
  if (!state) return { problem: "the content script did not answer" };
  const findings: { finding: Finding; block: Block | undefined }[] = [];
  let bytes = 0;
  let blocks = 0;
  for (const { text, bytes: sent } of asked) {
    bytes += sent;
    if (!text) continue;
    blocks += text.blocks.length;
    const answer = await watcher.read(text);
    bytes += answer.bytes;
    for (const finding of answer.report.findings) findings.push({ finding, block: text.blocks[finding.place.block] });
  }
  const left = [...places];
  const marks = state.marks
    .filter((mark) => !mark.held)
    .map((mark): PageMark => {
      const found = findings.find(
        ({ finding, block }) =>
          finding.subtype === mark.subtype && block?.text.slice(finding.place.start, finding.place.end) === mark.words,
      );
      const place = takePlace(left, mark.words);
      return {
        words: mark.words,
        claim: mark.claim,
        subtype: mark.subtype,
        severity: mark.severity,
        kind: found?.block?.kind ?? "unknown",
        language: found?.finding.sense.split("/")[0] ?? "",
        outside: place ? place.outside : "not painted",
      };
    });
  const { summary } = state;
  return {
    ...(state.status === "failed" && { problem: "the engine failed" }),
    languages: summary.languages,
    blocks,
    words: summary.words,
    unread: state.unread,
    marks,
    graded: summary.graded,
    unsourced: summary.unsourced,
    messages: asked.length,
    bytes,
  };
}

/** Takes out of some painted places the one that has these words: one, or as many as the page's own elements cut it into. */
function takePlace(places: Painted[], words: string): Painted | undefined {
  for (let pieces = 1; pieces <= MOST_PIECES; pieces++) {
    for (let at = 0; at + pieces <= places.length; at++) {
      const some = places.slice(at, at + pieces);
      if (!same(some.map((place) => place.words).join(""), words)) continue;
      places.splice(at, pieces);
      return some.find((place) => place.outside !== null) ?? some[0];
    }
  }
  return undefined;
}

/** Painted words keep the page's line breaks, and what it says of where a word may break. */
function same(one: string, other: string): boolean {
  const plain = (text: string) =>
    text
      .replace(/[\u00AD\u200B]/g, "")
      .replace(/\s+/g, " ")
      .trim();
  return plain(one) === plain(other);
}

/** The first mark a reader would see, in the middle of the screen. */
async function showFirst(page: Page, places: Painted[]): Promise<void> {
  const first = places.find((place) => place.outside === null);
  if (!first) return;
  await page.evaluate((words) => {
    for (const highlight of CSS.highlights.values()) {
      for (const each of highlight) {
        const range = document.createRange();
        range.setStart(each.startContainer, each.startOffset);
        range.setEnd(each.endContainer, each.endOffset);
        if (range.toString() !== words) continue;
        each.startContainer.parentElement?.scrollIntoView({ block: "center", behavior: "instant" });
        return;
      }
    }
  }, first.words);
}
