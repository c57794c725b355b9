//! `cargo xtask sizes`: what a reader downloads, held against what is recorded in `tests/sizes.json`.

use crate::bundle;
use crate::run::{Outcome, node_script, root, run};
use crate::tools::Browser;
use std::path::Path;

/// Builds the extension and weighs it; with `--accept`, records what it weighs.
///
/// # Errors
/// The extension does not build, or something grew.
pub fn sizes(arguments: &[&str]) -> Outcome {
    let mode = match arguments {
        [] => "check",
        ["--accept"] => "accept",
        _ => return Err("cargo xtask sizes takes --accept or nothing.".to_owned()),
    };
    bundle::build()?;
    weigh(mode)
}

/// Weighs what is built.
///
/// # Errors
/// Something grew.
pub fn check() -> Outcome {
    weigh("check")
}

fn weigh(mode: &str) -> Outcome {
    let mut script = node_script(Path::new("xtask/scripts/sizes.ts"))?;
    script.arg(root().join("tests/sizes.json")).arg(mode);
    run(script.args(Browser::ALL.map(bundle::folder)))
}
