//! `cargo xtask eval`: measures, and prints. `cargo xtask guards`: which guards there are, and who asks for them.
//!
//! Everything is gathered before it is printed: whoever pipes it into `head` closes the pipe early.

mod options;

use crate::options::{Options, USAGE, options};
use eval::baseline::{self, Baseline};
use eval::measure::{Measured, Outcome, measure};
use eval::sets::{self, Content, Set};
use eval::{guards, held, packs, reading, seed, table};
use sayswho::engine::Engine;
use sayswho::report::Severity;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut out = String::new();
    let outcome = match arguments.as_slice() {
        [guards, rest @ ..] if guards == "guards" => options(rest).and_then(|options| list_guards(&options, &mut out)),
        rest if rest.iter().any(|a| a == "--help" || a == "-h") => {
            out.push_str(USAGE);
            Ok(())
        }
        rest => options(rest).and_then(|options| run(&options, &mut out)),
    };
    let _ = std::io::stdout().write_all(out.as_bytes());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

/// The project's folder.
fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

fn packs_folder(options: &Options) -> PathBuf {
    options.packs.clone().unwrap_or_else(|| root().join("packs"))
}

fn engine(options: &Options) -> Result<Engine, String> {
    let Some(folder) = &options.packs else { return Engine::with_own_packs().map_err(|e| e.to_string()) };
    let (engine, faults) = reading::engine_from(folder)?;
    for fault in &faults {
        eprintln!("FAULT {}", reading::shown(fault));
    }
    Ok(engine)
}

fn run(options: &Options, out: &mut String) -> Result<(), String> {
    let engine = engine(options)?;
    if options.examples || options.bare {
        return pack_examples(&engine, options, out);
    }
    if options.held {
        return held_examples(&engine, options, out);
    }
    let shared = options.shared.clone().or_else(|| sets::shared_beside(root()));
    let all = chosen(options, shared.as_deref())?;
    if let Some(folder) = &options.found {
        all.iter().try_for_each(|set| write_found(&engine, set, folder))?;
    }
    let level = options.level.unwrap_or(Severity::Low);
    let measured: Vec<Measured> = all.iter().map(|set| measure(&engine, set, level)).collect();
    out.push_str(&table::table(&measured));
    out.push_str(&table::by_subtype(&measured));
    match &shared {
        None => out.push_str("\nNo folder `shared` stands beside the checkout: the project's own fixtures alone.\n"),
        Some(folder) if options.asks("seed") && options.texts.is_none() => out.push_str(&seed::check(&engine, folder)?),
        Some(_) => {}
    }
    if options.docs {
        docs(&measured, out);
    }
    list(&measured, Outcome::Miss, options.misses, out);
    list(&measured, Outcome::Alarm, options.misses, out);
    list(&measured, Outcome::Hit, options.hits, out);
    if options.texts.is_some() {
        return Ok(());
    }
    against_baseline(&engine, options, &measured, out)
}

/// The sets that were asked for, with what is in them.
fn chosen(options: &Options, shared: Option<&Path>) -> Result<Vec<Set>, String> {
    if let Some(folder) = &options.texts {
        let lang = sets::LANGUAGES.into_iter().find(|code| options.lang.as_deref() == Some(*code));
        let lang = lang.ok_or_else(|| format!("--texts wants --lang fr or en.\n\n{USAGE}"))?;
        return Ok(vec![sets::texts(folder, lang)?]);
    }
    let mut all = sets::own(root())?;
    if let Some(folder) = shared {
        all.extend(sets::shared(folder)?);
    }
    all.retain(|set| options.asks(set.name) && options.lang.as_ref().is_none_or(|lang| lang == set.lang));
    if all.is_empty() { Err(format!("No such set.\n\n{USAGE}")) } else { Ok(all) }
}

/// What fares otherwise than when the baseline was accepted; accepts it when asked to.
fn against_baseline(engine: &Engine, options: &Options, measured: &[Measured], out: &mut String) -> Result<(), String> {
    let mut baseline = Baseline::read(root())?;
    let changes = baseline.changes(measured);
    for (title, better) in [("GAINED", true), ("LOST", false)] {
        let of_kind: Vec<_> = changes.iter().filter(|c| c.better == better).collect();
        let _ = writeln!(out, "\n{title} against {}: {}", baseline::FILE, of_kind.len());
        for c in of_kind {
            let (was, is) = (c.was.as_deref().unwrap_or("–"), c.is.as_deref().unwrap_or("–"));
            let _ = writeln!(out, "  {} · {} · {was} → {is}", c.document, c.passage);
        }
    }
    if options.level.is_some() {
        return Ok(());
    }
    let run = |pack: &sayswho::pack::Pack| packs::run(engine, &packs_folder(options).join(&pack.code));
    let examples = engine.packs().into_iter().map(run).collect::<Result<Vec<_>, _>>()?;
    let figures = baseline::figures(measured, &examples);
    for sentence in baseline.broken(&figures) {
        let _ = writeln!(out, "BELOW {sentence}");
    }
    if options.accept {
        if !options.sets.is_empty() || options.lang.is_some() || options.packs.is_some() {
            return Err("--accept takes everything over, as compiled in: not with --set, --lang or --packs.".into());
        }
        baseline.accept(&figures, measured);
        baseline.write(root())?;
        let _ = writeln!(out, "Accepted into {}.", baseline::FILE);
    }
    Ok(())
}

/// Findings as other scorers read them.
fn write_found(engine: &Engine, set: &Set, folder: &Path) -> Result<(), String> {
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

fn pack_examples(engine: &Engine, options: &Options, out: &mut String) -> Result<(), String> {
    let folder = packs_folder(options);
    let mut failed = 0;
    for pack in engine.packs().into_iter().filter(|p| options.lang.as_ref().is_none_or(|lang| *lang == p.code)) {
        let run = packs::run(engine, &folder.join(&pack.code))?;
        for failure in run.failures.iter().filter(|_| options.examples) {
            let _ = writeln!(out, "{failure}\n");
        }
        for line in run.bare.iter().filter(|_| options.bare) {
            let _ = writeln!(out, "{line}");
        }
        let (count, wrong, bare) = (run.count, run.failures.len(), run.bare.len());
        let _ = writeln!(out, "{}: {count} examples, {wrong} fail; {bare} are lacking\n", pack.code);
        failed += wrong;
    }
    if failed == 0 { Ok(()) } else { Err(format!("{failed} examples fail.")) }
}

fn held_examples(engine: &Engine, options: &Options, out: &mut String) -> Result<(), String> {
    let mut idle = 0;
    for pack in engine.packs().into_iter().filter(|p| options.lang.as_ref().is_none_or(|lang| *lang == p.code)) {
        let tried = held::run(&packs_folder(options).join(&pack.code))?;
        tried.idle.iter().for_each(|line| {
            let _ = writeln!(out, "{line}");
        });
        let _ =
            writeln!(out, "{}: {} examples, {} pass without their guard\n", pack.code, tried.count, tried.idle.len());
        idle += tried.idle.len();
    }
    if idle == 0 { Ok(()) } else { Err(format!("{idle} examples pass without their guard.")) }
}

fn list_guards(options: &Options, out: &mut String) -> Result<(), String> {
    let listing = guards::listing(&packs_folder(options), options.lang.as_deref())?;
    out.push_str(&listing.text);
    if listing.nowhere.is_empty() { Ok(()) } else { Err(listing.nowhere.join("\n")) }
}

fn docs(measured: &[Measured], out: &mut String) {
    for m in measured {
        let Measured::Documents { each, .. } = m else { continue };
        for (id, c) in each {
            let (title, strict) = (m.title(), c.hits[0]);
            let _ = write!(out, "{title:<12} {id:<28} marks {:3} found {:3} strict {strict:3}", c.gold, c.found);
            let _ = writeln!(out, " decoys {:2}", c.decoy_alarms);
        }
    }
}

fn list(measured: &[Measured], outcome: Outcome, most: usize, out: &mut String) {
    for m in measured {
        let of_kind = m.passages().iter().filter(|p| p.outcome == outcome);
        for p in of_kind.take(most) {
            let (title, what) = (m.title(), outcome.name().to_uppercase());
            let severity = p.severity.map_or("", Severity::name);
            let notes = if p.notes.is_empty() { "no pattern matches here".to_owned() } else { p.notes.join("; ") };
            let _ = writeln!(
                out,
                "{what} {title} {} · {} {severity} · {} · {notes}",
                p.document,
                p.subtype.name(),
                p.words
            );
            let _ = writeln!(out, "      {}", p.context);
        }
    }
}
