//! Who the document has named, with the roles that stand beside the names.
//!
//! Names are found by their capitals, particles, titles and roles (lexicon §3.3): there is no list of names.
//!
//! Absent on purpose: who says what (`attribution.rs`).

use crate::pack::{Classes, class};
use crate::report::{Place, SpeakerKind};
use crate::signals::Signals;
use crate::words::{ACRONYM, CAP, FIRST, Kind, fold};
use std::collections::HashMap;

/// Somebody the document has introduced.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub name: String,
    pub role: Option<String>,
    pub interested: bool,
    pub competent: bool,
    pub place: Place,
}

impl Person {
    /// Whether they have something to gain.
    #[must_use]
    pub const fn kind(&self) -> SpeakerKind {
        if self.interested { SpeakerKind::Interested } else { SpeakerKind::Named }
    }
}

/// Who stands behind words, before it is tied to a claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    pub kind: SpeakerKind,
    pub name: Option<String>,
    pub role: Option<String>,
    pub competent: bool,
    /// Tokens that name them.
    pub tokens: (usize, usize),
}

/// What the document has told about people so far.
#[derive(Debug, Clone, Default)]
pub struct People {
    pub known: Vec<Person>,
    by_surname: HashMap<String, Vec<usize>>,
    /// The last person introduced with this word in their role.
    by_role: HashMap<String, usize>,
    /// The last person who spoke or was named.
    pub last: Option<usize>,
    /// The last person named before the sentence at hand.
    pub(crate) earlier: Option<usize>,
    /// The last source that spoke, of any kind.
    pub speaking: Option<Source>,
}

impl People {
    /// The person of this name: the same words, or a surname that was introduced with more.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let (first, last) = (name.split_whitespace().next()?, name.split_whitespace().next_back()?);
        let same = |index: &&usize| {
            let known = &self.known[**index].name;
            let single = !name.contains(char::is_whitespace) || !known.contains(char::is_whitespace);
            single || known.split_whitespace().next().is_some_and(|k| fold(k) == fold(first))
        };
        self.by_surname.get(&fold(last))?.iter().find(same).copied()
    }

    fn add(&mut self, person: Person) -> usize {
        let index = self.known.len();
        let surname = person.name.split_whitespace().next_back().map(fold).unwrap_or_default();
        self.by_surname.entry(surname).or_default().push(index);
        self.known.push(person);
        index
    }

    /// Everybody is known; what the text says of them begins anew: “the owner” means nobody whom it names later.
    pub(crate) fn begin(&mut self) {
        self.last = None;
        self.by_role.clear();
    }

    /// The person whom a periphrasis (« le milliardaire ») can mean: the last one of that role, or the last one
    /// named when their name is that of a person.
    pub(crate) fn periphrasis(&self, head: &str) -> Option<usize> {
        let speaking = || self.speaking.as_ref().and_then(|x| x.name.as_deref()).and_then(|name| self.find(name));
        let person = |index: &usize| self.known[*index].role.is_some() || self.known[*index].name.contains(' ');
        let other = || speaking().or(self.earlier).or(self.last).filter(person);
        self.by_role.get(head).copied().or_else(other)
    }
}

/// Words in capitals that can name somebody: tokens `first..last`.
pub(crate) fn name_at(s: &Signals, sentence: usize, at: usize, people: &People) -> Option<(usize, usize)> {
    let range = s.sentences[sentence];
    let token = s.tokens.get(at)?;
    // “Labour” is no name, “the Labour Party” is
    let body = s.is(at + 1, class::BODY_NOUN) && s.tokens[at + 1].is(CAP);
    let named = body || !s.is(at, class::NOT_A_NAME);
    if at >= range.last || token.kind != Kind::Word || !token.is(CAP) || !named {
        return None;
    }
    let mut last = at + 1;
    while let Some(next) = s.tokens.get(last).filter(|_| last < range.last) {
        let capital_after = s.tokens.get(last + 1).is_some_and(|t| last + 1 < range.last && t.is_word() && t.is(CAP));
        let short = || s.word(at).chars().count() == 1 || s.is(at, class::HONORIFIC);
        let initial = next.is_mark('.') && last == at + 1 && short();
        let link = next.is_word() && s.is(last, class::PARTICLE) || next.is_mark('&') || next.is_mark('-') || initial;
        if next.is_word() && next.is(CAP) && !s.is(last, class::NOT_A_NAME) {
            last += 1;
        } else if link && capital_after {
            last += 2;
        } else if let Some(of) = of_body(s, (at, last), range.last) {
            last = of;
        } else {
            break;
        }
    }
    // an office alone (“the President”, “Scientists say”) names nobody, unless somebody is called so
    let known = || people.find(s.word(at)).is_some();
    let common = s.is(at, class::FUNCTION_WORDS) || s.is_any(at, TRADE) && !known();
    if last == at + 1 && !token.is(ACRONYM) && common {
        return None;
    }
    // The first word of a sentence has its capital from the sentence.
    if token.is(FIRST) && last == at + 1 && !token.is(ACRONYM) {
        let speaks = token.id == 0 && s.is_any(at + 1, Classes::of(&[class::AUXILIARY, class::SAY_FINITE]));
        if !speaks && !known() {
            return None;
        }
    }
    // « Le Roux » but not « Le ministre Roux » read from its article, nor « Selon Anne Roy »
    let leads = Classes::of(&[class::FUNCTION_WORDS, class::PREPOSITION, class::CONJUNCTION, class::SUBORDINATOR]);
    if token.is(FIRST) && last > at + 1 && token.id != 0 && s.is_any(at, leads) {
        return name_at(s, sentence, at + 1, people);
    }
    Some((at, last))
}

/// Where the name of a body goes on behind what it is of or for: “Bank | of England”, “Office | for National Statistics”,
/// « Ligue | des Droits ». Once, and not where it is: “the Bank in London”.
fn of_body(s: &Signals, name: (usize, usize), high: usize) -> Option<usize> {
    let (_, last) = name;
    let link = s.is(last, class::PREPOSITION) && !s.is(last, class::PLACE_PREPOSITION);
    // “the House of Lords”; but “the President of France”, “Ann Roy of Leeds”
    let alone = last == name.0 + 1 && s.is(name.0.wrapping_sub(1), class::DEFINITE) && !s.is_any(name.0, TRADE);
    let whole = alone && s.is(last, class::OF) && s.pack.code == "en";
    if !link || !whole && !s.any(name, class::BODY_NOUN) || s.any(name, class::PREPOSITION) {
        return None;
    }
    let next = last + 1 + usize::from(s.is(last + 1, class::DEFINITE));
    let capital = |at: &usize| *at < high && s.tokens[*at].is_word() && s.tokens[*at].is(CAP);
    Some(next + 1).filter(|_| capital(&next) && !s.is(next, class::NOT_A_NAME))
}

/// All names in a sentence, left to right.
#[must_use]
pub fn names(s: &Signals, sentence: usize, people: &People) -> Vec<(usize, usize)> {
    let range = s.sentences[sentence];
    let mut out = Vec::new();
    let Some(mut at) = (range.first..range.last).find(|at| s.tokens[*at].is(CAP)) else { return out };
    if s.is_title_case(sentence) {
        return out;
    }
    while at < range.last {
        if !s.tokens[at].is(CAP) {
            at += 1;
            continue;
        }
        match name_at(s, sentence, at, people) {
            Some(name) => {
                out.push(name);
                at = name.1.max(at + 1);
            }
            None => at += 1,
        }
    }
    out
}

/// Enters the names of a sentence into the document's register, with the roles that stand beside them.
pub fn introduce(s: &Signals, sentence: usize, people: &mut People) {
    let range = s.sentences[sentence];
    for (first, last) in names(s, sentence, people) {
        let name = s.words_of((first, last)).to_string();
        let role = role_beside(s, range.first, range.last, first, last);
        let at = people.find(&name);
        let span = s.span((first, last));
        let index = match at {
            Some(index) => {
                if people.known[index].name.len() < name.len() {
                    people.known[index].name = name;
                }
                index
            }
            None => people.add(Person {
                name,
                role: None,
                interested: false,
                competent: false,
                place: Place { block: s.number, start: span.start, end: span.end },
            }),
        };
        if let Some(role) = role {
            let person = &mut people.known[index];
            person.interested |= s.any(role, class::INTERESTED_ROLE);
            person.competent |= s.any(role, class::COMPETENT_ROLE);
            if person.role.is_none() {
                person.role = Some(s.words_of(role).to_string());
            }
            for word in (role.0..role.1).filter(|at| s.tokens[*at].is_word()).map(|at| s.folded(at)) {
                people.by_role.insert(word, index);
            }
        }
        // “at Pellow & Sons”, « avec Anne Roy », “her Austrian counterpart”: whom a pronoun hardly means
        let before = first.wrapping_sub(1);
        let modifies = last == first + 1
            && s.is_any(before, DETERMINES)
            && s.tokens.get(last).is_some_and(|next| next.is_word() && !next.is(CAP))
            && !s.is_any(last, VERBAL.and(Classes::of(&[class::FUNCTION_WORDS])));
        if !modifies && (!s.is(before, class::PREPOSITION) || people.last.is_none()) {
            people.last = Some(index);
        }
    }
}

/// What somebody holds or does.
pub(crate) const OFFICE: Classes = Classes::of(&[class::ROLE, class::INTERESTED_ROLE, class::COMPETENT_ROLE]);
/// The same, and learned trades.
pub(crate) const TRADE: Classes = OFFICE.and(Classes::of(&[class::ROLE_EXPERT, class::ROLE_SCIENTIFIC]));
/// Words before a name that make an adverbial of it: « selon », “according to”.
const LED: usize = 3;
/// What somebody has said or written: whose it is, is named behind it.
pub(crate) const SAID: Classes = Classes::of(&[class::DOCUMENT_NOUN, class::SPEECH_NOUN, class::STUDY_NOUN]);
/// What begins a noun phrase.
pub const DETERMINES: Classes = Classes::of(&[class::DETERMINER, class::DEFINITE, class::PLURAL_DETERMINER]);
/// What stands in no noun phrase.
pub const VERBAL: Classes = Classes::of(&[
    class::AUXILIARY,
    class::BE,
    class::HAVE,
    class::MODAL,
    class::SAY_FINITE,
    class::SAY_PAST_PARTICIPLE,
    class::ADVERB,
    class::PRONOUN,
    class::SUBORDINATOR,
    class::RELATIVE,
    class::CLITIC,
    class::REFLEXIVE,
]);
/// Who is let speak without a name, or what.
pub const SPEAKS: Classes = TRADE.and(Classes::of(&[
    class::SOURCE_NOUN,
    class::CROWD,
    class::MEDIA,
    class::BODY_NOUN,
    class::DOCUMENT_NOUN,
    class::STUDY_NOUN,
    class::NUMBER_WORD,
]));
/// What a role does not reach over to its name.
const BREAKS: Classes = Classes::of(&[
    class::SAY_FINITE,
    class::AUXILIARY,
    class::RELATIVE,
    class::SUBORDINATOR,
    class::BE,
    class::PRONOUN,
]);

/// Where the noun phrase begins that lets somebody speak without a name: “three head | teachers wrote to us”. Two words
/// at most stand between its noun and what determines it; otherwise it begins at `at`.
#[must_use]
pub fn begins(s: &Signals, at: usize, floor: usize) -> usize {
    const COUNTS: Classes = DETERMINES.and(Classes::of(&[class::NUMBER_WORD]));
    const APART: Classes = VERBAL.and(Classes::of(&[class::PREPOSITION, class::CONJUNCTION, class::FUNCTION_WORDS]));
    if !s.is_any(at, SPEAKS) {
        return at;
    }
    let mut first = at;
    while !s.is_any(first, COUNTS) {
        if first <= floor || first + 3 == at || first < at && (!s.tokens[first].is_word() || s.is_any(first, APART)) {
            return at;
        }
        first -= 1;
    }
    // “the two | officials”
    first - usize::from(first > floor && first < at && s.is_any(first - 1, DETERMINES))
}

/// What ends a sentence or stands around what is no part of it.
fn stop(s: &Signals, at: usize) -> bool {
    matches!(s.tokens[at].kind, Kind::Mark('.' | '!' | '?' | ';' | ':' | '«' | '»' | '(' | ')'))
}

/// A role to the right of a name, after a comma or in brackets. The next clause tells nothing of whom it names: “Ann
/// Roy, told reporters”, « Selon Anne Roy, les élus attendent ».
fn role_behind(s: &Signals, low: usize, high: usize, first: usize, last: usize) -> Option<(usize, usize)> {
    if last >= high || !(s.mark(last, ',') || s.mark(last, '(')) {
        return None;
    }
    // “X, who is the mayor”
    let mut at = last + 1;
    if s.is(at, class::RELATIVE) && s.is(at + 1, class::BE) {
        at += 2;
    }
    let ends = |at: &usize| s.mark(*at, ',') || stop(s, *at);
    let breaks = |at: &usize| ends(at) || s.is_any(*at, BREAKS) && !s.is_any(*at, OFFICE.and(DETERMINES));
    let mut end = (at..high.min(last + 12)).find(breaks).unwrap_or(high.min(last + 12));
    // whose mayor: “the mayor's wife”, « de l'Académie de médecine »
    let leads = |at: &usize| s.is(*at, class::PREPOSITION) && !s.is_any(*at, DETERMINES);
    let near = (at..end.min(last + 7)).find(leads).unwrap_or(end.min(last + 7));
    let owned = |at: usize| s.word(at + 1).starts_with(['\'', '’']);
    let from = (at..near).find(|at| s.is_any(*at, OFFICE) && !owned(*at))?;
    // an adverbial before the clause: only between commas does anything belong to the name
    let led = first <= low + LED && first > low && s.is(first - 1, class::PREPOSITION);
    let closed = end < high && s.mark(end, if s.mark(last, '(') { ')' } else { ',' });
    while s.is_any(end - 1, DETERMINES.and(Classes::of(&[class::PREPOSITION]))) && end > from + 1 {
        end -= 1;
    }
    (!led || closed && !s.is_plural(from)).then_some((from, end))
}

/// A role next to a name: « son propriétaire, X », « X, procureur de Y », « le ministre X », “X, who chairs …”.
fn role_beside(s: &Signals, low: usize, high: usize, first: usize, last: usize) -> Option<(usize, usize)> {
    let right = role_behind(s, low, high, first, last);
    if right.is_some() {
        return right;
    }
    // to the left, up to the article
    let mut at = first;
    let mut comma = false;
    while at > low && first - at < 9 && !stop(s, at - 1) {
        at -= 1;
        if s.mark(at, ',') {
            if comma || at + 1 < first {
                break;
            }
            comma = true;
            continue;
        }
        if s.is_any(at, BREAKS) {
            break;
        }
        // « l'adjoint du maire, Paul Rey »: not whose deputy; but « une note de leur directeur, Paul Rey »
        let of = (at.saturating_sub(2)..at).find(|i| s.is(*i, class::OF));
        let said = |of: usize| s.any_of((of.saturating_sub(2).max(low), of), SAID);
        let part = comma && of.is_some_and(|of| !said(of));
        if s.is_any(at, OFFICE) && !part {
            // “a spokesman for the Brewers”: the name is whom he speaks for
            let article = s.is(first - 1, class::DEFINITE);
            let link = if article { first.checked_sub(2) } else { first.checked_sub(1) };
            if !comma && link.is_some_and(|l| l > at && s.is(l, class::PREPOSITION)) {
                return None;
            }
            if !comma && (at + 1..first).any(|i| s.is(i, class::PREPOSITION) && !s.is(i, class::OF)) {
                return None;
            }
            let end = if comma { first - 1 } else { first };
            return (at < end).then_some((at, end));
        }
    }
    None
}
