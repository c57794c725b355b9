//! A claim on lines of a terminal's width, with carets under the words that are marked.
//!
//! The text is anybody's: control characters and marks that turn the direction of writing are made harmless here,
//! so that no file can write to a terminal.

use unicode_width::UnicodeWidthChar;

/// What stands before every line of an excerpt.
pub const INDENT: &str = "    ";
/// Columns that a line of an excerpt has at most. With its indent it fits a terminal of 80: were it broken there, its
/// carets would stand under other words.
const WIDTH: usize = 80 - INDENT.len();
/// Columns of an excerpt around the marked words; what is farther is cut.
const AROUND: usize = 2 * WIDTH;
const CUT: char = '…';

/// A line of text and the line of carets under it, if any stand there.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub text: Vec<(String, bool)>,
    pub carets: Option<String>,
}

/// A character as it is shown.
#[derive(Clone, Copy)]
struct Shown {
    c: char,
    columns: usize,
    marked: bool,
}

/// Lays out `text`, of which bytes `start..end` are marked.
#[must_use]
pub fn lay_out(text: &str, start: usize, end: usize) -> Vec<Line> {
    wrap(&window(text, start, end)).iter().map(|line| draw(line)).collect()
}

/// Text that a terminal shows as it stands, white space joined.
#[must_use]
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    shown(text, 0, 0, 0, &mut |s| out.push(s.c));
    out.trim().to_string()
}

fn shown(text: &str, from: usize, start: usize, end: usize, push: &mut impl FnMut(Shown)) {
    let mut space = true;
    for (at, c) in text.char_indices() {
        let marked = (start..end).contains(&(from + at));
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
            if !space {
                push(Shown { c: ' ', columns: 1, marked });
            }
            space = true;
            continue;
        }
        space = false;
        match c {
            '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{feff}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' => {}
            c if c.is_control() => push(Shown { c: '\u{fffd}', columns: 1, marked }),
            c => push(Shown { c, columns: c.width().unwrap_or(0), marked }),
        }
    }
}

/// The characters around the marked words, cut at words where there is too much.
fn window(text: &str, start: usize, end: usize) -> Vec<Shown> {
    let mut from = text[..start].char_indices().rev().take(AROUND).last().map_or(start, |(at, _)| at);
    if from > 0 {
        from += text[from..start].find(' ').map_or(0, |space| space + 1);
    }
    // A mark of any length is shown from its start.
    let shown_end = text[start..end].char_indices().nth(2 * AROUND).map_or(end, |(at, _)| start + at);
    let mut to = shown_end;
    if shown_end == end {
        to = text[end..].char_indices().nth(AROUND).map_or(text.len(), |(at, _)| end + at);
        if to < text.len() {
            to = text[end..to].rfind(' ').map_or(to, |space| end + space);
        }
    }
    let mut out = Vec::new();
    let cut = Shown { c: CUT, columns: 1, marked: false };
    if from > 0 {
        out.push(cut);
    }
    shown(&text[from..to], from, start, end, &mut |s| out.push(s));
    if to < text.len() {
        out.push(cut);
    }
    out
}

/// Breaks at spaces where it can.
fn wrap(all: &[Shown]) -> Vec<&[Shown]> {
    let mut lines = Vec::new();
    let (mut start, mut space, mut columns, mut since) = (0, None, 0, 0);
    for (at, s) in all.iter().enumerate() {
        if columns + s.columns > WIDTH && s.columns > 0 && s.c != ' ' {
            let (end, next) = space.map_or((at, at), |space| (space, space + 1));
            lines.push(&all[start..end]);
            columns = if space.is_some() { since } else { 0 };
            (start, space) = (next, None);
        }
        columns += s.columns;
        since += s.columns;
        if s.c == ' ' {
            space = Some(at);
            since = 0;
        }
    }
    lines.push(&all[start..]);
    lines
}

fn draw(line: &[Shown]) -> Line {
    let mut text: Vec<(String, bool)> = Vec::new();
    let mut carets = String::new();
    for s in line {
        match text.last_mut() {
            Some((part, marked)) if *marked == s.marked => part.push(s.c),
            _ => text.push((s.c.to_string(), s.marked)),
        }
        carets.extend(std::iter::repeat_n(if s.marked { '^' } else { ' ' }, s.columns));
    }
    carets.truncate(carets.trim_end().len());
    Line { text, carets: (!carets.is_empty()).then_some(carets) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines as a terminal shows them.
    fn drawn(text: &str, words: &str) -> Vec<String> {
        let start = text.find(words).unwrap();
        let mut out = Vec::new();
        for line in lay_out(text, start, start + words.len()) {
            out.push(line.text.into_iter().map(|(part, _)| part).collect());
            out.extend(line.carets);
        }
        out
    }

    #[test]
    fn carets_stand_under_the_words() {
        assert_eq!(
            drawn("The lifts are always broken.", "always broken"),
            ["The lifts are always broken.", "              ^^^^^^^^^^^^^"]
        );
        assert_eq!(
            drawn("日本 e\u{301}te\n  every  day", "every  day"),
            ["日本 e\u{301}te every day", "         ^^^^^^^^^"]
        );
    }

    #[test]
    fn long_sentences_break_and_are_cut() {
        let text =
            format!("{}the lifts are always broken {}", "so it goes on ".repeat(40), "and on it goes ".repeat(40));
        let lines = drawn(&text, "always broken");
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{lines:#?}");
        assert!(lines[0].starts_with('…') && lines.iter().any(|line| line.ends_with('…')), "{lines:#?}");
        assert_eq!(lines.iter().filter(|line| line.contains('^')).map(|l| l.trim().len()).sum::<usize>(), 13);
        let word = "a".repeat(5000) + " is always so";
        assert!(drawn(&word, "always so").len() < 8);
        assert!(lay_out(&"every ".repeat(900), 0, 5400).len() < 10);
    }

    #[test]
    fn nothing_writes_to_the_terminal() {
        let shown = drawn("It \u{1b}[31mis\u{7}\u{202e} every\u{ad} day\u{9b}2J.", "every\u{ad} day");
        assert_eq!(shown[0], "It \u{fffd}[31mis\u{fffd} every day\u{fffd}2J.");
        assert_eq!(harmless(" a\n b\u{1b} "), "a b\u{fffd}");
    }
}
