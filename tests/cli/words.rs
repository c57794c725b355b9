//! Words as people type them: apostrophes, abbreviations, quotations, words within words. Each was somebody's fault
//! to report elsewhere.

use crate::program::run;
use serde_json::Value;

/// Subtype, words and whole claim of each finding, and who makes it.
fn read(text: &str) -> Vec<[String; 4]> {
    let ran = run(&["check", "--format=json"], text.as_bytes());
    let answer: Value = serde_json::from_str(&ran.out).unwrap();
    let found = answer["documents"][0]["findings"].as_array().unwrap().iter();
    let own = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    found.map(|f| [&f["subtype"], &f["text"], &f["claim"]["text"], &f["speaker"]["name"]].map(own)).collect()
}

#[test]
fn an_apostrophe_of_either_kind_is_part_of_its_word() {
    for apostrophe in ['’', '\''] {
        let claims = ["Selon nos informations, l’éclusier partira en mars.", "Insiders say the clerk won’t return."];
        let before = ["L’horaire n’est pas toujours tenu à l’écluse.", "The clerk doesn’t always answer."];
        for (claim, before) in claims.into_iter().zip(before) {
            let typed = |text: &str| text.replace('’', &apostrophe.to_string());
            let found = read(&typed(&format!("{before} {claim}")));
            assert_eq!(found.len(), 1, "{found:?}");
            assert_eq!((&found[0][0][..], &found[0][2]), ("anonymous_source", &typed(claim)));
        }
    }
}

#[test]
fn an_abbreviation_does_not_end_its_sentence() {
    for (text, words) in [
        ("Les pompes, les vannes, etc. tombent toujours en panne en hiver.", "tombent toujours en panne"),
        ("The pumps, valves, etc. on this quay are always broken.", "always broken"),
        ("The firms, e.g. Marlow & Co. of Dunmere, are always late with the ferry.", "always late"),
    ] {
        let found = read(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0][..3], ["universal_time", words, text]);
    }
}

#[test]
fn a_slogan_is_mentioned_and_a_quotation_is_said_by_somebody() {
    for (text, words) in [
        (
            "The banner reads “Never Say Maybe”. “Every tenant on the quay is paying double,” said Nora Vance, who \
             runs the tenants’ union.",
            "Every tenant",
        ),
        (
            "La banderole dit « Jamais sans mon vélo ». « Tous les locataires du quai paient le double », a dit \
             Nora Vance, qui préside leur association.",
            "Tous les locataires",
        ),
    ] {
        let found = read(text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!([&found[0][0], &found[0][1], &found[0][3]], ["universal_scope", words, "Nora Vance"]);
    }
}

#[test]
fn a_word_within_a_word_is_another_word() {
    for text in [
        "He kept an everlasting flower, an evergreen and a recording; the allotment is nevertheless small, and the \
         all-weather coat cost 30 crowns.",
        "La Toussaint passe, le chanteur jamaïcain expose des tous-terrains à l’expertise ; le manteau \
         toutes-saisons a coûté 30 couronnes.",
    ] {
        assert_eq!(read(text), Vec::<[String; 4]>::new());
    }
}
