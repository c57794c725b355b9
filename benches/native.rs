//! The engine as native code, beside a bare automaton over the packs' phrases, on texts made for the purpose:
//! `cargo bench --bench native -- PHRASES TEXT …` writes one JSON line a text.
//!
//! Times are the best of several rounds, and meant as ratios within one run. Absent on purpose: judging them.

use aho_corasick::AhoCorasick;
use sayswho::engine::Engine;
use sayswho::report::{Block, BlockKind, Document};
use std::time::{Duration, Instant};

/// A round is repeated for as long as this, and at least three times.
const ENOUGH: Duration = Duration::from_millis(700);

fn main() -> Result<(), String> {
    let mut paths = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let read = |path: &str| std::fs::read_to_string(path).map_err(|error| format!("{path} cannot be read: {error}"));
    let phrases = read(&paths.next().ok_or("Which phrases, and which texts?")?)?;
    let automaton = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(phrases.lines())
        .map_err(|error| format!("no automaton: {error}"))?;
    let engine = Engine::with_own_packs().map_err(|error| error.to_string())?;
    for path in paths {
        let text = read(&path)?;
        let document = document(&text);
        let (read, findings) = best(|| {
            let report = engine.read(&document);
            // What is sent is part of the work, as it is in a browser.
            std::hint::black_box(serde_json::to_string(&report).map(|json| json.len()).unwrap_or_default());
            report.findings.len()
        });
        let (scan, hits) = best(|| automaton.find_iter(&text).count());
        println!(
            "{{\"text\":{path:?},\"bytes\":{},\"engine_ms\":{read},\"findings\":{findings},\"automaton_ms\":{scan},\"hits\":{hits}}}",
            text.len()
        );
    }
    Ok(())
}

/// Paragraphs as blocks.
fn document(text: &str) -> Document {
    let blocks = text.split("\n\n").filter(|part| !part.trim().is_empty());
    let block = |part: &str| Block { kind: BlockKind::Paragraph, text: part.to_owned(), lang: None, links: Vec::new() };
    Document { blocks: blocks.map(block).collect(), ..Document::default() }
}

/// The shortest of several rounds in milliseconds, and what the work answered.
fn best(mut work: impl FnMut() -> usize) -> (f64, usize) {
    let (start, mut shortest, mut rounds, mut answer) = (Instant::now(), f64::INFINITY, 0, 0);
    while rounds < 3 || start.elapsed() < ENOUGH {
        let round = Instant::now();
        answer = work();
        shortest = shortest.min(round.elapsed().as_secs_f64() * 1e3);
        rounds += 1;
    }
    (shortest, answer)
}
