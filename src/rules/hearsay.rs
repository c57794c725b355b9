//! **It is said, rumour has it, reportedly**: we are not told who says it.
//!
//! *Why it matters.* Somebody must have said it first.
//!
//! *Passes.* A manual or note that is cited, words about words, « il paraît » of a book or a face.
//!
//! fr: **Il paraît que** la mine va rouvrir.
//! en: **Rumour has it** the club is for sale.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Hearsay,
    missing: &[Missing::Who, Missing::Confirmation],
    question: Question::WhoSaysSo,
    guards: SOURCELESS,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
