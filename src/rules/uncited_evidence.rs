//! **A new study, nearly 60 percent, a leaked memo**: evidence is invoked but cannot be found.
//!
//! *Why it matters.* With an author, a date, a title or a link anybody could look it up.
//!
//! *Passes.* An author and a year, a pollster with dates, an official count, prices and ages, a quotation whose speaker
//! stands next to it.
//!
//! fr: **Une étude révèle** que le café allonge la vie.
//! en: **Three in four parents** are worried.

use super::{Claim, Rule, Verdict, SOURCELESS};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::UncitedEvidence,
    missing: &[Missing::Document, Missing::Who],
    question: Question::WhichDocument,
    guards: SOURCELESS,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
