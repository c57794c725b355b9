//! The sixteen rules, one file each: what a subtype marks beyond the words that tempt.
//!
//! A trigger match comes in as a [`Claim`]; a rule answers with the reason it passes or with the mark's draft.
//! The doc comment of a rule file is its documentation for readers (the help page is made from it).
//!
//! Absent on purpose: words of any language, points (`severity.rs`).

pub mod anonymous_source;
pub mod causal;
pub mod certainty;
pub mod consensus;
pub mod generic;
pub mod hearsay;
pub mod insinuation;
pub mod magnitude;
pub mod reported_conditional;
pub mod speculation;
pub mod stated_absence;
pub mod superlative;
pub mod uncited_evidence;
pub mod universal_scope;
pub mod universal_time;
pub mod vague_authority;

pub use crate::claim::{Claim, Page};
use crate::report::{Missing, Question, Subtype};

/// What a rule says of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No mark, and why (a guard's name).
    Pass(&'static str),
    /// A mark; points to add to the sense's base.
    Mark(i8),
}

/// A subtype's rule.
pub struct Rule {
    pub subtype: Subtype,
    /// Slots the passage leaves open unless its text fills them.
    pub missing: &'static [Missing],
    pub question: Question,
    /// Guards every sense of the subtype runs, before those its pack entry names.
    pub guards: &'static [&'static str],
    pub examine: fn(&Claim) -> Verdict,
}

/// The rule of a subtype.
#[must_use]
pub const fn of(subtype: Subtype) -> &'static Rule {
    match subtype {
        Subtype::UniversalTime => &universal_time::RULE,
        Subtype::UniversalScope => &universal_scope::RULE,
        Subtype::Consensus => &consensus::RULE,
        Subtype::Superlative => &superlative::RULE,
        Subtype::Magnitude => &magnitude::RULE,
        Subtype::Causal => &causal::RULE,
        Subtype::Certainty => &certainty::RULE,
        Subtype::Generic => &generic::RULE,
        Subtype::AnonymousSource => &anonymous_source::RULE,
        Subtype::VagueAuthority => &vague_authority::RULE,
        Subtype::Hearsay => &hearsay::RULE,
        Subtype::ReportedConditional => &reported_conditional::RULE,
        Subtype::Insinuation => &insinuation::RULE,
        Subtype::StatedAbsence => &stated_absence::RULE,
        Subtype::UncitedEvidence => &uncited_evidence::RULE,
        Subtype::Speculation => &speculation::RULE,
    }
}

/// Guards of every sweeping claim (guidelines §3, tests 1 and 2).
pub(crate) const SWEEPING: &[&str] = &[
    "genre",
    "question",
    "hypothetical",
    "debunk",
    "slogan_mention",
    "usage_metalanguage",
    "instruction",
    "title",
    "doc_cited",
    "figure_source",
    "fiction",
    "reference_page",
    "code_inside",
];

/// Guards of every claim without a source (guidelines §4, tests 1 and 4).
pub(crate) const SOURCELESS: &[&str] = &[
    "hypothetical",
    "debunk",
    "slogan_mention",
    "usage_metalanguage",
    "doc_cited",
    "ui_message",
    "fiction",
    "reference_page",
    "code_inside",
];
