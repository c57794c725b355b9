//! Blocks and settings in, a report out: the one door of the crate.
//!
//! The engine keeps packs and settings and nothing else; two documents never influence each other.

use crate::attribution::{self, Attribution};
use crate::claim::{Claim, Page};
use crate::document::{self, Carry};
use crate::evidence::{self, Evidence};
use crate::guards::{self, Held};
use crate::names::{self, People};
use crate::pack::matcher::Match;
use crate::pack::{Classes, Owner, Pack, PackError, Shelf, class};
use crate::report::{
    Category, Document, EngineSettings, Finding, Missing, Place, Question, Report, SkipReason, Skipped, Subtype,
};
use crate::rules::anonymous_source::UNNAMED;
use crate::rules::uncited_evidence::ORPHAN;
use crate::rules::{self, Verdict};
use crate::settle::{Draft, Mark, filled, settle, stems};
use crate::severity;
use crate::signals::Signals;
use crate::silence::{Silence, Why};
use crate::{language, phrases, turns, voice, worth};
use std::borrow::Cow;

/// The packs compiled into this crate, by language code.
#[must_use]
pub fn own_packs() -> &'static [(&'static str, &'static [u8])] {
    include!(concat!(env!("OUT_DIR"), "/packs.rs"))
}

pub use crate::settle::READER;

/// Bytes of a block beyond which it is left out, and said so.
const LONGEST_BLOCK: usize = 64 << 20;

fn bind(pack: &mut Pack) {
    guards::bind(pack, |subtype| rules::of(subtype).guards);
}

/// Reads documents.
#[derive(Default)]
pub struct Engine {
    packs: Vec<Shelf>,
    phrases: phrases::Phrases,
}

impl Engine {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// An engine with the packs that were compiled in.
    ///
    /// # Errors
    /// Never for a crate that passed its own tests; the compiled packs are checked like any others.
    pub fn with_own_packs() -> Result<Self, PackError> {
        let mut engine = Self::new();
        for (_, bytes) in own_packs() {
            engine.add_pack(*bytes)?;
        }
        Ok(engine)
    }

    /// Adds a language; a language that was there already is replaced.
    ///
    /// # Errors
    /// When the bytes are no pack of this build's format.
    pub fn add_pack(&mut self, bytes: impl Into<Cow<'static, [u8]>>) -> Result<(), PackError> {
        self.put(Shelf::open(bytes.into())?);
        Ok(())
    }

    /// Adds a compiled language.
    pub fn add(&mut self, mut pack: Pack) {
        bind(&mut pack);
        self.put(Shelf::of(pack));
    }

    fn put(&mut self, new: Shelf) {
        self.packs.retain(|p| p.speech().code != new.speech().code);
        self.packs.push(new);
    }

    /// All packs, those too that no text has asked for yet.
    #[must_use]
    pub fn packs(&self) -> Vec<&Pack> {
        self.packs.iter().filter_map(|shelf| shelf.pack(bind)).collect()
    }

    /// Takes the reader's own phrases over.
    ///
    /// # Errors
    /// The first phrase that cannot be used, and why.
    pub fn configure(&mut self, settings: &EngineSettings) -> Result<(), phrases::PhraseError> {
        self.phrases = phrases::Phrases::new(settings)?;
        Ok(())
    }

    /// Reads a document. Never fails: what cannot be read is counted in the report's `skipped`.
    #[must_use]
    pub fn read(&self, document: &Document) -> Report {
        self.read_telling(document, None)
    }

    /// Reads a document, and tells of every trigger that matched and is no mark.
    #[must_use]
    pub fn explain(&self, document: &Document) -> (Report, Vec<Silence>) {
        let mut silences = Vec::new();
        let report = self.read_telling(document, Some(&mut silences));
        (report, silences)
    }

    fn read_telling(&self, document: &Document, mut tell: Option<&mut Vec<Silence>>) -> Report {
        let mut carry = document.carry.as_deref().map(Carry::read).unwrap_or_default();
        let mut report = Report { summary: carry.summary.take().unwrap_or_default(), ..Report::default() };
        let speeches: Vec<_> = self.packs.iter().map(Shelf::speech).collect();
        let languages = language::identify(&speeches, &document.blocks, &mut carry.spread);
        let mut blocks: Vec<Option<Signals>> = Vec::with_capacity(document.blocks.len());
        for (number, (block, spoken)) in document.blocks.iter().zip(languages).enumerate() {
            if block.text.len() > LONGEST_BLOCK {
                skip(&mut report, SkipReason::TooLong, block.text.len() / 6);
                blocks.push(None);
                continue;
            }
            let Some(pack) = spoken.pack.and_then(|l| self.packs.get(l)).and_then(|shelf| shelf.pack(bind)) else {
                let words = block.text.split_whitespace().count();
                if words > 2 {
                    skip(&mut report, SkipReason::UnknownLanguage, words);
                }
                blocks.push(None);
                continue;
            };
            if document::repeats_title(block, &mut carry) {
                blocks.push(None);
                continue;
            }
            blocks.push(Some(Signals::read(number as u32, block, pack, spoken.tokens)));
        }
        let mut page = document::page(&blocks, &mut carry);
        // Names are introduced before anybody is weighed: a role may follow the claim.
        let mut people = People::default();
        for s in blocks.iter().flatten() {
            for sentence in 0..s.sentences.len() {
                names::introduce(s, sentence, &mut people);
            }
        }
        people.begin();
        page.floor = turns::floor(&blocks, &people);
        let mut marks: Vec<Mark> = Vec::new();
        for s in blocks.iter().flatten() {
            self.block(s, &page, &mut people, &mut marks, &mut report, tell.as_deref_mut());
        }
        carry.body_begun |= page.has_lead;
        document::figures_of_titles(&mut marks, &blocks);
        document::lower_repeats(&mut marks, &mut carry);
        document::lower_little(&mut marks, &page, &mut carry);
        report.findings = marks.into_iter().map(|mark| mark.finding).collect();
        report.summary.stated_absences +=
            report.findings.iter().filter(|f| f.subtype == Subtype::StatedAbsence).count() as u32;
        for s in blocks.iter().flatten() {
            if !report.summary.languages.contains(&s.pack.code) {
                report.summary.languages.push(s.pack.code.clone());
            }
        }
        carry.summary = Some(report.summary.clone());
        report.carry = carry.written();
        report
    }

    fn block(
        &self,
        s: &Signals,
        page: &Page,
        people: &mut People,
        out: &mut Vec<Mark>,
        report: &mut Report,
        tell: Option<&mut Vec<Silence>>,
    ) {
        // Nobody asks in a browser: left out of the Wasm.
        let mut tell = tell.filter(|_| cfg!(not(target_arch = "wasm32")));
        let mut all: Vec<Vec<Attribution>> = Vec::with_capacity(s.sentences.len());
        let before = people.speaking.clone();
        for sentence in 0..s.sentences.len() {
            all.push(attribution::attributions(s, sentence, people));
        }
        attribution::carry_on(s, &mut all, before);
        let mut evidence = evidence::of_block(s);
        let flat: Vec<&Attribution> = all.iter().flatten().collect();
        if let Some(passage) = document::account(s, &flat, &evidence, page, &mut report.summary) {
            report.passages.push(passage);
        }
        for (sentence, evidence) in evidence.iter_mut().enumerate() {
            // A quotation may be a claim without a trigger.
            if !s.hits[sentence].is_empty() || !s.quotes.is_empty() {
                evidence.complete(s, sentence);
            }
        }
        let last_denial = evidence.iter().rposition(|e| !e.denials.is_empty());
        let sense_of = |subtype, name| s.pack.senses.iter().position(|x| x.subtype == subtype && x.name == name);
        let orphan = sense_of(Subtype::UncitedEvidence, ORPHAN).filter(|_| !s.quotes.is_empty());
        let somebody = [Subtype::AnonymousSource, Subtype::VagueAuthority].map(|subtype| sense_of(subtype, UNNAMED));
        let speaks = |sentence: &usize| s.speaks_of(*sentence, Classes::of(&[class::SPOKEN]));
        let somebody_speaks = (0..s.sentences.len()).any(|sentence| speaks(&sentence));
        let hit = s.hits.iter().flatten().filter_map(|hit| match hit.owner {
            Owner::Sense(sense) => Some(sense as usize),
            _ => None,
        });
        s.expect(hit.chain(orphan).chain(somebody.into_iter().flatten().filter(|_| somebody_speaks)));
        for (sentence, evidence) in evidence.iter().enumerate() {
            let mut drafts = Vec::new();
            let denied = last_denial.is_some_and(|last| last > sentence);
            for hit in &s.hits[sentence] {
                match draft(s, sentence, *hit, page, &all, evidence, denied) {
                    Ok(draft) => drafts.push(draft),
                    Err(why) => tell_of(tell.as_deref_mut(), s, *hit, why),
                }
            }
            if let Some(sense) = orphan {
                for paint in rules::uncited_evidence::orphans(s, sentence, &all) {
                    drafts.extend(draft(s, sentence, told(sense, paint), page, &all, evidence, denied));
                }
            }
            let unnamed =
                if speaks(&sentence) { attribution::unnamed(s, sentence, &all[sentence]) } else { Vec::new() };
            for speaker in unnamed {
                // what a pack knows of the words goes before what their grammar says
                let known = drafts.iter().any(|d: &Draft| {
                    let sourceless = d.finding.category == Category::MissingSource;
                    sourceless && d.paint.0 < speaker.paint.1 && speaker.paint.0 < d.paint.1
                });
                if let Some(sense) = somebody[usize::from(speaker.authority)].filter(|_| !known) {
                    let hit = told(sense, speaker.paint);
                    match draft(s, sentence, hit, page, &all, evidence, denied) {
                        Ok(draft) => drafts.push(draft),
                        Err(why) => tell_of(tell.as_deref_mut(), s, hit, why),
                    }
                }
            }
            drafts.retain(|d| !self.phrases.mutes(s, sentence, d.paint));
            for paint in self.phrases.marked(s, sentence) {
                drafts.push(reader_mark(s, sentence, paint, &all));
            }
            let stood = tell.is_some().then(|| drafts.iter().map(|d| d.paint).collect::<Vec<_>>());
            let kept = settle(s, sentence, drafts);
            for paint in stood.into_iter().flatten().filter(|paint| kept.iter().all(|k| k.paint != *paint)) {
                for hit in s.hits[sentence].iter().filter(|hit| hit.paint == paint) {
                    tell_of(tell.as_deref_mut(), s, *hit, Why::Yields);
                }
            }
            for kept in kept {
                let stems = stems(s, kept.paint);
                out.push(Mark { finding: kept.finding, score: kept.score, worth: kept.worth, stems });
            }
        }
    }
}

/// What structure found, as if a pattern of the sense had.
const fn told(sense: usize, paint: (usize, usize)) -> Match {
    Match { owner: Owner::Sense(sense as u16), pattern: 0, first: paint.0, last: paint.1, paint }
}

fn tell_of(tell: Option<&mut Vec<Silence>>, s: &Signals, hit: Match, why: Why) {
    if let (Some(tell), Owner::Sense(sense)) = (tell, hit.owner) {
        let span = s.span(hit.paint);
        let place = Place { block: s.number, start: span.start, end: span.end };
        tell.push(Silence::new(place, &s.pack.senses[sense as usize], why));
    }
}

fn skip(report: &mut Report, reason: SkipReason, words: usize) {
    match report.skipped.iter_mut().find(|s| s.reason == reason) {
        Some(s) => {
            s.blocks += 1;
            s.words += words as u32;
        }
        None => report.skipped.push(Skipped { reason, blocks: 1, words: words as u32 }),
    }
}

/// Who says the words at `paint`: the attribution that reaches them in their sentence; for a quotation without one,
/// the nearest before and then after it in the block (guidelines §8, A2).
fn reaching<'a>(
    s: &Signals,
    sentence: usize,
    paint: (usize, usize),
    all: &'a [Vec<Attribution>],
    unsaid: bool,
) -> Option<&'a Attribution> {
    if let Some(found) = attribution::reaching(s, &all[sentence], paint, unsaid) {
        return Some(found);
    }
    let quote = s.quote_at(paint.0)?;
    let outside = |a: &&Attribution| s.quote_at(a.verb) != Some(quote);
    let before = (0..sentence).rev().take(3).find_map(|n| all[n].iter().rev().find(outside).or_else(|| all[n].last()));
    let after = all.get(sentence + 1).and_then(|a| a.first());
    if quote.first <= s.sentences[sentence].first + 1 { before.or(after) } else { before }
}

fn draft<'p>(
    s: &'p Signals<'p>,
    sentence: usize,
    hit: Match,
    page: &'p Page,
    all: &'p [Vec<Attribution>],
    evidence: &'p Evidence,
    denied: bool,
) -> Result<Draft, Why<'p>> {
    let Owner::Sense(number) = hit.owner else { return Err(Why::Yields) };
    let sense = &s.pack.senses[number as usize];
    let rule = rules::of(sense.subtype);
    let unsaid = sense.subtype.category() == Category::Sweeping || sense.subtype == Subtype::UncitedEvidence;
    let attribution = reaching(s, sentence, hit.paint, all, unsaid);
    let claim = Claim {
        s,
        sentence,
        hit: (hit.first, hit.last),
        paint: hit.paint,
        clause: s.clause(sentence, hit.paint.0),
        sense,
        attribution,
        attributions: &all[sentence],
        evidence,
        denied,
        page,
    };
    let mut extra = match guards::run(&claim) {
        Held::Silenced(guard) => return Err(Why::Guard(guard)),
        Held::Lowered(points) => points,
        Held::No => 0,
    };
    match (rule.examine)(&claim) {
        Verdict::Pass(reason) => return Err(Why::Rule(reason)),
        Verdict::Mark(points) => extra += points,
    }
    let weight = severity::weigh(&claim, extra);
    let level = severity::level(weight.score).ok_or(Why::Points(weight.score))?;
    let place = |range| {
        let span = s.span(range);
        Place { block: s.number, start: span.start, end: span.end }
    };
    let mut support = claim.evidence.shown(s);
    let painted = place(hit.paint);
    support.retain(|x| x.place.start < painted.start || x.place.end > painted.end);
    let mut missing: Vec<Missing> =
        if sense.missing.is_empty() { rule.missing.to_vec() } else { sense.missing.clone() };
    missing.retain(|m| !filled(*m, &support.iter().map(|x| x.kind).collect::<Vec<_>>(), attribution));
    if missing.is_empty() {
        missing.push(if sense.subtype.category() == Category::MissingSource {
            Missing::Confirmation
        } else {
            Missing::Document
        });
    }
    let finding = Finding {
        place: painted,
        claim: place(claim.range()),
        category: sense.subtype.category(),
        subtype: sense.subtype,
        severity: level,
        also: Vec::new(),
        speaker: voice::of(&claim),
        missing,
        support,
        question: claim.question(rule.question),
        implied: (sense.subtype == Subtype::Insinuation).then(|| claim.implied()).flatten(),
        repeat: false,
        sense: format!("{}/{}/{}", s.pack.code, sense.subtype.name(), sense.name),
    };
    let worth = worth::of_sentence(s, sentence, &finding);
    Ok(Draft { finding, score: weight.score, worth, paint: hit.paint })
}

/// A mark that the reader's own phrase asks for. It stands before all others: the reader said so.
fn reader_mark(s: &Signals, sentence: usize, paint: (usize, usize), all: &[Vec<Attribution>]) -> Draft {
    let place = |range| {
        let span = s.span(range);
        Place { block: s.number, start: span.start, end: span.end }
    };
    let range = s.sentences[sentence];
    let finding = Finding {
        place: place(paint),
        claim: place((range.first, range.last)),
        category: Category::Sweeping,
        subtype: Subtype::Consensus,
        severity: crate::report::Severity::High,
        also: Vec::new(),
        speaker: attribution::speaker(s, reaching(s, sentence, paint, all, true)),
        missing: vec![Missing::Document],
        support: Vec::new(),
        question: Question::HowKnown,
        implied: None,
        repeat: false,
        sense: READER.to_string(),
    };
    Draft { finding, score: 3, worth: worth::OF_READER, paint }
}
