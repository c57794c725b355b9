//! The words a person reads, from the extension's own catalogues, in French or English.
//!
//! Absent on purpose: any word shown to a person. They are all in `extension/_locales`.

use crate::report::{Finding, Question, Subtype};
use serde::Deserialize;
use std::collections::HashMap;

const ENGLISH: &str = include_str!("../../extension/_locales/en/messages.json");
const FRENCH: &str = include_str!("../../extension/_locales/fr/messages.json");

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ui {
    English,
    French,
}

#[derive(Deserialize)]
struct Entry {
    message: String,
    #[serde(default)]
    placeholders: HashMap<String, Placeholder>,
}

#[derive(Deserialize)]
struct Placeholder {
    content: String,
}

/// One language's words.
pub struct Words {
    ui: Ui,
    catalogue: HashMap<String, Entry>,
}

impl Ui {
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "en" => Some(Self::English),
            "fr" => Some(Self::French),
            _ => None,
        }
    }

    /// The language that the environment asks for; English if it asks for none or another.
    pub fn of_environment(get: impl Fn(&str) -> Option<String>) -> Self {
        let asked = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| get(name).filter(|v| !v.is_empty()));
        if asked.is_some_and(|locale| locale.to_ascii_lowercase().starts_with("fr")) {
            Self::French
        } else {
            Self::English
        }
    }
}

impl Words {
    #[must_use]
    pub fn new(ui: Ui) -> Self {
        let source = if ui == Ui::French { FRENCH } else { ENGLISH };
        // A catalogue that cannot be read is caught by the tests; then there are keys instead of words.
        Self { ui, catalogue: serde_json::from_str(source).unwrap_or_default() }
    }

    /// A message with its blanks filled.
    #[must_use]
    pub fn say(&self, key: &str, values: &[&str]) -> String {
        self.catalogue.get(key).map_or_else(|| key.to_string(), |entry| fill(entry, values))
    }

    /// A message in the form that fits a number; the number is its first value.
    #[must_use]
    pub fn count(&self, stem: &str, n: usize, values: &[&str]) -> String {
        let one = n == 1 || n == 0 && self.ui == Ui::French;
        let forms = [(n == 0).then_some("zero"), one.then_some("one"), Some("other")];
        let key = forms.iter().flatten().map(|f| format!("{stem}_{f}")).find(|key| self.catalogue.contains_key(key));
        let number = self.number(n);
        let values: Vec<&str> = std::iter::once(number.as_str()).chain(values.iter().copied()).collect();
        self.say(key.as_deref().unwrap_or(stem), &values)
    }

    #[must_use]
    pub fn number(&self, n: usize) -> String {
        let digits = n.to_string();
        let mut out = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                out.push(if self.ui == Ui::French { '\u{202f}' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// “A, B and C”.
    #[must_use]
    pub fn list(&self, items: &[String]) -> String {
        match items {
            [rest @ .., last] if !rest.is_empty() => self.say("list_and", &[&rest.join(", "), last]),
            _ => items.concat(),
        }
    }

    /// Why a passage is marked.
    #[must_use]
    pub fn why(&self, finding: &Finding) -> String {
        match (finding.subtype, &finding.implied) {
            (Subtype::Insinuation, Some(implied)) => {
                self.say("why_insinuation", &[implied.trim_end_matches(['.', ' '])])
            }
            (Subtype::Insinuation, None) => self.say("why_insinuation_unsaid", &[]),
            (Subtype::UniversalScope, _) if finding.question == Question::HowMuch => {
                self.say("why_universal_degree", &[])
            }
            (subtype, _) => self.say(&format!("why_{}", subtype.name()), &[]),
        }
    }

    /// The question to ask about a passage; `trigger` is its marked words.
    #[must_use]
    pub fn question(&self, finding: &Finding, trigger: &str) -> String {
        self.say(&format!("question_{}", finding.question.name()), &[trigger])
    }
}

/// `$NAME$` stands for the placeholder of that name, whose content is `$1` … `$9`; `$$` is a dollar.
fn fill(entry: &Entry, values: &[&str]) -> String {
    let mut out = String::new();
    let mut parts = entry.message.split('$');
    out.push_str(parts.next().unwrap_or_default());
    while let Some(name) = parts.next() {
        let content = entry.placeholders.get(&name.to_ascii_lowercase()).map(|p| p.content.as_str());
        match content {
            _ if name.is_empty() => out.push('$'),
            Some(content) => match content.strip_prefix('$').and_then(|n| n.parse::<usize>().ok()) {
                Some(n) => out.push_str(values.get(n.wrapping_sub(1)).unwrap_or(&"")),
                None => out.push_str(content),
            },
            None => out.push_str(name),
        }
        out.push_str(parts.next().unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{BlockKind, Category, Missing, Severity, SkipReason, SpeakerKind, Strength, SupportKind};

    #[test]
    fn blanks_numbers_and_forms() {
        let (en, fr) = (Words::new(Ui::English), Words::new(Ui::French));
        assert_eq!(en.say("quoted", &["a"]), "“a”");
        assert_eq!(en.count("figures", 0, &[]), "no figure");
        assert_eq!(en.count("figures", 1, &[]), "1 figure");
        assert_eq!(en.count("figures", 12_345, &[]), "12,345 figures");
        assert_eq!(fr.count("figures", 1_234, &[]), "1\u{202f}234 chiffres");
        assert_eq!(en.count("unsourced", 6, &["9"]), "6 paragraphs of 9 name no source");
        let names: Vec<String> = ["A", "B", "C"].map(String::from).to_vec();
        assert_eq!((en.list(&names), fr.list(&names[..2])), ("A, B and C".into(), "A et B".into()));
        assert_eq!(en.list(&names[..1]), "A");
    }

    #[test]
    fn the_environment_chooses() {
        let of = |name: &'static str, value: &'static str| {
            Ui::of_environment(move |asked| (asked == name).then(|| value.to_string()))
        };
        assert_eq!(of("LANG", "fr_FR.UTF-8"), Ui::French);
        assert_eq!(of("LC_ALL", "fr"), Ui::French);
        assert_eq!(of("LANG", "de_DE.UTF-8"), Ui::English);
        assert_eq!(of("LANG", ""), Ui::English);
    }

    /// Every key that the sources name, and every key made of a value, has its words in both languages.
    #[test]
    fn nothing_is_without_words() {
        let sources = concat!(
            include_str!("human.rs"),
            include_str!("words.rs"),
            include_str!("../command/mod.rs"),
            include_str!("../command/arguments.rs"),
            include_str!("../command/files.rs"),
            include_str!("../command/stream.rs"),
        );
        let sources: String = sources.split("#[cfg(test)]").next().unwrap_or_default().to_string() + sources;
        let mut keys: Vec<String> = Vec::new();
        for part in sources.split("say(\"").skip(1) {
            keys.push(part.split('"').next().unwrap().to_string());
        }
        for part in sources.split("count(\"").skip(1) {
            keys.push(format!("{}_other", part.split('"').next().unwrap()));
        }
        macro_rules! all { ($($kind:ident $prefix:literal),*) => { $(
            keys.extend($kind::ALL.iter().map(|v| format!(concat!($prefix, "{}"), v.name())));
        )* } }
        all!(Subtype "subtype_", Subtype "why_", Category "category_", Missing "missing_", Missing "missing_question_",
            Question "question_", Severity "severity_", SkipReason "skip_", SpeakerKind "speaker_", Strength "strength_",
            SupportKind "support_");
        let _ = BlockKind::ALL;
        for ui in [Ui::English, Ui::French] {
            let words = Words::new(ui);
            for key in &keys {
                assert!(words.catalogue.contains_key(key), "{ui:?}: {key}");
            }
        }
    }
}
