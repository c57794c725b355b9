//! The arithmetic of guidelines §6: base + position + stakes − support − hedge, 1 low, 2 medium, 3 high; nothing
//! or less is no mark.
//!
//! Absent on purpose: repetition, which only the document knows (`document.rs`).

use crate::claim::Claim;
use crate::evidence;
use crate::pack::{Classes, class};
use crate::report::{BlockKind, Category, Severity, Subtype, SupportKind};

/// Points of a claim, and the kinds of support that took some off.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Weight {
    pub score: i8,
    pub support: Vec<SupportKind>,
}

/// Weighs a claim; `extra` is what its rule and its guards add.
#[must_use]
pub fn weigh(c: &Claim, extra: i8) -> Weight {
    let subtype = c.sense.subtype;
    let sweeping = subtype.category() == Category::Sweeping;
    let mut weight = Weight { score: c.sense.base as i8 + extra, support: Vec::new() };
    if prominent(c) && subtype != Subtype::StatedAbsence {
        weight.score += 1;
    }
    if stakes(c) {
        weight.score += 1;
    }
    support(c, sweeping, extra, &mut weight);
    weight
}

/// A score as a severity; none when there is nothing to mark.
#[must_use]
pub const fn level(score: i8) -> Option<Severity> {
    match score {
        ..=0 => None,
        1 => Some(Severity::Low),
        2 => Some(Severity::Medium),
        _ => Some(Severity::High),
    }
}

/// In a title or subhead, or the first sentence of a body that has a lead (decrees 9 and 29).
fn prominent(c: &Claim) -> bool {
    c.s.is_headline()
        || (c.page.has_lead
            && c.sentence == 0
            && c.s.block.kind == BlockKind::Paragraph
            && c.page.lead_block == Some(c.s.number))
}

/// What is said for or against a cure is about health even where its own clause is not: a study, a nurse, a promise.
/// Rumour in such a text is mostly of something else.
const RESTS_ON_THE_TEXT: [Subtype; 5] =
    [Subtype::UncitedEvidence, Subtype::AnonymousSource, Subtype::VagueAuthority, Subtype::Certainty, Subtype::Causal];

/// Wrongdoing, health, safety and money: what makes a claim weigh.
pub(crate) const STAKES: Classes =
    Classes::of(&[class::STAKES_WRONGDOING, class::STAKES_HEALTH, class::STAKES_SAFETY, class::STAKES_MONEY]);

/// The same without wrongdoing.
const HARM: Classes = Classes::of(&[class::STAKES_HEALTH, class::STAKES_SAFETY, class::STAKES_MONEY]);

/// Wrongdoing pinned on somebody, or health, safety or money promised or denied, in the claim's clause.
fn stakes(c: &Claim) -> bool {
    match c.sense.subtype {
        Subtype::StatedAbsence => return false,
        // What such an innuendo leaves unsaid is a reproach: its words need not name it.
        Subtype::Insinuation if c.has_trait("accuses") => return true,
        _ => {}
    }
    if c.page.health && RESTS_ON_THE_TEXT.contains(&c.sense.subtype) {
        return true;
    }
    let near = reach(c);
    let told = c.evidence.stakes.iter().any(|r| r.0 < near.1 && near.0 < r.1);
    if c.sense.subtype == Subtype::Magnitude {
        // “Arson is running riot” blames nobody; “a wave of attacks on the embassy” does.
        return told || c.s.any_of(near, HARM) || c.s.any((c.hit.1, near.1), class::STAKES_WRONGDOING);
    }
    told || c.s.any_of(near, STAKES)
}

/// Tokens around a claim in which its stakes are told.
fn reach(c: &Claim) -> (usize, usize) {
    let range = c.range();
    (c.hit.0.saturating_sub(12).max(range.0), (c.hit.1 + 14).min(range.1))
}

fn support(c: &Claim, sweeping: bool, extra: i8, weight: &mut Weight) {
    let e = c.evidence;
    let mut take = |points: i8, kind: SupportKind| {
        weight.score -= points;
        weight.support.push(kind);
    };
    let anonymous = matches!(c.sense.subtype, Subtype::AnonymousSource | Subtype::VagueAuthority | Subtype::Hearsay);
    let absence = c.sense.subtype == Subtype::StatedAbsence;
    if absence {
        return;
    }
    let independent = evidence::independent(c.attribution);
    // What somebody named guesses is passed by the rule: a name elsewhere in the sentence does not share the guess.
    let shared = c.sense.subtype != Subtype::Speculation;
    // A statistic from a named speaker, with a stake or without, lacks only its date or document (decree 2).
    let figure = c.has_trait("figure")
        && extra >= 0
        && match c.attribution {
            Some(a) => a.source.kind.is_named(),
            // a thread's handle names nobody
            None => c.page.floor_of(c.s).is_some_and(|speaker| {
                speaker.kind.is_named() && speaker.name.as_deref().is_some_and(|name| name.contains(' '))
            }),
        };
    if (independent || figure) && !anonymous && shared {
        take(1, SupportKind::Speaker);
    }
    let link = e.cover_by_link(c.paint, c.attribution);
    if !e.documents.is_empty() {
        take(2, SupportKind::Document);
    } else if e.note_after(c.paint) {
        take(2, SupportKind::Note);
    } else if link > 0 {
        take(link as i8, SupportKind::Link);
    } else if !e.first_hand.is_empty() {
        take(1, SupportKind::FirstHand);
    } else if sweeping {
        let own = |ranges: &[(usize, usize)]| ranges.iter().any(|r| r.1 <= c.hit.0 || r.0 >= c.hit.1);
        if measured(c) {
            take(if independent { 2 } else { 1 }, SupportKind::Figure);
        } else if !e.definitions.is_empty() {
            take(1, SupportKind::Definition);
        } else if own(&e.spans)
            && matches!(c.sense.subtype, Subtype::UniversalTime | Subtype::Superlative | Subtype::Magnitude)
        {
            take(1, SupportKind::Period);
        }
    }
    if c.denied || e.denials.iter().any(|r| r.1 <= c.hit.0 || r.0 >= c.hit.1) {
        take(1, SupportKind::Denial);
    }
    if sweeping && limited(c) {
        take(1, SupportKind::Limiter);
    }
}

/// Words at most between a claim and the figure that measures it.
const MEASURE: usize = 6;

/// A figure that measures the claim stands by it, in its clause: a sentence has others that count something else.
fn measured(c: &Claim) -> bool {
    // What somebody counted is no cause and no agreement.
    if matches!(c.sense.subtype, Subtype::Causal | Subtype::Consensus | Subtype::Certainty) {
        return false;
    }
    let clause = c.clause();
    let end = clause.1.max(c.hit.1);
    let apart = |r: &(usize, usize)| r.1 <= c.hit.0 || r.0 >= c.hit.1;
    let beside = |r: &(usize, usize)| r.1 + MEASURE >= c.hit.0 && r.0 <= c.hit.1 + MEASURE;
    c.evidence.figures.iter().any(|r| apart(r) && beside(r) && r.0 >= clause.0 && r.1 <= end)
}

/// A true limiter (presque, almost) right before the painted words or within them.
fn limited(c: &Claim) -> bool {
    let from = c.paint.0.saturating_sub(2).max(c.range().0);
    c.s.any((from, c.paint.1), class::LIMITER)
}
