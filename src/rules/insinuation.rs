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

fn examine(c: &Claim) -> Verdict {
    // A question suggests something by being the headline; in a paragraph it may just be asked.
    if c.has_trait("title_only") && !c.s.is_headline() {
        return Verdict::Pass("question");
    }
    Verdict::Mark(0)
}
