//! **No doubt, obviously, guaranteed, proves**: doubt is ruled out without saying on what ground.
//!
//! *Why it matters.* The stronger the promise, the more a reader wants to see what it rests on.
//!
//! *Passes.* « sans doute » alone (*probably*), warranties with a term, proofs in mathematics, bread that proves.
//!
//! fr: Ce complément est **100 % sans danger**.
//! en: This method **is guaranteed to lower** your blood pressure.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Certainty,
    missing: &[Missing::Who, Missing::Document],
    question: Question::WhatGround,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
