//! The walls of ARCHITECTURE.md, checked: who may use whom, how long a file may grow, what no file may hold.
//!
//! A rule is a function from sources to faults, one line each, with a test that shows it can fail. Absent on
//! purpose: anything that the compiler, clippy or Biome already say.

use crate::run::{Outcome, entries, read, root};
use std::path::Path;

mod house;
mod rust;
mod typescript;
mod words;

/// A file of the project, by its path from the root, with `/` on every system.
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    fn is(&self, extensions: &[&str]) -> bool {
        extensions.iter().any(|extension| self.path.ends_with(extension))
    }

    /// The lines with their numbers, without those that are only a comment.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let numbered = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        numbered.filter(|(_, line)| !line.trim_start().starts_with("//") && !line.trim_start().starts_with('*'))
    }
}

/// Folders whose files are ours.
const FOLDERS: &[&str] = &["src", "extension", "tests", "benches", "fuzz", "xtask", "packs", "examples", ".ci"];
const TEXT: &[&str] = &[".rs", ".ts", ".tsx", ".css", ".html", ".json", ".toml", ".md", ".txt", ".sh", ".py"];

/// Checks everything.
///
/// # Errors
/// Something is not as it should be; all of it is listed.
pub fn check() -> Outcome {
    let sources = sources()?;
    let mut faults = house::faults(&sources);
    faults.extend(rust::faults(&sources));
    faults.extend(typescript::faults(&sources));
    faults.extend(words::faults(&sources));
    if faults.is_empty() { Ok(()) } else { Err(format!("Not tidy:\n    {}", faults.join("\n    "))) }
}

fn sources() -> Outcome<Vec<Source>> {
    let mut sources = Vec::new();
    for path in entries(&root())?.iter().filter(|path| path.is_file()) {
        add(&mut sources, path)?;
    }
    for folder in FOLDERS.iter().map(|name| root().join(name)).filter(|folder| folder.is_dir()) {
        walk(&mut sources, &folder)?;
    }
    Ok(sources)
}

fn walk(sources: &mut Vec<Source>, folder: &Path) -> Outcome {
    for path in entries(folder)? {
        if !path.is_dir() {
            add(sources, &path)?;
        } else if path.file_name().is_some_and(|name| name != "generated" && name != "target") {
            walk(sources, &path)?;
        }
    }
    Ok(())
}

fn add(sources: &mut Vec<Source>, path: &Path) -> Outcome {
    let name = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/");
    if name != "package-lock.json" && TEXT.iter().any(|extension| name.ends_with(extension)) {
        sources.push(Source { path: name, text: read(path)? });
    }
    Ok(())
}

#[cfg(test)]
fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}
