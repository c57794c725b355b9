//! A compressed archive of source files, as every system's `tar` unpacks it (POSIX ustar in gzip).
//!
//! Absent on purpose: owners, times, links, and names beyond a hundred bytes (none is that long).

use crate::{put, read, squeeze};
use std::path::Path;

const BLOCK: usize = 512;

pub fn write(root: &Path, name: &str, out: &Path, files: &[&str]) -> Result<(), String> {
    let mut files = files.to_vec();
    files.sort_unstable();
    let mut archive = Vec::new();
    for file in files {
        let path = root.join(file);
        let bytes = read(&path)?;
        archive.extend(header(&format!("{name}/{file}"), bytes.len(), is_program(&bytes))?);
        archive.extend(&bytes);
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    archive.resize(archive.len() + 2 * BLOCK, 0);
    put(out, &squeeze(&archive, zopfli::Format::Gzip)?)
}

/// By its first line: what the file system says differs between systems.
fn is_program(bytes: &[u8]) -> bool {
    bytes.starts_with(b"#!/")
}

fn header(name: &str, size: usize, program: bool) -> Result<[u8; BLOCK], String> {
    let mut header = [0_u8; BLOCK];
    let mut field = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    if name.len() > 100 {
        return Err(format!("{name}: too long a name"));
    }
    field(0, name);
    field(100, if program { "0000755\0" } else { "0000644\0" });
    field(108, "0000000\0");
    field(116, "0000000\0");
    field(124, &format!("{size:011o}\0"));
    // 1 January 1980, as in the zips.
    field(136, &format!("{:011o}\0", 315_532_800));
    field(148, "        ");
    field(156, "0");
    field(257, "ustar\u{0}00");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    Ok(header)
}
