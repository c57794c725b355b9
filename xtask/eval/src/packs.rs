//! The examples inside packs: each must be marked, or pass, as its author says.
//!
//! In triggers, `mark` must be painted to the letter with the file's subtype (and the weight asked for, if one
//! is); `pass` must carry nothing of that subtype. In guards, `pass` is what they silence and must carry nothing
//! at all on its span, or anywhere if it has none; `mark` is a look-alike that must stay marked, with any subtype.

use crate::guards;
use crate::markup;
use crate::reading::{self, Found, Held};
use crate::score::shares_word;
use sayswho::engine::Engine;
use sayswho::pack::source::{self, Source};
use sayswho::report::{BlockKind, Severity, Subtype};
use std::path::Path;

/// An example that the engine does not answer as its author says.
#[derive(Debug, Clone)]
pub struct Failure {
    /// `fr/triggers/generic.toml:12`, the line where the file shows one.
    pub place: String,
    /// Sense or guard.
    pub entry: String,
    pub what: String,
    pub text: String,
    /// What is meant, in code points.
    pub span: Option<(usize, usize)>,
    /// What was found and what was held back.
    pub notes: Vec<String>,
}

/// A language's examples, run.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    pub lang: String,
    pub count: usize,
    pub failures: Vec<Failure>,
    /// Entries that lack an example for or against: `fr/guards.toml schedule: no mark`.
    pub bare: Vec<String>,
    /// Guards that are asked for and exist neither here nor in code.
    pub nowhere: Vec<String>,
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} [{}] {}\n    {}", self.place, self.entry, self.what, self.text)?;
        if let Some((from, to)) = self.span {
            write!(f, "\n    {}{}", " ".repeat(from), "^".repeat((to - from).max(1)))?;
        }
        self.notes.iter().try_for_each(|note| write!(f, "\n      {note}"))
    }
}

/// Runs every example of one language's folder.
///
/// # Errors
/// The folder does not read as a pack.
pub fn run(engine: &Engine, folder: &Path) -> Result<Examples, String> {
    let source =
        source::read(folder).map_err(|faults| faults.iter().map(reading::shown).collect::<Vec<_>>().join("\n"))?;
    let mut out = Examples { lang: source.identity.code.clone(), ..Examples::default() };
    let mut runner = Runner { engine, folder, out: &mut out };
    runner.senses(&source);
    runner.guards(&source);
    out.nowhere = guards::of(&source).nowhere;
    Ok(out)
}

struct Runner<'a> {
    engine: &'a Engine,
    folder: &'a Path,
    out: &'a mut Examples,
}

/// An example as its author wrote it.
struct Written {
    text: String,
    span: Option<(usize, usize)>,
    kind: BlockKind,
    severity: Option<Severity>,
}

fn parse(example: &str) -> Result<Written, String> {
    let (severity, rest) = match example.split_once('|') {
        Some((head, rest)) if Severity::from_name(head.trim()).is_some() => {
            (Severity::from_name(head.trim()), rest.trim_start())
        }
        _ => (None, example),
    };
    let (rest, kind) = match rest.strip_prefix("# ") {
        Some(title) => (title, BlockKind::Title),
        None => (rest, BlockKind::Paragraph),
    };
    let (text, span) = markup::sentence(rest)?;
    Ok(Written { text, span, kind, severity })
}

impl Runner<'_> {
    fn senses(&mut self, source: &Source) {
        for (file, subtype, sense) in &source.senses {
            let Some(subtype) = Subtype::from_name(subtype) else { continue };
            let entry = sense.name.as_str();
            self.bare(file, entry, &sense.mark, &sense.pass);
            for example in &sense.mark {
                self.example(file, entry, example, |w, found| must_mark(w, found, Some(subtype)));
            }
            for example in &sense.pass {
                self.example(file, entry, example, |w, found| must_pass(w, found, Some(subtype)));
            }
        }
    }

    fn guards(&mut self, source: &Source) {
        for (name, (file, guard)) in &source.guards {
            self.bare(file, name, &guard.mark, &guard.pass);
            for example in &guard.mark {
                self.example(file, name, example, |w, found| must_mark(w, found, None));
            }
            for example in &guard.pass {
                self.example(file, name, example, |w, found| must_pass(w, found, None));
            }
        }
    }

    fn bare(&mut self, file: &str, entry: &str, mark: &[String], pass: &[String]) {
        for (list, what) in [(mark, "mark"), (pass, "pass")] {
            if list.is_empty() {
                self.out.bare.push(format!("{file} [{entry}]: no {what}"));
            }
        }
    }

    fn example(&mut self, file: &str, entry: &str, example: &str, judge: impl Fn(&Written, &[Found]) -> Option<Blame>) {
        self.out.count += 1;
        let place = self.place(file, example);
        let failure = |what: String, text: &str, span, notes| Failure {
            place: place.clone(),
            entry: entry.to_owned(),
            what,
            text: text.to_owned(),
            span,
            notes,
        };
        let written = match parse(example) {
            Ok(written) => written,
            Err(what) => return self.out.failures.push(failure(what, example, None, Vec::new())),
        };
        let lang = self.out.lang.clone();
        let found = reading::read_sentence(self.engine, &lang, &written.text, written.kind);
        if let Some((what, span)) = judge(&written, &found) {
            let mut notes: Vec<String> = found.iter().map(|f| found_note(&written.text, f)).collect();
            let held = reading::held_alone(self.engine, &lang, &written.text, written.kind);
            for note in held.iter().map(|h| held_note(&written.text, h)) {
                if !notes.contains(&note) {
                    notes.push(note);
                }
            }
            self.out.failures.push(failure(what, &written.text, span, notes));
        }
    }

    /// The file, with the line that holds the example when there is exactly such a line.
    fn place(&self, file: &str, example: &str) -> String {
        let inside = file.split_once('/').map_or(file, |(_, rest)| rest);
        let content = std::fs::read_to_string(self.folder.join(inside)).unwrap_or_default();
        let escaped = example.replace('\\', "\\\\").replace('"', "\\\"");
        let line = content.lines().position(|line| line.contains(example) || line.contains(&escaped));
        line.map_or_else(|| file.to_owned(), |line| format!("{file}:{}", line + 1))
    }
}

/// What is wrong, and where to point.
type Blame = (String, Option<(usize, usize)>);

fn must_mark(written: &Written, found: &[Found], subtype: Option<Subtype>) -> Option<Blame> {
    let Some(span) = written.span else {
        return Some(("this must say what is painted: put it in [ ]".to_owned(), None));
    };
    let wanted = |f: &&Found| subtype.is_none_or(|s| s == f.subtype);
    let exact = found.iter().filter(wanted).find(|f| (f.start, f.end) == span);
    match (exact, written.severity) {
        (Some(f), Some(severity)) if f.severity != severity => {
            Some((format!("this should weigh {}, and weighs {}", severity.name(), f.severity.name()), Some(span)))
        }
        (Some(_), _) => None,
        (None, _) => match found.iter().filter(wanted).find(|f| f.start < span.1 && span.0 < f.end) {
            Some(other) => Some((
                format!("this should be painted, and “{}” is", words(&written.text, (other.start, other.end))),
                Some(span),
            )),
            None => Some(("this should be marked".to_owned(), Some(span))),
        },
    }
}

fn must_pass(written: &Written, found: &[Found], subtype: Option<Subtype>) -> Option<Blame> {
    let text: Vec<char> = written.text.chars().collect();
    let wrong = found.iter().find(|f| {
        subtype.is_none_or(|s| s == f.subtype) && written.span.is_none_or(|s| shares_word(&text, (f.start, f.end), s))
    })?;
    Some((format!("this should pass, and is marked as {}", wrong.subtype.name()), Some((wrong.start, wrong.end))))
}

fn words(text: &str, span: (usize, usize)) -> String {
    text.chars().skip(span.0).take(span.1.saturating_sub(span.0)).collect()
}

fn found_note(text: &str, f: &Found) -> String {
    format!("found: {} {} “{}”", f.sense, f.severity.name(), words(text, (f.start, f.end)))
}

fn held_note(text: &str, h: &Held) -> String {
    format!("held: {} “{}” by {}", h.sense, words(text, (h.start, h.end)), h.why)
}
