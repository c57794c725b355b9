//! The Wasm boundary: the only file that knows wasm-bindgen, js-sys, web-sys or serde-wasm-bindgen.
//!
//! In: packs as bytes, settings and documents as plain JavaScript objects (shapes generated from `report.rs`).
//! Out: a report as one JSON string. One string is the cheapest thing to hand from background to page in both
//! browsers, and the page parses it once.
//!
//! Offsets leave here as UTF-16 code units; everywhere else in the crate they are bytes.

use crate::engine::Engine as Core;
use crate::report::{Document, EngineSettings, Place, Report};
use crate::text::{Utf16, byte_of_utf16};
use js_sys::{Error, Uint8Array};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub struct Engine {
    core: Core,
}

fn refuse(message: impl std::fmt::Display) -> JsValue {
    Error::new(&message.to_string()).into()
}

#[wasm_bindgen]
impl Engine {
    #[wasm_bindgen(constructor)]
    #[must_use]
    #[allow(clippy::new_without_default)]
    pub fn new() -> Self {
        Self { core: Core::new() }
    }

    /// Adds a compiled language pack.
    ///
    /// # Errors
    /// An `Error` with one sentence when the bytes are no pack of this build.
    pub fn add_pack(&mut self, bytes: &Uint8Array) -> Result<(), JsValue> {
        self.core.add_pack(bytes.to_vec()).map_err(refuse)
    }

    /// Takes over the reader's phrases: an `EngineSettings` object.
    ///
    /// # Errors
    /// An `Error` that names the phrase that cannot be used; the engine then keeps what it had.
    pub fn configure(&mut self, settings: JsValue) -> Result<(), JsValue> {
        let settings: EngineSettings = serde_wasm_bindgen::from_value(settings).map_err(refuse)?;
        self.core.configure(&settings).map_err(refuse)
    }

    /// Reads a `Document` object; answers a `Report` as JSON, offsets in UTF-16 code units.
    ///
    /// # Errors
    /// An `Error` when the object is no document.
    pub fn analyze(&self, document: JsValue) -> Result<String, JsValue> {
        let mut document: Document = serde_wasm_bindgen::from_value(document).map_err(refuse)?;
        for block in &mut document.blocks {
            for link in &mut block.links {
                link.start = byte_of_utf16(&block.text, link.start);
                link.end = byte_of_utf16(&block.text, link.end);
            }
        }
        let mut report = self.core.read(&document);
        to_utf16(&document, &mut report);
        serde_json::to_string(&report).map_err(|error| {
            web_sys::console::error_1(&JsValue::from_str(&error.to_string()));
            refuse("the report could not be written")
        })
    }
}

/// Checks a reader's phrase as it is typed: nothing when it can be used, else why and at which character.
#[wasm_bindgen]
#[must_use]
pub fn check_phrase(phrase: &str) -> Option<String> {
    crate::phrases::check(phrase).err().map(|error| format!("{}\n{}", error.at, error.message))
}

/// Turns every offset of a report into UTF-16, each block walked forward as far as its marks go.
fn to_utf16(document: &Document, report: &mut Report) {
    let mut walks: Vec<Option<Utf16>> = document.blocks.iter().map(|_| None).collect();
    let mut turn = |place: &mut Place| {
        let Some(block) = document.blocks.get(place.block as usize) else { return };
        // ASCII text has the same offsets in both units.
        let Some(slot) = walks.get_mut(place.block as usize) else { return };
        let walk = slot.get_or_insert_with(|| Utf16::new(&block.text));
        place.start = walk.at(place.start);
        place.end = walk.at(place.end);
    };
    for finding in &mut report.findings {
        turn(&mut finding.claim);
        turn(&mut finding.place);
        if let Some(cue) = &mut finding.speaker.cue {
            turn(cue);
        }
        for support in &mut finding.support {
            turn(&mut support.place);
        }
    }
    for voice in &mut report.summary.voices {
        turn(&mut voice.place);
    }
}
