//! **No official statement, could not be verified**: the text itself says that a source or a check is missing.
//!
//! *Why it matters.* It is a merit of the text and a warning about the claim.
//!
//! *Passes.* Error messages, forms, invitations declined, absences that prove themselves.
//!
//! fr: L'authenticité de la vidéo **n'a pas pu être établie**.
//! en: The claim **could not be independently verified**.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::report::{Missing, Question, Subtype};

pub const RULE: Rule = Rule {
    subtype: Subtype::StatedAbsence,
    missing: &[Missing::Confirmation],
    question: Question::WhoConfirms,
    guards: SOURCELESS,
    examine,
};

fn examine(_: &Claim) -> Verdict {
    Verdict::Mark(0)
}
