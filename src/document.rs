//! The document as a whole: what kind of text it is, what repeats, whose voices it carries, and which paragraphs
//! name no source.
//!
//! Absent on purpose: single claims (`rules/`, `severity.rs`).

use crate::attribution::Attribution;
use crate::claim::{Genre, Page};
use crate::evidence::Evidence;
use crate::language;
use crate::pack::{Classes, class};
use crate::report::{
    Block, BlockKind, Finding, Grade, LinkKind, Missing, OBJECT, Passage, Place, Severity, SpeakerKind, Subtype,
    Summary, Voice,
};
use crate::severity::STAKES;
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, FIRST, Kind, Token, fold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};

/// What one part of a long document must know of the parts before it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Carry {
    /// Subtype and content word of claims marked so far.
    pub marked: Vec<(Subtype, String)>,
    pub titles: BTreeSet<String>,
    pub summary: Option<Summary>,
    pub body_begun: bool,
    /// What was spoken so far.
    pub spread: language::Spread,
    counts: Counts,
}

/// Bytes of a carry stand as characters from the first printable one on: none is a control, which JSON writes in six.
const PRINTABLE: u32 = ' ' as u32;

impl Carry {
    /// From its text; one that is damaged, or of another build, is as if there were none.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let byte = |c: char| (c as u32).checked_sub(PRINTABLE).and_then(|byte| u8::try_from(byte).ok());
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        bytes.and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
    }

    /// As text, for a [`Report`](crate::report::Report).
    #[must_use]
    pub fn written(&self) -> String {
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        bytes.into_iter().filter_map(|byte| char::from_u32(PRINTABLE + u32::from(byte))).collect()
    }
}

/// Words and sentences that a text has at least, to be of a kind.
const FEWEST_WORDS: f32 = 120.0;
const FEWEST_SENTENCES: usize = 6;
/// Characters by which two sentences are told apart.
const OF_A_SENTENCE: usize = 60;

/// What is counted to tell what kind of text this is. Shares are of all words, or of all sentences or paragraphs.
/// They go on from part to part of a long document: a story is one from its first page on.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Counts {
    /// The first sentences that differ, as many as make a kind of text: one that is said over and over is one.
    different: Vec<String>,
    words: f32,
    sentences: f32,
    paragraphs: f32,
    titled: bool,
    /// Outside quotations.
    first_person: f32,
    health: f32,
    figures: f32,
    /// Capitals that no sentence gives: names.
    names: f32,
    questions: f32,
    /// Paragraphs that begin with a quotation mark or a dash.
    dialogue: f32,
    /// Sentences that begin with an order.
    orders: f32,
    rules: f32,
    quoted: f32,
    /// Words of manuals, terms and exercises.
    reference: f32,
    /// Offices, bodies and trades: people who act in public.
    public: f32,
    /// Whom one can wrong or blame.
    blamed: f32,
    /// Words of wrongdoing, health, danger and money.
    stakes: f32,
    /// Code and formulas inside paragraphs.
    objects: f32,
}

/// Words from which a text tells what it is by what never comes up in it: nobody speaks, asks, counts or dates anything
/// in a plot told again. Whoever makes claims at that length does one of these.
const LONG: f32 = 1000.0;

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
    fn add(&mut self, s: &Signals) {
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
        let [mut blamed, mut stakes] = [0_u32; 2];
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
        self.quoted += quoted as f32;
        self.first_person += first as f32;
    }

    /// Whether there is enough of it to tell what it is.
    fn is_short(&self) -> bool {
        self.words < FEWEST_WORDS || self.different.len() < FEWEST_SENTENCES
    }

    /// Whether the text speaks of private things alone. Who can be blamed counts beside who acts, and twice if both: an
    /// official who may be accused weighs more than a trade in passing.
    fn private(&self) -> bool {
        !self.is_short() && self.public + self.blamed < PUBLIC_LIFE * self.words && self.stakes < AT_STAKE * self.words
    }

    /// Thresholds were set on the project's own pages, clean and marked: see `tests/clean` and `tests/gold`.
    fn genre(&self) -> Genre {
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
        Genre::Claims
    }
}

/// Share of words of illness and cure from which a text is about health.
const HEALTH: f32 = 0.014;

/// Tells what kind of text this is.
#[must_use]
pub fn page(blocks: &[Option<Signals>], carry: &mut Carry) -> Page {
    blocks.iter().flatten().for_each(|s| carry.counts.add(s));
    let counts = &carry.counts;
    let first_person = counts.words > 60.0 && counts.first_person * 28.0 > counts.words;
    let body = counts.titled && (counts.paragraphs >= 2.0 || counts.sentences >= 4.0);
    let lead = |s: &&Signals| {
        s.block.kind == BlockKind::Paragraph && s.tokens.iter().filter(|t| t.is_word()).take(6).count() == 6
    };
    Page {
        genre: counts.genre(),
        first_person,
        private: counts.private(),
        health: counts.words > 60.0 && counts.health > HEALTH * counts.words,
        has_lead: body && !first_person && !carry.body_begun,
        lead_block: blocks.iter().flatten().find(lead).map(|s| s.number),
        floor: Vec::new(),
    }
}

/// Whether a headline repeats one that stands earlier (the title element and the h1, say).
#[must_use]
pub fn repeats_title(block: &Block, titles: &mut BTreeSet<String>) -> bool {
    if !matches!(block.kind, BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    let folded: String = block.text.split_whitespace().map(fold).collect::<Vec<_>>().join(" ");
    !titles.insert(folded)
}

/// A figure in a title stands or falls with the same figure in the text below: where that is sourced, so is the title.
pub fn figures_of_titles(drafts: &mut Vec<(Finding, i8, Vec<String>)>, blocks: &[Option<Signals>]) {
    let title = |f: &Finding| {
        let block = blocks.get(f.place.block as usize).and_then(Option::as_ref);
        block.filter(|s| f.subtype == Subtype::UncitedEvidence && s.is_headline())
    };
    if !drafts.iter().any(|(f, ..)| title(f).is_some()) {
        return;
    }
    // Of the text below: every figure that no mark covers. Marks stand in the order of their blocks.
    let mut marked = drafts.iter().map(|(f, ..)| f).filter(|f| f.subtype == Subtype::UncitedEvidence).peekable();
    let mut sourced: HashSet<&str> = HashSet::new();
    for s in blocks.iter().flatten() {
        while marked.next_if(|f| f.place.block < s.number).is_some() {}
        let own: Vec<Place> =
            std::iter::from_fn(|| marked.next_if(|f| f.place.block == s.number)).map(|f| f.place).collect();
        if s.is_headline() {
            continue;
        }
        let figures = s.tokens.iter().filter(|t| t.kind == Kind::Number);
        let free = figures.filter(|t| !own.iter().any(|p| p.start <= t.start && t.end <= p.end));
        sourced.extend(free.map(|t| t.span().of(s.text())));
    }
    drafts.retain(|(finding, ..)| {
        let Some(s) = title(finding) else { return true };
        let within = |t: &&Token| t.start >= finding.place.start && t.end <= finding.place.end;
        let mut figures = s.tokens.iter().filter(|t| t.kind == Kind::Number).filter(within).peekable();
        figures.peek().is_none() || !figures.all(|t| sourced.contains(t.span().of(s.text())))
    });
}

/// Takes a point off claims that stand earlier already, down to low (guidelines §6).
pub fn lower_repeats(findings: &mut [(Finding, i8, Vec<String>)], carry: &mut Carry) {
    let mut marked: HashSet<(Subtype, String)> = carry.marked.iter().cloned().collect();
    for (finding, score, stems) in findings {
        let absence = finding.subtype == Subtype::StatedAbsence;
        // Two thirds of its words: one word shared makes no claim the same claim.
        let known = stems.iter().filter(|stem| marked.contains(&(finding.subtype, (*stem).clone()))).count();
        // No answer said once is no document said yet. With a space: no word of a claim is spelled so.
        let reply = finding.missing.contains(&Missing::Reply);
        let kind = (finding.subtype, if reply { "no reply" } else { "no document" }.to_string());
        let again = if absence { marked.contains(&kind) } else { known > 0 && known * 3 >= stems.len() * 2 };
        if again {
            finding.repeat = true;
            *score = (*score - 1).max(1);
            finding.severity = match *score {
                ..=1 => Severity::Low,
                2 => Severity::Medium,
                _ => Severity::High,
            };
        }
        if absence && marked.insert(kind.clone()) {
            carry.marked.push(kind);
        }
        for stem in stems {
            let mark = (finding.subtype, stem.clone());
            if marked.insert(mark.clone()) {
                carry.marked.push(mark);
            }
        }
    }
}

/// Adds one block's sentences to the summary, and grades the paragraph.
pub fn account(
    s: &Signals,
    attributions: &[&Attribution],
    evidence: &[Evidence],
    page: &Page,
    summary: &mut Summary,
) -> Option<Passage> {
    let words = s.tokens.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number)).count() as u32;
    summary.words += words;
    summary.sentences += s.sentences.len() as u32;
    for e in evidence {
        summary.figures += e.figures.len() as u32;
        summary.documents += e.documents.len() as u32;
        summary.notes += e.notes.len() as u32;
    }
    summary.links += s
        .block
        .links
        .iter()
        .filter(|l| matches!(l.kind, LinkKind::Document | LinkKind::OtherSite | LinkKind::SameSite))
        .count() as u32;
    for attribution in attributions {
        let kind = attribution.source.kind;
        if !matches!(kind, SpeakerKind::Named | SpeakerKind::Interested) {
            continue;
        }
        let Some(name) = attribution.source.name.clone() else { continue };
        if let Some(voice) = summary.voices.iter_mut().find(|v| v.name == name) {
            voice.times += 1;
            if kind == SpeakerKind::Interested {
                voice.kind = kind;
            }
        } else {
            let span = s.span(attribution.cue);
            summary.voices.push(Voice {
                name,
                role: attribution.source.role.clone(),
                kind,
                times: 1,
                place: Place { block: s.number, start: span.start, end: span.end },
            });
        }
    }
    if s.block.kind != BlockKind::Paragraph
        || page.genre != Genre::Claims
        || page.first_person
        || words < 18
        || s.sentences.len() < 2 && words < 30
    {
        return None;
    }
    let links = s.block.links.iter().any(|l| matches!(l.kind, LinkKind::Document | LinkKind::OtherSite));
    let cited = links || evidence.iter().any(|e| !e.documents.is_empty() || !e.notes.is_empty());
    let has = |kind: SpeakerKind| attributions.iter().any(|a| a.source.kind == kind);
    let grade = if cited || has(SpeakerKind::Named) {
        Grade::Sourced
    } else if has(SpeakerKind::Interested) {
        Grade::Interested
    } else if attributions.iter().any(|a| a.source.kind != SpeakerKind::Text) {
        Grade::Unnamed
    } else {
        Grade::Nobody
    };
    summary.graded += 1;
    summary.unsourced += u32::from(matches!(grade, Grade::Nobody | Grade::Unnamed));
    Some(Passage { block: s.number, grade })
}
