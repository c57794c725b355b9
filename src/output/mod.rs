//! What the command line prints: marks for people (`human.rs`, with carets by `excerpt.rs`) and for programs
//! (`json.rs`), the words of both (`words.rs`), and where a byte stands (`lines.rs`).
//!
//! Absent on purpose: where it is printed to, and what is read (`command/`).

pub mod excerpt;
pub mod human;
pub mod json;
pub mod lines;
pub mod words;
