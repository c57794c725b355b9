//! The document as a whole: what repeats, whose voices it carries, and which paragraphs name no source.
//!
//! Absent on purpose: single claims (`rules/`, `severity.rs`), and what kind of text it is (`genre.rs`).

use crate::attribution::Attribution;
use crate::claim::{Genre, Page};
use crate::evidence::Evidence;
use crate::genre::Counts;
use crate::language;
use crate::report::{
    Block, BlockKind, Finding, Grade, LinkKind, Missing, Passage, Place, SpeakerKind, Subtype, Summary, Voice,
};
use crate::settle::Mark;
use crate::signals::Signals;
use crate::words::{Kind, Token, fold};
use crate::worth;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What one part of a long document must know of the parts before it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Carry {
    /// Subtype and content word of claims marked so far.
    pub marked: Vec<(Subtype, String)>,
    /// Of each headline, a number made of its words.
    pub titles: BTreeSet<u64>,
    pub summary: Option<Summary>,
    pub body_begun: bool,
    /// What was spoken so far.
    pub spread: language::Spread,
    counts: Counts,
}

/// Bytes of a carry stand as characters from the first printable one on: none is a control, which JSON writes in six.
const PRINTABLE: u32 = ' ' as u32;

impl Carry {
    /// From its text; one that is damaged, or of another build, is as if there were none.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let byte = |c: char| (c as u32).checked_sub(PRINTABLE).and_then(|byte| u8::try_from(byte).ok());
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
    }

    /// As text, for a [`Report`](crate::report::Report).
    #[must_use]
    pub fn written(&self) -> String {
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        bytes.into_iter().filter_map(|byte| char::from_u32(PRINTABLE + u32::from(byte))).collect()
    }
}

/// Share of words of illness and cure from which a text is about health.
const HEALTH: f32 = 0.014;

/// Tells what kind of text this is.
#[must_use]
pub fn page(blocks: &[Option<Signals>], carry: &mut Carry) -> Page {
    blocks.iter().flatten().for_each(|s| carry.counts.add(s));
    let counts = &carry.counts;
    let first_person = counts.words > 60.0 && counts.first_person * 28.0 > counts.words;
    let body = counts.titled && (counts.paragraphs >= 2.0 || counts.sentences >= 4.0);
    let lead = |s: &&Signals| {
        s.block.kind == BlockKind::Paragraph && s.tokens.iter().filter(|t| t.is_word()).take(6).count() == 6
    };
    Page {
        genre: counts.genre(),
        first_person,
        private: counts.private(),
        worth: counts.worth(),
        words: counts.words,
        health: counts.words > 60.0 && counts.health > HEALTH * counts.words,
        has_lead: body && !first_person && !carry.body_begun,
        lead_block: blocks.iter().flatten().find(lead).map(|s| s.number),
        floor: Vec::new(),
    }
}

/// Whether a headline repeats one that stands earlier (the title element and the h1, say).
#[must_use]
pub fn repeats_title(block: &Block, carry: &mut Carry) -> bool {
    if !matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    let mut hash = DefaultHasher::new();
    block.text.split_whitespace().for_each(|word| fold(word).hash(&mut hash));
    !carry.titles.insert(hash.finish())
}

/// A figure in a title stands or falls with the same figure in the text below: where that is sourced, so is the title.
pub fn figures_of_titles(marks: &mut Vec<Mark>, blocks: &[Option<Signals>]) {
    let title = |f: &Finding| {
        let block = blocks.get(f.place.block as usize).and_then(Option::as_ref);
        block.filter(|s| f.subtype == Subtype::UncitedEvidence && s.is_headline())
    };
    if !marks.iter().any(|mark| title(&mark.finding).is_some()) {
        return;
    }
    // Of the text below: every figure that no mark covers. Marks stand in the order of their blocks.
    let figures = marks.iter().map(|mark| &mark.finding).filter(|f| f.subtype == Subtype::UncitedEvidence);
    let mut marked = figures.peekable();
    let mut sourced: HashSet<&str> = HashSet::new();
    for s in blocks.iter().flatten() {
        while marked.next_if(|f| f.place.block < s.number).is_some() {}
        let own: Vec<Place> =
            std::iter::from_fn(|| marked.next_if(|f| f.place.block == s.number)).map(|f| f.place).collect();
        if s.is_headline() {
            continue;
        }
        let figures = s.tokens.iter().filter(|t| t.kind == Kind::Number);
        let free = figures.filter(|t| !own.iter().any(|p| p.start <= t.start && t.end <= p.end));
        sourced.extend(free.map(|t| t.span().of(s.text())));
    }
    marks.retain(|Mark { finding, .. }| {
        let Some(s) = title(finding) else { return true };
        let within = |t: &&Token| t.start >= finding.place.start && t.end <= finding.place.end;
        let mut figures = s.tokens.iter().filter(|t| t.kind == Kind::Number).filter(within).peekable();
        figures.peek().is_none() || !figures.all(|t| sourced.contains(t.span().of(s.text())))
    });
}

/// Takes a point off marks that are worth little on this page, unless they lost one for standing earlier already.
pub fn lower_little(marks: &mut [Mark], page: &Page, carry: &mut Carry) {
    carry.counts.points += marks.iter().map(|mark| f32::from(mark.score)).sum::<f32>();
    for mark in marks {
        if !mark.finding.repeat && worth::is_little(mark, page, carry.counts.points) {
            mark.lower();
        }
    }
}

/// Takes a point off claims that stand earlier already, down to low (guidelines §6).
pub fn lower_repeats(marks: &mut [Mark], carry: &mut Carry) {
    let mut marked: HashSet<(Subtype, String)> = carry.marked.iter().cloned().collect();
    for mark in marks {
        let subtype = mark.finding.subtype;
        let absence = subtype == Subtype::StatedAbsence;
        // Two thirds of its words: one word shared makes no claim the same claim.
        let known = mark.stems.iter().filter(|stem| marked.contains(&(subtype, (*stem).clone()))).count();
        // No answer said once is no document said yet. With a space: no word of a claim is spelled so.
        let reply = mark.finding.missing.contains(&Missing::Reply);
        let kind = (subtype, if reply { "no reply" } else { "no document" }.to_string());
        let again = if absence { marked.contains(&kind) } else { known > 0 && known * 3 >= mark.stems.len() * 2 };
        if again {
            mark.finding.repeat = true;
            mark.lower();
        }
        if absence && marked.insert(kind.clone()) {
            carry.marked.push(kind);
        }
        for stem in &mark.stems {
            let stem = (subtype, stem.clone());
            if marked.insert(stem.clone()) {
                carry.marked.push(stem);
            }
        }
    }
}

/// Adds one block's sentences to the summary, and grades the paragraph.
pub fn account(
    s: &Signals,
    attributions: &[&Attribution],
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
        if let Some(voice) = summary.voices.iter_mut().find(|v| v.name == name) {
            voice.times += 1;
            if kind == SpeakerKind::Interested {
                voice.kind = kind;
            }
        } else {
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
    if s.block.kind != BlockKind::Paragraph
        || page.genre != Genre::Claims
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
