//! `cargo xtask pages DIR [--browser chrome|firefox]`: a folder of saved pages in real browsers.
//!
//! Beside the extension a second one is made that does nothing, so that the page itself can be told from what the
//! extension does to it.

use crate::bundle;
use crate::run::{Outcome, entries, node_script, root, run, step, write};
use crate::tools::Browser;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Opens every page of a folder and writes `dist/pages/report.html` and `report.json`.
///
/// # Errors
/// The folder holds no page, or a browser cannot be had. A broken page is no error; the report has it.
pub fn pages(arguments: &[&str]) -> Outcome {
    let (folder, browsers) = match arguments {
        [folder] => (*folder, Browser::ALL.to_vec()),
        [folder, "--browser", name] | ["--browser", name, folder] => (*folder, vec![browser_called(name)?]),
        _ => return Err("pages DIR [--browser chrome|firefox]".to_owned()),
    };
    let folder = Path::new(folder)
        .canonicalize()
        .ok()
        .filter(|folder| folder.is_dir())
        .ok_or_else(|| format!("{folder} is no folder."))?;
    let mut files = Vec::new();
    find(&folder, &folder, &mut files)?;
    if files.is_empty() {
        return Err(format!("{} holds no page (.html or .htm).", folder.display()));
    }
    bundle::build()?;
    let out = root().join("dist/pages");
    let _ = std::fs::remove_dir_all(&out);
    let mut prepared = Vec::new();
    for browser in browsers {
        prepared.push(json!({
            "name": browser.name(), "title": browser.title(), "program": browser.find()?,
            "extension": bundle::folder(browser), "idle": idle_extension(browser)?,
        }));
    }
    let plan = root().join("target/pages/plan.json");
    write(&plan, json!({ "folder": folder, "files": files, "out": out, "browsers": prepared }).to_string())?;
    step(&format!("opening {} pages", files.len()), || {
        run(node_script(Path::new("xtask/scripts/pages.ts"))?.arg(&plan))
    })?;
    println!("\nLook at {}", out.join("report.html").display());
    Ok(())
}

fn browser_called(name: &str) -> Outcome<Browser> {
    Browser::ALL
        .into_iter()
        .find(|browser| browser.name() == name)
        .ok_or_else(|| format!("{name} is no browser that is known here; chrome and firefox are."))
}

/// Pages of a folder and those below it, by their path in it.
fn find(top: &Path, folder: &Path, files: &mut Vec<String>) -> Outcome {
    for path in entries(folder)? {
        if path.is_dir() {
            find(top, &path, files)?;
        } else if path.extension().is_some_and(|ending| ending == "html" || ending == "htm") {
            files.push(path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/"));
        }
    }
    Ok(())
}

/// The same manifest with scripts that do nothing.
///
/// # Errors
/// The extension is not built, or nothing can be written.
pub fn idle_extension(browser: Browser) -> Outcome<PathBuf> {
    let folder = root().join("target/idle").join(browser.name());
    let manifest = std::fs::read(bundle::folder(browser).join("manifest.json")).unwrap_or_default();
    let mut manifest: Value = serde_json::from_slice(&manifest).map_err(|error| format!("manifest.json: {error}"))?;
    for key in ["action", "commands", "default_locale", "icons", "options_ui", "permissions"] {
        manifest.as_object_mut().and_then(|keys| keys.remove(key));
    }
    manifest["name"] = "Does nothing".into();
    manifest["description"] = "For comparison.".into();
    write(&folder.join("manifest.json"), manifest.to_string())?;
    write(&folder.join("background.js"), "")?;
    write(
        &folder.join("popup/popup.html"),
        "<!doctype html><html lang=\"en\"><title>Nothing</title><p>Nothing</p></html>",
    )?;
    let scripts = manifest["content_scripts"].as_array().into_iter().flatten();
    let files = scripts.flat_map(|script| [&script["js"], &script["css"]]).filter_map(Value::as_array).flatten();
    for file in files.filter_map(Value::as_str) {
        write(&folder.join(file), "")?;
    }
    Ok(folder)
}
