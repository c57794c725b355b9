//! **Le maire aurait perçu**: the French conditional by which a writer passes on what he does not vouch for.
//!
//! *Why it matters.* Take the conditional away and an assertion is left that somebody else must have made: who?
//! English has no such mood; its work is done by hearsay.
//!
//! *Passes.* A condition (si, sans, à condition que), the future seen from the past, duty and politeness, questions,
//! a plan not yet adopted.
//!
//! fr: Le trésorier **aurait détourné** 200 000 euros.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::ReportedConditional,
    missing: &[Missing::Who, Missing::Confirmation],
    question: Question::WhoReported,
    guards: SOURCELESS,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
