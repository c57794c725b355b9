//! Whom a finding names as the one who says it: the attribution that reaches the claim, the nameless source that a
//! mark is about, or who has the floor; else the text itself (guidelines §8).
//!
//! Absent on purpose: weight. A rule and `severity.rs` look at the attribution, not at what the card says of it.

use crate::attribution::{self, Attribution};
use crate::claim::Claim;
use crate::names::{self, DETERMINES, SPEAKS, VERBAL};
use crate::pack::{Classes, class};
use crate::report::{Place, Speaker, SpeakerKind, Strength, Subtype};
use crate::words::CAP;

/// Who says it.
#[must_use]
pub fn of(c: &Claim) -> Speaker {
    // a note in brackets is the text's own
    let floor = c.page.floor_of(c.s).filter(|_| !c.s.mark(c.range().0, '['));
    let anonymous = matches!(c.sense.subtype, Subtype::AnonymousSource | Subtype::VagueAuthority);
    // whoever has the floor is the one to ask who the nameless are
    let hidden =
        |a: &Attribution| anonymous && if floor.is_some() { !a.source.kind.is_named() } else { faceless(c, a) };
    if let Some(found) = c.attribution.filter(|a| speaks(c, a) && !hidden(a)) {
        return attribution::speaker(c.s, Some(found));
    }
    if anonymous && floor.is_none() {
        return nameless(c);
    }
    floor.cloned().unwrap_or_else(|| attribution::speaker(c.s, None))
}

/// “The girl at the till told me”: an office that a mark is about names nobody, though one person holds it.
fn faceless(c: &Claim, a: &Attribution) -> bool {
    let (first, last) = a.source.tokens;
    let named = c.s.tokens.get(first + 1..last).is_some_and(|rest| rest.iter().any(|token| token.is(CAP)));
    c.sense.subtype == Subtype::AnonymousSource && own(c, a) && a.source.kind.is_named() && !named
}

/// Whether the mark is painted over who says it.
fn own(c: &Claim, a: &Attribution) -> bool {
    a.cue.0 < c.paint.1 && c.paint.0 < a.cue.1
}

/// Whether an attribution speaks for the mark. What is missing a source is told by the article, whoever else its
/// sentence lets speak: unless that is the nameless source itself, or a quotation.
fn speaks(c: &Claim, a: &Attribution) -> bool {
    let own = own(c, a);
    match c.sense.subtype {
        Subtype::StatedAbsence | Subtype::Hearsay => c.quoted(),
        Subtype::AnonymousSource | Subtype::VagueAuthority | Subtype::UncitedEvidence => {
            own || c.quoted() || a.according
        }
        // « Il a suggéré une piste, allant jusqu'à évoquer … » : who hints goes on hinting.
        Subtype::Insinuation => own || c.told_by(a) || a.verb < c.paint.0,
        _ => own || c.told_by(a),
    }
}

/// The source that the mark is about, as the text describes it.
fn nameless(c: &Claim) -> Speaker {
    let span = c.s.span(c.paint);
    let (first, last) = noun(c);
    Speaker {
        kind: if first < last { SpeakerKind::Described } else { SpeakerKind::Bare },
        name: (first < last).then(|| c.s.words_of((first, last)).to_string()),
        role: None,
        cue: Some(Place { block: c.s.number, start: span.start, end: span.end }),
        strength: Strength::None,
    }
}

/// The noun phrase of the painted words, without what leads it, its verb and “that”; empty where they are but a verb:
/// “is widely accepted”, “drew criticism”.
fn noun(c: &Claim) -> (usize, usize) {
    const VERB: Classes = Classes::of(&[class::SAY_FINITE, class::HAVE, class::BE, class::MODAL]);
    const OPEN: Classes = Classes::of(&[class::PREPOSITION, class::CONJUNCTION]).and(DETERMINES);
    const LEADS: Classes = Classes::of(&[class::PREPOSITION, class::SAY_PRESENT_PARTICIPLE]);
    let (s, high) = (c.s, c.paint.1);
    let low = names::begins(s, c.paint.0, c.range().0);
    let verbal = |at: &usize| {
        let next = *at + 1;
        // « les historiens », « en doutent »: an article before a noun is no object before a verb
        let article = s.is_any(*at, DETERMINES) && (!s.is_any(next, VERBAL) || s.is_any(next, SPEAKS));
        // “figures show”, “according to the latest reports”, « la critique »
        let noun = s.is(*at, class::SAY_FINITE)
            && (next < high && s.is_any(next, VERB)
                || s.is_any(*at, SPEAKS) && *at > low && (next == high || s.is_any(*at - 1, DETERMINES)));
        // “the bill's champions”
        let own = *at > low && next < high && s.folded(*at) == "'s" && !s.is_any(next, VERBAL);
        !article && !noun && !own && (!s.tokens[*at].is_word() || s.is_any(*at, VERBAL))
    };
    // « selon », “citing”, “according to”
    let leads = |at: &usize| {
        let led = s.is_any(*at, LEADS) || s.folded(*at).ends_with("ing") && s.is(at + 1, class::PREPOSITION);
        verbal(at) || led && !s.is_any(*at, DETERMINES)
    };
    let first = (low..high).find(|at| !leads(at)).unwrap_or(high);
    // “those who know him speak”
    if first > low && s.is(first - 1, class::RELATIVE) {
        return (low, low);
    }
    let mut last = (first..high).find(verbal).unwrap_or(high);
    while last > first && s.is_any(last - 1, OPEN) {
        last -= 1;
    }
    // “travel writers”, “Recent polling”, “Supporters say”; “Built on”, “leads many to believe”
    let phrase = last > first + 1 && !s.is_any(first + 1, LEADS);
    let plural = last > first && s.is_plural(last - 1);
    let likely = u8::from(phrase) + u8::from(plural) + u8::from(first == c.range().0) > 1;
    // “fumed one”, “one of them said”
    let behind = first > low && last == high && !s.is(first - 1, class::ADVERB) || s.is(first + 1, class::OF);
    let told = likely || behind || s.is_any(first, DETERMINES) || s.any_of((first, last), SPEAKS);
    if told { (first, last) } else { (low, low) }
}
