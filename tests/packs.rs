//! The packs themselves: each example inside them is answered as its author says, each guard that is asked for
//! exists.
//!
//! How many examples may still fail, or are still lacking, stands in `tests/eval-baseline.json` and only sinks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use eval::baseline::{self, Baseline};
use eval::packs;
use sayswho::engine::Engine;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn examples_are_answered_as_their_authors_say_and_guards_exist() {
    let engine = Engine::with_own_packs().unwrap();
    assert!(!engine.packs().is_empty(), "no language was compiled in");
    let baseline = Baseline::read(root()).unwrap();
    let mut failures = String::new();
    for pack in engine.packs() {
        let run = packs::run(&engine, &root().join("packs").join(&pack.code)).unwrap();
        let broken = baseline.broken(&baseline::figures(&[], std::slice::from_ref(&run)));
        if !broken.is_empty() {
            failures.extend(run.failures.iter().map(|f| format!("\n{f}\n")));
            failures.extend(run.bare.iter().chain(&run.nowhere).map(|line| format!("\n{line}")));
            failures.extend(broken.iter().map(|sentence| format!("\n{sentence}")));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
