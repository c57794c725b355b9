//! Any strings as a reader's phrases, to mark and to mute: refused with a place in them, or used without harm.
//!
//! The first line holds phrases to mark, the second phrases to mute, each between bars; the others are the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho::engine::Engine;
use sayswho::phrases::check;
use sayswho::report::EngineSettings;
use sayswho_fuzz::{document, sound};
use std::cell::RefCell;

thread_local! {
    static ENGINE: RefCell<Engine> = RefCell::new(Engine::with_own_packs().expect("the crate's own packs"));
}

fuzz_target!(|text: &str| {
    let mut lines = text.splitn(3, '\n');
    let mut phrases = || lines.next().unwrap_or("").split('|').map(ToOwned::to_owned).collect::<Vec<_>>();
    let (mark_phrases, mute_phrases) = (phrases(), phrases());
    let mut all_good = true;
    for phrase in mark_phrases.iter().chain(&mute_phrases) {
        if let Err(error) = check(phrase) {
            assert!(error.at <= phrase.chars().count().max(phrase.len()), "{error}");
            all_good = false;
        }
    }
    let document = document(lines.next().unwrap_or(""));
    ENGINE.with_borrow_mut(|engine| {
        let taken = engine.configure(&EngineSettings { mark_phrases, mute_phrases });
        assert!(all_good || taken.is_err(), "a phrase that is refused alone was taken among others");
        sound(&document, &engine.read(&document));
    });
});
