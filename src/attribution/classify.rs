//! Grades a noun phrase as a source: named, interested, described, a class, a crowd, or nobody (guidelines §4.3).

use crate::names::{People, Source, name_at};
use crate::pack::{ClassOf, class};
use crate::report::SpeakerKind;
use crate::signals::Signals;

pub(super) fn described(kind: SpeakerKind, s: &Signals, tokens: (usize, usize)) -> Source {
    Source { kind, name: Some(s.words_of(tokens).to_string()), role: None, competent: false, tokens }
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
    let first_of = |class: ClassOf| (low..high).find(|at| s.is(*at, class));
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
        return Some(described(if told { SpeakerKind::Described } else { SpeakerKind::Bare }, s, tokens));
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
                        ..described(SpeakerKind::Named, s, tokens)
                    });
                }
                return Some(described(SpeakerKind::Described, s, tokens));
            }
        }
        let words = s.words_of(name);
        if let Some(index) = people.find(words) {
            return Some(person(people, index, tokens));
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
    if has(class::ROLE_EXPERT) || has(class::ROLE_SCIENTIFIC) || has(class::STUDY_NOUN) {
        let kind = if definite && !plural && !has(class::STUDY_NOUN) && s.is(low + 1, class::UNIQUE_ROLE) {
            SpeakerKind::Named
        } else {
            SpeakerKind::Class
        };
        return Some(described(kind, s, tokens));
    }
    // the body itself, not one that stands in its complement
    let body = first_of(class::BODY_NOUN).filter(|b| !(low..*b).any(|at| s.is(at, class::PREPOSITION)));
    if body.is_some() {
        return Some(Source { competent: has(class::COMPETENT_ROLE), ..described(SpeakerKind::Named, s, tokens) });
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
            return Some(Source { competent: has(class::COMPETENT_ROLE), ..described(kind, s, tokens) });
        }
        if s.is(role, class::INTERESTED_ROLE) && !plural {
            return Some(described(SpeakerKind::Interested, s, tokens));
        }
        return Some(described(SpeakerKind::Described, s, tokens));
    }
    if has(class::DOCUMENT_NOUN) {
        return Some(described(SpeakerKind::Described, s, tokens));
    }
    None
}
