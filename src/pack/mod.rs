//! Language packs: what a language is to the engine, in compiled form.
//!
//! `source.rs` and `inflection.rs` read the TOML folders under `packs/`, `pattern.rs` parses their patterns,
//! `compile.rs` turns all of it into a [`Pack`]; that happens when the crate is built. At run time a pack is
//! decoded from bytes ([`Pack::decode`]) and `matcher.rs` runs its patterns over word numbers.
//!
//! Absent on purpose: any word of any language.

mod affixes;
mod anchors;
mod classes;
#[cfg(not(target_arch = "wasm32"))]
pub mod compile;
mod index;
#[cfg(not(target_arch = "wasm32"))]
pub mod inflection;
pub mod matcher;
mod members;
#[cfg(not(target_arch = "wasm32"))]
pub mod pattern;
mod prepare;
mod run;
mod shelf;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;
mod speech;
mod wire;

pub use classes::Classes;
pub use shelf::Shelf;
pub use speech::Speech;

use crate::report::{Missing, Question, Subtype};
use index::Index;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Raised whenever the compiled form changes; a pack of another number is refused.
pub const FORMAT: u16 = 8;

/// Number of a set of words inside one pack.
pub type SetId = u16;
/// No set.
pub const NO_SET: SetId = SetId::MAX;

macro_rules! engine_classes {
    ($($name:ident = $text:literal),+ $(,)?) => {
        /// Word classes that Rust code asks for. A pack that lacks one has it empty.
        pub const ENGINE_CLASSES: &[&str] = &[$($text),+];

        /// One of [`ENGINE_CLASSES`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum ClassNumber { $($name),+ }

        /// Numbers of the engine's classes.
        pub mod class {
            $(pub const $name: super::ClassOf = super::ClassOf(super::ClassNumber::$name as usize);)+
        }
    };
}

/// An engine class, by its place in [`ENGINE_CLASSES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClassOf(usize);

engine_classes! {
    FUNCTION_WORDS = "function_words",
    FOREIGN_WORDS = "foreign_words",
    SPEECH_NOUN = "speech_noun",
    SAY = "say",
    SAY_STRONG = "say_strong",
    SAY_FACTIVE = "say_factive",
    SAY_DISTANCING = "say_distancing",
    SAY_NONCOMMITTAL = "say_noncommittal",
    SAY_EVALUATIVE = "say_evaluative",
    SAY_FINITE = "say.finite",
    SAY_PAST_PARTICIPLE = "say.past_participle",
    SAY_PRESENT_PARTICIPLE = "say.present_participle",
    AUXILIARY = "auxiliary",
    BE = "be",
    HAVE = "have",
    MODAL = "modal",
    NEGATION = "negation",
    DETERMINER = "determiner",
    PLURAL_DETERMINER = "plural_determiner",
    DEFINITE = "definite",
    PRONOUN = "pronoun",
    FIRST_PERSON = "first_person",
    FIRST_SUBJECT = "first_subject",
    SECOND_PERSON = "second_person",
    HONORIFIC = "honorific",
    PARTICLE = "particle",
    PREPOSITION = "preposition",
    CONJUNCTION = "conjunction",
    SUBORDINATOR = "subordinator",
    ADVERB = "adverb",
    NUMBER_WORD = "number_word",
    TIME_UNIT = "time_unit",
    WEEKDAY = "weekday",
    MONTH = "month",
    NUMBER_GROUP = "number_group",
    INTERESTED_ROLE = "interested_role",
    COMPETENT_ROLE = "competent_role",
    ROLE = "role",
    ROLE_EXPERT = "role_expert",
    ROLE_SCIENTIFIC = "role_scientific",
    UNIQUE_ROLE = "unique_role",
    BODY_NOUN = "body_noun",
    SOURCE_NOUN = "source_noun",
    CROWD = "crowd",
    MEDIA = "media",
    NATIONALITY = "nationality",
    DOCUMENT_NOUN = "document_noun",
    STUDY_NOUN = "study_noun",
    UNIT = "unit",
    IMPERATIVE = "imperative",
    INSTRUCTION = "instruction",
    REFERENCE_WORD = "reference_word",
    STAKES_WRONGDOING = "stakes_wrongdoing",
    STAKES_HEALTH = "stakes_health",
    STAKES_SAFETY = "stakes_safety",
    STAKES_MONEY = "stakes_money",
    LIMITER = "limiter",
    SLOGAN_NOUN = "slogan_noun",
    NOT_A_NAME = "not_a_name",
    ACCUSED = "accused",
    RELATIVE = "relative",
    INFINITIVE_MARKER = "infinitive_marker",
    CLITIC = "clitic",
    PLACE_PREPOSITION = "place_preposition",
    WITH_HEARER = "with_hearer",
    EXAMPLE = "example",
    SAY_BASE = "say.base",
    SAY_PAST = "say.past",
    REFLEXIVE = "reflexive",
    SAY_REFLEXIVE_FINITE = "say_reflexive.finite",
    SAY_REFLEXIVE_PAST_PARTICIPLE = "say_reflexive.past_participle",
    SAID_WHEN = "said_when",
    OF = "of",
    BY = "by",
    SPOKEN = "spoken",
    INDEFINITE = "indefinite",
    MUTE = "mute",
    PEOPLE = "people",
    WHETHER = "whether",
}

/// Pattern lists that Rust code asks for (`attribution.toml`, `evidence.toml`).
pub const ENGINE_LISTS: &[&str] = &[
    "according",
    "period",
    "weak_time",
    "document",
    "method",
    "first_hand",
    "denial",
    "ground",
    "definition",
    "polls",
    "say_phrase",
    "span",
    "stake",
];

/// One of [`ENGINE_LISTS`], by its place there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListOf(pub u8);

/// Numbers of the engine's lists.
pub mod list {
    use super::ListOf;

    pub const ACCORDING: ListOf = ListOf(0);
    pub const PERIOD: ListOf = ListOf(1);
    pub const WEAK_TIME: ListOf = ListOf(2);
    pub const DOCUMENT: ListOf = ListOf(3);
    pub const METHOD: ListOf = ListOf(4);
    pub const FIRST_HAND: ListOf = ListOf(5);
    pub const DENIAL: ListOf = ListOf(6);
    pub const GROUND: ListOf = ListOf(7);
    pub const DEFINITION: ListOf = ListOf(8);
    pub const POLLS: ListOf = ListOf(9);
    pub const SAY_PHRASE: ListOf = ListOf(10);
    pub const SPAN: ListOf = ListOf(11);
    pub const STAKE: ListOf = ListOf(12);

    /// What every sentence is asked; the others are run where a claim asks for them.
    pub const ALWAYS: [ListOf; 7] = [ACCORDING, PERIOD, SPAN, WEAK_TIME, DOCUMENT, DENIAL, SAY_PHRASE];
}

/// Where a guard's pattern must stand to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    Here,
    Left,
    Right,
    Clause,
    Sentence,
    Near,
    Block,
}

/// What a pattern belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Owner {
    /// Index into [`Pack::senses`].
    Sense(u16),
    /// Index into [`Pack::guards`].
    Guard(u16, Scope),
    /// Index into [`ENGINE_LISTS`].
    List(u8),
}

/// When a group of patterns is run: triggers and the lists that everything asks for on every sentence of prose, other
/// lists and guards on sentences that somebody asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Reading = 0,
    Support = 1,
    Guards = 2,
}

impl Owner {
    /// The group of its patterns.
    #[must_use]
    pub fn group(self) -> Group {
        match self {
            Self::Sense(_) => Group::Reading,
            Self::List(l) if list::ALWAYS.contains(&ListOf(l)) => Group::Reading,
            Self::List(_) => Group::Support,
            Self::Guard(..) => Group::Guards,
        }
    }
}

/// One step of a pattern. Zero-width tests look at the boundary between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    Word(SetId),
    Maybe(SetId),
    /// Up to so many words, no punctuation.
    Gap(u8),
    /// Up to so many tokens, commas and quotation marks among them.
    WideGap(u8),
    NextIs(SetId),
    NextIsNot(SetId),
    LastIs(SetId),
    LastIsNot(SetId),
    Start,
    End,
    Open,
    Close,
    Stretch,
    /// Go on here; failing that, so many steps further.
    Split(u16),
    /// Go on so many steps further.
    Jump(u16),
    /// As [`Step::Split`] by the first number, at the head of alternatives that the sign of the second number tells; made
    /// when a pack is decoded, and never written.
    Choice(u8, u16),
    Done,
}

/// Two programs around an anchor word: the steps to its left, nearest first, and those to its right.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pattern {
    /// The set of the anchor word.
    pub anchor: SetId,
    /// Numbers of its programs, in the order of their first use.
    pub left: u16,
    pub right: u16,
    pub owner: Owner,
}

/// Shapes a set may ask for besides its words.
pub mod shape {
    pub const NUM: u16 = 1;
    pub const DIGITS: u16 = 2;
    pub const YEAR: u16 = 4;
    pub const CAP: u16 = 8;
    pub const NAME: u16 = 16;
    pub const ACRONYM: u16 = 32;
    pub const WORD: u16 = 64;
}

/// What a set matches beyond the words that list it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SetInfo {
    pub shapes: u16,
    pub prefixes: Vec<String>,
    pub suffixes: Vec<String>,
    /// Words that the suffixes do not mean.
    pub except: SetId,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sense {
    pub subtype: Subtype,
    pub name: String,
    pub base: u8,
    pub guards: Vec<u16>,
    pub missing: Vec<Missing>,
    pub question: Option<Question>,
    /// Free words a rule may ask about (`weak`, `title_only` …).
    pub traits: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guard {
    pub name: String,
    /// Takes a point off instead of silencing.
    pub lowers: bool,
    /// Bit per [`Scope`] in which it has patterns; none for a guard in code alone.
    pub scopes: u8,
    /// Place of its function among the engine's, from 1; bound when the pack is added.
    #[serde(skip)]
    pub code: u8,
}

/// A language, ready to run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Pack {
    pub code: String,
    #[serde(skip)]
    speech: Arc<Speech>,
    /// Numbers of the words of all sets, from 1, and where each set's stand. Like the next four never read as they are:
    /// `wire.rs` says them shorter.
    #[serde(skip)]
    set_words: Vec<u16>,
    #[serde(skip)]
    set_places: Vec<(u32, u32)>,
    /// Sets that are more than their words, in order.
    #[serde(skip)]
    open: Vec<(SetId, SetInfo)>,
    #[serde(skip)]
    pub patterns: Vec<Pattern>,
    /// Where each program begins in `steps`, in the order of their first use; it ends with [`Step::Done`].
    #[serde(skip)]
    programs: Vec<u32>,
    #[serde(skip)]
    pub steps: Vec<Step>,
    pub senses: Vec<Sense>,
    pub guards: Vec<Guard>,
    /// Set of each of [`ENGINE_CLASSES`].
    classes: Vec<SetId>,
    #[serde(skip)]
    index: Index,
}

/// Why bytes are no usable pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    Damaged,
    OtherFormat(u16),
}

impl std::fmt::Display for PackError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Damaged => write!(f, "this is not a language pack, or it is damaged: build it again"),
            Self::OtherFormat(n) => {
                write!(f, "this pack has format {n}, this build reads {FORMAT}: build both together")
            }
        }
    }
}
