//! **Thousands, most, massive, exploding**: a size with no measurement.
//!
//! *Why it matters.* A number could stand here, and with it who counted.
//!
//! *Passes.* An exact count with its source beside it, things that explode for real, technical senses (massive
//! star, chêne massif), small vague numbers (a few, several).
//!
//! fr: **Des milliers de manifestants** ont défilé.
//! en: Complaints **have exploded**.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Magnitude,
    missing: &[Missing::Figure, Missing::Period],
    question: Question::HowMuch,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
