//! A pack from bytes: checked, then given the tables that answer what is asked of every word.
//!
//! This is most of what a start costs, and the extension's background starts often: whatever many patterns have in common
//! is told once, and programs are gone along once each way.
//!
//! Absent on purpose: answering (`index.rs`, `matcher.rs`).

use super::anchors::{Anchor, Anchors, NO_GATE};
use super::index::{AFFIXES, Index, SHAPES};
use super::members::{Members, Sign, Wide};
use super::{
    ClassOf, Classes, ENGINE_CLASSES, ENGINE_LISTS, Group, NO_SET, Owner, Pack, PackError, SetId, SetInfo, Speech,
    Step, class, shape,
};
use std::num::NonZeroU16;
use std::sync::Arc;

/// Steps that are looked at for the words that may come first.
const LOOKS: u32 = 500;

/// Words of which a [`Wide`] is made at most: of so many it would say nothing.
const MOST_WIDE: usize = 4096;

/// What a program says of the sentences it matches in.
struct Told {
    /// What may stand right beside the anchor.
    sign: Sign,
    /// The set that the word there must be in, when it must be in one.
    needs: SetId,
    /// The set of fewest words among those that tell something and that the program cannot end without, but for its
    /// first: that is asked of the word beside the anchor.
    wants: u16,
}

/// What is of use only until all programs are told of.
struct Telling {
    /// Whether a set tells something of a sentence, as far as that was asked.
    sets: Vec<Option<bool>>,
    /// For the steps of the program at hand: what may come first from each on, and whether a [`Step::Split`] leads there.
    signs: Vec<Sign>,
    later: Vec<bool>,
    /// The sets that each of [`Index::wide`] is of, end to end, where they begin and end, and their number and the last of
    /// them: the same alternatives stand in many patterns.
    first: Vec<SetId>,
    places: Vec<(usize, usize)>,
    keys: Vec<(usize, SetId)>,
}

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
        pack.prepare();
        // Of use for the index alone.
        (pack.set_words, pack.set_places) = (Vec::new(), Vec::new());
        Ok(pack)
    }

    /// Every number inside points at something, so that matching can index without care. What stands in rows, and sets that
    /// are more than their words, were held to that when they were read.
    fn is_sound(&self) -> bool {
        let set = |s: SetId| (s as usize) < self.set_places.len();
        self.patterns.len() < u16::MAX as usize
            && self.speech.count() < u16::MAX as usize
            && self.patterns.iter().all(|p| match p.owner {
                Owner::Sense(s) => (s as usize) < self.senses.len(),
                Owner::Guard(g, _) => (g as usize) < self.guards.len(),
                Owner::List(l) => (l as usize) < ENGINE_LISTS.len(),
            })
            && self.senses.iter().all(|s| s.guards.iter().all(|g| (*g as usize) < self.guards.len()))
            && self.classes.len() == ENGINE_CLASSES.len()
            && self.classes.iter().all(|s| set(*s))
    }

    /// Numbers of a set's words, from 1; none for a set that is not there.
    pub(super) fn listed(&self, set: SetId) -> Option<&[u16]> {
        let (from, to) = *self.set_places.get(set as usize)?;
        self.set_words.get(from as usize..to as usize)
    }

    pub(super) fn words_of(&self, set: SetId) -> &[u16] {
        self.listed(set).unwrap_or_default()
    }

    /// The set of words that the affixes of a set do not mean.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn except(&self, set: SetId) -> SetId {
        self.open.iter().find(|(other, _)| *other == set).map_or(NO_SET, |(_, info)| info.except)
    }

    /// Makes the tables, and gives heads of alternatives their signs.
    pub(super) fn prepare(&mut self) {
        let (words, sets) = (self.speech.count(), self.set_places.len());
        let mut index = Index { members: Members::new(words, sets), ..Index::default() };
        for (place, (set, info)) in self.open.iter().enumerate() {
            let mut open = info.shapes & SHAPES;
            if info.has_affixes() {
                index.affixes.add(*set, place, info);
                open |= (index.affixes.sets.len() as u16) << AFFIXES;
            }
            index.members.open_up(*set, open);
            index.members.make(*set, || self.words_of(*set));
        }
        self.class_words(&mut index);
        let mut steps = std::mem::take(&mut self.steps);
        let ends = self.programs.iter().skip(1).map(|start| *start as usize).chain([steps.len()]);
        let longest = self.programs.iter().zip(ends.clone()).map(|(start, end)| end - *start as usize).max();
        let mut telling = Telling {
            sets: vec![None; sets],
            signs: vec![Sign::ANY; longest.unwrap_or(0)],
            later: vec![false; longest.unwrap_or(0)],
            first: Vec::new(),
            places: Vec::new(),
            keys: Vec::new(),
        };
        let mut told = Vec::with_capacity(self.programs.len());
        for (start, end) in self.programs.iter().zip(ends) {
            told.push(self.tell(&mut steps[*start as usize..end], &mut index, &mut telling));
        }
        self.steps = steps;
        index.members.done();
        index.signs.shrink_to_fit();
        self.anchors(&mut index, &told);
        self.index = index;
    }

    /// The engine's classes of each word, and those that are more than words.
    fn class_words(&self, index: &mut Index) {
        index.classes = vec![Classes::default(); self.speech.count() + 1];
        for (class, set) in self.classes.iter().enumerate() {
            let (class, open) = (Classes::of(&[ClassOf(class)]), index.members.open(*set));
            for word in self.words_of(*set) {
                index.classes[*word as usize] = index.classes[*word as usize].and(class);
            }
            if open & SHAPES != 0 {
                index.shaped.push((open & SHAPES, class));
            }
            if let Some(number) = (open >> AFFIXES).checked_sub(1) {
                index.affixed.push((number, class));
            }
            if open != 0 {
                index.open_classes = index.open_classes.and(class);
            }
        }
    }

    /// What a program tells; its heads of alternatives get their signs.
    fn tell(&self, steps: &mut [Step], index: &mut Index, telling: &mut Telling) -> Told {
        let sign = self.look_ahead(steps, &mut index.members, &mut telling.signs);
        let (mut until, mut wants, mut least) = (0, NO_GATE, usize::MAX);
        for pc in 0..steps.len() {
            let later = std::mem::take(&mut telling.later[pc]);
            match steps[pc] {
                Step::Word(set) if pc >= until && pc > 0 => {
                    let words = self.words_of(set).len();
                    if words < least && self.tells(set, index, &mut telling.sets) {
                        (wants, least) = (set, words);
                    }
                }
                Step::Split(other) => {
                    let end = pc + other as usize;
                    until = until.max(end);
                    telling.later[end] = true;
                    if !later {
                        self.choose(steps, pc, index, telling);
                    }
                }
                Step::Jump(other) => until = until.max(pc + other as usize),
                _ => {}
            }
        }
        let needs = steps.iter().find(|step| !matches!(step, Step::Open | Step::Close | Step::Stretch));
        let needs = needs.map_or(NO_SET, |step| if let Step::Word(set) = step { *set } else { NO_SET });
        Told { sign, needs, wants }
    }

    /// A set tells something of a sentence when few sentences have a word of it.
    fn tells(&self, set: SetId, index: &Index, known: &mut [Option<bool>]) -> bool {
        *known[set as usize].get_or_insert_with(|| {
            let common = |word: &u16| index.classes[*word as usize].has(class::FUNCTION_WORDS);
            index.members.open(set) == 0 && !self.words_of(set).iter().any(common)
        })
    }

    /// Gives a head of alternatives a sign of what may come first in any of them: one look instead of many.
    fn choose(&self, steps: &mut [Step], pc: usize, index: &mut Index, telling: &mut Telling) {
        let Step::Split(other) = steps[pc] else { return };
        let Ok(short) = u8::try_from(other) else { return };
        let sign = telling.signs[pc];
        if sign != Sign::ANY && index.signs.len() < u16::MAX as usize {
            let wide = if sign.is_full() { self.wide(steps, pc, index, telling) } else { None };
            steps[pc] = Step::Choice(short, index.signs.len() as u16);
            index.signs.push((sign, wide));
        }
    }

    /// What may come first from each step on, through optional words and alternatives; anything when that may be nothing.
    /// Programs only go forward: what follows a step is known before it. Answers what may come first of all; the sets of
    /// all steps have their words then.
    fn look_ahead(&self, steps: &[Step], members: &mut Members, out: &mut [Sign]) -> Sign {
        let mut next = Sign::ANY;
        for (pc, step) in steps.iter().enumerate().rev() {
            next = match *step {
                Step::Word(set) => self.sign_of(set, members),
                Step::Split(other) => next.or(out[pc + other as usize]),
                Step::Jump(other) => out[pc + other as usize],
                Step::Done | Step::Gap(_) | Step::WideGap(_) | Step::Choice(..) => Sign::ANY,
                Step::Maybe(set) => self.sign_of(set, members).or(next),
                Step::NextIs(set) | Step::NextIsNot(set) | Step::LastIs(set) | Step::LastIsNot(set) => {
                    members.make(set, || self.words_of(set));
                    next
                }
                Step::Start | Step::End | Step::Open | Step::Close | Step::Stretch => next,
            };
            out[pc] = next;
        }
        next
    }

    #[inline]
    fn sign_of(&self, set: SetId, members: &mut Members) -> Sign {
        members.make(set, || self.words_of(set));
        members.sign(set)
    }

    /// The words that may come first in alternatives of which a sign tells too little.
    fn wide(&self, steps: &[Step], pc: usize, index: &mut Index, telling: &mut Telling) -> Option<NonZeroU16> {
        let start = telling.first.len();
        if !first(steps, pc, &mut { LOOKS }, &mut telling.first) {
            telling.first.truncate(start);
            return None;
        }
        let (before, sets) = telling.first.split_at(start);
        let key = (sets.len(), *sets.last()?);
        let same = |(other, (from, to)): (_, &(usize, usize))| other == key && before.get(*from..*to) == Some(sets);
        let known = telling.keys.iter().copied().zip(&telling.places).position(same);
        if let Some(place) = known {
            telling.first.truncate(start);
            return u16::try_from(place + 1).ok().and_then(NonZeroU16::new);
        }
        let number = u16::try_from(index.wide.len() + 1).ok().and_then(NonZeroU16::new)?;
        let (mut wide, mut left) = (Wide::default(), MOST_WIDE);
        for words in sets.iter().map(|set| self.words_of(*set)) {
            let Some(fewer) = left.checked_sub(words.len()) else {
                telling.first.truncate(start);
                return None;
            };
            left = fewer;
            for word in words {
                wide.add(*word);
            }
        }
        index.wide.push(wide);
        telling.places.push((start, telling.first.len()));
        telling.keys.push(key);
        Some(number)
    }

    /// Where patterns are tried.
    fn anchors(&self, index: &mut Index, told: &[Told]) {
        let groups: Vec<Group> = self.patterns.iter().map(|pattern| pattern.owner.group()).collect();
        let shapes = shape::NUM | shape::DIGITS | shape::YEAR;
        for group in [Group::Reading, Group::Support, Group::Guards] {
            let own = self.patterns.iter().zip(0..).zip(&groups).filter(|(_, other)| **other == group);
            let own = own.filter_map(|((pattern, number), _)| {
                let sides = [told.get(pattern.left as usize)?, told.get(pattern.right as usize)?];
                let (before, after) = (sides[0].needs, sides[1].needs);
                let (gates, sides) = (sides.map(|side| side.wants), sides.map(|side| side.sign));
                Some((pattern.anchor, Anchor { pattern: number, before, after, gates, sides }))
            });
            let mut out = Anchors::new(own, self.set_places.len(), self.speech.count(), |set| self.words_of(set));
            let numbers = self.open.iter().filter(|(_, info)| info.shapes & shapes != 0).map(|(set, _)| *set);
            out.numbers = numbers.filter(|set| !out.of_set(*set).is_empty()).collect();
            for (number, set) in index.affixes.sets.iter().enumerate() {
                out.affixed |= u128::from(!out.of_set(*set).is_empty()) << number;
            }
            index.anchors[group as usize] = out;
        }
    }
}

impl SetInfo {
    pub(super) const fn has_affixes(&self) -> bool {
        !self.suffixes.is_empty() || !self.prefixes.is_empty()
    }
}

/// The sets of what a program may meet first, where it must meet something; false when they are too many. A head of
/// alternatives is a [`Step::Split`] still: they are chosen from the front, and this looks ahead.
fn first(steps: &[Step], mut pc: usize, looks: &mut u32, out: &mut Vec<SetId>) -> bool {
    loop {
        *looks = looks.saturating_sub(1);
        match steps[pc] {
            _ if *looks == 0 => return false,
            Step::Done | Step::Gap(_) | Step::WideGap(_) | Step::Choice(..) => return false,
            Step::Word(set) => {
                out.push(set);
                return true;
            }
            Step::Maybe(set) => out.push(set),
            Step::Split(other) => {
                if !first(steps, pc + 1, looks, out) {
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
