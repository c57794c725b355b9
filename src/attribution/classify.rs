//! Grades a noun phrase as a source: named, interested, described, a class, a crowd, or nobody (guidelines §4.3).

use crate::names::{self, DETERMINES, OFFICE, People, Source, TRADE, name_at};
use crate::pack::{Classes, class};
use crate::report::SpeakerKind;
use crate::signals::Signals;
use crate::words::Kind;

pub(super) fn described(kind: SpeakerKind, s: &Signals, tokens: (usize, usize)) -> Source {
    Source { kind, name: Some(s.words_of(tokens).to_string()), role: None, competent: false, tokens }
}

/// Words at most before the noun that names a speaker.
const BEFORE: usize = 5;

/// What stands in no noun phrase before its noun.
const OUTSIDE: Classes = Classes::of(&[
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
]);
const ENDS: Classes =
    Classes::of(&[class::RELATIVE, class::SUBORDINATOR, class::AUXILIARY, class::BE, class::HAVE, class::SAY_FINITE]);
/// Before a source noun, what does not describe it: « des sources », “two sources”.
const BARE: Classes = Classes::of(&[class::DETERMINER, class::NUMBER_WORD, class::FUNCTION_WORDS]);
const LEARNED: Classes = Classes::of(&[class::ROLE_EXPERT, class::ROLE_SCIENTIFIC, class::STUDY_NOUN]);

/// The noun phrase around its noun, without what else stands in its clause: what a card can print.
fn around(s: &Signals, (low, high): (usize, usize), noun: usize) -> (usize, usize) {
    let mut first = noun;
    while first > low && noun - first < BEFORE {
        let at = first - 1;
        if determines(s, at) {
            first = at;
            break;
        }
        let inside = s.mark(at, '-') || owns(s, at) || s.tokens[at].is_word() && !s.is_any(at, OUTSIDE);
        if !inside {
            break;
        }
        first = at;
    }
    let ends = |at: &usize| s.is_any(*at, ENDS) && !determines(s, *at) && !s.is(*at, class::PREPOSITION);
    let mut last = (noun + 1..high).find(ends).unwrap_or(high);
    while last > noun + 1
        && (!s.tokens[last - 1].is_word() || s.is(last - 1, class::PREPOSITION))
        && !s.mark(last - 1, ')')
    {
        last -= 1;
    }
    // « Des voisins », at the head of the phrase
    if first == low + 1 && s.is_any(low, DETERMINES) {
        first = low;
    }
    (first, last)
}

fn determines(s: &Signals, at: usize) -> bool {
    // « du », « au » lead to the noun of a complement
    !s.is(at, class::PREPOSITION) && s.is_any(at, DETERMINES)
}

/// A genitive's ending: “Holt's”.
pub(super) fn owns(s: &Signals, at: usize) -> bool {
    matches!(s.word(at), "'s" | "’s")
}

pub(super) fn person(people: &People, index: usize, tokens: (usize, usize)) -> Source {
    let p = &people.known[index];
    Source { kind: p.kind(), name: Some(p.name.clone()), role: p.role.clone(), competent: p.competent, tokens }
}

/// Whoever spoke goes on: “he said”, « dit-elle »; of many, only with a pronoun of many.
pub(super) fn continuing(s: &Signals, people: &People, pronoun: usize, tokens: (usize, usize)) -> Option<Source> {
    let many = s.is_plural(pronoun) || s.is(pronoun, class::CROWD);
    let plural = |name: &str| name.ends_with('s') || name.as_bytes().windows(2).any(|pair| pair == b"s ");
    let several = |x: &Source| {
        x.kind == SpeakerKind::Crowd || x.kind == SpeakerKind::Class && x.name.as_deref().is_some_and(plural)
    };
    match people.speaking.as_ref().filter(|x| x.kind != SpeakerKind::Text) {
        Some(x) if !many && several(x) => None,
        Some(x) => Some(Source { tokens, ..x.clone() }),
        None => people.last.map(|p| person(people, p, tokens)),
    }
}

/// A noun phrase as a source, before its words are copied.
struct Grade {
    kind: SpeakerKind,
    /// What names them.
    words: (usize, usize),
    /// What may say that they know.
    vouches: (usize, usize),
    role: Option<(usize, usize)>,
    known: Option<usize>,
}

/// Grades the noun phrase `low..high` (guidelines §4.3). None when it names nobody who could speak.
#[must_use]
pub fn classify(s: &Signals, sentence: usize, low: usize, high: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let (mut low, high) = (low.max(range.first), high.min(range.last));
    // A long left context holds more than the subject: the head is what follows the last preposition-free start.
    let leads = Classes::of(&[class::CONJUNCTION, class::ADVERB]);
    while low < high && (s.is_any(low, leads) || matches!(s.tokens[low].kind, Kind::Mark(',' | '«' | '»' | '—'))) {
        low += 1;
    }
    let tokens = (low, high);
    // A pronoun goes on with whoever spoke; “I” and “we” are no third person's.
    let alone = high == low + 1 || high == low + 2 && !determines(s, low);
    if alone && s.is(low, class::PRONOUN) {
        let own = s.is_any(low, Classes::of(&[class::FIRST_PERSON, class::SECOND_PERSON]));
        // “Who knew?”, « on dit »: nobody
        let nobody = own || s.is(low, class::RELATIVE) || s.folded(low) == "on";
        return if nobody { None } else { continuing(s, people, low, tokens) };
    }
    let Grade { kind, words, vouches, role, known } = grade(s, sentence, tokens, people)?;
    let competent = kind.is_named() && s.any(vouches, class::COMPETENT_ROLE);
    let source = match known {
        // “Commander Devenney”, “the United Nations”: the name itself may say that they know
        Some(index) => {
            let known = person(people, index, tokens);
            let kind = if kind == SpeakerKind::Interested { kind } else { known.kind };
            Source { kind, competent: known.competent || competent, ..known }
        }
        None => Source { role: role.map(|role| s.words_of(role).to_string()), competent, ..described(kind, s, words) },
    };
    Some(Source { tokens, ..source })
}

/// What a noun phrase says of whom it names; the order tells what goes before what.
fn grade(s: &Signals, sentence: usize, tokens: (usize, usize), people: &People) -> Option<Grade> {
    let (low, high) = tokens;
    let first_of = |classes: Classes| {
        // « se garde de … » is a verb.
        (low..high).find(|at| s.is_any(*at, classes) && !(*at > low && s.is(*at - 1, class::REFLEXIVE)))
    };
    let plural = s.is(low, class::PLURAL_DETERMINER);
    let definite = s.is(low, class::DEFINITE);
    let of = |kind, words| Some(Grade { kind, words, vouches: tokens, role: None, known: None });
    let called = |kind, noun| of(kind, around(s, tokens, noun));
    let stake = |range| if s.any(range, class::INTERESTED_ROLE) { SpeakerKind::Interested } else { SpeakerKind::Named };
    if s.is(low, class::CROWD) || high - low <= 3 && s.any(tokens, class::CROWD) {
        return of(SpeakerKind::Crowd, tokens);
    }
    if let Some(at) = first_of(Classes::of(&[class::SOURCE_NOUN])) {
        // « d'après nos informations, Paul Rey partirait »: whom the sentence is about is no source of it
        let names = |comma: &usize| s.mark(*comma, ',') && name_at(s, sentence, comma + 1, people).is_some();
        let high = (at + 1..high).find(names).unwrap_or(high);
        // « une source policière » describes, « des sources » does not
        let says = Classes::of(&[class::SAY, class::AUXILIARY]);
        let told = (at + 1..high).any(|i| s.tokens[i].is_word() && !s.is_any(i, says))
            || (low..at).any(|i| s.tokens[i].is_word() && !s.is_any(i, BARE));
        let kind = if told { SpeakerKind::Described } else { SpeakerKind::Bare };
        return of(kind, around(s, (low, high), at));
    }
    // “the victim's mother”: not the victim
    let offices = Classes::of(&[class::ROLE, class::INTERESTED_ROLE]);
    let whose = |at: &usize| owns(s, at + 1) && at + 2 < high;
    let role_at = match first_of(offices) {
        Some(role) if whose(&role) => {
            (role + 2..high).find(|at| s.is_any(*at, offices) && !whose(at)).or(Some(role + 2))
        }
        role => role,
    };
    // “a teenager who admires Ann Roy”
    let told = (low + 1..high).find(|at| s.is(*at, class::RELATIVE)).unwrap_or(high);
    let (mut first, mut name): (Option<(usize, usize)>, _) = (None, None);
    for at in low..told {
        // « le président de Moldavie Igor Dodon », but not “San | Francisco Chronicle”
        if role_at.is_none_or(|role| role >= at) && first.is_some_and(|first| at < first.1) {
            continue;
        }
        let Some(new) = name_at(s, sentence, at, people) else { continue };
        first = first.or(Some(new));
        // a name of its own before that of a complement: « le maire de Lyon, Paul Rey », “Ford's owner, Ann Lee”
        let before = at - usize::from(at > low && s.is(at - 1, class::DEFINITE));
        if before > low && s.is(before - 1, class::PREPOSITION) || owns(s, new.1) {
            continue;
        }
        // “NASA scientist Ann Lee”: the name behind the trade
        let behind = |(_, end): (usize, usize)| {
            at > end
                && s.is_any(at - 1, TRADE)
                && (end..at).all(|i| s.tokens[i].is_word() && !s.is(i, class::PREPOSITION))
        };
        if name.is_none_or(behind) {
            name = Some(new);
        }
    }
    // capitals of a headline name only those whom the text names elsewhere
    let shouted = |name: &(usize, usize)| s.is_title_case(sentence) && people.find(s.words_of(*name)).is_none();
    // « le ministère de l'Éducation nationale »: the body, whatever its complement is called
    let headed = |named: (usize, usize)| {
        let body = first_of(Classes::of(&[class::BODY_NOUN])).filter(|b| *b < named.0 && role_at.is_none())?;
        let complement = (body + 1..named.0).all(|i| s.is_any(i, Classes::of(&[class::PREPOSITION, class::DEFINITE])));
        (complement && !s.any((low, body), class::PREPOSITION)).then_some(body)
    };
    if let Some(body) = first.filter(|_| name.is_none()).and_then(headed) {
        return called(SpeakerKind::Named, body);
    }
    // “persons in the Public Works Department”: whoever they are, they are not the Department
    if let (Some(inner), None) = (first, name)
        && let Some(led) = (low + 1..inner.0).find(|at| s.is(*at, class::PREPOSITION))
        && role_at.is_none_or(|role| role > led)
    {
        let head = (low, led);
        if !s.any_of(head, names::SAID) && (s.is_plural(led - 1) || s.any_of(head, names::SPEAKS)) {
            let body = !plural && s.any(head, class::BODY_NOUN);
            return called(if body { SpeakerKind::Named } else { SpeakerKind::Described }, led - 1);
        }
        if s.is(led, class::PLACE_PREPOSITION) {
            return None;
        }
    }
    let name = name.or(first).filter(|name| !shouted(name));
    if let Some(name) = name {
        // “an aide to Ms Roy”, « un proche de X »: the name is not the speaker.
        let role_at = role_at.filter(|r| *r < name.0);
        let apposed = |role: usize| (role..name.0).any(|i| s.mark(i, ','));
        if let Some(role) = role_at.filter(|r| s.any((*r, name.0), class::PREPOSITION) && !apposed(*r)) {
            let (words, own) = (around(s, tokens, role), (role, role + 1));
            let stake = stake(own);
            let known = stake == SpeakerKind::Interested || definite;
            let kind = if known { stake } else { SpeakerKind::Described };
            return Some(Grade { kind, words, vouches: own, role: None, known: None });
        }
        // “Holt's lawyer”, “a Treasury official”
        let genitive = owns(s, name.1);
        let ends = if genitive { high } else { (name.1 + 1).min(high) };
        let behind = (name.1..ends).find(|at| s.is_any(*at, OFFICE)).filter(|_| s.pack.code == "en");
        if let Some(role) = behind {
            let known = genitive || !determines(s, low) || definite;
            let kind = if known { stake((role, role + 1)) } else { SpeakerKind::Described };
            return of(kind, (low, role + 1));
        }
        let known = people.find(s.words_of(name));
        return Some(Grade {
            kind: stake(tokens),
            words: name,
            vouches: if known.is_some() { name } else { tokens },
            role: role_at.map(|r| (r, name.0)),
            known,
        });
    }
    let learned = first_of(LEARNED);
    // the body itself, not one that stands in its complement
    let body = first_of(Classes::of(&[class::BODY_NOUN]))
        .filter(|b| !s.any((low, *b), class::PREPOSITION) && !owns(s, *b + 1))
        // “union officials”: not the union
        .filter(|b| s.pack.code != "en" || !s.is_any(*b + 1, OFFICE) || *b + 1 >= high);
    if let (None, Some(noun)) = (learned, body) {
        // “Retailers say”: of the kind, no body in particular
        let any = noun == low && s.pack.code == "en" && s.is_plural(noun);
        return called(if any { SpeakerKind::Described } else { SpeakerKind::Named }, noun);
    }
    if let Some(noun) = learned.or(role_at) {
        // “the judges”, “Owners complain”
        let many = plural || s.is_plural(noun);
        let one = definite && !many;
        let kind = match stake((noun, noun + 1)) {
            _ if learned.is_some() => {
                let unique = one && !s.any(tokens, class::STUDY_NOUN) && s.is(low + 1, class::UNIQUE_ROLE);
                if unique { SpeakerKind::Named } else { SpeakerKind::Class }
            }
            SpeakerKind::Named if !one || s.is(low, class::FIRST_PERSON) => SpeakerKind::Described,
            _ if many => SpeakerKind::Described,
            kind => kind,
        };
        // « la biologiste »: who was named with the trade, or is spoken of
        let known = if one && high - low <= 4 { people.periphrasis(&s.folded(noun)) } else { None };
        return Some(Grade { known, ..called(kind, noun)? });
    }
    called(SpeakerKind::Described, first_of(Classes::of(&[class::DOCUMENT_NOUN]))?)
}
