//! Words and sentences of a block.
//!
//! One pass splits, folds and looks up. A token is a word, a figure or a punctuation mark; a French elision
//! (« d' »), a French clitic (« -t-il ») and an English contraction (“n't”) are tokens of their own, as
//! `packs/README.md` says. Folding makes lower case, straight apostrophes and composed accents, and passes over
//! soft hyphens and zero-width characters.
//!
//! Absent on purpose: what words mean. A token carries the number that a vocabulary gave it and nothing more.

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

const INVISIBLE: [char; 7] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{34f}'];

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn compose(base: char, mark: char) -> Option<char> {
    let (bases, composed) = match mark {
        '\u{300}' => ("aeiou", "àèìòù"),
        '\u{301}' => ("aeiouy", "áéíóúý"),
        '\u{302}' => ("aeiou", "âêîôû"),
        '\u{303}' => ("ano", "ãñõ"),
        '\u{308}' => ("aeiouy", "äëïöüÿ"),
        '\u{327}' => ("c", "ç"),
        _ => return None,
    };
    bases.chars().position(|b| b == base).and_then(|at| composed.chars().nth(at))
}

/// Appends the folded form of one character.
fn fold_into(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if is_apostrophe(c) {
        out.push('\'');
    } else if is_hyphen(c) {
        out.push('-');
    } else if INVISIBLE.contains(&c) {
    } else if is_combining(c) {
        if let Some(joined) = out.chars().next_back().and_then(|base| compose(base, c)) {
            out.pop();
            out.push(joined);
        }
    } else {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// The folded form of a word.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_into(&mut out, c));
    out
}

/// Splits a text. `lookup` gets each folded word, figure or mark and answers its number (0: unknown).
pub fn split(text: &str, rules: &Rules, mut lookup: impl FnMut(&str) -> u32) -> Vec<Token> {
    let mut splitter =
        Splitter { text, rules, tokens: Vec::with_capacity(text.len() / 6 + 4), folded: String::new(), flags: 0 };
    let mut at = 0;
    while at < text.len() {
        at = splitter.step(at, &mut lookup);
    }
    splitter.tokens
}

struct Splitter<'a> {
    text: &'a str,
    rules: &'a Rules,
    tokens: Vec<Token>,
    folded: String,
    /// Of the white space before the token at hand.
    flags: u8,
}

impl Splitter<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 128 { Some(byte as char) } else { self.text[at..].chars().next() }
    }

    fn push(&mut self, start: usize, end: usize, kind: Kind, flags: u8, id: u32) {
        let flags = flags | self.flags;
        self.flags = 0;
        self.tokens.push(Token { start: start as u32, end: end as u32, id, kind, flags });
    }

    fn step(&mut self, at: usize, lookup: &mut impl FnMut(&str) -> u32) -> usize {
        let Some(c) = self.char_at(at) else { return self.text.len() };
        let width = c.len_utf8();
        if c.is_whitespace() {
            self.flags |= if c == '\n' || c == '\u{2028}' { SPACED | NEWLINE } else { SPACED };
            return at + width;
        }
        if INVISIBLE.contains(&c)
            || is_combining(c)
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
        {
            return at + width;
        }
        if c.is_ascii_digit() {
            return self.number(at, lookup);
        }
        if c.is_alphabetic() {
            return self.word(at, lookup);
        }
        if c == '@' || c == '#' {
            let end = self.junk_end(at + width);
            if end > at + width {
                self.push(at, end, Kind::Junk, 0, 0);
                return end;
            }
        }
        let mark = self.mark(at, c, width);
        let mut buffer = [0; 4];
        let id = lookup(mark.encode_utf8(&mut buffer));
        // Three full stops are one ellipsis.
        if c == '.' && self.text[at..].starts_with("..") {
            let end = at + self.text[at..].bytes().take_while(|b| *b == b'.').count();
            let id = lookup("…");
            self.push(at, end, Kind::Mark('…'), 0, id);
            return end;
        }
        self.push(at, at + width, Kind::Mark(mark), 0, id);
        at + width
    }

    fn mark(&self, at: usize, c: char, width: usize) -> char {
        match c {
            '«' | '“' | '„' | '‟' | '‹' => '«',
            '»' | '”' | '›' => '»',
            '‘' | '‚' => '«',
            '"' | '\'' | '’' | '″' => {
                let before = self.text[..at].chars().next_back();
                let after = self.char_at(at + width);
                let opens = before.is_none_or(|b| b.is_whitespace() || matches!(b, '(' | '[' | '—' | '–' | '\'' | '"'))
                    && after.is_some_and(|a| !a.is_whitespace());
                if opens { '«' } else { '»' }
            }
            '–' | '―' => '—',
            '\u{2010}' | '\u{2011}' => '-',
            '％' => '%',
            _ => c,
        }
    }

    /// The end of a run without spaces, less closing punctuation.
    fn junk_end(&self, from: usize) -> usize {
        let rest = &self.text[from..];
        let run = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '«' | '»' | '”' | '“' | ',' | ')'))
            .unwrap_or(rest.len());
        from + rest[..run].trim_end_matches(['.', ';', ':', '!', '?', '\'', '’']).len()
    }

    fn number(&mut self, at: usize, lookup: &mut impl FnMut(&str) -> u32) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        loop {
            while bytes.get(end).is_some_and(u8::is_ascii_digit) {
                end += 1;
            }
            let Some(c) = self.char_at(end) else { break };
            let next = end + c.len_utf8();
            let digits = bytes[next..].iter().take_while(|b| b.is_ascii_digit()).count();
            let joins = match c {
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
                    digits == 3 && end - at <= 15 && {
                        // « 3 000 » but not « en 2019 400 personnes »: groups of three after one to three digits.
                        self.text[at..end]
                            .split([' ', '\u{a0}', '\u{202f}', '\u{2009}'])
                            .enumerate()
                            .all(|(i, g)| if i == 0 { g.len() <= 3 } else { g.len() == 3 })
                    }
                }
                '.' | ',' => digits > 0,
                _ => false,
            };
            if !joins {
                break;
            }
            end = next;
        }
        // 1er, 3e, 12h30, 5G, 90s
        while let Some(c) = self.char_at(end) {
            if c.is_alphanumeric() {
                end += c.len_utf8();
            } else if is_hyphen(c) && self.char_at(end + c.len_utf8()).is_some_and(char::is_alphabetic) {
                // 14-year-old, 3-month
                end += c.len_utf8();
            } else {
                break;
            }
        }
        self.folded.clear();
        for c in self.text[at..end].chars() {
            fold_into(&mut self.folded, c);
        }
        let id = lookup(&self.folded);
        self.push(at, end, Kind::Number, 0, id);
        end
    }

    fn word(&mut self, start: usize, lookup: &mut impl FnMut(&str) -> u32) -> usize {
        self.folded.clear();
        let mut end = start;
        let (mut letters, mut capitals, mut first_capital) = (0_u32, 0_u32, false);
        let mut dotted = false;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            if c.is_ascii_lowercase() {
                letters += 1;
                self.folded.push(c);
            } else if c.is_alphanumeric() {
                letters += 1;
                if c.is_uppercase() {
                    capitals += 1;
                    first_capital |= end == start;
                }
                fold_into(&mut self.folded, c);
            } else if is_combining(c) || INVISIBLE.contains(&c) {
                fold_into(&mut self.folded, c);
            } else if is_apostrophe(c) && self.char_at(next).is_some_and(char::is_alphanumeric) {
                if self.rules.elisions.iter().any(|e| *e == self.folded) {
                    self.folded.push('\'');
                    end = next;
                    break;
                }
                if self.rules.contractions
                    && let Some(cut) = self.contraction(end, next)
                {
                    if cut == start {
                        break;
                    }
                    // “don't” parts before the n
                    if cut < end {
                        self.folded.pop();
                        letters -= 1;
                    }
                    end = cut;
                    break;
                }
                self.folded.push('\'');
            } else if is_hyphen(c) && self.char_at(next).is_some_and(char::is_alphanumeric) {
                if self.clitic_end(next).is_some() {
                    break;
                }
                self.folded.push('-');
            } else if c == '.' && self.char_at(next).is_some_and(char::is_alphabetic) {
                // U.S., p.m., example.org
                self.folded.push('.');
            } else if c == '.'
                && self.folded.chars().count() >= 3
                && self.folded.split('.').all(|p| p.chars().count() == 1)
            {
                dotted = true;
                end = next;
                break;
            } else if c == ':' && self.text[next..].starts_with("//") || c == '@' && next < self.text.len() {
                let end = self.junk_end(next);
                self.push(start, end, Kind::Junk, 0, 0);
                return end;
            } else {
                break;
            }
            end = next;
        }
        if self.folded.starts_with("www.") {
            let end = self.junk_end(end);
            self.push(start, end, Kind::Junk, 0, 0);
            return end;
        }
        let mut flags = 0;
        if first_capital {
            flags |= CAP;
        }
        if letters >= 2 && capitals == letters {
            flags |= ACRONYM;
        }
        if dotted {
            flags |= DOTTED;
        }
        let id = lookup(&self.folded);
        self.push(start, end, Kind::Word, flags, id);
        self.tail(end, lookup)
    }

    /// Clitics and contractions right after a word.
    fn tail(&mut self, at: usize, lookup: &mut impl FnMut(&str) -> u32) -> usize {
        let Some(c) = self.char_at(at) else { return at };
        let next = at + c.len_utf8();
        let end = if is_hyphen(c) {
            self.clitic_end(next)
        } else if self.rules.contractions {
            let n = matches!(c, 'n' | 'N').then(|| self.char_at(next)).flatten().filter(|a| is_apostrophe(*a));
            if let Some(a) = n {
                Some(next + a.len_utf8() + 1).filter(|end| *end <= self.text.len() && self.text.is_char_boundary(*end))
            } else if is_apostrophe(c) && self.contraction(at, next) == Some(at) {
                let rest = &self.text[next..];
                Some(next + rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()))
            } else {
                None
            }
        } else {
            None
        };
        let Some(end) = end else { return at };
        self.folded.clear();
        for c in self.text[at..end].chars() {
            fold_into(&mut self.folded, c);
        }
        let id = lookup(&self.folded);
        self.push(at, end, Kind::Word, 0, id);
        self.tail(end, lookup)
    }

    /// Where the word before an English contraction ends, if one starts at this apostrophe.
    fn contraction(&self, apostrophe: usize, next: usize) -> Option<usize> {
        let rest = &self.text[next..];
        let run = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let tail = &rest[..run];
        if tail.eq_ignore_ascii_case("t") {
            let n = self.text[..apostrophe].chars().next_back()?;
            return matches!(n, 'n' | 'N').then(|| apostrophe - 1);
        }
        ["s", "re", "ve", "ll", "d", "m"].iter().any(|t| tail.eq_ignore_ascii_case(t)).then_some(apostrophe)
    }

    /// The end of a clitic that starts here (after its hyphen), if one does.
    fn clitic_end(&self, at: usize) -> Option<usize> {
        if self.rules.clitics.is_empty() {
            return None;
        }
        let rest = &self.text[at..];
        let run = rest.find(|c: char| !(c.is_alphabetic() || is_hyphen(c))).unwrap_or(rest.len());
        let folded = fold(&rest[..run]);
        let bare = folded.strip_prefix("t-").unwrap_or(&folded);
        self.rules.clitics.iter().any(|c| c == bare || *c == folded).then_some(at + run)
    }
}

/// Parts tokens into sentences and flags each one's first word.
///
/// A sentence ends at `. ! ? …` before a space and something that can begin one; closing quotation marks and
/// note references after the stop still belong to it. Abbreviations and initials do not end one.
pub fn sentences(text: &str, tokens: &mut [Token], rules: &Rules) -> Vec<Sentence> {
    let mut out = Vec::new();
    let mut first = 0;
    let mut at = 0;
    while at < tokens.len() {
        let end = matches!(tokens[at].kind, Kind::Mark('.' | '!' | '?' | '…')) && ends_here(text, tokens, at, rules);
        at += 1;
        if !end {
            continue;
        }
        at = closing(tokens, at);
        push_sentence(tokens, first, at, &mut out);
        first = at;
    }
    push_sentence(tokens, first, tokens.len(), &mut out);
    out
}

fn push_sentence(tokens: &mut [Token], first: usize, last: usize, out: &mut Vec<Sentence>) {
    if first >= last {
        return;
    }
    if let Some(word) = tokens[first..last].iter_mut().find(|t| matches!(t.kind, Kind::Word | Kind::Number)) {
        word.flags |= FIRST;
    }
    let span = Span::new(tokens[first].start, tokens[last - 1].end);
    out.push(Sentence { first, last, span });
}

/// Past closing quotation marks, brackets, further stops and note references.
fn closing(tokens: &[Token], mut at: usize) -> usize {
    loop {
        match tokens.get(at).map(|t| (t.kind, t.is(SPACED))) {
            Some((Kind::Mark('.' | '!' | '?' | '…' | '»'), false)) | Some((Kind::Mark(')' | ']'), false)) => at += 1,
            // « … ! » has a space inside
            Some((Kind::Mark('»'), true)) => at += 1,
            Some((Kind::Mark('['), _)) => {
                let closed = tokens[at..].iter().take(4).position(|t| t.is_mark(']'));
                match closed {
                    Some(n) => at += n + 1,
                    None => return at,
                }
            }
            _ => return at,
        }
    }
}

fn ends_here(text: &str, tokens: &[Token], at: usize, rules: &Rules) -> bool {
    let after = closing(tokens, at + 1);
    let Some(next) = tokens.get(after) else { return true };
    if !next.is(SPACED) && !matches!(next.kind, Kind::Mark('«')) {
        return false;
    }
    let begins = match next.kind {
        Kind::Word => next.is(CAP),
        Kind::Number | Kind::Junk => true,
        Kind::Mark('«' | '(' | '[' | '—' | '-' | '¿' | '¡' | '•') => {
            // a dash or bracket may also go on with the same sentence
            match tokens.get(after + 1) {
                Some(t) if t.is_word() => t.is(CAP),
                _ => true,
            }
        }
        Kind::Mark(_) => false,
    };
    if !begins {
        return false;
    }
    if !tokens[at].is_mark('.') {
        return true;
    }
    let Some(before) = at.checked_sub(1).map(|b| &tokens[b]) else { return true };
    if before.end != tokens[at].start || !before.is_word() {
        return true;
    }
    let word = before.span().of(text);
    let initial = before.is(CAP) && word.chars().count() == 1;
    let folded = fold(word);
    !initial && !rules.abbreviations.iter().any(|a| *a == folded)
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
        check(&fr, "Aujourd'hui, a-t-il dit ? Oui.", "aujourd'hui , a -t-il dit ? | oui .");
        check(&fr, "M. Roy, etc. arrivent. Bon.", "m . roy , etc . arrivent . | bon .");
        check(&fr, "Il a dit : « On suit la piste... » Puis rien.", "il a dit : « on suit la piste … » | puis rien .");
        check(&fr, "Le 3 000 pour 4,5 % ; 12h30.", "le 3 000 pour 4,5 % ; 12h30 .");
        check(&fr, "e\u{301}tat É\u{ad}tat cœur", "état état coeur");
        let en = english();
        check(&en, "They don't say it's Bob's, can’t they?", "they do n't say it 's bob 's , ca n't they ?");
        check(&en, "Dr. Hale of the U.S. Navy left. He won.", "dr . hale of the u.s. navy left . | he won .");
        check(&en, "See https://a.b/c?d=1, or me@x.org now.", "see <junk> , or <junk> now .");
        check(&en, "‘Never again’ “he said.”[3] Then.", "« never again » « he said . » [ 3 ] | then .");
    }
}
