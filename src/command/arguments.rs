//! What was asked of the command.

use crate::input::Notation;
use crate::language::is_tag;
use crate::output::words::{Ui, Words};
use crate::report::Severity;
use lexopt::{Arg, Parser, ValueExt};
use std::ffi::OsString;
use std::path::PathBuf;

/// What comes out, and so what goes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    People,
    Json,
    /// JSON lines in, JSON lines out.
    Lines,
    Help,
    Version,
}

#[derive(Debug)]
pub struct Arguments {
    pub form: Form,
    /// None: standard input, as `-` says too.
    pub files: Vec<PathBuf>,
    pub notation: Option<Notation>,
    pub level: Severity,
    pub lang: Option<String>,
    pub packs: Option<PathBuf>,
    /// Words of a language were asked for outright.
    pub worded: bool,
    /// None: on a terminal.
    pub colour: Option<bool>,
    /// None: as many as there are cores.
    pub jobs: Option<usize>,
}

/// The interface language, if the arguments ask for one; needed before anything can be said about them.
pub fn ui(given: &[OsString]) -> Option<Ui> {
    let given: Vec<&str> = given.iter().filter_map(|a| a.to_str()).collect();
    let after = given.iter().position(|a| *a == "--ui").and_then(|at| given.get(at + 1).copied());
    let joined = given.iter().find_map(|a| a.strip_prefix("--ui="));
    after.or(joined).and_then(Ui::from_name)
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// One sentence that says what was not understood.
pub fn parse(given: Vec<OsString>, words: &Words) -> Result<Arguments, String> {
    let mut arguments = Arguments {
        form: Form::People,
        files: Vec::new(),
        notation: None,
        level: Severity::Low,
        lang: None,
        packs: None,
        worded: false,
        colour: std::env::var_os("NO_COLOR").filter(|v| !v.is_empty()).map(|_| false),
        jobs: None,
    };
    let mut command = None;
    let mut format = None;
    let mut parser = Parser::from_args(given);
    let unclear = |error: &lexopt::Error| match error {
        lexopt::Error::MissingValue { option: Some(option) } => words.say("cli_needs_value", &[option]),
        lexopt::Error::UnexpectedValue { option, .. } => words.say("cli_no_value", &[option]),
        lexopt::Error::NonUnicodeValue(word) => words.say("cli_unclear", &[&word.to_string_lossy()]),
        error => error.to_string(),
    };
    while let Some(arg) = parser.next().map_err(|e| unclear(&e))? {
        let option = match arg {
            Arg::Value(word) if command.is_none() => {
                command = Some(word);
                continue;
            }
            Arg::Value(file) => {
                arguments.files.push(file.into());
                continue;
            }
            Arg::Long(name) => format!("--{name}"),
            Arg::Short(letter) => format!("-{letter}"),
        };
        let mut value = || parser.value().and_then(ValueExt::string).map_err(|e| unclear(&e));
        let wrong = |values: &str, value: &str| words.say("cli_bad_value", &[&option, values, value]);
        match option.as_str() {
            "-h" | "--help" => arguments.form = Form::Help,
            "-V" | "--version" => arguments.form = Form::Version,
            "--jsonl" => arguments.form = Form::Lines,
            "--format" => {
                format = Some(match value()?.as_str() {
                    "text" => Form::People,
                    "json" => Form::Json,
                    other => return Err(wrong("text, json", other)),
                });
            }
            "--as" => {
                let name = value()?;
                let notation = Notation::ALL.iter().copied().find(|n| n.name() == name);
                arguments.notation = Some(notation.ok_or_else(|| wrong("text, markdown, html", &name))?);
            }
            "--level" => {
                let name = value()?;
                arguments.level = Severity::from_name(&name).ok_or_else(|| wrong("low, medium, high", &name))?;
            }
            "--ui" => {
                let name = value()?;
                Ui::from_name(&name).ok_or_else(|| wrong("fr, en", &name))?;
                arguments.worded = true;
            }
            "--color" | "--colour" => {
                arguments.colour = match value()?.as_str() {
                    "auto" => None,
                    "always" => Some(true),
                    "never" => Some(false),
                    other => return Err(wrong("auto, always, never", other)),
                };
            }
            "--jobs" => {
                let number = value()?;
                let jobs = number.parse().ok().filter(|n| (1..=1024).contains(n));
                arguments.jobs = Some(jobs.ok_or_else(|| wrong("1–1024", &number))?);
            }
            "--lang" => {
                let tag = value()?;
                if !is_tag(&tag) {
                    return Err(words.say("cli_bad_lang", &[&option, &tag]));
                }
                arguments.lang = Some(tag);
            }
            "--packs" => arguments.packs = Some(parser.value().map_err(|e| unclear(&e))?.into()),
            _ => return Err(words.say("cli_unknown_option", &[&option])),
        }
    }
    if matches!(arguments.form, Form::Help | Form::Version) {
        return Ok(arguments);
    }
    match (arguments.form, format) {
        (Form::Lines, Some(_)) => return Err(words.say("cli_together", &["--jsonl", "--format"])),
        (Form::Lines, None) if arguments.notation.is_some() => {
            return Err(words.say("cli_together", &["--jsonl", "--as"]));
        }
        (Form::People, Some(format)) => arguments.form = format,
        _ => {}
    }
    match command.as_ref().map(|c| c.to_string_lossy()).as_deref() {
        Some("check") => Ok(arguments),
        Some("help") => Ok(Arguments { form: Form::Help, ..arguments }),
        Some(other) => Err(words.say("cli_unknown_command", &[other])),
        None => Err(words.say("cli_no_command", &[])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> Result<Arguments, String> {
        parse(line.split_whitespace().map(OsString::from).collect(), &Words::new(Ui::English))
    }

    #[test]
    fn understood() {
        let a = of("check --level=high --lang fr -- a.txt - --not-an-option").unwrap();
        assert_eq!((a.level, a.lang.as_deref(), a.files.len()), (Severity::High, Some("fr"), 3));
        assert_eq!(of("check --format json").unwrap().form, Form::Json);
        assert_eq!(of("--jsonl check").unwrap().form, Form::Lines);
        assert_eq!(of("help").unwrap().form, Form::Help);
        assert_eq!(of("check a.txt -h").unwrap().form, Form::Help);
    }

    #[test]
    fn not_understood() {
        for line in ["", "verify a.txt", "check --level loud", "check --level", "check --what", "check --jsonl=1"] {
            let sentence = of(line).unwrap_err();
            assert!(!sentence.starts_with("cli_") && sentence.ends_with('.'), "{line}: {sentence}");
        }
        assert!(of("check --jsonl --format json").is_err());
        assert!(of("check --jobs 0").is_err());
        for lang in ["--lang=english", "--lang=", "--lang=en-", "--lang=en_US.UTF-8"] {
            assert!(of(&format!("check {lang}")).unwrap_err().contains("two or three letters"), "{lang}");
        }
        assert!(["en", "eng", "fr-CA", "pt_BR", "und"].iter().all(|tag| of(&format!("check --lang {tag}")).is_ok()));
    }
}
