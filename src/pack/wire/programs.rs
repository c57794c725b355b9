//! Patterns and their programs on the wire.
//!
//! Absent on purpose: writing them (`write.rs`), and what is told of them for matching (`prepare.rs`).

use super::numbers::Numbers;
use crate::pack::{Owner, Pack, Pattern, SetId, Step};
use serde::{Deserialize, Serialize};

/// Patterns in their order; anchors' sets and programs are numbered in the order of their first use ([`Seen`]). Sets of
/// steps stand as they are, so that steps that come again look alike.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Programs<'w> {
    /// How many patterns the owner of each run of patterns has.
    pub(super) owners: Vec<(Owner, u16)>,
    pub(super) anchors: &'w [u8],
    /// Programs to the left and to the right, pattern by pattern.
    pub(super) sides: &'w [u8],
    /// Kinds of steps, and what they hold: sets, or other numbers.
    pub(super) kinds: &'w [u8],
    pub(super) sets: &'w [u8],
    pub(super) numbers: &'w [u8],
}

/// Numbers in the order of their first use: 0 is the next one, else the distance back from it.
#[derive(Default)]
pub(super) struct Seen(u32);

impl Seen {
    fn number(&mut self, code: u16) -> u32 {
        let code = u32::from(code);
        let number = if code <= self.0 { self.0 - code } else { code - 1 };
        self.reach(number.saturating_add(1));
        number
    }

    /// All numbers below this one have come up.
    pub(super) fn reach(&mut self, next: u32) {
        self.0 = self.0.max(next);
    }

    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn code(&mut self, number: u32) -> u16 {
        let code = if number <= self.0 { self.0 - number } else { number + 1 };
        self.reach(number + 1);
        code as u16
    }
}

impl Programs<'_> {
    /// Every number inside is held to what it points at, so that matching can index without care.
    pub(super) fn unfold(self, pack: &mut Pack) -> Option<()> {
        let sets = pack.set_places.len();
        let reach = self.steps(pack, sets as u32)?;
        let (mut anchors, mut sides) = (Numbers::new(self.anchors), Numbers::new(self.sides));
        let (mut seen, mut written) = (Seen::default(), Seen::default());
        pack.patterns = Vec::with_capacity(self.anchors.len());
        for (owner, times) in self.owners {
            for _ in 0..times {
                let anchor = seen.number(anchors.next()?);
                if anchor as usize >= sets {
                    return None;
                }
                let mut program = || {
                    let number = written.number(sides.next()?);
                    seen.reach(*reach.get(number as usize)?);
                    u16::try_from(number).ok()
                };
                let (left, right) = (program()?, program()?);
                pack.patterns.push(Pattern { anchor: anchor as SetId, left, right, owner });
            }
        }
        (anchors.is_done() && sides.is_done()).then_some(())
    }

    /// Reads all programs: they stand one behind the other, go forward only, and no further than their end. For each the
    /// number behind the greatest set of its steps.
    fn steps(&self, pack: &mut Pack, of: u32) -> Option<Vec<u32>> {
        let (mut sets, mut numbers) = (Numbers::new(self.sets), Numbers::new(self.numbers));
        let (mut reach, mut next) = (Vec::new(), 0);
        let (mut start, mut until) = (0, 0);
        let mut steps = vec![Step::Done; self.kinds.len()];
        for (at, (step, kind)) in steps.iter_mut().zip(self.kinds).enumerate() {
            *step = match *kind {
                kind @ 1..=6 => {
                    let set = sets.next()?;
                    next = next.max(u32::from(set) + 1);
                    match kind {
                        1 => Step::Word(set),
                        2 => Step::Maybe(set),
                        3 => Step::NextIs(set),
                        4 => Step::NextIsNot(set),
                        5 => Step::LastIs(set),
                        _ => Step::LastIsNot(set),
                    }
                }
                kind @ 7..=10 => {
                    let number = numbers.next()?;
                    if kind > 8 {
                        until = until.max(at + number as usize);
                    }
                    match kind {
                        7 => Step::Gap(u8::try_from(number).ok()?),
                        8 => Step::WideGap(u8::try_from(number).ok()?),
                        _ if number == 0 => return None,
                        9 => Step::Split(number),
                        _ => Step::Jump(number),
                    }
                }
                0 => {
                    if at < until || next > of {
                        return None;
                    }
                    pack.programs.push(start);
                    reach.push(std::mem::take(&mut next));
                    start = at as u32 + 1;
                    Step::Done
                }
                11 => Step::Start,
                12 => Step::End,
                13 => Step::Open,
                14 => Step::Close,
                15 => Step::Stretch,
                _ => return None,
            };
        }
        pack.steps = steps;
        (start as usize == pack.steps.len() && sets.is_done() && numbers.is_done()).then_some(reach)
    }
}
