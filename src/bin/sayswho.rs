//! The command line: text in, findings out.

use sayswho::engine::Engine;
use sayswho::input::plain;
use std::io::{BufRead, Write};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let packs = args.iter().position(|a| a == "--packs").and_then(|i| args.get(i + 1));
    let mut engine = if packs.is_some() { Engine::new() } else { Engine::with_own_packs().unwrap_or_default() };
    if let Some(folder) = packs {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            if !entry.path().is_dir() {
                continue;
            }
            match sayswho::pack::source::read(&entry.path()).and_then(|s| sayswho::pack::compile::compile(&s)) {
                Ok(pack) => engine.add(pack),
                Err(faults) => {
                    for fault in faults {
                        eprintln!("{fault}");
                    }
                }
            }
        }
    }
    let stdin = std::io::stdin();
    let mut out = std::io::stdout().lock();
    if args.iter().any(|a| a == "--jsonl") {
        for line in stdin.lock().lines().map_while(Result::ok) {
            let Ok(v) = serde_json::from_str::<serde_json::Value>(&line) else { continue };
            let text = v["text"].as_str().unwrap_or_default();
            let input = plain::read(text, v["lang"].as_str());
            let report = engine.read(&input.document);
            let findings: Vec<_> = report.findings.iter().map(|f| {
                let base = input.starts[f.place.block as usize];
                serde_json::json!({"start": base + f.place.start as usize, "end": base + f.place.end as usize, "category": f.category, "subtype": f.subtype, "severity": f.severity, "speaker": f.speaker, "missing": f.missing, "support": f.support, "question": f.question, "sense": f.sense, "also": f.also})
            }).collect();
            let _ = writeln!(
                out,
                "{}",
                serde_json::json!({"id": v["id"], "findings": findings, "summary": report.summary})
            );
        }
        return;
    }
    let text = std::io::read_to_string(stdin).unwrap_or_default();
    let input = plain::read(&text, None);
    let report = engine.read(&input.document);
    for f in &report.findings {
        let block = &input.document.blocks[f.place.block as usize];
        let _ = writeln!(
            out,
            "{:?} {:?} «{}» by {:?} {:?} missing {:?} {}",
            f.subtype,
            f.severity,
            &block.text[f.place.start as usize..f.place.end as usize],
            f.speaker.kind,
            f.speaker.name,
            f.missing,
            f.sense
        );
    }
    let _ = writeln!(out, "{:#?} {:?} {:?}", report.summary, report.passages, report.skipped);
}
