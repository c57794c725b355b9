//! `cargo xtask eval`: the engine held against marked texts.
//!
//! The work is done by a program of its own (`xtask/eval`), which compiles the engine; this one stays quick.

use crate::run::{Outcome, cargo};

/// Measures and prints; the program's own words are all a person needs.
///
/// # Errors
/// It cannot be built, or it fails.
pub fn eval(options: &[&str]) -> Outcome {
    let mut command = cargo(&["run", "--quiet", "--profile=eval", "--package=xtask-eval", "--"]);
    let status = command.args(options).status().map_err(|error| format!("`cargo` cannot be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err("The evaluation did not run to its end, or what it asked for failed.".into())
    }
}
