//! The compiled form on its way into the extension: the same pack, said shorter.
//!
//! Words stand in order, so each is written as what it shares with the one before and what follows. A set is written
//! as the sets it is joined from and the distances between its further words. Numbers of one kind stand together, and
//! what comes up for the first time (a set, a program) is a nought: the package compresses both well. In memory
//! nothing of this is left.
//!
//! Absent on purpose: compression proper, which the package has.

#[cfg(test)]
mod damage;
mod endings;
mod numbers;
mod programs;
#[cfg(not(target_arch = "wasm32"))]
mod write;

#[cfg(not(target_arch = "wasm32"))]
pub use write::shrink;

use super::affixes::MOST_AFFIXES;
use super::speech::Lexicon;
use super::{FORMAT, NO_SET, Pack, PackError, SetId, SetInfo, Speech};
use crate::words::Rules;
use numbers::Numbers;
use programs::Programs;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What is read at once. Before it stand the format and the sum of all bytes behind that.
#[derive(Serialize, Deserialize)]
struct Head<'w> {
    code: String,
    elisions: Vec<String>,
    clitics: Vec<String>,
    contractions: bool,
    abbreviations: Vec<String>,
    /// A line for each word: a character from [`SHARED`] on for the bytes it shares with the word before, the rest.
    words: &'w [u8],
    /// How many words there are, and their bytes when all are whole.
    count: u16,
    bytes: u32,
    /// Words that tell the language and its neighbours: each as its distance from the one before.
    own: Vec<u16>,
    foreign: Vec<u16>,
}

/// What waits until a text speaks the language.
#[derive(Serialize, Deserialize)]
struct Wire<'w> {
    /// Without code, words, sets, patterns and steps.
    pack: Pack,
    /// How many sets there are, and those that are more than their words.
    sets: u16,
    open: Vec<(SetId, SetInfo)>,
    /// Places of the words that no beginning or ending is tried on.
    aside: Vec<u16>,
    /// Rows of [`Numbers`], as are all that follow. A set, how many sets it is joined from besides what its beginnings and
    /// endings give, and those: parts and exceptions are whole before the set that needs them.
    joined: &'w [u8],
    /// Words of each set beyond what those give: how many, and each as the number of words between it and the one before.
    sizes: &'w [u8],
    distances: &'w [u8],
    /// How many words sets list here, and how many in memory.
    own: u32,
    listed: u32,
    #[serde(borrow)]
    programs: Programs<'w>,
}

/// Words that sets list at most, all together. The languages there are have a twelfth of it.
const MOST_LISTED: usize = 1 << 22;
/// Words that are gone through at most while sets are joined: a part may come again and again.
const MOST_JOINED: usize = 1 << 24;

/// The character for nothing shared.
const SHARED: u8 = b'(';
/// Bytes shared at most, so that the character is one byte.
#[cfg(not(target_arch = "wasm32"))]
const MOST_SHARED: usize = (b'~' - SHARED) as usize;

/// Tells bytes that are not what was written.
fn sum(bytes: &[u8]) -> u32 {
    // FNV-1a over words of eight bytes.
    let mut parts = bytes.chunks_exact(8);
    let mix = |h: u64, part: u64| (h ^ part).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    let whole = parts.by_ref().fold(0xcbf2_9ce4_8422_2325, |h, p| {
        mix(h, u64::from_le_bytes([p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]]))
    });
    let all = parts.remainder().iter().fold(whole, |h, byte| mix(h, u64::from(*byte)));
    (all ^ all >> 32) as u32
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
    let (told, rest) = postcard::take_from_bytes::<u32>(rest).map_err(|_| PackError::Damaged)?;
    // Whoever throws any bytes at the reader wants them read.
    if !cfg!(fuzzing) && told != sum(rest) {
        return Err(PackError::Damaged);
    }
    let (head, rest) = postcard::take_from_bytes::<Head>(rest).map_err(|_| PackError::Damaged)?;
    head.unfold().map(|speech| (speech, rest)).ok_or(PackError::Damaged)
}

/// The rest of a pack from bytes, checked by the caller.
///
/// # Errors
/// When the bytes are damaged.
pub(super) fn grow(speech: Arc<Speech>, rest: &[u8]) -> Result<Pack, PackError> {
    match postcard::take_from_bytes::<Wire>(rest) {
        Ok((wire, [])) => wire.unfold(speech).ok_or(PackError::Damaged),
        _ => Err(PackError::Damaged),
    }
}

impl Head<'_> {
    fn unfold(self) -> Option<Speech> {
        let Self { code, elisions, clitics, contractions, abbreviations, words, count, bytes, own, foreign, .. } = self;
        let mut lexicon = Lexicon::new(count as usize, bytes as usize)?;
        let mut rest = words;
        while let Some((first, line)) = rest.split_first() {
            rest = lexicon.add(first.checked_sub(SHARED)? as usize, line)?;
        }
        // Words are compared as bytes: one that is not UTF-8 is met by no text, and does no harm.
        if !lexicon.is_full() {
            return None;
        }
        let numbers = |distances: &[u16]| {
            let mut word = 1_u16;
            let next = |distance: &u16| {
                word = word.wrapping_add(*distance);
                word
            };
            distances.iter().map(next).collect::<Vec<_>>()
        };
        let rules = Rules { elisions, clitics, contractions, abbreviations };
        Some(lexicon.done(code, rules, &numbers(&own), &numbers(&foreign)))
    }
}

impl Wire<'_> {
    fn unfold(self, speech: Arc<Speech>) -> Option<Pack> {
        let Self { mut pack, sets, open, aside, joined, sizes, distances, own, listed, programs } = self;
        pack.code.clone_from(&speech.code);
        pack.speech = speech;
        pack.open = open;
        let below = |set: SetId| set < sets;
        if !pack.open.is_sorted_by(|(one, _), (next, _)| one < next)
            || !pack.open.iter().all(|(set, info)| below(*set) && (info.except == NO_SET || below(info.except)))
            || pack.open.iter().filter(|(_, info)| info.has_affixes()).count() > MOST_AFFIXES
        {
            return None;
        }
        let alike = endings::groups(&pack.speech, &pack.open, &aside);
        list_words(&mut pack, sets, sizes, distances, [own, listed])?;
        join(&mut pack, joined, &alike, listed as usize)?;
        programs.unfold(&mut pack)?;
        Some(pack)
    }
}

/// The words of each set that are its own.
fn list_words(pack: &mut Pack, sets: u16, sizes: &[u8], distances: &[u8], sums: [u32; 2]) -> Option<()> {
    let count = pack.speech.count();
    let [own, listed] = sums.map(|sum| sum as usize);
    // A number takes a byte at least. What is claimed beyond those is held to what is there by `join`.
    if own > distances.len() || listed < own || listed > MOST_LISTED {
        return None;
    }
    pack.set_words = Vec::with_capacity(listed);
    pack.set_words.resize(own, 0);
    pack.set_places = Vec::with_capacity(sets as usize);
    let (mut sizes, mut distances) = (Numbers::new(sizes), Numbers::new(distances));
    let mut free = &mut pack.set_words[..];
    let mut from = 0;
    for _ in 0..sets {
        let size = sizes.next()?;
        let (own, rest) = free.split_at_mut_checked(size as usize)?;
        free = rest;
        // Each is behind the one before: no word comes twice.
        let mut word = 0;
        for place in own {
            word += u32::from(distances.next()?) + 1;
            *place = word as u16;
        }
        // Words rise: when the last is there, all are.
        if size > 0 && word as usize > count {
            return None;
        }
        pack.set_places.push((from, from + u32::from(size)));
        from += u32::from(size);
    }
    (free.is_empty() && sizes.is_done() && distances.is_done()).then_some(())
}

/// A set as it is joined: a mark for each word joins others without sorting, for they often share words.
struct Joining {
    marks: Vec<u16>,
    mark: u16,
    words: Vec<u16>,
    count: usize,
    /// Words that may still be gone through.
    left: usize,
}

impl Joining {
    fn begin(&mut self) -> Option<()> {
        self.count = 0;
        self.mark = self.mark.checked_add(1)?;
        Some(())
    }

    /// Adds words that are not there yet. Each is written behind the others, and stays if it is new.
    #[inline(never)]
    fn add(&mut self, words: &[u16]) -> Option<()> {
        self.left = self.left.checked_sub(words.len())?;
        // At hand, not behind `self`: what is written might be any of them, for all the compiler knows.
        let (marks, out, mark) = (&mut self.marks[..], &mut self.words[..], self.mark);
        let mut count = self.count;
        for word in words {
            let last = marks.get_mut(*word as usize)?;
            *out.get_mut(count)? = *word;
            count += usize::from(*last != mark);
            *last = mark;
        }
        self.count = count;
        Some(())
    }
}

/// What sets have from others, and by beginnings and endings, behind the words of all others.
fn join(pack: &mut Pack, joined: &[u8], alike: &[endings::Group], listed: usize) -> Option<()> {
    let room = pack.speech.count() + 1;
    let mut joining = Joining { marks: vec![0; room], mark: 0, words: vec![0; room], count: 0, left: MOST_JOINED };
    let mut joined = Numbers::new(joined);
    while !joined.is_done() {
        let (set, parts) = (joined.next()?, joined.next()?);
        joining.begin()?;
        joining.add(pack.listed(set)?)?;
        for _ in 0..parts {
            joining.add(pack.listed(joined.next()?)?)?;
        }
        if let Some(group) = alike.iter().find(|group| group.sets.contains(&set)) {
            let place = pack.open.binary_search_by_key(&set, |(other, _)| *other).ok()?;
            let count = joining.count;
            joining.add(pack.words_of(pack.open.get(place)?.1.except))?;
            // Marked, and not there.
            joining.count = count;
            joining.add(&group.words)?;
        }
        let start = pack.set_words.len() as u32;
        if pack.set_words.len() + joining.count > listed {
            return None;
        }
        pack.set_words.extend_from_slice(joining.words.get(..joining.count)?);
        *pack.set_places.get_mut(set as usize)? = (start, pack.set_words.len() as u32);
    }
    (pack.set_words.len() == listed).then_some(())
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
        let mut after = grow(Arc::new(speech), rest).expect("a whole pack");
        after.prepare();
        assert_eq!(after.speech, before.speech);
        for set in 0..before.set_places.len() as SetId {
            let sorted = |pack: &Pack| pack.words_of(set).iter().copied().collect::<std::collections::BTreeSet<_>>();
            assert_eq!(sorted(&after), sorted(&before), "{set}");
        }
        assert_eq!(after.open, before.open);
        assert_eq!(after.programs, before.programs);
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
