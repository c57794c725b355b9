//! Lines and columns of a text, both from 1. A column counts characters (code points); a byte-order mark is none.
//! Lines end as on Unix, Windows or old Macs.

/// Bytes between two places whose count is kept, so that a line of any length is as quick as any other.
const STEP: usize = 1024;

pub struct Lines<'t> {
    text: &'t str,
    /// First byte of each line.
    starts: Vec<usize>,
    /// Characters before each multiple of [`STEP`] bytes.
    counts: Vec<usize>,
}

impl<'t> Lines<'t> {
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (n, part) in bytes.chunks(STEP).enumerate() {
            counts.push(count);
            count += characters(part);
            for (at, byte) in part.iter().enumerate().filter(|(_, b)| matches!(b, b'\n' | b'\r')) {
                let next = n * STEP + at + 1;
                if *byte == b'\n' || bytes.get(next) != Some(&b'\n') {
                    starts.push(next);
                }
            }
        }
        Self { text, starts, counts }
    }

    /// Line and column of a byte.
    #[must_use]
    pub fn at(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte).max(1);
        let start = self.starts[line - 1];
        let mark = usize::from(line == 1 && self.text.starts_with('\u{feff}') && byte > 0);
        (line, (self.before(byte) - self.before(start) + 1).saturating_sub(mark))
    }

    /// Characters before a byte.
    fn before(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let Some(count) = self.counts.get(byte / STEP) else {
            return self
                .counts
                .last()
                .map_or(0, |count| count + characters(&self.text.as_bytes()[(self.counts.len() - 1) * STEP..byte]));
        };
        count + characters(&self.text.as_bytes()[byte / STEP * STEP..byte])
    }
}

/// Characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b as i8) >= -0x40).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let text = "\u{feff}one\r\ntwo\rthr\u{e9}\u{e9}x\n\nend";
        let lines = Lines::new(text);
        let at = |words: &str| lines.at(text.find(words).unwrap());
        assert_eq!(at("one"), (1, 1));
        assert_eq!(at("two"), (2, 1));
        assert_eq!(at("x"), (3, 6));
        assert_eq!(at("end"), (5, 1));
        assert_eq!(lines.at(text.len()), (5, 4));
    }

    #[test]
    fn long_lines() {
        let text = "é".repeat(STEP * 3) + "x";
        assert_eq!(Lines::new(&text).at(text.len() - 1), (1, STEP * 3 + 1));
        let even = "a".repeat(STEP * 2);
        assert_eq!(Lines::new(&even).at(STEP * 2), (1, STEP * 2 + 1));
        assert_eq!(Lines::new("").at(0), (1, 1));
    }
}
