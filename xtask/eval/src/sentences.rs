//! Sentences judged alone: minimal pairs, and the guidelines' examples.

use crate::markup;
use crate::reading::{self, Found};
use crate::score::shares_word;
use sayswho::engine::Engine;
use sayswho::report::{BlockKind, Severity, Subtype};
use serde::Deserialize;
use std::path::Path;

/// A sentence and the span that it is about, in code points.
#[derive(Debug, Clone)]
pub struct Sentence {
    pub text: String,
    pub span: (usize, usize),
    pub kind: BlockKind,
}

/// Two sentences with the same words: one to mark, one to pass.
#[derive(Debug, Clone)]
pub struct Pair {
    pub id: String,
    pub lang: String,
    pub subtype: Subtype,
    pub marked: Sentence,
    pub twin: Sentence,
    pub guard: String,
}

/// One sentence of the guidelines.
#[derive(Debug, Clone)]
pub struct Example {
    pub id: String,
    pub lang: String,
    pub sentence: Sentence,
    /// None: it must pass.
    pub mark: Option<(Subtype, Severity)>,
    pub guard: String,
}

/// What the engine made of a pair.
pub struct PairResult {
    pub marked: Vec<Found>,
    pub twin: Vec<Found>,
    /// The one fires in its subtype, the other is silent in it.
    pub right: bool,
    /// Moreover the mark stands on its span, and nothing at all on the twin's.
    pub placed: bool,
}

/// What the engine made of an example.
pub struct ExampleResult {
    pub found: Vec<Found>,
    pub right: bool,
    /// Marked with the very words and weight asked for.
    pub exact: bool,
}

impl Sentence {
    #[must_use]
    pub fn read(&self, engine: &Engine, lang: &str) -> Vec<Found> {
        reading::read_sentence(engine, lang, &self.text, self.kind)
    }

    #[must_use]
    pub fn touched(&self, found: &Found) -> bool {
        let text: Vec<char> = self.text.chars().collect();
        shares_word(&text, (found.start, found.end), self.span)
    }

    #[must_use]
    pub fn words(&self) -> String {
        self.text.chars().skip(self.span.0).take(self.span.1 - self.span.0).collect()
    }
}

impl Pair {
    #[must_use]
    pub fn judge(&self, engine: &Engine) -> PairResult {
        let marked = self.marked.read(engine, &self.lang);
        let twin = self.twin.read(engine, &self.lang);
        let right = marked.iter().any(|f| f.subtype == self.subtype) && twin.iter().all(|f| f.subtype != self.subtype);
        let placed = right
            && marked.iter().any(|f| f.subtype == self.subtype && self.marked.touched(f))
            && !twin.iter().any(|f| self.twin.touched(f));
        PairResult { marked, twin, right, placed }
    }
}

impl Example {
    #[must_use]
    pub fn judge(&self, engine: &Engine) -> ExampleResult {
        let found = self.sentence.read(engine, &self.lang);
        let on_span = |f: &&Found| self.sentence.touched(f);
        let Some((subtype, severity)) = self.mark else {
            let right = !found.iter().any(|f| on_span(&f));
            return ExampleResult { found, right, exact: right };
        };
        let hit = found.iter().filter(on_span).find(|f| f.subtype == subtype);
        let exact = hit.is_some_and(|f| (f.start, f.end) == self.sentence.span && f.severity == severity);
        ExampleResult { right: hit.is_some(), exact, found }
    }
}

/// Lines of `subtype | marked | twin | guard`.
///
/// # Errors
/// A line that is none, with its number.
pub fn pairs(path: &Path, lang: &str) -> Result<Vec<Pair>, String> {
    rows(path, |id, cells| {
        let [subtype, marked, twin, guard] = cells else { return Err("four cells were expected".into()) };
        let subtype = Subtype::from_name(subtype).ok_or_else(|| format!("no such subtype: {subtype}"))?;
        let (marked, twin) = (bracketed(marked)?, bracketed(twin)?);
        Ok(Pair { id, lang: lang.to_owned(), subtype, marked, twin, guard: (*guard).to_owned() })
    })
}

/// Lines of `mark | subtype severity | sentence` and `pass | guard | sentence`.
///
/// # Errors
/// A line that is none, with its number.
pub fn examples(path: &Path, lang: &str) -> Result<Vec<Example>, String> {
    rows(path, |id, cells| {
        let [what, head, sentence] = cells else { return Err("three cells were expected".into()) };
        let sentence = bracketed(sentence)?;
        let mark = match *what {
            "mark" => {
                let named = head.split_once(' ').and_then(|(subtype, severity)| {
                    Some((Subtype::from_name(subtype)?, Severity::from_name(severity)?))
                });
                Some(named.ok_or_else(|| format!("no such subtype and severity: {head}"))?)
            }
            "pass" => None,
            other => return Err(format!("neither mark nor pass: {other}")),
        };
        let guard = if mark.is_none() { (*head).to_owned() } else { String::new() };
        Ok(Example { id, lang: lang.to_owned(), sentence, mark, guard })
    })
}

/// Parts a file into rows of cells; an id is the file's name and the line.
fn rows<T>(path: &Path, mut row: impl FnMut(String, &[&str]) -> Result<T, String>) -> Result<Vec<T>, String> {
    let content = std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    let mut out = Vec::new();
    for (number, line) in content.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let id = format!("{name}:{}", number + 1);
        out.push(row(id.clone(), &cells).map_err(|e| format!("{id}: {e}"))?);
    }
    Ok(out)
}

/// `# ` at the start makes it a title.
fn bracketed(source: &str) -> Result<Sentence, String> {
    let (source, kind) = match source.strip_prefix("# ") {
        Some(title) => (title, BlockKind::Title),
        None => (source, BlockKind::Paragraph),
    };
    let (text, span) = markup::sentence(source)?;
    let span = span.ok_or_else(|| format!("no span in brackets: {source}"))?;
    Ok(Sentence { text, span, kind })
}

#[derive(Deserialize)]
struct HardCase {
    id: String,
    lang: String,
    subtype: Subtype,
    marked: HardSentence,
    unmarked: HardSentence,
    guard: String,
}

#[derive(Deserialize)]
struct HardSentence {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct ExampleLine {
    id: String,
    lang: String,
    label: String,
    subtype: Option<Subtype>,
    severity: Option<Severity>,
    #[serde(default)]
    headline: bool,
    text: String,
    start: usize,
    end: usize,
    #[serde(default)]
    guard: Option<String>,
}

/// Minimal pairs in JSON lines.
///
/// # Errors
/// A line that is none.
pub fn hard_cases(path: &Path) -> Result<Vec<Pair>, String> {
    let plain = |s: HardSentence| Sentence { text: s.text, span: (s.start, s.end), kind: BlockKind::Paragraph };
    let cases = json_lines::<HardCase>(path)?;
    Ok(cases
        .into_iter()
        .map(|c| Pair {
            id: c.id,
            lang: c.lang,
            subtype: c.subtype,
            marked: plain(c.marked),
            twin: plain(c.unmarked),
            guard: c.guard,
        })
        .collect())
}

/// Examples in JSON lines.
///
/// # Errors
/// A line that is none.
pub fn example_lines(path: &Path) -> Result<Vec<Example>, String> {
    let lines = json_lines::<ExampleLine>(path)?;
    Ok(lines
        .into_iter()
        .map(|l| Example {
            sentence: Sentence {
                text: l.text,
                span: (l.start, l.end),
                kind: if l.headline { BlockKind::Title } else { BlockKind::Paragraph },
            },
            mark: (l.label == "mark").then(|| l.subtype.zip(l.severity)).flatten(),
            guard: l.guard.unwrap_or_default(),
            id: l.id,
            lang: l.lang,
        })
        .collect())
}

fn json_lines<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>, String> {
    let content = std::fs::read_to_string(path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
    let lines = content.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(n, line)| serde_json::from_str(line).map_err(|e| format!("{}:{}: {e}", path.display(), n + 1)))
        .collect()
}
