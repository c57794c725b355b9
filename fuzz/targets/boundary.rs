//! Any JSON as what crosses from a page: refused, or read, with offsets that turn into UTF-16 and back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho::report::{Document, EngineSettings, Report};
use sayswho::text::{Utf16, byte_of_utf16};
use sayswho_fuzz::engine;

fuzz_target!(|text: &str| {
    let _ = serde_json::from_str::<EngineSettings>(text);
    let Ok(mut document) = serde_json::from_str::<Document>(text) else { return };
    for block in &mut document.blocks {
        for link in &mut block.links {
            link.start = byte_of_utf16(&block.text, link.start);
            link.end = byte_of_utf16(&block.text, link.end);
        }
    }
    let report = engine().read(&document);
    for finding in &report.findings {
        let text = &document.blocks[finding.place.block as usize].text;
        let mut walk = Utf16::new(text);
        for byte in [finding.place.start, finding.place.end, finding.claim.start] {
            let unit = walk.at(byte);
            assert_eq!(unit as usize, text[..byte as usize].encode_utf16().count());
            assert_eq!(byte_of_utf16(text, unit), byte);
        }
    }
    // What is sent is what arrives, and goes on into the next part.
    let sent = serde_json::to_string(&report).expect("JSON");
    assert_eq!(serde_json::from_str::<Report>(&sent).expect("a report"), report);
    let next = Document { carry: Some(report.carry), ..document };
    let _ = engine().read(&next);
});
