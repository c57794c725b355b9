// Reports of the native engine, whose offsets are bytes, with the offsets that JavaScript counts in. Not the
// engine's own conversion: a test compares the two.

import type { Document, Place, Report } from "../../extension/generated/report.js";

/** A line of `xtask-glue read`. */
export interface NativeReport {
  file: string;
  document: Document;
  report: Report;
}

/** The same document with its links' offsets in UTF-16 code units. */
export function asked(document: Document): Document {
  const blocks = document.blocks.map((block) => {
    const units = unitsOfBytes(block.text);
    const links = block.links.map((link) => ({ ...link, start: units[link.start] ?? -1, end: units[link.end] ?? -1 }));
    return { ...block, links };
  });
  return { ...document, blocks };
}

/** The same report with every offset in UTF-16 code units. */
export function inUtf16(document: Document, report: Report): Report {
  const units = document.blocks.map((block) => unitsOfBytes(block.text));
  const turn = (place: Place): Place => ({
    block: place.block,
    start: units[place.block]?.[place.start] ?? -1,
    end: units[place.block]?.[place.end] ?? -1,
  });
  return {
    ...report,
    findings: report.findings.map((finding) => ({
      ...finding,
      place: turn(finding.place),
      claim: turn(finding.claim),
      speaker: { ...finding.speaker, cue: finding.speaker.cue && turn(finding.speaker.cue) },
      support: finding.support.map((support) => ({ ...support, place: turn(support.place) })),
    })),
    summary: {
      ...report.summary,
      voices: report.summary.voices.map((voice) => ({ ...voice, place: turn(voice.place) })),
    },
  };
}

/** For each byte offset of a text that starts a character, the UTF-16 offset. */
function unitsOfBytes(text: string): number[] {
  const units: number[] = [];
  let byte = 0;
  let unit = 0;
  for (const character of text) {
    units[byte] = unit;
    byte += Buffer.byteLength(character);
    unit += character.length;
  }
  units[byte] = unit;
  return units;
}
