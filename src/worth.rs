//! What a mark is worth on its page. Where much is claimed, tempting words mostly claim something; on a page that
//! claims little, tells of private things or says how a thing works, most of them are meant as they stand, and more so
//! in sentences about I, you, one or what may be.
//!
//! Weights, in hundredths, are those of a logistic regression over 922 marks on ordinary pages, each judged right or
//! silly by a reader, and over marked articles, those of `tests/gold` among them. Kinds that were right nearly everywhere
//! are left alone. Nothing is silenced: a mark weighs a point less, for where it is wrong a reader can still have it shown.
//!
//! Absent on purpose: words themselves. They told no more of pages that had not been read.

use crate::claim::Page;
use crate::pack::{ClassOf, Classes, class};
use crate::report::{Finding, SpeakerKind, Subtype};
use crate::settle::Mark;
use crate::signals::Signals;

/// Worth under which a mark weighs less.
const ENOUGH: f32 = 25.0;
const BASE: i16 = -9;
/// What is worth it on any page.
const WHEREVER: i16 = 1000;
/// What a reader asked for is worth it.
pub const OF_READER: i16 = i16::MAX;

const PRIVATE: f32 = -104.0;
/// Of the roots of shares of all words: whom one can blame, bodies, words of manuals, units.
pub const OF_PAGE: [f32; 4] = [225.0, 312.0, -219.0, -273.0];
/// Of the root of the points that other marks have in 100 words, up to so many.
const OF_OTHERS: f32 = 131.0;
const MOST_OTHERS: f32 = 6.0;
/// Words that a page has at least in this: one mark beside another is no crowd.
const FEWEST_WORDS: f32 = 150.0;

const fn of_kind(subtype: Subtype) -> i16 {
    match subtype {
        // Who is not named, and what is not there, is missed wherever it stands.
        Subtype::VagueAuthority | Subtype::Hearsay | Subtype::StatedAbsence => WHEREVER,
        Subtype::UniversalScope => -104,
        Subtype::UncitedEvidence => -50,
        Subtype::UniversalTime => -41,
        Subtype::Insinuation => -32,
        Subtype::AnonymousSource => -29,
        Subtype::Causal => -11,
        Subtype::Generic => -4,
        Subtype::ReportedConditional | Subtype::Speculation => 13,
        Subtype::Certainty => 18,
        Subtype::Consensus => 21,
        Subtype::Superlative => 31,
        Subtype::Magnitude => 73,
    }
}

const OF_WORDS: [(ClassOf, i16); 13] = [
    (class::FIRST_SUBJECT, -88),
    (class::REFERENCE_WORD, -75),
    (class::UNIT, -44),
    (class::FIRST_PERSON, -43),
    (class::SECOND_PERSON, -42),
    (class::INDEFINITE, -40),
    (class::MODAL, -33),
    (class::IMPERATIVE, -24),
    (class::INFINITIVE_MARKER, -22),
    (class::PRONOUN, -18),
    (class::NEGATION, -11),
    (class::ADVERB, 6),
    (class::BE, 28),
];

/// What its kind, its speaker and its sentence make a mark worth.
#[must_use]
pub fn of_sentence(s: &Signals, sentence: usize, finding: &Finding) -> i16 {
    let speaker = match finding.speaker.kind {
        SpeakerKind::Named => -36,
        SpeakerKind::Text => -55,
        _ => 0,
    };
    let words: i16 = OF_WORDS
        .iter()
        .filter(|(class, _)| s.speaks_of(sentence, Classes::of(&[*class])))
        .map(|(_, weight)| weight)
        .sum();
    BASE + of_kind(finding.subtype) + speaker + words
}

/// Whether a mark weighs a point less on this page; `points` are those of all marks read so far.
#[must_use]
pub fn is_little(mark: &Mark, page: &Page, points: f32) -> bool {
    let Some(own) = page.worth.filter(|_| mark.worth < OF_READER) else { return false };
    let others = (points - f32::from(mark.score)).max(0.0) * 100.0 / page.words.max(FEWEST_WORDS);
    let own = own + f32::from(page.private) * PRIVATE + others.min(MOST_OTHERS).sqrt() * OF_OTHERS;
    f32::from(mark.worth) + own < ENOUGH
}
