//! Words that are in a set for their beginning or their ending: told again when a pack is read, not written.
//!
//! Many sets have the same affixes and differ in their exceptions, so words are found once for all of those, by one
//! walk from each word's last letter. Beginnings are few: the words stand in order, and those that begin so together.

use crate::pack::{SetId, SetInfo, Speech};
use std::ops::Range;

/// What sets of the same affixes have in common.
pub(super) struct Group {
    pub(super) sets: Vec<SetId>,
    /// Numbers of the words that begin or end so; one may come twice.
    pub(super) words: Vec<u16>,
}

/// Suffixes letter by letter from their end: for each place, the place behind each byte, or 0, and the groups of which a
/// suffix begins there.
struct Letters {
    next: Vec<[u16; 256]>,
    groups: Vec<u128>,
}

/// How often the beginnings of a group look at each word, all in all: few words have more than one of them. What further
/// beginnings would give is listed, when a pack has them at all.
const MOST_LOOKS: usize = 4;

/// The words of each group of sets, without words put aside.
pub(super) fn groups(speech: &Speech, open: &[(SetId, SetInfo)], aside: &[u16]) -> Vec<Group> {
    let mut infos: Vec<&SetInfo> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    for (set, info) in open.iter().filter(|(_, info)| info.has_affixes()) {
        match infos.iter().position(|other| other.suffixes == info.suffixes && other.prefixes == info.prefixes) {
            Some(at) => groups[at].sets.push(*set),
            None if infos.len() < u128::BITS as usize => {
                infos.push(info);
                groups.push(Group { sets: vec![*set], words: Vec::new() });
            }
            None => {}
        }
    }
    let mut letters = Letters { next: vec![[0; 256]], groups: vec![0] };
    for (number, info) in infos.iter().enumerate() {
        for suffix in &info.suffixes {
            letters.add(suffix, 1 << number);
        }
    }
    let mut skip = vec![false; speech.count()];
    for word in aside {
        if let Some(skip) = skip.get_mut(*word as usize) {
            *skip = true;
        }
    }
    for place in (0..speech.count()).filter(|place| !skip[*place]) {
        let mut found = letters.ends(speech.at(place));
        while found != 0 {
            groups[found.trailing_zeros() as usize].words.push(place as u16 + 1);
            found &= found - 1;
        }
    }
    for (info, group) in infos.iter().zip(&mut groups) {
        let mut looks = speech.count() * MOST_LOOKS;
        for places in info.prefixes.iter().map(|prefix| begin(speech, prefix.as_bytes())) {
            let Some(left) = looks.checked_sub(places.len()) else { break };
            looks = left;
            group.words.extend(places.filter(|place| !skip[*place]).map(|place| place as u16 + 1));
        }
    }
    groups
}

impl Letters {
    fn add(&mut self, suffix: &str, group: u128) {
        let mut at = 0;
        for byte in suffix.bytes().rev() {
            if self.next[at][byte as usize] == 0 {
                let Ok(new) = u16::try_from(self.next.len()) else { return };
                self.next.push([0; 256]);
                self.groups.push(0);
                self.next[at][byte as usize] = new;
            }
            at = self.next[at][byte as usize] as usize;
        }
        self.groups[at] |= group;
    }

    /// Groups that have an ending of the word.
    fn ends(&self, word: &[u8]) -> u128 {
        let mut found = self.groups[0];
        let mut at = 0;
        for byte in word.iter().rev() {
            at = self.next[at][*byte as usize] as usize;
            if at == 0 {
                break;
            }
            found |= self.groups[at];
        }
        found
    }
}

/// Places of the words that begin so.
fn begin(speech: &Speech, prefix: &[u8]) -> Range<usize> {
    let first = |beyond: &dyn Fn(&[u8]) -> bool| {
        let (mut low, mut high) = (0, speech.count());
        while low < high {
            let middle = usize::midpoint(low, high);
            if beyond(speech.at(middle)) { high = middle } else { low = middle + 1 }
        }
        low
    };
    let start = first(&|word| word >= prefix);
    start..first(&|word| word > prefix && !word.starts_with(prefix)).max(start)
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;
    use crate::pack::speech::Lexicon;
    use crate::words::Rules;

    #[test]
    fn finds_words_by_either_end_once_for_all_sets_alike() {
        let words = ["bad", "bid", "biding", "ring", "sing", "unbid"];
        let mut lexicon = Lexicon::new(words.len(), words.concat().len()).expect("room");
        for word in words {
            lexicon.add(0, format!("{word}\n").as_bytes()).expect("room");
        }
        let speech = lexicon.done(String::new(), Rules::default(), &[], &[]);
        let info = |prefixes: &[&str], suffixes: &[&str]| SetInfo {
            prefixes: prefixes.iter().map(ToString::to_string).collect(),
            suffixes: suffixes.iter().map(ToString::to_string).collect(),
            ..SetInfo::default()
        };
        let open = [(3, info(&[], &["ing", "ad"])), (4, info(&["bi"], &["id"])), (7, info(&[], &["ing", "ad"]))];
        let got: Vec<_> = groups(&speech, &open, &[3]).into_iter().map(|g| (g.sets, g.words)).collect();
        assert_eq!(got, [(vec![3, 7], vec![1, 3, 5]), (vec![4], vec![2, 6, 2, 3])]);
    }

    #[test]
    fn beginnings_without_end_are_given_up() {
        let mut lexicon = Lexicon::new(2, 2).expect("room");
        lexicon.add(0, b"a\n").expect("room");
        lexicon.add(0, b"b\n").expect("room");
        let speech = lexicon.done(String::new(), Rules::default(), &[], &[]);
        let open = [(0, SetInfo { prefixes: vec![String::new(); 1000], ..SetInfo::default() })];
        assert_eq!(groups(&speech, &open, &[])[0].words.len(), 2 * MOST_LOOKS);
        assert_eq!(groups(&speech, &open, &[0, 1])[0].words.len(), 0);
    }
}
