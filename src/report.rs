//! Plain data that crosses a boundary: what goes into the engine and what comes out.
//!
//! Every type here is serialisable and nothing else in the crate is. The extension's TypeScript declarations
//! are generated from this file (feature `types`), so a field exists in one place.
//!
//! Offsets are UTF-8 bytes into a block's text inside the crate and on the command line. `wasm.rs` turns them
//! into UTF-16 code units once, on the way out; nobody else converts. They are `u32`: a block is refused above
//! 4 GiB, long before anything could wrap.
//!
//! Absent on purpose: words shown to a person (`extension/_locales` has them), and behaviour.

use serde::{Deserialize, Serialize};

/// Stands for code or a formula inside a block's text, where whoever read the page or the file left it out.
pub const OBJECT: char = '\u{fffc}';

macro_rules! wire {
    ($($item:item)*) => { $(
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "types", derive(ts_rs::TS))]
        $item
    )* };
}

macro_rules! wire_enum {
    ($($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? })*) => { $(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "types", derive(ts_rs::TS))]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name used in packs, JSON and `_locales` keys.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value with this name.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some($name::$variant),)+ _ => None }
            }
        }
    )* };
}

wire_enum! {
    /// What a mark says (guidelines §2).
    Category { Sweeping = "sweeping", MissingSource = "missing_source" }

    /// The sixteen subtypes, each category in its order of precedence (guidelines §2).
    Subtype {
        Consensus = "consensus",
        Superlative = "superlative",
        Causal = "causal",
        Certainty = "certainty",
        UniversalTime = "universal_time",
        UniversalScope = "universal_scope",
        Magnitude = "magnitude",
        Generic = "generic",
        StatedAbsence = "stated_absence",
        AnonymousSource = "anonymous_source",
        VagueAuthority = "vague_authority",
        Hearsay = "hearsay",
        ReportedConditional = "reported_conditional",
        UncitedEvidence = "uncited_evidence",
        Insinuation = "insinuation",
        Speculation = "speculation",
    }

    /// Weight of a mark (guidelines §6).
    Severity { Low = "low", Medium = "medium", High = "high" }

    /// What the passage would need (guidelines §7).
    Missing {
        Figure = "figure", Period = "period", Scope = "scope", Comparison = "comparison",
        Definition = "definition", Method = "method", Who = "who", Document = "document", Date = "date",
        Mechanism = "mechanism", Confirmation = "confirmation", Reply = "reply",
    }

    /// How well the text says who stands behind a claim (guidelines §4.3).
    SpeakerKind {
        /// The text's own voice.
        Text = "text",
        Named = "named",
        Interested = "interested",
        Described = "described",
        Class = "class",
        Crowd = "crowd",
        Bare = "bare",
    }

    /// What the verb of saying does to the claim (lexicon §3.1).
    Strength {
        None = "none", Neutral = "neutral", Strong = "strong", Factive = "factive",
        Distancing = "distancing", NonCommittal = "non_committal", Evaluative = "evaluative",
    }

    /// A kind of support that the text does give (lexicon §4).
    SupportKind {
        Figure = "figure", Period = "period", Document = "document", Link = "link", Note = "note",
        Method = "method", FirstHand = "first_hand", Denial = "denial", Definition = "definition",
        Limiter = "limiter", Ground = "ground", Speaker = "speaker",
    }

    /// What a block of the page is.
    BlockKind {
        Title = "title", Heading = "heading", Paragraph = "paragraph", ListItem = "list_item",
        Quote = "quote", Caption = "caption", Cell = "cell",
    }

    /// Where a link leads, as far as the page tells.
    LinkKind {
        Document = "document", OtherSite = "other_site", SameSite = "same_site", Tag = "tag",
        Share = "share", Anchor = "anchor", Note = "note",
    }

    /// What stands behind a paragraph that asserts things one could check.
    Grade { Sourced = "sourced", Interested = "interested", Unnamed = "unnamed", Nobody = "nobody" }

    /// The question a card asks; `_locales` holds its words under `question_<name>`, with the marked words as
    /// placeholder.
    Question {
        HowOften = "how_often", SinceWhen = "since_when", Exception = "exception", WhoCounted = "who_counted",
        HowMany = "how_many", HowMuch = "how_much", WhichTrend = "which_trend", WhichMembers = "which_members",
        WhereElse = "where_else", WhichPoll = "which_poll", ComparedWith = "compared_with",
        WhichRanking = "which_ranking", WhichRecord = "which_record", OtherCauses = "other_causes",
        WhatGround = "what_ground", WhatGuarantee = "what_guarantee", WhatProof = "what_proof",
        HowManyOfThem = "how_many_of_them", WhoByName = "who_by_name", WhyUnnamed = "why_unnamed",
        WhichExperts = "which_experts", WhichStudies = "which_studies", WhoSaysSo = "who_says_so",
        WhoReported = "who_reported", StatedBy = "stated_by", WhatElseExplains = "what_else_explains",
        WhoConfirms = "who_confirms", WhatReply = "what_reply", WhichDocument = "which_document",
        WhichSurvey = "which_survey", WhoseWords = "whose_words", HowKnown = "how_known",
        WhoForesees = "who_foresees",
    }

    /// Why some of a page was not read. The popup says so.
    SkipReason {
        NoPack = "no_pack", UnknownLanguage = "unknown_language", TooLong = "too_long", Fault = "fault",
    }
}

impl SpeakerKind {
    /// By name, whatever their stake.
    #[must_use]
    pub const fn is_named(self) -> bool {
        matches!(self, Self::Named | Self::Interested)
    }
}

impl Subtype {
    /// The category it belongs to.
    #[must_use]
    pub const fn category(self) -> Category {
        match self {
            Self::Consensus
            | Self::Superlative
            | Self::Causal
            | Self::Certainty
            | Self::UniversalTime
            | Self::UniversalScope
            | Self::Magnitude
            | Self::Generic => Category::Sweeping,
            _ => Category::MissingSource,
        }
    }
}

wire! {
    /// A page or text to read.
    #[derive(Default)]
    pub struct Document {
        pub blocks: Vec<Block>,
        /// What an earlier part of the same document left behind ([`Report::carry`]), when a long document
        /// is read in parts. Opaque to callers.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional))]
        pub carry: Option<String>,
    }

    /// One paragraph, title, list item … of visible prose.
    pub struct Block {
        pub kind: BlockKind,
        pub text: String,
        /// BCP 47 tag the page declares for it, if any: a hint, never believed against the words.
        #[serde(default)]
        #[cfg_attr(feature = "types", ts(optional))]
        pub lang: Option<String>,
        #[serde(default)]
        pub links: Vec<Link>,
    }

    /// A link or note reference inside a block.
    #[derive(Copy)]
    pub struct Link { pub start: u32, pub end: u32, pub kind: LinkKind }

    /// A stretch of one block, end exclusive.
    #[derive(Copy, Eq, PartialOrd, Ord, Hash)]
    pub struct Place { pub block: u32, pub start: u32, pub end: u32 }

    /// Who says a claim, as far as the text tells.
    pub struct Speaker {
        pub kind: SpeakerKind,
        /// As the text names or describes them; none for the text itself.
        pub name: Option<String>,
        /// Office or tie as the text gives it (« propriétaire de X »).
        pub role: Option<String>,
        /// The words that attribute.
        pub cue: Option<Place>,
        pub strength: Strength,
    }

    /// Something in the text that supports a claim, wholly or in part.
    pub struct Support { pub kind: SupportKind, pub place: Place }

    /// One mark.
    pub struct Finding {
        /// The painted words.
        pub place: Place,
        /// The sentence they stand in.
        pub claim: Place,
        pub category: Category,
        pub subtype: Subtype,
        pub severity: Severity,
        /// Further subtypes the same words carry.
        pub also: Vec<Subtype>,
        pub speaker: Speaker,
        pub missing: Vec<Missing>,
        pub support: Vec<Support>,
        pub question: Question,
        /// What an insinuation leaves the reader with, in the text's words.
        pub implied: Option<String>,
        /// The same claim was marked earlier in the document.
        pub repeat: bool,
        /// Pack entry that fired, as `language/subtype/sense`; `reader` for a phrase of the reader's own, whose
        /// subtype then says nothing.
        pub sense: String,
    }

    /// Somebody whom the text lets speak.
    pub struct Voice {
        pub name: String,
        pub role: Option<String>,
        pub kind: SpeakerKind,
        /// How many passages are theirs.
        pub times: u32,
        pub place: Place,
    }

    /// A paragraph that asserts things one could check.
    #[derive(Copy)]
    pub struct Passage { pub block: u32, pub grade: Grade }

    /// The document at a glance.
    #[derive(Default)]
    pub struct Summary {
        pub words: u32,
        pub sentences: u32,
        /// Paragraphs that assert things one could check, and how many of them name no source.
        pub graded: u32,
        pub unsourced: u32,
        pub voices: Vec<Voice>,
        pub links: u32,
        pub notes: u32,
        pub documents: u32,
        pub figures: u32,
        pub stated_absences: u32,
        /// Languages with a pack found on the page, most words first.
        pub languages: Vec<String>,
    }

    /// Part of a document that was not read.
    #[derive(Copy)]
    pub struct Skipped { pub reason: SkipReason, pub blocks: u32, pub words: u32 }

    /// What the engine says of a document.
    #[derive(Default)]
    pub struct Report {
        /// In document order.
        pub findings: Vec<Finding>,
        pub passages: Vec<Passage>,
        pub summary: Summary,
        pub skipped: Vec<Skipped>,
        /// Hand this to the next part of the same document.
        pub carry: String,
    }

    /// What the reader set, as far as the engine must know.
    #[derive(Default)]
    pub struct EngineSettings {
        /// Phrases the reader wants marked; `*` stands for any letters inside a word.
        #[serde(default)]
        pub mark_phrases: Vec<String>,
        /// Phrases never to mark, same notation.
        #[serde(default)]
        pub mute_phrases: Vec<String>,
    }
}
