//! **A source close to the matter says**: a person speaks, unnamed.
//!
//! *Why it matters.* Nobody could phone them. A reason for the anonymity, and a role, help; two unnamed voices do not
//! make a named one.
//!
//! *Passes.* A role followed by a name, a source that is a spring or a reference, anonymity without anybody speaking.
//!
//! fr: **Selon nos informations**, la vente sera signée lundi.
//! en: **A senior official** said talks had stalled.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::AnonymousSource,
    missing: &[Missing::Who, Missing::Confirmation],
    question: Question::WhoByName,
    guards: SOURCELESS,
    examine,
};

fn examine(c: &Claim) -> Verdict {
    // A role with its name beside it is no secret.
    if c.apposed_name() { Verdict::Pass("named_source") } else { Verdict::Mark(0) }
}
