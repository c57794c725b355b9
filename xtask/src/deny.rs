//! `cargo xtask deny [--strict]`: what the crates that are built with may be, as `deny.toml` says it.
//!
//! Licences, sources and versions are told by what is here. Known faults are told by a database that must be
//! fetched; where it cannot be, that is said, and with `--strict` it is a failure. npm packages are few and pinned;
//! their faults are asked of npm.

use crate::run::{Outcome, cargo, output, program, root, run, step};
use crate::tools;
use std::path::PathBuf;

const VERSION: &str = "0.20.2";

/// Checks.
///
/// # Errors
/// cargo-deny cannot be had, or a crate is not what it may be.
pub fn deny(arguments: &[&str]) -> Outcome {
    let strict = arguments == ["--strict"];
    if !strict && !arguments.is_empty() {
        return Err("deny knows no option but --strict.".to_owned());
    }
    let tool = installed()?;
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        step(&format!("licences, sources and versions of what {manifest} asks for"), || {
            let mut command = program(&tool);
            command.arg(format!("--manifest-path={manifest}")).args(["--all-features", "--locked"]);
            run(command.args(["check", "--hide-inclusion-graph", "licenses", "sources", "bans"]))
        })?;
    }
    let mut unreached = Vec::new();
    step("known faults of crates", || {
        let asked = output(program(&tool).args(["--all-features", "--locked", "check", "advisories"]));
        reached(asked.map(|_| ()), "failed to fetch advisory database", "the RustSec database", &mut unreached)
    })?;
    step("known faults of what is shipped from npm", || {
        let asked = output(program(tools::npm()).args(["audit", "--omit=dev", "--package-lock-only"]));
        reached(asked.map(|_| ()), "audit endpoint", "npm’s database", &mut unreached)
    })?;
    if unreached.is_empty() {
        return Ok(());
    }
    let sentence = format!("Known faults were not all looked up: {} cannot be reached.", unreached.join(" and "));
    if strict {
        return Err(sentence);
    }
    println!("\n{sentence}");
    Ok(())
}

/// Tells what could not be asked from what was found.
fn reached(asked: Outcome, sign: &str, what: &'static str, unreached: &mut Vec<&'static str>) -> Outcome {
    match asked {
        Err(sentence) if sentence.contains(sign) => {
            println!("  {what} cannot be reached: this was not checked.");
            unreached.push(what);
            Ok(())
        }
        other => other,
    }
}

/// cargo-deny of this very version, in `target/tools`.
fn installed() -> Outcome<PathBuf> {
    let home = root().join("target/tools");
    let tool = home.join("bin").join(if cfg!(windows) { "cargo-deny.exe" } else { "cargo-deny" });
    let is_there = output(program(&tool).arg("--version")).is_ok_and(|said| said.trim().ends_with(VERSION));
    if !is_there {
        step("compiling cargo-deny into target/tools, which takes some minutes once", || {
            let mut install = cargo(&["install", "cargo-deny", "--quiet", "--locked", "--version", VERSION, "--root"]);
            run(install.arg(&home).env_remove("CARGO_TARGET_DIR"))
        })?;
    }
    Ok(tool)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_is_told_from_what_was_found() {
        let mut unreached = Vec::new();
        assert_eq!(reached(Ok(()), "sign", "a", &mut unreached), Ok(()));
        assert_eq!(reached(Err("a sign".to_owned()), "sign", "b", &mut unreached), Ok(()));
        assert!(reached(Err("a fault".to_owned()), "sign", "c", &mut unreached).is_err());
        assert_eq!(unreached, ["b"]);
    }
}
