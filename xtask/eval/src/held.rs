//! Whether what a guard's examples pass is held by that guard, and not by another or by nothing at all.
//!
//! Each guard is taken out of its language, in the pack and in code, and its `pass` examples are read again: one that
//! is still without a mark says nothing about the guard.

use crate::markup;
use crate::reading;
use crate::score::shares_word;
use sayswho::engine::Engine;
use sayswho::pack::compile;
use sayswho::pack::source::{self, Source};
use sayswho::report::BlockKind;
use std::path::Path;

/// A language's guards, tried one by one.
#[derive(Debug, Clone, Default)]
pub struct Tried {
    pub count: usize,
    /// Examples that pass without their guard: `en/guards.toml [schedule] Open every day 9–18.`
    pub idle: Vec<String>,
}

/// Tries every guard of one language's folder.
///
/// # Errors
/// The folder does not read or compile as a pack.
pub fn run(folder: &Path) -> Result<Tried, String> {
    let lines = |faults: Vec<source::PackFault>| faults.iter().map(reading::shown).collect::<Vec<_>>().join("\n");
    let source = source::read(folder).map_err(lines)?;
    let mut tried = Tried::default();
    for (name, (file, guard)) in source.guards.iter().filter(|(_, (_, guard))| !guard.pass.is_empty()) {
        let mut engine = Engine::new();
        engine.add(compile::compile(&without(&source, name)).map_err(lines)?);
        for example in &guard.pass {
            tried.count += 1;
            if !fires(&engine, &source.identity.code, example)? {
                tried.idle.push(format!("{file} [{name}] {example}"));
            }
        }
    }
    Ok(tried)
}

/// The language without one guard: no sense asks for it, and no subtype on behalf of its senses.
fn without(source: &Source, guard: &str) -> Source {
    let mut source = source.clone();
    for (_, _, sense) in &mut source.senses {
        sense.guards.retain(|name| name != guard);
        sense.traits.push(format!("not_{guard}"));
    }
    source
}

fn fires(engine: &Engine, lang: &str, example: &str) -> Result<bool, String> {
    let (example, kind) = match example.strip_prefix("# ") {
        Some(title) => (title, BlockKind::Title),
        None => (example, BlockKind::Paragraph),
    };
    let (text, span) = markup::sentence(example)?;
    let characters: Vec<char> = text.chars().collect();
    let found = reading::read_sentence(engine, lang, &text, kind);
    Ok(found.iter().any(|f| span.is_none_or(|span| shares_word(&characters, (f.start, f.end), span))))
}
