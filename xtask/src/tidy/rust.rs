//! The engine's layers: a module uses those that `src/lib.rs` lists above it, and only one knows the browser.

use super::Source;

/// Crates of the Wasm boundary, and the only file that may name them.
const BROWSER: &[&str] = &["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen"];
const BOUNDARY: &str = "src/wasm.rs";

pub fn faults(sources: &[Source]) -> Vec<String> {
    let engine: Vec<&Source> =
        sources.iter().filter(|source| source.path.starts_with("src/") && source.is(&[".rs"])).collect();
    let mut faults = upward(&engine);
    for source in engine.iter().filter(|source| source.path != BOUNDARY) {
        for (number, line) in source.code() {
            for name in BROWSER.iter().filter(|name| line.contains(&format!("{name}::"))) {
                faults.push(format!("{}:{number}: {name} belongs to {BOUNDARY} alone", source.path));
            }
        }
    }
    faults
}

/// Uses of a module that stands below in the list.
fn upward(engine: &[&Source]) -> Vec<String> {
    let Some(list) = engine.iter().find(|source| source.path == "src/lib.rs") else {
        return vec!["src/lib.rs is missing".to_owned()];
    };
    let layers: Vec<&str> = list
        .code()
        .filter_map(|(_, line)| line.trim_start_matches("pub ").strip_prefix("mod "))
        .filter_map(|rest| rest.trim().strip_suffix(';'))
        .collect();
    let height = |module: &str| layers.iter().position(|layer| *layer == module);
    let mut faults = Vec::new();
    for source in engine {
        let module = source.path.trim_start_matches("src/").trim_end_matches(".rs").split('/').next().unwrap_or("");
        let Some(own) = height(module) else { continue };
        // Tests may look anywhere.
        for (number, line) in source.code().take_while(|(_, line)| !line.starts_with("#[cfg(test)]")) {
            for used in used_modules(line) {
                if height(used).is_some_and(|other| other > own) {
                    faults.push(format!("{}:{number}: {module} uses {used}, a layer above it", source.path));
                }
            }
        }
    }
    faults
}

/// The modules named after `crate::` in a line, `crate::{a, b}` included.
fn used_modules(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).flat_map(|rest| {
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or(list),
            None => rest,
        };
        let count = if rest.starts_with('{') { usize::MAX } else { 1 };
        names.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|name| !name.is_empty()).take(count)
    })
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn check(path: &str, text: &str) -> Vec<String> {
        faults(&[source("src/lib.rs", "pub mod text;\npub mod words;\npub mod wasm;\n"), source(path, text)])
    }

    #[test]
    fn a_layer_may_use_those_before_it_only() {
        assert!(check("src/words.rs", "use crate::text::Span;\n").is_empty());
        assert_eq!(check("src/text.rs", "use crate::words;\n").len(), 1);
        assert_eq!(check("src/text/map.rs", "use crate::{words, text};\n").len(), 1);
        assert!(check("src/text.rs", "#[cfg(test)]\nmod tests { use crate::words; }\n").is_empty());
    }

    #[test]
    fn only_the_boundary_knows_the_browser() {
        assert!(check("src/wasm.rs", "use wasm_bindgen::prelude::*;\n").is_empty());
        assert_eq!(check("src/text.rs", "use js_sys::Array;\n").len(), 1);
    }
}
