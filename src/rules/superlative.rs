//! **The worst, the first, the only, a record, unprecedented**: the top of a list that is not shown.
//!
//! *Why it matters.* A ranking is compared with something; the passage does not say with what.
//!
//! *Passes.* Two or three things compared, dates and numbering, a record with its figure and its keeper, personal
//! taste, technical senses (historic centre, unique number).
//!
//! fr: C'est **la plus grande fraude de l'histoire**.
//! en: It was an **unprecedented** attack.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Superlative,
    missing: &[Missing::Comparison, Missing::Document],
    question: Question::ComparedWith,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
