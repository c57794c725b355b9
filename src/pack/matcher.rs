//! Runs a pack's patterns over the words of a sentence.
//!
//! Every pattern has an anchor: the step whose words are rarest. A word that belongs to no anchoring set costs
//! one look at its sets; a pattern is tried only around its anchor, to the left and to the right, and only when the
//! words right beside are what it needs there. Gaps are bounded, so a try is bounded too.

use super::anchors::{Anchor, Anchors, NO_GATE};
use super::members::Sign;
use super::run::{NOWHERE, Run, TRIES};
use super::{Group, NO_SET, Owner, Pack, SetId};
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

/// Appends every match of a group of patterns in one sentence, in order of their anchors.
pub fn scan(
    pack: &Pack,
    text: &str,
    tokens: &[Token],
    sentence: Sentence,
    group: Group,
    wanted: Option<&Wanted>,
    out: &mut Vec<Match>,
) {
    let anchors = &pack.index.anchors[group as usize];
    let own = &tokens[sentence.first..sentence.last];
    let gates = &anchors.open_gates(own.iter().map(|token| token.id));
    let scan = Scan { pack, text, tokens, sentence, anchors, gates, wanted };
    for (at, token) in (sentence.first..).zip(own) {
        let sign = |at: usize| Sign::of(tokens[at].id);
        let before = if at > sentence.first { sign(at - 1) } else { Sign::END };
        let beside = [before, if at + 1 < sentence.last { sign(at + 1) } else { Sign::END }];
        for set in anchors.of_word(token.id) {
            scan.try_set(*set, at, beside, out);
        }
        match token.kind {
            // Known words were tried against endings when the pack was compiled.
            Kind::Word if token.id == 0 => {
                for set in pack.affixed(anchors.affixed, token.span().of(text)) {
                    scan.try_set(set, at, beside, out);
                }
            }
            Kind::Number => {
                for set in &anchors.numbers {
                    if !pack.lists(*set, token.id) && pack.has(*set, token, text) {
                        scan.try_set(*set, at, beside, out);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Guards by number: the others need not be tried.
#[derive(Debug, Clone, Default)]
pub struct Wanted(Vec<u64>);

impl Wanted {
    pub fn add(&mut self, guard: u16) {
        let place = guard as usize >> 6;
        self.0.resize(self.0.len().max(place + 1), 0);
        self.0[place] |= 1 << (guard & 63);
    }

    fn has(&self, owner: Owner) -> bool {
        let Owner::Guard(guard, _) = owner else { return true };
        self.0.get(guard as usize >> 6).is_some_and(|bits| bits >> (guard & 63) & 1 != 0)
    }
}

struct Scan<'a> {
    pack: &'a Pack,
    text: &'a str,
    tokens: &'a [Token],
    sentence: Sentence,
    anchors: &'a Anchors,
    gates: &'a [u64],
    wanted: Option<&'a Wanted>,
}

impl Scan<'_> {
    /// Tries the patterns of an anchoring set around the word at `at`; most are given up by their sides.
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked of every word of every page")]
    fn try_set(&self, set: SetId, at: usize, beside: [Sign; 2], out: &mut Vec<Match>) {
        for anchor in self.anchors.of_set(set) {
            let [before, after] = anchor.sides;
            if before.meets(beside[0]) && after.meets(beside[1]) {
                self.try_pattern(anchor, at, out);
            }
        }
    }

    fn start(&self, program: u16) -> usize {
        self.pack.programs[program as usize] as usize
    }

    #[inline(never)]
    fn try_pattern(&self, anchor: &Anchor, at: usize, out: &mut Vec<Match>) {
        let Sentence { first: low, last: high, .. } = self.sentence;
        let opens = |gate: u16| gate == NO_GATE || self.gates[gate as usize >> 6] >> (gate & 63) & 1 != 0;
        let is = |set, at: usize| self.pack.has(set, &self.tokens[at], self.text);
        if !anchor.gates.into_iter().all(opens)
            || anchor.after != NO_SET && !(at + 1 < high && is(anchor.after, at + 1))
            || anchor.before != NO_SET && !(at > low && is(anchor.before, at - 1))
        {
            return;
        }
        let pattern = &self.pack.patterns[anchor.pattern as usize];
        if self.wanted.is_some_and(|wanted| !wanted.has(pattern.owner)) {
            return;
        }
        let mut run = Run {
            pack: self.pack,
            text: self.text,
            tokens: self.tokens,
            low,
            high,
            edges: [NOWHERE; 2],
            stretch: false,
            tries: TRIES,
        };
        let Some(last) = run.all_right(self.start(pattern.right), at + 1) else { return };
        let right = std::mem::replace(&mut run.edges, [NOWHERE; 2]);
        let Some(first) = run.all_left(self.start(pattern.left), at) else { return };
        let edge = |which: usize, else_at: usize| {
            let at = if run.edges[which] == NOWHERE { right[which] } else { run.edges[which] };
            if at == NOWHERE { else_at } else { at as usize }
        };
        let mut paint = (edge(0, first), edge(1, last));
        if run.stretch && paint.1 == last {
            paint.1 = run.stretched(last);
        }
        if paint.0 < paint.1 {
            out.push(Match { owner: pattern.owner, pattern: u32::from(anchor.pattern), first, last, paint });
        }
    }
}
