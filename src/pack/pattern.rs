//! The pattern notation of `packs/README.md`: text to a tree.
//!
//! Absent on purpose: what classes contain, and the expansion into steps (`compile.rs`).

use super::shape;

/// What one place in a pattern may hold.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Atom {
    /// As written; the compiler splits it into words as text is split.
    Literal(String),
    Class {
        name: String,
        tags: Vec<String>,
    },
    Shape(u16),
    Mark(char),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    Atom(Atom),
    Either(Vec<Vec<Node>>),
    Maybe(Box<Node>),
    Gap(u8),
    WideGap(u8),
    Test { after: bool, negated: bool, node: Box<Node> },
    Start,
    End,
    Open,
    Close,
    Stretch,
}

/// What is wrong with a pattern, and where (bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub at: usize,
    pub end: usize,
    pub message: String,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

/// Parses a pattern.
///
/// # Errors
/// The first thing that is not in the notation.
pub fn parse(text: &str) -> Result<Vec<Node>, Fault> {
    let mut reader = Reader { text, at: 0 };
    let nodes = reader.sequence(false)?;
    if nodes.is_empty() {
        return Err(Fault { at: 0, end: text.len(), message: "the pattern is empty".into() });
    }
    Ok(nodes)
}

const SPECIAL: &str = "()|[]?!&<^$@#>\\";

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }
    fn starts(&self, s: &str) -> bool {
        self.text[self.at..].starts_with(s)
    }
    fn take(&mut self, s: &str) -> bool {
        let found = self.starts(s);
        if found {
            self.at += s.len();
        }
        found
    }
    fn fault<T>(&self, from: usize, message: impl Into<String>) -> Result<T, Fault> {
        let end = self.at.max(from + self.text[from..].chars().next().map_or(0, char::len_utf8));
        Err(Fault { at: from, end, message: message.into() })
    }

    fn sequence(&mut self, inside: bool) -> Result<Vec<Node>, Fault> {
        let mut out = Vec::new();
        loop {
            while self.peek().is_some_and(char::is_whitespace) {
                self.at += self.peek().map_or(0, char::len_utf8);
            }
            let from = self.at;
            let Some(c) = self.peek() else {
                return if inside { self.fault(from, "a parenthesis is not closed") } else { Ok(out) };
            };
            if inside && matches!(c, ')' | '|') {
                return Ok(out);
            }
            let node = self.node()?;
            let node = if self.take("?") { Node::Maybe(Box::new(node)) } else { node };
            out.push(node);
        }
    }

    fn node(&mut self) -> Result<Node, Fault> {
        let from = self.at;
        if self.take("<!") {
            return self.test(false, true);
        }
        if self.take("<&") {
            return self.test(false, false);
        }
        if self.take("!") {
            return self.test(true, true);
        }
        if self.take("&") {
            return self.test(true, false);
        }
        if self.starts("..") {
            self.at += 2;
            let wide = self.take(",");
            let Some(most) = self.peek().and_then(|c| c.to_digit(10)) else {
                return self.fault(from, "a gap needs its size: ..3 or ..,3");
            };
            self.at += 1;
            if self.peek().is_some_and(|c| c.is_ascii_digit()) {
                return self.fault(from, "a gap is 9 words at most: write ..9 ..5");
            }
            let most = most as u8;
            return Ok(if wide { Node::WideGap(most) } else { Node::Gap(most) });
        }
        for (s, node) in
            [("^", Node::Start), ("$", Node::End), ("[", Node::Open), ("]", Node::Close), (">noun", Node::Stretch)]
        {
            if self.take(s) {
                return Ok(node);
            }
        }
        if self.take("(") {
            let mut options = Vec::new();
            loop {
                options.push(self.sequence(true)?);
                if self.take(")") {
                    break;
                }
                self.at += 1; // the bar
            }
            return Ok(Node::Either(options));
        }
        if self.take("@") {
            let name: String = self.name();
            let mut parts = name.split('.').map(ToString::to_string);
            let name = parts.next().unwrap_or_default();
            if name.is_empty() {
                return self.fault(from, "a class needs a name after @");
            }
            return Ok(Node::Atom(Atom::Class { name, tags: parts.collect() }));
        }
        if self.take("#") {
            let name = self.name();
            let shape = match name.as_str() {
                "num" => shape::NUM,
                "digits" => shape::DIGITS,
                "year" => shape::YEAR,
                "cap" => shape::CAP,
                "name" => shape::NAME,
                "acronym" => shape::ACRONYM,
                "word" => shape::WORD,
                _ => return self.fault(from, format!("there is no shape #{name}")),
            };
            return Ok(Node::Atom(Atom::Shape(shape)));
        }
        self.literal()
    }

    fn test(&mut self, after: bool, negated: bool) -> Result<Node, Fault> {
        let node = self.node()?;
        Ok(Node::Test { after, negated, node: Box::new(node) })
    }

    fn name(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
        let name = rest[..end].trim_end_matches('.');
        self.at += name.len();
        name.to_string()
    }

    fn literal(&mut self) -> Result<Node, Fault> {
        let from = self.at;
        if self.take("\\") {
            let Some(c) = self.peek() else { return self.fault(from, "nothing follows the backslash") };
            self.at += c.len_utf8();
            return Ok(Node::Atom(Atom::Mark(c)));
        }
        let Some(c) = self.peek() else { return self.fault(from, "a word is missing here") };
        if SPECIAL.contains(c) {
            // A question mark standing alone is the mark itself.
            if c == '?' {
                self.at += 1;
                return Ok(Node::Atom(Atom::Mark('?')));
            }
            self.at += c.len_utf8();
            return self.fault(from, format!("{c} is not expected here"));
        }
        if !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’')) {
            self.at += c.len_utf8();
            return Ok(Node::Atom(Atom::Mark(c)));
        }
        let rest = &self.text[from..];
        let mut end = rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '.' | '/' | '\u{300}'..='\u{36f}')))
            .unwrap_or(rest.len());
        while rest[..end].ends_with('.') {
            end -= 1;
        }
        self.at += end;
        let word = &rest[..end];
        // effet(s), attaqué(e|es|s): endings against the word, each of which may be left out
        let endings = rest[end..].strip_prefix('(').and_then(|r| r.split_once(')')).map(|(inside, _)| inside);
        if let Some(endings) = endings.filter(|e| !e.is_empty() && e.chars().all(|c| c.is_alphabetic() || c == '|')) {
            self.at += endings.len() + 2;
            let literal = |w: String| vec![Node::Atom(Atom::Literal(w))];
            let mut options = vec![literal(word.to_string())];
            options.extend(endings.split('|').map(|e| literal(format!("{word}{e}"))));
            return Ok(Node::Either(options));
        }
        Ok(Node::Atom(Atom::Literal(word.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn fails(text: &str, message: &str) {
        let fault = parse(text).expect_err(text);
        assert!(fault.message.contains(message), "{text}: {}", fault.message);
    }

    #[test]
    fn reads_the_notation() {
        assert_eq!(parse("[@a.b? ..2 (tous les|chaque) !x] <!@y $").map(|n| n.len()), Ok(8));
        assert_eq!(parse("d'une #num % >noun").map(|n| n.len()), Ok(4));
        fails("a ..b", "gap needs its size");
        fails("(a|b", "not closed");
        fails("#nope", "no shape");
        fails("  ", "empty");
        fails("@ x", "needs a name");
    }
}
