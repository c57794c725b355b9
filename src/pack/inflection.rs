//! Makes forms from lemmas after the paradigms of a pack's `inflection.toml`.

use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// Forms of a lemma with the tags that name them.
pub type Forms = BTreeMap<String, BTreeSet<String>>;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    #[serde(default)]
    pub paradigm: Vec<Paradigm>,
    #[serde(default)]
    pub irregular: Vec<Irregular>,
}

/// How lemmas of a class with an ending become forms.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paradigm {
    pub class: String,
    #[serde(default)]
    pub ending: String,
    /// Characters taken off the lemma before a suffix is put on.
    #[serde(default)]
    pub strip: usize,
    pub forms: BTreeMap<String, Vec<String>>,
}

/// Lemmas whose forms are written out; `~` stands for what precedes `stem` in the lemma.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Irregular {
    pub class: String,
    pub lemmas: Vec<String>,
    #[serde(default)]
    pub stem: Option<String>,
    pub forms: BTreeMap<String, Vec<String>>,
}

/// Tags that together make `finite`.
const FINITE: [&str; 9] =
    ["present", "present3", "imperfect", "simple_past", "future", "conditional", "subjunctive", "base", "past"];

impl Inflection {
    /// Whether anything is said of this kind of word.
    #[must_use]
    pub fn knows(&self, class: &str) -> bool {
        self.paradigm.iter().any(|p| p.class == class) || self.irregular.iter().any(|i| i.class == class)
    }

    /// All forms of a lemma; the lemma itself has the tag `lemma`. A class without a fitting paradigm keeps the
    /// lemma alone.
    #[must_use]
    pub fn forms(&self, class: &str, lemma: &str) -> Forms {
        let mut out = Forms::new();
        out.entry(lemma.to_string()).or_default().insert("lemma".into());
        let mut add = |form: String, tag: &str| {
            let tags = out.entry(form).or_default();
            tags.insert(tag.to_string());
            if FINITE.contains(&tag) {
                tags.insert("finite".into());
            }
        };
        let irregular = self.irregular.iter().find(|i| i.class == class && i.lemmas.iter().any(|l| l == lemma));
        if let Some(irregular) = irregular {
            let stem = irregular.stem.as_deref().or_else(|| irregular.lemmas.first().map(String::as_str)).unwrap_or("");
            let prefix = lemma.strip_suffix(stem).unwrap_or("");
            for (tag, forms) in &irregular.forms {
                for form in forms {
                    add(form.replacen('~', prefix, 1), tag);
                }
            }
            return out;
        }
        let best = self
            .paradigm
            .iter()
            .filter(|p| p.class == class && lemma.ends_with(&p.ending))
            .max_by_key(|p| p.ending.chars().count());
        if let Some(paradigm) = best {
            let keep = lemma.chars().count().saturating_sub(paradigm.strip);
            let stem: String = lemma.chars().take(keep).collect();
            for (tag, suffixes) in &paradigm.forms {
                for suffix in suffixes {
                    add(format!("{stem}{suffix}"), tag);
                }
            }
        }
        out
    }
}
