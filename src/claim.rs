//! A claim: a trigger in its sentence, with everything that guards, rules and weights may ask about it.
//!
//! Absent on purpose: answers.

use crate::attribution::Attribution;
use crate::evidence::Evidence;
use crate::pack::Sense;
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
