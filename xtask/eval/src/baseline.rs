//! What was accepted last: floors under the figures, and what became of every passage of the project's fixtures.
//!
//! A test fails when a figure falls through its floor. Accepting raises floors and never lowers them: whoever
//! wants less than was had writes so into the file by hand, where a reviewer sees it.

use crate::measure::{Measured, Outcome};
use crate::packs::Examples;
use crate::score::{Grain, ratio};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Where it stands, from the project's folder.
pub const FILE: &str = "tests/eval-baseline.json";

/// The article that the demo shows has floors of its own: it is what a reader sees first.
const SAMPLE: &str = "sample";

/// Room left under a share when it is accepted, so that one passage lost for two gained elsewhere is no failure.
const ROOM: f64 = 0.01;
/// The same over findings per 1,000 words on pages that should have none.
const ROOM_PER_THOUSAND: f64 = 0.2;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Baseline {
    /// Figures that must not be lower.
    pub floors: BTreeMap<String, f64>,
    /// Figures that must not be higher.
    pub ceilings: BTreeMap<String, f64>,
    /// `set language / document`, and its passages with what became of them.
    pub passages: BTreeMap<String, BTreeMap<String, String>>,
}

/// One passage that fares otherwise than when the baseline was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub document: String,
    pub passage: String,
    pub was: Option<String>,
    pub is: Option<String>,
    pub better: bool,
}

/// The figures that floors and ceilings are kept for.
#[derive(Debug, Default)]
pub struct Figures {
    pub higher: BTreeMap<String, f64>,
    pub lower: BTreeMap<String, f64>,
}

/// Takes the figures out of what was measured.
#[must_use]
pub fn figures(measured: &[Measured], examples: &[Examples]) -> Figures {
    let mut figures = Figures::default();
    for m in measured.iter().filter(|m| m.set().own) {
        let title = m.title();
        let higher_figures = &mut figures.higher;
        let mut higher = |name: &str, value| higher_figures.insert(format!("{title}: {name}"), value);
        match m {
            Measured::Documents { counts, medium, each, .. } => {
                for (_, sample) in each.iter().filter(|(id, _)| id == SAMPLE) {
                    higher("marks of the sample", sample.prf(Grain::Strict).recall);
                    let alarms = f64::from(sample.decoy_alarms as u32);
                    figures.lower.insert(format!("{title}: decoys of the sample"), alarms);
                }
                higher("strict F1", counts.prf(Grain::Strict).f1);
                higher("precision at medium", medium.prf(Grain::Strict).precision);
                higher("severity equal", counts.severity());
                higher("speaker right", counts.speaker());
                figures.lower.insert(format!("{title}: decoys marked"), counts.decoy_share());
            }
            Measured::Clean { counts, .. } => {
                figures.lower.insert(format!("{title}: findings per 1,000 words"), counts.per_thousand());
            }
            Measured::Sentences { count, right, .. } => {
                higher("right", ratio(*right, *count).unwrap_or(1.0));
            }
        }
    }
    for e in examples {
        figures.lower.insert(format!("packs {}: examples that fail", e.lang), f64::from(e.failures.len() as u32));
        figures.lower.insert(format!("packs {}: examples lacking", e.lang), f64::from(e.bare.len() as u32));
        figures.lower.insert(format!("packs {}: guards that stand nowhere", e.lang), f64::from(e.nowhere.len() as u32));
    }
    figures
}

impl Baseline {
    /// Reads it.
    ///
    /// # Errors
    /// It is not there, or not what it should be.
    pub fn read(root: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(root.join(FILE)).map_err(|e| format!("{FILE} cannot be read: {e}"))?;
        serde_json::from_str(&text).map_err(|e| format!("{FILE}: {e}"))
    }

    /// Writes it.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn write(&self, root: &Path) -> Result<(), String> {
        let text = serde_json::to_string_pretty(self).map_err(|e| format!("{FILE}: {e}"))?;
        std::fs::write(root.join(FILE), text + "\n").map_err(|e| format!("{FILE} cannot be written: {e}"))
    }

    /// Every figure that fell through its floor or rose through its ceiling, as a sentence.
    #[must_use]
    pub fn broken(&self, figures: &Figures) -> Vec<String> {
        let mut broken = Vec::new();
        for (name, floor) in &self.floors {
            if let Some(now) = figures.higher.get(name).filter(|now| **now < *floor) {
                broken.push(format!("{name}: {now:.3}, and the floor is {floor}"));
            }
        }
        for (name, ceiling) in &self.ceilings {
            if let Some(now) = figures.lower.get(name).filter(|now| **now > *ceiling) {
                broken.push(format!("{name}: {now:.3}, and the ceiling is {ceiling}"));
            }
        }
        broken
    }

    /// Takes over what was measured: floors rise, ceilings sink, passages are as they are now.
    pub fn accept(&mut self, figures: &Figures, measured: &[Measured]) {
        for (name, value) in &figures.higher {
            let floor = round(value - ROOM).max(0.0);
            let old = self.floors.entry(name.clone()).or_insert(floor);
            *old = old.max(floor);
        }
        for (name, value) in &figures.lower {
            let room = match name {
                name if name.contains("1,000") => ROOM_PER_THOUSAND,
                name if name.ends_with("decoys marked") => ROOM,
                _ => 0.0,
            };
            let ceiling = round(value + room);
            let old = self.ceilings.entry(name.clone()).or_insert(ceiling);
            *old = old.min(ceiling);
        }
        self.passages = passages(measured);
    }

    /// Passages that fare otherwise now, the better ones first.
    #[must_use]
    pub fn changes(&self, measured: &[Measured]) -> Vec<Change> {
        let now = passages(measured);
        let mut changes = Vec::new();
        let empty = BTreeMap::new();
        for (document, passages) in &now {
            let before = self.passages.get(document).unwrap_or(&empty);
            let mut names: Vec<&String> = passages.keys().chain(before.keys()).collect();
            names.sort();
            names.dedup();
            for name in names {
                let (was, is) = (before.get(name), passages.get(name));
                if was != is {
                    let better = worth(is) > worth(was);
                    let owned = |o: Option<&String>| o.cloned();
                    changes.push(Change {
                        document: document.clone(),
                        passage: name.clone(),
                        was: owned(was),
                        is: owned(is),
                        better,
                    });
                }
            }
        }
        changes.sort_by_key(|c| !c.better);
        changes
    }
}

/// A hit is better than nothing said, and that better than a miss or an alarm.
fn worth(outcome: Option<&String>) -> i8 {
    match outcome.map(String::as_str) {
        Some("hit") => 2,
        None | Some("hit, other severity") => 1,
        Some(_) => 0,
    }
}

fn passages(measured: &[Measured]) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut all: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for m in measured.iter().filter(|m| m.set().own) {
        for p in m.passages() {
            // In sentences, the line is the passage: one document a set keeps the file short.
            let alone = matches!(m, Measured::Sentences { .. });
            let document = if alone { m.title() } else { format!("{} / {}", m.title(), p.document) };
            let line = if alone { format!("{} ", p.document) } else { String::new() };
            let kind = if p.outcome == Outcome::Alarm { " (unmarked)" } else { "" };
            let mut name = format!("{line}{}{kind}: {}", p.subtype.name(), p.words);
            let own = all.entry(document).or_default();
            while own.contains_key(&name) {
                name.push('′');
            }
            let other = p.outcome == Outcome::Hit && p.other_severity;
            let outcome = if other { "hit, other severity" } else { p.outcome.name() };
            own.insert(name, outcome.to_owned());
        }
    }
    all
}

fn round(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(f1: f64, noise: f64) -> Figures {
        Figures {
            higher: BTreeMap::from([("gold fr: strict F1".to_owned(), f1)]),
            lower: BTreeMap::from([("clean fr: findings per 1,000 words".to_owned(), noise)]),
        }
    }

    #[test]
    fn floors_only_rise() {
        let mut baseline = Baseline::default();
        baseline.accept(&figures(0.8, 1.0), &[]);
        baseline.accept(&figures(0.7, 2.0), &[]);
        assert!(baseline.broken(&figures(0.79, 1.2)).is_empty());
        assert_eq!(baseline.broken(&figures(0.78, 1.3)).len(), 2);
    }
}
