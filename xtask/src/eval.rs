//! `cargo xtask eval` and `cargo xtask guards`: the engine and its packs held against marked texts.
//!
//! The work is done by a program of its own (`xtask/eval`), which compiles the engine; this one stays quick.

use crate::run::{Outcome, cargo};

/// Measures and prints; the program's own words are all a person needs.
///
/// # Errors
/// It cannot be built, or what it was asked for did not go well; it has said why.
pub fn eval(options: &[&str]) -> Outcome {
    let mut command = cargo(&["run", "--quiet", "--package=xtask-eval", "--"]);
    let status = command.args(options).status().map_err(|error| format!("`cargo` cannot be started: {error}"))?;
    if status.success() { Ok(()) } else { Err("Not all is well; the lines above say what.".into()) }
}

/// Lists guards.
///
/// # Errors
/// As [`eval`]; also when a guard is asked for that stands nowhere.
pub fn guards(options: &[&str]) -> Outcome {
    eval(&[&["guards"], options].concat())
}
