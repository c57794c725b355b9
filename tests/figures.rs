//! The figures of the project's own fixtures do not fall through their floors.
//!
//! `cargo xtask eval` prints them with every passage gained and lost; `--accept` raises the floors.

#![allow(clippy::unwrap_used)]

use eval::baseline::{self, Baseline};
use eval::measure::{Measured, measure};
use eval::sets;
use sayswho::engine::Engine;
use sayswho::report::Severity;
use std::path::Path;

#[test]
fn no_figure_falls_through_its_floor() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let engine = Engine::with_own_packs().unwrap();
    let sets = sets::own(root).unwrap();
    let measured: Vec<Measured> = sets.iter().map(|set| measure(&engine, set, Severity::Low)).collect();
    let baseline = Baseline::read(root).unwrap();
    let broken = baseline.broken(&baseline::figures(&measured, &[]));
    let lost: Vec<String> = baseline
        .changes(&measured)
        .into_iter()
        .filter(|c| !c.better)
        .map(|c| format!("  {} · {} is now {}", c.document, c.passage, c.is.as_deref().unwrap_or("not marked")))
        .collect();
    assert!(broken.is_empty(), "\n{}\nSince the baseline was accepted:\n{}", broken.join("\n"), lost.join("\n"));
}
