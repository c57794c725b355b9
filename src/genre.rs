//! What kind of text this is: what is counted of all its words, sentences and paragraphs, and what that tells.
//!
//! Absent on purpose: claims, and who is quoted (`document.rs`).

use crate::claim::Genre;
use crate::pack::{Classes, class};
use crate::report::{BlockKind, OBJECT};
use crate::severity::STAKES;
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, FIRST, Kind};
use crate::worth;
use serde::{Deserialize, Serialize};

/// Words and sentences that a text has at least, to be of a kind.
const FEWEST_WORDS: f32 = 120.0;
const FEWEST_SENTENCES: usize = 6;
/// Characters by which two sentences are told apart.
const OF_A_SENTENCE: usize = 60;

/// What is counted to tell what kind of text this is. Shares are of all words, or of all sentences or paragraphs.
/// They go on from part to part of a long document: a story is one from its first page on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Counts {
    /// The first sentences that differ, as many as make a kind of text: one that is said over and over is one.
    pub different: Vec<String>,
    pub words: f32,
    pub sentences: f32,
    pub paragraphs: f32,
    pub titled: bool,
    /// Outside quotations.
    pub first_person: f32,
    pub health: f32,
    pub figures: f32,
    /// Capitals that no sentence gives: names.
    pub names: f32,
    pub questions: f32,
    /// Paragraphs that begin with a quotation mark or a dash.
    pub dialogue: f32,
    /// Sentences that begin with an order.
    pub orders: f32,
    pub rules: f32,
    pub quoted: f32,
    /// Words of manuals, terms and exercises.
    pub reference: f32,
    /// Offices, bodies and trades: people who act in public.
    pub public: f32,
    /// Whom one can wrong or blame.
    pub blamed: f32,
    /// Words of wrongdoing, health, danger and money.
    pub stakes: f32,
    /// Code and formulas inside paragraphs.
    pub objects: f32,
    /// Ministries, firms, clubs: by their nouns.
    pub bodies: f32,
    /// Of measure.
    pub units: f32,
    /// Of all marks so far: how much else the page claims.
    pub points: f32,
}

/// Words from which a text tells what it is by what never comes up in it: nobody speaks, asks, counts or dates anything
/// in a plot told again. Whoever makes claims at that length does one of these.
const LONG: f32 = 1000.0;

/// Words from which a page without figures, bodies and offices is a story or somebody's own life: the first paragraphs of
/// an article may well be without.
const STORY: f32 = 250.0;
/// What of the roots of their shares of all words speaks against a story, and for one; and how far it must. After a
/// logistic regression over 110 tales, novels and scenes of plays and 1,500 pages that are none: it tells four stories of
/// five, no one of 230 marked articles, and one in thirty of the other pages, which are scripture, diaries and letters.
const AGAINST_STORY: [f32; 3] = [35.0, 15.0, 11.0];
const FOR_STORY: f32 = 12.0;
const STORY_BEGINS: f32 = 2.7;
/// Words of illness that no story had: whoever tells how they were cured counts nothing either.
const OF_A_CURE: f32 = 0.004;

/// Words in quotation marks that somebody may have said; fewer are a name, a term, or what one types.
const SAID: usize = 3;

/// People and bodies that act in public.
const PUBLIC: Classes = Classes::of(&[class::BODY_NOUN, class::ROLE, class::INTERESTED_ROLE, class::NATIONALITY]);
/// Shares below which a page speaks of nobody who acts in public, and of nothing at stake. Of 64 marked articles three
/// are below both, of ordinary pages (recipes, travels, crafts, plots, manuals of things, tales) most are.
const PUBLIC_LIFE: f32 = 0.035;
const AT_STAKE: f32 = 0.008;

impl Counts {
    #[allow(clippy::cast_precision_loss, reason = "words of one block are few")]
    pub fn add(&mut self, s: &Signals) {
        self.titled |= s.block.kind == BlockKind::Title;
        self.paragraphs += f32::from(s.block.kind == BlockKind::Paragraph);
        self.objects += s.text().matches(OBJECT).count() as f32;
        self.dialogue += f32::from(s.tokens.first().is_some_and(|t| matches!(t.kind, Kind::Mark('—' | '-' | '«'))));
        for (n, sentence) in s.sentences.iter().enumerate() {
            let range = (sentence.first, sentence.last);
            self.sentences += 1.0;
            if self.different.len() < FEWEST_SENTENCES {
                let words: String = s.words_of(range).chars().take(OF_A_SENTENCE).collect();
                if !self.different.contains(&words) {
                    self.different.push(words);
                }
            }
            let start = (range.0..range.1).find(|at| s.tokens[*at].is_word());
            self.orders += f32::from(start.is_some_and(|at| s.is(at, class::IMPERATIVE)));
            self.rules += f32::from(s.speaks_of(n, Classes::of(&[class::INSTRUCTION])));
            self.questions += f32::from(s.is_question(n));
        }
        // Counted in whole numbers first: it is asked of every word there is.
        let [mut words, mut figures, mut names, mut reference, mut health, mut public, mut quoted, mut first] =
            [0_u32; 8];
        let [mut blamed, mut stakes, mut bodies, mut units] = [0_u32; 4];
        let mut ahead = s.quotes.iter().peekable();
        for (at, token) in s.tokens.iter().enumerate() {
            if !matches!(token.kind, Kind::Word | Kind::Number) {
                continue;
            }
            while ahead.next_if(|quote| quote.last <= at).is_some() {}
            words += 1;
            figures += u32::from(token.kind == Kind::Number);
            names += u32::from(token.is(CAP) && !token.is(FIRST));
            reference += u32::from(s.is(at, class::REFERENCE_WORD));
            health += u32::from(s.is(at, class::STAKES_HEALTH));
            public += u32::from(token.is(ACRONYM) || s.is_any(at, PUBLIC));
            blamed += u32::from(s.is(at, class::ACCUSED));
            stakes += u32::from(s.is_any(at, STAKES));
            bodies += u32::from(s.is(at, class::BODY_NOUN));
            units += u32::from(s.is(at, class::UNIT));
            if ahead.peek().is_some_and(|quote| quote.holds(at) && quote.last - quote.first >= SAID) {
                quoted += 1;
            } else {
                first += u32::from(s.is(at, class::FIRST_PERSON));
            }
        }
        self.words += words as f32;
        self.figures += figures as f32;
        self.names += names as f32;
        self.reference += reference as f32;
        self.health += health as f32;
        self.public += public as f32;
        self.blamed += blamed as f32;
        self.stakes += stakes as f32;
        self.bodies += bodies as f32;
        self.units += units as f32;
        self.quoted += quoted as f32;
        self.first_person += first as f32;
    }

    /// Whether there is enough of it to tell what it is.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.words < FEWEST_WORDS || self.different.len() < FEWEST_SENTENCES
    }

    /// Whether the text speaks of private things alone. Who can be blamed counts beside who acts, and twice if both: an
    /// official who may be accused weighs more than a trade in passing.
    #[must_use]
    pub fn private(&self) -> bool {
        !self.is_short() && self.public + self.blamed < PUBLIC_LIFE * self.words && self.stakes < AT_STAKE * self.words
    }

    /// Whether it counts nothing and tells of nobody who acts in public, only of people.
    fn is_story(&self) -> bool {
        let share = |n: f32| (n / self.words).sqrt();
        let against = [self.figures, self.bodies, self.public].into_iter().zip(AGAINST_STORY);
        let against: f32 = against.map(|(n, weight)| share(n) * weight).sum();
        let cured = self.health >= OF_A_CURE * self.words;
        self.words >= STORY && !cured && against < share(self.first_person) * FOR_STORY + STORY_BEGINS
    }

    /// What the words of the page add to the worth of each of its marks; none when they are too few to tell.
    #[must_use]
    pub fn worth(&self) -> Option<f32> {
        let counts = [self.blamed, self.bodies, self.reference, self.units];
        let all = counts.into_iter().zip(worth::OF_PAGE).map(|(n, weight)| (n / self.words).sqrt() * weight);
        (!self.is_short()).then(|| all.sum())
    }

    /// Thresholds were set on the project's own pages, clean and marked: see `tests/clean` and `tests/gold`.
    #[must_use]
    pub fn genre(&self) -> Genre {
        if self.is_short() {
            return Genre::Claims;
        }
        let of_words = |n: f32| n / self.words;
        let nobody_speaks =
            self.questions < 1.0 && of_words(self.first_person) < 0.0015 && of_words(self.quoted) < 0.012;
        if self.words >= LONG && nobody_speaks && of_words(self.figures) < 0.005 {
            return Genre::Fiction;
        }
        let told = self.dialogue >= 0.35 * self.paragraphs && self.dialogue >= 3.0;
        if told && of_words(self.figures) < 0.006 && of_words(self.public) < 0.06 {
            return Genre::Fiction;
        }
        if of_words(self.first_person) > 0.06
            && of_words(self.names) < 0.07
            && self.questions < 1.0
            && of_words(self.quoted) < 0.01
        {
            return Genre::Diary;
        }
        let orders = (self.orders + self.rules) / self.sentences;
        let nobody = of_words(self.names) < 0.02 && of_words(self.first_person) < 0.004 && of_words(self.quoted) < 0.08;
        if self.objects >= 4.0 && of_words(self.objects) > 0.006 && of_words(self.quoted) < 0.08
            || self.orders >= 0.19 * self.sentences
            || orders >= 0.06 && nobody
            || of_words(self.reference) > 0.03 && of_words(self.quoted) < 0.08
        {
            return Genre::Manual;
        }
        if self.is_story() {
            return Genre::Fiction;
        }
        Genre::Claims
    }
}
