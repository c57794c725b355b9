//! A zip, as browsers and their stores read it: deflated or stored entries, and the directory.
//!
//! Absent on purpose: entries for folders, zip64, comments, times. Every entry bears the earliest time that a zip
//! can tell.

use crate::{files_of, put, read, squeeze};
use std::collections::HashMap;
use std::path::Path;

/// 1 January 1980, 0:00.
const DAY: u16 = 0x21;
const TIME: u16 = 0;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;
const VERSION: u16 = 20;

/// What was squeezed before, by what it was.
pub type Squeezed = HashMap<Vec<u8>, Vec<u8>>;

pub fn write(folder: &Path, out: &Path, before: &mut Squeezed) -> Result<(), String> {
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    let files = files_of(folder)?;
    for (name, path) in &files {
        let bytes = read(path)?;
        if !before.contains_key(&bytes) {
            before.insert(bytes.clone(), squeeze(&bytes, zopfli::Format::Deflate)?);
        }
        let squeezed = before.get(&bytes).filter(|squeezed| squeezed.len() < bytes.len());
        let (method, data) = squeezed.map_or((STORED, &bytes), |squeezed| (DEFLATED, squeezed));
        let mut head = Vec::new();
        for number in [VERSION, UTF8, method, TIME, DAY] {
            head.extend(number.to_le_bytes());
        }
        for number in [crc32(&bytes), size(data.len())?, size(bytes.len())?] {
            head.extend(number.to_le_bytes());
        }
        head.extend(u16::try_from(name.len()).map_err(|_| format!("{name}: too long a name"))?.to_le_bytes());
        head.extend([0, 0]);
        directory.extend(b"PK\x01\x02");
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&head);
        // No comment, one disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(size(archive.len())?.to_le_bytes());
        directory.extend(name.as_bytes());
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(name.as_bytes());
        archive.extend(data);
    }
    let start = size(archive.len())?;
    let count = u16::try_from(files.len()).map_err(|_| "too many files".to_owned())?;
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count.to_le_bytes());
    archive.extend(count.to_le_bytes());
    archive.extend(size(directory.len())?.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0, 0]);
    put(out, &archive)
}

fn size(bytes: usize) -> Result<u32, String> {
    u32::try_from(bytes).map_err(|_| "too large for a zip".to_owned())
}

/// The checksum of zip entries (CRC-32 of ISO-HDLC), a bit at a time: a few megabytes do not ask for a table.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}
