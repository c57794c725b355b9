//! Writes the wire form, when packs are built.

use super::endings::groups;
use super::numbers::row;
use super::programs::{Programs, Seen};
use super::{Head, MOST_SHARED, SHARED, Wire, sum};
use crate::pack::{ClassOf, FORMAT, Owner, Pack, SetId, Step, class};
use crate::words::Rules;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Words that a part must bring to be worth naming.
const LEAST_GAIN: usize = 3;

/// A pack as bytes.
#[must_use]
pub fn shrink(pack: &Pack) -> Vec<u8> {
    let words_of = |set| pack.words_of(set).iter().map(|word| u32::from(*word) - 1).collect();
    let mut sets: Vec<Vec<u32>> = (0..pack.set_places.len() as SetId).map(words_of).collect();
    let whole: Vec<usize> = sets.iter().map(Vec::len).collect();
    let (implied, aside) = implied(pack, &sets);
    let joined = join(&mut sets, &implied, pack);
    let (mut sizes, mut distances) = (Vec::new(), Vec::new());
    let listed = joined.iter().map(|(set, _)| whole[*set as usize]).chain(sets.iter().map(Vec::len)).sum::<usize>();
    for words in &sets {
        sizes.push(words.len() as u16);
        let mut next = 0;
        for word in words {
            distances.push((word - next) as u16);
            next = word + 1;
        }
    }
    let rows = rows(pack);
    let wire = Wire {
        pack: Pack { code: String::new(), ..pack.clone() },
        sets: pack.set_places.len() as u16,
        open: pack.open.clone(),
        aside,
        joined: &row(joined.into_iter().flat_map(|(set, parts)| [set, parts.len() as u16].into_iter().chain(parts))),
        sizes: &row(sizes),
        distances: &row(distances),
        own: sets.iter().map(Vec::len).sum::<usize>() as u32,
        listed: listed as u32,
        programs: Programs {
            owners: rows.owners,
            anchors: &row(rows.anchors),
            sides: &row(rows.sides),
            kinds: &rows.kinds,
            sets: &row(rows.sets),
            numbers: &row(rows.numbers),
        },
    };
    let distances = |class: ClassOf| {
        let mut last = 1;
        let next = |word: &u16| *word - std::mem::replace(&mut last, *word);
        pack.words_of(pack.class(class)).iter().map(next).collect()
    };
    let Rules { elisions, clitics, contractions, abbreviations } = pack.rules().clone();
    let code = pack.code.clone();
    let words = words(pack);
    let (words, own, foreign) = (words.as_bytes(), distances(class::FUNCTION_WORDS), distances(class::FOREIGN_WORDS));
    let count = pack.speech.count();
    let bytes = (0..count).map(|place| pack.speech.at(place).len()).sum::<usize>() as u32;
    let head =
        Head { code, elisions, clitics, contractions, abbreviations, words, count: count as u16, bytes, own, foreign };
    seal(&head, &wire)
}

/// Both parts as bytes, and before them the sum that they are held to.
pub(super) fn seal(head: &Head, wire: &Wire) -> Vec<u8> {
    // Plain vectors and strings: encoding them into memory has no way to fail.
    let body = postcard::to_allocvec(&(head, wire)).unwrap_or_default();
    let mut out = postcard::to_allocvec(&(FORMAT, sum(&body))).unwrap_or_default();
    out.extend(body);
    out
}

/// The words that each set has by its beginnings and endings, and the words to put aside for that: those that would be in
/// a set that does not have them.
fn implied(pack: &Pack, sets: &[Vec<u32>]) -> (HashMap<usize, HashSet<u32>>, Vec<u16>) {
    let mut out: HashMap<usize, HashSet<u32>> = HashMap::new();
    let mut aside = BTreeSet::new();
    for group in groups(&pack.speech, &pack.open, &[]) {
        for set in group.sets {
            let have: HashSet<u32> = sets[set as usize].iter().copied().collect();
            let except = sets.get(pack.except(set) as usize);
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
    // Words are made of strings.
    for word in (0..pack.speech.count()).map(|place| str::from_utf8(pack.speech.at(place)).unwrap_or_default()) {
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
    let except = |s: usize| whole.get(pack.except(s as SetId) as usize).map_or(0, |words| words.len() + 1);
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

/// [`Programs`] on their way into rows.
#[derive(Default)]
struct Rows {
    owners: Vec<(Owner, u16)>,
    anchors: Vec<u16>,
    sides: Vec<u16>,
    kinds: Vec<u8>,
    sets: Vec<u16>,
    numbers: Vec<u16>,
}

fn rows(pack: &Pack) -> Rows {
    let mut out = Rows::default();
    let (mut sets, mut written) = (Seen::default(), Seen::default());
    let mut next = 0;
    for pattern in &pack.patterns {
        match out.owners.last_mut() {
            Some((owner, times)) if *owner == pattern.owner && *times < u16::MAX => *times += 1,
            _ => out.owners.push((pattern.owner, 1)),
        }
        out.anchors.push(sets.code(u32::from(pattern.anchor)));
        for program in [pattern.left, pattern.right] {
            out.sides.push(written.code(u32::from(program)));
            // Programs have their numbers in the order of their first use.
            if program == next {
                out.write(&pack.steps[pack.programs[program as usize] as usize..], &mut sets);
                next += 1;
            }
        }
    }
    out
}

impl Rows {
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
                seen.reach(u32::from(set) + 1);
            }
            self.numbers.extend(number);
            if *step == Step::Done {
                return;
            }
        }
    }
}
