//! Words and sentences of a block.
//!
//! One pass splits, folds and looks up. A token is a word, a figure or a punctuation mark; a French elision
//! (« d' »), a French clitic (« -t-il ») and an English contraction (“n't”) are tokens of their own, as
//! `packs/README.md` says. Folding makes lower case, straight apostrophes and composed accents, and passes over
//! soft hyphens and zero-width characters.
//!
//! Absent on purpose: what words mean. A token carries the number that a vocabulary gave it and nothing more.

mod fold;
mod sentence;
mod split;

pub use fold::{fold, is_plain};
pub use sentence::sentences;
pub use split::split;

use crate::text::Span;

/// What a language needs to split words; a pack's identity holds it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rules {
    /// Folded, without apostrophe: `d`, `qu`, `jusqu`.
    pub elisions: Vec<String>,
    /// Folded, without hyphens: `il`, `on`, `ce`; `-t-` before one is understood.
    pub clitics: Vec<String>,
    /// English `n't`, `'s`, `'re` … part from their word.
    pub contractions: bool,
    /// Folded, without the full stop: `mr`, `etc`.
    pub abbreviations: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Word,
    Number,
    /// Normalised: every opening quotation mark is `«`, every closing one `»`.
    Mark(char),
    /// An address, a mail or file name, a tag: never read as words.
    Junk,
}

/// Capital at the start.
pub const CAP: u8 = 1;
/// Two or more letters, all capitals.
pub const ACRONYM: u8 = 2;
/// First word of its sentence.
pub const FIRST: u8 = 4;
/// White space stands before it.
pub const SPACED: u8 = 8;
/// Ends in a full stop that belongs to it (M., etc., U.S.).
pub const DOTTED: u8 = 16;
/// A line break stands before it.
pub const NEWLINE: u8 = 32;

#[derive(Debug, Clone, Copy)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    /// The vocabulary's number; 0 when it does not know the word.
    pub id: u32,
    pub kind: Kind,
    pub flags: u8,
}

impl Token {
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
    #[must_use]
    pub const fn is(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == Kind::Word
    }
    #[must_use]
    pub fn is_mark(&self, c: char) -> bool {
        self.kind == Kind::Mark(c)
    }
}

/// Tokens `first..last`; `span` covers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sentence {
    pub first: usize,
    pub last: usize,
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn french() -> Rules {
        let own = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        Rules {
            elisions: own(&["d", "l", "n", "qu", "jusqu"]),
            clitics: own(&["il", "on", "elle", "ce"]),
            contractions: false,
            abbreviations: own(&["m", "etc"]),
        }
    }

    fn english() -> Rules {
        Rules { contractions: true, abbreviations: vec!["dr".into(), "sen".into()], ..Rules::default() }
    }

    #[track_caller]
    fn check(rules: &Rules, text: &str, want: &str) {
        let mut folded = Vec::new();
        let mut tokens = split(text, rules, |word| {
            folded.push(word.to_string());
            folded.len() as u32
        });
        let sentences = sentences(text, &mut tokens, rules);
        let got: Vec<String> = sentences
            .iter()
            .map(|s| {
                let words: Vec<String> = tokens[s.first..s.last]
                    .iter()
                    .map(|t| match t.kind {
                        Kind::Junk => "<junk>".into(),
                        Kind::Mark(c) => c.to_string(),
                        _ => fold(t.span().of(text)),
                    })
                    .collect();
                words.join(" ")
            })
            .collect();
        assert_eq!(got.join(" | "), want, "{text}");
    }

    #[test]
    fn splits_words_and_sentences() {
        let fr = french();
        check(&fr, "D’une ampleur qu'on n’ait, dit-on.", "d' une ampleur qu' on n' ait , dit -on .");
        check(&fr, "L' eau d'« un puits », qu' il", "l' eau d' « un puits » , qu' il");
        check(&fr, "Aujourd'hui, a-t-il dit ? Oui.", "aujourd'hui , a -t-il dit ? | oui .");
        check(&fr, "M. Roy, etc. arrivent. Bon.", "m . roy , etc . arrivent . | bon .");
        check(&fr, "Il a dit : « On suit la piste... » Puis rien.", "il a dit : « on suit la piste … » | puis rien .");
        check(
            &fr,
            "perso c'est faux. les gens, etc. s'en vont… bon !",
            "perso c'est faux . | les gens , etc . s'en vont … bon !",
        );
        check(&fr, "Le 3 000 pour 4,5 % ; 12h30.", "le 3 000 pour 4,5 % ; 12h30 .");
        check(&fr, "e\u{301}tat É\u{ad}tat cœur", "état état coeur");
        let en = english();
        check(&en, "They don't say it's Bob's, can’t they?", "they do n't say it 's bob 's , ca n't they ?");
        check(&en, "Dr. Hale of the U.S. Navy left. He won.", "dr . hale of the u.s. navy left . | he won .");
        check(&en, "See https://a.b/c?d=1, or me@x.org now.", "see <junk> , or <junk> now .");
        check(&en, "‘Never again’ “he said.”[3] Then.", "« never again » « he said . » [ 3 ] | then .");
    }
}
