//! `cargo xtask bench`: the engine beside bare matching and other linters, native, under Node and in both browsers; start
//! and memory beside an empty extension; what is shipped, in bytes.

use crate::bundle;
use crate::pages::idle_extension;
use crate::run::{Outcome, node_script, root, run, write};
use crate::tools::Browser;
use serde_json::json;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

/// Measures, and writes `dist/bench/report.html` and `bench.json`; with `--write-readme`, its table into the README.
///
/// # Errors
/// An option that is not known, or a part that cannot be built or does not come to its end.
pub fn bench(options: &[&str]) -> Outcome {
    let mut full = false;
    let mut readme = false;
    // Each run reads another text, unless a run is to be repeated.
    let mut seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |age| age.as_secs() % 1_000_000);
    let mut rest = options.iter();
    while let Some(option) = rest.next() {
        match *option {
            "--full" => full = true,
            "--write-readme" => readme = true,
            "--seed" => {
                let number = rest.next().and_then(|text| text.parse().ok());
                seed = number.ok_or("--seed wants a whole number.")?;
            }
            other => return Err(format!("No such option of bench: {other}")),
        }
    }
    bundle::build()?;
    let out = root().join("dist/bench");
    let plan = root().join("target/bench/plan.json");
    let readme = readme.then(|| root().join("README.md"));
    let mut browsers = Vec::new();
    for browser in Browser::ALL {
        // A browser that cannot be had costs its figures, not the others.
        match browser.find() {
            Ok(program) => browsers.push(json!({
                "name": browser.name(), "title": browser.title(), "program": program,
                "extension": bundle::folder(browser), "idle": idle_extension(browser)?,
            })),
            Err(sentence) => println!("  {sentence} Nothing is measured in it."),
        }
    }
    let content = json!({
        "out": out, "work": "target/bench", "seed": seed, "full": full, "readme": readme, "browsers": browsers,
    });
    write(&plan, content.to_string())?;
    println!("› measuring, some minutes: the engine, bare matching, other linters, browsers …");
    run(node_script(Path::new("benches/engine.ts"))?.arg(&plan).current_dir(root()))?;
    println!("\nThe report is {}", out.join("report.html").display());
    Ok(())
}
