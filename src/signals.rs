//! A block, read: its words, its sentences, its quotations, and what a pack's patterns find in them.
//!
//! Trigger patterns and the lists that everything asks for run over every sentence in one pass; other lists and guards
//! only on sentences somebody asks about, and once.
//!
//! Absent on purpose: conclusions. Who speaks is `attribution.rs`, what covers a claim `evidence.rs`.

use crate::pack::matcher::{self, Match, Wanted};
use crate::pack::{ClassOf, Classes, Group, ListOf, Owner, Pack, Scope, class, list};
use crate::report::{Block, BlockKind, OBJECT};
use crate::text::Span;
use crate::words::{self, CAP, FIRST, Kind, NEWLINE, Sentence, Token};
use std::cell::OnceCell;

/// Tokens `first..last` between quotation marks, the marks left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    pub first: usize,
    pub last: usize,
    /// It has its closing mark.
    pub closed: bool,
}

impl Quote {
    #[must_use]
    pub const fn holds(&self, at: usize) -> bool {
        self.first <= at && at < self.last
    }
}

/// A block and everything found in it.
pub struct Signals<'d> {
    /// Index of the block in the document.
    pub number: u32,
    pub block: &'d Block,
    pub pack: &'d Pack,
    pub tokens: Vec<Token>,
    /// The engine's classes of each token.
    classes: Vec<Classes>,
    pub sentences: Vec<Sentence>,
    /// The classes that some token of a sentence has, sentence by sentence.
    spoken: Vec<Classes>,
    pub quotes: Vec<Quote>,
    /// Trigger matches, sentence by sentence.
    pub hits: Vec<Vec<Match>>,
    /// Matches of the lists that every sentence is asked, sentence by sentence.
    lists: Vec<Vec<Match>>,
    support: Vec<OnceCell<Vec<Match>>>,
    guards: Vec<OnceCell<Vec<Match>>>,
    /// Guards that some claim of the block may ask for.
    wanted: OnceCell<Wanted>,
    /// Guards that reach the whole block, each with the first and the last sentence it stands in.
    wide: OnceCell<Vec<(u16, usize, usize)>>,
    /// Code or a formula stands in the text.
    pub has_object: bool,
}

// What is marked `inline(never)` is asked by many rules and only where something was found: copied into each of them it
// made the Wasm 1.6 KB larger in a zip, and no faster.
impl<'d> Signals<'d> {
    /// Reads a block; `tokens` are its words when somebody split them with this pack already.
    #[must_use]
    pub fn read(number: u32, block: &'d Block, pack: &'d Pack, tokens: Option<Vec<Token>>) -> Self {
        let text = block.text.as_str();
        let rules = pack.rules();
        let mut tokens = tokens.unwrap_or_else(|| pack.split(text));
        let sentences = words::sentences(text, &mut tokens, rules);
        let classes: Vec<Classes> = tokens.iter().map(|token| pack.classes_of(token, text)).collect();
        let all = |s: &Sentence| classes[s.first..s.last].iter().fold(Classes::default(), |all, own| all.and(*own));
        let spoken = sentences.iter().map(all).collect();
        let mut hits = Vec::with_capacity(sentences.len());
        let mut lists = Vec::with_capacity(sentences.len());
        let mut found = Vec::new();
        for sentence in &sentences {
            matcher::scan(pack, text, &tokens, *sentence, Group::Reading, None, &mut found);
            let (own, other) = found.drain(..).partition(|m: &Match| matches!(m.owner, Owner::Sense(_)));
            hits.push(own);
            lists.push(other);
        }
        let quotes = quotes(&tokens, &sentences);
        let cells = || sentences.iter().map(|_| OnceCell::new()).collect();
        let (support, guards) = (cells(), cells());
        Self {
            number,
            block,
            pack,
            tokens,
            classes,
            sentences,
            spoken,
            quotes,
            hits,
            lists,
            support,
            guards,
            wanted: OnceCell::new(),
            wide: OnceCell::new(),
            has_object: text.contains(OBJECT),
        }
    }

    #[must_use]
    pub fn text(&self) -> &'d str {
        &self.block.text
    }

    /// Whether the token at this index is in one of the engine's classes; false past either end.
    #[must_use]
    #[inline]
    pub fn is(&self, at: usize, class: ClassOf) -> bool {
        self.classes.get(at).is_some_and(|own| own.has(class))
    }

    /// Whether the word at this index ends as plurals do in both languages: “doctors”, « élus », but not “boss”.
    #[must_use]
    #[inline(never)]
    pub fn is_plural(&self, at: usize) -> bool {
        let word = self.word(at);
        word.ends_with('s') && !word.ends_with("ss")
    }

    /// Whether the token at this index is in one of these classes.
    #[must_use]
    #[inline]
    pub fn is_any(&self, at: usize, classes: Classes) -> bool {
        self.classes.get(at).is_some_and(|own| own.meets(classes))
    }

    /// Whether a sentence has a token of one of these classes at all.
    #[must_use]
    pub fn speaks_of(&self, sentence: usize, classes: Classes) -> bool {
        self.spoken.get(sentence).is_some_and(|own| own.meets(classes))
    }

    #[must_use]
    pub fn any(&self, range: (usize, usize), class: ClassOf) -> bool {
        self.any_of(range, Classes::of(&[class]))
    }

    #[must_use]
    pub fn any_of(&self, range: (usize, usize), classes: Classes) -> bool {
        let last = range.1.min(self.classes.len());
        self.classes.get(range.0..last).is_some_and(|own| own.iter().any(|own| own.meets(classes)))
    }

    #[must_use]
    pub fn mark(&self, at: usize, c: char) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is_mark(c))
    }

    #[must_use]
    pub fn word(&self, at: usize) -> &'d str {
        self.tokens.get(at).map_or("", |t| t.span().of(&self.block.text))
    }

    #[must_use]
    #[inline(never)]
    pub fn folded(&self, at: usize) -> String {
        words::fold(self.word(at))
    }

    /// Bytes from the start of the first token to the end of the last.
    #[must_use]
    pub fn span(&self, range: (usize, usize)) -> Span {
        match (self.tokens.get(range.0), range.1.checked_sub(1).and_then(|l| self.tokens.get(l))) {
            (Some(a), Some(b)) if a.start < b.end => Span::new(a.start, b.end),
            _ => Span::default(),
        }
    }

    #[must_use]
    #[inline(never)]
    pub fn words_of(&self, range: (usize, usize)) -> &'d str {
        self.span(range).of(&self.block.text)
    }

    /// Matches of one engine list in a sentence.
    pub fn list<'s>(&'s self, sentence: usize, wanted: ListOf) -> impl Iterator<Item = &'s Match> + use<'s, 'd> {
        let found = if list::ALWAYS.contains(&wanted) {
            self.lists.get(sentence).map_or(&[][..], Vec::as_slice)
        } else {
            self.asked(&self.support, sentence, Group::Support, None)
        };
        found.iter().filter(move |m| m.owner == Owner::List(wanted.0))
    }

    fn asked<'s>(
        &'s self,
        cells: &'s [OnceCell<Vec<Match>>],
        sentence: usize,
        group: Group,
        wanted: Option<&Wanted>,
    ) -> &'s [Match] {
        cells.get(sentence).map_or(&[], |cell| {
            cell.get_or_init(|| {
                let mut found = Vec::new();
                matcher::scan(
                    self.pack,
                    self.text(),
                    &self.tokens,
                    self.sentences[sentence],
                    group,
                    wanted,
                    &mut found,
                );
                found
            })
        })
    }

    /// Tells which senses may make claims here: other guards than theirs are not looked for.
    pub fn expect(&self, senses: impl Iterator<Item = usize>) {
        self.wanted.get_or_init(|| {
            let mut wanted = Wanted::default();
            senses.flat_map(|sense| &self.pack.senses[sense].guards).for_each(|guard| wanted.add(*guard));
            wanted
        });
    }

    /// Matches of guard patterns in a sentence: of all, or of those that are expected.
    #[must_use]
    pub fn guards(&self, sentence: usize) -> &[Match] {
        self.asked(&self.guards, sentence, Group::Guards, self.wanted.get())
    }

    /// Whether a guard that reaches the whole block stands in another sentence of it. Asked once of all sentences: a
    /// block may have as many claims as sentences.
    #[must_use]
    pub fn elsewhere(&self, guard: u16, sentence: usize) -> bool {
        let wide = self.wide.get_or_init(|| {
            let mut wide: Vec<(u16, usize, usize)> = Vec::new();
            for at in 0..self.sentences.len() {
                for found in self.guards(at) {
                    let Owner::Guard(number, Scope::Block) = found.owner else { continue };
                    match wide.iter_mut().find(|known| known.0 == number) {
                        Some(known) => known.2 = at,
                        None => wide.push((number, at, at)),
                    }
                }
            }
            wide
        });
        wide.iter().any(|known| known.0 == guard && (known.1 != sentence || known.2 != sentence))
    }

    /// The quotation a token stands in.
    #[must_use]
    pub fn quote_at(&self, at: usize) -> Option<Quote> {
        let next = self.quotes.partition_point(|q| q.first <= at);
        next.checked_sub(1).map(|before| self.quotes[before]).filter(|q| q.holds(at))
    }

    /// The clause around a token: up to strong punctuation, brackets, dashes, quotation marks, or a comma before
    /// a word that opens a new clause.
    #[must_use]
    pub fn clause(&self, sentence: usize, at: usize) -> (usize, usize) {
        let s = self.sentences[sentence];
        let breaks = |i: usize| match self.tokens[i].kind {
            Kind::Mark(';' | ':' | '(' | ')' | '—' | '«' | '»' | '…' | '.' | '!' | '?') => true,
            Kind::Mark(',') => {
                // “…, all of which are contested”
                let part = self.is(i + 2, class::OF) && self.is(i + 3, class::RELATIVE);
                part || self.is(i + 1, class::CONJUNCTION) || self.is(i + 1, class::SUBORDINATOR)
            }
            _ => false,
        };
        let mut first = at;
        while first > s.first && !breaks(first - 1) {
            first -= 1;
        }
        let mut last = at;
        while last < s.last && !(last > at && breaks(last)) {
            last += 1;
        }
        (first, last)
    }

    /// A question, told by its mark.
    #[must_use]
    pub fn is_question(&self, sentence: usize) -> bool {
        let s = self.sentences[sentence];
        self.tokens[s.first..s.last].iter().rev().take(3).any(|t| t.is_mark('?'))
    }

    #[must_use]
    pub fn is_headline(&self) -> bool {
        matches!(self.block.kind, BlockKind::Title | BlockKind::Heading)
    }

    /// Most words have a capital, as in English headlines: capitals say nothing here.
    #[must_use]
    pub fn is_title_case(&self, sentence: usize) -> bool {
        let s = self.sentences[sentence];
        let long = self.tokens[s.first..s.last].iter().filter(|t| t.is_word() && t.end - t.start > 3 && !t.is(FIRST));
        let (mut all, mut capitals) = (0, 0);
        for token in long {
            all += 1;
            capitals += u32::from(token.is(CAP));
        }
        all >= 3 && capitals * 10 >= all * 7
    }
}

/// Pairs quotation marks; a quotation still open at the end of the block runs to the end.
fn quotes(tokens: &[Token], sentences: &[Sentence]) -> Vec<Quote> {
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            Kind::Mark('«') => open = open.or(Some(at + 1)),
            Kind::Mark('»') => {
                if let Some(first) = open.take() {
                    out.push(Quote { first, last: at, closed: true });
                }
            }
            _ => {}
        }
        // A lone mark does not swallow a page.
        if token.is(NEWLINE) && open.is_some_and(|first| at > first + 400) {
            open = None;
        }
    }
    if let Some(first) = open {
        // An unclosed mark at the start of the block is a quotation that goes on in the next; elsewhere, noise.
        if first <= 1 && !sentences.is_empty() {
            out.push(Quote { first, last: tokens.len(), closed: false });
        }
    }
    out
}
