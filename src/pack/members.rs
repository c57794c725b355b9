//! Which words are in which sets, in the form in which it is asked at run time: millions of times a page.
//!
//! A word has one bit for every set it is in, of 128: most questions end there. Sets share bits, so a set bit has to be
//! looked up. The words of all texts (“the”, « de ») are in hundreds of sets, have nearly all bits set, and are asked
//! most: they have a bit for every set.
//!
//! Absent on purpose: shapes and endings (`index.rs`).

use super::SetId;

/// Sets that a word is in at least, to have a bit for every set.
const MANY: usize = 40;

#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    signs: Vec<[u64; 2]>,
    /// Start of word `n`'s sets in the pack's `set_items`. Word 0 is the unknown word, which is in none.
    starts: Vec<u32>,
    /// For a word of many sets, its row in `bits`, from 1.
    rows: Vec<u16>,
    bits: Vec<u64>,
    /// Numbers in a row.
    width: usize,
}

impl Members {
    /// No words yet, of so many that will be in so many sets.
    pub(super) fn new(words: usize, sets: usize) -> Self {
        let mut out = Self { width: sets.div_ceil(64), ..Self::default() };
        out.signs.reserve_exact(words + 1);
        out.signs.push([0; 2]);
        out.rows.reserve_exact(words + 1);
        out.rows.push(0);
        out.starts.reserve_exact(words + 2);
        out.starts.extend([0, 0]);
        out
    }

    /// Adds the next word, which is in these sets.
    pub(super) fn add(&mut self, sets: &[SetId]) {
        let mut sign = [0; 2];
        for set in sets {
            sign[*set as usize >> 6 & 1] |= 1 << (set & 63);
        }
        self.signs.push(sign);
        let end = self.starts.last().map_or(0, |start| start + sets.len() as u32);
        self.starts.push(end);
        let row = self.bits.len() / self.width.max(1);
        if sets.len() < MANY || row >= usize::from(u16::MAX) {
            self.rows.push(0);
            return;
        }
        self.rows.push(row as u16 + 1);
        self.bits.resize((row + 1) * self.width, 0);
        let bits = &mut self.bits[row * self.width..];
        for set in sets {
            bits[*set as usize >> 6] |= 1 << (set & 63);
        }
    }

    /// Where a word's sets stand.
    pub(super) fn place(&self, id: u32) -> std::ops::Range<usize> {
        self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize
    }

    #[inline]
    pub(super) fn has(&self, items: &[SetId], set: SetId, id: u32) -> bool {
        self.signs[id as usize][set as usize >> 6 & 1] >> (set & 63) & 1 != 0 && self.lists(items, set, id)
    }

    fn lists(&self, items: &[SetId], set: SetId, id: u32) -> bool {
        match self.rows[id as usize] {
            0 => items[self.place(id)].binary_search(&set).is_ok(),
            row => self.bits[(row as usize - 1) * self.width + (set as usize >> 6)] >> (set & 63) & 1 != 0,
        }
    }
}
