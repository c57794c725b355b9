//! Marks for programs. Offsets are UTF-8 bytes of the text that was given, or of the decoded text where that had to
//! be decoded. Codes are those of `report.rs`; with words of a language beside them when one is asked for.

use super::lines::Lines;
use super::words::Words;
use crate::input::Input;
use crate::report::{
    Category, Finding, Grade, Missing, Place, Question, Report, Severity, Skipped, SpeakerKind, Strength, Subtype,
    SupportKind,
};
use serde::Serialize;

/// What a report's places are places of.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub input: &'a Input,
    /// Lighter marks are left out.
    pub level: Severity,
    /// With the words themselves, lines and columns.
    pub shown: Option<&'a Lines<'a>>,
    /// With words to read.
    pub words: Option<&'a Words>,
}

#[derive(Serialize)]
pub struct Stretch<'a> {
    start: usize,
    end: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// The words as a reader sees them.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
}

#[derive(Serialize)]
pub struct Mark<'a> {
    #[serde(flatten)]
    place: Stretch<'a>,
    category: Category,
    subtype: Subtype,
    severity: Severity,
    also: &'a [Subtype],
    speaker: Speaker<'a>,
    missing: &'a [Missing],
    support: Vec<Support<'a>>,
    question: Question,
    claim: Stretch<'a>,
    implied: Option<&'a str>,
    repeat: bool,
    sense: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<Said>,
}

#[derive(Serialize)]
struct Speaker<'a> {
    kind: SpeakerKind,
    name: Option<&'a str>,
    role: Option<&'a str>,
    strength: Strength,
    cue: Option<Stretch<'a>>,
}

#[derive(Serialize)]
struct Support<'a> {
    kind: SupportKind,
    #[serde(flatten)]
    place: Stretch<'a>,
}

/// What a card would say.
#[derive(Serialize)]
struct Said {
    category: String,
    subtype: String,
    severity: String,
    speaker: String,
    why: String,
    missing: Vec<String>,
    question: String,
}

#[derive(Serialize)]
pub struct Summary<'a> {
    words: u32,
    sentences: u32,
    graded: u32,
    unsourced: u32,
    voices: Vec<Voice<'a>>,
    links: u32,
    notes: u32,
    documents: u32,
    figures: u32,
    stated_absences: u32,
    languages: &'a [String],
}

#[derive(Serialize)]
struct Voice<'a> {
    name: &'a str,
    role: Option<&'a str>,
    kind: SpeakerKind,
    times: u32,
    start: usize,
    end: usize,
}

#[derive(Serialize)]
pub struct Passage {
    start: usize,
    end: usize,
    grade: Grade,
}

/// All that is said of a text.
#[derive(Serialize)]
pub struct Answer<'a> {
    findings: Vec<Mark<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passages: Option<Vec<Passage>>,
    summary: Summary<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    skipped: &'a [Skipped],
}

impl<'a> View<'a> {
    /// A report as it is written.
    #[must_use]
    pub fn answer(self, report: &'a Report) -> Answer<'a> {
        let marks = report.findings.iter().filter(|f| f.severity >= self.level);
        Answer {
            findings: marks.map(|f| self.mark(f)).collect(),
            passages: self.shown.map(|_| self.passages(report)),
            summary: self.summary(report),
            skipped: &report.skipped,
        }
    }

    fn stretch(self, place: Place) -> Stretch<'a> {
        let range = self.input.range(place.block, place.start, place.end);
        let at = self.shown.map(|lines| lines.at(range.start));
        let text = self.shown.map(|_| self.input.words(place));
        Stretch { start: range.start, end: range.end, line: at.map(|a| a.0), column: at.map(|a| a.1), text }
    }

    fn mark(self, finding: &'a Finding) -> Mark<'a> {
        let speaker = &finding.speaker;
        Mark {
            place: self.stretch(finding.place),
            category: finding.category,
            subtype: finding.subtype,
            severity: finding.severity,
            also: &finding.also,
            speaker: Speaker {
                kind: speaker.kind,
                name: speaker.name.as_deref(),
                role: speaker.role.as_deref(),
                strength: speaker.strength,
                cue: speaker.cue.map(|cue| self.stretch(cue)),
            },
            missing: &finding.missing,
            support: finding.support.iter().map(|s| Support { kind: s.kind, place: self.stretch(s.place) }).collect(),
            question: finding.question,
            claim: self.stretch(finding.claim),
            implied: finding.implied.as_deref(),
            repeat: finding.repeat,
            sense: &finding.sense,
            words: self.words.map(|words| self.said(finding, words)),
        }
    }

    fn said(self, finding: &Finding, words: &Words) -> Said {
        let name = |prefix: &str, value: &str| words.say(&format!("{prefix}_{value}"), &[]);
        Said {
            category: name("category", finding.category.name()),
            subtype: name("subtype", finding.subtype.name()),
            severity: name("severity", finding.severity.name()),
            speaker: name("speaker", finding.speaker.kind.name()),
            why: words.why(finding),
            missing: finding.missing.iter().map(|m| name("missing", m.name())).collect(),
            question: words.question(finding, self.input.words(finding.place)),
        }
    }

    fn passages(self, report: &Report) -> Vec<Passage> {
        let passages = report.passages.iter().map(|passage| {
            let range = self.input.range_of(passage.block);
            Passage { start: range.start, end: range.end, grade: passage.grade }
        });
        passages.collect()
    }

    fn summary(self, report: &'a Report) -> Summary<'a> {
        let summary = &report.summary;
        let voices = summary.voices.iter().map(|voice| {
            let range = self.input.range(voice.place.block, voice.place.start, voice.place.end);
            let (name, role) = (voice.name.as_str(), voice.role.as_deref());
            Voice { name, role, kind: voice.kind, times: voice.times, start: range.start, end: range.end }
        });
        Summary {
            words: summary.words,
            sentences: summary.sentences,
            graded: summary.graded,
            unsourced: summary.unsourced,
            voices: voices.collect(),
            links: summary.links,
            notes: summary.notes,
            documents: summary.documents,
            figures: summary.figures,
            stated_absences: summary.stated_absences,
            languages: &summary.languages,
        }
    }
}
