//! A claim: a trigger in its sentence, with everything that guards, rules and weights may ask about it.
//!
//! Absent on purpose: answers.

use crate::attribution::Attribution;
use crate::evidence::Evidence;
use crate::pack::{Classes, Sense, class};
use crate::report::{Question, Speaker, Strength};
use crate::signals::Signals;
use crate::words::CAP;

/// A trigger in its sentence, with all that is known about it.
#[derive(Clone, Copy)]
pub struct Claim<'a> {
    pub s: &'a Signals<'a>,
    pub sentence: usize,
    /// Tokens the pattern matched, and of those the painted ones.
    pub hit: (usize, usize),
    pub paint: (usize, usize),
    /// Tokens of its clause.
    pub clause: (usize, usize),
    pub sense: &'a Sense,
    pub attribution: Option<&'a Attribution>,
    pub attributions: &'a [Attribution],
    pub evidence: &'a Evidence,
    /// Somebody denies something further on in the same paragraph (decree 14): what is said after a denial answers it.
    pub denied: bool,
    pub page: &'a Page,
}

/// Kinds of text in which tempting words are meant literally, or nobody vouches for them to a reader.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Genre {
    /// News, opinion, adverts, encyclopaedias …: everything that makes claims.
    #[default]
    Claims,
    /// A story: with its dialogues, a plot told again at length, or of people alone.
    Fiction,
    /// Recipe, manual, rules, terms, timetable: tells its reader what to do, or how a thing works.
    Manual,
    /// A private day-book.
    Diary,
}

/// What a rule may know of the whole document.
#[allow(clippy::struct_excessive_bools, reason = "each is asked for on its own")]
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// It has a title and a body: the first sentence of `lead_block` is a lead.
    pub has_lead: bool,
    pub lead_block: Option<u32>,
    pub genre: Genre,
    /// The author speaks in the first person throughout.
    pub first_person: bool,
    /// It tells of nobody who acts in public and of nothing at stake: a journey, a recipe, a plot, a thing for sale.
    pub private: bool,
    /// The text is about health.
    pub health: bool,
    /// Words read so far.
    pub words: f32,
    /// What its words add to the worth of a mark (`worth.rs`); none when there are too few to tell.
    pub worth: Option<f32>,
    /// Who has the floor, block by block.
    pub floor: Vec<Option<Speaker>>,
}

impl Page {
    /// Who has the floor in this block, in a thread, an interview or a speech.
    #[must_use]
    pub fn floor_of(&self, s: &Signals) -> Option<&Speaker> {
        self.floor.get(s.number as usize)?.as_ref()
    }
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
    pub const fn clause(&self) -> (usize, usize) {
        self.clause
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

    /// A name in apposition to the painted words: “a senior official, Deputy Secretary Ruth Vance, told …”,
    /// « l'expert Jean Roux ». A name after a preposition (“an aide to Ms Roy”) is somebody else's.
    #[must_use]
    pub fn apposed_name(&self) -> bool {
        let (_, last) = self.range();
        let name = |at: usize| at < last && self.s.tokens[at].is(CAP) && !self.s.is(at, class::NOT_A_NAME);
        let from = self.paint.1;
        let named = [class::ROLE, class::MEDIA].iter().any(|c| self.s.is(from - 1, *c));
        if name(from) && !self.s.is_title_case(self.sentence) && named {
            return true;
        }
        // up to two words may close the phrase before the comma
        let Some(comma) = (from..last.min(from + 4)).find(|at| self.s.mark(*at, ',') || self.s.mark(*at, '(')) else {
            return false;
        };
        // “According to reports, Kent Police …” and “the evidence keeps growing, and Hale …” go on; they do not name.
        let according = self.attributions.iter().any(|a| a.according && a.verb >= self.paint.0 && a.verb < from);
        if according && comma == from || self.s.is(comma + 1, class::CONJUNCTION) {
            return false;
        }
        let mut at = comma + 1;
        while at < last
            && at < comma + 8
            && !self.s.mark(at, ',')
            && !self.s.is(at, class::SAY_FINITE)
            && !self.s.is(at, class::AUXILIARY)
        {
            if name(at) && !self.s.is(at - 1, class::PREPOSITION) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// Whether the painted words belong to what this speaker says: quoted, « selon X, … », « X dit que … »,
    /// « …, dit X ». A verb of saying elsewhere in the sentence speaks of something else.
    #[must_use]
    pub fn told_by(&self, a: &Attribution) -> bool {
        if a.according || self.quoted() {
            return true;
        }
        if a.verb < self.paint.0 {
            // English leaves “that” out; « se réjouit d'un … », « dénonce un … »; « Le pont, dit le maire, est … »
            let between = (a.verb + 1, self.paint.0);
            return self.s.pack.code == "en"
                || self.s.any(between, class::SUBORDINATOR)
                || self.s.mark(a.cue.1, ',') && (self.s.mark(a.cue.0.wrapping_sub(1), ',') || self.in_passing(a))
                || (self.s.is(between.0, class::PREPOSITION) || a.strength == Strength::Evaluative)
                    && (between.0..between.1).all(|at| self.s.tokens[at].is_word());
        }
        let comma = (a.cue.0.saturating_sub(1)..=a.verb).find(|at| self.s.mark(*at, ','));
        a.verb >= self.paint.1 && comma.is_some_and(|comma| !self.apposed(a, comma))
    }

    /// « comme me l'a dit le maire, … »: a clause of its own about what follows.
    fn in_passing(&self, a: &Attribution) -> bool {
        let lead = (self.range().0..a.cue.0).rev().find(|at| !self.s.is(*at, class::CLITIC));
        a.source.tokens.0 > a.verb && lead.is_some_and(|at| self.s.is(at, class::SUBORDINATOR))
    }

    /// “The greatest poet alive, Ann Roy wrote six books”: words without a verb that open the sentence are said of
    /// its subject, when what the subject says comes behind.
    fn apposed(&self, a: &Attribution, comma: usize) -> bool {
        const VERBAL: Classes =
            Classes::of(&[class::AUXILIARY, class::BE, class::HAVE, class::MODAL, class::SAY_FINITE, class::PRONOUN]);
        const WHEN: Classes = Classes::of(&[class::PREPOSITION, class::ADVERB, class::WEEKDAY, class::SAID_WHEN]);
        // « sans conteste »
        let verbal = |at: usize| self.s.is_any(at, VERBAL) && !(at > 0 && self.s.is(at - 1, class::PREPOSITION));
        let behind = a.verb + 1;
        comma + 1 == a.cue.0
            && a.source.tokens.0 < a.verb
            && !(self.range().0..self.paint.0).any(|at| self.s.mark(at, ','))
            && !(self.range().0..comma).any(verbal)
            && behind < self.range().1
            && self.s.tokens[behind].is_word()
            && (!self.s.is_any(behind, WHEN) || self.s.is(behind, class::NUMBER_WORD))
    }

    /// Somebody of the class is named as an example: « comme la députée X », “including Senator Y”.
    #[must_use]
    pub fn exemplified(&self) -> bool {
        let (_, last) = self.range();
        let lead = (self.paint.1..last).find(|at| self.s.is(*at, class::EXAMPLE));
        lead.is_some_and(|lead| {
            (lead + 1..last.min(lead + 7)).any(|at| self.s.tokens[at].is(CAP) && !self.s.is(at, class::NOT_A_NAME))
        })
    }

    /// The question its card asks. Things cannot be polled: of them one asks for an exception, or who counted.
    #[must_use]
    pub fn question(&self, of_kind: Question) -> Question {
        let people = self.s.any(self.paint, class::PEOPLE);
        match self.sense.question.unwrap_or(of_kind) {
            Question::WhichMembers if !people => Question::Exception,
            Question::WhichSurvey if !people => Question::WhoCounted,
            question => question,
        }
    }

    /// What an insinuation leaves the reader with: its complement, else its sentence. A question, « si … » or a
    /// fragment without a verb states nothing.
    #[must_use]
    pub fn implied(&self) -> Option<String> {
        let (first, last) = self.range();
        let after = (self.paint.1, last);
        let words = (after.0..after.1).filter(|at| self.s.tokens[*at].is_word()).count();
        let range = if words >= 3 { after } else { (first, last) };
        let opens = |class| self.s.is(range.0, class) || range.0 > first && self.s.is(range.0 - 1, class);
        let verbs = Classes::of(&[class::AUXILIARY, class::BE, class::HAVE, class::MODAL, class::SAY_FINITE]);
        let states = opens(class::SUBORDINATOR) || self.s.any_of(range, verbs);
        if self.s.is_question(self.sentence) || opens(class::WHETHER) || !states {
            return None;
        }
        let said = self.s.words_of(range);
        let said = said.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ':' | ';' | '?' | '!'));
        Some(said.to_string())
    }
}
