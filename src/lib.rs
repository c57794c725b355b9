//! Says Who: marks sweeping claims and missing sources in running text.
//!
//! The modules below stand in layer order; each may use those above it and none below.

pub mod report;
pub mod text;
pub mod words;

pub mod pack;
pub mod language;
pub mod signals;
