//! Writes the wire form, when packs are built.

use super::endings::groups;
use super::{Head, MOST_SHARED, Programs, SHARED, Seen, Wire, sum};
use crate::pack::{ClassOf, FORMAT, NO_SET, Pack, SetId, SetInfo, Step, class};
use crate::words::Rules;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Words that a part must bring to be worth naming.
const LEAST_GAIN: usize = 3;

/// A pack as bytes.
#[must_use]
pub fn shrink(pack: &Pack) -> Vec<u8> {
    let words_of = |set| pack.words_of(set).iter().map(|word| u32::from(*word) - 1).collect();
    let mut sets: Vec<Vec<u32>> = (0..pack.sets.len() as SetId).map(words_of).collect();
    let plain = SetInfo { except: NO_SET, ..SetInfo::default() };
    let open = pack.sets.iter().enumerate().filter(|(_, info)| **info != plain);
    let open: Vec<_> = open.map(|(set, info)| (set as SetId, info.clone())).collect();
    let (implied, aside) = implied(pack, &sets, &open);
    let joined = join(&mut sets, &implied, pack);
    let (mut sizes, mut distances) = (Vec::new(), Vec::new());
    for words in &sets {
        sizes.push(words.len() as u16);
        let mut last = 0;
        for word in words {
            distances.push((word - last) as u16);
            last = *word;
        }
    }
    let wire = Wire {
        pack: Pack { code: String::new(), ..pack.clone() },
        sets: pack.sets.len() as u16,
        open,
        aside,
        joined,
        sizes,
        distances,
        programs: programs(pack),
    };
    // Plain vectors and strings: encoding them into memory has no way to fail.
    let rest = postcard::to_allocvec(&wire).unwrap_or_default();
    let distances = |class: ClassOf| {
        let mut last = 1;
        let next = |word: &u16| *word - std::mem::replace(&mut last, *word);
        pack.words_of(pack.class(class)).iter().map(next).collect()
    };
    let Rules { elisions, clitics, contractions, abbreviations } = pack.rules().clone();
    let (code, sum) = (pack.code.clone(), sum(&rest));
    let (words, own, foreign) = (words(pack), distances(class::FUNCTION_WORDS), distances(class::FOREIGN_WORDS));
    let head = Head { code, elisions, clitics, contractions, abbreviations, words, own, foreign, sum };
    let mut out = postcard::to_allocvec(&(FORMAT, head)).unwrap_or_default();
    out.extend(rest);
    out
}

/// The words that each set has by its beginnings and endings, and the words to put aside for that: those that would be in
/// a set that does not have them.
fn implied(pack: &Pack, sets: &[Vec<u32>], open: &[(SetId, SetInfo)]) -> (HashMap<usize, HashSet<u32>>, Vec<u16>) {
    let mut out: HashMap<usize, HashSet<u32>> = HashMap::new();
    let mut aside = BTreeSet::new();
    for group in groups(&pack.speech, open, &[]) {
        for set in group.sets {
            let have: HashSet<u32> = sets[set as usize].iter().copied().collect();
            let except = sets.get(pack.sets[set as usize].except as usize);
            let except: HashSet<u32> = except.into_iter().flatten().copied().collect();
            let fit = group.words.iter().map(|word| u32::from(*word) - 1).filter(|place| !except.contains(place));
            let (inside, outside): (HashSet<u32>, HashSet<u32>) = fit.partition(|place| have.contains(place));
            out.insert(set as usize, inside);
            aside.extend(outside);
        }
    }
    for words in out.values_mut() {
        words.retain(|place| !aside.contains(place));
    }
    (out, aside.into_iter().map(|place| place as u16).collect())
}

fn words(pack: &Pack) -> String {
    let mut out = String::new();
    let mut before = "";
    for word in (0..pack.speech.count()).map(|place| pack.speech.at(place)) {
        let mut shared = 0;
        for (a, b) in word.chars().zip(before.chars()) {
            if a != b || shared + a.len_utf8() > MOST_SHARED {
                break;
            }
            shared += a.len_utf8();
        }
        out.push((SHARED + shared as u8) as char);
        out.push_str(&word[shared..]);
        out.push('\n');
        before = word;
    }
    out
}

/// Finds for each set the smaller ones it is joined from, smallest set first, and leaves it what neither they nor its
/// affixes give. A set with affixes comes after its exceptions.
fn join(sets: &mut [Vec<u32>], implied: &HashMap<usize, HashSet<u32>>, pack: &Pack) -> Vec<(SetId, Vec<SetId>)> {
    let whole = sets.to_vec();
    let mut order: Vec<usize> =
        (0..whole.len()).filter(|s| whole[*s].len() >= LEAST_GAIN || implied.contains_key(s)).collect();
    let except = |s: usize| whole.get(pack.sets[s].except as usize).map_or(0, |words| words.len() + 1);
    order.sort_by_key(|s| (whole[*s].len().max(except(*s)), *s));
    let mut listed: Vec<Vec<usize>> = vec![Vec::new(); pack.speech.count()];
    let mut out = Vec::new();
    for set in order {
        let mut met: HashMap<usize, usize> = HashMap::new();
        for word in &whole[set] {
            for part in &listed[*word as usize] {
                *met.entry(*part).or_default() += 1;
            }
            listed[*word as usize].push(set);
        }
        let mut inside: Vec<usize> = met.into_iter().filter(|(s, n)| whole[*s].len() == *n).map(|(s, _)| s).collect();
        inside.sort_by_key(|s| (std::cmp::Reverse(whole[*s].len()), *s));
        let mut open = vec![false; pack.speech.count()];
        let given = |word: &u32| implied.get(&set).is_some_and(|words| words.contains(word));
        whole[set].iter().for_each(|w| open[*w as usize] = !given(w));
        let mut parts = Vec::new();
        loop {
            let (mut best, mut gained) = (None, LEAST_GAIN - 1);
            for part in &inside {
                if whole[*part].len() <= gained {
                    break;
                }
                let gain = whole[*part].iter().filter(|w| open[**w as usize]).count();
                if gain > gained {
                    (best, gained) = (Some(*part), gain);
                }
            }
            let Some(part) = best else { break };
            whole[part].iter().for_each(|w| open[*w as usize] = false);
            parts.push(part as SetId);
        }
        if !parts.is_empty() || implied.contains_key(&set) {
            sets[set].retain(|w| open[*w as usize]);
            out.push((set as SetId, parts));
        }
    }
    out
}

fn programs(pack: &Pack) -> Programs {
    let mut out = Programs::default();
    let (mut sets, mut written) = (Seen::default(), Seen::default());
    let mut numbers: HashMap<u32, u32> = HashMap::new();
    for pattern in &pack.patterns {
        match out.owners.last_mut() {
            Some((owner, times)) if *owner == pattern.owner && *times < u16::MAX => *times += 1,
            _ => out.owners.push((pattern.owner, 1)),
        }
        out.anchors.push(sets.code(u32::from(pattern.anchor)));
        for start in [pattern.left, pattern.right] {
            let next = numbers.len() as u32;
            let number = *numbers.entry(start).or_insert(next);
            out.sides.push(written.code(number));
            if number == next {
                out.write(&pack.steps[start as usize..], &mut sets);
            }
        }
    }
    out
}

impl Programs {
    /// Writes one program.
    fn write(&mut self, steps: &[Step], seen: &mut Seen) {
        for step in steps {
            let (kind, set, number) = match *step {
                Step::Done => (0, None, None),
                Step::Word(set) => (1, Some(set), None),
                Step::Maybe(set) => (2, Some(set), None),
                Step::NextIs(set) => (3, Some(set), None),
                Step::NextIsNot(set) => (4, Some(set), None),
                Step::LastIs(set) => (5, Some(set), None),
                Step::LastIsNot(set) => (6, Some(set), None),
                Step::Gap(most) => (7, None, Some(u16::from(most))),
                Step::WideGap(most) => (8, None, Some(u16::from(most))),
                Step::Split(other) => (9, None, Some(other)),
                Step::Choice(other, _) => (9, None, Some(u16::from(other))),
                Step::Jump(other) => (10, None, Some(other)),
                Step::Start => (11, None, None),
                Step::End => (12, None, None),
                Step::Open => (13, None, None),
                Step::Close => (14, None, None),
                Step::Stretch => (15, None, None),
            };
            self.kinds.push(kind);
            if let Some(set) = set {
                self.sets.push(set);
                seen.note(u32::from(set));
            }
            self.numbers.extend(number);
            if *step == Step::Done {
                return;
            }
        }
    }
}
