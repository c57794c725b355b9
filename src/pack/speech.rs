//! What a language is told by, and its words: the part of a pack that every text is held against. The rest of a pack
//! waits until a text speaks it (`shelf.rs`).
//!
//! Absent on purpose: what words are good for (`index.rs`).

use crate::words::{self, Rules, Token};

/// A word of the language that is frequent in it, and one that is frequent in its neighbours.
const OWN: u8 = 1;
const FOREIGN: u8 = 2;

/// The words of a language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speech {
    pub code: String,
    pub(super) rules: Rules,
    /// All words end to end, and where word `n` begins, and one past the last.
    text: String,
    starts: Vec<u32>,
    /// Open addressing: upper half of the hash and number of a word; number 0 where there is none.
    table: Vec<(u16, u16)>,
    kinds: Vec<u8>,
}

fn hash(word: &str) -> u32 {
    // FNV-1a over bytes with a final mix; words are short.
    let mut h: u32 = 0x811c_9dc5;
    for b in word.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}

impl Speech {
    /// Of words end to end and their ends; `own` and `foreign` are numbers of words, from 1.
    pub(super) fn new(code: String, rules: Rules, text: String, ends: &[u32], own: &[u16], foreign: &[u16]) -> Self {
        let mut starts = Vec::with_capacity(ends.len() + 1);
        starts.push(0);
        starts.extend_from_slice(ends);
        let mut out = Self { code, rules, text, starts, ..Self::default() };
        out.table = vec![(0, 0); (ends.len() * 2 + 2).next_power_of_two()];
        let slots = out.table.len() - 1;
        for number in 0..out.count() {
            let hash = hash(out.at(number));
            let mut slot = hash as usize & slots;
            while out.table[slot].1 != 0 {
                slot = (slot + 1) & slots;
            }
            out.table[slot] = ((hash >> 16) as u16, number as u16 + 1);
        }
        out.kinds = vec![0; out.count() + 1];
        for (words, kind) in [(own, OWN), (foreign, FOREIGN)] {
            for word in words {
                if let Some(kinds) = out.kinds.get_mut(*word as usize) {
                    *kinds |= kind;
                }
            }
        }
        out
    }

    /// How many words there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// A word by its place, from 0.
    pub(super) fn at(&self, place: usize) -> &str {
        self.text.get(self.starts[place] as usize..self.starts[place + 1] as usize).unwrap_or("")
    }

    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The words of a text.
    #[must_use]
    pub fn split(&self, text: &str) -> Vec<Token> {
        words::split(text, &self.rules, |word| self.word(word))
    }

    #[must_use]
    pub fn is_own(&self, id: u32) -> bool {
        self.kinds.get(id as usize).is_some_and(|kind| kind & OWN != 0)
    }

    #[must_use]
    pub fn is_foreign(&self, id: u32) -> bool {
        self.kinds.get(id as usize).is_some_and(|kind| kind & FOREIGN != 0)
    }

    /// The number of a folded word, 0 if it is not known.
    #[must_use]
    pub fn word(&self, folded: &str) -> u32 {
        if self.table.is_empty() {
            return 0;
        }
        let mask = self.table.len() - 1;
        let hash = hash(folded);
        let mut slot = hash as usize & mask;
        loop {
            let (other, id) = self.table[slot];
            if id == 0 {
                return 0;
            }
            if u32::from(other) == hash >> 16 {
                let n = id as usize - 1;
                let (from, to) = (self.starts[n] as usize, self.starts[n + 1] as usize);
                if self.text.as_bytes()[from..to] == *folded.as_bytes() {
                    return u32::from(id);
                }
            }
            slot = (slot + 1) & mask;
        }
    }
}
