//! Which words are in which sets, in the form in which it is asked at run time: millions of times a page.
//!
//! Most sets have few words: those stand in a table of their own, twice as large as they need, where a word is found
//! at once or not at all. A set of a good part of all words has a bit for each.
//!
//! Absent on purpose: shapes and endings (`index.rs`), and sets that nothing asks for.

use super::SetId;

/// A table has this many times the bits that a bit for each word would take, at most.
const SPARSE: usize = 40;
/// A set with a bit for each word, and one with a single word or none, which has no table.
const BITS: u16 = u16::MAX;
const SINGLE: u16 = 0;
/// A set whose words nothing has asked for yet.
const NOT_YET: u16 = u16::MAX - 1;

/// Where a set's words are.
#[derive(Debug, Clone, Copy)]
struct Set {
    sign: Sign,
    /// Where its table or its bits begin, or its only word.
    start: u32,
    /// Slots of its table less one, or [`BITS`], or [`SINGLE`], or [`NOT_YET`].
    last: u16,
    /// What it has besides words.
    open: u16,
}

/// Which words may stand somewhere, folded on 64 bits: most questions end with one look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sign(u64);

impl Sign {
    /// Any word, or none.
    pub(super) const ANY: Self = Self(u64::MAX);
    /// No word stands there; no word has this bit.
    pub(super) const END: Self = Self(1 << 63);
    pub(super) const NOBODY: Self = Self(0);

    #[inline]
    pub(super) const fn of(id: u32) -> Self {
        Self(1 << Self::place(id))
    }

    #[inline]
    const fn place(id: u32) -> u32 {
        ((id.wrapping_mul(0x9e37_79b1) >> 16) * 63) >> 16
    }

    #[inline]
    pub(super) const fn has(self, id: u32) -> bool {
        self.0 >> Self::place(id) & 1 != 0
    }

    /// Whether it says too little: so many words have part in it that one in three others looks like them.
    pub(super) const fn is_full(self) -> bool {
        self.0.count_ones() > 20
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[inline]
    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// As [`Sign`], folded on 1,024 bits: for places where so many words may stand that 64 say nothing.
#[derive(Debug, Clone, Default)]
pub(super) struct Wide([u64; 16]);

impl Wide {
    pub(super) fn add(&mut self, word: u16) {
        let at = slot(u32::from(word));
        self.0[at >> 6 & 15] |= 1 << (at & 63);
    }

    #[inline]
    pub(super) fn has(&self, id: u32) -> bool {
        let at = slot(id);
        self.0[at >> 6 & 15] >> (at & 63) & 1 != 0
    }
}

#[derive(Debug, Clone, Default)]
pub(super) struct Members {
    sets: Vec<Set>,
    /// Tables: a word's number, or nought for none.
    slots: Vec<u16>,
    bits: Vec<u64>,
    words: usize,
}

/// Spreads numbers of words that stand close together.
const fn slot(id: u32) -> usize {
    (id.wrapping_mul(0x9e37_79b1) >> 16) as usize
}

impl Members {
    /// So many sets of so many words, none of which has any yet.
    pub(super) fn new(words: usize, sets: usize) -> Self {
        let none = Set { sign: Sign::NOBODY, start: 0, last: NOT_YET, open: 0 };
        Self { sets: vec![none; sets], slots: Vec::new(), bits: Vec::new(), words }
    }

    /// Says what a set has besides words.
    pub(super) fn open_up(&mut self, set: SetId, open: u16) {
        self.sets[set as usize].open = open;
    }

    /// Gives a set its words, unless it has them already; numbers of words are from 1.
    #[inline]
    pub(super) fn make<'w>(&mut self, set: SetId, words: impl FnOnce() -> &'w [u16]) {
        if self.sets[set as usize].last == NOT_YET {
            self.add(set, words());
        }
    }

    #[inline(never)]
    fn add(&mut self, set: SetId, words: &[u16]) {
        let set = &mut self.sets[set as usize];
        let mut sign = Sign::NOBODY;
        if words.len() < 2 {
            let word = words.first().map_or(0, |word| u32::from(*word));
            sign = if word == 0 { sign } else { Sign::of(word) };
            (set.start, set.last) = (word, SINGLE);
        } else if words.len() * SPARSE > self.words {
            let start = self.bits.len();
            self.bits.resize(start + (self.words >> 6) + 1, 0);
            let bits = &mut self.bits[start..];
            for word in words {
                sign = sign.or(Sign::of(u32::from(*word)));
                bits[*word as usize >> 6] |= 1 << (word & 63);
            }
            (set.start, set.last) = (start as u32, BITS);
        } else {
            let (start, last) = (self.slots.len(), (words.len() * 2).next_power_of_two() - 1);
            self.slots.resize(start + last + 1, 0);
            let slots = &mut self.slots[start..];
            for word in words {
                sign = sign.or(Sign::of(u32::from(*word)));
                let mut at = slot(u32::from(*word)) & last;
                while slots[at] != 0 {
                    at = (at + 1) & last;
                }
                slots[at] = *word;
            }
            (set.start, set.last) = (start as u32, last as u16);
        }
        set.sign = sign;
    }

    pub(super) fn done(&mut self) {
        self.slots.shrink_to_fit();
        self.bits.shrink_to_fit();
    }

    /// What a set has besides words.
    #[inline]
    pub(super) fn open(&self, set: SetId) -> u16 {
        self.sets[set as usize].open
    }

    /// What may be in a set.
    pub(super) fn sign(&self, set: SetId) -> Sign {
        let set = self.sets[set as usize];
        if set.open == 0 { set.sign } else { Sign::ANY }
    }

    #[inline]
    pub(super) fn has(&self, set: SetId, id: u32) -> bool {
        let set = &self.sets[set as usize];
        set.sign.has(id) && self.lists(set, id)
    }

    /// Whether a word is in a set, or else the set has something besides words.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked millions of times a page: a call costs as much as the answer")]
    pub(super) fn has_or_opens(&self, set: SetId, id: u32) -> Option<bool> {
        let set = &self.sets[set as usize];
        if set.sign.has(id) && self.lists(set, id) {
            return Some(true);
        }
        if set.open == 0 { Some(false) } else { None }
    }

    #[inline(never)]
    fn lists(&self, set: &Set, id: u32) -> bool {
        if set.last == SINGLE {
            return set.start == id;
        }
        if set.last == BITS {
            return self.bits[set.start as usize + (id as usize >> 6)] >> (id & 63) & 1 != 0;
        }
        let mut at = slot(id) & set.last as usize;
        loop {
            // The unknown word's number is that of an empty slot.
            match self.slots[set.start as usize + at] {
                0 => return false,
                word if u32::from(word) == id => return true,
                _ => at = (at + 1) & set.last as usize,
            }
        }
    }
}

/// Numbers listed for each word, end to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Lists {
    starts: Vec<u32>,
    items: Vec<u16>,
}

impl Lists {
    /// Of numbers in order, each with the words it is listed for; word 0 has none.
    #[inline(never)]
    pub(super) fn new(words: usize, numbers: &[(u16, &[u16])]) -> Self {
        let mut starts = vec![0_u32; words + 2];
        for word in numbers.iter().flat_map(|(_, words)| *words) {
            starts[*word as usize] += 1;
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut items = vec![0; total as usize];
        for (number, words) in numbers.iter().rev() {
            for word in *words {
                let start = &mut starts[*word as usize];
                *start -= 1;
                items[*start as usize] = *number;
            }
        }
        Self { starts, items }
    }

    #[inline]
    pub(super) fn of(&self, id: u32) -> &[u16] {
        &self.items[self.starts[id as usize] as usize..self.starts[id as usize + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_was_added_and_nothing_else() {
        let mut members = Members::new(1000, 4);
        let sets: [Vec<u16>; 4] =
            [vec![], vec![7], (1..=20).map(|n| n * 3).collect(), (1..=500).map(|n| n * 2).collect()];
        for (number, set) in (0..).zip(&sets) {
            members.make(number, || set);
        }
        for (number, set) in (0..).zip(&sets) {
            for id in 0..=1000_u16 {
                assert_eq!(members.has(number, u32::from(id)), set.contains(&id), "{number} {id}");
            }
        }
    }

    #[test]
    fn lists_stand_in_the_order_of_their_numbers() {
        let lists = Lists::new(4, &[(3, &[1, 4]), (5, &[4]), (9, &[2, 4])]);
        assert_eq!(
            [lists.of(0), lists.of(1), lists.of(2), lists.of(3), lists.of(4)],
            [&[][..], &[3], &[9], &[], &[3, 5, 9]]
        );
    }
}
