//! Plain text: blank lines part blocks; a short first line without a full stop is the title.

use super::Input;
use crate::report::{Block, BlockKind, Document};

/// Characters that a title has at most.
const LONGEST_TITLE: usize = 160;

/// Reads plain text. Offsets of a block are `starts[n]` plus the offset in the block.
#[must_use]
pub fn read(text: &str, lang: Option<&str>) -> Input {
    let mut blocks = Vec::new();
    let mut starts = Vec::new();
    let mut push = |start: usize, end: usize, kind: BlockKind| {
        let raw = &text[start..end];
        let lead = raw.len() - raw.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
        let trimmed = raw[lead..].trim_end();
        if !trimmed.is_empty() {
            blocks.push(Block {
                kind,
                text: trimmed.to_string(),
                lang: lang.map(ToString::to_string),
                links: Vec::new(),
            });
            starts.push(start + lead);
        }
    };
    let (mut at, mut start, mut first) = (0, 0, true);
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let blank = line.trim().is_empty();
        if blank {
            push(start, at, BlockKind::Paragraph);
            start = end;
        } else if first {
            first = false;
            if is_title(line.trim()) {
                push(start, end, BlockKind::Title);
                start = end;
            }
        }
        at = end;
    }
    push(start, at, BlockKind::Paragraph);
    // A text of one line is its body, not its title.
    if let [only] = blocks.as_mut_slice() {
        only.kind = BlockKind::Paragraph;
    }
    Input { document: Document { blocks, carry: None }, starts }
}

fn is_title(line: &str) -> bool {
    let line = line.trim_start_matches('\u{feff}');
    line.chars().count() <= LONGEST_TITLE && !line.ends_with(['.', ';', ',', ':'])
}
