//! Whether a finding says rightly who says it.
//!
//! Annotators write speakers their own way (“Ana Roy (speaker, interested)”, “described: a clerk”), the engine as
//! the text does; so names agree when they share a word that is not merely grammar.
//!
//! A mark that names nobody is right when the engine names nobody either: the text itself, or, for a missing
//! source, the nameless one that the mark is about.

use crate::gold::{Expected, Mark};
use crate::reading::Found;
use sayswho::report::{Category, SpeakerKind};
use sayswho::words::fold;

/// Words that two names may share by chance.
const GRAMMAR: &[&str] = &[
    "the",
    "and",
    "les",
    "des",
    "une",
    "son",
    "sur",
    "par",
    "who",
    "for",
    "described",
    "speaker",
    "relaying",
    "interested",
    "unnamed",
    "non",
    "nomme",
    "nommés",
];

/// None when the mark does not say.
#[must_use]
pub fn right(mark: &Mark, found: &Found) -> Option<bool> {
    let named = matches!(found.speaker.kind, SpeakerKind::Named | SpeakerKind::Interested);
    match &mark.speaker {
        Expected::Unsaid => None,
        Expected::Nobody if mark.category() == Category::Sweeping => Some(found.speaker.kind == SpeakerKind::Text),
        Expected::Nobody => Some(!named),
        Expected::Somebody(expected) => {
            // A speech has its speaker for author: there the text itself is right too.
            let author = expected.contains("(speaker");
            let given = [found.speaker.name.as_deref(), found.speaker.role.as_deref()];
            let given: Vec<String> = given.into_iter().flatten().flat_map(words).collect();
            let agree = words(expected).iter().any(|w| given.contains(w));
            Some(agree || author && found.speaker.kind == SpeakerKind::Text)
        }
    }
}

fn words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 3 && !GRAMMAR.contains(w));
    words.map(ToOwned::to_owned).collect()
}
