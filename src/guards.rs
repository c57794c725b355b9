//! Guards: frames in which tempting words mean something else (lexicon §2.1).
//!
//! A guard has a name, patterns in a pack, a function here, or both. Patterns count where their scope says;
//! functions see structure that words alone do not show: quotation marks, numbers, persons, questions.
//!
//! Absent on purpose: which guards a subtype asks for (`rules/`, packs).

use crate::claim::{Claim, Genre};
use crate::order;
use crate::pack::{Guard, Owner, Pack, Scope, class};
use crate::report::Subtype;
use crate::words::{CAP, Kind};

/// What the guards say of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held<'p> {
    No,
    /// Silenced, by the guard of this name.
    Silenced(&'p str),
    /// So many points less.
    Lowered(i8),
}

/// Words at most between a trigger and a pattern of scope `left` or `right`.
const REACH: usize = 4;

type Code = fn(&Claim) -> bool;

const CODE: &[(&str, Code)] = &[
    ("question", question),
    ("slogan_mention", mention),
    ("title", title),
    ("closed_set", closed_set),
    ("figure_source", figure_source),
    ("first_person_habit", first_person_habit),
    ("instruction", instruction),
    ("genre", |c| c.page.genre != Genre::Claims),
    ("fiction", |c| c.page.genre == Genre::Fiction),
    ("private_page", |c| c.page.private),
    ("reference_page", |c| c.page.genre == Genre::Manual && !c.quoted()),
    ("code_inside", code_inside),
    ("negated_universal", negated),
    ("answered_question", answered_question),
];

/// The guards that stand in code.
pub fn in_code() -> impl Iterator<Item = &'static str> {
    CODE.iter().map(|(name, _)| *name)
}

/// Ties guards to a pack: a sense then lists, by number, every guard that its subtype or its own entry asks for,
/// whether it stands in the pack, here, or in both.
pub fn bind(pack: &mut Pack, of_subtype: impl Fn(Subtype) -> &'static [&'static str]) {
    for (name, _) in CODE {
        if !pack.guards.iter().any(|g| g.name == *name) {
            pack.guards.push(Guard { name: (*name).to_string(), lowers: false, scopes: 0, code: 0 });
        }
    }
    for guard in &mut pack.guards {
        guard.code = CODE.iter().position(|(name, _)| *name == guard.name).map_or(0, |n| n as u8 + 1);
    }
    // Many senses have one subtype: its guards are looked up once.
    let mut known: Vec<(Subtype, Vec<(&str, u16)>)> = Vec::new();
    for sense in &mut pack.senses {
        if known.iter().all(|(subtype, _)| *subtype != sense.subtype) {
            let number = |name: &str| pack.guards.iter().position(|g| g.name == name).map(|number| number as u16);
            let own = of_subtype(sense.subtype).iter().filter_map(|name| Some((*name, number(name)?)));
            known.push((sense.subtype, own.collect()));
        }
        for (name, number) in known.iter().filter(|(subtype, _)| *subtype == sense.subtype).flat_map(|(_, own)| own) {
            // A sense may be above a guard of its subtype: “make no mistake” has an imperative and orders nothing.
            if !sense.traits.iter().any(|t| t.strip_prefix("not_") == Some(*name)) {
                sense.guards.push(*number);
            }
        }
        sense.guards = order::by_key(std::mem::take(&mut sense.guards), |guard| u64::from(*guard));
        sense.guards.dedup();
    }
}

/// Runs a claim's guards.
#[must_use]
pub fn run<'p>(claim: &Claim<'p>) -> Held<'p> {
    let mut lowered = 0;
    for number in &claim.sense.guards {
        let guard = &claim.s.pack.guards[*number as usize];
        let code = (guard.code as usize).checked_sub(1).and_then(|n| CODE.get(n));
        if code.is_some_and(|(_, holds)| holds(claim)) || guard.scopes != 0 && patterns_hold(claim, *number) {
            if !guard.lowers {
                return Held::Silenced(&guard.name);
            }
            lowered -= 1;
        }
    }
    if lowered < 0 { Held::Lowered(lowered) } else { Held::No }
}

fn patterns_hold(claim: &Claim, number: u16) -> bool {
    let s = claim.s;
    let clause = claim.clause();
    let own = s.guards(claim.sentence).iter().any(|m| match m.owner {
        Owner::Guard(g, scope) if g == number => match scope {
            Scope::Here => m.first < claim.hit.1 && claim.hit.0 < m.last,
            Scope::Left => m.last <= claim.paint.0 && claim.paint.0 - m.last <= REACH && m.first >= clause.0,
            Scope::Right => {
                m.first >= claim.paint.1 && m.first - claim.paint.1 <= REACH && m.last <= clause.1.max(claim.hit.1)
            }
            Scope::Clause => m.first >= clause.0 && m.last <= clause.1,
            Scope::Sentence | Scope::Near | Scope::Block => true,
        },
        _ => false,
    });
    if own {
        return true;
    }
    let near = |sentence: usize| {
        s.guards(sentence).iter().any(|m| matches!(m.owner, Owner::Guard(g, Scope::Near) if g == number))
    };
    // Neighbours are read only when some pattern of this guard reaches that far.
    let scopes = s.pack.guards[number as usize].scopes;
    let reaches = |wanted: Scope| scopes & (1 << wanted as u8) != 0;
    if reaches(Scope::Near) {
        let from = claim.sentence.saturating_sub(1);
        let to = (claim.sentence + 2).min(s.sentences.len());
        if (from..to).any(|i| i != claim.sentence && near(i)) {
            return true;
        }
    }
    reaches(Scope::Block) && s.elsewhere(number, claim.sentence)
}

/// A question asserts nothing; what it suggests is `insinuation`'s business.
fn question(c: &Claim) -> bool {
    // a quotation inside the question has its own mood
    c.s.is_question(c.sentence)
        && c.s.quote_at(c.paint.0).is_none_or(|q| (c.paint.1..q.last).any(|at| c.s.mark(at, '?')))
}

/// Words at most between a quotation and the noun that announces it as a slogan.
const ANNOUNCED: usize = 7;

/// Words mentioned and not used: a short quotation that a slogan noun announces, or one written like a title.
fn mention(c: &Claim) -> bool {
    let Some(quote) = c.s.quote_at(c.paint.0) else { return false };
    let words = (quote.first..quote.last).filter(|i| c.s.tokens[*i].is_word()).take(10).count();
    if words > 9 {
        return false;
    }
    let range = c.range();
    let (before, after) = (quote.first.saturating_sub(ANNOUNCED).max(range.0), (quote.last + ANNOUNCED).min(range.1));
    c.s.any((before, quote.first), class::SLOGAN_NOUN)
        || c.s.any((quote.last, after), class::SLOGAN_NOUN)
        || title_like(c, quote.first, quote.last)
}

/// Tokens of a title at most: a quotation left open may be as long as its block.
const LONGEST_TITLE: usize = 60;

fn title_like(c: &Claim, first: usize, last: usize) -> bool {
    // a headline writes whatever it quotes in capitals
    if c.s.is_headline() || last - first > LONGEST_TITLE {
        return false;
    }
    let long: Vec<_> =
        (first..last).filter(|i| c.s.tokens[*i].is_word() && c.s.tokens[*i].end - c.s.tokens[*i].start > 3).collect();
    let capitals = long.iter().filter(|i| c.s.tokens[**i].is(CAP)).count();
    long.len() >= 2 && c.s.pack.code == "en" && capitals * 5 >= long.len() * 4
}

/// Inside the title of a work or section: a quotation in capitals.
fn title(c: &Claim) -> bool {
    c.s.quote_at(c.paint.0).is_some_and(|q| title_like(c, q.first, q.last))
}

/// A set that a reader can count with the text alone: a number beside the quantifier.
fn closed_set(c: &Claim) -> bool {
    let clause = c.clause();
    let counts = |at: usize| {
        let token = &c.s.tokens[at];
        match token.kind {
            // « en quinze ans » is a period, no set
            _ if c.s.is(at + 1, class::TIME_UNIT) => false,
            Kind::Number => {
                let word = token.span().of(c.s.text());
                let year = word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1400..2100).contains(&y));
                !year && !c.s.mark(at + 1, '%') && word.chars().all(|c| c.is_ascii_digit() || c.is_whitespace())
            }
            Kind::Word => c.s.is(at, class::NUMBER_WORD),
            _ => false,
        }
    };
    let from = c.hit.0.max(clause.0);
    // What is counted behind a comma is something else: “the valley's first bank, raises 4 million”.
    let to = (c.paint.1 + 3).min(c.range().1);
    let to = (c.paint.1..to).find(|at| c.s.mark(*at, ',')).unwrap_or(to);
    if (from..to).any(counts) {
        return true;
    }
    // « Les trois prévenus ont tous fait appel », « Les six colonies ont toutes changé »
    if c.has_trait("of_subject") && (clause.0..c.hit.0).any(|at| counts(at) && !c.s.is(at + 1, class::TIME_UNIT)) {
        return true;
    }
    c.sense.subtype == Subtype::UniversalScope && (clause.0..c.hit.0).rev().take(8).any(|at| counts(at) && c.s.is(at + 1, class::NUMBER_GROUP))
        // « Tous les médecins du cabinet (ils sont quatre) »
        || (c.paint.1..(c.paint.1 + 8).min(c.range().1)).any(|at| c.s.mark(at, '(') && (at..(at + 6).min(c.range().1)).any(counts))
}

/// A figure with somebody who counted, in the sentence or the next.
fn figure_source(c: &Claim) -> bool {
    let e = c.evidence;
    if e.figures.is_empty() {
        return false;
    }
    let counted =
        !e.documents.is_empty() || !e.polls.is_empty() || !e.methods.is_empty() || c.evidence.note_after(c.paint);
    let named = c
        .attributions
        .iter()
        .any(|a| matches!(a.source.kind, crate::report::SpeakerKind::Named) && (a.according || a.source.competent));
    let dated = !e.periods.is_empty() || !e.spans.is_empty();
    counted && (dated || named || !e.methods.is_empty() || e.documents.len() + e.polls.len() > 1) || named && dated
}

/// The speaker's own habit: I and the present tense, not a firm's “we”.
fn first_person_habit(c: &Claim) -> bool {
    let clause = c.clause();
    let first = (clause.0..c.paint.1).rev().find(|at| c.s.is(*at, class::FIRST_SUBJECT));
    // “Every morning for ten years I fried my eggs”
    let opens = c.paint.0 == clause.0 && c.sense.subtype == Subtype::UniversalTime;
    let after = c.paint.1..(c.paint.1 + 5).min(clause.1);
    if opens && !c.quoted() && after.clone().any(|at| c.s.is(at, class::FIRST_SUBJECT)) {
        return true;
    }
    // “I give you a leader who never …”, “I say the council always …” speak of somebody else.
    let other = |at: usize| {
        c.s.is(at, class::RELATIVE) && !c.s.is(at, class::SUBORDINATOR)
            || c.s.is(at, class::SAY_FINITE) && !c.s.is(at + 1, class::PREPOSITION)
    };
    let mine = |at: usize| !(at + 1..c.paint.0).any(other);
    let first = first.is_some_and(mine);
    // An office-holder's boast in a quotation is a checkable record (decree 4): the words that let them speak tell the
    // office, for a part of a page does not know what an earlier one told.
    first && !(c.quoted() && c.attribution.is_some_and(|a| c.s.any(a.cue, class::INTERESTED_ROLE)))
}

/// The text tells its reader what to do.
fn instruction(c: &Claim) -> bool {
    let (first, last) = c.clause();
    let start = (first..last).find(|at| matches!(c.s.tokens[*at].kind, Kind::Word));
    // “Support for the party is collapsing”: what is followed by its complement or its verb is a noun
    let noun = |at: usize| {
        let after = at + 2..c.paint.1;
        let clause = |i: usize| c.s.is(i, class::SUBORDINATOR) || c.s.is(i, class::RELATIVE);
        // “Line 2 is the longest” is a label; “Take 2 tablets” orders.
        let numbered =
            c.s.tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Number) && c.s.is(at + 2, class::AUXILIARY);
        // “Repeat offending by riders has reached …”: a verb of its own, and no clause before it that could have it
        let stop = |i: &usize| {
            let verb = c.s.is(*i, class::AUXILIARY) || c.s.is(*i, class::HAVE);
            verb || clause(*i) || c.s.is(*i, class::PRONOUN) || matches!(c.s.tokens[*i].kind, Kind::Mark(_))
        };
        let finite = (at + 1..c.paint.1).find(stop).is_some_and(|i| c.s.is(i, class::AUXILIARY) && i > at + 2);
        numbered
            || finite
            || c.s.is(at + 1, class::AUXILIARY)
            || c.s.is(at + 1, class::PREPOSITION)
                && after.clone().any(|i| c.s.is(i, class::AUXILIARY))
                && !after.clone().any(clause)
    };
    start.is_some_and(|at| c.s.is(at, class::IMPERATIVE) && at < c.paint.1 && !noun(at))
        || c.s.any((first, last), class::INSTRUCTION)
}

/// Code or a formula stands in the paragraph: it tells how a thing works, and “always” is meant to the letter.
fn code_inside(c: &Claim) -> bool {
    !c.quoted() && c.s.has_object
}

/// “Not always”, « pas tous »: a universal denied.
fn negated(c: &Claim) -> bool {
    let clause = c.clause();
    let from = c.paint.0.saturating_sub(2).max(clause.0);
    (from..c.paint.0).any(|at| c.s.is(at, class::NEGATION))
}

/// The next sentence answers with something that can be checked.
fn answered_question(c: &Claim) -> bool {
    if !c.s.is_question(c.sentence) {
        return false;
    }
    let next = c.sentence + 1;
    if next >= c.s.sentences.len() || c.s.is_question(next) {
        return false;
    }
    // “Who benefits? The children's room.”: a few words without a verb are an answer
    let s = c.s.sentences[next];
    let bare = s.last - s.first <= 7
        && !c.s.any((s.first, s.last), class::AUXILIARY)
        && !c.s.any((s.first, s.last), class::SAY_FINITE);
    bare || (next..(next + 2).min(c.s.sentences.len())).any(|n| {
        let e = crate::evidence::gather(c.s, n);
        !e.figures.is_empty() || !e.documents.is_empty() || !e.notes.is_empty()
    })
}
