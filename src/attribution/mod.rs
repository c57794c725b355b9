//! Who says it: named, interested, described, a class, a crowd, or nobody.
//!
//! Source, cue and content after PARC and `PolNeAR`; grades and scope rules after guidelines §4.3 and §8 (A1–A6).
//! Names are found by their capitals, particles, titles and roles (lexicon §3.3): there is no list of names.
//!
//! Absent on purpose: whether a claim is covered by evidence (`evidence.rs`), and any weighing (`severity.rs`).

mod classify;
mod phrase;
mod subject;
mod unnamed;

pub use classify::classify;
pub use unnamed::{Unnamed, unnamed};

use crate::names::{People, Source, introduce, name_at};
use crate::pack::matcher::Match;
use crate::pack::{Classes, class, list};
use crate::report::{Place, Speaker, SpeakerKind, Strength};
use crate::signals::Signals;
use classify::person;
use phrase::{Form, phrase_end, saying};

/// Source, cue and reach of one attribution inside a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    pub source: Source,
    /// Tokens of the words that attribute, source included.
    pub cue: (usize, usize),
    /// The verb or preposition itself.
    pub verb: usize,
    pub strength: Strength,
    pub sentence: usize,
    /// « selon X », “according to X”.
    pub according: bool,
}

fn strength(s: &Signals, verb: usize) -> Strength {
    for (class, strength) in [
        (class::SAY_NONCOMMITTAL, Strength::NonCommittal),
        (class::SAY_DISTANCING, Strength::Distancing),
        (class::SAY_STRONG, Strength::Strong),
        (class::SAY_FACTIVE, Strength::Factive),
        (class::SAY_EVALUATIVE, Strength::Evaluative),
    ] {
        if s.is(verb, class) {
            return strength;
        }
    }
    Strength::Neutral
}

/// Finds every attribution in a sentence, and moves the register of people on.
pub fn attributions(s: &Signals, sentence: usize, people: &mut People) -> Vec<Attribution> {
    people.earlier = people.last;
    introduce(s, sentence, people);
    let range = s.sentences[sentence];
    let mut out: Vec<Attribution> = Vec::new();
    // « selon X »; of those that begin together, the longest
    for cue in s.list(sentence, list::ACCORDING) {
        let longer = |other: &Match| other.first == cue.first && other.last > cue.last;
        if s.list(sentence, list::ACCORDING).any(longer) || out.iter().any(|a| a.verb == cue.first) {
            continue;
        }
        let end = phrase_end(s, range.last, cue.last);
        if let Some(source) = classify(s, sentence, cue.last, end, people) {
            out.push(Attribution {
                source,
                cue: (cue.first, end),
                verb: cue.first,
                strength: Strength::Neutral,
                sentence,
                according: true,
            });
        }
    }
    // « laisse entendre », “makes clear”: verbs of several words; first, for a participle may go on with their subject
    for phrase in s.list(sentence, list::SAY_PHRASE) {
        let mut start = phrase.first;
        while start > range.first && s.is_any(start - 1, Classes::of(&[class::AUXILIARY, class::HAVE])) {
            start -= 1;
        }
        if let Some(source) = subject::of_verb(s, sentence, start, phrase.last - 1, people) {
            let cue = (source.tokens.0.min(start), source.tokens.1.max(phrase.last));
            out.push(Attribution {
                source,
                cue,
                verb: phrase.first,
                strength: Strength::NonCommittal,
                sentence,
                according: false,
            });
        }
    }
    let about = opening(s, sentence, people);
    for at in range.first..range.last {
        let Some((start, form)) = saying(s, range.first, at) else { continue };
        // “Ann Roy, a geologist, disagrees: the dam, she argues, …”
        let apart = |x: &Source| (x.tokens.1..start).any(|i| s.mark(i, ':') || s.mark(i, ';'));
        if let Some(about) = about.as_ref().filter(|x| out.is_empty() && apart(x)) {
            people.speaking = Some(about.clone());
        }
        let source = if form == Form::Gerund {
            earlier(&out, at).map(|a| a.source.clone()).or_else(|| subject::subject(s, sentence, start, people))
        } else {
            subject::of_verb(s, sentence, start, at, people)
        };
        let Some(source) = source else { continue };
        let cue = (source.tokens.0.min(start), source.tokens.1.max(at + 1));
        let cue = if cue.1 - cue.0 > 30 { (start, at + 1) } else { cue };
        // “Everyone knows it,” she said: not everyone
        if source.kind.is_named() || s.quote_at(at).is_none() {
            people.speaking = Some(source.clone());
        }
        out.push(Attribution { source, cue, verb: at, strength: strength(s, at), sentence, according: false });
    }
    if out.iter().all(|a| s.quote_at(a.verb).is_some())
        && let Some((source, colon)) = subject::before_colon(s, sentence, people)
    {
        let cue = (source.tokens.0, colon + 1);
        people.speaking = Some(source.clone());
        out.push(Attribution { source, cue, verb: colon, strength: Strength::None, sentence, according: false });
    }
    if let Some(last) = out.iter().filter(|a| a.according).max_by_key(|a| a.verb) {
        people.speaking = Some(last.source.clone());
    }
    if out.is_empty()
        && let Some(subject) = about
    {
        people.speaking = Some(subject);
    }
    out
}

/// A paragraph of quoted words in which nobody is let speak goes on with whom the one before let speak.
pub fn carry_on(s: &Signals, all: &mut [Vec<Attribution>], before: Option<Source>) {
    let Some(source) = before.filter(|x| x.kind.is_named() && s.mark(0, '«')) else { return };
    let nobody = all.iter().all(Vec::is_empty);
    if let Some(first) = all.first_mut().filter(|_| nobody) {
        let strength = Strength::None;
        let source = Source { tokens: (0, 1), ..source };
        first.push(Attribution { source, cue: (0, 1), verb: 0, strength, sentence: 0, according: false });
    }
}

/// Words before a name that still opens its sentence: a role, an honorific.
const OPENING: usize = 4;

/// Whom a sentence is about that lets nobody speak: the full name it opens with. “He said” in the next means them.
fn opening(s: &Signals, sentence: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let near = range.first..range.last.min(range.first + OPENING);
    let within = |at: &usize| s.tokens[*at].is_word() && !s.is(*at, class::PREPOSITION);
    let name = near.take_while(within).find_map(|at| name_at(s, sentence, at, people))?;
    let index = people.find(s.words_of(name)).filter(|_| name.1 - name.0 >= 2 && s.quote_at(name.0).is_none())?;
    Some(person(people, index, name))
}

/// The last attribution whose verb stands before a token.
fn earlier(found: &[Attribution], at: usize) -> Option<&Attribution> {
    found.iter().filter(|a| a.verb < at).max_by_key(|a| a.verb)
}

/// The attribution that reaches painted tokens (guidelines §8): one whose own cue holds them; else, for words inside
/// a quotation, whoever speaks outside it; else the last one that begins before them, else the first after.
///
/// Before a colon nothing is said by whom it lets speak. Where `unsaid`, neither do those speak whom the painted words
/// are about: « N'importe quel paysan vous le dira », “everyone says”, “a memo shows”.
#[must_use]
pub fn reaching<'a>(
    s: &Signals,
    found: &'a [Attribution],
    range: (usize, usize),
    unsaid: bool,
) -> Option<&'a Attribution> {
    let quote = s.quote_at(range.0);
    let key = |a: &Attribution| {
        let holds = range.0 <= a.verb && a.verb < range.1;
        let within = a.source.tokens.0 >= range.0 && a.source.tokens.1 <= range.1 + 1;
        if unsaid && !a.according && (holds || within) || s.mark(a.verb, ':') && range.0 < a.verb {
            return None;
        }
        let own = holds || a.cue.0 <= range.0 && range.0 < a.cue.1;
        let outside = s.quote_at(a.verb).is_none_or(|other| quote.is_some_and(|quote| quote != other));
        if !(own || outside || quote.is_some()) {
            return None;
        }
        let before = a.cue.0 <= range.0;
        Some((own, outside, before, if before || own { a.cue.0 } else { usize::MAX - a.cue.0 }))
    };
    found.iter().filter_map(|a| Some((key(a)?, a))).max_by_key(|(key, _)| *key).map(|(_, a)| a)
}

/// What a report says of a source.
#[must_use]
pub fn speaker(s: &Signals, attribution: Option<&Attribution>) -> Speaker {
    match attribution {
        None => Speaker { kind: SpeakerKind::Text, name: None, role: None, cue: None, strength: Strength::None },
        Some(a) => {
            let span = s.span(a.cue);
            Speaker {
                kind: a.source.kind,
                name: a.source.name.clone(),
                role: a.source.role.clone(),
                cue: Some(Place { block: s.number, start: span.start, end: span.end }),
                strength: a.strength,
            }
        }
    }
}
