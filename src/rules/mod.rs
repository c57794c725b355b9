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

use crate::attribution::Attribution;
use crate::evidence::Evidence;
use crate::pack::Sense;
use crate::report::{Missing, Question, Subtype};
use crate::signals::Signals;

/// A trigger in its sentence, with all that is known about it.
#[derive(Clone, Copy)]
pub struct Claim<'a> {
    pub s: &'a Signals<'a>,
    pub sentence: usize,
    /// Tokens the pattern matched, and of those the painted ones.
    pub hit: (usize, usize),
    pub paint: (usize, usize),
    pub sense: &'a Sense,
    pub attribution: Option<&'a Attribution>,
    pub attributions: &'a [Attribution],
    pub evidence: &'a Evidence,
    pub page: &'a Page,
}

/// What a rule may know of the whole document.
#[derive(Debug, Clone, Copy, Default)]
pub struct Page {
    /// It has a title and a body: the first sentence of `lead_block` is a lead.
    pub has_lead: bool,
    pub lead_block: Option<u32>,
    /// Told as a story.
    pub fiction: bool,
    /// Tells its reader what to do: recipe, manual, terms.
    pub instructs: bool,
    /// The author speaks in the first person throughout.
    pub first_person: bool,
}

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
pub(crate) const SWEEPING: &[&str] =
    &["question", "hypothetical", "debunk", "slogan_mention", "usage_metalanguage", "instruction", "title", "doc_cited", "figure_source"];

/// Guards of every claim without a source (guidelines §4, tests 1 and 4).
pub(crate) const SOURCELESS: &[&str] =
    &["hypothetical", "debunk", "slogan_mention", "usage_metalanguage", "doc_cited", "ui_message"];

impl Claim<'_> {
    /// Tokens of the claim's sentence.
    #[must_use]
    pub fn range(&self) -> (usize, usize) {
        let s = self.s.sentences[self.sentence];
        (s.first, s.last)
    }

    /// Tokens of the claim's clause.
    #[must_use]
    pub fn clause(&self) -> (usize, usize) {
        self.s.clause(self.sentence, self.paint.0)
    }

    /// Whether the sense has a trait its pack entry gave it.
    #[must_use]
    pub fn has_trait(&self, name: &str) -> bool {
        self.sense.traits.iter().any(|t| t == name)
    }

    /// Stands within a quotation.
    #[must_use]
    pub fn quoted(&self) -> bool {
        self.s.quote_at(self.paint.0).is_some()
    }
}
