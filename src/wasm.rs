//! The Wasm boundary: the only file that knows wasm-bindgen, js-sys, web-sys or serde-wasm-bindgen.
//!
//! In: packs as bytes, settings and documents as plain JavaScript objects (shapes generated from `report.rs`).
//! Out: a report as one JSON string. One string is the cheapest thing to hand from background to page in both
//! browsers, and the page parses it once.
//!
//! Offsets leave here as UTF-16 code units; everywhere else in the crate they are bytes.

use wasm_bindgen::prelude::*;

// Filled in with the engine.
