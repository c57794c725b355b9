//! `cargo xtask eval`: measures, and prints.

use eval::measure::{Measured, Outcome, measure};
use eval::sets::Content;
use eval::{packs, reading, sets, table};
use sayswho::engine::Engine;
use sayswho::report::Severity;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask eval [option …]

  --set NAME     only this set (may be given again): gold, pairs, guidelines, examples, clean, and where texts
                 that are not published stand beside the checkout: seed, dev, written, press, hard, section10
  --lang CODE    only this language
  --misses N     list the first N misses and the first N false alarms of every set that is measured
  --hits N       list the first N hits with the sense that fired
  --docs         one line a document
  --level LEVEL  leave out findings below low, medium or high
  --examples     run the examples inside the packs, and list those that fail
  --bare         list the entries of the packs that lack an example for or against
  --packs DIR    languages as they stand in this folder, instead of those compiled in
  --found DIR    write the findings of every marked document there, as JSON lines with byte offsets
  --shared DIR   where the texts that are not published stand
";

#[derive(Default)]
struct Options {
    sets: Vec<String>,
    lang: Option<String>,
    misses: usize,
    hits: usize,
    docs: bool,
    examples: bool,
    bare: bool,
    level: Option<Severity>,
    packs: Option<PathBuf>,
    shared: Option<PathBuf>,
    found: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|a| a == "--help" || a == "-h") {
        print!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match options(&arguments).and_then(|options| run(&options)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| format!("{name} wants a value.\n\n{USAGE}"));
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number.\n\n{USAGE}"));
        match name.as_str() {
            "--set" => options.sets.push(value()?),
            "--lang" => options.lang = Some(value()?),
            "--misses" => options.misses = number(value()?)?,
            "--hits" => options.hits = number(value()?)?,
            "--docs" => options.docs = true,
            "--examples" => options.examples = true,
            "--bare" => options.bare = true,
            "--level" => {
                let text = value()?;
                options.level =
                    Some(Severity::from_name(&text).ok_or_else(|| format!("{text} is no level.\n\n{USAGE}"))?);
            }
            "--packs" => options.packs = Some(value()?.into()),
            "--found" => options.found = Some(value()?.into()),
            "--shared" => options.shared = Some(value()?.into()),
            _ => return Err(format!("No such option: {name}\n\n{USAGE}")),
        }
    }
    Ok(options)
}

fn run(options: &Options) -> Result<(), String> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).unwrap_or(here);
    let engine = match &options.packs {
        Some(folder) => {
            let (engine, faults) = reading::engine_from(folder)?;
            for fault in &faults {
                eprintln!("FAULT {}", reading::shown(fault));
            }
            engine
        }
        None => Engine::with_own_packs().map_err(|e| e.to_string())?,
    };
    if options.examples || options.bare {
        return pack_examples(&engine, options, &options.packs.clone().unwrap_or_else(|| root.join("packs")));
    }
    let mut all = sets::own(root)?;
    let shared = options.shared.clone().or_else(|| sets::shared_beside(root));
    if let Some(folder) = &shared {
        all.extend(sets::shared(folder)?);
    }
    all.retain(|set| options.sets.is_empty() || options.sets.iter().any(|name| name == set.name));
    all.retain(|set| options.lang.as_ref().is_none_or(|lang| lang == set.lang));
    if all.is_empty() {
        return Err(format!("No such set.\n\n{USAGE}"));
    }
    if let Some(folder) = &options.found {
        for set in &all {
            write_found(&engine, set, folder)?;
        }
    }
    let level = options.level.unwrap_or(Severity::Low);
    let measured: Vec<Measured> = all.iter().map(|set| measure(&engine, set, level)).collect();
    println!("{}", table::table(&measured));
    println!("{}", table::by_subtype(&measured));
    if shared.is_none() {
        println!("No folder `shared` stands beside the checkout: only the project's own fixtures were measured.");
    }
    if options.docs {
        docs(&measured);
    }
    list(&measured, Outcome::Miss, options.misses);
    list(&measured, Outcome::Alarm, options.misses);
    list(&measured, Outcome::Hit, options.hits);
    Ok(())
}

/// Findings as other scorers read them.
fn write_found(engine: &Engine, set: &sets::Set, folder: &Path) -> Result<(), String> {
    let (Content::Documents(documents) | Content::Clean(documents)) = &set.content else { return Ok(()) };
    let mut lines = String::new();
    for gold in documents {
        let (found, _) = reading::read(engine, gold);
        let bytes: Vec<usize> = gold.text.char_indices().map(|(at, _)| at).chain([gold.text.len()]).collect();
        let findings: Vec<_> = found
            .iter()
            .map(|f| {
                serde_json::json!({
                    "start": bytes.get(f.start), "end": bytes.get(f.end), "category": f.subtype.category(),
                    "subtype": f.subtype, "severity": f.severity, "speaker": f.speaker, "sense": f.sense,
                })
            })
            .collect();
        let _ = writeln!(lines, "{}", serde_json::json!({ "id": gold.id, "findings": findings }));
    }
    let path = folder.join(format!("{}_{}.jsonl", set.name, set.lang));
    let written = std::fs::create_dir_all(folder).and_then(|()| std::fs::write(&path, lines));
    written.map_err(|e| format!("{} cannot be written: {e}", path.display()))
}

fn pack_examples(engine: &Engine, options: &Options, folder: &Path) -> Result<(), String> {
    let mut failed = 0;
    for pack in engine.packs().iter().filter(|p| options.lang.as_ref().is_none_or(|lang| *lang == p.code)) {
        let run = packs::run(engine, &folder.join(&pack.code))?;
        for failure in run.failures.iter().filter(|_| options.examples) {
            println!("{failure}\n");
        }
        for line in run.bare.iter().filter(|_| options.bare) {
            println!("{line}");
        }
        let (count, wrong, bare) = (run.count, run.failures.len(), run.bare.len());
        println!("{}: {count} examples, {wrong} fail; {bare} are lacking\n", pack.code);
        failed += wrong;
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} examples fail.")) }
}

fn docs(measured: &[Measured]) {
    for m in measured {
        let Measured::Documents { each, .. } = m else { continue };
        for (id, c) in each {
            let (title, strict) = (m.title(), c.hits[0]);
            println!(
                "{title:<12} {id:<28} marks {:3} found {:3} strict {strict:3} decoys {:2}",
                c.gold, c.found, c.decoy_alarms
            );
        }
    }
}

fn list(measured: &[Measured], outcome: Outcome, most: usize) {
    for m in measured {
        let of_kind = m.passages().iter().filter(|p| p.outcome == outcome);
        for p in of_kind.take(most) {
            let severity = p.severity.map_or("", Severity::name);
            println!(
                "{} {} {} · {} {severity} · {} · {}\n      {}",
                outcome.name().to_uppercase(),
                m.title(),
                p.document,
                p.subtype.name(),
                p.words,
                if p.notes.is_empty() { "no pattern matches here".to_owned() } else { p.notes.join("; ") },
                p.context
            );
        }
    }
}
