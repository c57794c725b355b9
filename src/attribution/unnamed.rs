//! Somebody without a name who speaks, told by grammar alone: “a woman from the second floor said”, « raconte une
//! voisine du dessous ». Triggers of packs know trades and witnesses; people are called by any noun at all.
//!
//! A verb of words spoken has a person for its subject; an indefinite article says that the text does not tell who.
//! Classes of sources after guidelines §4.3, decrees 10 and 24.
//!
//! Absent on purpose: definite subjects (“the guard said”), who may have been named before; bodies and documents.

use super::Attribution;
use super::phrase::{Form, saying};
use crate::pack::{Classes, class};
use crate::report::SpeakerKind;
use crate::signals::Signals;
use crate::words::{CAP, Kind};

/// A speaker without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unnamed {
    /// Tokens from the article to the verb, whichever stands first.
    pub paint: (usize, usize),
    /// A trade that vouches by its knowledge: experts, researchers.
    pub authority: bool,
}

/// Words at most between the article and the verb; more of them where an apposition stands between.
const REACH: usize = 14;
const REACH_APPOSED: usize = 28;

/// Every unnamed speaker of a sentence.
#[must_use]
pub fn unnamed(s: &Signals, sentence: usize, found: &[Attribution]) -> Vec<Unnamed> {
    let range = s.sentences[sentence];
    let mut out = Vec::new();
    for at in range.first..range.last {
        if !s.is(at, class::SPOKEN) {
            continue;
        }
        let Some((start, form)) = saying(s, range.first, at) else { continue };
        if form == Form::Gerund || found.iter().any(|a| a.verb == at && named(a)) {
            continue;
        }
        let (noun, paint) = match left(s, range.first, start) {
            Some(low) => ((low, start), (low, at + 1)),
            None => match right(s, range.last, start, at) {
                Some(high) => ((at + 1, high), (start, high)),
                None => continue,
            },
        };
        let Some(authority) = person(s, noun) else { continue };
        out.push(Unnamed { paint, authority });
    }
    out
}

fn named(a: &Attribution) -> bool {
    matches!(a.source.kind, SpeakerKind::Named | SpeakerKind::Interested)
}

/// Where an indefinite subject begins that ends before this verb group.
fn left(s: &Signals, low: usize, verb: usize) -> Option<usize> {
    let mut at = verb;
    while at > low && s.is_any(at - 1, Classes::of(&[class::ADVERB, class::CLITIC, class::NEGATION])) {
        at -= 1;
    }
    // “a nurse who thinks”, « un mal dont on parle »: the verb has a subject of its own
    if at > low && s.is_any(at - 1, Classes::of(&[class::RELATIVE, class::PRONOUN])) {
        return None;
    }
    // “a driver, who stays unnamed because he fears for his job, said”: an apposition is stepped over, once, whole
    let mut apposed = false;
    let mut inside = false;
    while at > low && verb - at < if apposed { REACH_APPOSED } else { REACH } {
        let token = &s.tokens[at - 1];
        match token.kind {
            Kind::Mark(',') if !apposed && (at == verb || s.is(at, class::RELATIVE)) => {
                apposed = true;
                inside = at == verb;
            }
            Kind::Mark(',') if apposed => inside &= !s.is(at, class::RELATIVE),
            Kind::Mark('-') => {}
            Kind::Mark(_) => return None,
            Kind::Word => {
                let relative = s.is(at - 1, class::RELATIVE);
                // « une dispute que la presse a commentée »: somebody else is the subject
                if relative && !apposed && s.is(at, class::DEFINITE) {
                    return None;
                }
                let clause = s.is_any(at - 1, Classes::of(&[class::SUBORDINATOR, class::SAY_FINITE]));
                if !relative && clause && !inside {
                    return None;
                }
                if s.is(at - 1, class::INDEFINITE) && opens(s, low, at - 1) {
                    return Some(at - 1);
                }
            }
            _ => {}
        }
        at -= 1;
    }
    None
}

/// Nothing before the article makes it an object or a complement: it opens the sentence or a clause.
fn opens(s: &Signals, low: usize, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|b| *b >= low) else { return true };
    match s.tokens[before].kind {
        Kind::Mark(_) => true,
        Kind::Word => {
            s.is_any(before, Classes::of(&[class::CONJUNCTION, class::SUBORDINATOR]))
                && !s.is(before, class::PREPOSITION)
        }
        _ => false,
    }
}

/// Where an indefinite subject ends that follows this verb group: “…”, said a woman; « …», raconte une voisine.
fn right(s: &Signals, high: usize, start: usize, verb: usize) -> Option<usize> {
    let mut before = start.checked_sub(1)?;
    // « …», me disait jeudi un ministre
    while before > 0 && s.is(before, class::CLITIC) {
        before -= 1;
    }
    if !matches!(s.tokens[before].kind, Kind::Mark(',' | '»' | '?' | '!' | '…' | '—')) {
        return None;
    }
    let mut at = verb + 1;
    while at < high && s.is_any(at, Classes::of(&[class::CLITIC, class::WEEKDAY, class::ADVERB])) {
        at += 1;
    }
    if !s.is(at, class::INDEFINITE) {
        return None;
    }
    let open = at;
    at += 1;
    while at < high && at - open < REACH {
        match s.tokens[at].kind {
            Kind::Mark('-') => {}
            Kind::Mark(_) => break,
            Kind::Word if s.is_any(at, Classes::of(&[class::RELATIVE, class::BE, class::AUXILIARY])) => break,
            _ => {}
        }
        at += 1;
    }
    Some(at)
}

/// Whether a noun phrase may be somebody without a name, and then whether an authority.
fn person(s: &Signals, noun: (usize, usize)) -> Option<bool> {
    let ends = |at: usize| {
        s.is_any(at, Classes::of(&[class::PREPOSITION, class::RELATIVE]))
            || matches!(s.tokens[at].kind, Kind::Mark(',' | '('))
    };
    // « un des voisins », “one of the drivers”: the head stands in the complement
    let of = (noun.0 + 1..noun.1).find(|at| s.is(*at, class::OF)).filter(|at| *at == noun.0 + 1);
    let from = of.map_or(noun.0, |of| of + 1);
    let until = (from + 1..noun.1).find(|at| ends(*at)).unwrap_or(noun.1);
    if (from..until).all(|at| !s.tokens[at].is_word() || s.is(at, class::FUNCTION_WORDS)) {
        return None;
    }
    let name = |at: usize| s.tokens[at].is(CAP) && !s.is_any(at, Classes::of(&[class::NOT_A_NAME, class::NATIONALITY]));
    // a name beside the role: « un voisin, Paul Roux, » “a driver, Ann Poe,” “a friend called Ann”
    let apposed =
        (noun.0..noun.1).any(|at| name(at) && (at <= until || !s.is(at - 1, class::PREPOSITION)) && at > noun.0);
    let mute = Classes::of(&[
        class::BODY_NOUN,
        class::DOCUMENT_NOUN,
        class::STUDY_NOUN,
        class::MEDIA,
        class::SOURCE_NOUN,
        class::MUTE,
        class::TIME_UNIT,
        class::UNIT,
    ]);
    // “a plant operator”: what stands before an English noun does not speak
    let noun = (if s.pack.code == "en" { until - 1 } else { from }, until);
    if apposed || s.any_of(noun, mute) {
        return None;
    }
    Some(s.any_of((from, until), Classes::of(&[class::ROLE_EXPERT, class::ROLE_SCIENTIFIC])))
}
