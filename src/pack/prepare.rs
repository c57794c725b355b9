//! A pack from bytes: checked, then given the tables that answer what is asked of every word.
//!
//! Absent on purpose: answering (`index.rs`, `matcher.rs`).

use super::affixes::MOST_AFFIXES;
use super::anchors::{Anchor, Anchors, NO_GATE};
use super::index::{AFFIXES, Index, SHAPES};
use super::members::{Members, Sign, Wide};
use super::{
    ClassOf, Classes, ENGINE_CLASSES, ENGINE_LISTS, NO_SET, Owner, Pack, PackError, SetId, Speech, Step, class, shape,
};
use std::num::NonZeroU16;
use std::sync::Arc;

/// Steps that are looked at for the words that may come first.
const LOOKS: u32 = 500;

impl Pack {
    /// Reads a compiled pack.
    ///
    /// # Errors
    /// When the bytes are damaged or come from another format.
    pub fn decode(bytes: &[u8]) -> Result<Self, PackError> {
        let (speech, rest) = super::wire::open(bytes)?;
        Self::unpack(Arc::new(speech), rest)
    }

    /// The rest of a pack, with the words that go with it.
    pub(super) fn unpack(speech: Arc<Speech>, rest: &[u8]) -> Result<Self, PackError> {
        let mut pack = super::wire::grow(speech, rest)?;
        if !pack.is_sound() {
            return Err(PackError::Damaged);
        }
        let signs = pack.build_index();
        pack.choose(&signs);
        // Of use for the index alone.
        (pack.set_words, pack.set_places) = (Vec::new(), Vec::new());
        Ok(pack)
    }

    /// Every number inside points at something, so that matching can index without care. Numbers of words were held to that
    /// when they were read.
    fn is_sound(&self) -> bool {
        let sets = self.sets.len();
        let set = |s: SetId| (s as usize) < sets;
        self.patterns.len() < u16::MAX as usize
            && self.speech.count() < u16::MAX as usize
            && self.set_places.len() == sets
            && self.set_places.iter().all(|(from, to)| from <= to && *to as usize <= self.set_words.len())
            && self.sets.iter().all(|i| i.except == NO_SET || set(i.except))
            && self.patterns.iter().all(|p| {
                set(p.anchor)
                    && (p.left as usize) < self.steps.len()
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
                Step::Choice(..) => false,
                _ => true,
            })
            && self.senses.iter().all(|s| s.guards.iter().all(|g| (*g as usize) < self.guards.len()))
            && self.sets.iter().filter(|info| info.has_affixes()).count() <= MOST_AFFIXES
            && self.classes.len() == ENGINE_CLASSES.len()
            && self.classes.iter().all(|s| set(*s))
    }

    /// Numbers of a set's words, from 1.
    pub(super) fn words_of(&self, set: SetId) -> &[u16] {
        let (from, to) = self.set_places[set as usize];
        &self.set_words[from as usize..to as usize]
    }

    /// Tells what may come first from each step on: [`choose`](Self::choose) asks for it.
    pub(super) fn build_index(&mut self) -> Vec<Sign> {
        let count = self.speech.count();
        let mut index = Index {
            members: Members::new(count, self.sets.len()),
            classes: vec![Classes::default(); count + 1],
            ..Index::default()
        };
        let asked = self.asked();
        for (set, info) in self.sets.iter().enumerate() {
            let mut open = info.shapes & SHAPES;
            if info.has_affixes() {
                index.affixes.add(set as SetId, info);
                open |= (index.affixes.sets.len() as u16) << AFFIXES;
            }
            index.members.add(if asked[set] || open != 0 { self.words_of(set as SetId) } else { &[] }, open);
        }
        index.members.done();
        for (class, set) in self.classes.iter().enumerate() {
            let (class, open) = (Classes::of(&[ClassOf(class)]), index.members.open(*set));
            for word in self.words_of(*set) {
                index.classes[*word as usize] = index.classes[*word as usize].and(class);
            }
            if open & SHAPES != 0 {
                index.shaped.push((open & SHAPES, class));
            }
            if let Some(number) = (open >> AFFIXES).checked_sub(1) {
                index.affixed.push((*set, number, class));
            }
            if open != 0 {
                index.open_classes = index.open_classes.and(class);
            }
        }
        let mut telling: Vec<Option<bool>> = vec![None; self.sets.len()];
        let signs = self.signs(&index.members);
        index.anchors = std::array::from_fn(|group| self.anchors(group, &index, &signs, &mut telling));
        self.index = index;
        signs
    }

    /// Sets that steps ask for.
    fn asked(&self) -> Vec<bool> {
        let mut out = vec![false; self.sets.len()];
        for step in &self.steps {
            if let Step::Word(set)
            | Step::Maybe(set)
            | Step::NextIs(set)
            | Step::NextIsNot(set)
            | Step::LastIs(set)
            | Step::LastIsNot(set) = step
            {
                out[*set as usize] = true;
            }
        }
        out
    }

    /// The anchors of one group's patterns, for each set.
    #[inline(never)]
    fn anchors(&self, group: usize, index: &Index, signs: &[Sign], telling: &mut [Option<bool>]) -> Anchors {
        let own = self.patterns.iter().enumerate().filter(|(_, p)| p.owner.group() as usize == group);
        // A set tells something of a sentence when few sentences have a word of it.
        let mut tells = |set: SetId| {
            *telling[set as usize].get_or_insert_with(|| {
                let common = |word: &u16| index.classes[*word as usize].has(class::FUNCTION_WORDS);
                index.members.open(set) == 0 && !self.words_of(set).iter().any(common)
            })
        };
        let items = own.map(|(number, pattern)| {
            let (before, after) = (self.needs(pattern.left), self.needs(pattern.right));
            let gates = [pattern.left, pattern.right].map(|program| self.wants(program, &mut tells));
            let sides = [pattern.left, pattern.right].map(|program| signs[program as usize]);
            (pattern.anchor, Anchor { pattern: number as u16, before, after, gates, sides })
        });
        let items = items.collect::<Vec<_>>();
        let mut out = Anchors::new(&items, self.sets.len(), self.speech.count(), |set| self.words_of(set));
        let shapes = shape::NUM | shape::DIGITS | shape::YEAR;
        let numbers = (0..self.sets.len() as SetId).filter(|set| index.members.open(*set) & shapes != 0);
        out.numbers = numbers.filter(|set| !out.of_set(*set).is_empty()).collect();
        for (number, set) in index.affixes.sets.iter().enumerate() {
            out.affixed |= u128::from(!out.of_set(*set).is_empty()) << number;
        }
        out
    }

    /// The sets of what a program may meet first, through optional words and alternatives; false when it may be
    /// anything. A head of alternatives is a [`Step::Split`] still: they are chosen from the front, and this looks ahead.
    fn first(&self, mut pc: usize, looks: &mut u32, add: &mut impl FnMut(SetId)) -> bool {
        loop {
            *looks = looks.saturating_sub(1);
            match self.steps[pc] {
                _ if *looks == 0 => return false,
                Step::Done | Step::Gap(_) | Step::WideGap(_) | Step::Choice(..) => return false,
                Step::Word(set) => {
                    add(set);
                    return true;
                }
                Step::Maybe(set) => add(set),
                Step::Split(other) => {
                    if !self.first(pc + 1, looks, add) {
                        return false;
                    }
                    pc += other as usize;
                    continue;
                }
                Step::Jump(other) => {
                    pc += other as usize;
                    continue;
                }
                _ => {}
            }
            pc += 1;
        }
    }

    /// What may come first from each step on, through optional words and alternatives; anything when that may be nothing.
    /// Programs only go forward: what follows a step is known before it.
    fn signs(&self, members: &Members) -> Vec<Sign> {
        let mut out = vec![Sign::ANY; self.steps.len()];
        for (pc, step) in self.steps.iter().enumerate().rev() {
            let from = |distance: usize| out.get(pc + distance).copied().unwrap_or(Sign::ANY);
            out[pc] = match *step {
                Step::Done | Step::Gap(_) | Step::WideGap(_) | Step::Choice(..) => Sign::ANY,
                Step::Word(set) => members.sign(set),
                Step::Maybe(set) => members.sign(set).or(from(1)),
                Step::Split(other) => from(1).or(from(other as usize)),
                Step::Jump(other) => from(other as usize),
                _ => from(1),
            };
        }
        out
    }

    /// Gives the heads of alternatives a sign of what may come first in any of them: one look instead of many.
    fn choose(&mut self, signs: &[Sign]) {
        let mut later = vec![false; self.steps.len()];
        for (pc, sign) in signs.iter().enumerate() {
            let Step::Split(other) = self.steps[pc] else { continue };
            later[pc + other as usize] = true;
            let Some(short) = u8::try_from(other).ok().filter(|_| !later[pc]) else { continue };
            if *sign != Sign::ANY && self.index.signs.len() < u16::MAX as usize {
                let wide = if sign.is_full() { self.wide(pc) } else { None };
                self.steps[pc] = Step::Choice(short, self.index.signs.len() as u16);
                self.index.signs.push((*sign, wide));
            }
        }
        self.index.signs.shrink_to_fit();
    }

    /// The words that may come first in alternatives of which a sign tells too little.
    fn wide(&mut self, pc: usize) -> Option<NonZeroU16> {
        let number = u16::try_from(self.index.wide.len() + 1).ok().and_then(NonZeroU16::new)?;
        let mut wide = Wide::default();
        self.first(pc, &mut { LOOKS }, &mut |set| self.words_of(set).iter().for_each(|word| wide.add(*word)));
        self.index.wide.push(wide);
        Some(number)
    }

    /// The set of fewest words among those that tell something and that a program cannot end without, but for its
    /// first: that is asked of the word beside the anchor.
    fn wants(&self, program: u32, tells: &mut impl FnMut(SetId) -> bool) -> u16 {
        let (mut pc, mut until) = (program as usize, 0);
        let (mut found, mut least) = (NO_GATE, usize::MAX);
        loop {
            match self.steps[pc] {
                Step::Done => return found,
                Step::Split(other) | Step::Jump(other) => until = until.max(pc + other as usize),
                Step::Word(set) if pc >= until && pc > program as usize => {
                    let words = self.words_of(set).len();
                    if words < least && tells(set) {
                        (found, least) = (set, words);
                    }
                }
                _ => {}
            }
            pc += 1;
        }
    }

    /// The set that the word next to a program's start must be in, when it must be in one.
    fn needs(&self, program: u32) -> SetId {
        self.steps[program as usize..]
            .iter()
            .find(|step| !matches!(step, Step::Open | Step::Close | Step::Stretch))
            .map_or(NO_SET, |step| if let Step::Word(set) = step { *set } else { NO_SET })
    }
}
