//! **The young don't read any more**: a trait pinned on a whole group of people.
//!
//! *Why it matters.* Put another group in its place and it sounds like a prejudice: how many of them, and who asked?
//!
//! *Passes.* Rules about a group, dated events, groups narrowed by a clause or a number, a deed rather than a trait.
//!
//! fr: **Les jeunes ne lisent plus**.
//! en: **Journalists lie for a living**.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Generic,
    missing: &[Missing::Figure, Missing::Definition],
    question: Question::HowManyOfThem,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
