//! The engine as Wasm, with what the extension's sources import from it: `extension/generated/`.
//!
//! Absent on purpose: wasm-opt. It makes a module with `regex` in it 6 % smaller on disk and larger in a zip,
//! for twenty seconds a build (ARCHITECTURE.md).

use crate::parts;
use crate::run::{Outcome, cargo, root, run, step};
use crate::tools;
use std::path::PathBuf;

/// No loop is written out several times, and a function said to be worth copying is copied where any other would be:
/// 5 KB less in a zip, and as fast, for a browser's own compiler does what pays of it (ARCHITECTURE.md).
///
/// Only passes whose work does not depend on where things lie in memory: two builds have to be the same.
const SMALLER: [&str; 4] = [
    "-Cllvm-args=-unroll-threshold=0",
    "-Cllvm-args=-unroll-runtime=false",
    "-Cllvm-args=-unroll-allow-partial=false",
    "-Cllvm-args=-inlinehint-threshold=225",
];

/// Where everything that is generated for the extension stands.
#[must_use]
pub fn generated() -> PathBuf {
    root().join("extension/generated")
}

/// Builds the engine, its glue, its types and the packs into `extension/generated/`, and says where that is.
///
/// # Errors
/// The target cannot be had, or the engine does not compile.
pub fn generate() -> Outcome<PathBuf> {
    tools::wasm_target()?;
    step("compiling the engine to Wasm", || {
        let mut build = cargo(&[
            "build",
            "--quiet",
            "--package=sayswho",
            "--lib",
            "--profile=wasm",
            "--target=wasm32-unknown-unknown",
            "--no-default-features",
        ]);
        let flags = nameless()?.into_iter().chain(SMALLER.map(str::to_owned));
        run(build.env("CARGO_ENCODED_RUSTFLAGS", flags.collect::<Vec<_>>().join("\u{1f}")))
    })?;
    let generated = generated();
    step("writing glue, types and packs (the first time compiles wasm-bindgen, about a minute)", || {
        let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
        let mut glue = cargo(&["run", "--quiet", "--package=xtask-glue", "--", "generate"]);
        run(glue.arg(target.join("wasm32-unknown-unknown/wasm/sayswho.wasm")).arg(&generated))
    })?;
    Ok(generated)
}

/// Where a panic would have happened is part of the module, with the file's path. It must not tell of this machine:
/// two builds from the same sources are the same, and nobody's home is shipped.
fn nameless() -> Outcome<Vec<String>> {
    let places = parts::registries()?;
    Ok(places.iter().map(|place| format!("--remap-path-prefix={}=crates", place.display())).collect())
}
