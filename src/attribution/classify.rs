//! Grades a noun phrase as a source: named, interested, described, a class, a crowd, or nobody (guidelines §4.3).

use crate::names::{People, Source, name_at};
use crate::pack::{ClassOf, class};
use crate::report::SpeakerKind;
use crate::signals::Signals;

pub(super) fn described(kind: SpeakerKind, s: &Signals, tokens: (usize, usize)) -> Source {
    Source { kind, name: Some(s.words_of(tokens).to_string()), role: None, competent: false, tokens }
}

/// Words at most before the noun that names a speaker.
const BEFORE: usize = 5;

/// What stands in no noun phrase before its noun.
const OUTSIDE: [ClassOf; 10] = [
    class::PREPOSITION,
    class::CONJUNCTION,
    class::SUBORDINATOR,
    class::RELATIVE,
    class::AUXILIARY,
    class::BE,
    class::HAVE,
    class::SAY_FINITE,
    class::CLITIC,
    class::PRONOUN,
];

/// The noun phrase around its noun, without what else stands in its clause: what a card can print.
fn around(s: &Signals, (low, high): (usize, usize), noun: usize) -> (usize, usize) {
    let mut first = noun;
    while first > low && noun - first < BEFORE {
        let at = first - 1;
        if determines(s, at) {
            first = at;
            break;
        }
        let inside = s.mark(at, '-') || s.tokens[at].is_word() && !OUTSIDE.iter().any(|c| s.is(at, *c));
        if !inside {
            break;
        }
        first = at;
    }
    let ends = |at: &usize| {
        [class::RELATIVE, class::AUXILIARY, class::BE, class::HAVE].iter().any(|c| s.is(*at, *c)) && !determines(s, *at)
    };
    let mut last = (noun + 1..high).find(ends).unwrap_or(high);
    while last > noun + 1
        && (!s.tokens[last - 1].is_word() || s.is(last - 1, class::PREPOSITION))
        && !s.mark(last - 1, ')')
    {
        last -= 1;
    }
    (first, last)
}

fn determines(s: &Signals, at: usize) -> bool {
    // « du », « au » lead to the noun of a complement
    !s.is(at, class::PREPOSITION)
        && [class::DETERMINER, class::DEFINITE, class::PLURAL_DETERMINER].iter().any(|c| s.is(at, *c))
}

/// A speaker by the noun phrase around a noun.
fn called(kind: SpeakerKind, s: &Signals, tokens: (usize, usize), noun: usize) -> Source {
    Source { name: Some(s.words_of(around(s, tokens, noun)).to_string()), ..described(kind, s, tokens) }
}

pub(super) fn person(people: &People, index: usize, tokens: (usize, usize)) -> Source {
    let p = &people.known[index];
    Source { kind: p.kind(), name: Some(p.name.clone()), role: p.role.clone(), competent: p.competent, tokens }
}

/// Grades the noun phrase `low..high` (guidelines §4.3). None when it names nobody who could speak.
#[must_use]
pub fn classify(s: &Signals, sentence: usize, low: usize, high: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let (mut low, high) = (low.max(range.first), high.min(range.last));
    // A long left context holds more than the subject: the head is what follows the last preposition-free start.
    while low < high
        && (s.is(low, class::CONJUNCTION)
            || s.is(low, class::ADVERB)
            || s.mark(low, ',')
            || s.mark(low, '«')
            || s.mark(low, '»')
            || s.mark(low, '—'))
    {
        low += 1;
    }
    if low >= high {
        return None;
    }
    let tokens = (low, high);
    let has = |class: ClassOf| s.any(tokens, class);
    // « se garde de … » is a verb.
    let apart = |at: usize| at > low && s.is(at - 1, class::REFLEXIVE);
    let first_of = |class: ClassOf| (low..high).find(|at| s.is(*at, class) && !apart(*at));
    let plural = s.is(low, class::PLURAL_DETERMINER);
    let definite = s.is(low, class::DEFINITE);
    // A pronoun goes on with whoever spoke.
    if s.is(low, class::PRONOUN) && high - low <= 2 {
        let source = people.speaking.clone().filter(|x| x.kind != SpeakerKind::Text);
        return source.map(|x| Source { tokens, ..x }).or_else(|| people.last.map(|p| person(people, p, tokens)));
    }
    if s.is(low, class::CROWD) || (has(class::CROWD) && high - low <= 3) {
        return Some(described(SpeakerKind::Crowd, s, tokens));
    }
    let shouted = s.is_title_case(sentence);
    let name = (low..high)
        .find_map(|at| name_at(s, sentence, at, people))
        // capitals of a headline name only those whom the text names elsewhere
        .filter(|n| !shouted || people.find(s.words_of(*n)).is_some());
    let role_at = first_of(class::ROLE).or_else(|| first_of(class::INTERESTED_ROLE));
    if let Some(at) = first_of(class::SOURCE_NOUN) {
        // « une source policière » describes, « des sources » does not
        let told = (at + 1..high).any(|i| s.tokens[i].is_word() && !s.is(i, class::SAY) && !s.is(i, class::AUXILIARY))
            || (low..at).any(|i| {
                s.tokens[i].is_word()
                    && !s.is(i, class::DETERMINER)
                    && !s.is(i, class::NUMBER_WORD)
                    && !s.is(i, class::FUNCTION_WORDS)
            });
        return Some(called(if told { SpeakerKind::Described } else { SpeakerKind::Bare }, s, tokens, at));
    }
    if let Some(name) = name {
        // “an aide to Ms Roy”, « un proche de X »: the name is not the speaker.
        if let Some(role) = role_at.filter(|r| *r < name.0) {
            let linked = (role + 1..name.0).any(|i| s.is(i, class::PREPOSITION));
            let apposed = (role + 1..name.0).any(|i| s.mark(i, ','));
            if linked && !apposed {
                if s.is(role, class::INTERESTED_ROLE) || definite {
                    return Some(Source {
                        kind: if s.is(role, class::INTERESTED_ROLE) {
                            SpeakerKind::Interested
                        } else {
                            SpeakerKind::Named
                        },
                        competent: s.is(role, class::COMPETENT_ROLE),
                        ..called(SpeakerKind::Named, s, tokens, role)
                    });
                }
                return Some(called(SpeakerKind::Described, s, tokens, role));
            }
        }
        let words = s.words_of(name);
        if let Some(index) = people.find(words) {
            // “Commander Devenney”, “the United Nations”: the name itself may say that they know
            let known = person(people, index, tokens);
            return Some(Source { competent: known.competent || s.any(name, class::COMPETENT_ROLE), ..known });
        }
        let interested = has(class::INTERESTED_ROLE);
        return Some(Source {
            kind: if interested { SpeakerKind::Interested } else { SpeakerKind::Named },
            name: Some(words.to_string()),
            role: role_at.filter(|r| *r < name.0).map(|r| s.words_of((r, name.0)).to_string()),
            competent: has(class::COMPETENT_ROLE),
            tokens,
        });
    }
    let learned = [class::ROLE_EXPERT, class::ROLE_SCIENTIFIC, class::STUDY_NOUN].iter().find_map(|c| first_of(*c));
    if let Some(noun) = learned {
        let kind = if definite && !plural && !has(class::STUDY_NOUN) && s.is(low + 1, class::UNIQUE_ROLE) {
            SpeakerKind::Named
        } else {
            SpeakerKind::Class
        };
        return Some(called(kind, s, tokens, noun));
    }
    // the body itself, not one that stands in its complement
    let body = first_of(class::BODY_NOUN).filter(|b| !(low..*b).any(|at| s.is(at, class::PREPOSITION)));
    if let Some(noun) = body {
        return Some(Source { competent: has(class::COMPETENT_ROLE), ..called(SpeakerKind::Named, s, tokens, noun) });
    }
    if let Some(role) = role_at {
        if definite && !plural {
            let head = s.folded(role);
            if high - low <= 4
                && let Some(index) = people.periphrasis(&head)
            {
                return Some(person(people, index, tokens));
            }
            let kind = if s.is(role, class::INTERESTED_ROLE) { SpeakerKind::Interested } else { SpeakerKind::Named };
            return Some(Source { competent: has(class::COMPETENT_ROLE), ..called(kind, s, tokens, role) });
        }
        if s.is(role, class::INTERESTED_ROLE) && !plural {
            return Some(called(SpeakerKind::Interested, s, tokens, role));
        }
        return Some(called(SpeakerKind::Described, s, tokens, role));
    }
    if let Some(noun) = first_of(class::DOCUMENT_NOUN) {
        return Some(called(SpeakerKind::Described, s, tokens, noun));
    }
    None
}
