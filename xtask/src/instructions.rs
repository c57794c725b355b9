//! `cargo xtask instructions`: what reading costs in instructions, held against `tests/instructions.json`.
//!
//! Times tell little on a machine that does other things; how many instructions a program runs is nearly the same
//! each time: hash maps have a seed of their own in every run, which moves a count by less than a thousandth. Three texts
//! are made of the project's own, a fourth of two paragraphs without end, each read once by the command line, counted by
//! Valgrind. What the start takes is told by itself and taken off the long ones.
//!
//! Counted are the program as it is released and, in `cargo xtask test`, the one that its other steps have built
//! anyway. Another processor takes other paths in memory functions, by some per cent, and another architecture has
//! other instructions: there nothing is compared, and that is said.

use crate::article;
use crate::run::{Outcome, cargo, entries, output, program, read, root, run, step, write};
use crate::tools;
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

/// By this part a count may grow without the record being changed.
const MAY_GROW: f64 = 0.10;
/// How long the long texts are.
const LENGTH: usize = 100_000;

/// What the counts are of: the architecture decides.
fn machine() -> String {
    format!("{}-{}", std::env::consts::ARCH, std::env::consts::OS)
}

fn record() -> PathBuf {
    root().join("tests/instructions.json")
}

/// A way to build the command line: the key in the record, how cargo is told, the folder it goes to.
struct Build {
    name: &'static str,
    options: &'static [&'static str],
    folder: &'static str,
}

const RELEASED: Build = Build { name: "released", options: &["--release"], folder: "release" };
const TESTED: Build = Build { name: "as tests build it", options: &[], folder: "debug" };

/// Counts both builds, and compares; with `--accept`, records.
///
/// # Errors
/// Nothing can be counted here, or a text takes more instructions than it may.
pub fn instructions(arguments: &[&str]) -> Outcome {
    let accept = match arguments {
        [] => false,
        ["--accept"] => true,
        _ => return Err("cargo xtask instructions takes --accept or nothing.".to_owned()),
    };
    let valgrind = tools::valgrind()?;
    let mut counts = count(&valgrind, &TESTED)?;
    counts.extend(count(&valgrind, &RELEASED)?);
    if !accept {
        return compare(&counts);
    }
    let texts: Map<String, Value> = counts.iter().map(Count::recorded).collect();
    let kept = json!({ "machine": machine(), "texts": texts });
    write(&record(), serde_json::to_string_pretty(&kept).unwrap_or_default() + "\n")
}

/// As a step of all tests. A machine that has no Valgrind and no way to it says so, and is no fault of the engine.
///
/// # Errors
/// A text takes more instructions than it may.
pub fn check() -> Outcome {
    match tools::valgrind() {
        Ok(valgrind) => compare(&count(&valgrind, &TESTED)?),
        Err(sentence) => {
            println!("  NOT COUNTED here: {sentence}");
            Ok(())
        }
    }
}

/// One text and what reading it took.
struct Count {
    name: String,
    bytes: usize,
    instructions: u64,
}

impl Count {
    fn recorded(&self) -> (String, Value) {
        (self.name.clone(), json!({ "bytes": self.bytes, "instructions": self.instructions }))
    }

    /// A text may have become longer since it was recorded.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    fn each(&self) -> f64 {
        self.instructions as f64 / self.bytes.max(1) as f64
    }
}

fn count(valgrind: &Path, build: &Build) -> Outcome<Vec<Count>> {
    step(&format!("compiling the command line, {}", build.name), || {
        run(cargo(&["build", "--quiet", "--package=sayswho", "--bin=sayswho"]).args(build.options))
    })?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = root().join("target/instructions");
    let mut counts: Vec<Count> = Vec::new();
    let mut start = 0;
    for (name, text) in texts()? {
        let file = folder.join(format!("{name}.{}", if name == ENDLESS { "md" } else { "txt" }));
        write(&file, &text)?;
        let counted = folder.join(format!("{name}.callgrind"));
        let mut command = program(valgrind);
        command.arg("--tool=callgrind").arg(format!("--callgrind-out-file={}", counted.display()));
        let sayswho = target.join(build.folder).join("sayswho");
        command.arg(sayswho).args(["check", "--format", "json"]).arg(&file);
        output(&mut command)?;
        let all = total(&read(&counted)?).ok_or_else(|| format!("{} has no total.", counted.display()))?;
        let count =
            Count { name: format!("{name}, {}", build.name), bytes: text.len(), instructions: all - start.min(all) };
        println!("  {}: {} bytes, {} instructions", count.name, count.bytes, count.instructions);
        counts.push(count);
        if counts.len() == 1 {
            start = all;
        }
    }
    Ok(counts)
}

/// What Callgrind counted in all.
fn total(file: &str) -> Option<u64> {
    file.lines().find_map(|line| line.strip_prefix("summary: "))?.trim().parse().ok()
}

/// Two paragraphs that are as long as a text: whatever asks all of a paragraph once for each of its sentences, quotations
/// or links takes a hundred times as long here.
const ENDLESS: &str = "endless-paragraphs";

/// One page, for which most is the start; prose without claims; prose dense with them; paragraphs without end.
fn texts() -> Outcome<Vec<(&'static str, String)>> {
    let plain = without_marks("clean", "en")?;
    let dense = without_marks("gold", "fr")?;
    let page = plain.first().cloned().unwrap_or_default();
    let linked = "« Tout le monde le sait », dit [le maire](https://example.org/a) à ceux qui ont écrit à la ville. ";
    let open = "« tout le monde dit que les élus de la ville ont menti, et personne ne leur a répondu, ";
    let endless = [linked, open].map(|piece| piece.repeat(LENGTH / 2 / piece.len())).join("\n\n");
    Ok(vec![
        ("start-and-one-page", page),
        ("plain-english", repeated(&plain)),
        ("dense-french", repeated(&dense)),
        (ENDLESS, endless),
    ])
}

/// The project's own texts of a kind as a reader sees them.
fn without_marks(kind: &str, language: &str) -> Outcome<Vec<String>> {
    let files = entries(&root().join("tests").join(kind).join(language))?;
    let texts = files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "txt"));
    texts.map(|file| Ok(String::from_utf8_lossy(&article::page_of(file)?.text).into_owned())).collect()
}

/// Texts one after the other, again from the first, until there is enough.
fn repeated(texts: &[String]) -> String {
    let mut all = String::new();
    for text in texts.iter().cycle() {
        if all.len() >= LENGTH {
            break;
        }
        all.push_str(text.trim());
        all.push_str("\n\n");
    }
    all
}

fn compare(counts: &[Count]) -> Outcome {
    let kept: Value = serde_json::from_str(&read(&record())?).map_err(|error| format!("instructions.json: {error}"))?;
    let same = kept["machine"] == machine().as_str();
    let mut wrong = Vec::new();
    for count in counts {
        let before = &kept["texts"][&count.name];
        let (each, grown) = (count.each(), before_each(before).map(|before| count.each() / before - 1.0));
        let change = grown.map_or("not recorded".to_owned(), |part| format!("{:+.1} % to the record", part * 100.0));
        println!("  {}: {each:.0} instructions a byte, {change}", count.name);
        if same && grown.is_none_or(|part| part > MAY_GROW) {
            wrong.push(format!("{} ({change})", count.name));
        }
    }
    if !same {
        println!("  NOT COMPARED: the record is of {}, this is {}.", kept["machine"], machine());
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let most = MAY_GROW * 100.0;
    Err(format!(
        "More than {most} % more instructions than recorded: {}. When that is meant: cargo xtask instructions --accept, \
         and say why.",
        wrong.join(", ")
    ))
}

fn before_each(before: &Value) -> Option<f64> {
    Some(before["instructions"].as_f64()? / before["bytes"].as_f64()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_total_is_found() {
        assert_eq!(total("version: 1\nevents: Ir\nsummary: 12345\n\nfn=(1) x\n1 2\n"), Some(12345));
        assert_eq!(total("events: Ir\n"), None);
    }

    #[test]
    fn texts_are_the_same_each_time_and_long_enough() {
        let (first, second) = (texts().unwrap(), texts().unwrap());
        assert_eq!(first, second);
        assert!(first[1].1.len() >= LENGTH && first[2].1.len() >= LENGTH);
        assert!(!first.iter().any(|(_, text)| text.contains('⟦')));
        assert!(!first[0].1.is_empty());
    }
}
