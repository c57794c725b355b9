//! A pack in use: decoded and checked, with the tables that answer what is asked of every word.

use super::anchors::{Anchor, Anchors};
use super::members::Members;
use super::{ClassOf, Classes, ENGINE_CLASSES, ENGINE_LISTS, FORMAT, NO_SET, Owner, Pack, PackError, SetId, Step, shape};
use crate::words::{self, Kind, Token};

/// What is rebuilt when a pack is decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) rules: words::Rules,
    /// Open addressing: hash and number of a word; number 0 where there is none.
    pub(super) table: Vec<(u32, u32)>,
    /// Start of word `n` in `words`, and one past the last.
    pub(super) starts: Vec<u32>,
    pub(super) members: Members,
    /// The engine's classes of each word; word 0 is the unknown word.
    classes: Vec<Classes>,
    /// Classes that have shapes or endings besides their words: all of them, and by their sets.
    open_classes: Classes,
    shaped: Vec<(u16, Classes)>,
    affixed: Vec<(SetId, Classes)>,
    /// For each set, its shapes, and [`AFFIXES`] when it has prefixes or suffixes.
    pub(super) open: Vec<u16>,
    /// Where patterns are tried, by [`Group`](super::Group).
    pub(super) anchors: [Anchors; 3],
}

/// A set with prefixes or suffixes.
const AFFIXES: u16 = 1 << 15;

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
            table: vec![(0, 0); (count * 2 + 2).next_power_of_two()],
            starts: Vec::with_capacity(count + 1),
            members: Members::new(count, self.sets.len()),
            ..Index::default()
        };
        let affixes = |info: &super::SetInfo| !info.suffixes.is_empty() || !info.prefixes.is_empty();
        index.open = self.sets.iter().map(|info| info.shapes | if affixes(info) { AFFIXES } else { 0 }).collect();
        index.anchors = std::array::from_fn(|group| self.anchors(group, &index.open));
        let mut classes_of_set: Vec<Classes> = vec![Classes::default(); self.sets.len()];
        for (class, set) in self.classes.iter().enumerate() {
            let (class, open) = (Classes::of(&[ClassOf(class)]), index.open[*set as usize]);
            classes_of_set[*set as usize] = classes_of_set[*set as usize].and(class);
            if open != 0 {
                index.open_classes = index.open_classes.and(class);
            }
            if open & !AFFIXES != 0 {
                index.shaped.push((open & !AFFIXES, class));
            }
            if open & AFFIXES != 0 {
                index.affixed.push((*set, class));
            }
        }
        index.classes.reserve_exact(count + 1);
        index.classes.push(Classes::default());
        let (mut at, mut rest) = (0_u32, self.set_items.as_slice());
        let slots = index.table.len() - 1;
        for (n, (length, sets)) in self.lengths.iter().zip(&self.set_counts).enumerate() {
            index.starts.push(at);
            let word = &self.words.get(at as usize..at as usize + *length as usize).unwrap_or("");
            at += u32::from(*length);
            let hash = hash(word);
            let mut slot = hash as usize & slots;
            while index.table[slot].1 != 0 {
                slot = (slot + 1) & slots;
            }
            index.table[slot] = (hash, n as u32 + 1);
            let (own, others) = rest.split_at(*sets as usize);
            rest = others;
            index.members.add(own);
            index.anchors.iter_mut().for_each(|anchors| anchors.add(own));
            let classes = own.iter().map(|set| classes_of_set[*set as usize]);
            index.classes.push(classes.fold(Classes::default(), Classes::and));
        }
        index.starts.push(at);
        self.index = index;
    }

    /// The anchors of one group's patterns, for each set.
    fn anchors(&self, group: usize, open: &[u16]) -> Anchors {
        let own = self.patterns.iter().enumerate().filter(|(_, p)| p.owner.group() as usize == group);
        let items = own.map(|(number, pattern)| {
            let (before, after) = (self.needs(pattern.left), self.needs(pattern.right));
            (pattern.anchor, Anchor { pattern: number as u32, before, after })
        });
        let mut out = Anchors::new(&items.collect::<Vec<_>>(), self.sets.len(), self.lengths.len());
        let with = |bits: u16| {
            let open = open.iter().enumerate().filter(move |(_, shapes)| **shapes & bits != 0);
            open.map(|(set, _)| set as SetId).filter(|set| !out.of_set(*set).is_empty()).collect::<Vec<_>>()
        };
        (out.open, out.numbers) = (with(AFFIXES), with(shape::NUM | shape::DIGITS | shape::YEAR));
        out
    }

    /// The set that the word next to a program's start must be in, when it must be in one.
    fn needs(&self, program: u32) -> SetId {
        self.steps[program as usize..]
            .iter()
            .find(|step| !matches!(step, Step::Open | Step::Close | Step::Stretch))
            .map_or(NO_SET, |step| if let Step::Word(set) = step { *set } else { NO_SET })
    }

    /// Whether a token belongs to an engine class.
    #[must_use]
    #[inline]
    pub fn is(&self, class: ClassOf, token: &Token, text: &str) -> bool {
        self.index.classes[token.id as usize].has(class)
            || self.index.open_classes.has(class) && self.has(self.class(class), token, text)
    }

    /// All engine classes of a token.
    #[must_use]
    pub fn classes_of(&self, token: &Token, text: &str) -> Classes {
        let mut classes = self.index.classes[token.id as usize];
        for (shapes, class) in &self.index.shaped {
            if shape_matches(*shapes, token, text) {
                classes = classes.and(*class);
            }
        }
        if token.id == 0 && token.kind == Kind::Word {
            for (set, class) in &self.index.affixed {
                if self.fits(*set, token, text) {
                    classes = classes.and(*class);
                }
            }
        }
        classes
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
        let hash = hash(folded);
        let mut slot = hash as usize & mask;
        loop {
            let (other, id) = self.index.table[slot];
            if id == 0 {
                return 0;
            }
            if other == hash {
                let n = id as usize - 1;
                let (from, to) = (self.index.starts[n] as usize, self.index.starts[n + 1] as usize);
                if self.words.as_bytes()[from..to] == *folded.as_bytes() {
                    return id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Whether a word is listed in a set.
    #[inline]
    pub(super) fn lists(&self, set: SetId, id: u32) -> bool {
        self.index.members.has(&self.set_items, set, id)
    }

    /// The set of an engine class.
    #[must_use]
    pub fn class(&self, class: ClassOf) -> SetId {
        self.classes.get(class.0).copied().unwrap_or(NO_SET)
    }

    /// Whether a token belongs to a set.
    #[must_use]
    #[inline]
    pub fn has(&self, set: SetId, token: &Token, text: &str) -> bool {
        self.lists(set, token.id) || self.index.open[set as usize] != 0 && self.fits(set, token, text)
    }

    /// Whether a token has a shape or an ending that a set asks for.
    fn fits(&self, set: SetId, token: &Token, text: &str) -> bool {
        let open = self.index.open[set as usize];
        let shapes = open & !AFFIXES;
        if shapes != 0 && shape_matches(shapes, token, text) {
            return true;
        }
        // Known words were tried against endings when the pack was compiled, exceptions among them.
        if open & AFFIXES == 0 || token.id != 0 || token.kind != Kind::Word {
            return false;
        }
        let info = &self.sets[set as usize];
        let word = token.span().of(text);
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
