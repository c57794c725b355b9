//! Any text: it is read without a panic, every mark stands in it, and a second reading says the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho_fuzz::{document, engine, sound};

fuzz_target!(|bytes: &[u8]| {
    let document = document(&String::from_utf8_lossy(bytes));
    let report = engine().read(&document);
    sound(&document, &report);
    let (again, silences) = engine().explain(&document);
    assert_eq!(report, again, "two readings differ");
    assert!(silences.iter().all(|silence| (silence.place.block as usize) < document.blocks.len()));
});
