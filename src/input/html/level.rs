//! What is known of an element while it is open, and what its attributes say that more than one place asks.

use super::tokens::Tag;
use crate::report::BlockKind;
use std::rc::Rc;

/// Parts of names that footnotes have.
const NOTE_NAMES: &[&str] =
    &["note", "fn", "ref", "reference", "cite", "citation", "sdfootnote", "footnote", "footref", "endnote"];

/// What is known of an open element.
#[allow(clippy::struct_excessive_bools)]
#[derive(Debug)]
pub struct Level {
    /// Nothing in it is read.
    pub skip: bool,
    /// A closed `details`: only its `summary` is read.
    pub shut: bool,
    pub block: bool,
    /// White space stays as it is.
    pub kept: bool,
    pub kind: BlockKind,
    pub lang: Option<Rc<str>>,
    pub link: Option<OpenLink>,
    pub quote: bool,
    /// A raised part: where its words begin.
    pub raised: Option<usize>,
    /// Of the page's own head: how many blocks there were before, and whether the page's title stands in it.
    pub head: Option<(usize, bool)>,
    /// Inside an article, a section, the main part.
    pub inner: bool,
}

#[derive(Debug)]
pub struct OpenLink {
    pub start: usize,
    pub href: String,
    pub rel: String,
    /// Its names are those of a note.
    pub noted: bool,
}

impl Level {
    pub fn root(lang: Option<&str>) -> Self {
        Self {
            skip: false,
            shut: false,
            block: true,
            kept: false,
            kind: BlockKind::Paragraph,
            lang: lang.map(Rc::from),
            link: None,
            quote: false,
            raised: None,
            head: None,
            inner: false,
        }
    }

    /// What an element starts with inside this one.
    pub fn inside(&self) -> Self {
        let Self { skip, kept, kind, inner, .. } = *self;
        Self { skip, kept, kind, inner, block: false, lang: self.lang.clone(), ..Self::root(None) }
    }
}

pub fn language(tag: &Tag) -> Option<Rc<str>> {
    tag.get("lang").or_else(|| tag.get("xml:lang")).map(str::trim).filter(|l| !l.is_empty()).map(Rc::from)
}

/// Said outright to be a reference to a note.
pub fn is_marked_note(tag: &Tag) -> bool {
    tag.get("role") == Some("doc-noteref") || tag.get("epub:type") == Some("noteref")
}

/// Named like one.
pub fn is_named_note(tag: &Tag, href: &str) -> bool {
    let Some((_, part)) = href.split_once('#') else { return false };
    let names = [tag.get("class").unwrap_or_default(), tag.get("id").unwrap_or_default(), part];
    names.iter().flat_map(|n| n.split([' ', '-', '_', ':'])).any(|word| {
        let word = word.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_lowercase();
        NOTE_NAMES.contains(&word.as_str())
    })
}
