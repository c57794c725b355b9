//! Running text: the words of one block as a reader sees them, made of many pieces of the given text, and the way
//! back to those pieces. White space is joined as a page joins it; soft hyphens, zero-width and direction marks go.

use super::{Input, Run};
use crate::report::{Block, BlockKind, Link, LinkKind};

#[derive(Debug, Default)]
pub struct Flow {
    pub text: String,
    pub links: Vec<Link>,
    /// Bytes that stand in links.
    pub linked: usize,
    runs: Vec<Run>,
}

impl Flow {
    /// Adds a piece of the given text, which stands there from byte `from` on. `kept`: white space stays as it is.
    pub fn add(&mut self, piece: &str, from: usize, kept: bool) {
        let mut start = 0;
        let mut chars = piece.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if is_space(c) && !kept {
                let alone = !chars.peek().is_some_and(|(_, next)| is_space(*next));
                if c == ' ' && alone && (at > start || !self.wants_no_space()) {
                    continue;
                }
                self.literal(&piece[start..at], from + start);
                while chars.next_if(|(_, next)| is_space(*next)).is_some() {}
                start = chars.peek().map_or(piece.len(), |(next, _)| *next);
                self.space(from + at, start - at);
            } else if is_invisible(c)
                && !joins(c, self.text.chars().next_back().filter(|_| at == start), &piece[start..], at - start)
            {
                self.literal(&piece[start..at], from + start);
                start = at + c.len_utf8();
            }
        }
        self.literal(&piece[start..], from + start);
    }

    /// Adds what `width` bytes from `from` on stand for: an entity, a line break in the notation.
    pub fn add_decoded(&mut self, text: &str, from: usize, width: usize, kept: bool) {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (None, _) => {}
            (Some(c), None) if is_space(c) && !kept => self.space(from, width),
            (Some(c), None) if is_invisible(c) && !matches!(c, '\u{200c}' | '\u{200d}') => {}
            _ => self.whole(text, from, width),
        }
    }

    /// Adds characters that stand nowhere in the given text.
    pub fn add_placeless(&mut self, c: char) {
        self.text.push(c);
    }

    /// Adds a line break, at most one at a time. Answers whether there was one already.
    pub fn add_break(&mut self) -> bool {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if self.text.ends_with('\n') {
            return true;
        }
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        false
    }

    /// Adds a link over the words from `start` on.
    pub fn add_link(&mut self, start: usize, kind: LinkKind) {
        let end = self.text.len();
        let start = start.min(end);
        self.links.push(Link { start: start as u32, end: end as u32, kind });
        if kind != LinkKind::Note {
            self.linked += end - start;
        }
    }

    /// Takes back the words from `length` on; links inside them shrink to nothing.
    pub fn cut(&mut self, length: usize) {
        self.text.truncate(length);
        let length = self.text.len() as u32;
        while let Some(run) = self.runs.last_mut() {
            let left = length.saturating_sub(run.at);
            if left > 0 {
                if left < run.length && run.is_literal() {
                    run.width = left as usize;
                }
                run.length = run.length.min(left);
                break;
            }
            self.runs.pop();
        }
        // Links end in the order in which they were closed.
        for link in self.links.iter_mut().rev().take_while(|l| l.end > length) {
            link.start = link.start.min(length);
            link.end = length;
        }
    }

    /// Hands over what was gathered as a block. With `kept` white space, a blank line parts blocks.
    pub fn finish(mut self, input: &mut Input, kind: BlockKind, lang: Option<&str>, kept: bool) {
        self.cut(self.text.trim_end().len());
        let mut start = 0;
        while kept && start < self.text.len() {
            let Some(length) = blank_line(&self.text[start..]) else { break };
            self.part(input, (start, start + length), kind, lang);
            start += length;
        }
        self.part(input, (start, self.text.len()), kind, lang);
    }

    fn part(&self, input: &mut Input, (start, end): (usize, usize), kind: BlockKind, lang: Option<&str>) {
        let whole = &self.text[start..end];
        let start = (start + whole.len() - whole.trim_start().len()) as u32;
        let text = whole.trim();
        let end = start + text.len() as u32;
        if text.is_empty() {
            return;
        }
        let into = |at: u32| at.clamp(start, end) - start;
        let mut runs = Vec::new();
        let first = self.runs.partition_point(|r| r.at + r.length <= start);
        for run in self.runs[first..].iter().take_while(|r| r.at < end) {
            let skip = start.saturating_sub(run.at);
            let length = into(run.at + run.length) - into(run.at);
            runs.push(if run.is_literal() {
                Run { at: into(run.at), length, from: run.from + skip as usize, width: length as usize }
            } else {
                Run { at: into(run.at), length, ..*run }
            });
        }
        let inside = self.links.iter().filter(|l| l.start <= end && l.end >= start);
        let links = inside.map(|l| Link { start: into(l.start), end: into(l.end), kind: l.kind }).collect();
        input.push(Block { kind, text: text.to_string(), lang: lang.map(ToString::to_string), links }, runs);
    }

    fn wants_no_space(&self) -> bool {
        self.text.as_bytes().last().is_none_or(|last| is_space(*last as char))
    }

    fn space(&mut self, from: usize, width: usize) {
        if !self.wants_no_space() {
            self.whole(" ", from, width);
        }
    }

    fn literal(&mut self, text: &str, from: usize) {
        let (at, length) = (self.text.len() as u32, text.len() as u32);
        self.text.push_str(text);
        match self.runs.last_mut() {
            Some(last) if last.is_literal() && last.at + last.length == at && last.from + last.width == from => {
                last.length += length;
                last.width += text.len();
            }
            _ if length > 0 => self.runs.push(Run { at, length, from, width: text.len() }),
            _ => {}
        }
    }

    fn whole(&mut self, text: &str, from: usize, width: usize) {
        if text.len() == width {
            return self.literal(text, from);
        }
        self.runs.push(Run { at: self.text.len() as u32, length: text.len() as u32, from, width });
        self.text.push_str(text);
    }
}

/// Bytes up to and with the first blank line.
fn blank_line(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if at > line.len() && line.trim().is_empty() && line.ends_with('\n') {
            return Some(at);
        }
    }
    None
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\x0c' | '\r')
}

/// Not seen by a reader, and in the way of words.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// A joiner that its script needs; between Latin, Greek or Cyrillic letters it only hides words.
fn joins(c: char, before: Option<char>, piece: &str, at: usize) -> bool {
    let plain = |c: Option<char>| c.is_none_or(|c| c < '\u{530}');
    let before = piece[..at].chars().next_back().or(before);
    matches!(c, '\u{200c}' | '\u{200d}') && !(plain(before) && plain(piece[at + c.len_utf8()..].chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_joins_and_the_way_back_stays() {
        let source = "  One\n  two\u{ad}fold   three ";
        let mut flow = Flow::default();
        flow.add(source, 0, false);
        let mut input = Input::default();
        flow.finish(&mut input, BlockKind::Paragraph, None, false);
        let text = &input.document.blocks[0].text;
        assert_eq!(text, "One twofold three");
        let range = |word: &str| {
            let at = text.find(word).unwrap() as u32;
            &source[input.range(0, at, at + word.len() as u32)]
        };
        assert_eq!(range("One"), "One");
        assert_eq!(range("twofold"), "two\u{ad}fold");
        assert_eq!(range("One twofold"), "One\n  two\u{ad}fold");
        assert_eq!(range("three"), "three");
    }

    #[test]
    fn a_part_taken_back_leaves_no_trace() {
        let mut flow = Flow::default();
        flow.add("Rain", 0, false);
        flow.add_decoded("é", 4, 7, false);
        flow.add(" fell", 11, false);
        flow.cut(4);
        flow.add("y day", 40, false);
        let mut input = Input::default();
        flow.finish(&mut input, BlockKind::Paragraph, None, false);
        assert_eq!(input.document.blocks[0].text, "Rainy day");
        assert_eq!(input.range(0, 4, 9), 40..45);
        assert_eq!(input.range(0, 0, 9), 0..45);
    }
}
