//! Sets that have prefixes or suffixes: which of them an unknown word belongs to. Known words were tried when the pack was
//! compiled, exceptions among them.

use super::{Pack, SetId, SetInfo};
use crate::words;

/// Sets with prefixes or suffixes at most: one bit each.
pub(super) const MOST_AFFIXES: usize = 128;

/// Sets with prefixes or suffixes, and which of them a word may fit by its first or its last two bytes: most fit none.
#[derive(Debug, Clone, Default)]
pub(super) struct Affixes {
    pub(super) sets: Vec<SetId>,
    /// Where they stand in [`Pack::open`].
    places: Vec<usize>,
    /// A bit per set, by two bytes folded on [`PAIRS`].
    first: Vec<u128>,
    last: Vec<u128>,
}

const PAIRS: usize = 512;

/// The outer byte of a word, and the one beside it.
const fn pair(outer: u8, inner: u8) -> usize {
    (outer as usize * 37 + inner as usize) % PAIRS
}

/// The outer two bytes; a single one stands beside any.
fn pairs(mut bytes: impl Iterator<Item = u8>) -> Vec<usize> {
    match (bytes.next(), bytes.next()) {
        (Some(outer), Some(inner)) => vec![pair(outer, inner)],
        (Some(outer), None) => (0..=u8::MAX).map(|inner| pair(outer, inner)).collect(),
        _ => Vec::new(),
    }
}

impl Affixes {
    pub(super) fn add(&mut self, set: SetId, place: usize, info: &SetInfo) {
        let bit = 1 << self.sets.len();
        self.sets.push(set);
        self.places.push(place);
        self.first.resize(PAIRS, 0);
        self.last.resize(PAIRS, 0);
        info.prefixes.iter().flat_map(|p| pairs(p.bytes())).for_each(|at| self.first[at] |= bit);
        info.suffixes.iter().flat_map(|s| pairs(s.bytes().rev())).for_each(|at| self.last[at] |= bit);
    }

    /// Bits of the sets that a word may fit.
    pub(super) fn may_fit(&self, word: &str) -> u128 {
        // Other letters may be folded to any.
        let plain = |c: char| c.is_ascii() || words::is_plain(c);
        let sure = word.chars().take(2).all(plain) && word.chars().rev().take(2).all(plain);
        let lower = |byte: Option<u8>| byte.map(|b| b.to_ascii_lowercase());
        let (mut from_start, mut from_end) = (word.bytes(), word.bytes().rev());
        let (first, last) =
            ((lower(from_start.next()), lower(from_start.next())), (lower(from_end.next()), lower(from_end.next())));
        match (first, last) {
            ((Some(a), Some(b)), (Some(y), Some(z))) if sure => {
                let of = |by_pair: &[u128], at: usize| by_pair.get(at).copied().unwrap_or(0);
                of(&self.first, pair(a, b)) | of(&self.last, pair(y, z))
            }
            _ => u128::MAX,
        }
    }
}

impl Pack {
    /// Which of these sets with affixes, a bit each, an unknown word belongs to.
    pub(super) fn affixed(&self, sets: u128, word: &str) -> impl Iterator<Item = SetId> {
        let mut rest = self.index.affixes.may_fit(word) & sets;
        std::iter::from_fn(move || {
            while rest != 0 {
                let number = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if self.ends_so(number, word) {
                    return Some(self.index.affixes.sets[number]);
                }
            }
            None
        })
    }

    /// Whether an unknown word has a prefix or suffix of a set, by its number among those that have any.
    pub(super) fn ends_so(&self, number: usize, word: &str) -> bool {
        let (_, info) = &self.open[self.index.affixes.places[number]];
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
