//! `cargo xtask bench`: the engine beside bare matching and other linters, and what is shipped, in bytes.

use crate::bundle;
use crate::run::{Outcome, node_script, root, run, write};
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
    let content = json!({ "out": out, "work": "target/bench", "seed": seed, "full": full, "readme": readme });
    write(&plan, content.to_string())?;
    println!("› measuring, some minutes: the engine, bare matching, other linters …");
    run(node_script(Path::new("benches/engine.ts"))?.arg(&plan).current_dir(root()))?;
    println!("\nThe report is {}", out.join("report.html").display());
    Ok(())
}
