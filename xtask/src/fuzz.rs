//! `cargo xtask fuzz [--seconds N] [TARGET …]`: any bytes at every door of the engine, and any data at those of the
//! extension, until the time is up or something gives way.
//!
//! The targets (`fuzz/`) are built with the toolchain of the project: what libFuzzer needs of the compiler can be
//! asked of a stable one. What it found of interest before is in `fuzz/corpus`, kept small; what it finds now is in
//! `target/fuzz/corpus`, and an input that breaks something in `target/fuzz/faults`.
//!
//! Absent on purpose: the address sanitizer, for code without `unsafe`; it would need a nightly toolchain.

use crate::run::{Outcome, cargo, entries, node_script, output, program, read, root, run, step, write};
use crate::tools;
use crate::wasm;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const SECONDS: u64 = 60;
/// What cargo-fuzz asks for as well: counters, and the values that are compared.
const FLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";
/// The properties of the extension's own doors, thrown at in Node.
const FRONT: &str = "front";

/// Fuzzes the named targets, or all.
///
/// # Errors
/// A target cannot be built, or something gave way.
pub fn fuzz(arguments: &[&str]) -> Outcome {
    let (seconds, targets) = asked(arguments)?;
    for tally in spend(seconds, &targets)? {
        println!("{}: {} executions", tally.name, tally.executions);
    }
    Ok(())
}

/// What a target went through.
pub struct Tally {
    pub name: String,
    pub executions: u64,
}

/// Fuzzes each target for some seconds. An empty list is all of them.
///
/// # Errors
/// A target cannot be built, or something gave way.
pub fn spend(seconds: u64, targets: &[String]) -> Outcome<Vec<Tally>> {
    let all = targets_of()?;
    let targets = if targets.is_empty() { &all } else { targets };
    if let Some(other) = targets.iter().find(|name| !all.contains(name)) {
        return Err(format!("There is no target {other}; there are {}.", all.join(", ")));
    }
    let host = host()?;
    if targets.iter().any(|name| name != FRONT) {
        step("building the targets with counters", || {
            let mut build = cargo(&["build", "--release", "--quiet", "--locked", "--manifest-path=fuzz/Cargo.toml"]);
            build.env("RUSTFLAGS", FLAGS).env_remove("CARGO_ENCODED_RUSTFLAGS").arg(format!("--target={host}"));
            run(build.arg(format!("--target-dir={}", folder().display())))
        })?;
    }
    let (mut tallies, mut broken) = (Vec::new(), Vec::new());
    let state = state();
    for name in targets {
        let ran = step(&format!("{name}, for {seconds} s"), || {
            if name == FRONT { front(seconds) } else { engine(name, &host, seconds) }
        });
        let before = read(&counts()).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(json!({}));
        write(&counts(), with(before, &state, name, seconds, ran.as_ref().ok().copied()).to_string())?;
        match ran {
            Ok(executions) => tallies.push(Tally { name: name.clone(), executions }),
            // The others are tried all the same.
            Err(sentence) => broken.push(sentence),
        }
    }
    if broken.is_empty() { Ok(tallies) } else { Err(broken.join("\n\n")) }
}

fn asked(arguments: &[&str]) -> Outcome<(u64, Vec<String>)> {
    let mut seconds = SECONDS;
    let mut targets = Vec::new();
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        if *word == "--seconds" {
            let given = words.next().and_then(|number| number.parse().ok());
            seconds = given.ok_or("--seconds wants a whole number.")?;
        } else {
            targets.push((*word).to_owned());
        }
    }
    Ok((seconds, targets))
}

fn folder() -> PathBuf {
    root().join("target/fuzz")
}

/// A target is a file of `fuzz/targets`; those of the extension are one.
fn targets_of() -> Outcome<Vec<String>> {
    let files = entries(&root().join("fuzz/targets"))?;
    let names = files.iter().filter_map(|file| Some(file.file_stem()?.to_string_lossy().into_owned()));
    Ok(names.chain([FRONT.to_owned()]).collect())
}

fn host() -> Outcome<String> {
    let version = output(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(ToOwned::to_owned).ok_or_else(|| "rustc does not say what it compiles for.".to_owned())
}

fn engine(name: &str, host: &str, seconds: u64) -> Outcome<u64> {
    let here = folder();
    let (found, faults, seeds) =
        (here.join("corpus").join(name), here.join("faults"), root().join("fuzz/corpus").join(name));
    for folder in [&found, &faults] {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut target = Command::new(here.join(host).join("release").join(name));
    target.current_dir(root()).stdin(Stdio::null()).stdout(Stdio::null()).arg(&found).arg(&seeds);
    target.args(["-print_final_stats=1", "-timeout=20", "-rss_limit_mb=4096", "-max_len=4096", "-verbosity=0"]);
    target.arg(format!("-max_total_time={seconds}")).arg(format!("-artifact_prefix={}/{name}-", faults.display()));
    let words = root().join("fuzz/words.dict");
    if words.is_file() {
        target.arg(format!("-dict={}", words.display()));
    }
    let ended = target.output().map_err(|error| format!("The target {name} cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&ended.stderr);
    if !ended.status.success() {
        let end: Vec<&str> = said.lines().rev().take(60).collect();
        let end: Vec<&str> = end.into_iter().rev().collect();
        return Err(format!("{name} gave way:\n{}", end.join("\n")));
    }
    let stat = said.lines().find_map(|line| line.strip_prefix("stat::number_of_executed_units:"));
    let count = stat.and_then(|number| number.trim().parse().ok());
    count.ok_or_else(|| format!("{name} does not say how often it ran."))
}

fn front(seconds: u64) -> Outcome<u64> {
    tools::node_packages()?;
    // The background's doors open onto the engine in Wasm.
    if !wasm::generated().is_dir() {
        wasm::generate()?;
    }
    let counted = folder().join("front.txt");
    run(node_script(Path::new("fuzz/front.ts"))?.arg(seconds.to_string()).arg(&counted))?;
    let text = read(&counted)?;
    text.trim().parse().map_err(|_| format!("{} holds no number.", counted.display()))
}

/// What all runs of this checkout came to, for the report.
fn counts() -> PathBuf {
    root().join("dist/reliability/fuzz.json")
}

/// What is fuzzed: the commit, and a plus when files of it were changed since.
fn state() -> String {
    let Ok(commit) = output(program("git").args(["rev-parse", "--short=10", "HEAD"])) else {
        return "sources without a history".to_owned();
    };
    let changed = output(program("git").args(["status", "--porcelain"])).unwrap_or_default();
    format!("{}{}", commit.trim(), if changed.trim().is_empty() { "" } else { "+" })
}

/// The counts with another run in them. Only runs of one state are summed; one that broke something counts nothing.
fn with(mut all: Value, state: &str, name: &str, seconds: u64, executions: Option<u64>) -> Value {
    let before = |key: &str| if all[name]["state"] == state { all[name][key].as_u64().unwrap_or(0) } else { 0 };
    all[name] = json!({
        "state": state, "gave_way": executions.is_none(),
        "seconds": before("seconds") + executions.map_or(0, |_| seconds),
        "executions": before("executions") + executions.unwrap_or(0),
    });
    all
}

/// Every target with what it went through here; nothing for one that was never run.
///
/// # Errors
/// The folder of the targets cannot be read.
pub fn told() -> Outcome<Value> {
    let counted: Value = read(&counts()).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or(json!({}));
    let targets = targets_of()?.into_iter().map(|name| json!({ "name": name, "ran": counted[&name] }));
    Ok(json!({ "state": state(), "targets": targets.collect::<Vec<_>>() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_of_one_state_are_summed_and_others_forgotten() {
        let once = with(json!({}), "a", "text", 10, Some(5));
        let twice = with(once, "a", "text", 10, Some(6));
        assert_eq!(twice["text"], json!({ "state": "a", "gave_way": false, "seconds": 20, "executions": 11 }));
        let broken = with(twice, "a", "text", 10, None);
        assert_eq!(broken["text"], json!({ "state": "a", "gave_way": true, "seconds": 20, "executions": 11 }));
        let later = with(broken, "b", "text", 3, Some(1));
        assert_eq!(later["text"], json!({ "state": "b", "gave_way": false, "seconds": 3, "executions": 1 }));
    }

    #[test]
    fn every_target_is_told_of_whether_it_was_run_or_not() {
        let names: Vec<String> = targets_of().unwrap();
        let told = told().unwrap();
        assert!(names.len() > 1 && names.contains(&FRONT.to_owned()));
        assert_eq!(told["targets"].as_array().map(Vec::len), Some(names.len()));
    }
}
