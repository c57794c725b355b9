//! Splits a text into words, figures and marks, in one pass.

use super::fold::{INVISIBLE, fold, fold_into, is_apostrophe, is_combining, is_hyphen, is_plain};
use super::{ACRONYM, CAP, DOTTED, Kind, NEWLINE, Rules, SPACED, Token};

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

/// The beginning of a word, as far as it is of plain letters.
struct Plain {
    end: usize,
    letters: u32,
    capitals: u32,
    first_capital: bool,
    whole: bool,
}

const fn flags_of(letters: u32, capitals: u32, first_capital: bool) -> u8 {
    (if first_capital { CAP } else { 0 }) | (if letters >= 2 && capitals == letters { ACRONYM } else { 0 })
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
        match self.text.as_bytes()[at] {
            b' ' => {
                self.flags |= SPACED;
                return at + 1;
            }
            b'a'..=b'z' | b'A'..=b'Z' => return self.word(at, lookup),
            _ => {}
        }
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
            '«' | '“' | '„' | '‟' | '‹' | '‘' | '‚' => '«',
            '»' | '”' | '›' => '»',
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
        let plain = self.plain(start);
        let (mut end, mut letters, mut capitals) = (plain.end, plain.letters, plain.capitals);
        let mut first_capital = plain.first_capital;
        let word = &self.text[start..end];
        if capitals == 0 && plain.whole {
            let id = lookup(word);
            self.push(start, end, Kind::Word, 0, id);
            return end;
        }
        self.folded.clear();
        self.folded.push_str(word);
        if capitals > 0 {
            self.folded.make_ascii_lowercase();
        }
        if plain.whole {
            let flags = flags_of(letters, capitals, first_capital);
            let id = lookup(&self.folded);
            self.push(start, end, Kind::Word, flags, id);
            return end;
        }
        let mut dotted = false;
        while let Some(c) = self.char_at(end) {
            let next = end + c.len_utf8();
            if c.is_ascii_lowercase() || is_plain(c) {
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
            } else if is_apostrophe(c) && self.elides(next) {
                self.folded.push('\'');
                end = next;
                break;
            } else if is_apostrophe(c) && self.char_at(next).is_some_and(char::is_alphanumeric) {
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
        let flags = flags_of(letters, capitals, first_capital) | if dotted { DOTTED } else { 0 };
        let id = lookup(&self.folded);
        self.push(start, end, Kind::Word, flags, id);
        self.tail(end, lookup)
    }

    /// The letters from here on that fold to themselves but for capitals of ASCII; and whether the word ends there
    /// whatever stands behind, as most do.
    fn plain(&self, start: usize) -> Plain {
        let bytes = self.text.as_bytes();
        let (mut end, mut capitals, mut continued) = (start, 0, 0);
        let whole = loop {
            match bytes.get(end) {
                Some(b'a'..=b'z') => end += 1,
                Some(b'A'..=b'Z') => {
                    capitals += 1;
                    end += 1;
                }
                // à to ÿ
                Some(0xc3)
                    if bytes.get(end + 1).is_some_and(|b| matches!(b, 0x9f..=0xbf) && !matches!(b, 0xa6 | 0xb7)) =>
                {
                    continued += 1;
                    end += 2;
                }
                Some(b'.') => break bytes.get(end + 1).is_none_or(|b| b.is_ascii() && !b.is_ascii_alphabetic()),
                Some(b'\'' | b'-' | b':' | b'@' | b'0'..=b'9' | 0x80..) => break false,
                _ => break true,
            }
        };
        Plain {
            end,
            letters: (end - start - continued) as u32,
            capitals,
            first_capital: bytes[start].is_ascii_uppercase(),
            whole: whole && end > start,
        }
    }

    /// Whether the letters so far lose their vowel before what stands at `next`: a word, a quotation (« d'« un pas » »),
    /// or a space, as texts that part every word have it (« l' eau »).
    fn elides(&self, next: usize) -> bool {
        let follows = |c: char| c.is_alphanumeric() || c.is_whitespace() || matches!(c, '«' | '“' | '"');
        self.rules.elisions.contains(&self.folded) && self.char_at(next).is_some_and(follows)
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
