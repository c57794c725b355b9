//! A pack in use: decoded and checked, with the tables that answer what is asked of every word.

use super::anchors::{Anchor, Anchors, NO_GATE};
use super::members::{Members, Sign};
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
    /// Of sets with prefixes or suffixes, the edges of words that have one; sets name theirs from 1.
    edges: Vec<Edges>,
    /// Where patterns are tried, by [`Group`](super::Group).
    pub(super) anchors: [Anchors; 3],
}

/// What a set has besides words: its shapes in the lower bits, then the number of its edges.
const SHAPES: u16 = 0x7f;
const EDGES: u32 = SHAPES.count_ones();

/// First and last bytes of a set's prefixes and suffixes, folded on 64 bits: most words have neither.
#[derive(Debug, Clone, Copy, Default)]
struct Edges {
    first: u64,
    last: u64,
}

/// Steps that are looked at for what may come first.
const LOOKS: u32 = 500;

const fn edge(byte: u8) -> u64 {
    1 << (byte & 63)
}

impl Edges {
    fn of(info: &super::SetInfo) -> Self {
        let bits = |bytes: &mut dyn Iterator<Item = u8>| bytes.fold(0, |all, byte| all | edge(byte));
        Self {
            first: bits(&mut info.prefixes.iter().filter_map(|p| p.bytes().next())),
            last: bits(&mut info.suffixes.iter().filter_map(|s| s.bytes().next_back())),
        }
    }

    /// Whether a word may begin or end so; letters beyond ASCII may be folded to any.
    fn may_fit(self, word: &str) -> bool {
        let may = |edges: u64, byte: Option<u8>| {
            byte.is_some_and(|b| edges != 0 && (!b.is_ascii() || edges & edge(b.to_ascii_lowercase()) != 0))
        };
        may(self.last, word.bytes().next_back()) || may(self.first, word.bytes().next())
    }
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
        // Of use for the index alone.
        (pack.set_words, pack.set_places) = (Vec::new(), Vec::new());
        Ok(pack)
    }

    /// Every number inside points at something, so that matching can index without care.
    fn is_sound(&self) -> bool {
        let sets = self.sets.len();
        let set = |s: SetId| (s as usize) < sets;
        self.patterns.len() < u16::MAX as usize
            && self.lengths.iter().map(|l| *l as usize).sum::<usize>() == self.words.len()
            && self.lengths.len() < u16::MAX as usize
            && self.set_places.len() == sets
            && self.set_places.iter().all(|(from, to)| from <= to && *to as usize <= self.set_words.len())
            && self.set_words.iter().all(|word| (1..=self.lengths.len()).contains(&(*word as usize)))
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

    /// Numbers of a set's words, from 1.
    pub(super) fn words_of(&self, set: SetId) -> &[u16] {
        let (from, to) = self.set_places[set as usize];
        &self.set_words[from as usize..to as usize]
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
            classes: vec![Classes::default(); count + 1],
            ..Index::default()
        };
        let asked = self.asked();
        for (set, info) in self.sets.iter().enumerate() {
            let mut open = info.shapes & SHAPES;
            if !info.suffixes.is_empty() || !info.prefixes.is_empty() {
                index.edges.push(Edges::of(info));
                open |= (index.edges.len() as u16) << EDGES;
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
            if open & !SHAPES != 0 {
                index.affixed.push((*set, class));
            }
            if open != 0 {
                index.open_classes = index.open_classes.and(class);
            }
        }
        let (mut at, slots) = (0_u32, index.table.len() - 1);
        for (n, length) in self.lengths.iter().enumerate() {
            index.starts.push(at);
            let word = &self.words.get(at as usize..at as usize + *length as usize).unwrap_or("");
            at += u32::from(*length);
            let hash = hash(word);
            let mut slot = hash as usize & slots;
            while index.table[slot].1 != 0 {
                slot = (slot + 1) & slots;
            }
            index.table[slot] = (hash, n as u32 + 1);
        }
        index.starts.push(at);
        let mut telling: Vec<Option<bool>> = vec![None; self.sets.len()];
        index.anchors = std::array::from_fn(|group| self.anchors(group, &index, &mut telling));
        self.index = index;
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
    fn anchors(&self, group: usize, index: &Index, telling: &mut [Option<bool>]) -> Anchors {
        let own = self.patterns.iter().enumerate().filter(|(_, p)| p.owner.group() as usize == group);
        // A set tells something of a sentence when few sentences have a word of it.
        let mut tells = |set: SetId| {
            *telling[set as usize].get_or_insert_with(|| {
                let common = |word: &u16| index.classes[*word as usize].has(super::class::FUNCTION_WORDS);
                index.members.open(set) == 0 && !self.words_of(set).iter().any(common)
            })
        };
        let items = own.map(|(number, pattern)| {
            let (before, after) = (self.needs(pattern.left), self.needs(pattern.right));
            let gates = [pattern.left, pattern.right].map(|program| self.wants(program, &mut tells));
            let sides = [pattern.left, pattern.right].map(|program| self.first(program as usize, &index.members, &mut { LOOKS }));
            (pattern.anchor, Anchor { pattern: number as u16, before, after, gates, sides })
        });
        let items = items.collect::<Vec<_>>();
        let mut out = Anchors::new(&items, self.sets.len(), self.lengths.len(), |set| self.words_of(set));
        let with = |bits: u16| {
            let open = (0..self.sets.len() as SetId).filter(|set| index.members.open(*set) & bits != 0);
            open.filter(|set| !out.of_set(*set).is_empty()).collect::<Vec<_>>()
        };
        (out.open, out.numbers) = (with(!SHAPES), with(shape::NUM | shape::DIGITS | shape::YEAR));
        out
    }

    /// What a program may meet first, through optional words and alternatives.
    fn first(&self, mut pc: usize, members: &Members, looks: &mut u32) -> Sign {
        let mut found = Sign::NOBODY;
        loop {
            *looks = looks.saturating_sub(1);
            match self.steps[pc] {
                _ if *looks == 0 => return Sign::ANY,
                Step::Done | Step::Gap(_) | Step::WideGap(_) => return Sign::ANY,
                Step::Word(set) => return found.or(members.sign(set)),
                Step::Maybe(set) => found = found.or(members.sign(set)),
                Step::Split(other) => {
                    found = found.or(self.first(pc + 1, members, looks));
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

    /// Whether a token belongs to an engine class.
    #[must_use]
    #[inline]
    pub fn is(&self, class: ClassOf, token: &Token, text: &str) -> bool {
        self.index.classes[token.id as usize].has(class)
            || self.index.open_classes.has(class) && self.fits(self.class(class), token, text)
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

    /// Whether a word is listed in a set that steps ask for.
    #[inline]
    pub(super) fn lists(&self, set: SetId, id: u32) -> bool {
        self.index.members.has(set, id)
    }

    /// The set of an engine class.
    #[must_use]
    pub fn class(&self, class: ClassOf) -> SetId {
        self.classes.get(class.0).copied().unwrap_or(NO_SET)
    }

    /// Whether a token belongs to a set that steps ask for.
    #[must_use]
    #[inline(always)]
    pub(super) fn has(&self, set: SetId, token: &Token, text: &str) -> bool {
        self.index.members.has_or_opens(set, token.id).unwrap_or_else(|| self.fits(set, token, text))
    }

    /// Whether a token has a shape or an ending that a set asks for.
    #[inline(never)]
    fn fits(&self, set: SetId, token: &Token, text: &str) -> bool {
        let open = self.index.members.open(set);
        if open & SHAPES != 0 && shape_matches(open & SHAPES, token, text) {
            return true;
        }
        // Known words were tried against endings when the pack was compiled, exceptions among them.
        let Some(edges) = (open >> EDGES).checked_sub(1) else { return false };
        if token.id != 0 || token.kind != Kind::Word {
            return false;
        }
        let info = &self.sets[set as usize];
        let word = token.span().of(text);
        if !self.index.edges[edges as usize].may_fit(word) {
            return false;
        }
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
