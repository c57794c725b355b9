//! Any line as one of JSON lines: answered with exactly one line of JSON, or refused and nothing written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho::command::{Arguments, Form, answer};
use sayswho::report::Severity;
use sayswho_fuzz::engine;
use serde_json::value::RawValue;
use std::collections::HashMap;

const ARGUMENTS: Arguments = Arguments {
    form: Form::Lines,
    files: Vec::new(),
    notation: None,
    level: Severity::Low,
    lang: None,
    packs: None,
    worded: false,
    colour: None,
    jobs: None,
};

fuzz_target!(|line: &[u8]| {
    let before = b"before\n".to_vec();
    let mut out = before.clone();
    match answer(engine(), &ARGUMENTS, None, line, &mut out) {
        Err(_) => assert_eq!(out, before),
        Ok(()) => {
            let answered = out.strip_prefix(&before[..]).and_then(|rest| rest.strip_suffix(b"\n")).expect("a line");
            // An id is handed back as it came, line breaks included: they cannot be in a line.
            assert!(line.contains(&b'\n') || !answered.contains(&b'\n'));
            // Its text is not looked into: half a character, written as an escape, is a reader's own affair too.
            let answer: HashMap<String, &RawValue> = serde_json::from_slice(answered).expect("JSON");
            assert!(answer.contains_key("id"));
        }
    }
});
