//! Which elements are open, as browsers have it: end tags that are understood, tags that do not nest, foreign
//! content. Only as much of it as decides where a block, a link or a hidden part begins and ends.
//!
//! No deeper than browsers go, so that no nesting makes it slow.

use super::prose;

/// Elements open at once; one more takes the place of the last.
const DEEPEST: usize = 512;

/// Their end tags may cross others without ending those.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Beyond these no end tag reaches.
const BOUNDARIES: &[&str] = &["caption", "table", "td", "th", "marquee", "object", "template", "applet"];
/// Their start ends an open paragraph.
const ENDS_PARAGRAPH: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "ul",
    "xmp",
];
/// Their start ends foreign content that was left open.
const BREAKS_OUT: &[&str] = &[
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "center",
    "code",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "hr",
    "i",
    "img",
    "li",
    "listing",
    "menu",
    "meta",
    "nobr",
    "ol",
    "p",
    "pre",
    "ruby",
    "s",
    "small",
    "span",
    "strong",
    "strike",
    "sub",
    "sup",
    "table",
    "tt",
    "u",
    "ul",
    "var",
];
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

/// An open element, and what its owner keeps with it.
#[derive(Debug)]
pub struct Open<T> {
    pub name: String,
    /// Not of HTML: a drawing, a formula.
    pub foreign: bool,
    /// Breaks the line before and after.
    block: bool,
    /// No end tag reaches beyond it.
    bounds: bool,
    pub with: T,
}

impl<T> Open<T> {
    fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

/// The open elements, outermost first.
#[derive(Debug)]
pub struct Tree<T> {
    pub open: Vec<Open<T>>,
}

impl<T> Default for Tree<T> {
    fn default() -> Self {
        Self { open: Vec::new() }
    }
}

impl<T> Tree<T> {
    /// Whether a tag that comes now is of foreign content.
    pub fn in_foreign(&self) -> bool {
        self.open.last().is_some_and(|o| o.foreign && !matches!(o.name.as_str(), "foreignobject" | "desc" | "title"))
    }

    pub fn push(&mut self, name: &str, foreign: bool, with: T) {
        let (block, bounds) = (prose::is_block(name), BOUNDARIES.contains(&name));
        self.open.push(Open { name: name.to_string(), foreign, block, bounds, with });
    }

    /// How many elements stay open, outermost first, when this one starts.
    pub fn kept_at_start(&self, name: &str) -> usize {
        let mut keep = self.open.len();
        if self.in_foreign() {
            if !BREAKS_OUT.contains(&name) {
                return keep.min(DEEPEST - 1);
            }
            keep = self.open.iter().position(|o| o.foreign).unwrap_or(keep);
        }
        if ENDS_PARAGRAPH.contains(&name) {
            keep = self.up(keep, &["p"], |o| o.bounds || o.name == "button");
        }
        let in_list = |o: &Open<T>| o.block && !o.is(&["address", "div", "p"]);
        let in_table = |o: &Open<T>| o.name == "table";
        match name {
            "li" => self.up(keep, &["li"], in_list),
            "dd" | "dt" => self.up(keep, &["dd", "dt"], in_list),
            "td" | "th" => self.up(keep, &["td", "th", "caption"], in_table),
            "tr" => self.up(keep, &["tr", "caption"], in_table),
            "tbody" | "thead" | "tfoot" | "caption" | "colgroup" => {
                self.up(keep, &["tbody", "thead", "tfoot", "caption"], in_table)
            }
            "button" => self.up(keep, &["button"], |o| o.bounds),
            "input" | "textarea" | "select" => self.up(keep, &["select"], |o| o.bounds),
            "option" => self.up(keep, &["option"], |o| o.name == "select"),
            n if HEADINGS.contains(&n) && self.open[..keep].last().is_some_and(|o| o.is(HEADINGS)) => keep - 1,
            _ => keep,
        }
        .min(DEEPEST - 1)
    }

    /// The element that this end tag ends, and whether all inside it end with it.
    pub fn ended_by(&self, name: &str) -> Option<(usize, bool)> {
        let all = self.open.len();
        let same = &[name];
        let at = if self.open.last().is_some_and(|o| o.foreign) {
            self.up(all, same, |_| false)
        } else {
            match name {
                "p" => self.up(all, same, |o| o.bounds || o.name == "button"),
                "li" => self.up(all, same, |o| o.bounds || o.is(&["ol", "ul"])),
                "table" | "template" | "select" => self.up(all, same, |_| false),
                "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "caption" => {
                    self.up(all, same, |o| o.name == "table")
                }
                n if HEADINGS.contains(&n) => self.up(all, HEADINGS, |o| o.bounds),
                n if FORMATTING.contains(&n) || prose::is_block(n) => self.up(all, same, |o| o.bounds),
                _ => self.up(all, same, |o| o.bounds || o.block),
            }
        };
        let crosses = || FORMATTING.contains(&name) && self.open[at + 1..].iter().any(|o| o.block);
        (at < all).then(|| (at, !crosses()))
    }

    /// The innermost element of these names, unless one that `stop`s stands before it; else all that are open.
    fn up(&self, all: usize, names: &[&str], stop: impl Fn(&Open<T>) -> bool) -> usize {
        for (at, open) in self.open[..all].iter().enumerate().rev() {
            if open.is(names) {
                return at;
            }
            if stop(open) {
                break;
            }
        }
        all
    }
}
