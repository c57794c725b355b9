//! Who says it: named, interested, described, a class, a crowd, or nobody.
//!
//! Source, cue and content after PARC and `PolNeAR`; grades and scope rules after guidelines §4.3 and §8 (A1–A6).
//! Names are found by their capitals, particles, titles and roles (lexicon §3.3): there is no list of names.
//!
//! Absent on purpose: whether a claim is covered by evidence (`evidence.rs`), and any weighing (`severity.rs`).

mod classify;
mod phrase;
mod unnamed;

pub use classify::classify;
pub use unnamed::{Unnamed, unnamed};

use crate::names::{People, Source, introduce, name_at};
use crate::order;
use crate::pack::{class, list};
use crate::report::{Place, Speaker, SpeakerKind, Strength};
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, Kind};
use classify::{described, person};
use phrase::{Form, phrase_end, phrase_start, saying};

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
    let mut out = Vec::new();
    layout(s, sentence, people, &mut out);
    // « selon X »
    // of those that begin together, the longest
    let according: Vec<_> = s.list(sentence, list::ACCORDING).copied().collect();
    let mut according = order::by_key(according, |m| order::pair(m.first, u32::MAX as usize - m.last));
    according.dedup_by_key(|m| m.first);
    for cue in according {
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
        while start > range.first && (s.is(start - 1, class::AUXILIARY) || s.is(start - 1, class::HAVE)) {
            start -= 1;
        }
        if let Some(source) = subject(s, sentence, start, people) {
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
    for at in range.first..range.last {
        let Some((start, form)) = saying(s, range.first, at) else { continue };
        let gerund = form == Form::Gerund;
        let finite = form == Form::Finite;
        let source = if gerund && !finite {
            earlier(&out, at).map(|a| a.source.clone()).or_else(|| subject(s, sentence, start, people))
        } else {
            speaker_of_verb(s, sentence, start, at, people)
        };
        let Some(source) = source else { continue };
        let cue = (source.tokens.0.min(start), source.tokens.1.max(at + 1));
        let cue = if cue.1 - cue.0 > 30 { (start, at + 1) } else { cue };
        people.speaking = Some(source.clone());
        out.push(Attribution { source, cue, verb: at, strength: strength(s, at), sentence, according: false });
    }
    if let Some(last) = out.iter().rev().find(|a| a.according) {
        people.speaking = Some(last.source.clone());
    }
    if out.is_empty()
        && let Some(subject) = opening(s, sentence, people)
    {
        people.speaking = Some(subject);
    }
    out
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

/// Headline « X : P ».
fn layout(s: &Signals, sentence: usize, people: &People, out: &mut Vec<Attribution>) {
    let range = s.sentences[sentence];
    if !s.is_headline() || sentence != 0 {
        return;
    }
    let Some(colon) = (range.first..range.last.min(range.first + 7)).find(|at| s.mark(*at, ':')) else { return };
    let name = name_at(s, sentence, range.first, people).filter(|n| {
        n.1 == colon
            && (colon - range.first >= 2
                || s.tokens[range.first].is(ACRONYM)
                || people.find(s.word(range.first)).is_some())
    });
    let Some(name) = name else { return };
    let words = s.words_of(name);
    let source = match people.find(words) {
        Some(index) => person(people, index, name),
        None => Source {
            kind: SpeakerKind::Named,
            name: Some(words.to_string()),
            role: None,
            competent: false,
            tokens: name,
        },
    };
    out.push(Attribution {
        source,
        cue: (range.first, colon + 1),
        verb: colon,
        strength: Strength::None,
        sentence,
        according: false,
    });
}

fn speaker_of_verb(s: &Signals, sentence: usize, start: usize, verb: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let after = verb + 1;
    let next = s.word(after);
    let clitic = |at: usize| at < range.last && s.word(at).starts_with(['-', '\u{2010}', '\u{2011}']);
    // déclare-t-il, a-t-il déclaré
    if clitic(after) || (start < verb && clitic(start + 1)) {
        let word = s.folded(if clitic(after) { after } else { start + 1 });
        if word.ends_with("on") {
            return Some(described(SpeakerKind::Crowd, s, (after, after + 1)));
        }
        if word.ends_with("je") || word.ends_with("nous") || word.ends_with("vous") {
            return None;
        }
        let tokens = (start, (after + 1).min(range.last));
        let source = people.speaking.clone().filter(|x| x.kind != SpeakerKind::Text);
        return source.map(|x| Source { tokens, ..x }).or_else(|| people.last.map(|p| person(people, p, tokens)));
    }
    let before = start.checked_sub(1).filter(|b| *b >= range.first);
    let follows_mark =
        before.is_none_or(|b| matches!(s.tokens[b].kind, Kind::Mark(',' | '»' | '—' | ')' | '?' | '!' | '…' | '-')));
    // “told Radio X”, « a raconté au micro de X »: a hearer
    let hearer = s.is(verb, class::WITH_HEARER) || s.is(after, class::PLACE_PREPOSITION);
    let right_phrase = !next.is_empty()
        && !hearer
        && after < range.last
        && (s.tokens[after].is(CAP)
            || s.is(after, class::DETERMINER)
            || s.is(after, class::HONORIFIC)
            || s.is(after, class::ROLE)
            || s.is(after, class::ADVERB)
            || s.is(after, class::CROWD));
    if let Some(source) = before.filter(|b| s.mark(*b, ',')).and_then(|b| past_apposition(s, sentence, b, people)) {
        return Some(source);
    }
    if follows_mark && right_phrase {
        let end = phrase_end(s, range.last, after);
        if let Some(source) = classify(s, sentence, after, end, people) {
            return Some(source);
        }
    }
    // “…,” Ana Ruiz said / X said that
    let left = subject(s, sentence, start, people);
    if left.is_some() {
        return left;
    }
    // a indiqué le préfet, without a comma before
    if right_phrase && (s.is(after, class::DEFINITE) || s.tokens[after].is(CAP)) {
        let end = phrase_end(s, range.last, after);
        return classify(s, sentence, after, end, people);
    }
    None
}

/// The subject to the left of a verb group.
fn subject(s: &Signals, sentence: usize, verb: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let mut end = verb;
    // clitics, negation and adverbs stand between subject and verb
    while end > range.first {
        let at = end - 1;
        let skip = s.is(at, class::NEGATION)
            || s.is(at, class::ADVERB)
            || s.is(at, class::CLITIC)
            || s.is(at, class::MODAL)
            || s.is(at, class::AUXILIARY)
            || s.is(at, class::HAVE);
        if !skip {
            break;
        }
        end -= 1;
    }
    if end > range.first && s.mark(end - 1, ',') {
        return past_apposition(s, sentence, end - 1, people)
            .or_else(|| classify(s, sentence, phrase_start(s, range.first, end - 1), end - 1, people));
    }
    if end == range.first {
        return None;
    }
    classify(s, sentence, phrase_start(s, range.first, end), end, people)
}

/// « X, procureur de Y, a déclaré », “the billionaire, who once led Z, told”: the head before an apposition that ends
/// at this comma.
fn past_apposition(s: &Signals, sentence: usize, comma: usize, people: &People) -> Option<Source> {
    let low = s.sentences[sentence].first;
    let mut open = comma;
    while open > low && !matches!(s.tokens[open - 1].kind, Kind::Mark(',' | ';' | ':' | '«' | '»' | '(')) {
        open -= 1;
    }
    if open == low || !s.mark(open - 1, ',') {
        return None;
    }
    let told = s.is(open, class::RELATIVE)
        || (open..comma.min(open + 5))
            .any(|at| s.is(at, class::ROLE) || s.is(at, class::INTERESTED_ROLE) || s.is(at, class::COMPETENT_ROLE))
        || s.tokens[open].kind == Kind::Number;
    let head = phrase_start(s, low, open - 1);
    // « le millionnaire, naguère adjoint …, a déclaré »: another word for whoever the text is about
    let other_word = || {
        let short = s.is(head, class::DEFINITE) && !s.is(head, class::PLURAL_DETERMINER) && open - 1 - head == 2;
        let index = short.then(|| people.periphrasis(&s.folded(head + 1))).flatten()?;
        Some(person(people, index, (head, open - 1)))
    };
    told.then(|| classify(s, sentence, head, open - 1, people).or_else(other_word)).flatten()
}

/// The attribution that reaches painted tokens (guidelines §8): one whose own cue holds them; else, for words inside
/// a quotation, whoever speaks outside it; else the last one that begins before them, else the first after.
#[must_use]
pub fn reaching<'a>(s: &Signals, found: &'a [Attribution], range: (usize, usize)) -> Option<&'a Attribution> {
    let own = found
        .iter()
        .filter(|a| a.cue.0 <= range.0 && range.0 < a.cue.1 || range.0 <= a.verb && a.verb < range.1)
        .max_by_key(|a| a.cue.0);
    if own.is_some() {
        return own;
    }
    let quote = s.quote_at(range.0);
    let outside = |a: &&Attribution| match (quote, s.quote_at(a.verb)) {
        (_, None) => true,
        (Some(q), Some(other)) => q != other,
        (None, Some(_)) => false,
    };
    let nearest = |list: &mut dyn Iterator<Item = &'a Attribution>| -> Option<&'a Attribution> {
        let list: Vec<&Attribution> = list.collect();
        list.iter()
            .filter(|a| a.cue.0 <= range.0)
            .max_by_key(|a| a.cue.0)
            .or_else(|| list.iter().min_by_key(|a| a.cue.0))
            .copied()
    };
    nearest(&mut found.iter().filter(outside))
        .or_else(|| if quote.is_some() { nearest(&mut found.iter()) } else { None })
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
