//! The compiled form on its way into the extension: the same pack, said shorter.
//!
//! Words stand in order, so each is written as what it shares with the one before and what follows. A set is written
//! as the sets it is joined from and the distances between its further words. Numbers of one kind stand together, and
//! what comes up for the first time (a set, a program) is a nought: the package compresses both well. In memory
//! nothing of this is left.
//!
//! Absent on purpose: compression proper, which the package has.

mod endings;
#[cfg(not(target_arch = "wasm32"))]
mod write;

#[cfg(not(target_arch = "wasm32"))]
pub use write::shrink;

use super::{FORMAT, NO_SET, Owner, Pack, PackError, Pattern, SetId, SetInfo, Speech, Step};
use crate::words::Rules;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is read at once.
#[derive(Serialize, Deserialize)]
struct Head {
    code: String,
    elisions: Vec<String>,
    clitics: Vec<String>,
    contractions: bool,
    abbreviations: Vec<String>,
    /// A line for each word: a character from [`SHARED`] on for the bytes it shares with the word before, the rest.
    words: String,
    /// Words that tell the language and its neighbours: each as its distance from the one before.
    own: Vec<u16>,
    foreign: Vec<u16>,
    /// Of the bytes of the rest.
    sum: u32,
}

/// What waits until a text speaks the language.
#[derive(Serialize, Deserialize)]
struct Wire {
    /// Without code, words, sets, patterns and steps.
    pack: Pack,
    /// How many sets there are, and those that are more than their words.
    sets: u16,
    open: Vec<(SetId, SetInfo)>,
    /// Places of the words that no beginning or ending is tried on.
    aside: Vec<u16>,
    /// A set and the sets it is joined from, besides what its beginnings and endings give; parts and exceptions are whole
    /// before the set that needs them.
    joined: Vec<(SetId, Vec<SetId>)>,
    /// Words of each set beyond what those give: how many, and each as its distance from the one before.
    sizes: Vec<u16>,
    distances: Vec<u16>,
    programs: Programs,
}

/// Patterns in their order; anchors' sets and programs are numbered in the order of their first use ([`Seen`]). Sets of
/// steps stand as they are, so that steps that come again look alike.
#[derive(Default, Serialize, Deserialize)]
struct Programs {
    /// How many patterns the owner of each run of patterns has.
    owners: Vec<(Owner, u16)>,
    anchors: Vec<u16>,
    /// Programs to the left and to the right, pattern by pattern.
    sides: Vec<u16>,
    /// Kinds of steps, and what they hold: sets, or other numbers.
    kinds: Vec<u8>,
    sets: Vec<u16>,
    numbers: Vec<u16>,
}

/// The character for nothing shared.
const SHARED: u8 = b'(';
/// Bytes shared at most, so that the character is one byte.
#[cfg(not(target_arch = "wasm32"))]
const MOST_SHARED: usize = (b'~' - SHARED) as usize;

/// Numbers in the order of their first use: 0 is the next one, else the distance back from it.
#[derive(Default)]
struct Seen(u32);

impl Seen {
    fn number(&mut self, code: u16) -> u32 {
        let code = u32::from(code);
        let number = if code <= self.0 { self.0 - code } else { code - 1 };
        self.note(number);
        number
    }

    fn note(&mut self, number: u32) {
        self.0 = self.0.max(number.saturating_add(1));
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn code(&mut self, number: u32) -> u16 {
        let code = if number <= self.0 { self.0 - number } else { number + 1 };
        self.note(number);
        code as u16
    }
}

/// Tells bytes that are not what was written.
fn sum(bytes: &[u8]) -> u32 {
    // FNV-1a over words of four bytes.
    let mut parts = bytes.chunks_exact(4);
    let mix = |h: u32, part: u32| (h ^ part).wrapping_mul(0x0100_0193).rotate_left(5);
    let whole = parts.by_ref().fold(0x811c_9dc5, |h, p| mix(h, u32::from_le_bytes([p[0], p[1], p[2], p[3]])));
    parts.remainder().iter().fold(whole, |h, byte| mix(h, u32::from(*byte)))
}

/// The words of a pack from its bytes, and the bytes of its rest.
///
/// # Errors
/// When the bytes are damaged or come from another format.
pub(super) fn open(bytes: &[u8]) -> Result<(Speech, &[u8]), PackError> {
    let (format, rest) = postcard::take_from_bytes::<u16>(bytes).map_err(|_| PackError::Damaged)?;
    if format != FORMAT {
        return Err(PackError::OtherFormat(format));
    }
    let (head, rest) = postcard::take_from_bytes::<Head>(rest).map_err(|_| PackError::Damaged)?;
    // Whoever throws any bytes at the reader wants them read.
    if !cfg!(fuzzing) && head.sum != sum(rest) {
        return Err(PackError::Damaged);
    }
    head.unfold().map(|speech| (speech, rest)).ok_or(PackError::Damaged)
}

/// The rest of a pack from bytes, checked by the caller.
///
/// # Errors
/// When the bytes are damaged.
pub(super) fn grow(speech: Arc<Speech>, rest: &[u8]) -> Result<Pack, PackError> {
    let wire: Wire = postcard::from_bytes(rest).map_err(|_| PackError::Damaged)?;
    wire.unfold(speech).ok_or(PackError::Damaged)
}

impl Head {
    fn unfold(self) -> Option<Speech> {
        let Self { code, elisions, clitics, contractions, abbreviations, words, own, foreign, .. } = self;
        let (mut text, mut ends) = (String::with_capacity(words.len() * 2), Vec::new());
        let (mut start, mut at) = (0, 0);
        while let Some(first) = words.as_bytes().get(at) {
            let line = at + 1;
            at = line + words.as_bytes()[line..].iter().take_while(|byte| **byte != b'\n').count();
            let head = start..start + first.checked_sub(SHARED)? as usize;
            start = text.len();
            if !text.is_char_boundary(head.end) || head.end > start {
                return None;
            }
            text.extend_from_within(head);
            text.push_str(words.get(line..at)?);
            ends.push(u32::try_from(text.len()).ok()?);
            at += 1;
        }
        if ends.len() >= u16::MAX as usize {
            return None;
        }
        text.shrink_to_fit();
        let numbers = |distances: &[u16]| {
            let mut word = 1_u16;
            let next = |distance: &u16| {
                word = word.wrapping_add(*distance);
                word
            };
            distances.iter().map(next).collect::<Vec<_>>()
        };
        let rules = Rules { elisions, clitics, contractions, abbreviations };
        Some(Speech::new(code, rules, text, &ends, &numbers(&own), &numbers(&foreign)))
    }
}

impl Wire {
    fn unfold(self, speech: Arc<Speech>) -> Option<Pack> {
        let Self { mut pack, sets, open, aside, joined, sizes, distances, programs } = self;
        pack.code.clone_from(&speech.code);
        pack.speech = speech;
        pack.sets = vec![SetInfo { except: NO_SET, ..SetInfo::default() }; sets as usize];
        let alike = endings::groups(&pack.speech, &open, &aside);
        for (set, info) in open {
            *pack.sets.get_mut(set as usize)? = info;
        }
        list_words(&mut pack, &sizes, &distances)?;
        join(&mut pack, &joined, &alike)?;
        programs.unfold(&mut pack)?;
        Some(pack)
    }
}

/// The words of each set that are its own.
fn list_words(pack: &mut Pack, sizes: &[u16], distances: &[u16]) -> Option<()> {
    let count = pack.speech.count();
    if sizes.len() != pack.sets.len() {
        return None;
    }
    let mut distances = distances.iter();
    for size in sizes {
        let from = pack.set_words.len() as u32;
        let mut word = 1;
        for _ in 0..*size {
            word += u32::from(*distances.next()?);
            pack.set_words.push(u16::try_from(word).ok()?);
        }
        if *size > 0 && word as usize > count {
            return None;
        }
        pack.set_places.push((from, pack.set_words.len() as u32));
    }
    Some(())
}

/// What sets have from others, and by beginnings and endings, behind the words of all others.
fn join(pack: &mut Pack, joined: &[(SetId, Vec<SetId>)], alike: &[endings::Group]) -> Option<()> {
    // A set is often joined from many that share words: a mark per word joins them without sorting.
    let mut joining = vec![0_u32; pack.speech.count() + 1];
    for (number, (set, parts)) in (1_u32..).zip(joined) {
        let start = pack.set_words.len() as u32;
        for part in std::iter::once(set).chain(parts) {
            let (from, to) = *pack.set_places.get(*part as usize)?;
            for at in from..to {
                let word = pack.set_words[at as usize];
                if std::mem::replace(&mut joining[word as usize], number) != number {
                    pack.set_words.push(word);
                }
            }
        }
        let info = &pack.sets[*set as usize];
        if let Some(group) = alike.iter().find(|group| info.has_affixes() && group.sets.contains(set)) {
            if let Some((from, to)) = pack.set_places.get(info.except as usize) {
                for word in &pack.set_words[*from as usize..*to as usize] {
                    joining[*word as usize] = number;
                }
            }
            for word in &group.words {
                if std::mem::replace(&mut joining[*word as usize], number) != number {
                    pack.set_words.push(*word);
                }
            }
        }
        *pack.set_places.get_mut(*set as usize)? = (start, pack.set_words.len() as u32);
    }
    Some(())
}

impl Programs {
    fn unfold(self, pack: &mut Pack) -> Option<()> {
        let mut owners = self.owners.iter().flat_map(|(owner, times)| (0..*times).map(|_| *owner));
        let mut sides = self.sides.iter();
        let (mut sets, mut written) = (Seen::default(), Seen::default());
        let mut starts: Vec<u32> = Vec::new();
        let mut steps = Steps { kinds: self.kinds.iter(), sets: self.sets.iter(), numbers: self.numbers.iter() };
        for anchor in &self.anchors {
            let anchor = sets.number(*anchor) as SetId;
            let mut program = || {
                let number = written.number(*sides.next()?) as usize;
                if number == starts.len() {
                    starts.push(pack.steps.len() as u32);
                    while pack.steps.len() < u32::MAX as usize {
                        let step = steps.next(&mut sets)?;
                        pack.steps.push(step);
                        if step == Step::Done {
                            break;
                        }
                    }
                }
                starts.get(number).copied()
            };
            let (left, right) = (program()?, program()?);
            pack.patterns.push(Pattern { anchor, left, right, owner: owners.next()? });
        }
        Some(())
    }
}

struct Steps<'w> {
    kinds: std::slice::Iter<'w, u8>,
    sets: std::slice::Iter<'w, u16>,
    numbers: std::slice::Iter<'w, u16>,
}

impl Steps<'_> {
    fn next(&mut self, seen: &mut Seen) -> Option<Step> {
        let kind = *self.kinds.next()?;
        let mut set = || {
            let set = *self.sets.next()?;
            seen.note(u32::from(set));
            Some(set)
        };
        let mut number = || self.numbers.next().copied();
        Some(match kind {
            0 => Step::Done,
            1 => Step::Word(set()?),
            2 => Step::Maybe(set()?),
            3 => Step::NextIs(set()?),
            4 => Step::NextIsNot(set()?),
            5 => Step::LastIs(set()?),
            6 => Step::LastIsNot(set()?),
            7 => Step::Gap(number()? as u8),
            8 => Step::WideGap(number()? as u8),
            9 => Step::Split(number()?),
            10 => Step::Jump(number()?),
            11 => Step::Start,
            12 => Step::End,
            13 => Step::Open,
            14 => Step::Close,
            15 => Step::Stretch,
            _ => return None,
        })
    }
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::pack::{compile, source};

    fn pack() -> Pack {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("packs/fr");
        source::read(&folder).and_then(|s| compile::compile(&s)).expect("the French pack compiles")
    }

    #[test]
    fn comes_out_as_it_went_in() {
        let before = pack();
        let bytes = shrink(&before);
        let (speech, rest) = open(&bytes).expect("a whole pack");
        let after = grow(Arc::new(speech), rest).expect("a whole pack");
        assert_eq!(after.speech, before.speech);
        for set in 0..before.sets.len() as SetId {
            let sorted = |pack: &Pack| pack.words_of(set).iter().copied().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(sorted(&after), sorted(&before), "{set}");
        }
        assert_eq!(after.sets, before.sets);
        assert_eq!(after.steps, before.steps);
        assert_eq!(after.patterns, before.patterns);
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = shrink(&pack());
        assert!(matches!(open(&bytes[..bytes.len() / 2]), Err(PackError::Damaged)));
        assert!(matches!(open(&[]), Err(PackError::Damaged)));
        let mut other = bytes;
        other[0] = 1;
        assert!(matches!(open(&other), Err(PackError::OtherFormat(1))));
    }
}
