//! The command `sayswho`: what was asked (`arguments.rs`), done for files (`files.rs`) or for JSON lines
//! (`stream.rs`), printed so that no line of text or of JSON lines is ever left half (`whole.rs`).
//!
//! Exit status: 0 done, whatever was found; 1 some lines of a stream could not be read; 2 a file could not be read,
//! or the command itself not understood; 130 interrupted.

mod arguments;
mod files;
mod stream;
mod whole;

pub use arguments::{Arguments, Form};
pub use stream::answer;

use crate::engine::Engine;
use crate::output::words::{Ui, Words};
use crate::pack::{compile, source};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

/// What is printed for a text that has no file.
const STANDARD_INPUT: &str = "<stdin>";

/// How the work went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    Done,
    BadLines,
    Failed,
    /// By a signal: as a shell reports it.
    Interrupted = 130,
}

/// Does what the arguments say.
#[must_use]
pub fn run(given: Vec<OsString>) -> ExitCode {
    let env = |name: &str| std::env::var(name).ok();
    let words = Words::new(arguments::ui(&given).unwrap_or_else(|| Ui::of_environment(env)));
    let outcome = match arguments::parse(given, &words) {
        Ok(arguments) => perform(&arguments, &words),
        Err(sentence) => {
            complain(&sentence);
            Outcome::Failed
        }
    };
    ExitCode::from(outcome as u8)
}

fn perform(arguments: &Arguments, words: &Words) -> Outcome {
    let said = match arguments.form {
        Form::Help => print(&words.say("cli_usage", &[])),
        Form::Version => print(concat!("sayswho ", env!("CARGO_PKG_VERSION"))),
        _ => match engine(arguments.packs.as_deref(), words) {
            Ok(engine) if arguments.form == Form::Lines => stream::run(&engine, arguments, words),
            Ok(engine) => files::run(&engine, arguments, words),
            Err(sentence) => {
                complain(&sentence);
                return Outcome::Failed;
            }
        },
    };
    said.unwrap_or_else(|error| ended(&error, words))
}

/// The engine with its own packs, or with those that a folder holds as sources.
fn engine(folder: Option<&Path>, words: &Words) -> Result<Engine, String> {
    let Some(folder) = folder else {
        return Engine::with_own_packs().map_err(|error| error.to_string());
    };
    let name = folder.display().to_string();
    let entries = std::fs::read_dir(folder).map_err(|error| files::why_not(&name, &error, words))?;
    let mut engine = Engine::new();
    let mut packs: Vec<_> = entries.flatten().map(|e| e.path()).filter(|p| p.join("identity.toml").is_file()).collect();
    packs.sort();
    for pack in &packs {
        match source::read(pack).and_then(|pack| compile::compile(&pack)) {
            Ok(pack) => engine.add(pack),
            Err(faults) => return Err(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        }
    }
    if packs.is_empty() { Err(words.say("cli_no_packs", &[&name])) } else { Ok(engine) }
}

/// Output that can't go on: nobody reads it any more, which is no fault, a signal came, or it can't be written.
fn ended(error: &io::Error, words: &Words) -> Outcome {
    match error.kind() {
        io::ErrorKind::BrokenPipe => return Outcome::Done,
        io::ErrorKind::Interrupted => return Outcome::Interrupted,
        _ => complain(&words.say("cli_not_written", &[&error.to_string()])),
    }
    Outcome::Failed
}

fn print(text: &str) -> io::Result<Outcome> {
    writeln!(io::stdout().lock(), "{text}")?;
    Ok(Outcome::Done)
}

/// One sentence on standard error. That nobody may hear it is no reason to stop.
fn complain(sentence: &str) {
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}
