//! What a language is told by, and its words: the part of a pack that every text is held against. The rest of a pack
//! waits until a text speaks it (`shelf.rs`).
//!
//! Absent on purpose: what words are good for (`index.rs`).

use crate::words::{self, Rules, Token};

/// A word of the language that is frequent in it, and one that is frequent in its neighbours.
const OWN: u8 = 1;
const FOREIGN: u8 = 2;

/// The words of a language.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Speech {
    pub code: String,
    pub(super) rules: Rules,
    /// All words end to end, and where word `n` begins, and one past the last.
    text: Vec<u8>,
    starts: Vec<u32>,
    /// Open addressing: upper half of the hash above the number of a word; nought where there is none.
    table: Vec<u32>,
    kinds: Vec<u8>,
}

/// FNV-1a over bytes, and a final mix; words are short.
const EMPTY: u32 = 0x811c_9dc5;

const fn hash_on(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

const fn mixed(hash: u32) -> u32 {
    hash ^ (hash >> 15)
}

/// Words on their way into a [`Speech`], each told by what it shares with the one before: its beginning is not hashed
/// again.
pub(super) struct Lexicon {
    /// How many words there are to be, and their bytes.
    room: (usize, usize),
    text: Vec<u8>,
    starts: Vec<u32>,
    table: Vec<u32>,
    /// The last word, and the hash of each of its beginnings.
    word: [u8; LONGEST],
    hashes: [u32; LONGEST],
    length: usize,
}

/// Bytes of a word are fewer.
const LONGEST: usize = 256;
/// Slots that are tried for a word at most. The table is half empty: in a language's own words none takes a tenth of it.
const MOST_TRIES: usize = 1000;
/// Bytes that are copied at once: most words are shorter, and what is too much is taken back.
const AT_ONCE: usize = 16;

impl Lexicon {
    /// With room for so many words, of so many bytes in all.
    pub(super) fn new(words: usize, bytes: usize) -> Option<Self> {
        if words >= u16::MAX as usize || bytes > words * LONGEST {
            return None;
        }
        let mut starts = Vec::with_capacity(words + 1);
        starts.push(0);
        let (text, table) = (Vec::with_capacity(bytes + AT_ONCE), vec![0; (words * 2 + 2).next_power_of_two()]);
        Some(Self {
            room: (words, bytes),
            text,
            starts,
            table,
            word: [0; LONGEST],
            hashes: [EMPTY; LONGEST],
            length: 0,
        })
    }

    /// Adds a word: so many bytes of the one before, and a line; what is behind the line. None when that is no word, or
    /// there is no room. Words come in order; that is not asked, for it costs a hundredth of a start: one that comes
    /// twice is found once, one out of place may lack in sets told by beginnings, and neither does harm.
    pub(super) fn add<'w>(&mut self, shared: usize, line: &'w [u8]) -> Option<&'w [u8]> {
        let number = self.starts.len();
        if shared > self.length || number > self.room.0 {
            return None;
        }
        let (mut length, mut hash) = (shared, *self.hashes.get(shared)?);
        let mut rest = line.iter();
        loop {
            let byte = *rest.next()?;
            if byte == b'\n' {
                break;
            }
            if length >= LONGEST - 1 {
                return None;
            }
            self.word[length] = byte;
            length += 1;
            hash = hash_on(hash, byte);
            self.hashes[length] = hash;
        }
        self.length = length;
        let start = self.text.len();
        if length <= AT_ONCE {
            self.text.extend_from_slice(&self.word[..AT_ONCE]);
            self.text.truncate(start + length);
        } else {
            self.text.extend_from_slice(self.word.get(..length)?);
        }
        self.starts.push((start + length) as u32);
        let (hash, slots) = (mixed(hash), self.table.len() - 1);
        let mut slot = hash as usize & slots;
        while self.table[slot] != 0 {
            if slot.wrapping_sub(hash as usize) & slots > MOST_TRIES {
                return None;
            }
            slot = (slot + 1) & slots;
        }
        self.table[slot] = hash & 0xffff_0000 | number as u32;
        Some(rest.as_slice())
    }

    /// Whether all words that there was to be room for are there.
    pub(super) fn is_full(&self) -> bool {
        (self.starts.len() - 1, self.text.len()) == self.room
    }

    /// All words together; `own` and `foreign` are numbers of words, from 1.
    pub(super) fn done(self, code: String, rules: Rules, own: &[u16], foreign: &[u16]) -> Speech {
        let mut kinds = vec![0; self.starts.len()];
        for (words, kind) in [(own, OWN), (foreign, FOREIGN)] {
            for word in words {
                if let Some(kinds) = kinds.get_mut(*word as usize) {
                    *kinds |= kind;
                }
            }
        }
        Speech { code, rules, text: self.text, starts: self.starts, table: self.table, kinds }
    }
}

impl Speech {
    /// How many words there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// A word by its place, from 0.
    pub(super) fn at(&self, place: usize) -> &[u8] {
        &self.text[self.starts[place] as usize..self.starts[place + 1] as usize]
    }

    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The words of a text.
    #[must_use]
    pub fn split(&self, text: &str) -> Vec<Token> {
        words::split(text, &self.rules, |word| self.word(word))
    }

    #[must_use]
    pub fn is_own(&self, id: u32) -> bool {
        self.kinds.get(id as usize).is_some_and(|kind| kind & OWN != 0)
    }

    #[must_use]
    pub fn is_foreign(&self, id: u32) -> bool {
        self.kinds.get(id as usize).is_some_and(|kind| kind & FOREIGN != 0)
    }

    /// The number of a folded word, 0 if it is not known.
    #[must_use]
    pub fn word(&self, folded: &str) -> u32 {
        if self.table.is_empty() {
            return 0;
        }
        let mask = self.table.len() - 1;
        let hash = mixed(folded.bytes().fold(EMPTY, hash_on));
        let mut slot = hash as usize & mask;
        loop {
            let found = self.table[slot];
            if found == 0 {
                return 0;
            }
            if (found ^ hash) >> 16 == 0 {
                let id = found & 0xffff;
                let (from, to) = (self.starts[id as usize - 1] as usize, self.starts[id as usize] as usize);
                if self.text[from..to] == *folded.as_bytes() {
                    return id;
                }
            }
            slot = (slot + 1) & mask;
        }
    }
}
