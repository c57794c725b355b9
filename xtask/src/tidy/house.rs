//! What holds for every file, and for the few that pin versions.

use super::Source;
use serde_json::Value;

/// A screen or three, with some air.
const LONGEST: usize = 400;
/// All that the extension may ask of a browser, and why it is here: settings; two entries in the context menu.
const PERMISSIONS: &[&str] = &["contextMenus", "storage"];

pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        if source.is(&[".rs", ".ts", ".tsx", ".css"]) {
            let lines = source.text.lines().count();
            if lines > LONGEST {
                faults.push(format!("{}: {lines} lines; more than {LONGEST} want a second file", source.path));
            }
            let start = source.text.trim_start();
            if !["//", "/*"].iter().any(|comment| start.starts_with(comment)) && !source.path.ends_with(".d.ts") {
                faults.push(format!("{}: a file starts by saying what it is for", source.path));
            }
        }
        if source.text.contains('\r') {
            faults.push(format!("{}: Windows line ends", source.path));
        }
    }
    let find = |path: &str| sources.iter().find(|source| source.path == path);
    for name in ["manifest.json", "package.json", "Cargo.toml", "xtask/glue/Cargo.toml"] {
        match find(name) {
            None => faults.push(format!("{name} is missing")),
            Some(source) if name == "manifest.json" => faults.extend(manifest(&source.text)),
            Some(source) if name == "package.json" => {
                faults.extend(package(&source.text, find("CONTRIBUTING.md").map_or("", |told| &told.text)));
            }
            Some(_) => {}
        }
    }
    if let (Some(engine), Some(glue)) = (find("Cargo.toml"), find("xtask/glue/Cargo.toml")) {
        faults.extend(bindgen(&engine.text, &glue.text));
    }
    faults
}

fn manifest(text: &str) -> Vec<String> {
    let Ok(manifest) = serde_json::from_str::<Value>(text) else { return vec!["manifest.json is not JSON".to_owned()] };
    let mut faults = Vec::new();
    if manifest["version"] != "0.0.0" {
        faults.push("manifest.json: the version is 0.0.0 here; Cargo.toml has the real one".to_owned());
    }
    let asked = manifest["permissions"].as_array().map_or(&[][..], Vec::as_slice);
    for permission in asked.iter().filter_map(Value::as_str).filter(|name| !PERMISSIONS.contains(name)) {
        faults.push(format!("manifest.json asks for {permission}; say why in tidy/house.rs and PRIVACY.md first"));
    }
    faults
}

/// Each package has one version, and its reason in a table.
fn package(text: &str, told: &str) -> Vec<String> {
    let Ok(package) = serde_json::from_str::<Value>(text) else { return vec!["package.json is not JSON".to_owned()] };
    let mut faults = Vec::new();
    for (name, version) in
        ["dependencies", "devDependencies"].iter().filter_map(|key| package[*key].as_object()).flatten()
    {
        if !version.as_str().is_some_and(|version| version.starts_with(|c: char| c.is_ascii_digit())) {
            faults.push(format!("package.json: {name} has no exact version"));
        }
        if !told.lines().any(|line| line.starts_with('|') && line.contains(&format!("`{name}`"))) {
            faults.push(format!("package.json: CONTRIBUTING.md does not say what {name} is for"));
        }
    }
    faults
}

/// The glue is written by the very version that the engine was compiled with.
fn bindgen(engine: &str, glue: &str) -> Vec<String> {
    let version = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(&format!("{name} ")))?;
        Some(line.split("\"=").nth(1)?.split('"').next()?.to_owned())
    };
    let (engine, glue) = (version(engine, "wasm-bindgen"), version(glue, "wasm-bindgen-cli-support"));
    if engine.is_some() && engine == glue {
        return Vec::new();
    }
    vec![format!("wasm-bindgen is pinned to {engine:?} in Cargo.toml and to {glue:?} in xtask/glue/Cargo.toml")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_permission_is_noticed() {
        assert!(manifest(r#"{"version": "0.0.0", "permissions": ["storage"]}"#).is_empty());
        assert_eq!(manifest(r#"{"version": "0.0.0", "permissions": ["tabs"]}"#).len(), 1);
        assert_eq!(manifest(r#"{"version": "1.0.0"}"#).len(), 1);
    }

    #[test]
    fn a_loose_version_is_noticed() {
        assert!(package(r#"{"dependencies": {"a": "1.0.0"}}"#, "| `a` | for b |").is_empty());
        assert_eq!(package(r#"{"devDependencies": {"a": "^1.0.0"}}"#, "| `a` | for b |").len(), 1);
    }

    #[test]
    fn a_package_without_a_reason_is_noticed() {
        assert_eq!(package(r#"{"devDependencies": {"a": "1.0.0"}}"#, "We like `a`.").len(), 1);
    }

    #[test]
    fn two_versions_of_wasm_bindgen_are_noticed() {
        assert!(bindgen("wasm-bindgen = \"=0.2.1\"", "wasm-bindgen-cli-support = \"=0.2.1\"").is_empty());
        assert_eq!(bindgen("wasm-bindgen = \"=0.2.1\"", "wasm-bindgen-cli-support = \"=0.2.2\"").len(), 1);
        assert_eq!(bindgen("", "").len(), 1);
    }
}
