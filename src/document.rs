//! The document as a whole: what kind of text it is, what repeats, whose voices it carries, and which paragraphs
//! name no source.
//!
//! Absent on purpose: single claims (`rules/`, `severity.rs`).

use crate::attribution::Attribution;
use crate::claim::Page;
use crate::evidence::Evidence;
use crate::pack::class;
use crate::report::{
    Block, BlockKind, Finding, Grade, LinkKind, Passage, Place, Severity, SpeakerKind, Subtype, Summary, Voice,
};
use crate::signals::Signals;
use crate::words::{Kind, fold};
use serde::{Deserialize, Serialize};

/// What one part of a long document must know of the parts before it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Carry {
    /// Subtype and content word of claims marked so far.
    pub marked: Vec<(Subtype, String)>,
    pub titles: Vec<String>,
    pub summary: Option<Summary>,
    pub body_begun: bool,
}

/// Tells what kind of text this is.
#[must_use]
pub fn page(blocks: &[Option<Signals>], carry: &Carry) -> Page {
    let mut page = Page::default();
    let titled = blocks.iter().flatten().any(|s| s.block.kind == BlockKind::Title);
    let mut paragraphs = 0_u32;
    let (mut words, mut first_person, mut second_person, mut instructing, mut sentences) =
        (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let mut dialogue = 0_u32;
    let mut narrative = 0_u32;
    let mut reference = 0_u32;
    for s in blocks.iter().flatten() {
        if s.block.kind == BlockKind::Paragraph {
            paragraphs += 1;
        }
        dialogue += u32::from(s.tokens.first().is_some_and(|t| matches!(t.kind, Kind::Mark('—'))));
        for (n, sentence) in s.sentences.iter().enumerate() {
            sentences += 1;
            let start = (sentence.first..sentence.last).find(|at| s.tokens[*at].is_word());
            instructing += u32::from(
                start.is_some_and(|at| s.is(at, class::IMPERATIVE))
                    || s.any((sentence.first, sentence.last), class::INSTRUCTION),
            );
            narrative += u32::from(s.list(n, "narrative").next().is_some());
        }
        for at in 0..s.tokens.len() {
            if s.tokens[at].is_word() {
                words += 1;
                reference += u32::from(s.is(at, class::REFERENCE_WORD));
                if s.quote_at(at).is_none() {
                    first_person += u32::from(s.is(at, class::FIRST_PERSON));
                    second_person += u32::from(s.is(at, class::SECOND_PERSON));
                }
            }
        }
    }
    page.first_person = words > 60 && first_person * 28 > words;
    page.instructs = sentences >= 4 && instructing * 3 >= sentences && second_person * 8 < words;
    page.reference = words > 60 && reference * 16 > words;
    page.fiction = sentences >= 6 && (dialogue * 5 >= paragraphs.max(1) && dialogue >= 3 || narrative * 3 >= sentences);
    page.has_lead = titled && (paragraphs >= 2 || sentences >= 4) && !page.first_person && !carry.body_begun;
    page.lead_block = blocks
        .iter()
        .flatten()
        .find(|s| s.block.kind == BlockKind::Paragraph && s.tokens.iter().filter(|t| t.is_word()).count() >= 6)
        .map(|s| s.number);
    page
}

/// Whether a headline repeats one that stands earlier (the title element and the h1, say).
#[must_use]
pub fn repeats_title(block: &Block, titles: &mut Vec<String>) -> bool {
    if !matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    let folded: String = block.text.split_whitespace().map(fold).collect::<Vec<_>>().join(" ");
    if titles.contains(&folded) {
        return true;
    }
    titles.push(folded);
    false
}

/// Takes a point off claims that stand earlier already, down to low (guidelines §6).
pub fn lower_repeats(findings: &mut [(Finding, i8, Vec<String>)], carry: &mut Carry) {
    for (finding, score, stems) in findings {
        let absence = finding.subtype == Subtype::StatedAbsence;
        let again = if absence {
            carry.marked.iter().any(|(s, _)| *s == Subtype::StatedAbsence)
        } else {
            stems.iter().any(|stem| carry.marked.iter().any(|(s, m)| *s == finding.subtype && m == stem))
        };
        if again {
            finding.repeat = true;
            *score = (*score - 1).max(1);
            finding.severity = match *score {
                ..=1 => Severity::Low,
                2 => Severity::Medium,
                _ => Severity::High,
            };
        }
        let subtype = finding.subtype;
        carry.marked.extend(stems.iter().map(|stem| (subtype, stem.clone())));
    }
}

/// Adds one block's sentences to the summary, and grades the paragraph.
pub fn account(
    s: &Signals,
    attributions: &[Attribution],
    evidence: &[Evidence],
    page: &Page,
    summary: &mut Summary,
) -> Option<Passage> {
    let words = s.tokens.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number)).count() as u32;
    summary.words += words;
    summary.sentences += s.sentences.len() as u32;
    for e in evidence {
        summary.figures += e.figures.len() as u32;
        summary.documents += e.documents.len() as u32;
        summary.notes += e.notes.len() as u32;
    }
    summary.links += s
        .block
        .links
        .iter()
        .filter(|l| matches!(l.kind, LinkKind::Document | LinkKind::OtherSite | LinkKind::SameSite))
        .count() as u32;
    for attribution in attributions {
        let kind = attribution.source.kind;
        if !matches!(kind, SpeakerKind::Named | SpeakerKind::Interested) {
            continue;
        }
        let Some(name) = attribution.source.name.clone() else { continue };
        match summary.voices.iter_mut().find(|v| v.name == name) {
            Some(voice) => {
                voice.times += 1;
                if kind == SpeakerKind::Interested {
                    voice.kind = kind;
                }
            }
            None => {
                let span = s.span(attribution.cue);
                summary.voices.push(Voice {
                    name,
                    role: attribution.source.role.clone(),
                    kind,
                    times: 1,
                    place: Place { block: s.number, start: span.start, end: span.end },
                });
            }
        }
    }
    if s.block.kind != BlockKind::Paragraph
        || page.fiction
        || page.instructs
        || page.first_person
        || words < 18
        || s.sentences.len() < 2 && words < 30
    {
        return None;
    }
    let links = s.block.links.iter().any(|l| matches!(l.kind, LinkKind::Document | LinkKind::OtherSite));
    let cited = links || evidence.iter().any(|e| !e.documents.is_empty() || !e.notes.is_empty());
    let has = |kind: SpeakerKind| attributions.iter().any(|a| a.source.kind == kind);
    let grade = if cited || has(SpeakerKind::Named) {
        Grade::Sourced
    } else if has(SpeakerKind::Interested) {
        Grade::Interested
    } else if attributions.iter().any(|a| a.source.kind != SpeakerKind::Text) {
        Grade::Unnamed
    } else {
        Grade::Nobody
    };
    summary.graded += 1;
    summary.unsourced += u32::from(matches!(grade, Grade::Nobody | Grade::Unnamed));
    Some(Passage { block: s.number, grade })
}
