//! `cargo xtask test`: everything, as a fresh machine would see it; and `cargo xtask check`, the quick loop.
//!
//! A step that fails does not stop those that do not need it; at the end all are listed. A step that could not
//! be tried counts as failed: nothing is skipped in silence.

use crate::bundle;
use crate::instructions;
use crate::native;
use crate::run::{Outcome, cargo, node_script, node_tool, root, run, step, write};
use crate::sizes;
use crate::tidy;
use crate::tools::{self, Browser};
use crate::wasm;
use std::path::Path;

/// Everything.
///
/// # Errors
/// Any step failed.
pub fn test() -> Outcome {
    let mut tally = Tally::default();
    tally.step("format of the Rust sources", || run(&mut cargo(&["fmt", "--all", "--check"])));
    tally.step("tidiness", tidy::check);
    tally.step("lints", || {
        run(cargo(&["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"])
            .env("CARGO_TERM_PROGRESS_WHEN", "never"))
    });
    tally.step("lints of the Wasm boundary", || {
        tools::wasm_target()?;
        run(&mut cargo(&[
            "clippy",
            "--quiet",
            "--package=sayswho",
            "--lib",
            "--target=wasm32-unknown-unknown",
            "--no-default-features",
            "--",
            "-Dwarnings",
        ]))
    });
    tally.step("engine, packs, command line", || run(&mut cargo(&["test", "--package=sayswho"])));
    tally.step("xtask itself", || run(&mut cargo(&["test", "--package=xtask", "--package=xtask-eval"])));
    tally.step("instructions that reading takes", instructions::check);
    let built = tally.step("the extension", bundle::build);
    if built {
        tally.step("sizes", sizes::check);
        tally.step("types of the TypeScript sources", types);
        tally.step("format and lints of the TypeScript sources", biome);
        tally.step("the parts of the extension that need no browser", unit);
        tally.step("the engine in Wasm beside the native one", boundary);
        for browser in Browser::ALL {
            tally.step(&format!("the extension in {}", browser.title()), || in_browser(browser));
        }
    } else {
        tally.failed.push("what needs the extension was not tried".to_owned());
    }
    tally.close()
}

/// What a change should pass before anything slow is tried: no Wasm, no browser.
///
/// # Errors
/// Any step failed.
pub fn check() -> Outcome {
    let mut tally = Tally::default();
    tally.step("format of the Rust sources", || run(&mut cargo(&["fmt", "--all", "--check"])));
    tally.step("tidiness", tidy::check);
    tally.step("lints", || {
        run(&mut cargo(&[
            "clippy",
            "--quiet",
            "--package=sayswho",
            "--package=xtask",
            "--all-targets",
            "--",
            "-Dwarnings",
        ]))
    });
    tally.step("engine, packs, command line", || run(&mut cargo(&["test", "--quiet", "--package=sayswho"])));
    tally.step("TypeScript", || {
        tools::node_packages()?;
        if !wasm::generated().is_dir() {
            wasm::generate()?;
        }
        types()?;
        biome()?;
        unit()
    });
    tally.close()
}

fn types() -> Outcome {
    run(node_tool("tsc").arg("--noEmit"))
}

fn biome() -> Outcome {
    run(node_tool("biome").args(["ci", "--error-on-warnings"]))
}

fn unit() -> Outcome {
    run(&mut node_script(Path::new("tests/unit/main.ts"))?)
}

fn boundary() -> Outcome {
    let folder = root().join("target/boundary");
    let mut texts = native::own_texts(&folder)?;
    texts.extend(native::thrown_texts(&texts, &folder)?);
    let reports = native::reports(&texts)?;
    let said = folder.join("native.jsonl");
    write(&said, reports)?;
    run(node_script(Path::new("tests/boundary/main.ts"))?.arg(said))
}

fn in_browser(browser: Browser) -> Outcome {
    let program = browser.find()?;
    let mut script = node_script(Path::new("tests/browser/main.ts"))?;
    run(script.arg(browser.name()).arg(program).arg(bundle::folder(browser)))
}

/// What passed and what did not.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: Vec<String>,
}

impl Tally {
    /// Tries one thing; true when it went well.
    fn step(&mut self, what: &str, work: impl FnOnce() -> Outcome) -> bool {
        match step(what, work) {
            Ok(()) => {
                self.passed += 1;
                true
            }
            Err(sentence) => {
                eprintln!("  {sentence}");
                self.failed.push(what.to_owned());
                false
            }
        }
    }

    fn close(self) -> Outcome {
        println!("\n{} passed, {} failed", self.passed, self.failed.len());
        if self.failed.is_empty() { Ok(()) } else { Err(format!("Not well: {}.", self.failed.join("; "))) }
    }
}
