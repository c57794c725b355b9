//! Findings against marks: hits, misses, false alarms, and the figures made of them.
//!
//! A finding hits a mark when they share a word of three letters (or a digit) and the shared part is at least a
//! quarter of the finding: a whole sentence is no trigger. Each mark and each finding is used once, same subtype
//! first, then same category, then any. Optional marks, and findings that hit only those, count neither way. A
//! second finding on a hit mark is a duplicate and no false alarm.

use crate::gold::{Decoy, Gold, Mark};
use crate::reading::Found;
use crate::speaker;
use sayswho::report::{Severity, Subtype};
use std::collections::BTreeMap;

/// How closely a finding agrees with a mark; the finer first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    Strict,
    Category,
    Any,
}

impl Grain {
    pub const ALL: [Self; 3] = [Self::Strict, Self::Category, Self::Any];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Category => "category",
            Self::Any => "any",
        }
    }
}

/// Counts over one or many documents.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    pub documents: usize,
    pub words: usize,
    pub gold: usize,
    pub found: usize,
    /// Findings that agree with a mark at each grain or a finer one.
    pub hits: [usize; 3],
    pub duplicates: usize,
    pub decoys: usize,
    pub decoy_alarms: usize,
    /// Of the strict hits.
    pub severity_equal: usize,
    pub speakers: usize,
    pub speakers_right: usize,
    pub by_subtype: BTreeMap<Subtype, BySubtype>,
}

#[derive(Debug, Clone, Copy, Default)]
pub struct BySubtype {
    pub gold: usize,
    pub hit: usize,
    pub wrong: usize,
}

/// What became of the marks and findings of a document, one by one.
#[derive(Debug, Clone)]
pub enum Passage<'a> {
    Hit {
        mark: &'a Mark,
        found: &'a Found,
    },
    /// A firm mark that no finding of its subtype hit; `instead` is one of another subtype.
    Miss {
        mark: &'a Mark,
        instead: Option<&'a Found>,
    },
    Alarm {
        found: &'a Found,
        decoy: Option<&'a Decoy>,
    },
}

/// Precision, recall and their harmonic mean.
#[derive(Debug, Clone, Copy)]
pub struct Prf {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Counts {
    #[must_use]
    pub fn prf(&self, grain: Grain) -> Prf {
        let hits = self.hits[grain as usize];
        let precision = ratio(hits, self.found).unwrap_or(1.0);
        let recall = ratio(hits, self.gold).unwrap_or(1.0);
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        Prf { precision, recall, f1 }
    }

    #[must_use]
    pub fn per_thousand(&self) -> f64 {
        1000.0 * ratio(self.found, self.words).unwrap_or(0.0)
    }

    #[must_use]
    pub fn severity(&self) -> f64 {
        ratio(self.severity_equal, self.hits[0]).unwrap_or(1.0)
    }

    #[must_use]
    pub fn speaker(&self) -> f64 {
        ratio(self.speakers_right, self.speakers).unwrap_or(1.0)
    }

    #[must_use]
    pub fn decoy_share(&self) -> f64 {
        ratio(self.decoy_alarms, self.decoys).unwrap_or(0.0)
    }

    pub fn add(&mut self, other: &Self) {
        self.documents += other.documents;
        self.words += other.words;
        self.gold += other.gold;
        self.found += other.found;
        for (sum, hits) in self.hits.iter_mut().zip(other.hits) {
            *sum += hits;
        }
        self.duplicates += other.duplicates;
        self.decoys += other.decoys;
        self.decoy_alarms += other.decoy_alarms;
        self.severity_equal += other.severity_equal;
        self.speakers += other.speakers;
        self.speakers_right += other.speakers_right;
        for (subtype, counts) in &other.by_subtype {
            let sum = self.by_subtype.entry(*subtype).or_default();
            sum.gold += counts.gold;
            sum.hit += counts.hit;
            sum.wrong += counts.wrong;
        }
    }
}

pub(crate) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| f64::from(part as u32) / f64::from(whole as u32))
}

/// Scores one document. Findings below `level` are left out, marks below it count as optional.
#[must_use]
pub fn score<'a>(gold: &'a Gold, found: &'a [Found], level: Severity) -> (Counts, Vec<Passage<'a>>) {
    let text: Vec<char> = gold.text.chars().collect();
    let found: Vec<&Found> = found.iter().filter(|f| f.severity >= level).collect();
    let optional: Vec<bool> = gold.marks.iter().map(|m| m.optional || m.severity < level).collect();
    let touch = touches(&text, &gold.marks, &found);
    let pairs = pair(&gold.marks, &optional, &found, &touch);

    let mut counts = Counts {
        documents: 1,
        words: gold.text.split_whitespace().count(),
        gold: optional.iter().filter(|o| !**o).count(),
        decoys: gold.decoys.len(),
        ..Counts::default()
    };
    let mut passages = Vec::new();
    let mut taken: Vec<Option<(&Found, Grain)>> = vec![None; gold.marks.len()];
    for (number, found) in found.iter().enumerate() {
        let mut wrong = || counts.by_subtype.entry(found.subtype).or_default().wrong += 1;
        match pairs[number] {
            Some((mark, _)) if optional[mark] => {}
            Some((mark, grain)) => {
                counts.found += 1;
                taken[mark] = Some((found, grain));
                if grain == Grain::Strict {
                    counts.by_subtype.entry(gold.marks[mark].subtype).or_default().hit += 1;
                    counts.severity_equal += usize::from(found.severity == gold.marks[mark].severity);
                    if let Some(right) = speaker::right(&gold.marks[mark], found) {
                        counts.speakers += 1;
                        counts.speakers_right += usize::from(right);
                    }
                } else {
                    wrong();
                }
                for (hits, at) in counts.hits.iter_mut().zip(Grain::ALL) {
                    *hits += usize::from(grain <= at);
                }
            }
            None if touch[number].iter().any(|t| *t) => counts.duplicates += 1,
            None => {
                counts.found += 1;
                wrong();
                let span = (found.start, found.end);
                let decoy = gold.decoys.iter().find(|d| shares_word(&text, span, (d.start, d.end)));
                counts.decoy_alarms += usize::from(decoy.is_some());
                passages.push(Passage::Alarm { found, decoy });
            }
        }
    }
    for (number, mark) in gold.marks.iter().enumerate().filter(|(number, _)| !optional[*number]) {
        counts.by_subtype.entry(mark.subtype).or_default().gold += 1;
        passages.push(match taken[number] {
            Some((found, Grain::Strict)) => Passage::Hit { mark, found },
            other => Passage::Miss { mark, instead: other.map(|(found, _)| found) },
        });
    }
    (counts, passages)
}

/// Which findings touch which marks.
fn touches(text: &[char], marks: &[Mark], found: &[&Found]) -> Vec<Vec<bool>> {
    let spans: Vec<Vec<(usize, usize)>> = marks.iter().map(|mark| spans(text, mark)).collect();
    let touch = |f: &Found, mark: &[(usize, usize)]| mark.iter().any(|s| shares_word(text, (f.start, f.end), *s));
    found.iter().map(|f| spans.iter().map(|mark| touch(f, mark)).collect()).collect()
}

/// One to one, the finest grain first, firm marks before optional ones: for each finding its mark.
fn pair(marks: &[Mark], optional: &[bool], found: &[&Found], touch: &[Vec<bool>]) -> Vec<Option<(usize, Grain)>> {
    let mut pairs: Vec<Option<(usize, Grain)>> = vec![None; found.len()];
    let mut taken = vec![false; marks.len()];
    for grain in Grain::ALL {
        for want_optional in [false, true] {
            for (number, f) in found.iter().enumerate() {
                if pairs[number].is_some() {
                    continue;
                }
                let fits = |(at, mark): &(usize, &Mark)| {
                    !taken[*at] && optional[*at] == want_optional && touch[number][*at] && agreement(mark, f) <= grain
                };
                if let Some((at, mark)) = marks.iter().enumerate().find(fits) {
                    pairs[number] = Some((at, agreement(mark, f)));
                    taken[at] = true;
                }
            }
        }
    }
    pairs
}

fn agreement(mark: &Mark, found: &Found) -> Grain {
    if mark.subtype == found.subtype || mark.also.contains(&found.subtype) {
        Grain::Strict
    } else if mark.category() == found.subtype.category() {
        Grain::Category
    } else {
        Grain::Any
    }
}

/// How far an accepted wording may stand from the mark.
const NEAR: usize = 300;

/// The mark's own span, and every accepted wording near it.
fn spans(text: &[char], mark: &Mark) -> Vec<(usize, usize)> {
    let mut spans = vec![(mark.start, mark.end)];
    for wording in &mark.accept {
        let wording: Vec<char> = wording.chars().collect();
        if wording.is_empty() {
            continue;
        }
        let places = text.windows(wording.len()).enumerate().filter(|(_, window)| **window == wording[..]);
        spans.extend(places.map(|(at, _)| (at, at + wording.len())).filter(|(at, _)| at.abs_diff(mark.start) < NEAR));
    }
    spans
}

/// Whether a finding shares a word with a span, and no more than four times as much is painted.
#[must_use]
pub fn shares_word(text: &[char], found: (usize, usize), other: (usize, usize)) -> bool {
    let (from, to) = (found.0.max(other.0), found.1.min(other.1).min(text.len()));
    if to <= from || 4 * (to - from) < found.1 - found.0 {
        return false;
    }
    let mut letters = 0;
    text[from..to].iter().any(|c| {
        letters = if c.is_alphanumeric() || *c == '_' { letters + 1 } else { 0 };
        letters >= 3 || c.is_numeric() && c.is_ascii_digit()
    })
}
