//! Goes along the two programs of one pattern from its anchor: alternatives in their order, optional words and gaps as
//! far as they reach, until a way matches or none is left.
//!
//! Absent on purpose: where to begin (`matcher.rs`).

use super::{Pack, Step, class};
use crate::words::{Kind, Token};

/// Tries before a pattern gives up on one anchor; only repeated words in nested gaps come near it.
pub(super) const TRIES: u32 = 2_000;

/// No edge of what is painted.
pub(super) const NOWHERE: u32 = u32::MAX;

pub(super) struct Run<'a> {
    pub(super) pack: &'a Pack,
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) low: usize,
    pub(super) high: usize,
    /// Where painting begins and ends on the way at hand, or [`NOWHERE`].
    pub(super) edges: [u32; 2],
    pub(super) stretch: bool,
    pub(super) tries: u32,
}

impl Run<'_> {
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked millions of times a page: a call costs as much as the answer")]
    fn is(&self, set: u16, at: usize) -> bool {
        self.pack.has(set, &self.tokens[at], self.text)
    }

    fn spend(&mut self) -> bool {
        self.tries = self.tries.saturating_sub(1);
        self.tries > 0
    }

    /// Zero-width steps at the boundary before token `at`; none for steps that take words.
    fn holds(&self, step: Step, at: usize) -> Option<bool> {
        let next = |set| at < self.high && self.is(set, at);
        let last = |set| at > self.low && self.is(set, at - 1);
        Some(match step {
            Step::NextIs(set) => next(set),
            Step::NextIsNot(set) => !next(set),
            Step::LastIs(set) => last(set),
            Step::LastIsNot(set) => !last(set),
            Step::Start => {
                at == self.low
                    || self.tokens[self.low..at]
                        .iter()
                        .all(|t| matches!(t.kind, Kind::Mark('«' | '—' | '-' | '•' | '(' | '…')))
            }
            Step::End => self.tokens[at..self.high].iter().all(|t| matches!(t.kind, Kind::Mark(_))),
            _ => return None,
        })
    }

    /// Whether a gap may take this token.
    fn gap_takes(&self, at: usize, wide: bool) -> bool {
        match self.tokens[at].kind {
            Kind::Word | Kind::Number | Kind::Junk | Kind::Mark('%' | '-' | '/' | '&' | '+' | '€' | '$' | '£') => {
                true
            }
            Kind::Mark(',' | '«' | '»' | '(' | ')') => wide,
            Kind::Mark(_) => false,
        }
    }

    /// The first edge on a way counts.
    fn edge(&mut self, which: usize, at: usize) {
        if self.edges[which] == NOWHERE {
            self.edges[which] = at as u32;
        }
    }

    /// Goes on to the right, unless the first step fails by itself: most ways of a program end there, and looking costs
    /// less than going. A way that leads nowhere leaves no edges.
    #[inline]
    fn try_right(&mut self, pc: usize, at: usize) -> Option<usize> {
        if let Step::Word(set) = self.pack.steps[pc]
            && !(at < self.high && self.is(set, at))
        {
            return None;
        }
        let edges = self.edges;
        let end = self.right(pc, at);
        if end.is_none() {
            self.edges = edges;
        }
        end
    }

    #[inline]
    fn try_left(&mut self, pc: usize, at: usize) -> Option<usize> {
        if let Step::Word(set) = self.pack.steps[pc]
            && !(at > self.low && self.is(set, at - 1))
        {
            return None;
        }
        let edges = self.edges;
        let first = self.left(pc, at);
        if first.is_none() {
            self.edges = edges;
        }
        first
    }

    /// Runs a whole program to the right of the anchor; many are empty.
    #[inline]
    pub(super) fn all_right(&mut self, mut pc: usize, at: usize) -> Option<usize> {
        if self.pack.steps[pc] == Step::Close {
            self.edge(1, at);
            pc += 1;
        }
        if self.pack.steps[pc] == Step::Done { Some(at) } else { self.right(pc, at) }
    }

    /// Runs a whole program to the left of the anchor.
    #[inline]
    pub(super) fn all_left(&mut self, mut pc: usize, at: usize) -> Option<usize> {
        if self.pack.steps[pc] == Step::Open {
            self.edge(0, at);
            pc += 1;
        }
        if self.pack.steps[pc] == Step::Done { Some(at) } else { self.left(pc, at) }
    }

    /// Runs a program to the right of a boundary; where the match ends.
    fn right(&mut self, mut pc: usize, mut at: usize) -> Option<usize> {
        loop {
            if !self.spend() {
                return None;
            }
            match self.pack.steps[pc] {
                Step::Done => return Some(at),
                Step::Word(set) => {
                    if at >= self.high || !self.is(set, at) {
                        return None;
                    }
                    at += 1;
                }
                Step::Maybe(set) => {
                    if at < self.high
                        && self.is(set, at)
                        && let Some(end) = self.try_right(pc + 1, at + 1)
                    {
                        return Some(end);
                    }
                }
                Step::Choice(other, sign) => {
                    if at >= self.high || !self.pack.may_begin(sign, self.tokens[at].id) {
                        return None;
                    }
                    if let Some(end) = self.try_right(pc + 1, at) {
                        return Some(end);
                    }
                    pc += other as usize;
                    continue;
                }
                Step::Split(other) => {
                    if let Some(end) = self.try_right(pc + 1, at) {
                        return Some(end);
                    }
                    pc += other as usize;
                    continue;
                }
                Step::Jump(other) => {
                    pc += other as usize;
                    continue;
                }
                step @ (Step::Gap(most) | Step::WideGap(most)) => {
                    for taken in 0..=most as usize {
                        if let Some(end) = self.try_right(pc + 1, at + taken) {
                            return Some(end);
                        }
                        if at + taken >= self.high || !self.gap_takes(at + taken, matches!(step, Step::WideGap(_))) {
                            return None;
                        }
                    }
                    return None;
                }
                Step::Open => self.edge(0, at),
                Step::Close => self.edge(1, at),
                Step::Stretch => self.stretch = true,
                test => {
                    if !self.holds(test, at)? {
                        return None;
                    }
                }
            }
            pc += 1;
        }
    }

    /// Runs a program to the left of a boundary; where the match begins.
    fn left(&mut self, mut pc: usize, mut at: usize) -> Option<usize> {
        loop {
            if !self.spend() {
                return None;
            }
            match self.pack.steps[pc] {
                Step::Done => return Some(at),
                Step::Word(set) => {
                    if at <= self.low || !self.is(set, at - 1) {
                        return None;
                    }
                    at -= 1;
                }
                Step::Maybe(set) => {
                    if at > self.low
                        && self.is(set, at - 1)
                        && let Some(first) = self.try_left(pc + 1, at - 1)
                    {
                        return Some(first);
                    }
                }
                Step::Choice(other, sign) => {
                    if at <= self.low || !self.pack.may_begin(sign, self.tokens[at - 1].id) {
                        return None;
                    }
                    if let Some(first) = self.try_left(pc + 1, at) {
                        return Some(first);
                    }
                    pc += other as usize;
                    continue;
                }
                Step::Split(other) => {
                    if let Some(first) = self.try_left(pc + 1, at) {
                        return Some(first);
                    }
                    pc += other as usize;
                    continue;
                }
                Step::Jump(other) => {
                    pc += other as usize;
                    continue;
                }
                step @ (Step::Gap(most) | Step::WideGap(most)) => {
                    for taken in 0..=most as usize {
                        if at < taken + self.low {
                            return None;
                        }
                        if let Some(first) = self.try_left(pc + 1, at - taken) {
                            return Some(first);
                        }
                        if at - taken <= self.low || !self.gap_takes(at - taken - 1, matches!(step, Step::WideGap(_))) {
                            return None;
                        }
                    }
                    return None;
                }
                Step::Open => self.edge(0, at),
                Step::Close => self.edge(1, at),
                Step::Stretch => {}
                test => {
                    if !self.holds(test, at)? {
                        return None;
                    }
                }
            }
            pc += 1;
        }
    }

    /// Over « de », « d' » and the noun that follows, if one does.
    pub(super) fn stretched(&self, end: usize) -> usize {
        let function = self.pack.class(class::FUNCTION_WORDS);
        let mut at = end;
        while at < self.high && at < end + 2 && self.tokens[at].is_word() && self.is(function, at) {
            at += 1;
        }
        if at < self.high && self.tokens[at].is_word() && !self.is(function, at) { at + 1 } else { end }
    }
}
