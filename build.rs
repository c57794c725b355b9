//! Compiles every language under `packs/` into `$OUT_DIR/<code>.pack`, and writes the list of them.
//!
//! The compiler is the crate's own (`src/pack/`), included here by path: a pack that does not compile stops the
//! build with its faults.

#![allow(
    dead_code,
    unused_imports,
    clippy::all,
    clippy::pedantic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic
)]

#[path = "src/pack/mod.rs"]
mod pack;
#[path = "src/report.rs"]
mod report;
#[path = "src/text.rs"]
mod text;
#[path = "src/words/mod.rs"]
mod words;

use std::fmt::Write as _;
use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=packs");
    println!("cargo::rerun-if-changed=src/pack");
    println!("cargo::rerun-if-changed=src/words");
    println!("cargo::rerun-if-changed=src/report.rs");
    let out = std::env::var("OUT_DIR").unwrap_or_default();
    let mut list = String::from("&[");
    let mut folders: Vec<_> =
        std::fs::read_dir("packs").into_iter().flatten().flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    for folder in folders {
        match pack::source::read(&folder).and_then(|source| pack::compile::compile(&source)) {
            Ok(pack) => {
                let file = Path::new(&out).join(format!("{}.pack", pack.code));
                if let Err(error) = std::fs::write(&file, pack::compile::encode(&pack)) {
                    println!("cargo::error={} cannot be written: {error}", file.display());
                }
                let _ = write!(list, "({:?}, include_bytes!({:?}) as &[u8]),", pack.code, file.display().to_string());
            }
            Err(faults) => {
                for fault in faults {
                    for line in format!("packs/{fault}").lines() {
                        println!("cargo::error={line}");
                    }
                }
            }
        }
    }
    list.push(']');
    if let Err(error) = std::fs::write(Path::new(&out).join("packs.rs"), list) {
        println!("cargo::error=the list of packs cannot be written: {error}");
    }
}
