//! Markdown (`CommonMark` with tables, footnotes, strikethrough, task lists, front matter): the prose as blocks, each
//! word with its bytes in the source. Code, front matter, pictures and what is struck out are
//! left out; HTML is read as HTML.

use super::flow::Flow;
use super::html::{self, Verdict};
use super::{Input, links};
use crate::report::{BlockKind, LinkKind, OBJECT};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads Markdown.
#[must_use]
pub fn read(text: &str, lang: Option<&str>) -> Input {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    // A byte-order mark would keep the first line from being a heading.
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader {
        text,
        lang,
        input: Input::default(),
        flow: Flow::default(),
        kinds: Vec::new(),
        links: Vec::new(),
        skip: 0,
        hidden: Vec::new(),
        html: None,
    };
    for (event, range) in Parser::new_ext(&text[mark..], options).into_offset_iter() {
        reader.event(event, range.start + mark..range.end + mark);
    }
    reader.flush();
    reader.input
}

struct Reader<'t> {
    text: &'t str,
    lang: Option<&'t str>,
    input: Input,
    flow: Flow,
    /// Kinds of the containers that are open, innermost last.
    kinds: Vec<BlockKind>,
    /// Start and address of the links that are open.
    links: Vec<(usize, String)>,
    /// Open parts that are not read.
    skip: usize,
    /// Elements amid the line that are open and not read.
    hidden: Vec<String>,
    /// An HTML block, as far as it was seen.
    html: Option<Range<usize>>,
}

impl Reader<'_> {
    fn event(&mut self, event: Event, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => self.end(tag),
            Event::Html(_) => match &mut self.html {
                Some(html) => html.end = range.end,
                None => self.html = Some(range),
            },
            _ if self.skip > 0 => {}
            Event::InlineHtml(tag) => self.inline(&tag),
            _ if !self.hidden.is_empty() => {}
            Event::Text(words) => self.words(&words, range),
            Event::SoftBreak => self.flow.add_decoded(" ", range.start, range.len(), false),
            Event::HardBreak => {
                self.flow.add_break();
            }
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => self.flow.add_placeless(OBJECT),
            Event::FootnoteReference(_) => self.flow.add_link(self.flow.text.len(), LinkKind::Note),
            Event::Rule => self.flush(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag, range: Range<usize>) {
        let kind = match tag {
            Tag::Heading { level: HeadingLevel::H1, .. } => BlockKind::Title,
            Tag::Heading { .. } => BlockKind::Heading,
            Tag::Item | Tag::FootnoteDefinition(_) | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                BlockKind::ListItem
            }
            Tag::BlockQuote(_) => BlockKind::Quote,
            Tag::TableCell => BlockKind::Cell,
            Tag::Paragraph => self.kind(),
            Tag::CodeBlock(_) | Tag::MetadataBlock(_) => {
                self.flush();
                self.skip += 1;
                return;
            }
            Tag::Image { .. } | Tag::Strikethrough => {
                self.skip += 1;
                return;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(range.start..range.start);
                return;
            }
            Tag::Link { dest_url, .. } => return self.links.push((self.flow.text.len(), dest_url.to_string())),
            _ => return,
        };
        self.flush();
        self.kinds.push(kind);
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Item
            | TagEnd::FootnoteDefinition
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::BlockQuote(_)
            | TagEnd::TableCell
            | TagEnd::Paragraph => {
                self.flush();
                self.kinds.pop();
            }
            TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image | TagEnd::Strikethrough => {
                self.skip = self.skip.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                if let Some(range) = self.html.take() {
                    html::read_part(&self.text[range.clone()], range.start, self.lang, &mut self.input);
                }
            }
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    /// A tag amid the line, by the rules for HTML.
    fn inline(&mut self, source: &str) {
        if self.hidden.is_empty() && source.to_ascii_lowercase().starts_with("<br") {
            self.flow.add_break();
            return;
        }
        let Some(tag) = html::inline(source) else { return };
        let last = self.hidden.last();
        if tag.end {
            let open = self.hidden.iter().rposition(|name| *name == tag.name);
            self.hidden.truncate(open.unwrap_or(self.hidden.len()));
        } else if last.map_or(tag.verdict != Verdict::Read, |name| *name == tag.name) {
            if last.is_none() && tag.verdict == Verdict::Object {
                self.flow.add_placeless(OBJECT);
            }
            self.hidden.push(tag.name);
        }
    }

    /// Words: as they stand, or what an entity or an escape stands for.
    fn words(&mut self, words: &str, range: Range<usize>) {
        let given = &self.text[range.clone()];
        if given == words {
            self.flow.add(words, range.start, false);
        } else if let Some(at) = given.find(words).filter(|_| words.len() > 1) {
            self.flow.add(words, range.start + at, false);
        } else {
            self.flow.add_decoded(words, range.start, range.len(), false);
        }
    }

    fn close_link(&mut self) {
        let Some((start, href)) = self.links.pop() else { return };
        let words = self.flow.text.get(start..).unwrap_or_default();
        if words.trim().is_empty() {
            return;
        }
        if href.starts_with('#') && words.starts_with('[') && links::looks_like_note(words) {
            self.flow.cut(start);
            self.flow.add_link(start, LinkKind::Note);
        } else if let Some(kind) = links::kind(&href, words, "", None) {
            self.flow.add_link(start, kind);
        }
    }

    fn kind(&self) -> BlockKind {
        self.kinds.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn flush(&mut self) {
        let kind = self.kind();
        self.hidden.clear();
        std::mem::take(&mut self.flow).finish(&mut self.input, kind, self.lang, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "\u{feff}---\ntitle: Never read\n---\n# A *bridge* &amp; its town\n\n\
        The old\nbridge was [closed](https://a.example/order.pdf) on Monday.[^1]\n\n\
        > Everyone\n> knew \\*it\\*.\n\n- one `item` here\n- two\n\n```\nnever read\n```\n\n\
        | a cell | b |\n|---|---|\n| c d | e |\n\n<div>In <b>HTML</b> too.</div>\n\n[^1]: The note.\n";

    #[test]
    fn blocks_kinds_and_the_way_back() {
        let input = read(TEXT, None);
        let blocks: Vec<_> = input.document.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(
            blocks,
            [
                (BlockKind::Title, "A bridge & its town"),
                (BlockKind::Paragraph, "The old bridge was closed on Monday."),
                (BlockKind::Quote, "Everyone knew *it*."),
                (BlockKind::ListItem, "one \u{fffc} here"),
                (BlockKind::ListItem, "two"),
                (BlockKind::Cell, "a cell"),
                (BlockKind::Cell, "b"),
                (BlockKind::Cell, "c d"),
                (BlockKind::Cell, "e"),
                (BlockKind::Paragraph, "In HTML too."),
                (BlockKind::ListItem, "The note."),
            ]
        );
        let given = |block: usize, words: &str| {
            let at = input.document.blocks[block].text.find(words).unwrap() as u32;
            &TEXT[input.range(block as u32, at, at + words.len() as u32)]
        };
        assert_eq!(given(0, "bridge & its"), "bridge* &amp; its");
        assert_eq!(given(1, "old bridge"), "old\nbridge");
        assert_eq!(given(2, "Everyone knew"), "Everyone\n> knew");
        assert_eq!(given(2, "it"), "it");
        assert_eq!(given(9, "HTML too"), "HTML</b> too");
    }

    #[test]
    fn links_and_notes() {
        let input = read(TEXT, None);
        let links: Vec<_> = input.document.blocks[1].links.iter().map(|l| (l.start, l.end, l.kind)).collect();
        assert_eq!(links, [(19, 25, LinkKind::Document), (36, 36, LinkKind::Note)]);
    }
}
