// `dist/demo/index.html`: each article with what the native engine finds in it, and the pictures of the browsers.
// The words are the extension's own, in the language of the article.

import english from "../../extension/_locales/en/messages.json" with { type: "json" };
import french from "../../extension/_locales/fr/messages.json" with { type: "json" };
import type { Finding, Report } from "../../extension/generated/report.js";
import { type Language, SEVERITIES } from "../../extension/names.js";
import { sourcesLine, voicesLine } from "../../extension/ui/voices.js";
import { type Catalogue, catalogueWords, type Words } from "../../extension/words.js";
import { inUtf16 } from "../../tests/boundary/native.js";
import type { Plan } from "./demo.js";
import { Html, html } from "./html.js";
import style from "./report.css";
import type { Surface } from "./surfaces.js";

const CATALOGUES: Record<Language, Catalogue> = { en: english, fr: french };

export interface Picture {
  file: string;
  what: "page" | "card" | "popup";
  article: string;
  browser: string;
}

export function reportOf(plan: Plan, pictures: readonly Picture[], surfaces: readonly Surface[]): string {
  const body = plan.articles.map(({ native, name }) => {
    const report = inUtf16(native.document, native.report);
    const language = languageOf(report);
    const words = catalogueWords(language, CATALOGUES[language]);
    const texts = native.document.blocks.map((block) => block.text);
    return html`<section lang="${words.language}" id="${name}">
      ${counts(report, words)}
      <div class="columns">
        <div class="stay"><article>${native.document.blocks.map((block, n) => blockOf(block.kind, block.text, n, report.findings))}</article></div>
        <ol class="findings">${report.findings.map((finding, n) => entry(finding, n, texts, words))}</ol>
      </div>
      <div class="pictures">${pictures.filter((each) => each.article === name).map(figure)}</div>
    </section>`;
  });
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Says Who: demo</title><style>${new Html(style)}</style></head>
<body><header><h1>Says Who</h1><p>${plan.articles.length === 1 ? "The article" : "The articles"} as the engine reads
them, and as they look in ${plan.browsers.map((each) => each.title).join(" and ")}. A mark never says false; no mark
never says verified.</p></header>
${body}
${surfaces.length > 0 ? surfacesOf(surfaces) : ""}
</body></html>
`.text;
}

/** The language of the article, for the words around it. */
export function languageOf(report: Report): Language {
  return report.summary.languages[0] === "fr" ? "fr" : "en";
}

function counts({ findings, summary }: Report, words: Words): Html {
  const of = (severity: Finding["severity"]) => findings.filter((each) => each.severity === severity).length;
  const levels = SEVERITIES.toReversed().map(
    (level) => html`<li><b>${of(level)}</b> ${words(`severity_${level}`)}</li>`,
  );
  return html`<ul class="counts">${levels}<li>${voicesLine(summary, words)}</li><li>${sourcesLine(summary, words)}</li></ul>`;
}

/** A block of the article, with its marks inside the text. */
function blockOf(kind: string, text: string, index: number, findings: readonly Finding[]): Html {
  const parts: Html[] = [];
  let at = 0;
  findings.forEach((finding, n) => {
    const { block, start, end } = finding.place;
    if (block !== index || start < at) return;
    parts.push(html`${text.slice(at, start)}`);
    parts.push(
      html`<a class="mark ${finding.category} ${finding.severity}" href="#f${n}-${index}">${text.slice(start, end)}<sup>${n + 1}</sup></a>`,
    );
    at = end;
  });
  const inside = html`${parts}${text.slice(at)}`;
  if (kind === "title") return html`<h2>${inside}</h2>`;
  if (kind === "heading") return html`<h3>${inside}</h3>`;
  return html`<p class="${kind}">${inside}</p>`;
}

function entry(finding: Finding, n: number, texts: readonly string[], words: Words): Html {
  const { place, speaker, subtype, severity, category } = finding;
  const trigger = texts[place.block]?.slice(place.start, place.end) ?? "";
  const who = [speaker.name, speaker.role, words(`speaker_${speaker.kind}`)].filter(Boolean).join(", ");
  const support = finding.support.map(
    ({ kind, place: { block, start, end } }) =>
      `${words(`support_${kind}`)} ${words("quoted", texts[block]?.slice(start, end) ?? "")}`,
  );
  return html`<li id="f${n}-${place.block}" class="${category} ${severity}">
    <strong>${trigger}</strong>
    <span class="kind">${words(`subtype_${subtype}`)} · ${words(`severity_${severity}`)}</span>
    <dl><dt>${words("card_who")}</dt><dd>${who}</dd>
    <dt>${words("card_missing")}</dt><dd>${finding.missing.map((each) => words(`missing_${each}`)).join(", ")}</dd>
    ${support.length > 0 ? html`<dt>${words("card_given")}</dt><dd>${support.join("; ")}</dd>` : ""}</dl>
    <q>${words(`question_${finding.question}`, trigger)}</q></li>`;
}

function surfacesOf(surfaces: readonly Surface[]): Html {
  const kinds = [...new Set(surfaces.map(({ what }) => what))].map(
    (what) =>
      html`<h3>${what}</h3><div class="pictures">${surfaces.filter((each) => each.what === what).map(surface)}</div>`,
  );
  return html`<section id="surfaces"><h2>Every surface</h2>${kinds}</section>`;
}

function surface({ file, what, language, shade, width }: Surface): Html {
  const about = `${language}, ${shade}, ${width}`;
  return html`<figure class="${width}"><a href="${file}"><img src="${file}" alt="${what}, ${about}" loading="lazy"></a>
    <figcaption>${about}</figcaption></figure>`;
}

function figure({ file, what, browser }: Picture): Html {
  return html`<figure><a href="${file}"><img src="${file}" alt="${what}, ${browser}" loading="lazy"></a>
    <figcaption>${browser}: ${what}</figcaption></figure>`;
}
