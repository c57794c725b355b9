//! Where patterns are tried: for each word, the sets that anchor something, and for each such set its patterns.
//!
//! Absent on purpose: trying (`matcher.rs`).

use super::members::{Lists, Sign};
use super::{NO_SET, SetId};

/// No gate.
pub(super) const NO_GATE: u16 = u16::MAX;

/// A pattern as its anchor sees it: most are given up by the words right beside, or by one that is nowhere in the
/// sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) pattern: u16,
    /// The set that the word before must be in, if it must.
    pub(super) before: SetId,
    pub(super) after: SetId,
    /// Gates of which the sentence must have a word.
    pub(super) gates: [u16; 2],
    /// What may stand to the left and to the right, or nothing.
    pub(super) sides: [Sign; 2],
}

/// The patterns of one group.
#[derive(Debug, Clone, Default)]
pub(super) struct Anchors {
    /// Start of set `n`'s in `items`.
    starts: Vec<u16>,
    items: Vec<Anchor>,
    /// For each word, those of its sets that anchor something.
    sets: Lists,
    /// Sets that patterns want somewhere in their sentence, numbered anew; for each word, those it is in.
    gates: Lists,
    count: usize,
    /// Sets with affixes, which every unknown word is tried for, a bit each; and sets with shapes of numbers.
    pub(super) affixed: u128,
    pub(super) numbers: Vec<SetId>,
}

impl Anchors {
    /// Of patterns by the sets of their anchors, in order. Gates are named by their sets, and get numbers here.
    pub(super) fn new<'w>(
        own: impl Iterator<Item = (SetId, Anchor)> + Clone,
        sets: usize,
        words: usize,
        of_set: impl Fn(SetId) -> &'w [u16],
    ) -> Self {
        let mut places = vec![0_u16; sets + 1];
        for (set, _) in own.clone() {
            places[set as usize] += 1;
        }
        let mut total = 0;
        for place in &mut places {
            total += std::mem::replace(place, total);
        }
        let starts = places.clone();
        let (gates, sides) = ([NO_GATE; 2], [Sign::ANY; 2]);
        let mut items = vec![Anchor { pattern: 0, before: NO_SET, after: NO_SET, gates, sides }; total as usize];
        let mut numbers = vec![NO_GATE; sets];
        let mut gates: Vec<(u16, &[u16])> = Vec::new();
        for (set, anchor) in own {
            let place = &mut places[set as usize];
            let gates = anchor.gates.map(|wanted| match numbers.get(wanted as usize).copied() {
                None => NO_GATE,
                Some(NO_GATE) => {
                    let number = gates.len() as u16;
                    numbers[wanted as usize] = number;
                    gates.push((number, of_set(wanted)));
                    number
                }
                Some(number) => number,
            });
            items[*place as usize] = Anchor { gates, ..anchor };
            *place += 1;
        }
        let anchoring: Vec<(u16, &[u16])> = (0..sets)
            .filter(|set| starts[*set] != starts[*set + 1])
            .map(|set| (set as SetId, of_set(set as SetId)))
            .collect();
        let count = gates.len();
        let (sets, gates) = (Lists::new(words, &anchoring), Lists::new(words, &gates));
        Self { starts, items, sets, gates, count, ..Self::default() }
    }

    #[inline]
    pub(super) fn of_set(&self, set: SetId) -> &[Anchor] {
        &self.items[self.starts[set as usize] as usize..self.starts[set as usize + 1] as usize]
    }

    #[inline]
    pub(super) fn of_word(&self, id: u32) -> &[SetId] {
        self.sets.of(id)
    }

    /// The gates that these words open: a bit for each.
    pub(super) fn open_gates(&self, words: impl Iterator<Item = u32>) -> Vec<u64> {
        let mut out = vec![0; (self.count >> 6) + 1];
        for gate in words.flat_map(|id| self.gates.of(id)) {
            out[*gate as usize >> 6] |= 1 << (gate & 63);
        }
        out
    }
}
