//! Runs a pack's patterns over the words of a sentence.
//!
//! Every pattern has an anchor: the step whose words are rarest. A word that belongs to no anchoring set costs
//! one look at its sets; a pattern is tried only around its anchor, to the left and to the right, and only when the
//! words right beside are what it needs there. Gaps are bounded, so a try is bounded too.

use super::anchors::Anchors;
use super::{Group, NO_SET, Owner, Pack, Step, class};
use crate::words::{Kind, Sentence, Token};

/// A pattern that matched: token indices, ends exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match {
    pub owner: Owner,
    pub pattern: u32,
    pub first: usize,
    pub last: usize,
    /// The painted part.
    pub paint: (usize, usize),
}

/// Tries before a pattern gives up on one anchor; only repeated words in nested gaps come near it.
const TRIES: u32 = 2_000;

struct Run<'a> {
    pack: &'a Pack,
    text: &'a str,
    tokens: &'a [Token],
    low: usize,
    high: usize,
    open: Option<usize>,
    close: Option<usize>,
    stretch: bool,
    tries: u32,
}

/// Appends every match of a group of patterns in one sentence, in order of their anchors.
pub fn scan(pack: &Pack, text: &str, tokens: &[Token], sentence: Sentence, group: Group, out: &mut Vec<Match>) {
    let anchors = &pack.index.anchors[group as usize];
    let mut scan = Scan { pack, text, tokens, sentence, anchors };
    for (at, token) in tokens.iter().enumerate().take(sentence.last).skip(sentence.first) {
        for set in anchors.of_word(token.id) {
            scan.try_set(*set, at, out);
        }
        let open = match token.kind {
            // Known words were tried against endings when the pack was compiled.
            Kind::Word if token.id == 0 => &anchors.open,
            Kind::Number => &anchors.numbers,
            _ => continue,
        };
        for set in open {
            if !pack.lists(*set, token.id) && pack.has(*set, token, text) {
                scan.try_set(*set, at, out);
            }
        }
    }
}

struct Scan<'a> {
    pack: &'a Pack,
    text: &'a str,
    tokens: &'a [Token],
    sentence: Sentence,
    anchors: &'a Anchors,
}

impl Scan<'_> {
    fn try_set(&mut self, set: u16, at: usize, out: &mut Vec<Match>) {
        let Sentence { first: low, last: high, .. } = self.sentence;
        let is = |set, at: usize| self.pack.has(set, &self.tokens[at], self.text);
        for anchor in self.anchors.of_set(set) {
            if anchor.after != NO_SET && !(at + 1 < high && is(anchor.after, at + 1))
                || anchor.before != NO_SET && !(at > low && is(anchor.before, at - 1))
            {
                continue;
            }
            let pattern = &self.pack.patterns[anchor.pattern as usize];
            let mut run = Run {
                pack: self.pack,
                text: self.text,
                tokens: self.tokens,
                low,
                high,
                open: None,
                close: None,
                stretch: false,
                tries: TRIES,
            };
            let Some(last) = run.right(pattern.right as usize, at + 1) else { continue };
            let Some(first) = run.left(pattern.left as usize, at) else { continue };
            let mut paint = (run.open.unwrap_or(first), run.close.unwrap_or(last));
            if run.stretch && paint.1 == last {
                paint.1 = run.stretched(last);
            }
            if paint.0 < paint.1 {
                out.push(Match { owner: pattern.owner, pattern: anchor.pattern, first, last, paint });
            }
        }
    }
}

impl Run<'_> {
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

    /// Whether the first step to the right does not fail by itself: most ways of a program end there, and looking costs
    /// less than going.
    #[inline]
    fn may_go_right(&self, pc: usize, at: usize) -> bool {
        match self.pack.steps[pc] {
            Step::Word(set) => at < self.high && self.is(set, at),
            _ => true,
        }
    }

    #[inline]
    fn may_go_left(&self, pc: usize, at: usize) -> bool {
        match self.pack.steps[pc] {
            Step::Word(set) => at > self.low && self.is(set, at - 1),
            _ => true,
        }
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
                        && self.may_go_right(pc + 1, at + 1)
                        && let Some(end) = self.right(pc + 1, at + 1)
                    {
                        return Some(end);
                    }
                }
                Step::Split(other) => {
                    if self.may_go_right(pc + 1, at)
                        && let Some(end) = self.right(pc + 1, at)
                    {
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
                        if self.may_go_right(pc + 1, at + taken)
                            && let Some(end) = self.right(pc + 1, at + taken)
                        {
                            return Some(end);
                        }
                        if at + taken >= self.high || !self.gap_takes(at + taken, matches!(step, Step::WideGap(_))) {
                            return None;
                        }
                    }
                    return None;
                }
                Step::Open => {
                    let end = self.right(pc + 1, at)?;
                    self.open = Some(at);
                    return Some(end);
                }
                Step::Close => {
                    let end = self.right(pc + 1, at)?;
                    self.close = Some(at);
                    return Some(end);
                }
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
                        && self.may_go_left(pc + 1, at - 1)
                        && let Some(first) = self.left(pc + 1, at - 1)
                    {
                        return Some(first);
                    }
                }
                Step::Split(other) => {
                    if self.may_go_left(pc + 1, at)
                        && let Some(first) = self.left(pc + 1, at)
                    {
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
                        if self.may_go_left(pc + 1, at - taken)
                            && let Some(first) = self.left(pc + 1, at - taken)
                        {
                            return Some(first);
                        }
                        if at - taken <= self.low || !self.gap_takes(at - taken - 1, matches!(step, Step::WideGap(_))) {
                            return None;
                        }
                    }
                    return None;
                }
                Step::Open => {
                    let first = self.left(pc + 1, at)?;
                    self.open = Some(at);
                    return Some(first);
                }
                Step::Close => {
                    let first = self.left(pc + 1, at)?;
                    self.close = Some(at);
                    return Some(first);
                }
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
    fn stretched(&self, end: usize) -> usize {
        let function = self.pack.class(class::FUNCTION_WORDS);
        let mut at = end;
        while at < self.high && at < end + 2 && self.tokens[at].is_word() && self.is(function, at) {
            at += 1;
        }
        if at < self.high && self.tokens[at].is_word() && !self.is(function, at) { at + 1 } else { end }
    }
}
