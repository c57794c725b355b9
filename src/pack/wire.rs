//! The compiled form on its way into the extension: the same pack, said shorter.
//!
//! Words stand in order, so each is written as what it shares with the one before and what follows. Large word sets
//! are mostly joined from others (all verbs of saying from those of each strength): such a set is written as its
//! parts and the few words beyond them. In memory nothing of this is left.
//!
//! Absent on purpose: compression proper, which the package has.

use super::{FORMAT, Pack, PackError, SetId};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Wire {
    /// Without words and their sets.
    pack: Pack,
    /// Bytes shared with the word before.
    shared: Vec<u8>,
    /// What follows them: lengths in bytes, and letters.
    lengths: Vec<u8>,
    letters: String,
    /// A set and the sets it is joined from; parts are whole before the set that needs them.
    joined: Vec<(SetId, Vec<SetId>)>,
    /// Sets of each word beyond what `joined` gives: how many, and each as its distance from the one before.
    counts: Vec<u16>,
    steps_to: Vec<SetId>,
}

/// Sets of fewer words are written as they are.
#[cfg(not(target_arch = "wasm32"))]
const LEAST_JOINED: usize = 64;
/// Words a part must bring.
#[cfg(not(target_arch = "wasm32"))]
const LEAST_GAIN: usize = 8;

/// A pack as bytes.
#[cfg(not(target_arch = "wasm32"))]
#[must_use]
pub fn shrink(pack: &Pack) -> Vec<u8> {
    let mut sets: Vec<Vec<u32>> = vec![Vec::new(); pack.sets.len()];
    let mut items = pack.set_items.iter();
    for (word, count) in pack.set_counts.iter().enumerate() {
        for set in items.by_ref().take(*count as usize) {
            sets[*set as usize].push(word as u32);
        }
    }
    let joined = join(&sets, pack.lengths.len());
    for (set, parts) in &joined {
        let mut own = std::mem::take(&mut sets[*set as usize]);
        // Parts may be taken apart already: ask the pack what they hold.
        own.retain(|word| !parts.iter().any(|part| holds(pack, *word, *part)));
        sets[*set as usize] = own;
    }
    let mut members: Vec<Vec<SetId>> = vec![Vec::new(); pack.lengths.len()];
    for (set, words) in sets.iter().enumerate() {
        for word in words {
            members[*word as usize].push(set as SetId);
        }
    }
    let mut wire = Wire {
        pack: Pack {
            words: String::new(),
            lengths: Vec::new(),
            set_counts: Vec::new(),
            set_items: Vec::new(),
            ..pack.clone()
        },
        shared: Vec::new(),
        lengths: Vec::new(),
        letters: String::new(),
        joined,
        counts: members.iter().map(|m| m.len() as u16).collect(),
        steps_to: Vec::new(),
    };
    for list in &members {
        let mut last = 0;
        for set in list {
            wire.steps_to.push(set - last);
            last = *set;
        }
    }
    let (mut at, mut before) = (0, "");
    for length in &pack.lengths {
        let word = &pack.words[at..at + *length as usize];
        at += *length as usize;
        let alike =
            word.chars().zip(before.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum::<usize>();
        wire.shared.push(alike as u8);
        wire.lengths.push((word.len() - alike) as u8);
        wire.letters.push_str(&word[alike..]);
        before = word;
    }
    // Plain vectors and strings: encoding them into memory has no way to fail.
    postcard::to_allocvec(&(FORMAT, wire)).unwrap_or_default()
}

#[cfg(not(target_arch = "wasm32"))]
fn holds(pack: &Pack, word: u32, set: SetId) -> bool {
    pack.sets_of(word + 1).binary_search(&set).is_ok()
}

/// Finds for large sets the smaller ones they are joined from, smallest first.
#[cfg(not(target_arch = "wasm32"))]
fn join(sets: &[Vec<u32>], words: usize) -> Vec<(SetId, Vec<SetId>)> {
    let blocks = words.div_ceil(64);
    let mut order: Vec<usize> = (0..sets.len()).filter(|s| sets[*s].len() >= LEAST_JOINED / 2).collect();
    order.sort_by_key(|s| (sets[*s].len(), *s));
    let bits: Vec<Vec<u64>> = order
        .iter()
        .map(|s| {
            let mut bits = vec![0_u64; blocks];
            sets[*s].iter().for_each(|w| bits[*w as usize / 64] |= 1 << (w % 64));
            bits
        })
        .collect();
    let mut out = Vec::new();
    for (at, set) in order.iter().enumerate().filter(|(_, s)| sets[**s].len() >= LEAST_JOINED) {
        let inside: Vec<usize> =
            (0..at).filter(|part| bits[*part].iter().zip(&bits[at]).all(|(p, s)| p & !s == 0)).collect();
        let mut open = bits[at].clone();
        let mut parts = Vec::new();
        loop {
            let gain =
                |part: &usize| bits[*part].iter().zip(&open).map(|(p, o)| (p & o).count_ones() as usize).sum::<usize>();
            let Some((gained, part)) = inside.iter().map(|p| (gain(p), *p)).max() else { break };
            if gained < LEAST_GAIN {
                break;
            }
            open.iter_mut().zip(&bits[part]).for_each(|(o, p)| *o &= !p);
            parts.push(order[part] as SetId);
        }
        if !parts.is_empty() {
            out.push((*set as SetId, parts));
        }
    }
    out
}

/// A pack from bytes, checked by the caller.
///
/// # Errors
/// When the bytes are damaged or come from another format.
pub(super) fn grow(bytes: &[u8]) -> Result<Pack, PackError> {
    let (format, rest) = postcard::take_from_bytes::<u16>(bytes).map_err(|_| PackError::Damaged)?;
    if format != FORMAT {
        return Err(PackError::OtherFormat(format));
    }
    let wire: Wire = postcard::from_bytes(rest).map_err(|_| PackError::Damaged)?;
    wire.unfold().ok_or(PackError::Damaged)
}

impl Wire {
    fn unfold(self) -> Option<Pack> {
        let Self { mut pack, shared, lengths, letters, joined, counts, steps_to } = self;
        if shared.len() != lengths.len() || counts.len() != lengths.len() {
            return None;
        }
        let (mut start, mut at) = (0, 0);
        for (alike, length) in shared.iter().zip(&lengths) {
            let head = pack.words.get(start..start + *alike as usize)?.to_string();
            start = pack.words.len();
            pack.words.push_str(&head);
            pack.words.push_str(letters.get(at..at + *length as usize)?);
            at += *length as usize;
            pack.lengths.push(u8::try_from(pack.words.len() - start).ok()?);
        }
        let mut sets: Vec<Vec<u32>> = vec![Vec::new(); pack.sets.len()];
        let mut steps = steps_to.into_iter();
        for (word, count) in counts.iter().enumerate() {
            let mut set: SetId = 0;
            for _ in 0..*count {
                set = set.checked_add(steps.next()?)?;
                sets.get_mut(set as usize)?.push(word as u32);
            }
        }
        for (set, parts) in &joined {
            let mut words = std::mem::take(sets.get_mut(*set as usize)?);
            for part in parts {
                words.extend_from_slice(sets.get(*part as usize)?);
            }
            words.sort_unstable();
            words.dedup();
            sets[*set as usize] = words;
        }
        let mut totals = vec![0_u16; lengths.len()];
        sets.iter().flatten().for_each(|w| totals[*w as usize] += 1);
        let mut places: Vec<usize> = Vec::with_capacity(totals.len());
        let mut next = 0;
        for total in &totals {
            places.push(next);
            next += *total as usize;
        }
        pack.set_items = vec![0; next];
        for (set, words) in sets.iter().enumerate() {
            for word in words {
                let place = &mut places[*word as usize];
                pack.set_items[*place] = set as SetId;
                *place += 1;
            }
        }
        pack.set_counts = totals;
        Some(pack)
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
        let after = grow(&bytes).expect("a whole pack");
        assert_eq!(after.words, before.words);
        assert_eq!(after.lengths, before.lengths);
        assert_eq!(after.set_counts, before.set_counts);
        assert_eq!(after.set_items, before.set_items);
        assert_eq!(after.steps, before.steps);
    }

    #[test]
    fn damage_is_an_error() {
        let bytes = shrink(&pack());
        assert!(matches!(grow(&bytes[..bytes.len() / 2]), Err(PackError::Damaged)));
        assert!(matches!(grow(&[]), Err(PackError::Damaged)));
        let mut other = bytes;
        other[0] = 1;
        assert!(matches!(grow(&other), Err(PackError::OtherFormat(1))));
    }
}
