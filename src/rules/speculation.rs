//! **Is probably down to, clearly hopes to**: the author's own guess at a cause, a motive or the future.
//!
//! *Why it matters.* Nobody but the author says so, and no ground is given.
//!
//! *Passes.* A guess by a named speaker, a cause that a document establishes, weather and timetables, own plans.
//!
//! fr: Le recul des ventes **pourrait s'expliquer par la météo**.
//! en: The move **is clearly designed to please** donors.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Speculation,
    missing: &[Missing::Who, Missing::Document],
    question: Question::HowKnown,
    guards: SOURCELESS,
    examine,
};

fn examine(c: &Claim) -> Verdict {
    // A guess by somebody named is theirs; in a speech or opinion piece the author is the speaker (decree 12).
    match c.attribution {
        // “The firm must have thought” guesses at a thought; the firm has said nothing.
        Some(a) if a.verb >= c.hit.0 && a.verb < c.hit.1 => Verdict::Mark(0),
        Some(a) if a.source.kind.is_named() && c.told_by(a) && (!c.page.first_person || c.quoted()) => {
            Verdict::Pass("named_source")
        }
        _ => Verdict::Mark(0),
    }
}
