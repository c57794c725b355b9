//! What of others is in the package: crates in the Wasm, npm packages in the bundles; and their licences.
//!
//! Crates are those that cargo resolves for the Wasm, without procedural macros, which only write code. npm packages
//! are those that esbuild says it took something from. The standard library is one more, by the compiler's version.

use crate::run::{Outcome, cargo, entries, output, program, read, root};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Something that somebody else wrote.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    pub name: String,
    pub version: String,
    /// An SPDX expression.
    pub licence: String,
    /// `cargo`, `npm`, or `generic`: as package URLs say it.
    pub from: &'static str,
    /// Algorithm and digest, where the lock file knows one.
    pub sum: Option<(&'static str, String)>,
    folder: Option<PathBuf>,
}

/// All of them, in order.
///
/// # Errors
/// cargo cannot tell, or the extension was not built.
pub fn parts() -> Outcome<Vec<Part>> {
    let mut parts = crates()?;
    parts.extend(packages()?);
    parts.push(standard_library()?);
    parts.sort();
    Ok(parts)
}

/// The folders that crates from a registry stand in: where they are is the machine's affair.
///
/// # Errors
/// cargo cannot tell.
pub fn registries() -> Outcome<BTreeSet<PathBuf>> {
    let metadata = metadata()?;
    let folders = metadata["packages"].as_array().into_iter().flatten().filter(|each| !each["source"].is_null());
    let folder = |each: &Value| Some(Path::new(each["manifest_path"].as_str()?).parent()?.parent()?.to_path_buf());
    Ok(folders.filter_map(folder).collect())
}

fn metadata() -> Outcome<Value> {
    let text = output(&mut cargo(&[
        "metadata",
        "--format-version=1",
        "--locked",
        "--no-default-features",
        "--filter-platform=wasm32-unknown-unknown",
    ]))?;
    serde_json::from_str(&text).map_err(|error| format!("cargo metadata: {error}"))
}

fn crates() -> Outcome<Vec<Part>> {
    let tree = output(&mut cargo(&[
        "tree",
        "--locked",
        "--package=sayswho",
        "--no-default-features",
        "--target=wasm32-unknown-unknown",
        "--edges=normal,no-proc-macro",
        "--prefix=none",
        "--format={p}",
    ]))?;
    let used: BTreeSet<(&str, &str)> = tree.lines().filter_map(named).filter(|(name, _)| *name != "sayswho").collect();
    let lock = read(&root().join("Cargo.lock"))?;
    let metadata = metadata()?;
    let mut parts = Vec::new();
    for each in metadata["packages"].as_array().into_iter().flatten() {
        let text = |key: &str| each[key].as_str().unwrap_or_default().to_owned();
        let (name, version) = (text("name"), text("version"));
        if !used.contains(&(&name[..], &version[..])) {
            continue;
        }
        parts.push(Part {
            sum: checksum(&lock, &name, &version).map(|sum| ("SHA-256", sum)),
            folder: Path::new(&text("manifest_path")).parent().map(Path::to_path_buf),
            // An old way to write it, from before SPDX expressions.
            licence: text("license").replace('/', " OR "),
            from: "cargo",
            name,
            version,
        });
    }
    if parts.len() == used.len() { Ok(parts) } else { Err("cargo tree and cargo metadata disagree.".to_owned()) }
}

/// `name v1.2.3 …`
fn named(line: &str) -> Option<(&str, &str)> {
    let mut words = line.split(' ');
    Some((words.next()?, words.next()?.strip_prefix('v')?))
}

fn checksum(lock: &str, name: &str, version: &str) -> Option<String> {
    let entry = lock.split("[[package]]").find(|entry| {
        entry.contains(&format!("name = \"{name}\"\n")) && entry.contains(&format!("version = \"{version}\"\n"))
    })?;
    Some(entry.split("checksum = \"").nth(1)?.split('"').next()?.to_owned())
}

/// What is bundled by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scripts {
    Content,
    Background,
    Pages,
}

/// Where esbuild writes what went into some bundles.
#[must_use]
pub fn metafile(scripts: Scripts) -> PathBuf {
    let name = match scripts {
        Scripts::Content => "content",
        Scripts::Background => "background",
        Scripts::Pages => "pages",
    };
    root().join(format!("target/bundled-{name}.json"))
}

fn packages() -> Outcome<Vec<Part>> {
    let lock = parse(&root().join("package-lock.json"))?;
    let mut parts = BTreeMap::new();
    for scripts in [Scripts::Content, Scripts::Background, Scripts::Pages] {
        let bundled = parse(&metafile(scripts))?;
        for input in bundled["inputs"].as_object().into_iter().flat_map(|inputs| inputs.keys()) {
            let Some(name) = package_of(input) else { continue };
            let folder = root().join("node_modules").join(&name);
            let entry = &lock["packages"][format!("node_modules/{name}")];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let sum = text(&entry["integrity"]).strip_prefix("sha512-").and_then(hex_of_base64);
            parts.insert(
                name.clone(),
                Part {
                    name,
                    version: text(&entry["version"]),
                    licence: text(&entry["license"]),
                    from: "npm",
                    sum: sum.map(|sum| ("SHA-512", sum)),
                    folder: Some(folder),
                },
            );
        }
    }
    Ok(parts.into_values().collect())
}

fn parse(path: &Path) -> Outcome<Value> {
    serde_json::from_str(&read(path)?).map_err(|error| format!("{} is not JSON: {error}", path.display()))
}

/// `node_modules/@scope/name/file` or `node_modules/name/file`.
fn package_of(input: &str) -> Option<String> {
    let mut words = input.rsplit_once("node_modules/")?.1.split('/');
    let first = words.next()?;
    Some(if first.starts_with('@') { format!("{first}/{}", words.next()?) } else { first.to_owned() })
}

fn hex_of_base64(text: &str) -> Option<String> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut hex) = (0_u32, 0, String::new());
    for byte in text.trim_end_matches('=').bytes() {
        bits = (bits << 6) | DIGITS.iter().position(|digit| *digit == byte)? as u32;
        held += 6;
        if held >= 8 {
            held -= 8;
            let _ = write!(hex, "{:02x}", (bits >> held) & 0xff);
        }
    }
    Some(hex)
}

fn standard_library() -> Outcome<Part> {
    let version = output(program("rustc").arg("--version"))?;
    let version = version.split(' ').nth(1).unwrap_or_default().to_owned();
    let licence = "MIT OR Apache-2.0".to_owned();
    Ok(Part { name: "rust-std".to_owned(), version, licence, from: "generic", sum: None, folder: None })
}

/// The licences of all, as a person reads them: who, under what; then each text once, with those it is of.
///
/// # Errors
/// One of them brings no text of its licence.
pub fn licences(parts: &[Part]) -> Outcome<String> {
    let mut out = String::from("Says Who contains work of others. What it is, and under which licence:\n\n");
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for part in parts {
        let _ = writeln!(out, "  {} {} ({})", part.name, part.version, part.licence);
        let found = match &part.folder {
            Some(folder) => texts_in(folder)?,
            // The compiler's package does not always bring it; the same text is ours.
            None => vec![read(&root().join("LICENSE-APACHE"))?],
        };
        if found.is_empty() {
            return Err(format!("{} {} brings no text of its licence.", part.name, part.version));
        }
        for text in found {
            texts.entry(text.replace("\r\n", "\n").trim().to_owned()).or_default().push(&part.name);
        }
    }
    let mut texts: Vec<(String, Vec<&str>)> = texts.into_iter().collect();
    texts.sort_by(|a, b| a.1.cmp(&b.1));
    for (text, names) in texts {
        let _ = writeln!(out, "\n{}\n\n{}\n\n{text}", "-".repeat(80), names.join(", "));
    }
    Ok(out)
}

/// The texts of a choice without the longest, which is Apache's, unless it is the only one.
fn texts_in(folder: &Path) -> Outcome<Vec<String>> {
    let is_licence = |path: &&PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
        path.is_file()
            && ["LICENSE", "LICENCE", "UNLICENSE", "COPYING", "COPYRIGHT"].iter().any(|s| name.starts_with(s))
    };
    let mut all = Vec::new();
    for path in entries(folder)?.iter().filter(is_licence) {
        all.push(read(path)?);
    }
    let short: Vec<String> = all.iter().filter(|text| !text.contains("TERMS AND CONDITIONS")).cloned().collect();
    Ok(if short.is_empty() { all } else { short })
}

/// The same list for programs, as `CycloneDX`.
#[must_use]
pub fn bill(parts: &[Part], version: &str) -> Value {
    let component = |part: &Part| {
        let purl = format!("pkg:{}/{}@{}", part.from, part.name.replace('@', "%40"), part.version);
        let mut component = json!({
            "type": "library", "bom-ref": purl, "name": part.name, "version": part.version, "purl": purl,
            "licenses": [{ "expression": part.licence }],
        });
        if let Some((algorithm, sum)) = &part.sum {
            component["hashes"] = json!([{ "alg": algorithm, "content": sum }]);
        }
        component
    };
    json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": {
            "type": "application", "bom-ref": "says-who", "name": "says-who", "version": version,
            "licenses": [{ "expression": "MIT OR Apache-2.0" }],
        } },
        "components": parts.iter().map(component).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_s_input_tells_its_package() {
        assert_eq!(package_of("node_modules/preact/dist/a.mjs").as_deref(), Some("preact"));
        assert_eq!(package_of("node_modules/@a/b/c.js").as_deref(), Some("@a/b"));
        assert_eq!(package_of("node_modules/a/node_modules/b/c.js").as_deref(), Some("b"));
        assert_eq!(package_of("extension/api.ts"), None);
    }

    #[test]
    fn digests_are_read_as_npm_writes_them() {
        assert_eq!(hex_of_base64("AQL/").as_deref(), Some("0102ff"));
        assert_eq!(hex_of_base64("AQ==").as_deref(), Some("01"));
        assert_eq!(hex_of_base64("?"), None);
    }

    #[test]
    fn a_lock_file_tells_the_checksum_of_one_version() {
        let lock = "[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"aa\"\n\n[[package]]\nname = \"a\"\nversion = \"2.0.0\"\nchecksum = \"bb\"\n";
        assert_eq!(checksum(lock, "a", "2.0.0").as_deref(), Some("bb"));
        assert_eq!(checksum(lock, "a", "3.0.0"), None);
    }
}
