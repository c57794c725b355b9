//! A pack in use: decoded and checked, with the tables that answer what is asked of every word.

use super::{ClassOf, ENGINE_CLASSES, ENGINE_LISTS, FORMAT, NO_SET, Owner, Pack, PackError, SetId, Step, shape};
use crate::words::{self, Kind, Token};

/// What is rebuilt when a pack is decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) rules: words::Rules,
    /// Open addressing: word number or 0.
    pub(super) table: Vec<u32>,
    /// Start of word `n` in `words`, and one past the last.
    pub(super) starts: Vec<u32>,
    /// Start of word `n`'s sets in `set_items`.
    pub(super) set_starts: Vec<u32>,
    /// Bit per engine class, for each word; word 0 is the unknown word.
    pub(super) masks: Vec<u128>,
    /// Bit per engine class that has shapes or endings besides its words.
    pub(super) open_classes: u128,
    /// Sets of each word that anchor patterns: start of word `n`'s in `anchor_sets`.
    pub(super) anchor_starts: Vec<u32>,
    pub(super) anchor_sets: Vec<SetId>,
    /// Sets that test suffixes and anchor patterns: they have to be tried on every word.
    pub(super) open_anchors: Vec<SetId>,
    pub(super) number_anchors: Vec<SetId>,
}

fn hash(word: &str) -> u32 {
    // FNV-1a over bytes with a final mix; words are short.
    let mut h: u32 = 0x811c_9dc5;
    for b in word.bytes() {
        h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    }
    h ^ (h >> 15)
}

impl Pack {
    /// Reads a compiled pack.
    ///
    /// # Errors
    /// When the bytes are damaged or come from another format.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let mut pack = super::wire::grow(bytes)?;
        if pack.format != FORMAT || !pack.is_sound() {
            return Err(PackError::Damaged);
        }
        pack.build_index();
        Ok(pack)
    }

    /// Every number inside points at something, so that matching can index without care.
    fn is_sound(&self) -> bool {
        let sets = self.sets.len();
        let set = |s: SetId| (s as usize) < sets;
        self.lengths.iter().map(|l| *l as usize).sum::<usize>() == self.words.len()
            && self.set_counts.len() == self.lengths.len()
            && self.set_counts.iter().map(|c| *c as usize).sum::<usize>() == self.set_items.len()
            && self.set_items.iter().all(|s| set(*s))
            && self.sets.iter().all(|i| {
                (i.except == NO_SET || set(i.except)) && i.anchors.iter().all(|p| (*p as usize) < self.patterns.len())
            })
            && self.patterns.iter().all(|p| {
                (p.left as usize) < self.steps.len()
                    && (p.right as usize) < self.steps.len()
                    && match p.owner {
                        Owner::Sense(s) => (s as usize) < self.senses.len(),
                        Owner::Guard(g, _) => (g as usize) < self.guards.len(),
                        Owner::List(l) => (l as usize) < ENGINE_LISTS.len(),
                    }
            })
            && self.steps.last().is_none_or(|s| *s == Step::Done)
            && self.steps.iter().enumerate().all(|(at, s)| match s {
                // Programs only go forward, and the last step of all ends one: none runs past the end.
                Step::Split(n) | Step::Jump(n) => *n > 0 && at + (*n as usize) < self.steps.len(),
                Step::Word(s)
                | Step::Maybe(s)
                | Step::NextIs(s)
                | Step::NextIsNot(s)
                | Step::LastIs(s)
                | Step::LastIsNot(s) => set(*s),
                _ => true,
            })
            && self.senses.iter().all(|s| s.guards.iter().all(|g| (*g as usize) < self.guards.len()))
            && self.classes.len() == ENGINE_CLASSES.len()
            && self.classes.iter().all(|s| set(*s))
    }

    pub(super) fn build_index(&mut self) {
        let count = self.lengths.len();
        let mut index = Index {
            rules: words::Rules {
                elisions: self.elisions.clone(),
                clitics: self.clitics.clone(),
                contractions: self.contractions,
                abbreviations: self.abbreviations.clone(),
            },
            table: vec![0; (count * 2 + 2).next_power_of_two()],
            starts: Vec::with_capacity(count + 1),
            set_starts: Vec::with_capacity(count + 1),
            ..Index::default()
        };
        let (mut at, mut sets_at) = (0_u32, 0_u32);
        let mask = index.table.len() - 1;
        for (n, (length, sets)) in self.lengths.iter().zip(&self.set_counts).enumerate() {
            index.starts.push(at);
            index.set_starts.push(sets_at);
            let word = &self.words.get(at as usize..at as usize + *length as usize).unwrap_or("");
            at += u32::from(*length);
            sets_at += u32::from(*sets);
            let mut slot = hash(word) as usize & mask;
            while index.table[slot] != 0 {
                slot = (slot + 1) & mask;
            }
            index.table[slot] = n as u32 + 1;
        }
        index.starts.push(at);
        index.set_starts.push(sets_at);
        self.index_classes(&mut index);
        for (id, set) in self.sets.iter().enumerate() {
            if set.groups != 0 && (!set.suffixes.is_empty() || !set.prefixes.is_empty()) {
                index.open_anchors.push(id as SetId);
            }
            if set.groups != 0 && set.shapes & (shape::NUM | shape::DIGITS | shape::YEAR) != 0 {
                index.number_anchors.push(id as SetId);
            }
        }
        self.index = index;
    }

    /// What is asked of nearly every word is answered from a table.
    fn index_classes(&self, index: &mut Index) {
        let mut classes_of_set: Vec<u128> = vec![0; self.sets.len()];
        for (class, set) in self.classes.iter().enumerate() {
            classes_of_set[*set as usize] |= 1 << class;
            let info = &self.sets[*set as usize];
            if info.shapes != 0 || !info.suffixes.is_empty() || !info.prefixes.is_empty() {
                index.open_classes |= 1 << class;
            }
        }
        index.masks = vec![0; self.lengths.len() + 1];
        index.anchor_starts = Vec::with_capacity(self.lengths.len() + 2);
        index.anchor_starts.extend([0, 0]);
        for n in 0..self.lengths.len() {
            for set in &self.set_items[index.set_starts[n] as usize..index.set_starts[n + 1] as usize] {
                index.masks[n + 1] |= classes_of_set[*set as usize];
                if self.sets[*set as usize].groups != 0 {
                    index.anchor_sets.push(*set);
                }
            }
            index.anchor_starts.push(index.anchor_sets.len() as u32);
        }
    }

    /// The sets of a word that anchor patterns.
    pub(super) fn anchors_of(&self, id: u32) -> &[SetId] {
        let n = id as usize;
        &self.index.anchor_sets[self.index.anchor_starts[n] as usize..self.index.anchor_starts[n + 1] as usize]
    }

    /// Whether a token belongs to an engine class.
    #[must_use]
    pub fn is(&self, class: ClassOf, token: &Token, text: &str) -> bool {
        let bit = 1_u128 << class.0;
        self.index.masks.get(token.id as usize).is_some_and(|mask| mask & bit != 0)
            || self.index.open_classes & bit != 0 && self.has(self.class(class), token, text)
    }

    #[must_use]
    pub const fn rules(&self) -> &words::Rules {
        &self.index.rules
    }

    /// The number of a folded word, 0 if the pack does not know it.
    #[must_use]
    pub fn word(&self, folded: &str) -> u32 {
        if self.index.table.is_empty() {
            return 0;
        }
        let mask = self.index.table.len() - 1;
        let mut slot = hash(folded) as usize & mask;
        loop {
            let id = self.index.table[slot];
            if id == 0 {
                return 0;
            }
            let n = id as usize - 1;
            let (from, to) = (self.index.starts[n] as usize, self.index.starts[n + 1] as usize);
            if self.words.as_bytes()[from..to] == *folded.as_bytes() {
                return id;
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The sets a word is listed in, ascending.
    pub(super) fn sets_of(&self, id: u32) -> &[SetId] {
        if id == 0 {
            return &[];
        }
        let n = id as usize - 1;
        &self.set_items[self.index.set_starts[n] as usize..self.index.set_starts[n + 1] as usize]
    }

    /// The set of an engine class.
    #[must_use]
    pub fn class(&self, class: ClassOf) -> SetId {
        self.classes.get(class.0).copied().unwrap_or(NO_SET)
    }

    /// Whether a token belongs to a set.
    #[must_use]
    pub fn has(&self, set: SetId, token: &Token, text: &str) -> bool {
        let Some(info) = self.sets.get(set as usize) else { return false };
        if self.sets_of(token.id).binary_search(&set).is_ok() {
            return true;
        }
        if info.shapes != 0 && shape_matches(info.shapes, token, text) {
            return true;
        }
        // Known words were tried against endings when the pack was compiled.
        if token.id != 0 || token.kind != Kind::Word || (info.suffixes.is_empty() && info.prefixes.is_empty()) {
            return false;
        }
        let folded = words::fold(token.span().of(text));
        (info.suffixes.iter().any(|s| folded.ends_with(s.as_str()))
            || info.prefixes.iter().any(|p| folded.starts_with(p.as_str())))
            && (info.except == NO_SET || self.sets_of(token.id).binary_search(&info.except).is_err())
    }
}

fn shape_matches(shapes: u16, token: &Token, text: &str) -> bool {
    let number = token.kind == Kind::Number;
    (shapes & (shape::NUM | shape::DIGITS) != 0 && number)
        || (shapes & shape::YEAR != 0 && number && is_year(token.span().of(text)))
        || (shapes & shape::CAP != 0 && token.is(words::CAP) && !token.is(words::FIRST))
        || (shapes & shape::NAME != 0 && token.is(words::CAP))
        || (shapes & shape::ACRONYM != 0 && token.is(words::ACRONYM))
        || (shapes & shape::WORD != 0 && token.kind == Kind::Word)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1000..2100).contains(&y))
}
