//! Asking the native engine, through the program that is linked with it.

use crate::article;
use crate::run::{Outcome, cargo, entries, output, read, root, write};
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

/// Texts that nobody would write, thrown together from pieces of these and of what breaks readers of text: a fault in
/// turning offsets, or in how a machine counts, shows in them sooner. The same on every run.
///
/// # Errors
/// A text cannot be read or written.
pub fn thrown_texts(from: &[PathBuf], into: &Path) -> Outcome<Vec<PathBuf>> {
    const SHARDS: &[&str] = &[
        "\u{1f469}\u{200d}\u{1f467}",
        "e\u{301}",
        "\u{323}",
        "\u{202e}",
        "\u{2066}",
        "\u{200b}",
        "\u{ad}",
        "\u{10ffff}",
        "İ",
        "ﬁ",
        "«",
        "”",
        "’",
        "(",
        "…",
        "\u{a0}%",
        "1\u{202f}000",
        "第",
        "\n\n",
        "--",
    ];
    const TEXTS: usize = 200;
    const PIECES: usize = 60;
    let mut state = 0x5eed_u64;
    let mut below = |end: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % end.max(1) as u64).unwrap_or_default()
    };
    let whole: String = from.iter().map(|file| read(file)).collect::<Outcome<Vec<_>>>()?.join("\n\n");
    let words: Vec<&str> = whole.split_inclusive(' ').collect();
    let pieces: Vec<String> = words.chunks(5).map(<[&str]>::concat).collect();
    let mut files = Vec::new();
    for number in 0..TEXTS {
        let mut text = String::new();
        for _ in 0..PIECES {
            text.push_str(pieces.get(below(pieces.len())).map_or("", String::as_str));
            if below(3) == 0 {
                text.push_str(SHARDS[below(SHARDS.len())]);
            }
        }
        let file = into.join(format!("thrown-{number}.txt"));
        write(&file, text)?;
        files.push(file);
    }
    Ok(files)
}
