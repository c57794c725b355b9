//! **All, none, everyone, everywhere, totally**: a claim about a whole that nobody has counted.
//!
//! *Why it matters.* One member, place or part to the contrary would do.
//!
//! *Passes.* Sets a reader can count (“all twelve jurors”), rules of law, definitions, “not everyone”, idioms,
//! everything said to be so “in the photo” or “of the 18 samples”.
//!
//! fr: **Tous les commerçants** du centre-ville sont au bord de la faillite.
//! en: **Every landlord** in the city is raising rents.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::UniversalScope,
    missing: &[Missing::Figure, Missing::Document],
    question: Question::Exception,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
