//! What the text itself offers in support of a claim: figures, periods, documents, links, notes, denials
//! (lexicon §4), and whether it covers this claim (guidelines §4.5).
//!
//! Absent on purpose: points. `severity.rs` gives them.

use crate::attribution::Attribution;
use crate::order;
use crate::pack::{ListOf, class, list};
use crate::report::{LinkKind, Place, SpeakerKind, Support, SupportKind};
use crate::signals::Signals;
use crate::words::{CAP, FIRST, Kind};

/// Support found in one sentence, as token ranges.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    pub figures: Vec<(usize, usize)>,
    /// Points in time: a day, a year.
    pub periods: Vec<(usize, usize)>,
    /// Stretches of time: “in fifteen years”, « depuis 1961 ».
    pub spans: Vec<(usize, usize)>,
    pub documents: Vec<(usize, usize)>,
    pub methods: Vec<(usize, usize)>,
    pub first_hand: Vec<(usize, usize)>,
    pub notes: Vec<(usize, usize)>,
    pub denials: Vec<(usize, usize)>,
    pub grounds: Vec<(usize, usize)>,
    pub definitions: Vec<(usize, usize)>,
    pub polls: Vec<(usize, usize)>,
    /// No support: wrongdoing, danger or gain told in more than one word, for which a claim weighs more.
    pub stakes: Vec<(usize, usize)>,
    pub links: Vec<((usize, usize), LinkKind)>,
}

/// Gathers, sentence by sentence, the support that every sentence is asked for; [`Evidence::complete`] adds what only
/// claims ask.
#[must_use]
pub fn of_block(s: &Signals) -> Vec<Evidence> {
    let mut all: Vec<Evidence> = (0..s.sentences.len()).map(|sentence| gather(s, sentence)).collect();
    link(s, &mut all);
    all
}

/// What the words of a sentence give; links and the notes among them are the block's ([`of_block`]).
#[must_use]
pub fn gather(s: &Signals, sentence: usize) -> Evidence {
    let range = s.sentences[sentence];
    let mut evidence = Evidence {
        periods: painted(s, sentence, list::PERIOD),
        spans: painted(s, sentence, list::SPAN),
        documents: painted(s, sentence, list::DOCUMENT),
        denials: painted(s, sentence, list::DENIAL),
        ..Evidence::default()
    };
    let within = |list: &[(usize, usize)], at: usize| list.iter().any(|r| r.0 <= at && at < r.1);
    let weak = painted(s, sentence, list::WEAK_TIME);
    for at in range.first..range.last {
        let token = &s.tokens[at];
        match token.kind {
            Kind::Number => {
                let note = s.mark(at.wrapping_sub(1), '[') && s.mark(at + 1, ']');
                if note {
                    evidence.notes.push((at - 1, at + 2));
                } else if !within(&evidence.periods, at)
                    && !within(&evidence.spans, at)
                    && !within(&weak, at)
                    && !is_no_quantity(s, at)
                    && !within(&evidence.documents, at)
                {
                    let unit = s.mark(at + 1, '%') || s.is(at + 1, class::UNIT);
                    evidence.figures.push((at, if unit { at + 2 } else { at + 1 }));
                }
            }
            Kind::Mark('¹' | '²' | '³' | '†' | '‡') => evidence.notes.push((at, at + 1)),
            _ => {}
        }
    }
    evidence
}

/// Hands each link and note to the sentences it stands in.
fn link(s: &Signals, all: &mut [Evidence]) {
    let sentence_of = |at: usize| s.sentences.partition_point(|sentence| sentence.last <= at);
    for link in &s.block.links {
        if link.kind == LinkKind::Note && link.start == link.end {
            // Its number is left out of the text: it belongs to the words before it, full stop and all.
            let noted = s.tokens.partition_point(|t| t.start < link.start).checked_sub(1);
            if let Some((at, evidence)) = noted.and_then(|at| Some((at, all.get_mut(sentence_of(at))?))) {
                evidence.notes.push((at, at + 1));
            }
            continue;
        }
        let from = s.tokens.partition_point(|t| t.end <= link.start);
        let to = s.tokens.partition_point(|t| t.start < link.end);
        let (first, last) = (sentence_of(from), sentence_of(to.saturating_sub(1)));
        for evidence in all.iter_mut().take(last + 1).skip(first) {
            if link.kind == LinkKind::Note {
                evidence.notes.push((from, to.max(from + 1).min(s.tokens.len())));
            } else {
                evidence.links.push(((from, to), link.kind));
            }
        }
    }
}

fn painted(s: &Signals, sentence: usize, list: ListOf) -> Vec<(usize, usize)> {
    s.list(sentence, list).map(|m| m.paint).collect()
}

/// A day of a month, a year, an hour, the number of a road: no quantity.
fn is_no_quantity(s: &Signals, at: usize) -> bool {
    let word = s.word(at);
    let year = word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1400..2100).contains(&y));
    let month = s.is(at + 1, class::MONTH) || at > 0 && s.is(at - 1, class::MONTH);
    let age = word.contains("-year") || word.contains("-month");
    let ordinal = word.ends_with(|c: char| c.is_alphabetic());
    // “Route 9”, « la COP 26 »: the number belongs to a name
    let named = at > 0
        && word.len() <= 2
        && s.tokens[at - 1].is(CAP)
        && !s.tokens[at - 1].is(FIRST)
        && !s.is(at - 1, class::NOT_A_NAME)
        && !s.is(at - 1, class::FUNCTION_WORDS);
    year || month || age || named || ordinal && !word.ends_with(['k', 'K', 'M', 'm', 'g', '€'])
}

impl Evidence {
    /// Adds the kinds of support that only a claim is asked for.
    pub fn complete(&mut self, s: &Signals, sentence: usize) {
        self.methods = painted(s, sentence, list::METHOD);
        self.first_hand = painted(s, sentence, list::FIRST_HAND);
        // “because the” alone tells no ground: it reaches to the end of its clause
        let ground = |(first, last): (usize, usize)| (first, last.max(s.clause(sentence, first).1));
        self.grounds = painted(s, sentence, list::GROUND).into_iter().map(ground).collect();
        self.definitions = painted(s, sentence, list::DEFINITION);
        self.polls = painted(s, sentence, list::POLLS);
        self.stakes = painted(s, sentence, list::STAKE);
    }

    /// A link or note on the claim's own words, or whose words name its source: 2 for a whole cover, 1 for half.
    #[must_use]
    pub fn cover_by_link(&self, trigger: (usize, usize), source: Option<&Attribution>) -> u8 {
        let overlaps = |a: (usize, usize), b: (usize, usize)| a.0 < b.1 && b.0 < a.1;
        self.links
            .iter()
            .filter(|(at, _)| {
                overlaps(*at, trigger)
                    || at.0.abs_diff(trigger.1) <= 4
                    || at.1.abs_diff(trigger.0) <= 4
                    || source.is_some_and(|a| overlaps(*at, a.cue))
            })
            .map(|(_, kind)| match kind {
                LinkKind::Document | LinkKind::OtherSite => 2,
                LinkKind::SameSite => 1,
                _ => 0,
            })
            .max()
            .unwrap_or(0)
    }

    /// A note reference after the trigger in its sentence.
    #[must_use]
    pub fn note_after(&self, trigger: (usize, usize)) -> bool {
        self.notes.iter().any(|n| n.0 >= trigger.0)
    }

    /// All of it as the report shows it.
    #[must_use]
    pub fn shown(&self, s: &Signals) -> Vec<Support> {
        let mut out = Vec::new();
        let mut add = |kind, ranges: &[(usize, usize)]| {
            for range in ranges {
                let span = s.span(*range);
                if span.start < span.end {
                    out.push(Support { kind, place: Place { block: s.number, start: span.start, end: span.end } });
                }
            }
        };
        add(SupportKind::Figure, &self.figures);
        add(SupportKind::Period, &self.periods);
        add(SupportKind::Period, &self.spans);
        add(SupportKind::Document, &self.documents);
        add(SupportKind::Method, &self.methods);
        add(SupportKind::FirstHand, &self.first_hand);
        add(SupportKind::Note, &self.notes);
        add(SupportKind::Denial, &self.denials);
        add(SupportKind::Ground, &self.grounds);
        add(SupportKind::Definition, &self.definitions);
        let links: Vec<_> = self
            .links
            .iter()
            .filter(|(_, k)| !matches!(k, LinkKind::Tag | LinkKind::Share | LinkKind::Anchor))
            .map(|(r, _)| *r)
            .collect();
        add(SupportKind::Link, &links);
        let mut out = order::by_key(out, |x| order::pair(x.place.start as usize, x.place.end as usize));
        out.dedup();
        out
    }
}

/// A named speaker who knows and has no stake.
#[must_use]
pub fn independent(attribution: Option<&Attribution>) -> bool {
    attribution.is_some_and(|a| a.source.kind == SpeakerKind::Named && a.source.competent)
}
