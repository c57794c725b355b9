//! Whom a finding names as the one who says it: the attribution that reaches the claim, the nameless source that a
//! mark is about, or who has the floor; else the text itself (guidelines §8).
//!
//! Absent on purpose: weight. A rule and `severity.rs` look at the attribution, not at what the card says of it.

use crate::attribution::{self, Attribution};
use crate::claim::Claim;
use crate::report::{Category, Place, Speaker, SpeakerKind, Strength, Subtype};

/// Who says it.
#[must_use]
pub fn of(c: &Claim) -> Speaker {
    let reaching = c.attribution.filter(|a| !is_subject(c, a));
    let told = reaching.filter(|a| speaks(c, a));
    if let Some(found) = told {
        return attribution::speaker(c.s, Some(found));
    }
    match c.sense.subtype {
        Subtype::AnonymousSource | Subtype::VagueAuthority => nameless(c),
        _ => c.page.floor_of(c.s).cloned().unwrap_or_else(|| attribution::speaker(c.s, None)),
    }
}

/// « N'importe quel paysan vous le dira » : a sweeping claim about people is not said by them.
fn is_subject(c: &Claim, a: &Attribution) -> bool {
    let within = a.source.tokens.0 >= c.paint.0 && a.source.tokens.1 <= c.paint.1 + 1;
    c.sense.subtype.category() == Category::Sweeping && within && !a.according
}

/// Whether an attribution speaks for the mark. What is missing a source is told by the article, whoever else its
/// sentence lets speak: unless that is the nameless source itself, or a quotation.
fn speaks(c: &Claim, a: &Attribution) -> bool {
    let own = a.cue.0 < c.paint.1 && c.paint.0 < a.cue.1;
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
    Speaker {
        kind: SpeakerKind::Described,
        name: Some(c.s.words_of(c.paint).to_string()),
        role: None,
        cue: Some(Place { block: c.s.number, start: span.start, end: span.end }),
        strength: Strength::None,
    }
}
