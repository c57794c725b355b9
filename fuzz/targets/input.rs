//! Any bytes as a file: decoded or refused; read as HTML, Markdown and plain text; and every mark leads back to a
//! stretch of what was given.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho::input::{Notation, encoding};
use sayswho_fuzz::{engine, sound};

fuzz_target!(|bytes: &[u8]| {
    let Ok(decoded) = encoding::decode(bytes.to_vec()) else { return };
    for notation in Notation::ALL {
        let input = notation.read(&decoded.text, None);
        assert_eq!(input.document.blocks.len(), input.starts.len());
        let report = engine().read(&input.document);
        sound(&input.document, &report);
        for finding in &report.findings {
            let range = input.range(finding.place.block, finding.place.start, finding.place.end);
            assert!(range.start <= range.end && decoded.text.get(range.clone()).is_some(), "{range:?} for {finding:?}");
        }
        for block in 0..input.document.blocks.len() as u32 {
            assert!(decoded.text.get(input.range_of(block)).is_some());
        }
    }
});
