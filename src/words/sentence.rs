//! Where sentences end.

use super::{CAP, FIRST, Kind, Rules, SPACED, Sentence, Token, fold};
use crate::text::Span;

/// Tokens of a sentence at most. Lists and tables without a full stop can go on for pages; what is asked of a
/// sentence is asked of all its words at once, so an endless one is cut.
const LONGEST_SENTENCE: usize = 256;

/// Parts tokens into sentences and flags each one's first word.
///
/// A sentence ends at `. ! ? …` before a space and something that can begin one; closing quotation marks and
/// note references after the stop still belong to it. Abbreviations and initials do not end one. In a text that
/// begins without a capital any word can begin a sentence.
pub fn sentences(text: &str, tokens: &mut [Token], rules: &Rules) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut first = 0;
    let mut at = 0;
    // Who begins a comment without a capital writes the rest without them too.
    let lower = tokens.iter().find(|t| t.is_word()).is_some_and(|t| !t.is(CAP));
    while at < tokens.len() {
        let end =
            matches!(tokens[at].kind, Kind::Mark('.' | '!' | '?' | '…')) && ends_here(text, tokens, at, lower, rules);
        at += 1;
        if !end && at - first < LONGEST_SENTENCE {
            continue;
        }
        at = closing(tokens, at);
        push_sentence(tokens, first, at, &mut out);
        first = at;
    }
    push_sentence(tokens, first, tokens.len(), &mut out);
    out
}

fn push_sentence(tokens: &mut [Token], first: usize, last: usize, out: &mut Vec<Sentence>) {
    if first >= last {
        return;
    }
    if let Some(word) = tokens[first..last].iter_mut().find(|t| matches!(t.kind, Kind::Word | Kind::Number)) {
        word.flags |= FIRST;
    }
    let span = Span::new(tokens[first].start, tokens[last - 1].end);
    out.push(Sentence { first, last, span });
}

/// Past closing quotation marks, brackets, further stops and note references.
fn closing(tokens: &[Token], mut at: usize) -> usize {
    loop {
        match tokens.get(at).map(|t| (t.kind, t.is(SPACED))) {
            // « … ! » has a space inside
            Some((Kind::Mark('.' | '!' | '?' | '…' | ')' | ']'), false) | (Kind::Mark('»'), _)) => at += 1,
            Some((Kind::Mark('['), _)) => {
                let closed = tokens[at..].iter().take(4).position(|t| t.is_mark(']'));
                match closed {
                    Some(n) => at += n + 1,
                    None => return at,
                }
            }
            _ => return at,
        }
    }
}

fn ends_here(text: &str, tokens: &[Token], at: usize, lower: bool, rules: &Rules) -> bool {
    let after = closing(tokens, at + 1);
    let Some(next) = tokens.get(after) else { return true };
    if !next.is(SPACED) && !matches!(next.kind, Kind::Mark('«')) {
        return false;
    }
    let begins = match next.kind {
        Kind::Word => next.is(CAP) || lower && !tokens[at].is_mark('…'),
        Kind::Number | Kind::Junk => true,
        Kind::Mark('«' | '(' | '[' | '—' | '-' | '¿' | '¡' | '•') => {
            // a dash or bracket may also go on with the same sentence
            match tokens.get(after + 1) {
                Some(t) if t.is_word() => t.is(CAP),
                _ => true,
            }
        }
        Kind::Mark(_) => false,
    };
    if !begins {
        return false;
    }
    if !tokens[at].is_mark('.') {
        return true;
    }
    let Some(before) = at.checked_sub(1).map(|b| &tokens[b]) else { return true };
    if before.end != tokens[at].start || !before.is_word() {
        return true;
    }
    let word = before.span().of(text);
    let initial = (lower || before.is(CAP)) && word.chars().count() == 1;
    let folded = fold(word);
    !initial && !rules.abbreviations.contains(&folded)
}
