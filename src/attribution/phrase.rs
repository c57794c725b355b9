//! Verbs of saying in their sentence, and where the noun phrases beside them begin and end.

use super::classify::owns;
use crate::names::DETERMINES;
use crate::pack::{Classes, class};
use crate::signals::Signals;
use crate::words::{CAP, Kind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Finite,
    /// With « avoir », “have”, or a reflexive « être ».
    Compound,
    Gerund,
}

/// Subjects of a bare verb: “they report”, “doctors report”.
const MANY: Classes = Classes::of(&[class::PRONOUN, class::CROWD, class::FIRST_PERSON, class::ROLE, class::BODY_NOUN]);

/// Verbs of saying, those too that say only of oneself: « s'indigne X ».
const SAYS: Classes = Classes::of(&[class::SAY, class::SAY_REFLEXIVE_FINITE, class::SAY_REFLEXIVE_PAST_PARTICIPLE]);

/// Whether the word at `at` is a verb of saying in a form that somebody can be the subject of, and where its verb
/// group begins. Nouns of the same shape (the report, le juge) and passives (is expected) are not.
pub(super) fn saying(s: &Signals, low: usize, at: usize) -> Option<(usize, Form)> {
    // “reported by Musk” is said of him, not of what stands before
    if s.tokens[at].kind != Kind::Word || !s.is_any(at, SAYS) || s.is(at + 1, class::BY) {
        return None;
    }
    let with_itself = |at: usize| at > low && s.is(at - 1, class::REFLEXIVE);
    let mut before = at;
    while before > low && s.is_any(before - 1, Classes::of(&[class::ADVERB, class::NEGATION])) && at - before < 4 {
        before -= 1;
    }
    let last = before.checked_sub(1).filter(|b| *b >= low);
    // “has not said”, « n'a rien publié »: nobody speaks; but “it never stops, said Ann Roy”
    let near = before.saturating_sub(3).max(low)..at;
    if near.rev().take_while(|i| !s.mark(*i, ',')).any(|i| s.is(i, class::NEGATION)) {
        return None;
    }
    let noun_like = last.is_some_and(|b| {
        let article = s.is_any(b, DETERMINES);
        // « l'annonce de X » is a noun, « X l'annonce » a verb
        let object = s.is(b, class::CLITIC) && !s.is(at + 1, class::OF);
        article && !object || s.word(b).ends_with("'s") || s.word(b).ends_with("\u{2019}s")
    });
    if noun_like {
        return None;
    }
    if let Some(b) = last
        && (s.is_any(b, Classes::of(&[class::BE, class::AUXILIARY, class::HAVE]))
            || s.word(b).starts_with('-') && s.is(at, class::SAY_PAST_PARTICIPLE))
    {
        let mut helper = b;
        while helper > low && s.word(helper).starts_with('-') {
            helper -= 1;
        }
        let says = if with_itself(helper) {
            class::SAY_REFLEXIVE_PAST_PARTICIPLE
        } else if s.is(helper, class::BE) {
            // “a surgeon is warning”
            class::SAY_PRESENT_PARTICIPLE
        } else {
            class::SAY_PAST_PARTICIPLE
        };
        let says = s.is(at, says) && (says != class::SAY_PRESENT_PARTICIPLE || s.is(at, class::SPOKEN));
        return says.then_some((helper, Form::Compound));
    }
    if s.is(at, class::SAY_PRESENT_PARTICIPLE) && !s.is(at, class::SAY_FINITE) {
        let apart = last.is_none_or(|b| matches!(s.tokens[b].kind, Kind::Mark(',' | '»' | '—')));
        return apart.then_some((at, Form::Gerund));
    }
    if !s.is(at, if with_itself(at) { class::SAY_REFLEXIVE_FINITE } else { class::SAY_FINITE }) {
        return None;
    }
    // “report”, “claim”, “doubt” are verbs only after somebody in the plural, or I and you
    if s.is(at, class::SAY_BASE) && !s.is(at, class::SAY_PAST) {
        let b = last?;
        let plural = s.is_any(b, MANY)
            || s.tokens[b].is_word()
                && s.word(b).ends_with(['s', 'n', 'e'])
                && !s.is_any(b, Classes::of(&[class::FUNCTION_WORDS, class::INFINITIVE_MARKER]));
        if !plural {
            return None;
        }
    }
    Some((at, Form::Finite))
}

/// Where a noun phrase that starts here ends: at a verb, a mark, or after a dozen words. An apposition between
/// commas that holds a name or a role belongs to it.
pub(super) fn phrase_end(s: &Signals, high: usize, from: usize) -> usize {
    let mut at = from;
    while at < high && at < from + 14 {
        match s.tokens[at].kind {
            Kind::Mark(',') => {
                let names = s
                    .tokens
                    .get(at + 1)
                    .is_some_and(|t| t.is(CAP) && at + 1 < high && !s.is(at + 1, class::NOT_A_NAME));
                // “according to Ann Roy, patients wait”: many are no apposition to one
                let office = |i: &usize| s.is_any(*i, Classes::of(&[class::ROLE, class::INTERESTED_ROLE]));
                let role = (at + 1..high.min(at + 4)).find(office).is_some_and(|i| !s.is_plural(i));
                if !(names || role) || at == from {
                    break;
                }
            }
            Kind::Mark('-' | '&') => {}
            Kind::Mark('.') if abbreviates(s, at) => {}
            Kind::Mark(_) => break,
            Kind::Word
                if at > from
                    && !owns(s, at)
                    && (s.is_any(at, Classes::of(&[class::AUXILIARY, class::BE, class::RELATIVE]))
                        || saying(s, from, at).is_some_and(|(_, form)| form == Form::Finite)) =>
            {
                break;
            }
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where the noun phrase that ends here begins.
pub(super) fn phrase_start(s: &Signals, low: usize, end: usize) -> usize {
    let mut at = end;
    while at > low && end - at < 16 {
        let i = at - 1;
        match s.tokens[i].kind {
            Kind::Mark('-' | '&') => {}
            Kind::Mark('.') if abbreviates(s, i) => {}
            Kind::Mark(_) => break,
            Kind::Word => {
                if at < end && s.is_any(i, Classes::of(&[class::SUBORDINATOR, class::RELATIVE, class::SAY_FINITE])) {
                    break;
                }
                if at == end && s.is(i, class::RELATIVE) {
                    // “X, who said”: the antecedent speaks
                    at = i;
                    continue;
                }
            }
            _ => {}
        }
        at = i;
    }
    at
}

/// Letters at most of a word that a full stop shortens: J., Mr., Prof.
const SHORTENED: usize = 4;

/// A full stop that ends a title or an initial, not a sentence inside a quotation.
fn abbreviates(s: &Signals, stop: usize) -> bool {
    stop.checked_sub(1)
        .is_some_and(|at| s.tokens[at].is(CAP) && s.word(at).chars().count() <= SHORTENED || s.is(at, class::HONORIFIC))
}
