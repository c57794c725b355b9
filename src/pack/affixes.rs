//! Sets that have prefixes or suffixes: which of them an unknown word belongs to. Known words were tried when the pack was
//! compiled, exceptions among them.

use super::{Pack, SetId, SetInfo};
use crate::words;

/// Sets with prefixes or suffixes at most: one bit each.
pub(super) const MOST_AFFIXES: usize = 128;

/// Sets with prefixes or suffixes, and which of them a word may fit by its first or its last byte: most fit none.
#[derive(Debug, Clone, Default)]
pub(super) struct Affixes {
    pub(super) sets: Vec<SetId>,
    /// A bit per set, by byte folded on 64.
    first: Vec<u128>,
    last: Vec<u128>,
}

const fn edge(byte: u8) -> usize {
    (byte & 63) as usize
}

impl Affixes {
    pub(super) fn add(&mut self, set: SetId, info: &SetInfo) {
        let bit = 1 << self.sets.len();
        self.sets.push(set);
        self.first.resize(64, 0);
        self.last.resize(64, 0);
        info.prefixes.iter().filter_map(|p| p.bytes().next()).for_each(|b| self.first[edge(b)] |= bit);
        info.suffixes.iter().filter_map(|s| s.bytes().next_back()).for_each(|b| self.last[edge(b)] |= bit);
    }

    /// Bits of the sets that a word may fit; letters beyond ASCII may be folded to any.
    pub(super) fn may_fit(&self, word: &str) -> u128 {
        let may = |by_byte: &[u128], byte: Option<u8>| match byte {
            Some(b) if b.is_ascii() => by_byte.get(edge(b.to_ascii_lowercase())).copied().unwrap_or(0),
            Some(_) => u128::MAX,
            None => 0,
        };
        may(&self.first, word.bytes().next()) | may(&self.last, word.bytes().next_back())
    }
}

impl Pack {
    /// Which of these sets with affixes, a bit each, an unknown word belongs to.
    pub(super) fn affixed(&self, sets: u128, word: &str) -> impl Iterator<Item = SetId> {
        let mut rest = self.index.affixes.may_fit(word) & sets;
        std::iter::from_fn(move || {
            while rest != 0 {
                let set = self.index.affixes.sets[rest.trailing_zeros() as usize];
                rest &= rest - 1;
                if self.ends_so(set, word) {
                    return Some(set);
                }
            }
            None
        })
    }

    /// Whether an unknown word has a prefix or suffix of a set.
    pub(super) fn ends_so(&self, set: SetId, word: &str) -> bool {
        let info = &self.sets[set as usize];
        if word.is_ascii() {
            let (word, same) = (word.as_bytes(), <[u8]>::eq_ignore_ascii_case);
            let from_end = |s: &[u8]| word.len() >= s.len() && same(&word[word.len() - s.len()..], s);
            let from_start = |p: &[u8]| word.len() >= p.len() && same(&word[..p.len()], p);
            return info.suffixes.iter().any(|s| from_end(s.as_bytes()))
                || info.prefixes.iter().any(|p| from_start(p.as_bytes()));
        }
        let folded = words::fold(word);
        info.suffixes.iter().any(|s| folded.ends_with(s.as_str()))
            || info.prefixes.iter().any(|p| folded.starts_with(p.as_str()))
    }
}
