//! Who is the subject of a verb of saying: the noun phrase before its verb group or behind it, past what stands between
//! them; and who speaks where there is no verb, before a colon.
//!
//! Absent on purpose: how a noun phrase is graded (`classify.rs`), and the verbs (`phrase.rs`).

use super::classify::{classify, continuing, described, person};
use super::phrase::{phrase_end, phrase_start};
use crate::names::{DETERMINES, OFFICE, People, Source, name_at};
use crate::pack::{Classes, class};
use crate::report::SpeakerKind;
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, Kind};

/// What opens the noun phrase of a speaker behind the verb.
const OPENS: Classes = Classes::of(&[class::DETERMINER, class::HONORIFIC, class::ROLE, class::ADVERB, class::CROWD]);
/// What opens none, though a quotation stands before the verb: “…,” he says of sales.
const OPENS_NONE: Classes = Classes::of(&[class::PREPOSITION, class::SUBORDINATOR, class::PRONOUN]);
/// What stands between a subject and its verb group.
const BETWEEN: Classes =
    Classes::of(&[class::NEGATION, class::ADVERB, class::CLITIC, class::MODAL, class::AUXILIARY, class::HAVE]);
/// Pronouns that are the subject of a verb behind them.
const PERSONS: Classes = Classes::of(&[class::PRONOUN, class::FIRST_PERSON, class::SECOND_PERSON]);
/// What opens an aside about whom it follows: “who …”, « de son côté », “a friend”.
const ASIDE: Classes = Classes::of(&[class::RELATIVE, class::PREPOSITION, class::DETERMINER, class::PRONOUN]);

/// The speaker of a verb of saying whose group begins at `start`.
pub(super) fn of_verb(s: &Signals, sentence: usize, start: usize, verb: usize, people: &People) -> Option<Source> {
    let range = s.sentences[sentence];
    let clitic = |at: usize| at < range.last && s.word(at).starts_with(['-', '\u{2010}', '\u{2011}']);
    // déclare-t-il, a-t-il déclaré
    if clitic(verb + 1) || (start < verb && clitic(start + 1)) {
        let pronoun = if clitic(verb + 1) { verb + 1 } else { start + 1 };
        let word = s.folded(pronoun);
        if word.ends_with("on") {
            let crowd = described(SpeakerKind::Crowd, s, (pronoun, pronoun + 1));
            return Some(Source { name: Some("on".into()), ..crowd });
        }
        if word.ends_with("je") || word.ends_with("nous") || word.ends_with("vous") {
            return None;
        }
        let end = if clitic(verb + 1) { verb + 2 } else { verb + 1 };
        return continuing(s, people, pronoun, (start, end.min(range.last)));
    }
    // « s'est félicité », « lui répond »
    let mut open = start;
    while open > range.first && s.is(open - 1, class::CLITIC) {
        open -= 1;
    }
    let before = open.wrapping_sub(1);
    // within a quotation a comma ends what is said
    if open > range.first
        && s.quote_at(before).is_none()
        && let Some(source) = past_aside(s, sentence, before, people)
    {
        return Some(source);
    }
    let after = behind(s, verb + 1);
    // “told Radio X”, « a raconté au micro de X »: a hearer
    let hearer = s.is(verb, class::WITH_HEARER) || s.is(verb + 1, class::PLACE_PREPOSITION);
    let right = |after_mark: bool| {
        let token = s.tokens[..range.last].get(after).filter(|_| !hearer)?;
        let quoted = s.mark(before, '»') && token.is_word() && !s.is_any(after, OPENS_NONE);
        let opens = if after_mark { s.is_any(after, OPENS) || quoted } else { s.is(after, class::DEFINITE) };
        let end = phrase_end(s, range.last, after);
        (token.is(CAP) || opens).then(|| classify(s, sentence, after, end, people)).flatten()
    };
    // English turns only a verb without an auxiliary round.
    let turned = start == verb || s.pack.code != "en";
    let follows_mark = open == range.first
        || matches!(s.tokens[before].kind, Kind::Mark(',' | '»' | '—' | ')' | '?' | '!' | '…' | '-'));
    (follows_mark && turned)
        .then(|| right(true))
        .flatten()
        // “…,” Ana Ruiz said / X said that
        .or_else(|| subject(s, sentence, start, people))
        // a indiqué le préfet, without a comma before; but “we warned the minister”
        .or_else(|| (!own_subject(s, range.first, start)).then(|| right(false)).flatten())
}

/// Whether a pronoun is the subject before a verb group: nobody behind the verb is.
fn own_subject(s: &Signals, first: usize, verb: usize) -> bool {
    let before = (first..verb).rev().find(|at| !s.is_any(*at, BETWEEN));
    before.is_some_and(|at| s.is_any(at, PERSONS))
}

/// Where the noun phrase behind a verb begins: « a déclaré hier soir le préfet », “said on Tuesday the minister”.
fn behind(s: &Signals, from: usize) -> usize {
    let mut at = from;
    loop {
        let led = s.is_any(at, Classes::of(&[class::DEFINITE, class::PREPOSITION])) && s.is(at + 1, class::WEEKDAY);
        if !led && !s.is(at, class::SAID_WHEN) {
            return at;
        }
        at += 1;
    }
}

/// The subject to the left of a verb group.
pub(super) fn subject(s: &Signals, sentence: usize, verb: usize, people: &People) -> Option<Source> {
    let first = s.sentences[sentence].first;
    let mut end = verb;
    while end > first && s.is_any(end - 1, BETWEEN) {
        end -= 1;
    }
    let last = end.checked_sub(1).filter(|last| *last >= first)?;
    // “Ann Roy, who says”, « X SA, qui répond »: whom the comma follows
    let comma = last.checked_sub(1).filter(|comma| *comma > first && s.mark(*comma, ','));
    if let Some(comma) = comma.filter(|_| s.is(last, class::RELATIVE)) {
        return antecedent(s, sentence, comma, people);
    }
    past_aside(s, sentence, last, people).or_else(|| {
        let end = if s.mark(last, ',') { last } else { end };
        classify(s, sentence, phrase_start(s, first, end), end, people)
    })
}

/// Whom a relative after this comma goes on about: the name right before it, else the noun phrase.
fn antecedent(s: &Signals, sentence: usize, comma: usize, people: &People) -> Option<Source> {
    let low = phrase_start(s, s.sentences[sentence].first, comma);
    let name = (low..comma).find(|at| name_at(s, sentence, *at, people).is_some_and(|name| name.1 == comma));
    let article = || {
        (low..comma).rev().find(|at| {
            s.is_any(*at, DETERMINES) && !s.is(*at, class::PREPOSITION) && !s.is(at.wrapping_sub(1), class::OF)
        })
    };
    let head = name.or_else(article).unwrap_or(low);
    past_aside(s, sentence, comma, people).or_else(|| classify(s, sentence, head, comma, people))
}

/// Asides that are stepped over at most, and the tokens of one.
const ASIDES: usize = 3;
const LONGEST_ASIDE: usize = 40;

/// Whom an aside that closes here is about: « X, procureur de Y, a déclaré », “Ann Lee (Leeds) said”, “Holt, 26, who
/// once led Z, told”; or the name that is the aside: “Its owner, Ann Lee, says”.
fn past_aside(s: &Signals, sentence: usize, close: usize, people: &People) -> Option<Source> {
    let low = s.sentences[sentence].first;
    let name = |at: usize| s.tokens[at].is(CAP) && !s.is(at, class::NOT_A_NAME);
    let mut close = close;
    for _ in 0..ASIDES {
        let bracket = s.mark(close, ')');
        if !bracket && !s.mark(close, ',') {
            return None;
        }
        let ends = |at: &usize| matches!(s.tokens[*at].kind, Kind::Mark(',' | ';' | ':' | '«' | '»' | '('));
        let comma = (low.max(close.saturating_sub(LONGEST_ASIDE))..close).rev().find(ends)?;
        let open = comma + 1;
        if comma == low || !s.mark(comma, if bracket { '(' } else { ',' }) {
            return None;
        }
        if !bracket && name(open) && !name(comma - 1) {
            return classify(s, sentence, open, close, people);
        }
        let told = bracket
            || close - open == 1
            || name(open)
            || s.is_any(open, ASIDE)
            || s.any_of((open, close.min(open + 5)), OFFICE);
        if !told {
            return None;
        }
        let head = phrase_start(s, low, comma);
        // « le millionnaire, naguère adjoint …, a déclaré »: another word for whoever the text is about
        let other_word = || {
            let short = s.is(head, class::DEFINITE) && !s.is(head, class::PLURAL_DETERMINER) && comma - head == 2;
            let index = short.then(|| people.periphrasis(&s.folded(head + 1))).flatten()?;
            Some(person(people, index, (head, comma)))
        };
        // “the mayor of Leeds, Ann Lee, told”
        let end = if name(open) { close } else { comma };
        let whom = classify(s, sentence, head, end, people).or_else(other_word);
        if whom.is_some() {
            return whom;
        }
        close = comma;
    }
    None
}

/// « Le maire : « … » », “Jane Holt: ‘…’”; in a headline also « X : P ».
pub(super) fn before_colon(s: &Signals, sentence: usize, people: &People) -> Option<(Source, usize)> {
    let range = s.sentences[sentence];
    let first = range.first;
    let colon = (first..range.last).find(|at| s.mark(*at, ':'))?;
    let named = || {
        name_at(s, sentence, first, people).is_some_and(|name| {
            let known = colon - first >= 2 || s.tokens[first].is(ACRONYM) || people.find(s.word(first)).is_some();
            name.1 == colon && known
        })
    };
    let end = if s.mark(colon + 1, '«') {
        phrase_end(s, colon, first)
    } else if s.is_headline() && sentence == 0 && named() {
        colon
    } else {
        return None;
    };
    let source = classify(s, sentence, first, end, people)?;
    source.kind.is_named().then_some((source, colon))
}
