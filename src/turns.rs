//! Who has the floor, block by block: labels of a thread or transcript (« Nadia : … », “Q: … A: …”), the one who
//! answers in an interview, the one who gives a speech (guidelines §8; decree 12).
//!
//! Absent on purpose: weight. Having the floor is no support for what is said; the card only has to name who says it.

use crate::names::{self, People};
use crate::pack::class;
use crate::report::{Place, Speaker, SpeakerKind, Strength};
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, Kind, NEWLINE};
use std::collections::HashMap;

/// Words of a label at most.
const LABEL: usize = 4;
/// Labelled blocks that a thread has at least, and of how many blocks they are one at least.
const FEWEST: usize = 3;
const SHARE: usize = 4;

/// In a speech, one word in so many at least is I, we or you.
const ADDRESS: usize = 28;

/// A label at a block's head.
struct Label<'d> {
    words: &'d str,
    place: Place,
}

/// Who has the floor in each block; none where the text itself speaks.
#[must_use]
pub fn floor(blocks: &[Option<Signals>], people: &People) -> Vec<Option<Speaker>> {
    let labels: Vec<Option<Label>> = blocks.iter().map(|s| s.as_ref().and_then(label)).collect();
    let bodies = blocks.iter().flatten().filter(|s| !s.is_headline()).count();
    let guest = blocks.iter().flatten().take(2).find_map(|s| announced(s, people));
    if is_thread(&labels, bodies) {
        return thread(blocks, &labels, guest.as_ref(), people);
    }
    let asks =
        |s: &Signals| !s.is_headline() && s.sentences.len().checked_sub(1).is_some_and(|last| s.is_question(last));
    let questions = blocks.iter().flatten().filter(|s| asks(s)).count();
    // A title alone may be about either: a speech addresses somebody throughout, an interview has its questions.
    let guest = guest.filter(|_| questions >= FEWEST || addressed(blocks));
    // Who gives a speech is its author: the text itself speaks, and the card can say whose text it is (decree 12).
    let author =
        |guest: Speaker| if questions >= FEWEST { guest } else { Speaker { kind: SpeakerKind::Text, ..guest } };
    let guest = guest.map(author);
    let guest = guest.or_else(|| (questions >= FEWEST).then(|| met(blocks, people)).flatten());
    let has_floor = |s: &&Signals| !(s.is_headline() || questions >= FEWEST && asks(s));
    blocks.iter().map(|s| s.as_ref().filter(has_floor).and_then(|_| guest.clone())).collect()
}

/// I, we and you throughout, outside quotations.
fn addressed(blocks: &[Option<Signals>]) -> bool {
    let (mut words, mut persons) = (0, 0);
    for s in blocks.iter().flatten() {
        for at in (0..s.tokens.len()).filter(|at| s.tokens[*at].is_word() && s.quote_at(*at).is_none()) {
            words += 1;
            persons += usize::from(s.is(at, class::FIRST_PERSON) || s.is(at, class::SECOND_PERSON));
        }
    }
    persons * ADDRESS > words
}

/// Whether somebody comes again, and labels stand in a good part of the blocks: « Prix : », « Durée : » make no thread.
fn is_thread(labels: &[Option<Label>], bodies: usize) -> bool {
    let found = labels.iter().flatten().count();
    // The kind of map that names already use: another would be compiled once more, 10 KB of Wasm.
    let mut seen: HashMap<String, usize> = HashMap::new();
    let again = labels.iter().flatten().any(|label| seen.insert(label.words.to_owned(), 1).is_some());
    found >= FEWEST && found * SHARE >= bodies && again
}

fn thread(
    blocks: &[Option<Signals>],
    labels: &[Option<Label>],
    guest: Option<&Speaker>,
    people: &People,
) -> Vec<Option<Speaker>> {
    let mut now: Option<Speaker> = None;
    let mut full: Vec<&str> = Vec::new();
    let mut out = Vec::with_capacity(blocks.len());
    for (s, label) in blocks.iter().zip(labels) {
        if s.as_ref().is_some_and(Signals::is_headline) {
            now = None;
        }
        if let Some(label) = label {
            now = match label.words {
                // Questions are the text's own; answers are the guest's.
                "Q" => None,
                "A" | "R" => guest.cloned(),
                words => {
                    let whole = full.iter().find(|name| words.contains('.') && initials(name) == initials(words));
                    let words = whole.copied().unwrap_or(words);
                    if words.contains(char::is_whitespace) {
                        full.push(words);
                    }
                    Some(named(words, label.place, people))
                }
            };
        }
        out.push(now.clone());
    }
    out
}

/// The first letters of the words of a name: « R. B. » has those of « Rachid Belkacem ».
fn initials(name: &str) -> String {
    let mut before = ' ';
    let mut out = String::new();
    for letter in name.chars() {
        if letter.is_alphabetic() && !before.is_alphabetic() {
            out.push(letter);
        }
        before = letter;
    }
    out
}

fn named(words: &str, place: Place, people: &People) -> Speaker {
    let known = people.find(words).map(|index| &people.known[index]);
    Speaker {
        kind: known.map_or(SpeakerKind::Named, names::Person::kind),
        name: Some(known.map_or_else(|| words.to_string(), |person| person.name.clone())),
        role: known.and_then(|person| person.role.clone()),
        cue: Some(place),
        strength: Strength::None,
    }
}

/// Words of a heading line or of a label with its office at most.
const HEADING: usize = 16;

/// « Nadia : », “walker7:”, “DR OKORO:” at the head of a block that goes on, « M. Roy, rapporteur. » and
/// “Ann Lee (Leeds) (Lab):” of a debate, « **nadia** — lundi 21:52 » of a thread.
fn label<'d>(s: &Signals<'d>) -> Option<Label<'d>> {
    if s.is_headline() {
        return None;
    }
    let (first, last, end) =
        before_colon(s).or_else(|| in_debate(s)).or_else(|| before_dash(s)).or_else(|| line_of_post(s))?;
    let goes_on = s.tokens.get(end..)?.iter().filter(|t| t.is_word()).take(2).count() == 2;
    let span = s.span((first, last));
    let place = Place { block: s.number, start: span.start, end: span.end };
    goes_on.then(|| Label { words: s.words_of((first, last)), place })
}

/// The words of a label, and where what is said begins.
type Labelled = Option<(usize, usize, usize)>;

fn before_colon(s: &Signals) -> Labelled {
    // Stars are a bold name as plain text has it: “**walker7** : …”.
    let starred = |at: &usize| s.mark(*at, '*');
    let first = (0..s.tokens.len().min(LABEL)).find(|at| !starred(at))?;
    let colon = (first + 1..s.tokens.len().min(first + 2 * LABEL + 1)).find(|at| s.mark(*at, ':'))?;
    let last = (first..colon).rev().find(|at| !starred(at))? + 1;
    let name = s.tokens[first..last]
        .iter()
        .all(|t| matches!(t.kind, Kind::Word | Kind::Number | Kind::Junk | Kind::Mark('.' | '_' | '-')));
    let head = s.tokens[first];
    // « Article 3 bis : » is none; the number of a handle (`walker_7`) hangs on its word.
    let counts = |at: usize| s.tokens[at].kind == Kind::Number && s.tokens[at - 1].end < s.tokens[at].start;
    let handle = s.mark(first + 1, '_');
    let common = !head.is(CAP) && head.id != 0 && !handle || last > first + 2 && (first + 1..last).any(counts);
    let start = (colon + 1..s.tokens.len()).find(|at| !starred(at))?;
    (name && !common && last - first <= if handle { 2 * LABEL } else { LABEL }).then_some((first, last, start))
}

/// A title or a name in capitals, then an office after a comma or in brackets, then a full stop or a colon.
fn in_debate(s: &Signals) -> Labelled {
    let titled = s.is(0, class::HONORIFIC);
    let first = if titled { 1 + usize::from(s.mark(1, '.')) } else { 0 };
    let named = |at: &usize| s.tokens.get(*at).is_some_and(|t| t.is_word() && (t.is(CAP) || titled));
    let last = first + (first..first + LABEL).take_while(named).count();
    let bracket = s.mark(last, '(');
    let closes = |at: &usize| s.mark(*at, if bracket || !titled { ':' } else { '.' });
    let close = (last..s.tokens.len().min(HEADING)).find(closes)?;
    let office = close == last || bracket || s.mark(last, ',');
    let whole = !s.tokens[..close].iter().any(|t| t.is(NEWLINE) && t.start > 0) && s.quote_at(first).is_none();
    (last > first && (titled || bracket) && office && whole).then_some((first, last, close + 1))
}

/// A name in capitals or its initials, a full stop and a dash, as transcripts have them: « ANNE ROY. – », « A. R. — ».
fn before_dash(s: &Signals) -> Labelled {
    let capital = |at: usize| s.tokens[at].is(ACRONYM) || s.tokens[at].is(CAP) && s.word(at).chars().count() == 1;
    let last = (0..s.tokens.len().min(2 * LABEL))
        .take_while(|at| capital(*at) || s.mark(*at, '.') || s.mark(*at, '-'))
        .count();
    let dash = s.tokens.get(last).is_some_and(|t| matches!(t.kind, Kind::Mark('—' | '–' | '-')));
    let name = (0..last).rev().find(|at| capital(*at)).map(|at| at + 1)?;
    let initial = s.word(name - 1).chars().count() == 1;
    (dash && last > 0 && capital(0)).then_some((0, if initial { last } else { name }, last + 1))
}

/// A line of its own with a name, a dash and a time.
fn line_of_post(s: &Signals) -> Labelled {
    let end = (1..s.tokens.len().min(HEADING)).find(|at| s.tokens[*at].is(NEWLINE))?;
    let first = (0..end).find(|at| !s.mark(*at, '*'))?;
    let dash = (first + 1..end).find(|at| matches!(s.tokens[*at].kind, Kind::Mark('—' | '|' | '·' | ',')))?;
    let last = (first..dash).rev().find(|at| !s.mark(*at, '*'))? + 1;
    let timed = (dash..end).any(|at| s.tokens[at].kind == Kind::Number);
    (timed && last - first <= LABEL).then_some((first, last, end))
}

/// The one whom a title announces with their words, a speech or an interview: « “…” : Ana Roy », “Ana Roy's address”.
fn announced(s: &Signals, people: &People) -> Option<Speaker> {
    let noun = (0..s.tokens.len()).find(|at| s.is(*at, class::SPEECH_NOUN)).or_else(|| {
        let words = s.quotes.iter().find(|q| q.closed)?;
        s.is_headline().then_some(words.last)
    })?;
    // “at the Fairgrounds” is where, not who
    let placed = |name: &(usize, usize)| {
        let article = usize::from(name.0 > 0 && s.is(name.0 - 1, class::DEFINITE));
        name.0 > article && s.is(name.0 - 1 - article, class::PLACE_PREPOSITION)
    };
    let mut nearest: Option<(usize, usize)> = None;
    for (n, range) in s.sentences.iter().enumerate() {
        for at in range.first..range.last {
            let Some(mut name) = names::name_at(s, n, at, people) else { continue };
            if s.is(name.0, class::SPEECH_NOUN) {
                name.0 += 2;
            }
            let full = name.1 >= name.0 + 2 && !placed(&name) && s.quote_at(name.0).is_none();
            let near = nearest.map_or(11, |found| found.0.abs_diff(noun));
            if full && name.0.abs_diff(noun) < near {
                nearest = Some(name);
            }
        }
    }
    let name = nearest?;
    Some(titled(s, name, people))
}

/// The one whom the title of an interview names, without a word for what it is: “Ten minutes with Ana Roy”.
fn met(blocks: &[Option<Signals>], people: &People) -> Option<Speaker> {
    let s = blocks.iter().flatten().next().filter(|s| s.is_headline())?;
    for at in 0..s.tokens.len() {
        if let Some(name) = names::name_at(s, 0, at, people).filter(|name| name.1 - name.0 >= 2) {
            return Some(titled(s, name, people));
        }
    }
    None
}

fn titled(s: &Signals, name: (usize, usize), people: &People) -> Speaker {
    let span = s.span(name);
    named(s.words_of(name), Place { block: s.number, start: span.start, end: span.end }, people)
}
