//! **The only cause, inevitably leads to**: one cause alone, or an effect without exception.
//!
//! *Why it matters.* One other cause, or one case without the effect, would refute it.
//!
//! *Passes.* A cause stated as plain fact, places that lead somewhere, job titles, findings of an inquiry.
//!
//! fr: Le laxisme **conduit inévitablement à la violence**.
//! en: The tax cut is **the only reason the economy recovered**.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Causal,
    missing: &[Missing::Mechanism, Missing::Document],
    question: Question::OtherCauses,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
