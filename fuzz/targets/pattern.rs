//! Any string as a pattern of a pack: it is a tree, or a fault that points into it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho::pack::pattern;

fuzz_target!(|text: &str| {
    if let Err(fault) = pattern::parse(text) {
        assert!(text.get(fault.at..fault.end).is_some(), "{fault:?}");
    }
});
