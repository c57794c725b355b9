//! What the native engine says of files: for the demo's report, and for the test that Wasm says the same.
//!
//! One line of JSON a file: its blocks as they were handed in and the report, offsets in bytes.

use sayswho::engine::Engine;
use sayswho::input::{Notation, encoding};
use std::path::Path;

pub fn read(files: &[&str]) -> Result<(), String> {
    let engine = Engine::with_own_packs().map_err(|error| error.to_string())?;
    for file in files {
        let bytes = std::fs::read(file).map_err(|error| format!("{file} cannot be read: {error}"))?;
        let text = encoding::decode(bytes).map_err(|_| format!("{file} is no text."))?.text;
        let document = Notation::guess(Some(Path::new(file)), &text).read(&text, None).document;
        let report = engine.read(&document);
        // The report is printed by itself, so that its fields keep their order.
        let json = |error: serde_json::Error| format!("{file}: {error}");
        let document = serde_json::to_string(&document).map_err(json)?;
        let report = serde_json::to_string(&report).map_err(json)?;
        println!("{{\"file\":{},\"document\":{document},\"report\":{report}}}", serde_json::Value::from(*file));
    }
    Ok(())
}
