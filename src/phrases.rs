//! The reader's own phrases: what to mark besides the packs, and what never to mark.
//!
//! `*` stands for any letters inside a word. Matching ignores case and apostrophe shape and stops at word edges.
//! This is the only place where the `regex` crate runs, on patterns made here: linear time, bounded size. In the Wasm
//! it has its smallest engine alone, so it is asked only of sentences with a word that a phrase can begin with.

use crate::report::EngineSettings;
use crate::signals::Signals;
use crate::words;
use regex::{Regex, RegexBuilder};
use std::collections::HashSet;

/// Phrases a reader may keep, and their length in characters.
pub const MOST: usize = 500;
const LONGEST: usize = 200;
const SIZE: usize = 1 << 20;

/// Why a phrase cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseError {
    pub phrase: String,
    /// Character the trouble starts at.
    pub at: usize,
    pub message: &'static str,
}

impl std::fmt::Display for PhraseError {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "“{}”: {} (character {})", self.phrase, self.message, self.at + 1)
    }
}

#[derive(Default)]
pub struct Phrases {
    mark: Option<Matcher>,
    mute: Option<Matcher>,
}

struct Matcher {
    regex: Regex,
    /// First words of the phrases, but those with a `*`.
    words: HashSet<String>,
    /// What a first word with a `*` begins with.
    stems: Vec<String>,
}

impl Matcher {
    /// Whether a phrase can begin at a word of this line.
    fn may_match(&self, line: &str) -> bool {
        line.split(' ')
            .any(|word| self.words.contains(word) || self.stems.iter().any(|stem| word.starts_with(stem.as_str())))
    }
}

impl Phrases {
    /// Builds matchers; none when there are no phrases.
    ///
    /// # Errors
    /// The first phrase that cannot be used.
    pub fn new(settings: &EngineSettings) -> Result<Self, PhraseError> {
        Ok(Self { mark: build(&settings.mark_phrases)?, mute: build(&settings.mute_phrases)? })
    }

    /// Whether a muted phrase covers painted words.
    #[must_use]
    pub fn mutes(&self, s: &Signals, sentence: usize, paint: (usize, usize)) -> bool {
        let Some(mute) = &self.mute else { return false };
        spans(mute, s, sentence).iter().any(|m| m.0 < paint.1 && paint.0 < m.1)
    }
}

/// Checks one phrase as it is typed.
///
/// # Errors
/// Why it cannot be used.
pub fn check(phrase: &str) -> Result<(), PhraseError> {
    source(phrase).map(|_| ())
}

fn source(phrase: &str) -> Result<String, PhraseError> {
    let fail = |at, message| Err(PhraseError { phrase: phrase.to_string(), at, message });
    let words: Vec<&str> = phrase.split_whitespace().collect();
    if words.is_empty() {
        return fail(0, "a phrase needs at least one word");
    }
    if phrase.chars().count() > LONGEST {
        return fail(LONGEST, "a phrase may have 200 characters at most");
    }
    let mut out = String::new();
    for (n, word) in words.iter().enumerate() {
        if word.chars().all(|c| c == '*') {
            return fail(
                phrase.find(word).unwrap_or(0),
                "* stands for letters inside a word: put some letters beside it",
            );
        }
        if n > 0 {
            out.push(' ');
        }
        for part in words::fold(word).split_inclusive('*') {
            let (text, star) = part.strip_suffix('*').map_or((part, false), |t| (t, true));
            out.push_str(&regex::escape(text));
            if star {
                out.push_str("[^ ]*");
            }
        }
    }
    Ok(out)
}

fn build(phrases: &[String]) -> Result<Option<Matcher>, PhraseError> {
    if phrases.is_empty() {
        return Ok(None);
    }
    if let Some(extra) = phrases.get(MOST) {
        return Err(PhraseError { phrase: extra.clone(), at: 0, message: "there are more than 500 phrases" });
    }
    let mut sources = Vec::with_capacity(phrases.len());
    let (mut first_words, mut stems) = (HashSet::new(), Vec::new());
    for phrase in phrases {
        sources.push(source(phrase)?);
        let first = words::fold(phrase.split_whitespace().next().unwrap_or_default());
        match first.split_once('*') {
            Some((stem, _)) => stems.push(stem.to_string()),
            None => {
                first_words.insert(first);
            }
        }
    }
    // Sentences are laid out as words between single spaces, so a space is a word's edge.
    let all = format!(" (?:{}) ", sources.join("|"));
    let regex = RegexBuilder::new(&all).size_limit(SIZE).dfa_size_limit(SIZE).build().map_err(|_| PhraseError {
        phrase: phrases.first().cloned().unwrap_or_default(),
        at: 0,
        message: "these phrases together are too large: remove some",
    })?;
    Ok(Some(Matcher { regex, words: first_words, stems }))
}

/// Token ranges in a sentence that a matcher covers.
fn spans(matcher: &Matcher, s: &Signals, sentence: usize) -> Vec<(usize, usize)> {
    let range = s.sentences[sentence];
    let mut line = String::from(" ");
    let mut starts = Vec::new();
    for at in range.first..range.last {
        if s.tokens[at].is_word() || s.tokens[at].kind == words::Kind::Number {
            // Elisions and clitics stay with their word, as a reader types them.
            let joined = at > range.first
                && !s.tokens[at].is(words::SPACED)
                && line.ends_with(' ')
                && starts.len() > 1
                && s.tokens[at - 1].is_word();
            if joined {
                line.pop();
            }
            starts.push((line.len(), at));
            line.push_str(&s.folded(at));
            line.push(' ');
        }
    }
    let mut out = Vec::new();
    if !matcher.may_match(&line) {
        return out;
    }
    let mut from = 0;
    while let Some(found) = matcher.regex.find_at(&line, from) {
        let first = starts.partition_point(|(b, _)| *b <= found.start());
        let last = starts.partition_point(|(b, _)| *b < found.end() - 1);
        if let (Some(a), Some(b)) = (starts.get(first), last.checked_sub(1).and_then(|l| starts.get(l))) {
            out.push((a.1, b.1 + 1));
        }
        from = found.end().saturating_sub(1).max(found.start() + 1);
        if from >= line.len() {
            break;
        }
    }
    out
}

impl Phrases {
    /// Token ranges in a sentence that the reader wants marked.
    #[must_use]
    pub fn marked(&self, s: &Signals, sentence: usize) -> Vec<(usize, usize)> {
        self.mark.as_ref().map_or_else(Vec::new, |mark| spans(mark, s, sentence))
    }
}
