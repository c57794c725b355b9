//! Language packs: what a language is to the engine, in compiled form.
//!
//! `source.rs` and `inflection.rs` read the TOML folders under `packs/`, `pattern.rs` parses their patterns,
//! `compile.rs` turns all of it into a [`Pack`]; that happens when the crate is built. At run time a pack is
//! decoded from bytes ([`Pack::decode`]) and `matcher.rs` runs its patterns over word numbers.
//!
//! Absent on purpose: any word of any language.

#[cfg(not(target_arch = "wasm32"))]
pub mod compile;
#[cfg(not(target_arch = "wasm32"))]
pub mod inflection;
pub mod matcher;
#[cfg(not(target_arch = "wasm32"))]
pub mod pattern;
#[cfg(not(target_arch = "wasm32"))]
pub mod source;

use crate::report::{Missing, Question, Subtype};
use crate::words::{self, Kind, Token};
use serde::{Deserialize, Serialize};

/// Raised whenever the compiled form changes; a pack of another number is refused.
pub const FORMAT: u16 = 1;

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
    SAY = "say",
    SAY_NEUTRAL = "say_neutral",
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
    ROLE_OFFICIAL = "role_official",
    ROLE_EXPERT = "role_expert",
    ROLE_SCIENTIFIC = "role_scientific",
    ROLE_TRADE = "role_trade",
    ROLE_WITNESS = "role_witness",
    ROLE_INSIDER = "role_insider",
    UNIQUE_ROLE = "unique_role",
    BODY_NOUN = "body_noun",
    SOURCE_NOUN = "source_noun",
    CROWD = "crowd",
    MEDIA = "media",
    NATIONALITY = "nationality",
    DOCUMENT_NOUN = "document_noun",
    STUDY_NOUN = "study_noun",
    GROUP_NOUN = "group_noun",
    UNIT = "unit",
    IMPERATIVE = "imperative",
    INSTRUCTION = "instruction",
    REFERENCE_WORD = "reference_word",
    STAKES_WRONGDOING = "stakes_wrongdoing",
    STAKES_HEALTH = "stakes_health",
    STAKES_SAFETY = "stakes_safety",
    STAKES_MONEY = "stakes_money",
    LIMITER = "limiter",
    HEDGE = "hedge",
    SLOGAN_NOUN = "slogan_noun",
    NOT_A_NAME = "not_a_name",
    QUESTION_WORD = "question_word",
    ACCUSED = "accused",
    RELATIVE = "relative",
    INFINITIVE_MARKER = "infinitive_marker",
    CLITIC = "clitic",
    EXAMPLE = "example",
    SAY_BASE = "say.base",
    SAY_PAST = "say.past",
    REFLEXIVE = "reflexive",
    OF = "of",
}

/// Pattern lists that Rust code asks for by name (`attribution.toml`, `evidence.toml`).
pub const ENGINE_LISTS: &[&str] = &[
    "according",
    "inverted",
    "nominal",
    "pronouns_continuing",
    "periphrasis",
    "hedged_self",
    "told_us",
    "period",
    "weak_time",
    "document",
    "method",
    "first_hand",
    "denial",
    "limiter",
    "debunk",
    "ground",
    "definition",
    "figure_units",
    "polls",
    "absence",
    "checkable",
    "narrative",
    "opinion",
];

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

/// When a group of patterns is run: triggers always, lists on every sentence of prose, guards on hits only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Senses = 0,
    Lists = 1,
    Guards = 2,
}

/// One step of a pattern. Zero-width tests look at the boundary between two tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    Done,
}

/// Two programs around an anchor word: the steps to its left, nearest first, and those to its right.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    /// Indices of the first steps in [`Pack::steps`]; each program ends with [`Step::Done`].
    pub left: u32,
    pub right: u32,
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
    /// Patterns anchored here.
    pub anchors: Vec<u32>,
    /// Bit per [`Group`] in which a pattern is anchored here.
    pub groups: u8,
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
    pub format: u16,
    pub code: String,
    elisions: Vec<String>,
    clitics: Vec<String>,
    contractions: bool,
    abbreviations: Vec<String>,
    /// All words end to end, and their lengths in bytes.
    words: String,
    lengths: Vec<u8>,
    set_counts: Vec<u16>,
    set_items: Vec<SetId>,
    pub sets: Vec<SetInfo>,
    pub patterns: Vec<Pattern>,
    pub steps: Vec<Step>,
    pub senses: Vec<Sense>,
    pub guards: Vec<Guard>,
    /// Set of each of [`ENGINE_CLASSES`].
    classes: Vec<SetId>,
    #[serde(skip)]
    index: Index,
}

/// What is rebuilt when a pack is decoded.
#[derive(Debug, Clone, Default)]
struct Index {
    rules: words::Rules,
    /// Open addressing: word number or 0.
    table: Vec<u32>,
    /// Start of word `n` in `words`, and one past the last.
    starts: Vec<u32>,
    /// Start of word `n`'s sets in `set_items`.
    set_starts: Vec<u32>,
    /// Bit per engine class, for each word; word 0 is the unknown word.
    masks: Vec<u128>,
    /// Bit per engine class that has shapes or endings besides its words.
    open_classes: u128,
    /// Sets of each word that anchor patterns: start of word `n`'s in `anchor_sets`.
    anchor_starts: Vec<u32>,
    anchor_sets: Vec<SetId>,
    /// Sets that test suffixes and anchor patterns: they have to be tried on every word.
    open_anchors: Vec<SetId>,
    number_anchors: Vec<SetId>,
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

fn hash(word: &str) -> u32 {
    // FNV-1a over bytes with a final mix; words are short.
    let mut h: u32 = 0x811c_9dc5;
    for b in word.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}

impl Pack {
    /// Reads a compiled pack.
    ///
    /// # Errors
    /// When the bytes are damaged or come from another format.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let mut pack: Self = postcard::from_bytes(bytes).map_err(|_| PackError::Damaged)?;
        if pack.format != FORMAT {
            return Err(PackError::OtherFormat(pack.format));
        }
        if !pack.is_sound() {
            return Err(PackError::Damaged);
        }
        pack.build_index();
        Ok(pack)
    }

    /// Every number inside points at something, so that matching can index without care.
    fn is_sound(&self) -> bool {
        let sets = self.sets.len();
        let set = |s: SetId| (s as usize) < sets;
        self.lengths.iter().map(|l| *l as usize).sum::<usize>() == self.words.len()
            && self.set_counts.len() == self.lengths.len()
            && self.set_counts.iter().map(|c| *c as usize).sum::<usize>() == self.set_items.len()
            && self.set_items.iter().all(|s| set(*s))
            && self.sets.iter().all(|i| {
                (i.except == NO_SET || set(i.except)) && i.anchors.iter().all(|p| (*p as usize) < self.patterns.len())
            })
            && self.patterns.iter().all(|p| {
                (p.left as usize) < self.steps.len()
                    && (p.right as usize) < self.steps.len()
                    && match p.owner {
                        Owner::Sense(s) => (s as usize) < self.senses.len(),
                        Owner::Guard(g, _) => (g as usize) < self.guards.len(),
                        Owner::List(l) => (l as usize) < ENGINE_LISTS.len(),
                    }
            })
            && self.steps.last().is_none_or(|s| *s == Step::Done)
            && self.steps.iter().enumerate().all(|(at, s)| match s {
                // Programs only go forward, and the last step of all ends one: none runs past the end.
                Step::Split(n) | Step::Jump(n) => *n > 0 && at + (*n as usize) < self.steps.len(),
                Step::Word(s)
                | Step::Maybe(s)
                | Step::NextIs(s)
                | Step::NextIsNot(s)
                | Step::LastIs(s)
                | Step::LastIsNot(s) => set(*s),
                _ => true,
            })
            && self.senses.iter().all(|s| s.guards.iter().all(|g| (*g as usize) < self.guards.len()))
            && self.classes.len() == ENGINE_CLASSES.len()
            && self.classes.iter().all(|s| set(*s))
    }

    fn build_index(&mut self) {
        let count = self.lengths.len();
        let mut index = Index {
            rules: words::Rules {
                elisions: self.elisions.clone(),
                clitics: self.clitics.clone(),
                contractions: self.contractions,
                abbreviations: self.abbreviations.clone(),
            },
            table: vec![0; (count * 2 + 2).next_power_of_two()],
            starts: Vec::with_capacity(count + 1),
            set_starts: Vec::with_capacity(count + 1),
            ..Index::default()
        };
        let (mut at, mut sets_at) = (0_u32, 0_u32);
        let mask = index.table.len() - 1;
        for (n, (length, sets)) in self.lengths.iter().zip(&self.set_counts).enumerate() {
            index.starts.push(at);
            index.set_starts.push(sets_at);
            let word = &self.words.get(at as usize..at as usize + *length as usize).unwrap_or("");
            at += u32::from(*length);
            sets_at += u32::from(*sets);
            let mut slot = hash(word) as usize & mask;
            while index.table[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            index.table[slot] = n as u32 + 1;
        }
        index.starts.push(at);
        index.set_starts.push(sets_at);
        self.index_classes(&mut index);
        for (id, set) in self.sets.iter().enumerate() {
            if set.groups != 0 && (!set.suffixes.is_empty() || !set.prefixes.is_empty()) {
                index.open_anchors.push(id as SetId);
            }
            if set.groups != 0 && set.shapes & (shape::NUM | shape::DIGITS | shape::YEAR) != 0 {
                index.number_anchors.push(id as SetId);
            }
        }
        self.index = index;
    }

    /// What is asked of nearly every word is answered from a table.
    fn index_classes(&self, index: &mut Index) {
        let mut classes_of_set: Vec<u128> = vec![0; self.sets.len()];
        for (class, set) in self.classes.iter().enumerate() {
            classes_of_set[*set as usize] |= 1 << class;
            let info = &self.sets[*set as usize];
            if info.shapes != 0 || !info.suffixes.is_empty() || !info.prefixes.is_empty() {
                index.open_classes |= 1 << class;
            }
        }
        index.masks = vec![0; self.lengths.len() + 1];
        index.anchor_starts = Vec::with_capacity(self.lengths.len() + 2);
        index.anchor_starts.extend([0, 0]);
        for n in 0..self.lengths.len() {
            for set in &self.set_items[index.set_starts[n] as usize..index.set_starts[n + 1] as usize] {
                index.masks[n + 1] |= classes_of_set[*set as usize];
                if self.sets[*set as usize].groups != 0 {
                    index.anchor_sets.push(*set);
                }
            }
            index.anchor_starts.push(index.anchor_sets.len() as u32);
        }
    }

    /// The sets of a word that anchor patterns.
    fn anchors_of(&self, id: u32) -> &[SetId] {
        let n = id as usize;
        &self.index.anchor_sets[self.index.anchor_starts[n] as usize..self.index.anchor_starts[n + 1] as usize]
    }

    /// Whether a token belongs to an engine class.
    #[must_use]
    pub fn is(&self, class: ClassOf, token: &Token, text: &str) -> bool {
        let bit = 1_u128 << class.0;
        self.index.masks.get(token.id as usize).is_some_and(|mask| mask & bit != 0)
            || self.index.open_classes & bit != 0 && self.has(self.class(class), token, text)
    }

    #[must_use]
    pub const fn rules(&self) -> &words::Rules {
        &self.index.rules
    }

    /// The number of a folded word, 0 if the pack does not know it.
    #[must_use]
    pub fn word(&self, folded: &str) -> u32 {
        if self.index.table.is_empty() {
            return 0;
        }
        let mask = self.index.table.len() - 1;
        let mut slot = hash(folded) as usize & mask;
        loop {
            let id = self.index.table[slot];
            if id == 0 {
                return 0;
            }
            let n = id as usize - 1;
            let (from, to) = (self.index.starts[n] as usize, self.index.starts[n + 1] as usize);
            if self.words.as_bytes()[from..to] == *folded.as_bytes() {
                return id;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The sets a word is listed in, ascending.
    fn sets_of(&self, id: u32) -> &[SetId] {
        if id == 0 {
            return &[];
        }
        let n = id as usize - 1;
        &self.set_items[self.index.set_starts[n] as usize..self.index.set_starts[n + 1] as usize]
    }

    /// The set of an engine class.
    #[must_use]
    pub fn class(&self, class: ClassOf) -> SetId {
        self.classes.get(class.0).copied().unwrap_or(NO_SET)
    }

    /// Whether a token belongs to a set.
    #[must_use]
    pub fn has(&self, set: SetId, token: &Token, text: &str) -> bool {
        let Some(info) = self.sets.get(set as usize) else { return false };
        if self.sets_of(token.id).binary_search(&set).is_ok() {
            return true;
        }
        if info.shapes != 0 && shape_matches(info.shapes, token, text) {
            return true;
        }
        // Known words were tried against endings when the pack was compiled.
        if token.id != 0 || token.kind != Kind::Word || (info.suffixes.is_empty() && info.prefixes.is_empty()) {
            return false;
        }
        let folded = words::fold(token.span().of(text));
        (info.suffixes.iter().any(|s| folded.ends_with(s.as_str()))
            || info.prefixes.iter().any(|p| folded.starts_with(p.as_str())))
            && (info.except == NO_SET || self.sets_of(token.id).binary_search(&info.except).is_err())
    }
}

fn shape_matches(shapes: u16, token: &Token, text: &str) -> bool {
    let number = token.kind == Kind::Number;
    (shapes & (shape::NUM | shape::DIGITS) != 0 && number)
        || (shapes & shape::YEAR != 0 && number && is_year(token.span().of(text)))
        || (shapes & shape::CAP != 0 && token.is(words::CAP) && !token.is(words::FIRST))
        || (shapes & shape::NAME != 0 && token.is(words::CAP))
        || (shapes & shape::ACRONYM != 0 && token.is(words::ACRONYM))
        || (shapes & shape::WORD != 0 && token.kind == Kind::Word)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1000..2100).contains(&y))
}
