//! Files and streams of the command line as blocks. One file per notation.
//!
//! Each reader keeps, for every block, where its text came from, so that findings point into what was given.

pub mod plain;

use crate::report::Document;

/// A text read into blocks, with the byte offset of each block's text in what was given.
pub struct Input {
    pub document: Document,
    /// Start of each block in the given text; blocks of plain text are contiguous stretches of it.
    pub starts: Vec<usize>,
}
