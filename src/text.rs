//! Positions in a block's text: byte spans inside the crate, UTF-16 and code points at its edges.
//!
//! Absent on purpose: anything about words or languages.

/// A stretch of one block's text in UTF-8 bytes, end exclusive, on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The words it covers; empty when the span does not belong to this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Turns growing byte offsets of one text into UTF-16 code units, walking the text once.
///
/// Ask in any order; asking backwards restarts the walk.
pub struct Utf16<'t> {
    text: &'t str,
    byte: usize,
    unit: u32,
}

impl<'t> Utf16<'t> {
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Self { text, byte: 0, unit: 0 }
    }

    /// UTF-16 offset of a byte offset; one inside a character counts as the character's start, one past the
    /// end as the end.
    pub fn at(&mut self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if byte < self.byte {
            self.byte = 0;
            self.unit = 0;
        }
        for c in self.text[self.byte..].chars() {
            if self.byte + c.len_utf8() > byte {
                break;
            }
            self.byte += c.len_utf8();
            self.unit += c.len_utf16() as u32;
        }
        self.unit
    }
}

/// The byte offset of a UTF-16 offset; one inside a character counts as its start, one past the end as the end.
#[must_use]
pub fn byte_of_utf16(text: &str, unit: u32) -> u32 {
    let mut seen = 0;
    for (byte, c) in text.char_indices() {
        if seen + c.len_utf16() as u32 > unit {
            return byte as u32;
        }
        seen += c.len_utf16() as u32;
    }
    text.len() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_and_bytes_agree_on_every_boundary() {
        for text in ["", "abc", "é'à", "a😀b", "e\u{301}\u{1F468}\u{200D}\u{1F469}z"] {
            let mut forward = Utf16::new(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let unit = text[..byte].encode_utf16().count() as u32;
                assert_eq!(forward.at(byte as u32), unit, "{text:?} at {byte}");
                assert_eq!(Utf16::new(text).at(byte as u32), unit, "{text:?} at {byte}, fresh");
                assert_eq!(byte_of_utf16(text, unit), byte as u32, "{text:?} back from {unit}");
            }
        }
    }
}
