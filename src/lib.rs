//! Says Who: marks sweeping claims and missing sources in running text.
//!
//! The modules below stand in layer order; each may use those above it and none below.

pub mod order;
pub mod report;
pub mod text;
pub mod words;

pub mod pack;

pub mod language;
pub mod signals;

pub mod names;
pub mod turns;

pub mod attribution;

pub mod evidence;

pub mod claim;
pub mod guards;
pub mod rules;
pub mod severity;

pub mod settle;
pub mod silence;
pub mod voice;
pub mod worth;

pub mod genre;

pub mod document;
pub mod phrases;

pub mod engine;

#[cfg(feature = "cli")]
pub mod input;
#[cfg(feature = "cli")]
pub mod output;

#[cfg(feature = "cli")]
pub mod command;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
