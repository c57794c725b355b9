//! Files and standard input, one after the other: read, decoded, examined, printed. A file that cannot be read costs
//! one sentence; the others are done.

use super::arguments::{Arguments, Form};
use super::whole::Whole;
use super::{Outcome, STANDARD_INPUT, complain};
use crate::engine::Engine;
use crate::input::encoding::{self, Basis, Decoded};
use crate::input::{Input, Notation};
use crate::output::excerpt::harmless;
use crate::output::human::{Manner, Page};
use crate::output::json::{Answer, View};
use crate::output::lines::Lines;
use crate::output::words::Words;
use crate::report::Report;
use serde::Serialize;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// What `--format json` says of one file.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Read {
        file: &'a str,
        notation: &'static str,
        charset: &'static str,
        /// What `start` and `end` count bytes of.
        offsets_in: &'static str,
        #[serde(flatten)]
        answer: Answer<'a>,
    },
    Unread {
        file: &'a str,
        error: &'a str,
    },
}

/// A text with what was found in it.
struct Done {
    decoded: Decoded,
    notation: Notation,
    input: Input,
    report: Report,
}

/// What every file is done with.
#[derive(Clone, Copy)]
struct Work<'w> {
    engine: &'w Engine,
    arguments: &'w Arguments,
    words: &'w Words,
}

/// Does all files.
pub fn run(engine: &Engine, arguments: &Arguments, words: &Words) -> io::Result<Outcome> {
    let work = Work { engine, arguments, words };
    let standard = [Path::new("-").to_path_buf()];
    let files = if arguments.files.is_empty() { &standard[..] } else { &arguments.files[..] };
    if arguments.form == Form::Json { work.json(files) } else { work.text(files) }
}

impl Work<'_> {
    /// For people, in whole lines.
    fn text(self, files: &[PathBuf]) -> io::Result<Outcome> {
        let stdout = io::stdout();
        let colour = self.arguments.colour.unwrap_or_else(|| stdout.is_terminal());
        let mut out = Whole::until_interrupted(stdout);
        let mut outcome = Outcome::Done;
        for (n, path) in files.iter().enumerate() {
            let shown = harmless(&name_of(path));
            let done = self.read(path, &shown);
            let mut lines = Vec::new();
            if n > 0 {
                lines.push(b'\n');
            }
            match &done {
                Ok(Done { decoded, input, report, .. }) => {
                    let note = decoded.is_decoded().then(|| self.words.say("cli_decoded", &[decoded.charset]));
                    let page = Page { name: &shown, input, lines: &Lines::new(&decoded.text), report, note };
                    Manner { words: self.words, level: self.arguments.level, colour }.print(&page, &mut lines)?;
                }
                Err(sentence) => {
                    outcome = Outcome::Failed;
                    complain(sentence);
                }
            }
            out.write(&lines)?;
        }
        Ok(outcome)
    }

    /// One document, which is whole only at its end.
    fn json(self, files: &[PathBuf]) -> io::Result<Outcome> {
        let mut out = BufWriter::new(io::stdout().lock());
        let mut outcome = Outcome::Done;
        write!(out, "{{\"version\":{:?},\"documents\":[", env!("CARGO_PKG_VERSION"))?;
        for (n, path) in files.iter().enumerate() {
            let name = name_of(path);
            let done = self.read(path, &harmless(&name));
            if n > 0 {
                writeln!(out, ",")?;
            }
            match &done {
                Ok(done) => self.entry(&name, done, &mut out)?,
                Err(sentence) => {
                    outcome = Outcome::Failed;
                    complain(sentence);
                    serde_json::to_writer(&mut out, &Entry::Unread { file: &name, error: sentence })?;
                }
            }
        }
        writeln!(out, "]}}")?;
        out.flush()?;
        Ok(outcome)
    }

    /// Examines a file, or says in one sentence why not.
    fn read(self, path: &Path, shown: &str) -> Result<Done, String> {
        let decoded = read(path, shown, self.words)?;
        let named = (path.as_os_str() != "-").then_some(path);
        let notation = self.arguments.notation.unwrap_or_else(|| Notation::guess(named, &decoded.text));
        let input = notation.read(&decoded.text, self.arguments.lang.as_deref());
        let report = self.engine.read(&input.document);
        Ok(Done { decoded, notation, input, report })
    }

    fn entry(self, name: &str, done: &Done, out: &mut impl Write) -> io::Result<()> {
        let Done { decoded, notation, input, report } = done;
        let lines = Lines::new(&decoded.text);
        let words = self.arguments.worded.then_some(self.words);
        let view = View { input, level: self.arguments.level, shown: Some(&lines), words };
        let entry = Entry::Read {
            file: name,
            notation: notation.name(),
            charset: decoded.charset,
            offsets_in: if decoded.is_decoded() { "decoded text" } else { "given bytes" },
            answer: view.answer(report),
        };
        serde_json::to_writer(out, &entry)?;
        Ok(())
    }
}

fn name_of(path: &Path) -> String {
    if path.as_os_str() == "-" { STANDARD_INPUT.to_string() } else { path.display().to_string() }
}

/// The text of a file, or one sentence why there is none.
fn read(path: &Path, name: &str, words: &Words) -> Result<Decoded, String> {
    let bytes = if path.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            complain(&words.say("cli_typing", &[]));
        }
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else if path.is_dir() {
        return Err(words.say("cli_folder", &[name]));
    } else {
        std::fs::read(path)
    };
    let bytes = bytes.map_err(|error| why_not(name, &error, words))?;
    let decoded = encoding::decode(bytes).map_err(|_| words.say("cli_no_text", &[name]))?;
    match decoded.basis {
        Basis::Assumed => complain(&words.say("cli_assumed", &[name, decoded.charset])),
        Basis::Mended => complain(&words.say("cli_mended", &[name])),
        Basis::Given | Basis::Mark | Basis::Declared => {}
    }
    Ok(decoded)
}

/// Why something cannot be read.
pub fn why_not(name: &str, error: &io::Error, words: &Words) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => words.say("cli_not_found", &[name]),
        io::ErrorKind::PermissionDenied => words.say("cli_not_allowed", &[name]),
        io::ErrorKind::IsADirectory => words.say("cli_folder", &[name]),
        _ => words.say("cli_unreadable", &[name, &error.to_string()]),
    }
}
