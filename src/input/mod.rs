//! Files and streams of the command line as blocks. One file per notation.
//!
//! A reader keeps, for every block, where its words stand in what was given, so that findings point there: plain
//! text and Markdown to the byte; HTML too, entities and markup in between included.
//!
//! Absent on purpose: what a block means, and anything printed.

mod flow;
mod links;

pub mod encoding;
pub mod html;
pub mod markdown;
pub mod plain;

use crate::report::{Block, BlockKind, Document, Link, Place};
use std::ops::Range;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    Text,
    Markdown,
    Html,
}

/// A text read into blocks.
#[derive(Debug, Default)]
pub struct Input {
    pub document: Document,
    /// Start of each block's words in the given text.
    pub starts: Vec<usize>,
    origins: Vec<Vec<Run>>,
}

/// A stretch of a block's text, and of the given text that it was made of. Character for character when both are
/// of one length; else (an entity, white space that was joined) as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    at: u32,
    length: u32,
    from: usize,
    width: usize,
}

impl Notation {
    pub const ALL: &'static [Self] = &[Self::Text, Self::Markdown, Self::Html];

    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
        }
    }

    /// By a file's name where that tells, else by how the text begins.
    #[must_use]
    pub fn guess(path: Option<&std::path::Path>, text: &str) -> Self {
        let extension = path.and_then(|p| p.extension()).and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
        match extension.as_deref() {
            Some("html" | "htm" | "xhtml" | "xht" | "shtml") => Self::Html,
            Some("md" | "markdown" | "mdown" | "mkd" | "mkdn" | "mdx" | "rmd" | "qmd") => Self::Markdown,
            Some("txt" | "text") => Self::Text,
            _ if html::looks_like(text) => Self::Html,
            _ => Self::Text,
        }
    }

    /// Reads a text in this notation. `lang` is what the caller knows of its language.
    #[must_use]
    pub fn read(self, text: &str, lang: Option<&str>) -> Input {
        match self {
            Self::Text => plain::read(text, lang),
            Self::Markdown => markdown::read(text, lang),
            Self::Html => html::read(text, lang),
        }
    }
}

impl Input {
    /// Where a stretch of a block stands in the given text, in bytes. What lies between its words there (tags, line
    /// breaks, marks of a quotation) is part of it.
    #[must_use]
    pub fn range(&self, block: u32, start: u32, end: u32) -> Range<usize> {
        let Some(runs) = self.origins.get(block as usize) else { return 0..0 };
        let first = runs.get(runs.partition_point(|r| r.at + r.length <= start));
        let last = runs[..runs.partition_point(|r| r.at < end)].last();
        let (Some(first), Some(last)) = (first, last) else { return 0..0 };
        let from = first.from + if first.is_literal() { start.saturating_sub(first.at) as usize } else { 0 };
        let inside = end.saturating_sub(last.at) as usize;
        let to = last.from + if last.is_literal() { inside.min(last.width) } else { last.width };
        from..to.max(from)
    }

    /// Where a whole block stands in the given text.
    #[must_use]
    pub fn range_of(&self, block: u32) -> Range<usize> {
        let length = self.document.blocks.get(block as usize).map_or(0, |b| b.text.len());
        self.range(block, 0, length as u32)
    }

    /// The words at a place, as a reader sees them.
    #[must_use]
    pub fn words(&self, place: Place) -> &str {
        let text = self.document.blocks.get(place.block as usize).map_or("", |b| b.text.as_str());
        text.get(place.start as usize..place.end as usize).unwrap_or_default()
    }

    fn push(&mut self, block: Block, runs: Vec<Run>) {
        self.starts.push(runs.first().map_or(0, |r| r.from));
        self.document.blocks.push(block);
        self.origins.push(runs);
    }

    /// Adds a block that is a stretch of the given text as it stands.
    fn push_stretch(&mut self, text: &str, from: usize, kind: BlockKind, lang: Option<&str>, links: Vec<Link>) {
        let run = Run { at: 0, length: text.len() as u32, from, width: text.len() };
        let lang = lang.map(ToString::to_string);
        self.push(Block { kind, text: text.to_string(), lang, links }, vec![run]);
    }

    fn truncate(&mut self, blocks: usize) {
        self.document.blocks.truncate(blocks);
        self.starts.truncate(blocks);
        self.origins.truncate(blocks);
    }
}

impl Run {
    const fn is_literal(&self) -> bool {
        self.length as usize == self.width
    }
}
