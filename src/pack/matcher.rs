//! Runs a pack's patterns over the words of a sentence.
//!
//! Every pattern has an anchor: the step whose words are rarest. A word that belongs to no anchoring set costs
//! one look at its sets; a pattern is tried only around its anchor, to the left and to the right. Gaps are
//! bounded, so a try is bounded too.

use super::{Group, Owner, Pack, Step, class};
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

/// Appends every match of some groups of patterns in one sentence, in order of their anchors.
pub fn scan(pack: &Pack, text: &str, tokens: &[Token], sentence: Sentence, groups: &[Group], out: &mut Vec<Match>) {
    let bits = groups.iter().fold(0, |bits, group| bits | 1_u8 << *group as u8);
    let mut scan = Scan { pack, text, tokens, sentence, bits };
    for (at, token) in tokens.iter().enumerate().take(sentence.last).skip(sentence.first) {
        for set in pack.anchors_of(token.id) {
            scan.try_set(*set, at, out);
        }
        let open = match token.kind {
            // Known words were tried against endings when the pack was compiled.
            Kind::Word if token.id == 0 => &pack.index.open_anchors,
            Kind::Number => &pack.index.number_anchors,
            _ => continue,
        };
        for set in open {
            if pack.sets_of(token.id).binary_search(set).is_err() && pack.has(*set, token, text) {
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
    /// Bit per [`Group`] that is wanted.
    bits: u8,
}

impl Scan<'_> {
    fn try_set(&mut self, set: u16, at: usize, out: &mut Vec<Match>) {
        let info = &self.pack.sets[set as usize];
        if info.groups & self.bits == 0 {
            return;
        }
        for number in &info.anchors {
            let pattern = &self.pack.patterns[*number as usize];
            let group = match pattern.owner {
                Owner::Sense(_) => Group::Senses,
                Owner::List(_) => Group::Lists,
                Owner::Guard(..) => Group::Guards,
            };
            if 1 << group as u8 & self.bits == 0 {
                continue;
            }
            let mut run = Run {
                pack: self.pack,
                text: self.text,
                tokens: self.tokens,
                low: self.sentence.first,
                high: self.sentence.last,
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
                out.push(Match { owner: pattern.owner, pattern: *number, first, last, paint });
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

    /// Runs a program to the right of a boundary; where the match ends.
    fn right(&mut self, pc: usize, at: usize) -> Option<usize> {
        if !self.spend() {
            return None;
        }
        match self.pack.steps[pc] {
            Step::Done => Some(at),
            Step::Word(set) => (at < self.high && self.is(set, at)).then(|| self.right(pc + 1, at + 1)).flatten(),
            Step::Maybe(set) => {
                if at < self.high
                    && self.is(set, at)
                    && let Some(end) = self.right(pc + 1, at + 1)
                {
                    return Some(end);
                }
                self.right(pc + 1, at)
            }
            Step::Split(other) => self.right(pc + 1, at).or_else(|| self.right(pc + other as usize, at)),
            Step::Jump(other) => self.right(pc + other as usize, at),
            step @ (Step::Gap(most) | Step::WideGap(most)) => {
                for taken in 0..=most as usize {
                    if let Some(end) = self.right(pc + 1, at + taken) {
                        return Some(end);
                    }
                    if at + taken >= self.high || !self.gap_takes(at + taken, matches!(step, Step::WideGap(_))) {
                        return None;
                    }
                }
                None
            }
            Step::Open => {
                let end = self.right(pc + 1, at)?;
                self.open = Some(at);
                Some(end)
            }
            Step::Close => {
                let end = self.right(pc + 1, at)?;
                self.close = Some(at);
                Some(end)
            }
            Step::Stretch => {
                self.stretch = true;
                self.right(pc + 1, at)
            }
            test => (self.holds(test, at)?).then(|| self.right(pc + 1, at)).flatten(),
        }
    }

    /// Runs a program to the left of a boundary; where the match begins.
    fn left(&mut self, pc: usize, at: usize) -> Option<usize> {
        if !self.spend() {
            return None;
        }
        match self.pack.steps[pc] {
            Step::Done => Some(at),
            Step::Word(set) => (at > self.low && self.is(set, at - 1)).then(|| self.left(pc + 1, at - 1)).flatten(),
            Step::Maybe(set) => {
                if at > self.low
                    && self.is(set, at - 1)
                    && let Some(first) = self.left(pc + 1, at - 1)
                {
                    return Some(first);
                }
                self.left(pc + 1, at)
            }
            Step::Split(other) => self.left(pc + 1, at).or_else(|| self.left(pc + other as usize, at)),
            Step::Jump(other) => self.left(pc + other as usize, at),
            step @ (Step::Gap(most) | Step::WideGap(most)) => {
                for taken in 0..=most as usize {
                    if at < taken + self.low {
                        return None;
                    }
                    if let Some(first) = self.left(pc + 1, at - taken) {
                        return Some(first);
                    }
                    if at - taken <= self.low || !self.gap_takes(at - taken - 1, matches!(step, Step::WideGap(_))) {
                        return None;
                    }
                }
                None
            }
            Step::Open => {
                let first = self.left(pc + 1, at)?;
                self.open = Some(at);
                Some(first)
            }
            Step::Close => {
                let first = self.left(pc + 1, at)?;
                self.close = Some(at);
                Some(first)
            }
            Step::Stretch => self.left(pc + 1, at),
            test => (self.holds(test, at)?).then(|| self.left(pc + 1, at)).flatten(),
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
