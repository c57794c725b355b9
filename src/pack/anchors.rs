//! Where patterns are tried: for each word, the sets that anchor something, and for each such set its patterns.
//!
//! Absent on purpose: trying (`matcher.rs`).

use super::{NO_SET, SetId};

/// A pattern as its anchor sees it: most are given up by the words right beside.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) pattern: u32,
    /// The set that the word before must be in, if it must.
    pub(super) before: SetId,
    pub(super) after: SetId,
}

/// The patterns of one group.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    /// Start of set `n`'s in `items`.
    starts: Vec<u32>,
    items: Vec<Anchor>,
    /// Start of word `n`'s in `sets`: those of its sets that anchor something.
    word_starts: Vec<u32>,
    sets: Vec<SetId>,
    /// Sets with affixes, which every unknown word is tried for, and with shapes of numbers.
    pub(super) open: Vec<SetId>,
    pub(super) numbers: Vec<SetId>,
}

impl Anchors {
    /// Of patterns by the sets of their anchors, in order; words are still to be added.
    pub(super) fn new(own: &[(SetId, Anchor)], sets: usize, words: usize) -> Self {
        let mut places = vec![0_u32; sets + 1];
        for (set, _) in own {
            places[*set as usize] += 1;
        }
        let mut total = 0;
        for place in &mut places {
            total += std::mem::replace(place, total);
        }
        let mut out = Self { starts: places.clone(), ..Self::default() };
        out.items = vec![Anchor { pattern: 0, before: NO_SET, after: NO_SET }; own.len()];
        for (set, anchor) in own {
            let place = &mut places[*set as usize];
            out.items[*place as usize] = *anchor;
            *place += 1;
        }
        out.word_starts.reserve_exact(words + 2);
        out.word_starts.extend([0, 0]);
        out
    }

    /// Adds the next word, which is in these sets.
    pub(super) fn add(&mut self, sets: &[SetId]) {
        let anchoring = sets.iter().copied().filter(|set| self.starts[*set as usize] != self.starts[*set as usize + 1]);
        self.sets.extend(anchoring);
        self.word_starts.push(self.sets.len() as u32);
    }

    #[inline]
    pub(super) fn of_set(&self, set: SetId) -> &[Anchor] {
        &self.items[self.starts[set as usize] as usize..self.starts[set as usize + 1] as usize]
    }

    #[inline]
    pub(super) fn of_word(&self, id: u32) -> &[SetId] {
        &self.sets[self.word_starts[id as usize] as usize..self.word_starts[id as usize + 1] as usize]
    }
}
