//! Which of the marks that stand in one sentence are kept.
//!
//! Absent on purpose: anything that looks beyond the sentence (`document.rs`).

use crate::attribution::Attribution;
use crate::names::{self, VERBAL};
use crate::order;
use crate::pack::{Classes, class};
use crate::report::{Category, Finding, Missing, Severity, SpeakerKind, Subtype, SupportKind};
use crate::severity;
use crate::signals::Signals;
use crate::words::Kind;

/// [`Finding::sense`] of a mark that a phrase of the reader's own asked for.
pub const READER: &str = "reader";

/// Marks at most in one sentence (decree 16).
const MOST_IN_SENTENCE: usize = 2;

/// Words that a painted phrase is read on for at most: preposition, article, noun and what is beside it.
const MOST_READ_ON: usize = 4;

/// A claim that stands after guards and rule, with its points.
pub struct Draft {
    pub finding: Finding,
    pub score: i8,
    /// What it is worth by its kind and its sentence (`worth.rs`).
    pub worth: i16,
    pub paint: (usize, usize),
}

/// A claim that is kept, for what only the document knows.
pub struct Mark {
    pub finding: Finding,
    pub score: i8,
    pub worth: i16,
    /// Of its content words, the first letters.
    pub stems: Vec<String>,
}

impl Mark {
    /// Takes a point off, down to low.
    pub fn lower(&mut self) {
        self.score = (self.score - 1).max(1);
        self.finding.severity = severity::level(self.score).unwrap_or(Severity::Low);
    }
}

/// One mark per place: within a category the higher subtype (guidelines §2), across categories the one whose
/// missing item is *who*; then the two weightiest of the sentence.
#[must_use]
pub fn settle(s: &Signals, sentence: usize, drafts: Vec<Draft>) -> Vec<Draft> {
    // The reader's own first, then sourceless ones, the higher subtype, the longer, the weightier, the earlier.
    let drafts = order::by_key(drafts, |d| {
        let sweeping = d.finding.category != Category::MissingSource;
        let kind = u64::from(d.finding.sense != READER) << 6 | u64::from(sweeping) << 5 | d.finding.subtype as u64;
        let shortness = u64::from(u16::MAX) - ((d.paint.1 - d.paint.0) as u64).min(u64::from(u16::MAX));
        (kind << 16 | shortness) << 32 | lightness(d) << 24 | (d.paint.0 as u64).min(0xff_ffff)
    });
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        match kept.iter_mut().find(|k| k.paint.0 < draft.paint.1 && draft.paint.0 < k.paint.1) {
            Some(over) => {
                let subtype = draft.finding.subtype;
                if over.finding.subtype != subtype && !over.finding.also.contains(&subtype) {
                    over.finding.also.push(subtype);
                }
            }
            None => kept.push(draft),
        }
    }
    // “One of them, who asked not to be named, said …”: the clause is the source's own, marked already.
    let unnamed = |d: &Draft| d.finding.subtype == Subtype::AnonymousSource;
    let condition =
        |d: &Draft| unnamed(d) && d.finding.sense.ends_with("/anonymity") && s.is(d.paint.0, class::RELATIVE);
    if kept.iter().any(|d| unnamed(d) && !condition(d)) {
        kept.retain(|d| !condition(d));
    }
    if kept.len() > MOST_IN_SENTENCE {
        kept = order::by_key(kept, |d| lightness(d) << 8 | d.finding.subtype as u64);
        // A second mark of a kind says the same of the sentence again: it gives way to another kind.
        let mut seen: Vec<Subtype> = Vec::new();
        let (mut ranked, again): (Vec<Draft>, Vec<Draft>) = kept.into_iter().partition(|d| {
            let new = !seen.contains(&d.finding.subtype);
            seen.push(d.finding.subtype);
            new
        });
        ranked.extend(again);
        kept = ranked;
        kept.truncate(MOST_IN_SENTENCE);
    }
    let mut kept = order::by_key(kept, |d| order::pair(d.paint.0, d.paint.1));
    let mut limit = s.sentences[sentence].last;
    let mut floor = s.sentences[sentence].first;
    let begun = kept.iter().map(|draft| {
        let nameless = matches!(draft.finding.subtype, Subtype::AnonymousSource | Subtype::VagueAuthority);
        let first = if nameless { names::begins(s, draft.paint.0, floor) } else { draft.paint.0 };
        floor = draft.paint.1;
        first
    });
    let begun: Vec<usize> = begun.collect();
    for (draft, first) in kept.iter_mut().zip(begun).rev() {
        let end = s.span((draft.paint.0, whole(s, draft.paint, limit))).end;
        limit = first;
        let finding = &mut draft.finding;
        finding.place.start = s.span((first, draft.paint.1)).start;
        // what the text gives in support stays beside the mark
        let beside = |at: u32| at < finding.place.start || at >= end;
        if finding.sense != READER && finding.support.iter().all(|x| beside(x.place.start)) {
            finding.place.end = end;
        }
    }
    kept
}

/// Where a painted phrase ends that breaks off at an article or a preposition: “a huge increase in | part-time work”
/// with the noun that it is said of (guidelines §5) and one word more, for an adjective stands on either side. Nothing
/// is read on where another mark, a clause or a stop comes between; what leans on the next is left to that:
/// « tous les partis | l'ont dit », “Curiously | , the door”.
fn whole(s: &Signals, (first, last): (usize, usize), limit: usize) -> usize {
    const OPEN: Classes = Classes::of(&[class::PREPOSITION, class::DETERMINER]);
    const APART: Classes =
        Classes::of(&[class::CONJUNCTION, class::SUBORDINATOR, class::RELATIVE, class::AUXILIARY, class::PRONOUN]);
    let open = |at: usize| s.is_any(at, OPEN) && !s.is(at, class::NUMBER_WORD);
    let (mut end, limit) = (last, limit.min(last + MOST_READ_ON));
    while open(end - 1) {
        if end >= limit || !s.tokens[end].is_word() || s.is_any(end, APART) && !open(end) {
            end = last;
            break;
        }
        end += 1;
    }
    if end == last {
        let leaning = s.folded(last - 1);
        let lean = leaning.len() == 2 && leaning.ends_with('\'') || s.mark(last - 1, ',');
        return last - usize::from(lean && last > first + 1);
    }
    // « la demande chinoise », but “the minister said”; and not “a rival | ’s hand”
    let apart = VERBAL.and(OPEN).and(Classes::of(&[class::CONJUNCTION, class::FUNCTION_WORDS]));
    let own = usize::from(end < limit && s.folded(end) == "'s");
    let next = end + own;
    if next < limit && s.tokens[next].is_word() && !s.is_any(next, apart) { next + 1 } else { end }
}

/// The less a claim weighs, the more: eight bits.
const fn lightness(d: &Draft) -> u64 {
    (i8::MAX as i16 - d.score as i16) as u64
}

/// Whether the text fills a slot.
#[must_use]
pub fn filled(missing: Missing, support: &[SupportKind], attribution: Option<&Attribution>) -> bool {
    match missing {
        Missing::Figure => support.contains(&SupportKind::Figure),
        Missing::Period | Missing::Date => support.contains(&SupportKind::Period),
        Missing::Document => support.contains(&SupportKind::Document) || support.contains(&SupportKind::Note),
        Missing::Method => support.contains(&SupportKind::Method),
        Missing::Definition => support.contains(&SupportKind::Definition),
        Missing::Who => {
            attribution.is_some_and(|a| matches!(a.source.kind, SpeakerKind::Named | SpeakerKind::Interested))
        }
        _ => false,
    }
}

/// Content words of a painted stretch, cut to their first letters: what makes a claim the same claim again.
#[must_use]
pub fn stems(s: &Signals, paint: (usize, usize)) -> Vec<String> {
    (paint.0..paint.1)
        .filter(|at| s.tokens[*at].kind == Kind::Word && !s.is(*at, class::FUNCTION_WORDS))
        .map(|at| s.folded(at).chars().take(6).collect::<String>())
        .filter(|w: &String| w.chars().count() >= 4)
        .collect()
}
