//! The command line as its users meet it: each case runs the program itself.
//!
//! Absent on purpose: what is a mark and what is not (the packs' examples and the gold documents say that); the
//! sentences here carry marks that nobody doubts.

#![allow(clippy::unwrap_used)]

#[path = "cli/files.rs"]
mod files;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/stream.rs"]
mod stream;
#[path = "cli/words.rs"]
mod words;
