//! **Leaves doubt hanging, a coincidence?**: suggested, not stated.
//!
//! *Why it matters.* The reader is left with a claim that no sentence makes and nobody has to stand for.
//!
//! *Passes.* A question that is answered in the next sentences, a doubt that is lifted, adverbs of manner.
//!
//! fr: Son silence **laisse planer le doute**.
//! en: **Curiously**, the cameras failed that night.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Insinuation,
    missing: &[Missing::Who, Missing::Document],
    question: Question::StatedBy,
    guards: SOURCELESS,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
