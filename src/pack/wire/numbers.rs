//! Rows of numbers as the wire has them: seven bits a byte, the lowest first, a byte more while the upper bit is set.
//!
//! Absent on purpose: a general reader, and vectors to read into. A pack is some 200,000 numbers, most of one byte, and all
//! are read each time the extension's background starts and a text speaks the language.

/// Goes along a row.
pub(super) struct Numbers<'w> {
    row: &'w [u8],
    at: usize,
}

impl<'w> Numbers<'w> {
    pub(super) const fn new(row: &'w [u8]) -> Self {
        Self { row, at: 0 }
    }

    #[inline]
    fn byte(&mut self) -> Option<u8> {
        let byte = *self.row.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    #[inline]
    pub(super) fn next(&mut self) -> Option<u16> {
        let byte = self.byte()?;
        if byte < 0x80 { Some(u16::from(byte)) } else { self.go_on(u16::from(byte & 0x7f)) }
    }

    #[inline]
    fn go_on(&mut self, low: u16) -> Option<u16> {
        let byte = self.byte()?;
        let both = low | u16::from(byte & 0x7f) << 7;
        if byte < 0x80 {
            return Some(both);
        }
        let last = self.byte()?;
        if last < 4 { Some(both | u16::from(last) << 14) } else { None }
    }

    pub(super) const fn is_done(&self) -> bool {
        self.at == self.row.len()
    }
}

/// Writes numbers as a row.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn row(numbers: impl IntoIterator<Item = u16>) -> Vec<u8> {
    let mut out = Vec::new();
    for mut number in numbers {
        while number >= 0x80 {
            out.push(number as u8 | 0x80);
            number >>= 7;
        }
        out.push(number as u8);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_numbers_come_back() {
        let bytes = row(0..=u16::MAX);
        let mut numbers = Numbers::new(&bytes);
        assert!((0..=u16::MAX).all(|number| numbers.next() == Some(number)));
        assert!(numbers.is_done());
        assert_eq!(numbers.next(), None);
    }

    #[test]
    fn what_is_cut_off_or_too_large_is_no_number() {
        for bytes in [&[0x80][..], &[0xff, 0xff], &[0xff, 0xff, 0x04], &[0x80, 0x80, 0x80, 0x01]] {
            assert_eq!(Numbers::new(bytes).next(), None);
        }
    }
}
