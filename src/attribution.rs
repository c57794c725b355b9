//! Who says it: named, interested, described, a class, a crowd, or nobody.
//!
//! Source, cue and content after PARC and PolNeAR; grades and scope rules after guidelines §4.3 and §8 (A1–A6).
//! Names are found by their capitals, particles, titles and roles (lexicon §3.3): there is no list of names.
//!
//! Absent on purpose: whether a claim is covered by evidence (`evidence.rs`), and any weighing (`severity.rs`).

use crate::names::{People, Source, introduce, name_at};
use crate::pack::{ClassOf, class};
use crate::report::{Place, Speaker, SpeakerKind, Strength};
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, Kind};

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

fn described(kind: SpeakerKind, s: &Signals, tokens: (usize, usize)) -> Source {
    Source { kind, name: Some(s.words_of(tokens).to_string()), role: None, competent: false, tokens }
}

fn person(people: &People, index: usize, tokens: (usize, usize)) -> Source {
    let p = &people.known[index];
    Source {
        kind: if p.interested { SpeakerKind::Interested } else { SpeakerKind::Named },
        name: Some(p.name.clone()),
        role: p.role.clone(),
        competent: p.competent,
        tokens,
    }
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
    if has(class::BODY_NOUN) {
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
    introduce(s, sentence, people);
    let range = s.sentences[sentence];
    let mut out = Vec::new();
    layout(s, sentence, people, &mut out);
    // « selon X »
    let mut according: Vec<_> = s.list(sentence, "according").copied().collect();
    according.sort_by_key(|m| (m.first, std::cmp::Reverse(m.last)));
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
    for at in range.first..range.last {
        let Some((start, form)) = saying(s, range.first, at) else { continue };
        let gerund = form == Form::Gerund;
        let finite = form == Form::Finite;
        let source = if gerund && !finite {
            out.last().map(|a: &Attribution| a.source.clone()).or_else(|| subject(s, sentence, start, people))
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
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Finite,
    /// With « avoir », “have”, or a reflexive « être ».
    Compound,
    Gerund,
}

/// Whether the word at `at` is a verb of saying in a form that somebody can be the subject of, and where its verb
/// group begins. Nouns of the same shape (the report, le juge) and passives (is expected) are not.
fn saying(s: &Signals, low: usize, at: usize) -> Option<(usize, Form)> {
    if s.tokens[at].kind != Kind::Word || !s.is(at, class::SAY) {
        return None;
    }
    let mut before = at;
    while before > low && (s.is(before - 1, class::ADVERB) || s.is(before - 1, class::NEGATION)) && at - before < 4 {
        before -= 1;
    }
    let last = before.checked_sub(1).filter(|b| *b >= low);
    let noun_like = last.is_some_and(|b| {
        let article = s.is(b, class::DETERMINER) || s.is(b, class::DEFINITE) || s.is(b, class::PLURAL_DETERMINER);
        // « l'annonce de X » is a noun, « X l'annonce » a verb
        let object = s.is(b, class::CLITIC) && !s.is(at + 1, class::OF);
        article && !object || s.word(b).ends_with("'s") || s.word(b).ends_with("\u{2019}s")
    });
    if noun_like {
        return None;
    }
    if let Some(b) = last
        && (s.is(b, class::BE)
            || s.is(b, class::AUXILIARY)
            || s.is(b, class::HAVE)
            || s.word(b).starts_with('-') && s.is(at, class::SAY_PAST_PARTICIPLE))
    {
        let mut helper = b;
        while helper > low && s.word(helper).starts_with('-') {
            helper -= 1;
        }
        let reflexive = helper > low && s.is(helper - 1, class::REFLEXIVE);
        let passive = s.is(helper, class::BE) && !reflexive;
        return (!passive && s.is(at, class::SAY_PAST_PARTICIPLE)).then_some((helper, Form::Compound));
    }
    if s.is(at, class::SAY_PRESENT_PARTICIPLE) && !s.is(at, class::SAY_FINITE) {
        let apart = last.is_none_or(|b| matches!(s.tokens[b].kind, Kind::Mark(',' | '»' | '—')));
        return apart.then_some((at, Form::Gerund));
    }
    if !s.is(at, class::SAY_FINITE) {
        return None;
    }
    // “report”, “claim”, “doubt” are verbs only after somebody in the plural, or I and you
    if s.is(at, class::SAY_BASE) && !s.is(at, class::SAY_PAST) {
        let b = last?;
        let plural = s.is(b, class::PRONOUN)
            || s.is(b, class::CROWD)
            || s.is(b, class::FIRST_PERSON)
            || s.is(b, class::ROLE)
            || s.is(b, class::BODY_NOUN)
            || s.tokens[b].is_word()
                && s.word(b).ends_with(['s', 'n', 'e'])
                && !s.is(b, class::FUNCTION_WORDS)
                && !s.is(b, class::INFINITIVE_MARKER);
        if !plural {
            return None;
        }
    }
    Some((at, Form::Finite))
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

/// Where a noun phrase that starts here ends: at a verb, a mark, or after a dozen words. An apposition between
/// commas that holds a name or a role belongs to it.
fn phrase_end(s: &Signals, high: usize, from: usize) -> usize {
    let mut at = from;
    while at < high && at < from + 14 {
        match s.tokens[at].kind {
            Kind::Mark(',') => {
                let names = s
                    .tokens
                    .get(at + 1)
                    .is_some_and(|t| t.is(CAP) && at + 1 < high && !s.is(at + 1, class::NOT_A_NAME));
                let role = (at + 1..high.min(at + 4)).any(|i| s.is(i, class::ROLE) || s.is(i, class::INTERESTED_ROLE));
                if !(names || role) || at == from {
                    break;
                }
            }
            Kind::Mark('-' | '&' | '.') => {}
            Kind::Mark(_) => break,
            Kind::Word
                if at > from
                    && (s.is(at, class::AUXILIARY)
                        || s.is(at, class::SAY_FINITE)
                        || s.is(at, class::BE)
                        || s.is(at, class::RELATIVE)) =>
            {
                break;
            }
            _ => {}
        }
        at += 1;
    }
    at
}

fn speaker_of_verb(s: &Signals, sentence: usize, start: usize, verb: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let after = verb + 1;
    let next = s.word(after);
    let clitic = |at: usize| at < range.last && s.word(at).starts_with(['-', '\u{2010}', '\u{2011}']);
    // déclare-t-il, a-t-il déclaré
    if clitic(after) || (start + 1 <= verb && clitic(start + 1)) {
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
    let right_phrase = !next.is_empty()
        && after < range.last
        && (s.tokens[after].is(CAP)
            || s.is(after, class::DETERMINER)
            || s.is(after, class::HONORIFIC)
            || s.is(after, class::ROLE)
            || s.is(after, class::ADVERB)
            || s.is(after, class::CROWD));
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
    // « X, procureur de Y, a déclaré »: pass over the apposition
    if end > range.first && s.mark(end - 1, ',') {
        let mut open = end - 1;
        while open > range.first && !matches!(s.tokens[open - 1].kind, Kind::Mark(',' | ';' | ':' | '«' | '»' | '('))
        {
            open -= 1;
        }
        if open > range.first && s.mark(open - 1, ',') {
            let head = phrase_start(s, range.first, open - 1);
            if let Some(source) = classify(s, sentence, head, end - 1, people) {
                return Some(source);
            }
        }
        return classify(s, sentence, phrase_start(s, range.first, end - 1), end - 1, people);
    }
    if end == range.first {
        return None;
    }
    classify(s, sentence, phrase_start(s, range.first, end), end, people)
}

/// Where the noun phrase that ends here begins.
fn phrase_start(s: &Signals, low: usize, end: usize) -> usize {
    let mut at = end;
    while at > low && end - at < 16 {
        let i = at - 1;
        match s.tokens[i].kind {
            Kind::Mark('-' | '&' | '.') => {}
            Kind::Mark(_) => break,
            Kind::Word => {
                if at < end && (s.is(i, class::SUBORDINATOR) || s.is(i, class::RELATIVE) || s.is(i, class::SAY_FINITE))
                {
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
