//! The article the project was born from, in full: its marks, its decoys, and its document at a glance.
//!
//! Read where it stands, beside the checkout; the translation is held to the same summary.

use crate::gold::{self, Gold};
use crate::reading;
use crate::score::{self, Passage};
use sayswho::engine::Engine;
use sayswho::report::{Grade, Severity, SpeakerKind, Summary};
use serde::Deserialize;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Deserialize)]
struct Annotated {
    document: Document,
}

#[derive(Deserialize)]
struct Document {
    distinct_named_sources: usize,
    interested_sources: usize,
    links: u32,
    documents_cited: u32,
    figures: u32,
    stated_absences: u32,
}

/// What the engine makes of it, line by line, each with what was asked for.
///
/// # Errors
/// The files do not read.
pub fn check(engine: &Engine, shared: &Path) -> Result<String, String> {
    let path = shared.join("guidelines/SEED_GOLD.json");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    let annotated: Annotated = serde_json::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    let mut out = String::new();
    for gold in gold::read_lines(&shared.join("gold/seed.jsonl"))? {
        marks(engine, &gold, &annotated.document, &mut out);
    }
    Ok(out)
}

fn marks(engine: &Engine, gold: &Gold, wanted: &Document, out: &mut String) {
    let (found, report) = reading::read(engine, gold);
    let (counts, passages) = score::score(gold, &found, Severity::Low);
    let _ = writeln!(
        out,
        "\n{}: {} of {} required marks with their subtype, severity equal on {}, {} of {} decoys marked",
        gold.id, counts.hits[0], counts.gold, counts.severity_equal, counts.decoy_alarms, counts.decoys
    );
    let quote = |from: usize, to: usize| gold.text.chars().skip(from).take(to - from).collect::<String>();
    for passage in &passages {
        let _ = match passage {
            Passage::Hit { mark, found } if mark.severity != found.severity => {
                let (asked, weighs) = (mark.severity.name(), found.severity.name());
                writeln!(out, "  weighs {weighs} instead of {asked}: {}", quote(mark.start, mark.end))
            }
            Passage::Miss { mark, .. } => {
                writeln!(out, "  missed {}: {}", mark.subtype.name(), quote(mark.start, mark.end))
            }
            Passage::Alarm { found, .. } => {
                writeln!(out, "  not asked for, {}: {}", found.sense, quote(found.start, found.end))
            }
            Passage::Hit { .. } => Ok(()),
        };
    }
    summary(&report.summary, wanted, out);
    let unsourced = report.passages.iter().filter(|p| matches!(p.grade, Grade::Nobody | Grade::Unnamed)).count();
    let grades: Vec<&str> = report.passages.iter().map(|p| p.grade.name()).collect();
    let _ = writeln!(out, "  {unsourced} of {} graded paragraphs name no source: {}", grades.len(), grades.join(", "));
}

fn summary(summary: &Summary, wanted: &Document, out: &mut String) {
    let interested = summary.voices.iter().filter(|v| v.kind == SpeakerKind::Interested).count();
    let names: Vec<&str> = summary.voices.iter().map(|v| v.name.as_str()).collect();
    let mut line = |what: &str, is: usize, asked: usize| {
        let sign = if is == asked { "✓" } else { "✗" };
        let _ = writeln!(out, "  {sign} {what}: {is}, and {asked} asked for");
    };
    line(&format!("voices ({})", names.join(", ")), summary.voices.len(), wanted.distinct_named_sources);
    line("of them with a stake", interested, wanted.interested_sources);
    line("links", summary.links as usize, wanted.links as usize);
    line("documents", summary.documents as usize, wanted.documents_cited as usize);
    line("figures", summary.figures as usize, wanted.figures as usize);
    line("stated absences", summary.stated_absences as usize, wanted.stated_absences as usize);
}
