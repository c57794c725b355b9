//! **Always, never, every day**: an absolute frequency.
//!
//! *Why it matters.* One occasion to the contrary would do, and nobody counted the occasions.
//!
//! *Passes.* Timetables and routines, the speaker's own habits, instructions, « toujours » in the sense of *still*,
//! “not always”, slogans and titles, laws of mathematics.
//!
//! fr: Les trains de cette ligne **arrivent toujours en retard**.
//! en: The council **never listens** to tenants.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::UniversalTime,
    missing: &[Missing::Figure, Missing::Period],
    question: Question::HowOften,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
