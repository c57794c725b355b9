//! HTML: the visible prose of a page as blocks, by the same rules as the extension reads a page, as far as markup
//! alone tells. Styles are not computed and scripts not run: what they hide is read, what they add is not.
//!
//! Every word keeps the bytes it was written with, so offsets point into the source, tags and entities included.

mod level;
mod prose;
mod tokens;
mod tree;

use super::flow::Flow;
use super::{Input, links};
use crate::report::{BlockKind, LinkKind, OBJECT};
use level::{Level, OpenLink, is_marked_note, is_named_note, language};
pub(super) use prose::Verdict;
use std::rc::Rc;
use tokens::{Sink, Tag};
use tree::Tree;

/// How HTML may begin, for text whose name says nothing.
const STARTS: &[&str] = &[
    "!doctype html",
    "html",
    "head",
    "script",
    "iframe",
    "h1",
    "div",
    "font",
    "table",
    "a",
    "style",
    "title",
    "b",
    "body",
    "br",
    "p",
    "!--",
    "article",
    "main",
    "section",
    "meta",
];
/// Whether a text without a telling name is HTML.
#[must_use]
pub fn looks_like(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with("<?xml") {
        return start.chars().take(1000).collect::<String>().to_ascii_lowercase().contains("<html");
    }
    start.strip_prefix('<').is_some_and(|rest| {
        STARTS.iter().any(|name| {
            rest.get(..name.len()).is_some_and(|r| r.eq_ignore_ascii_case(name))
                && (*name == "!--"
                    || rest[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
        })
    })
}

/// Reads HTML.
#[must_use]
pub fn read(text: &str, lang: Option<&str>) -> Input {
    let mut input = Input::default();
    read_part(text, 0, lang, &mut input);
    input
}

/// Reads HTML that stands at byte `base` of the given text.
pub(super) fn read_part(text: &str, base: usize, lang: Option<&str>, input: &mut Input) {
    let mut page = Page::new(input, base, lang);
    tokens::read(text, &mut page);
    page.close_down_to(0);
    page.flush();
}

/// A tag amid a line of another notation.
#[derive(Debug)]
pub(super) struct Inline {
    pub name: String,
    pub end: bool,
    pub verdict: Verdict,
}

/// What a single tag says; nothing for a comment, or for an element that holds nothing.
pub(super) fn inline(source: &str) -> Option<Inline> {
    let mut found = Lone(None);
    tokens::read(source, &mut found);
    found.0
}

struct Lone(Option<Inline>);

impl Sink for Lone {
    fn text(&mut self, _: &str, _: usize, _: usize) {}

    fn tag(&mut self, tag: &Tag) {
        if !tag.self_closing && !prose::is_void(&tag.name) {
            self.0 = Some(Inline { name: tag.name.clone(), end: tag.end, verdict: prose::verdict(tag) });
        }
    }

    fn in_foreign(&self) -> bool {
        false
    }
}

struct Page<'i> {
    base: usize,
    input: &'i mut Input,
    tree: Tree<Level>,
    root: Level,
    flow: Flow,
    /// What the first words of the block at hand say of it.
    kind: BlockKind,
    lang: Option<Rc<str>>,
    kept: bool,
    address: Option<String>,
}

impl Sink for Page<'_> {
    fn text(&mut self, text: &str, from: usize, width: usize) {
        if self.level().skip {
            return;
        }
        let kept = self.begin();
        if text.len() == width {
            self.flow.add(text, self.base + from, kept);
        } else {
            self.flow.add_decoded(text, self.base + from, width, kept);
        }
    }

    fn tag(&mut self, tag: &Tag) {
        if tag.end { self.end(&tag.name) } else { self.start(tag) }
    }

    fn in_foreign(&self) -> bool {
        self.tree.in_foreign()
    }
}

impl<'i> Page<'i> {
    fn new(input: &'i mut Input, base: usize, lang: Option<&str>) -> Self {
        Self {
            base,
            input,
            tree: Tree::default(),
            root: Level::root(lang),
            flow: Flow::default(),
            kind: BlockKind::Paragraph,
            lang: None,
            kept: false,
            address: None,
        }
    }

    fn level(&self) -> &Level {
        self.tree.open.last().map_or(&self.root, |open| &open.with)
    }

    /// Before words are added: the first of a block say what it is. Answers whether white space stays.
    fn begin(&mut self) -> bool {
        let level = self.tree.open.last().map_or(&self.root, |open| &open.with);
        if self.flow.text.is_empty() {
            self.kind = level.kind;
            self.kept = level.kept;
            self.lang.clone_from(&level.lang);
        }
        level.kept
    }

    fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        match name {
            "html" | "body" => {
                if let Some(lang) = language(tag) {
                    self.root.lang = Some(lang);
                }
                return;
            }
            "head" => return,
            "base" | "link" | "meta" => return self.note_address(tag),
            _ => {}
        }
        self.close_down_to(self.tree.kept_at_start(name));
        let Level { skip, shut, .. } = *self.level();
        if matches!(name, "br" | "hr") {
            if !skip && (name == "hr" || self.flow.add_break()) {
                self.flush();
            }
            return;
        }
        let foreign = self.tree.in_foreign() || matches!(name, "svg" | "math");
        if prose::is_void(name) && !foreign || foreign && tag.self_closing {
            return;
        }
        let mut level = self.level().inside();
        if shut && name == "summary" {
            level.skip = false;
        } else if skip {
            return self.tree.push(name, foreign, level);
        }
        self.examine(tag, &mut level);
        self.tree.push(name, foreign, level);
    }

    /// Fills in what an element that starts says of itself.
    fn examine(&mut self, tag: &Tag, level: &mut Level) {
        let name = tag.name.as_str();
        let was_inner = level.inner;
        let block = prose::is_block(name);
        if name == "a" && is_marked_note(tag) {
            level.skip = true;
            return self.flow.add_link(self.flow.text.len(), LinkKind::Note);
        }
        match prose::verdict(tag) {
            Verdict::Skip => {
                level.skip = true;
                return;
            }
            Verdict::Object => {
                level.skip = true;
                if block {
                    self.flush();
                } else {
                    self.begin();
                    self.flow.add_placeless(OBJECT);
                }
                return;
            }
            Verdict::Read => {}
        }
        let role = tag.get("role").unwrap_or_default();
        level.inner |= matches!(name, "article" | "main" | "section" | "blockquote" | "dialog");
        level.inner |= matches!(role, "main" | "article");
        if name == "footer" && !was_inner {
            level.skip = true;
            return;
        }
        if let Some(lang) = language(tag) {
            level.lang = Some(lang);
        }
        if block {
            self.flush();
            level.block = true;
            level.kept |= matches!(name, "pre" | "listing" | "plaintext");
            if let Some(kind) = prose::kind_of(tag, level.kind) {
                level.kind = kind;
            }
        }
        match name {
            "header" if !was_inner => level.head = Some((self.input.document.blocks.len(), false)),
            "h1" => {
                for open in &mut self.tree.open {
                    if let Some((_, titled)) = &mut open.with.head {
                        *titled = true;
                    }
                }
            }
            "details" if !tag.has("open") => (level.skip, level.shut) = (true, true),
            "sup" => level.raised = Some(self.flow.text.len()),
            "q" => {
                level.quote = true;
                self.begin();
                self.flow.add_placeless('“');
            }
            _ => {}
        }
        let address =
            if name == "a" { tag.get("href") } else { tag.get("cite").filter(|_| matches!(name, "q" | "blockquote")) };
        level.link = address.map(|href| OpenLink {
            start: self.flow.text.len(),
            href: href.to_string(),
            rel: tag.get("rel").unwrap_or_default().to_string(),
            noted: is_named_note(tag, href),
        });
    }

    fn end(&mut self, name: &str) {
        match self.tree.ended_by(name) {
            _ if matches!(name, "html" | "body" | "head") => {}
            Some((at, true)) => self.close_down_to(at),
            Some((at, false)) => {
                let open = self.tree.open.remove(at);
                self.leave(open.with);
            }
            None if matches!(name, "p" | "br") && !self.level().skip => self.flush(),
            None => {}
        }
    }

    fn close_down_to(&mut self, keep: usize) {
        while self.tree.open.len() > keep {
            let Some(open) = self.tree.open.pop() else { return };
            self.leave(open.with);
        }
    }

    fn leave(&mut self, level: Level) {
        if level.quote {
            self.flow.add_placeless('”');
        }
        let raised = level.raised.or_else(|| self.tree.open.iter().rev().find_map(|o| o.with.raised)).is_some();
        if let Some(link) = level.link {
            self.close_link(&link, raised);
        }
        if let Some(start) = level.raised {
            self.close_raised(start);
        }
        if level.block {
            self.flush();
        }
        if let Some((before, false)) = level.head {
            self.input.truncate(before);
        }
    }

    fn close_link(&mut self, link: &OpenLink, raised: bool) {
        let words = self.flow.text.get(link.start..).unwrap_or_default();
        if words.trim().is_empty() {
            return;
        }
        let bracketed = words.trim_start().starts_with('[');
        if link.href.contains('#') && links::looks_like_note(words) && (raised || bracketed || link.noted) {
            self.flow.cut(link.start);
            self.flow.add_link(link.start, LinkKind::Note);
        } else if raised && words.chars().filter(|c| c.is_alphabetic()).count() > 2 {
            // “[citation needed]”: a remark about the text, which leads to its rules and not to a source.
        } else if let Some(kind) = links::kind(&link.href, words, &link.rel, self.address.as_deref()) {
            self.flow.add_link(link.start, kind);
        }
    }

    /// A raised group of notes has brackets and commas that are no text either.
    fn close_raised(&mut self, start: usize) {
        let rest = self.flow.text.get(start..).unwrap_or_default();
        let noted =
            self.flow.links.iter().rev().take_while(|l| l.end as usize >= start).any(|l| l.kind == LinkKind::Note);
        if noted && rest.chars().all(|c| c.is_whitespace() || ",;[]()…–-".contains(c)) {
            self.flow.cut(start);
        }
    }

    fn flush(&mut self) {
        for at in 0..self.tree.open.len() {
            if let Some(link) = self.tree.open[at].with.link.take() {
                self.close_link(&link, false);
                self.tree.open[at].with.link = Some(OpenLink { start: 0, ..link });
            }
            if let Some(start) = &mut self.tree.open[at].with.raised {
                *start = 0;
            }
        }
        let flow = std::mem::take(&mut self.flow);
        if prose::is_prose(&flow.text, flow.linked, flow.links.len(), self.kind) {
            flow.finish(self.input, self.kind, self.lang.as_deref(), self.kept);
        }
    }

    /// Where the page says it stands.
    fn note_address(&mut self, tag: &Tag) {
        let (found, firm) = match tag.name.as_str() {
            "link" if tag.get("rel").is_some_and(|r| r.eq_ignore_ascii_case("canonical")) => (tag.get("href"), true),
            "meta" if tag.get("property") == Some("og:url") => (tag.get("content"), false),
            "base" => (tag.get("href"), false),
            _ => return,
        };
        if let Some(address) = found.filter(|a| a.contains("://") && (firm || self.address.is_none())) {
            self.address = Some(address.to_string());
        }
    }
}

#[cfg(test)]
mod tests;
