//! Plain text: blank lines part blocks; a short first line without a full stop is the title.
//!
//! Lines end as on Unix, Windows or old Macs. A byte-order mark is no part of any block, and counts in offsets
//! like every byte that was given.

use super::{Input, links};
use crate::report::BlockKind;

/// Characters that a title has at most.
const LONGEST_TITLE: usize = 160;
/// Characters from which on a line may have been broken because the margin came.
const BROKEN_LINE: usize = 40;

/// Reads plain text.
#[must_use]
pub fn read(text: &str, lang: Option<&str>) -> Input {
    let mut input = Input::default();
    let mut push = |start: usize, end: usize, kind: BlockKind| {
        let raw = &text[start..end];
        let from = start + raw.len() - raw.trim_start_matches(is_void).len();
        let words = text[from..end].trim_end_matches(is_void);
        if !words.is_empty() {
            input.push_stretch(words, from, kind, lang, links::bare(words));
        }
    };
    let (mut at, mut start, mut first) = (0, 0, true);
    for line in lines(text) {
        let end = at + line.len();
        let words = line.trim_matches(is_void);
        if words.is_empty() {
            push(start, at, BlockKind::Paragraph);
            start = end;
        } else if first {
            first = false;
            if is_title(words, lines(&text[end..]).next().unwrap_or_default()) {
                push(start, end, BlockKind::Title);
                start = end;
            }
        }
        at = end;
    }
    push(start, at, BlockKind::Paragraph);
    // A text of one line is its body, not its title.
    if let [only] = input.document.blocks.as_mut_slice() {
        only.kind = BlockKind::Paragraph;
    }
    input
}

fn is_void(c: char) -> bool {
    c.is_whitespace() || c == '\u{feff}'
}

/// The lines of a text with what ends them: `\n`, `\r\n`, or `\r` alone.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let ends = |at: usize| if rest[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
        let end = rest.find(['\n', '\r']).map_or(rest.len(), ends);
        let (line, after) = rest.split_at(end);
        rest = after;
        (!line.is_empty()).then_some(line)
    })
}

/// Short, no sentence, and not just the first line of a paragraph that was broken at a margin.
fn is_title(line: &str, next: &str) -> bool {
    let length = line.chars().count();
    if length > LONGEST_TITLE || line.ends_with(['.', ';', ',', ':']) {
        return false;
    }
    let next = next.trim();
    let goes_on = next.starts_with(char::is_lowercase) && next.chars().take(BROKEN_LINE).count() >= BROKEN_LINE;
    !(goes_on && length >= BROKEN_LINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<(BlockKind, String)> {
        let input = read(text, None);
        for (n, block) in input.document.blocks.iter().enumerate() {
            assert_eq!(&text[input.range(n as u32, 0, block.text.len() as u32)], block.text);
        }
        input.document.blocks.into_iter().map(|b| (b.kind, b.text)).collect()
    }

    #[test]
    fn title_and_paragraphs_under_every_line_end() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["\u{feff}A bridge", "It was shut.", "", "It opened", "again.", "\u{c}", "So."].join(end);
            let found = blocks(&text);
            assert_eq!(found[0], (BlockKind::Title, "A bridge".to_string()), "{end:?}");
            assert_eq!(found[1], (BlockKind::Paragraph, "It was shut.".to_string()), "{end:?}");
            assert_eq!(found[2].1, format!("It opened{end}again."));
            assert_eq!(found.len(), 4, "{end:?}");
        }
    }

    #[test]
    fn a_line_that_goes_on_is_no_title() {
        let text =
            "The town council voted late on Thursday night\nto shut the old bridge for the whole of the winter.\n";
        assert_eq!(blocks(text)[0].0, BlockKind::Paragraph);
        assert_eq!(blocks("Bridge shut\nby Ann Lee\n\nIt was.")[0].0, BlockKind::Title);
    }

    #[test]
    fn nothing_is_no_block() {
        for text in ["", "\n\n", "\u{feff}", " \r\n\t"] {
            assert!(blocks(text).is_empty(), "{text:?}");
        }
    }
}
