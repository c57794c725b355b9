//! `cargo xtask soak [--minutes N] [--seed N]`: faults without end in both browsers, and a report of them.
//!
//! The minutes are for both browsers together. The report also says what `cargo xtask fuzz` has run here.

use crate::bundle;
use crate::fuzz;
use crate::run::{Outcome, node_script, root, run, step, write};
use crate::tools::Browser;
use serde_json::json;
use std::path::Path;

const MINUTES: u32 = 10;
const SEED: u32 = 20_260;

/// Soaks, and writes `dist/reliability/report.md`.
///
/// # Errors
/// A browser cannot be had, or something was lost, doubled or left behind; the report is written all the same.
pub fn soak(arguments: &[&str]) -> Outcome {
    let (minutes, seed) = asked(arguments)?;
    bundle::build()?;
    let mut browsers = Vec::new();
    for browser in Browser::ALL {
        browsers.push(json!({
            "name": browser.name(), "title": browser.title(), "program": browser.find()?,
            "extension": bundle::folder(browser),
        }));
    }
    let fuzzed = fuzz::told()?;
    let out = root().join("dist/reliability/report.md");
    let plan = root().join("target/soak/plan.json");
    write(&out, "# Reliability\n\nThe run did not come to its end.\n")?;
    let content = json!({ "out": out, "minutes": minutes, "seed": seed, "browsers": browsers, "fuzz": fuzzed });
    write(&plan, content.to_string())?;
    let outcome = step(&format!("soaking for {minutes} minutes with seed {seed}"), || {
        run(node_script(Path::new("xtask/scripts/soak.ts"))?.arg(&plan))
    });
    println!("\nThe report is in {}", out.display());
    outcome.map_err(|_| format!("Something was not as it should be; {} says what.", out.display()))
}

fn asked(arguments: &[&str]) -> Outcome<(u32, u32)> {
    let (mut minutes, mut seed) = (MINUTES, SEED);
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        let number = || -> Outcome<u32> { Err(format!("{word} wants a whole number.")) };
        let given = words.clone().next().and_then(|text| text.parse().ok());
        match *word {
            "--minutes" => minutes = given.filter(|minutes| *minutes > 0).map_or_else(number, Ok)?,
            "--seed" => seed = given.map_or_else(number, Ok)?,
            _ => return Err(format!("soak knows no option {word}, only --minutes N and --seed N.")),
        }
        words.next();
    }
    Ok((minutes, seed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_and_seed_are_asked_for() {
        assert_eq!(asked(&[]), Ok((MINUTES, SEED)));
        assert_eq!(asked(&["--seed", "7", "--minutes", "2"]), Ok((2, 7)));
        assert!(asked(&["--minutes", "0"]).is_err());
        assert!(asked(&["--minutes"]).is_err());
        assert!(asked(&["--hours", "2"]).is_err());
    }
}
