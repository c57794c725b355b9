//! Marked documents: a text, the marks it must get, and the tempting spans that must stay bare.
//!
//! Offsets are Unicode code points, end exclusive, as in the JSON lines read here. The project's own documents
//! are written in a notation for people instead (`markup.rs`) and arrive in the same form.

use sayswho::report::{Category, LinkKind, Severity, Subtype};
use serde::Deserialize;
use std::path::Path;

/// A document and its marks.
#[derive(Debug, Clone)]
pub struct Gold {
    pub id: String,
    pub lang: String,
    pub text: String,
    /// Links that were taken out of the text, by code points of what is left.
    pub links: Vec<(usize, usize, LinkKind)>,
    pub marks: Vec<Mark>,
    pub decoys: Vec<Decoy>,
}

/// One passage that must be marked.
#[derive(Debug, Clone)]
pub struct Mark {
    pub start: usize,
    pub end: usize,
    pub subtype: Subtype,
    pub severity: Severity,
    /// Counts neither way.
    pub optional: bool,
    /// Other words that would do.
    pub accept: Vec<String>,
    /// Other subtypes that would do.
    pub also: Vec<Subtype>,
    pub speaker: Expected,
}

/// Who must be named as the one who says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Expected {
    /// The mark does not say.
    #[default]
    Unsaid,
    /// The text itself, or the nameless source that the mark is about.
    Nobody,
    /// Somebody, as the annotator wrote it.
    Somebody(String),
}

/// A span that tempts and must stay bare.
#[derive(Debug, Clone)]
pub struct Decoy {
    pub start: usize,
    pub end: usize,
    pub guard: String,
}

impl Mark {
    #[must_use]
    pub const fn category(&self) -> Category {
        self.subtype.category()
    }
}

#[derive(Deserialize)]
struct Line {
    doc_id: String,
    lang: String,
    text: String,
    #[serde(default)]
    marks: Vec<LineMark>,
    #[serde(default)]
    decoys: Vec<LineDecoy>,
}

#[derive(Deserialize)]
struct LineMark {
    start: usize,
    end: usize,
    subtype: Subtype,
    severity: Severity,
    #[serde(default)]
    optional: bool,
    #[serde(default)]
    accept: Option<Vec<String>>,
    #[serde(default)]
    also: Option<Vec<String>>,
    #[serde(default, deserialize_with = "expected")]
    attribution: Expected,
}

#[derive(Deserialize)]
struct LineDecoy {
    start: usize,
    end: usize,
    #[serde(default)]
    guard: Option<String>,
}

/// Null is an answer, and another one than no key at all.
fn expected<'d, D: serde::Deserializer<'d>>(deserializer: D) -> Result<Expected, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map_or(Expected::Nobody, Expected::Somebody))
}

/// Reads documents in JSON lines.
///
/// # Errors
/// A sentence with file and line when something is not as it should be.
pub fn read_lines(path: &Path) -> Result<Vec<Gold>, String> {
    let content = std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    let mut documents = Vec::new();
    for (number, line) in content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), number + 1))?;
        documents.push(line.into());
    }
    Ok(documents)
}

impl From<Line> for Gold {
    fn from(line: Line) -> Self {
        let marks = line.marks.into_iter().map(|m| Mark {
            start: m.start,
            end: m.end,
            subtype: m.subtype,
            severity: m.severity,
            optional: m.optional,
            accept: m.accept.unwrap_or_default(),
            also: m.also.iter().flatten().filter_map(|name| Subtype::from_name(name)).collect(),
            speaker: m.attribution,
        });
        let decoys =
            line.decoys.into_iter().map(|d| Decoy { start: d.start, end: d.end, guard: d.guard.unwrap_or_default() });
        Self {
            id: line.doc_id,
            lang: line.lang,
            marks: marks.collect(),
            decoys: decoys.collect(),
            text: line.text,
            links: Vec::new(),
        }
    }
}
