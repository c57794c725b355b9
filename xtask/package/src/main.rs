//! What a release is made of, to the last bit the same wherever it is made:
//!
//! - `zip FOLDER OUT …`: folders as zips; what two of them share is squeezed once;
//! - `tar ROOT NAME OUT FILE…`: files of the project as a compressed archive, all under one folder;
//! - `sums FILE…`: SHA-256 of each, as `sha256sum` prints and checks it.
//!
//! Order is by name, times and modes are fixed, and compression is this crate's own: nothing of the machine gets in.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod tar;
mod zip;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["zip", pairs @ ..] if pairs.len() % 2 == 0 => zips(pairs),
        ["tar", root, name, out, files @ ..] => tar::write(Path::new(root), name, Path::new(out), files),
        ["sums", files @ ..] => sums(files),
        _ => Err("zip FOLDER OUT … | tar ROOT NAME OUT FILE… | sums FILE…".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::FAILURE
        }
    }
}

fn zips(pairs: &[&str]) -> Result<(), String> {
    let mut squeezed = zip::Squeezed::new();
    for pair in pairs.chunks_exact(2) {
        zip::write(Path::new(pair[0]), Path::new(pair[1]), &mut squeezed)?;
    }
    Ok(())
}

fn sums(files: &[&str]) -> Result<(), String> {
    use sha2::Digest;
    for file in files {
        let sum = sha2::Sha256::digest(read(Path::new(file))?);
        let name = Path::new(file).file_name().unwrap_or_default().to_string_lossy();
        println!("{sum:x}  {name}");
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

/// All files under a folder by their path from it, with `/` on every system, in the order of those paths.
fn files_of(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), folder.to_path_buf())];
    while let Some((prefix, at)) = open.pop() {
        let entries = std::fs::read_dir(&at).map_err(|error| format!("{} cannot be read: {error}", at.display()))?;
        for entry in entries {
            let path = entry.map_err(|error| format!("{} cannot be read: {error}", at.display()))?.path();
            let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
            if path.is_dir() { open.push((format!("{name}/"), path)) } else { found.push((name, path)) }
        }
    }
    found.sort();
    Ok(found)
}

/// Compresses as well as the format allows, within patience.
fn squeeze(bytes: &[u8], format: zopfli::Format) -> Result<Vec<u8>, String> {
    let rounds = if bytes.len() > 2_000_000 { 1 } else { 5 };
    let options = zopfli::Options {
        iteration_count: std::num::NonZeroU64::new(rounds).ok_or("no rounds")?,
        ..zopfli::Options::default()
    };
    let mut out = Vec::new();
    zopfli::compress(options, format, bytes, &mut out).map_err(|error| format!("cannot be compressed: {error}"))?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, order: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("xtask-package-{}-{name}", std::process::id()));
        for (path, text) in order {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn the_same_files_make_the_same_archives_in_whatever_order_and_at_whatever_time_they_were_made() {
        let files = [("b/c.txt", "c c c c c c c c"), ("a.txt", "a"), ("b.txt", "")];
        let mut turned = files;
        turned.reverse();
        let (one, other) = (folder("one", &files), folder("other", &turned));
        for folder in [&one, &other] {
            zip::write(folder, &folder.with_extension("zip"), &mut zip::Squeezed::new()).unwrap();
            let names = ["b/c.txt", "b.txt", "a.txt"];
            tar::write(folder, "says-who", &folder.with_extension("gz"), &names).unwrap();
        }
        for end in ["zip", "gz"] {
            assert_eq!(read(&one.with_extension(end)).unwrap(), read(&other.with_extension(end)).unwrap());
            for folder in [&one, &other] {
                std::fs::remove_file(folder.with_extension(end)).unwrap();
            }
        }
        assert_eq!(files_of(&one).unwrap().iter().map(|f| &f.0[..]).collect::<Vec<_>>(), ["a.txt", "b.txt", "b/c.txt"]);
        for folder in [one, other] {
            std::fs::remove_dir_all(folder).unwrap();
        }
    }

    #[test]
    fn a_checksum_is_the_one_everybody_knows() {
        assert_eq!(zip::crc32(b"123456789"), 0xcbf4_3926);
    }
}
