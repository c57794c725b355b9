//! `cargo xtask bench page`: what reading costs a page's own thread, beside an extension that does nothing.

use crate::bundle;
use crate::pages::idle_extension;
use crate::run::{Outcome, node_script, root, run, step, write};
use crate::tools::Browser;
use serde_json::json;
use std::path::Path;

/// Opens made-up articles of several lengths, and one that changes, in both browsers.
///
/// # Errors
/// A browser cannot be had, or a page does not come to its end.
pub fn bench() -> Outcome {
    bundle::build()?;
    let mut browsers = Vec::new();
    for browser in Browser::ALL {
        browsers.push(json!({
            "name": browser.name(), "title": browser.title(), "program": browser.find()?,
            "extension": bundle::folder(browser), "idle": idle_extension(browser)?,
        }));
    }
    let out = root().join("dist/bench-page.json");
    let plan = root().join("target/pages/bench.json");
    write(&plan, json!({ "out": out, "browsers": browsers }).to_string())?;
    step("reading articles of 10 KB to 10 MB", || {
        run(node_script(Path::new("xtask/scripts/bench-page.ts"))?.arg(&plan))
    })?;
    println!("\nAll figures are in {}", out.display());
    Ok(())
}
