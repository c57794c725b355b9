//! Runs the engine over a set and keeps both the figures and what became of every passage.

use crate::gold::{Expected, Gold};
use crate::reading::{self, Found, Held};
use crate::score::{self, Counts, Passage};
use crate::sentences::Sentence;
use crate::sets::{Content, Set};
use crate::speaker;
use sayswho::engine::Engine;
use sayswho::report::{Severity, Subtype};

/// A set, measured.
pub enum Measured {
    Documents { set: Name, counts: Counts, medium: Counts, each: Vec<(String, Counts)>, passages: Vec<Record> },
    Clean { set: Name, counts: Counts, passages: Vec<Record> },
    Sentences { set: Name, count: usize, right: usize, exact: usize, passages: Vec<Record> },
}

/// Which set it is.
#[derive(Debug, Clone, Copy)]
pub struct Name {
    pub name: &'static str,
    pub lang: &'static str,
    pub own: bool,
}

/// One passage and what became of it.
#[derive(Debug, Clone)]
pub struct Record {
    pub document: String,
    pub outcome: Outcome,
    /// The subtype asked for, or found on an alarm.
    pub subtype: Subtype,
    pub severity: Option<Severity>,
    /// Words of the mark, or painted by the alarm.
    pub words: String,
    /// It was hit with another weight than asked for.
    pub other_severity: bool,
    /// Sense that fired, guard that should have held, and what was found instead.
    pub notes: Vec<String>,
    /// Code points around the words.
    pub context: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Hit,
    Miss,
    Alarm,
}

impl Outcome {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Miss => "miss",
            Self::Alarm => "alarm",
        }
    }
}

impl Measured {
    #[must_use]
    pub const fn set(&self) -> Name {
        match self {
            Self::Documents { set, .. } | Self::Clean { set, .. } | Self::Sentences { set, .. } => *set,
        }
    }

    #[must_use]
    pub fn title(&self) -> String {
        let set = self.set();
        format!("{} {}", set.name, set.lang)
    }

    #[must_use]
    pub fn passages(&self) -> &[Record] {
        match self {
            Self::Documents { passages, .. } | Self::Clean { passages, .. } | Self::Sentences { passages, .. } => {
                passages
            }
        }
    }
}

/// Measures one set; findings below `level` are left out.
#[must_use]
pub fn measure(engine: &Engine, set: &Set, level: Severity) -> Measured {
    let name = Name { name: set.name, lang: set.lang, own: set.own };
    match &set.content {
        Content::Documents(documents) => {
            let (mut counts, mut medium) = (Counts::default(), Counts::default());
            let (mut each, mut passages) = (Vec::new(), Vec::new());
            for gold in documents {
                let (found, _) = reading::read(engine, gold);
                let (own, became) = score::score(gold, &found, level);
                let held = reading::held(engine, gold);
                passages.extend(became.iter().map(|p| record(gold, p, &held)));
                medium.add(&score::score(gold, &found, Severity::Medium.max(level)).0);
                counts.add(&own);
                each.push((gold.id.clone(), own));
            }
            Measured::Documents { set: name, counts, medium, each, passages }
        }
        Content::Clean(documents) => {
            let (mut counts, mut passages) = (Counts::default(), Vec::new());
            for gold in documents {
                let (found, _) = reading::read(engine, gold);
                let (own, became) = score::score(gold, &found, level);
                let held = reading::held(engine, gold);
                passages.extend(became.iter().map(|p| record(gold, p, &held)));
                counts.add(&own);
            }
            Measured::Clean { set: name, counts, passages }
        }
        Content::Pairs(pairs) => {
            let (mut right, mut exact, mut passages) = (0, 0, Vec::new());
            for pair in pairs {
                let result = pair.judge(engine);
                right += usize::from(result.right);
                exact += usize::from(result.placed);
                let fired = result.marked.iter().any(|f| f.subtype == pair.subtype);
                let mut half = |sentence: &Sentence, found: &[Found], outcome, guard: &str| {
                    let mut record = alone(engine, &pair.lang, &pair.id, sentence, outcome, pair.subtype, found);
                    if !guard.is_empty() {
                        record.notes.push(format!("guard {guard}"));
                    }
                    passages.push(record);
                };
                half(&pair.marked, &result.marked, if fired { Outcome::Hit } else { Outcome::Miss }, "");
                if result.twin.iter().any(|f| f.subtype == pair.subtype) {
                    half(&pair.twin, &result.twin, Outcome::Alarm, &pair.guard);
                }
            }
            Measured::Sentences { set: name, count: pairs.len(), right, exact, passages }
        }
        Content::Examples(examples) => {
            let (mut right, mut exact, mut passages) = (0, 0, Vec::new());
            for example in examples {
                let result = example.judge(engine);
                right += usize::from(result.right);
                exact += usize::from(result.exact);
                let touching = result.found.iter().find(|f| example.sentence.touched(f));
                let outcome = match (&example.mark, result.right) {
                    (Some(_), true) => Outcome::Hit,
                    (Some(_), false) => Outcome::Miss,
                    (None, true) => continue,
                    (None, false) => Outcome::Alarm,
                };
                let subtype = example.mark.map(|m| m.0).or(touching.map(|f| f.subtype)).unwrap_or(Subtype::Generic);
                let mut record =
                    alone(engine, &example.lang, &example.id, &example.sentence, outcome, subtype, &result.found);
                record.severity = example.mark.map(|m| m.1);
                if !example.guard.is_empty() {
                    record.notes.push(format!("guard {}", example.guard));
                }
                passages.push(record);
            }
            Measured::Sentences { set: name, count: examples.len(), right, exact, passages }
        }
    }
}

/// Notes without their repetitions: one sense may match the same words in many ways.
fn distinct(notes: Vec<String>) -> Vec<String> {
    let mut seen = Vec::new();
    for note in notes {
        if !seen.contains(&note) {
            seen.push(note);
        }
    }
    seen
}

fn held_note(held: &Held) -> String {
    format!("{} held by {}", held.sense, held.why)
}

fn record(gold: &Gold, passage: &Passage, held: &[Held]) -> Record {
    let (outcome, subtype, severity, span, notes) = match passage {
        Passage::Hit { mark, found } => {
            let mut notes = vec![found.sense.clone()];
            if found.severity != mark.severity {
                notes.push(format!("severity {} found", found.severity.name()));
            }
            if speaker::right(mark, found) == Some(false) {
                let name = found.speaker.name.as_deref().or(found.speaker.role.as_deref());
                let asked = match &mark.speaker {
                    Expected::Somebody(name) => name.as_str(),
                    _ => "nobody",
                };
                notes.push(format!("said by “{}” and not “{asked}”", name.unwrap_or("the text")));
            }
            (Outcome::Hit, mark.subtype, mark.severity, (mark.start, mark.end), notes)
        }
        Passage::Miss { mark, instead } => {
            let mut notes: Vec<String> = instead.iter().map(|f| format!("found {}", f.sense)).collect();
            let span = (mark.start, mark.end);
            notes.extend(held.iter().filter(|h| h.start < span.1 && span.0 < h.end).map(held_note));
            (Outcome::Miss, mark.subtype, mark.severity, span, notes)
        }
        Passage::Alarm { found, decoy } => {
            let mut notes = vec![found.sense.clone()];
            notes.extend(decoy.iter().map(|d| format!("guard {}", d.guard)));
            (Outcome::Alarm, found.subtype, found.severity, (found.start, found.end), notes)
        }
    };
    let (words, context) = around(&gold.text, span);
    let other_severity = matches!(passage, Passage::Hit { mark, found } if mark.severity != found.severity);
    Record {
        other_severity,
        document: gold.id.clone(),
        outcome,
        subtype,
        severity: Some(severity),
        words,
        notes: distinct(notes),
        context,
    }
}

fn alone(
    engine: &Engine,
    lang: &str,
    id: &str,
    sentence: &Sentence,
    outcome: Outcome,
    subtype: Subtype,
    found: &[Found],
) -> Record {
    let mut notes: Vec<String> = found.iter().map(|f| format!("found {}", f.sense)).collect();
    if outcome == Outcome::Miss {
        notes.extend(reading::held_alone(engine, lang, &sentence.text, sentence.kind).iter().map(held_note));
    }
    let words = sentence.words();
    Record {
        other_severity: false,
        document: id.to_owned(),
        outcome,
        subtype,
        severity: None,
        words,
        notes: distinct(notes),
        context: sentence.text.clone(),
    }
}

/// The words of a span, and the line it stands in, cut to a screen's width.
fn around(text: &str, span: (usize, usize)) -> (String, String) {
    const WIDTH: usize = 70;
    let characters: Vec<char> = text.chars().collect();
    let inside = |from: usize, to: usize| characters[from.min(to)..to.min(characters.len())].iter().collect::<String>();
    let before = characters[..span.0].iter().rev().take(WIDTH).take_while(|c| **c != '\n').count();
    let after = characters[span.1..].iter().take(WIDTH).take_while(|c| **c != '\n').count();
    let context =
        format!("{}[{}]{}", inside(span.0 - before, span.0), inside(span.0, span.1), inside(span.1, span.1 + after));
    (inside(span.0, span.1), context)
}
