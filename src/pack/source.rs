//! Reads the TOML files of a language's folder.
//!
//! Absent on purpose: any judgement about what the files say together (`compile.rs`).

use super::Scope;
use super::inflection::Inflection;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Something wrong in a pack, said so that its author can mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackFault {
    pub file: String,
    /// The entry, pattern or example it is about, and the bytes of it that are meant.
    pub excerpt: Option<(String, usize, usize)>,
    pub message: String,
}

impl std::fmt::Display for PackFault {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}: {}", self.file, self.message)?;
        if let Some((text, from, to)) = &self.excerpt {
            // Carets under all of it would say nothing.
            if *from == 0 && *to == text.len() {
                return write!(f, "\n    {text}");
            }
            let before = text.get(..*from).map_or(0, |t| t.chars().count());
            let under = text.get(*from..*to).map_or(1, |t| t.chars().count().max(1));
            write!(f, "\n    {text}\n    {}{}", " ".repeat(before), "^".repeat(under))?;
        }
        Ok(())
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    pub code: String,
    #[serde(default)]
    pub name: String,
    pub function_words: Vec<String>,
    #[serde(default)]
    pub foreign: Vec<String>,
    #[serde(default)]
    pub abbreviations: Vec<String>,
    #[serde(default)]
    pub quotes: Vec<Vec<String>>,
    #[serde(default)]
    pub elisions: Vec<String>,
    #[serde(default)]
    pub clitics: Vec<String>,
    #[serde(default)]
    pub contractions: bool,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub struct Class {
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub words: Vec<String>,
    /// Patterns that stand for the class wherever it is named.
    #[serde(default)]
    pub patterns: Vec<String>,
    #[serde(default)]
    pub include: Vec<String>,
    #[serde(default)]
    pub suffixes: Vec<String>,
    #[serde(default)]
    pub prefixes: Vec<String>,
    #[serde(default)]
    pub except: Vec<String>,
    /// Lemmas by part of speech: `verbs` inflect as the class `verb` of `inflection.toml`, and so on.
    #[serde(flatten)]
    pub lemmas: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sense {
    pub name: String,
    pub base: u8,
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub guards: Vec<String>,
    /// Guards of the file's head that this sense does without.
    #[serde(default)]
    pub guards_off: Vec<String>,
    #[serde(default)]
    pub missing: Vec<String>,
    #[serde(default)]
    pub question: Option<String>,
    #[serde(default)]
    pub traits: Vec<String>,
    pub patterns: Vec<String>,
    #[serde(default)]
    pub mark: Vec<String>,
    #[serde(default)]
    pub pass: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Trigger {
    /// For every sense of the file that does not say otherwise.
    #[serde(default)]
    guards: Vec<String>,
    #[serde(default)]
    missing: Vec<String>,
    #[serde(default)]
    question: Option<String>,
    #[serde(default)]
    sense: Vec<Sense>,
}

impl Trigger {
    fn into_senses(self) -> impl Iterator<Item = Sense> {
        let Self { guards, missing, question, sense } = self;
        sense.into_iter().map(move |mut s| {
            let own = std::mem::take(&mut s.guards);
            s.guards = guards.iter().filter(|g| !s.guards_off.contains(g)).cloned().chain(own).collect();
            if s.missing.is_empty() {
                s.missing.clone_from(&missing);
            }
            s.question = s.question.or_else(|| question.clone());
            s
        })
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guard {
    #[serde(default)]
    pub note: Option<String>,
    #[serde(default)]
    pub effect: Option<String>,
    #[serde(default)]
    here: Vec<String>,
    #[serde(default)]
    left: Vec<String>,
    #[serde(default)]
    right: Vec<String>,
    #[serde(default)]
    clause: Vec<String>,
    #[serde(default)]
    sentence: Vec<String>,
    #[serde(default)]
    near: Vec<String>,
    #[serde(default)]
    block: Vec<String>,
    #[serde(default)]
    pub mark: Vec<String>,
    #[serde(default)]
    pub pass: Vec<String>,
}

impl Guard {
    pub fn patterns(&self) -> impl Iterator<Item = (Scope, &String)> {
        [
            (Scope::Here, &self.here),
            (Scope::Left, &self.left),
            (Scope::Right, &self.right),
            (Scope::Clause, &self.clause),
            (Scope::Sentence, &self.sentence),
            (Scope::Near, &self.near),
            (Scope::Block, &self.block),
        ]
        .into_iter()
        .flat_map(|(scope, list)| list.iter().map(move |p| (scope, p)))
    }
}

/// A language's folder, read.
#[derive(Debug, Clone, Default)]
pub struct Source {
    pub identity: Identity,
    pub inflection: Inflection,
    /// Class name to the file it stands in and what it lists.
    pub classes: BTreeMap<String, (String, Class)>,
    /// File, subtype name, sense.
    pub senses: Vec<(String, String, Sense)>,
    pub guards: BTreeMap<String, (String, Guard)>,
    /// File, list name, patterns.
    pub lists: Vec<(String, String, Vec<String>)>,
}

/// Reads a language's folder.
///
/// # Errors
/// Every file that cannot be read or understood.
pub fn read(folder: &Path) -> Result<Source, Vec<PackFault>> {
    let mut source = Source::default();
    let mut faults = Vec::new();
    let mut files = Vec::new();
    list(folder, &mut files, &mut faults);
    files.sort();
    for path in files {
        let name = display(folder, &path);
        if let Err(fault) = read_file(&path, &name, &mut source) {
            faults.push(fault);
        }
    }
    if source.identity.code.is_empty() && faults.is_empty() {
        faults.push(PackFault {
            file: folder.display().to_string(),
            excerpt: None,
            message: "there is no identity.toml here: a language pack needs one".into(),
        });
    }
    if faults.is_empty() { Ok(source) } else { Err(faults) }
}

/// `fr/words/saying.toml`
fn display(folder: &Path, path: &Path) -> String {
    let language = folder.file_name().unwrap_or_default().to_string_lossy();
    format!("{language}/{}", path.strip_prefix(folder).unwrap_or(path).display())
}

fn list(folder: &Path, out: &mut Vec<PathBuf>, faults: &mut Vec<PackFault>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            let message = format!("this folder cannot be read: {error}");
            faults.push(PackFault { file: folder.display().to_string(), excerpt: None, message });
            return;
        }
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            list(&path, out, faults);
        } else if path.extension().is_some_and(|e| e == "toml") {
            out.push(path);
        }
    }
}

fn read_file(path: &Path, name: &str, source: &mut Source) -> Result<(), PackFault> {
    let fault = |message: String| PackFault { file: name.to_string(), excerpt: None, message };
    let text = std::fs::read_to_string(path).map_err(|e| fault(format!("this file cannot be read: {e}")))?;
    let bad = |e: toml::de::Error| fault(format!("this is not the TOML that was expected here.\n{e}"));
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_string();
    let parent = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().to_string();
    match (parent.as_str(), stem.as_str()) {
        ("words", _) => {
            let classes: BTreeMap<String, Class> = toml::from_str(&text).map_err(bad)?;
            for (class, content) in classes {
                if let Some((other, _)) = source.classes.insert(class.clone(), (name.to_string(), content)) {
                    return Err(fault(format!("the class {class} stands in {other} already")));
                }
            }
        }
        ("triggers", _) => {
            let trigger: Trigger = toml::from_str(&text).map_err(bad)?;
            source.senses.extend(trigger.into_senses().map(|s| (name.to_string(), stem.clone(), s)));
        }
        (_, "identity") => source.identity = toml::from_str(&text).map_err(bad)?,
        (_, "inflection") => source.inflection = toml::from_str(&text).map_err(bad)?,
        (_, "guards") => {
            let guards: BTreeMap<String, Guard> = toml::from_str(&text).map_err(bad)?;
            source.guards.extend(guards.into_iter().map(|(g, content)| (g, (name.to_string(), content))));
        }
        (_, "attribution" | "evidence") => {
            let lists: BTreeMap<String, Vec<String>> = toml::from_str(&text).map_err(bad)?;
            source.lists.extend(lists.into_iter().map(|(l, patterns)| (name.to_string(), l, patterns)));
        }
        _ => return Err(fault("there is no place for a file of this name: see packs/README.md".into())),
    }
    Ok(())
}
