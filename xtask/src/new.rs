//! `cargo xtask new`: the beginning of a sense or of a language, for its author to fill.
//!
//! What is written compiles, and its examples fail until they are real: an author sees at once what is asked.

use crate::run::{Outcome, read, root, write};
use std::path::PathBuf;

const SUBTYPES: &[&str] = &[
    "consensus",
    "superlative",
    "causal",
    "certainty",
    "universal_time",
    "universal_scope",
    "magnitude",
    "generic",
    "stated_absence",
    "anonymous_source",
    "vague_authority",
    "hearsay",
    "reported_conditional",
    "uncited_evidence",
    "insinuation",
    "speculation",
];

/// `new sense LANGUAGE SUBTYPE NAME` or `new language CODE NAME`.
///
/// # Errors
/// What was asked for is no such thing, or is there already.
pub fn new(words: &[&str]) -> Outcome {
    match words {
        ["sense", language, subtype, name] => sense(language, subtype, name),
        ["language", code, name] => language(code, name),
        _ => Err("It is `cargo xtask new sense LANGUAGE SUBTYPE NAME`, as in `new sense en hearsay grapevine`, or \
                  `cargo xtask new language CODE NAME`, as in `new language es Español`."
            .into()),
    }
}

fn packs() -> PathBuf {
    root().join("packs")
}

fn plain(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn sense(language: &str, subtype: &str, name: &str) -> Outcome {
    let folder = packs().join(language);
    if !folder.is_dir() {
        return Err(format!("There is no language {language}: `cargo xtask new language {language} NAME` begins one."));
    }
    if !SUBTYPES.contains(&subtype) {
        return Err(format!("There is no subtype {subtype}; there are {}.", SUBTYPES.join(", ")));
    }
    if !plain(name) {
        return Err(format!("{name} is no name for a sense: lower-case letters, digits and _ make one."));
    }
    let path = folder.join("triggers").join(format!("{subtype}.toml"));
    let before = if path.is_file() { read(&path)? } else { String::new() };
    if before.lines().any(|line| line.trim() == format!("name = \"{name}\"")) {
        return Err(format!("{} has a sense {name} already.", path.display()));
    }
    let entry = sense_entry(name);
    write(&path, if before.is_empty() { entry.trim_start().to_owned() } else { before + &entry })?;
    println!("Wrote the sense {name} at the end of {}.", path.display());
    println!("Replace its pattern and examples, then: cargo xtask eval --examples --packs packs --lang {language}");
    Ok(())
}

fn sense_entry(name: &str) -> String {
    format!(
        "\n[[sense]]\nname = \"{name}\"\nbase = 2\nguards = []\npatterns = [\"[{name}]\"]\n\
         # Sentences that must be marked, with exactly what is painted in brackets:\n\
         mark = [\"Write a sentence here and put the painted words in [brackets].\"]\n\
         # Sentences with the same words that mean something innocent:\n\
         pass = [\"Write here how {name} is used innocently.\"]\n"
    )
}

fn language(code: &str, name: &str) -> Outcome {
    if !plain(code) || code.len() > 3 {
        return Err(format!("{code} is no language code: two or three lower-case letters make one (ISO 639)."));
    }
    let folder = packs().join(code);
    if folder.exists() {
        return Err(format!("{} is there already.", folder.display()));
    }
    for (file, content) in [
        ("identity.toml", identity(code, name)),
        ("inflection.toml", INFLECTION.to_owned()),
        ("words/people.toml", WORDS.to_owned()),
        ("triggers/universal_time.toml", TRIGGER.to_owned()),
        ("guards.toml", GUARDS.to_owned()),
    ] {
        write(&folder.join(file), content)?;
    }
    println!("Began the language {name} in {}.", folder.display());
    println!("packs/README.md says what goes where. Then: cargo xtask eval --examples --packs packs --lang {code}");
    Ok(())
}

fn identity(code: &str, name: &str) -> String {
    format!(
        "# How {name} is told from its neighbours, and how its sentences and quotations are parted.\n\
         code = \"{code}\"\nname = \"{name}\"\n\
         # The hundred commonest little words; at least half of the words of a plain text should be here or known.\n\
         function_words = []\n\
         # Little words of neighbouring languages that this one does not have.\n\
         foreign = []\n\
         abbreviations = []\n\
         quotes = [[\"“\", \"”\"]]\n"
    )
}

const INFLECTION: &str = "\
# How lemmas become forms; see packs/fr/inflection.toml and packs/en/inflection.toml for two that are full.
";
const WORDS: &str = "\
# People and groups of people, by what they are to a claim.
[crowd]
words = []
";
const TRIGGER: &str = "\
# Always, never, every day: one occasion refutes it.
";
const GUARDS: &str = "\
# What makes tempting words innocent, by name.
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_name_is_refused() {
        assert!(new(&["sense", "en", "hearsay", "Grape Vine"]).is_err());
        assert!(new(&["sense", "en", "gossip", "grapevine"]).is_err());
        assert!(new(&["sense", "xx", "hearsay", "grapevine"]).is_err());
        assert!(new(&["language", "English", "English"]).is_err());
        assert!(new(&["language", "en", "English"]).is_err());
    }
}
