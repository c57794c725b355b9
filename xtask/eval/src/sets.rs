//! The sets that are measured, where they stand, and what is in them.

use crate::gold::{self, Gold};
use crate::markup;
use crate::sentences::{self, Example, Pair};
use std::path::{Path, PathBuf};

pub const LANGUAGES: [&str; 2] = ["fr", "en"];

/// A set of one language.
pub struct Set {
    pub name: &'static str,
    pub lang: &'static str,
    /// Written for the project, and committed.
    pub own: bool,
    pub content: Content,
}

pub enum Content {
    /// Marked documents; a clean page is one without marks.
    Documents(Vec<Gold>),
    Clean(Vec<Gold>),
    Pairs(Vec<Pair>),
    Examples(Vec<Example>),
}

/// The folder of texts that may be measured but not published: beside the checkout, or beside the folder that
/// holds it.
#[must_use]
pub fn shared_beside(root: &Path) -> Option<PathBuf> {
    root.ancestors().skip(1).take(2).map(|above| above.join("shared")).find(|folder| folder.join("gold").is_dir())
}

/// Everything under `tests/`.
///
/// # Errors
/// A fixture that cannot be read or understood.
pub fn own(root: &Path) -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    for lang in LANGUAGES {
        let set = |name, content| Set { name, lang, own: true, content };
        let pairs = root.join("tests/pairs");
        sets.push(set("gold", Content::Documents(folder(&root.join("tests/gold").join(lang), lang)?)));
        sets.push(set("pairs", Content::Pairs(sentences::pairs(&pairs.join(format!("{lang}.txt")), lang)?)));
        let guidelines = pairs.join(format!("{lang}_guidelines.txt"));
        sets.push(set("guidelines", Content::Pairs(sentences::pairs(&guidelines, lang)?)));
        let examples = pairs.join(format!("{lang}_examples.txt"));
        sets.push(set("examples", Content::Examples(sentences::examples(&examples, lang)?)));
        sets.push(set("clean", Content::Clean(folder(&root.join("tests/clean").join(lang), lang)?)));
    }
    Ok(sets)
}

/// Everything in the folder of texts that are not published.
///
/// # Errors
/// A set that cannot be read or understood.
pub fn shared(folder: &Path) -> Result<Vec<Set>, String> {
    let mut sets = Vec::new();
    let of = |all: &[Gold], lang: &str| all.iter().filter(|g| g.lang == lang).cloned().collect::<Vec<_>>();
    for name in ["seed", "dev", "written", "press"] {
        for lang in LANGUAGES {
            let file = if name == "seed" { "seed.jsonl".to_owned() } else { format!("{name}_{lang}.jsonl") };
            let documents = gold::read_lines(&folder.join("gold").join(file))?;
            sets.push(Set { name, lang, own: false, content: Content::Documents(of(&documents, lang)) });
        }
    }
    let hard = sentences::hard_cases(&folder.join("guidelines/HARD_CASES.jsonl"))?;
    let examples = sentences::example_lines(&folder.join("guidelines/EXAMPLES.jsonl"))?;
    for lang in LANGUAGES {
        let content = Content::Pairs(hard.iter().filter(|p| p.lang == lang).cloned().collect());
        sets.push(Set { name: "hard", lang, own: false, content });
        let content = Content::Examples(examples.iter().filter(|e| e.lang == lang).cloned().collect());
        sets.push(Set { name: "section10", lang, own: false, content });
    }
    Ok(sets)
}

/// Marked texts that stand anywhere, in the notation of `tests/gold`.
///
/// # Errors
/// One that cannot be read or understood.
pub fn texts(from: &Path, lang: &'static str) -> Result<Set, String> {
    Ok(Set { name: "texts", lang, own: false, content: Content::Documents(folder(from, lang)?) })
}

/// The `.txt` files of a folder, in order of name.
fn folder(folder: &Path, lang: &str) -> Result<Vec<Gold>, String> {
    let failed = |e: std::io::Error| format!("{} cannot be read: {e}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let source = std::fs::read_to_string(&path).map_err(|e| format!("{} cannot be read: {e}", path.display()))?;
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        documents.push(markup::document(&id, lang, &source)?);
    }
    Ok(documents)
}
