//! Every word that a person reads exists in French and English.

use super::Source;
use serde_json::{Map, Value};

const ENGLISH: &str = "extension/_locales/en/messages.json";
const FRENCH: &str = "extension/_locales/fr/messages.json";

pub fn faults(sources: &[Source]) -> Vec<String> {
    let catalogue = |path: &str| {
        let source = sources.iter().find(|source| source.path == path)?;
        serde_json::from_str::<Map<String, Value>>(&source.text).ok()
    };
    let (Some(english), Some(french)) = (catalogue(ENGLISH), catalogue(FRENCH)) else {
        return vec![format!("{ENGLISH} or {FRENCH} cannot be read")];
    };
    let mut faults = missing(&english, &french, FRENCH);
    faults.extend(missing(&french, &english, ENGLISH));
    for (key, entry) in &english {
        if french.get(key).is_some_and(|other| blanks(entry) != blanks(other)) {
            faults.push(format!("{key}: French and English fill in different things"));
        }
    }
    faults
}

fn missing(one: &Map<String, Value>, other: &Map<String, Value>, path: &str) -> Vec<String> {
    let absent = one.keys().filter(|key| !other.contains_key(*key));
    absent.map(|key| format!("{path}: {key} is missing")).collect()
}

/// The placeholders of a message, sorted, each once.
fn blanks(entry: &Value) -> Vec<&str> {
    let text = entry["message"].as_str().unwrap_or_default();
    let mut names: Vec<&str> = text.split('$').skip(1).filter(|part| is_name(part)).collect();
    names.extend(text.match_indices('$').filter_map(|(at, _)| text.get(at + 1..at + 2)).filter(|c| is_digit(c)));
    names.sort_unstable();
    names.dedup();
    names
}

fn is_name(part: &str) -> bool {
    !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') && !is_digit(&part[..1])
}

fn is_digit(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn count(english: &str, french: &str) -> usize {
        faults(&[source(ENGLISH, english), source(FRENCH, french)]).len()
    }

    #[test]
    fn both_languages_say_the_same_things() {
        assert_eq!(count(r#"{"a": {"message": "x"}}"#, r#"{"a": {"message": "y"}}"#), 0);
        assert_eq!(count(r#"{"a": {"message": "x"}}"#, "{}"), 1);
        assert_eq!(count(r#"{"a": {"message": "x $1"}}"#, r#"{"a": {"message": "y"}}"#), 1);
        assert_eq!(count(r#"{"a": {"message": "$WHO$ x"}}"#, r#"{"a": {"message": "y $WHO$"}}"#), 0);
        assert_eq!(count(r#"{"a": {"message": "$WHO$ x"}}"#, r#"{"a": {"message": "y $WHAT$"}}"#), 1);
    }
}
