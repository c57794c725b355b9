//! **Experts say, studies show, critics argue**: an authority without an identity.
//!
//! *Why it matters.* Which ones, how many, where can they be read?
//!
//! *Passes.* Experts with a name, a body or a document beside them, experts who do something other than vouch for a
//! claim, « certains champignons », “some mushrooms”.
//!
//! fr: **Des experts estiment** que la digue ne tiendra pas l'hiver.
//! en: **Studies show that** sugar is addictive.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::VagueAuthority,
    missing: &[Missing::Who, Missing::Document],
    question: Question::WhichExperts,
    guards: SOURCELESS,
    examine,
};

fn examine(c: &Claim) -> Verdict {
    if c.apposed_name() || c.exemplified() { Verdict::Pass("named_source") } else { Verdict::Mark(0) }
}
