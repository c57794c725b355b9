//! Runs the engine over a marked document and gives its findings in the document's own offsets.

use crate::gold::Gold;
use sayswho::engine::Engine;
use sayswho::input::plain;
use sayswho::pack::source::{PackFault, Source};
use sayswho::pack::{self, Pack};
use sayswho::report::{Block, BlockKind, Document, Finding, Link, Report, Severity, Speaker, Subtype};
use std::path::Path;

/// A finding, in code points of the whole text.
#[derive(Debug, Clone)]
pub struct Found {
    pub start: usize,
    pub end: usize,
    pub subtype: Subtype,
    pub severity: Severity,
    pub speaker: Speaker,
    pub sense: String,
}

/// An engine with the languages that stand as sources under `folder`, and the faults of those sources.
///
/// A sense whose pattern is at fault is left out and the rest is measured: who writes words should not wait for
/// the last comma of somebody else. A fault elsewhere costs the language.
///
/// # Errors
/// The folder cannot be read, or no language in it compiles.
pub fn engine_from(folder: &Path) -> Result<(Engine, Vec<PackFault>), String> {
    let mut engine = Engine::new();
    let mut all = Vec::new();
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{} cannot be read: {e}", folder.display()))?;
    let mut folders: Vec<_> = entries.flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.sort();
    for folder in folders {
        match compile(&folder) {
            Ok((pack, faults)) => {
                engine.add(pack);
                all.extend(faults);
            }
            Err(faults) => all.extend(faults),
        }
    }
    if engine.packs().is_empty() {
        let lines: Vec<String> = all.iter().map(shown).collect();
        return Err(format!("No language under {} compiles.\n{}", folder.display(), lines.join("\n")));
    }
    Ok((engine, all))
}

fn compile(folder: &Path) -> Result<(Pack, Vec<PackFault>), Vec<PackFault>> {
    let mut source = pack::source::read(folder)?;
    let mut all = Vec::new();
    loop {
        let faults = match pack::compile::compile(&source) {
            Ok(pack) => return Ok((pack, all)),
            Err(faults) => faults,
        };
        let patterns = |s: &Source| {
            let of_senses = s.senses.iter().map(|(_, _, sense)| sense.patterns.len());
            of_senses.chain(s.lists.iter().map(|(_, _, patterns)| patterns.len())).sum::<usize>()
        };
        let before = patterns(&source);
        let broken = |pattern: &String| faults.iter().any(|f| f.excerpt.as_ref().is_some_and(|e| e.0 == *pattern));
        for (_, _, sense) in &mut source.senses {
            sense.patterns.retain(|p| !broken(p));
        }
        source.senses.retain(|(_, _, sense)| !sense.patterns.is_empty());
        for (_, _, patterns) in &mut source.lists {
            patterns.retain(|p| !broken(p));
        }
        let mended = patterns(&source) < before;
        all.extend(faults);
        if !mended {
            return Err(all);
        }
    }
}

/// A fault with the part that is meant under carets, cut to a terminal's width.
#[must_use]
pub fn shown(fault: &PackFault) -> String {
    const WIDTH: usize = 90;
    let Some((text, from, to)) = &fault.excerpt else { return format!("{}: {}", fault.file, fault.message) };
    let before: Vec<char> = text.get(..*from).unwrap_or("").chars().collect();
    let meant: Vec<char> = text.get(*from..*to).unwrap_or("").chars().take(WIDTH).collect();
    let lead: String = before[before.len().saturating_sub(WIDTH / 2)..].iter().collect();
    let after: String = text.get(*to..).unwrap_or("").chars().take(WIDTH / 4).collect();
    let (space, carets) = (" ".repeat(lead.chars().count()), "^".repeat(meant.len().max(1)));
    let meant: String = meant.iter().collect();
    format!("{}: {}\n    {lead}{meant}{after}\n    {space}{carets}", fault.file, fault.message)
}

/// Reads a marked document.
#[must_use]
pub fn read(engine: &Engine, gold: &Gold) -> (Vec<Found>, Report) {
    let (document, starts) = document(gold);
    let report = engine.read(&document);
    let points = points(&gold.text);
    let found = report.findings.iter().map(|f| {
        let base = starts.get(f.place.block as usize).copied().unwrap_or(0);
        found(f, |byte| points.get(base + byte as usize).copied().unwrap_or(0) as usize)
    });
    (found.collect(), report)
}

/// Reads one sentence alone, as a paragraph or a title.
#[must_use]
pub fn read_sentence(engine: &Engine, lang: &str, text: &str, kind: BlockKind) -> Vec<Found> {
    let report = engine.read(&alone(lang, text, kind));
    let points = points(text);
    report.findings.iter().map(|f| found(f, |byte| points.get(byte as usize).copied().unwrap_or(0) as usize)).collect()
}

fn alone(lang: &str, text: &str, kind: BlockKind) -> Document {
    let block = Block { kind, text: text.to_owned(), lang: Some(lang.to_owned()), links: Vec::new() };
    Document { blocks: vec![block], carry: None }
}

/// The document's blocks, and the byte at which each starts.
#[must_use]
pub fn document(gold: &Gold) -> (Document, Vec<usize>) {
    let input = plain::read(&gold.text, Some(&gold.lang));
    let (mut document, starts) = (input.document, input.starts);
    let bytes: Vec<usize> = gold.text.char_indices().map(|(at, _)| at).chain([gold.text.len()]).collect();
    for (from, to, kind) in &gold.links {
        let (from, to) = (bytes[*from], bytes[*to]);
        for (block, start) in document.blocks.iter_mut().zip(&starts) {
            if *start <= from && to <= start + block.text.len() {
                let offset = |byte: usize| (byte - start) as u32;
                block.links.push(Link { start: offset(from), end: offset(to), kind: *kind });
            }
        }
    }
    (document, starts)
}

fn found(finding: &Finding, point: impl Fn(u32) -> usize) -> Found {
    Found {
        start: point(finding.place.start),
        end: point(finding.place.end),
        subtype: finding.subtype,
        severity: finding.severity,
        speaker: finding.speaker.clone(),
        sense: finding.sense.clone(),
    }
}

/// For every byte, how many code points begin before it.
fn points(text: &str) -> Vec<u32> {
    let mut points = Vec::with_capacity(text.len() + 1);
    for (number, c) in text.chars().enumerate() {
        points.extend(std::iter::repeat_n(number as u32, c.len_utf8()));
    }
    points.push(text.chars().count() as u32);
    points
}

/// What matched in a document and is no mark: its place in code points, the sense, and what held it.
#[derive(Debug, Clone)]
pub struct Held {
    pub start: usize,
    pub end: usize,
    pub sense: String,
    pub why: String,
}

/// Every trigger that matched in a marked document and is no mark.
#[must_use]
pub fn held(engine: &Engine, gold: &Gold) -> Vec<Held> {
    let (document, starts) = document(gold);
    let points = points(&gold.text);
    let silences = engine.explain(&document).1.into_iter();
    silences
        .map(|silence| {
            let base = starts.get(silence.place.block as usize).copied().unwrap_or(0);
            let point = |byte: u32| points.get(base + byte as usize).copied().unwrap_or(0) as usize;
            Held {
                start: point(silence.place.start),
                end: point(silence.place.end),
                sense: silence.sense,
                why: silence.why,
            }
        })
        .collect()
}

/// The same for a sentence alone.
#[must_use]
pub fn held_alone(engine: &Engine, lang: &str, text: &str, kind: BlockKind) -> Vec<Held> {
    let points = points(text);
    let silences = engine.explain(&alone(lang, text, kind)).1.into_iter();
    let point = |byte: u32| points.get(byte as usize).copied().unwrap_or(0) as usize;
    silences
        .map(|s| Held { start: point(s.place.start), end: point(s.place.end), sense: s.sense, why: s.why })
        .collect()
}
