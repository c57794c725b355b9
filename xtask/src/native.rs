//! Asking the native engine, through the program that is linked with it.

use crate::article;
use crate::run::{Outcome, cargo, entries, output, root, write};
use std::path::{Path, PathBuf};

/// What the native engine says of files, one line of JSON each.
///
/// # Errors
/// The engine does not compile, or a file cannot be read.
pub fn reports(files: &[PathBuf]) -> Outcome<String> {
    output(cargo(&["run", "--quiet", "--package=xtask-glue", "--", "read"]).args(files))
}

/// The project's own texts, without their expected marks, as files of their own under `into`.
///
/// # Errors
/// A text cannot be read.
pub fn own_texts(into: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    for kind in ["gold", "clean"] {
        for language in entries(&root().join("tests").join(kind))? {
            for file in entries(&language)?.iter().filter(|file| file.extension().is_some_and(|end| end == "txt")) {
                let article = article::page_of(file)?;
                let language = language.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let plain = into.join(format!("{kind}-{language}-{}.txt", article.name));
                write(&plain, article.text)?;
                files.push(plain);
            }
        }
    }
    Ok(files)
}
