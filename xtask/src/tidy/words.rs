//! Every word that a person reads exists in French and English, and is set as each language sets it.

use super::Source;
use serde_json::{Map, Value};

const ENGLISH: &str = "extension/_locales/en/messages.json";
/// Narrow no-break space.
const NARROW: char = '\u{202F}';
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
    faults.extend(english.iter().flat_map(|(key, entry)| setting(ENGLISH, key, entry, false)));
    faults.extend(french.iter().flat_map(|(key, entry)| setting(FRENCH, key, entry, true)));
    faults
}

/// Typewriter's marks, and in French the spaces that keep a sign on the line of its word.
fn setting(path: &str, key: &str, entry: &Value, french: bool) -> Vec<String> {
    let text = entry["message"].as_str().unwrap_or_default();
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("{path}: {key}: {what}"));
    // What a person is to type stands as it is typed.
    if text.contains(['\'', '"']) && !text.contains("{\"") {
        fault("straight quotes; use ’ “ ” or « »");
    }
    let characters: Vec<char> = text.chars().collect();
    for (at, pair) in characters.windows(2).enumerate().filter(|_| french) {
        let (before, sign) = (pair[0], pair[1]);
        // The colon of `https://` is no sign of punctuation.
        let address = characters.get(at + 2) == Some(&'/');
        if before == '«' && sign != NARROW
            || matches!(sign, '»' | ';' | '?' | '!' | ':') && before != NARROW && !address
        {
            fault("a narrow no-break space stands inside « » and before ; : ? !");
            break;
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

    #[test]
    fn each_language_is_set_in_its_own_way() {
        let french = |text: &str| count(r#"{"a": {"message": "x"}}"#, &format!(r#"{{"a": {{"message": "{text}"}}}}"#));
        assert_eq!(french("Qui\u{202F}? «\u{202F}Eux\u{202F}»\u{202F}: https://a"), 0);
        assert_eq!(french("Qui ?"), 1);
        assert_eq!(french("« Eux\u{202F}»"), 1);
        assert_eq!(french("l'un"), 1);
        assert_eq!(count(r#"{"a": {"message": "it's"}}"#, r#"{"a": {"message": "y"}}"#), 1);
    }
}
