//! Bytes as text: UTF-8 as it stands; else by byte-order mark, by declared charset, as UTF-8 with a few wrong bytes, or
//! as Windows-1252, and whoever asked is told which. What is no text at all is refused.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Bytes at the start that are searched for a declaration, as browsers do.
const DECLARED_WITHIN: usize = 1024;
/// Bytes at the start that tell whether it is text.
const SAMPLE: usize = 8192;

/// How files begin that may look like text, and hold their words in a way of their own: PDF, RTF, Zip (and with it the
/// files of word processors).
const NO_PROSE: [&[u8]; 3] = [b"%PDF-", b"{\\rtf", b"PK\x03\x04"];

/// How the text came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// It is UTF-8: offsets are those of the given bytes.
    Given,
    Mark,
    Declared,
    /// UTF-8 in which some bytes are wrong; each such place is one U+FFFD.
    Mended,
    /// Nothing said anything: Windows-1252.
    Assumed,
}

#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub charset: &'static str,
    pub basis: Basis,
}

/// Bytes that are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotText;

impl Decoded {
    /// Offsets count bytes of the decoded text, not of what was given.
    #[must_use]
    pub fn is_decoded(&self) -> bool {
        self.basis != Basis::Given
    }
}

/// Decodes bytes. A UTF-8 byte-order mark stays: it is part of the text as given.
///
/// # Errors
/// When they are no text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    if let Some(text) = utf32(&bytes) {
        return checked(Decoded { text, charset: "UTF-32", basis: Basis::Mark });
    }
    if let Some((encoding, length)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[length..]);
        return checked(Decoded { text: text.into_owned(), charset: encoding.name(), basis: Basis::Mark });
    }
    if NO_PROSE.iter().any(|start| bytes.starts_with(start)) || bytes.iter().take(SAMPLE).any(|b| *b == 0) {
        return Err(NotText);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return checked(Decoded { text, charset: UTF_8.name(), basis: Basis::Given }),
        Err(error) => error.into_bytes(),
    };
    let (encoding, basis) = match declared(&bytes) {
        Some(encoding) if encoding == UTF_8 => (UTF_8, Basis::Mended),
        Some(encoding) => (encoding, Basis::Declared),
        None if bytes.starts_with(b"\xef\xbb\xbf") || is_mostly_utf8(&bytes) => (UTF_8, Basis::Mended),
        None => (WINDOWS_1252, Basis::Assumed),
    };
    let text = match encoding.decode_without_bom_handling(&bytes).0 {
        Cow::Owned(text) => text,
        Cow::Borrowed(text) => text.to_string(),
    };
    checked(Decoded { text, charset: encoding.name(), basis })
}

/// Refuses what decodes, but to nothing one could read.
fn checked(decoded: Decoded) -> Result<Decoded, NotText> {
    let (mut all, mut odd) = (0, 0);
    for c in decoded.text.chars().take(SAMPLE) {
        all += 1;
        odd += usize::from(c == '\0' || c.is_control() && !c.is_whitespace() && !matches!(c, '\u{8}' | '\u{1b}'));
    }
    if odd * 20 > all { Err(NotText) } else { Ok(decoded) }
}

/// The charset that the text declares near its start: `<meta charset=…>`, `<?xml encoding="…"?>`, `-*- coding: … -*-`.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_ascii_lowercase();
    let mut rest = start.as_str();
    // “encoding” ends in “coding”.
    while let Some(at) = ["charset", "coding"].iter().filter_map(|key| Some(rest.find(key)? + key.len())).min() {
        rest = &rest[at..];
        let Some(value) = rest.trim_start().strip_prefix(['=', ':']) else { continue };
        let value = value.trim_start_matches([' ', '\t', '"', '\'']);
        let end = value.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(value.len());
        if let Some(encoding) = Encoding::for_label(&value.as_bytes()[..end]) {
            // A declaration that could be read cannot mean two bytes a letter; browsers take it for UTF-8.
            return Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding });
        }
    }
    None
}

/// Far more letters that are right UTF-8 than bytes that are not.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    right >= 4 && right >= 4 * wrong
}

fn utf32(bytes: &[u8]) -> Option<String> {
    let little = match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] => true,
        [0, 0, 0xfe, 0xff] => false,
        _ => return None,
    };
    let code = |word: [u8; 4]| if little { u32::from_le_bytes(word) } else { u32::from_be_bytes(word) };
    let words = bytes[4..].chunks(4).map(|word| word.try_into().map_or(0xfffd, code));
    Some(words.map(|code| char::from_u32(code).unwrap_or('\u{fffd}')).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(bytes: &[u8]) -> (String, &'static str, Basis) {
        let decoded = decode(bytes.to_vec()).unwrap();
        (decoded.text, decoded.charset, decoded.basis)
    }

    #[test]
    fn utf8_stands_as_it_is() {
        assert_eq!(of("\u{feff}né".as_bytes()), ("\u{feff}né".into(), "UTF-8", Basis::Given));
        assert_eq!(of(b""), (String::new(), "UTF-8", Basis::Given));
        assert_eq!(of("<meta charset=latin1>né".as_bytes()).2, Basis::Given);
    }

    #[test]
    fn marks_win_over_declarations() {
        let little: Vec<u8> = "\u{feff}né".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = "\u{feff}né".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(of(&little), ("né".into(), "UTF-16LE", Basis::Mark));
        assert_eq!(of(&big), ("né".into(), "UTF-16BE", Basis::Mark));
        let wide: Vec<u8> = "\u{feff}né".chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        assert_eq!(of(&wide), ("né".into(), "UTF-32", Basis::Mark));
    }

    #[test]
    fn declarations() {
        assert_eq!(of(b"<meta charset='windows-1251'>\xcc\xee\xf1\xf2").0, "<meta charset='windows-1251'>Мост");
        assert_eq!(of(b"<?xml version='1.0' encoding=\"ISO-8859-15\"?>\xa4").1, "ISO-8859-15");
        assert_eq!(of(b"# -*- coding: koi8-r -*-\n\xed").1, "KOI8-R");
        assert_eq!(of(b"<meta http-equiv=content-type content='text/html; charset=macintosh'>\x8e").1, "macintosh");
        assert_eq!(of(b"<meta charset=utf-8>caf\xe9").2, Basis::Mended);
        // Speaking of a charset declares nothing.
        assert_eq!(of(b"The charset of caf\xe9").2, Basis::Assumed);
    }

    #[test]
    fn without_a_word() {
        assert_eq!(of(b"L\x92\xe9t\xe9 \x80").0, "L’été €");
        let (text, charset, basis) = of(b"\xc3\xa9\xc3\xa8\xc3\xa0\xc3\xb4 \xff");
        assert_eq!((text.as_str(), charset, basis), ("éèàô \u{fffd}", "UTF-8", Basis::Mended));
    }

    #[test]
    fn no_text() {
        for bytes in [
            &b"\x7fELF\x02\x01\x01\0\0"[..],
            b"%PDF-1.7\nx",
            b"{\\rtf1 x}",
            b"PK\x03\x04x",
            b"\x89PNG\r\n\x1a\n\0",
            b"\x01\x02\x03\x04",
        ] {
            assert_eq!(decode(bytes.to_vec()).unwrap_err(), NotText, "{bytes:?}");
        }
    }
}
