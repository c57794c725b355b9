//! **A new study, nearly 60 percent, a leaked memo**: evidence is invoked but cannot be found.
//!
//! *Why it matters.* With an author, a date, a title or a link anybody could look it up.
//!
//! *Passes.* An author and a year, a pollster with dates, an official count, prices and ages, a quotation whose speaker
//! stands next to it.
//!
//! fr: **Une étude révèle** que le café allonge la vie.
//! en: **Three in four parents** are worried.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::attribution::Attribution;
use crate::pack::class;
use crate::report::{Missing, Question, SpeakerKind, Subtype};
use crate::signals::{Quote, Signals};
use crate::words::{CAP, Kind};

pub const RULE: Rule = Rule {
    subtype: Subtype::UncitedEvidence,
    missing: &[Missing::Document, Missing::Who],
    question: Question::WhichDocument,
    guards: SOURCELESS,
    examine,
};

/// The sense by which a pack asks for quotations without a speaker; it has no patterns.
pub const ORPHAN: &str = "orphan_quote";

/// Words that a quotation has at least (guidelines §4.11; elided words do not count, decree 34).
const LEAST: usize = 4;

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}

/// Quotations in a sentence that nobody in it or beside it says: tokens between the marks.
#[must_use]
pub fn orphans(s: &Signals, sentence: usize, all: &[Vec<Attribution>]) -> Vec<(usize, usize)> {
    let range = s.sentences[sentence];
    let spoken = |n: usize| all.get(n).is_some_and(|a| a.iter().any(|a| a.source.kind != SpeakerKind::Text));
    let before = sentence > 0 && (spoken(sentence - 1) || says(s, sentence - 1));
    if s.is_headline() || before || spoken(sentence) || says(s, sentence) || spoken(sentence + 1) {
        return Vec::new();
    }
    s.quotes
        .iter()
        .filter(|q| q.closed && q.first >= range.first && q.last <= range.last)
        .filter(|q| is_statement(s, **q) && !announced(s, range.first, **q) && !owned(s, **q))
        .map(|q| (q.first, q.last))
        .collect()
}

/// A verb of saying outside quotation marks: somebody speaks, even where the text leaves open who « il » is.
fn says(s: &Signals, sentence: usize) -> bool {
    let range = s.sentences[sentence];
    (range.first..range.last).any(|at| {
        let participle = s.is(at, class::SAY_PAST_PARTICIPLE)
            && (range.first..at).rev().take(3).any(|i| s.is(i, class::AUXILIARY) || s.is(i, class::HAVE));
        (s.is(at, class::SAY_FINITE) || participle) && s.quote_at(at).is_none()
    })
}

/// A slogan, a title: what stands right before the quotation says so. So does the number of a section.
fn announced(s: &Signals, low: usize, quote: Quote) -> bool {
    let number =
        |back: usize| quote.first.checked_sub(back).is_some_and(|at| at >= low && s.tokens[at].kind == Kind::Number);
    number(2)
        || number(3) && s.mark(quote.first - 2, ',')
        || s.any((quote.first.saturating_sub(4).max(low), quote.first), class::SLOGAN_NOUN)
}

/// « … » de Valérie Roy.
fn owned(s: &Signals, quote: Quote) -> bool {
    let name = |at: usize| s.tokens.get(at).is_some_and(|t| t.is(CAP)) && !s.is(at, class::NOT_A_NAME);
    s.is(quote.last + 1, class::OF) && (name(quote.last + 2) || name(quote.last + 3))
}

/// Four words and a verb: no title, slogan, or word held with tongs.
fn is_statement(s: &Signals, quote: Quote) -> bool {
    let words: Vec<usize> = (quote.first..quote.last)
        .filter(|at| s.tokens[*at].kind == Kind::Word && !s.word(*at).ends_with(['\'', '\u{2019}']))
        .collect();
    let capitals = words.iter().filter(|at| s.tokens[**at].is(CAP)).count();
    let verb = words.iter().any(|at| {
        s.is(*at, class::AUXILIARY)
            || s.is(*at, class::BE)
            || s.is(*at, class::MODAL)
            || s.is(*at, class::SAY_FINITE)
            || s.is(*at, class::PRONOUN)
    });
    // a question states nothing
    let asked = s.mark(quote.last - 1, '?');
    words.len() >= LEAST && verb && !asked && capitals * 2 < words.len()
}
