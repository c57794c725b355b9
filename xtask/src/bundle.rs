//! `cargo xtask build`: the sources of the extension become `dist/chrome` and `dist/firefox`.
//!
//! Both hold the same files except for the manifest, which loses the keys that only the other browser reads.
//! A page is a folder of `extension/` with `NAME/NAME.html` and `NAME/NAME.tsx`; everything that is no source
//! is copied as it is. Nothing here lists files by name but the two scripts that the manifest names.

use crate::parts::{self, Scripts};
use crate::run::{Outcome, copy, entries, node_tool, read, root, run, step, write};
use crate::tools::{self, Browser};
use crate::wasm;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Where the extension for a browser stands once it is built.
#[must_use]
pub fn folder(browser: Browser) -> PathBuf {
    root().join("dist").join(browser.name())
}

/// Builds both.
///
/// # Errors
/// A tool is missing, or something does not compile.
pub fn build() -> Outcome {
    tools::node_packages()?;
    let generated = wasm::generate()?;
    step("bundling the extension into dist/chrome and dist/firefox", || {
        let manifest = read_manifest()?;
        let staged = root().join("target/extension");
        let _ = std::fs::remove_dir_all(&staged);
        scripts(&staged, &oldest(&manifest))?;
        copy_static(&root().join("extension"), &staged)?;
        for words in entries(&staged.join("_locales"))? {
            let catalogue = words.join("messages.json");
            write(&catalogue, words_for(&read(&catalogue)?)?)?;
        }
        copy(&generated.join("sayswho_bg.wasm"), &staged.join("sayswho.wasm"))?;
        copy_tree(&generated.join("packs"), &staged.join("packs"))?;
        for browser in Browser::ALL {
            let folder = folder(browser);
            let _ = std::fs::remove_dir_all(&folder);
            copy_tree(&staged, &folder)?;
            write(&folder.join("manifest.json"), manifest_for(browser, manifest.clone())?)?;
            write(&folder.join("marks.css"), marks_for(browser, &read(&staged.join("marks.css"))?))?;
        }
        Ok(())
    })
}

/// The content script must be one classic script, and the background is one file so that it wakes with one read; the
/// pages share what they have in common.
fn scripts(out: &Path, target: &str) -> Outcome {
    let extension = root().join("extension");
    let mut pages = Vec::new();
    for folder in entries(&extension)?.into_iter().filter(|path| path.is_dir()) {
        let page = folder.join(folder.file_name().unwrap_or_default());
        if page.with_extension("html").is_file() {
            pages.push(page.with_extension("tsx"));
        }
    }
    esbuild(Scripts::Content, target, &[extension.join("content.ts")], out)?;
    esbuild(Scripts::Background, target, &[extension.join("background.ts")], out)?;
    esbuild(Scripts::Pages, target, &pages, out)
}

fn esbuild(scripts: Scripts, target: &str, entries: &[PathBuf], out: &Path) -> Outcome {
    let mut command = node_tool("esbuild");
    command.args(entries).args(["--bundle", "--minify", "--charset=utf8", "--log-level=warning", target]);
    // A style sheet that a script imports is text: it is adopted, never linked.
    command.args(["--loader:.css=text", "--jsx=automatic", "--jsx-import-source=preact"]);
    command.arg(format!("--metafile={}", parts::metafile(scripts).display()));
    command.arg(match scripts {
        Scripts::Content => "--format=iife",
        Scripts::Background | Scripts::Pages => "--format=esm",
    });
    if scripts == Scripts::Pages {
        command.args(["--splitting", "--chunk-names=ui/[hash]"]);
    }
    command.arg(format!("--outdir={}", out.display()));
    command.arg(format!("--outbase={}", root().join("extension").display()));
    run(&mut command)
}

fn read_manifest() -> Outcome<Value> {
    let text = read(&root().join("manifest.json"))?;
    serde_json::from_str(&text).map_err(|error| format!("manifest.json is not JSON: {error}"))
}

/// The oldest browsers that the manifest lets in, as esbuild wants to hear it.
fn oldest(manifest: &Value) -> String {
    let major = |version: &Value| version.as_str().unwrap_or_default().split('.').next().unwrap_or_default().to_owned();
    let chrome = major(&manifest["minimum_chrome_version"]);
    let firefox = major(&manifest["browser_specific_settings"]["gecko"]["strict_min_version"]);
    format!("--target=chrome{chrome},firefox{firefox}")
}

/// The manifest for one browser, with the version of Cargo.toml.
fn manifest_for(browser: Browser, mut manifest: Value) -> Outcome<String> {
    manifest["version"] = env!("CARGO_PKG_VERSION").into();
    let drop = |value: &mut Value, key: &str| value.as_object_mut().and_then(|keys| keys.remove(key));
    match browser {
        Browser::Chrome => {
            drop(&mut manifest, "browser_specific_settings");
            drop(&mut manifest["background"], "scripts");
        }
        Browser::Firefox => {
            drop(&mut manifest, "minimum_chrome_version");
            drop(&mut manifest["background"], "service_worker");
        }
    }
    serde_json::to_string_pretty(&manifest).map_err(|error| format!("The manifest cannot be written: {error}"))
}

/// How marks look. Chromium makes a style of each name for each element that a selector may mean, three times what the
/// styles of a plain page cost: there the root alone has them, and the rest inherits. Firefox makes them only when they
/// are painted.
fn marks_for(browser: Browser, sheet: &str) -> String {
    match browser {
        Browser::Chrome => sheet.replace("::highlight(", ":root::highlight("),
        Browser::Firefox => sheet.to_owned(),
    }
}

/// A catalogue without what the command line alone says.
fn words_for(catalogue: &str) -> Outcome<String> {
    let mut words: Map<String, Value> =
        serde_json::from_str(catalogue).map_err(|error| format!("A catalogue is not JSON: {error}"))?;
    words.retain(|key, _| !key.starts_with("cli_"));
    serde_json::to_string(&words).map_err(|error| format!("A catalogue cannot be written: {error}"))
}

/// Everything under `from` that is no source.
fn copy_static(from: &Path, to: &Path) -> Outcome {
    for path in entries(from)? {
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() {
            if name != "generated" {
                copy_static(&path, &to.join(name))?;
            }
        } else if !path.extension().is_some_and(|extension| extension == "ts" || extension == "tsx") {
            copy(&path, &to.join(name))?;
        }
    }
    Ok(())
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// Something cannot be read or written.
pub fn copy_tree(from: &Path, to: &Path) -> Outcome {
    for path in entries(from)? {
        let Some(name) = path.file_name() else {
            continue;
        };
        if path.is_dir() { copy_tree(&path, &to.join(name))? } else { copy(&path, &to.join(name))? }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::words_for;

    #[test]
    fn what_the_command_line_says_stays_behind() {
        let shipped = words_for(r#"{"close": {"message": "Close"}, "cli_line": {"message": "line"}}"#);
        assert_eq!(shipped.as_deref(), Ok(r#"{"close":{"message":"Close"}}"#));
    }
}
