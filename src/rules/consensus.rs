//! **Everyone knows, the French want, nobody disputes**: agreement offered in place of evidence.
//!
//! *Why it matters.* Agreement can be measured, and here it is not.
//!
//! *Passes.* A poll with its base and date in the sentence, rules and invitations, maxims.
//!
//! fr: **Tout le monde sait que** ce vaccin a été bâclé.
//! en: **Americans want** this law repealed.

use super::{Claim, Rule, SWEEPING, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::Consensus,
    missing: &[Missing::Figure, Missing::Document],
    question: Question::WhichPoll,
    guards: SWEEPING,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
