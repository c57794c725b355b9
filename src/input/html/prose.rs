//! Which elements hold prose, by tag, role and attribute, as in the extension. What only a style sheet says (a class
//! that hides, a box off the page) cannot be known here, but for the few class names that mean it everywhere.

use super::tokens::Tag;
use crate::report::BlockKind;

/// Left out with all that they hold.
const SKIPPED: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "title",
    "iframe",
    "frame",
    "frameset",
    "object",
    "canvas",
    "svg",
    "audio",
    "video",
    "picture",
    "map",
    "button",
    "select",
    "optgroup",
    "option",
    "textarea",
    "datalist",
    "progress",
    "meter",
    "output",
    "label",
    "legend",
    "nav",
    // Struck out: taken back by whoever wrote it.
    "del",
    "s",
    "strike",
    "rt",
    "rp",
    "rtc",
    "colgroup",
    "portal",
    "fencedframe",
    "noembed",
    "noframes",
    "xmp",
];
/// Left out, but a word or a thing stands there in the sentence.
const OBJECTS: &[&str] = &["code", "kbd", "samp", "tt", "math", "mjx-container"];
const SKIPPED_ROLES: &[&str] = &[
    "navigation",
    "menu",
    "menubar",
    "menuitem",
    "menuitemcheckbox",
    "menuitemradio",
    "toolbar",
    "tablist",
    "tab",
    "button",
    "search",
    "textbox",
    "searchbox",
    "combobox",
    "listbox",
    "option",
    "switch",
    "checkbox",
    "radio",
    "radiogroup",
    "slider",
    "spinbutton",
    "progressbar",
    "scrollbar",
    "banner",
    "contentinfo",
    "tooltip",
    "tree",
    "treeitem",
    "timer",
    "marquee",
    "code",
    "math",
    "doc-noteref",
    "doc-toc",
    "doc-pagelist",
    "doc-index",
];
/// Editors that draw their text beside the field one types in, and what is there for screen readers only.
const SKIPPED_CLASSES: &[&str] = &[
    "monaco-editor",
    "CodeMirror",
    "cm-editor",
    "ace_editor",
    "ql-editor",
    "ProseMirror",
    "tox-tinymce",
    "cke_editable",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
];
/// Pictures that are spelt: a font draws the word as one sign.
const SPELT_CLASSES: &[&str] = &["material-icons", "material-symbols", "google-symbols"];
/// Equations and highlighted code, whatever the tag.
const DRAWN_CLASSES: &[&str] =
    &["katex", "mwe-math-element", "highlight", "hljs", "prettyprint", "syntaxhighlighter", "codehilite"];
const HIDING_STYLES: &[&str] =
    &["display:none", "visibility:hidden", "visibility:collapse", "content-visibility:hidden"];
/// Elements that break the line before and after, as every browser's own style sheet has it.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
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
    "html",
    "li",
    "listing",
    "main",
    "menu",
    "ol",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];
/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Skip,
    Object,
    Read,
}

/// What tag, role and attributes say.
pub fn verdict(tag: &Tag) -> Verdict {
    let name = tag.name.as_str();
    // A shadow root that is written out belongs to the page; any other template is not shown.
    if SKIPPED.contains(&name) && !(name == "template" && tag.has("shadowrootmode")) {
        return Verdict::Skip;
    }
    if OBJECTS.contains(&name) {
        return Verdict::Object;
    }
    if tag.attributes.is_empty() && name != "dialog" {
        return Verdict::Read;
    }
    let says = |attribute: &str, value: &str| tag.get(attribute).is_some_and(|v| v.trim().eq_ignore_ascii_case(value));
    let shut = name == "dialog" && !tag.has("open") || tag.has("popover");
    let editable = tag.get("contenteditable").is_some_and(|v| !v.eq_ignore_ascii_case("false"));
    if shut || tag.has("hidden") || says("aria-hidden", "true") || editable || tag.get("style").is_some_and(hides) {
        return Verdict::Skip;
    }
    let role = tag.get("role").unwrap_or_default().trim().to_ascii_lowercase();
    if SKIPPED_ROLES.contains(&role.as_str()) {
        return if matches!(role.as_str(), "math" | "code") { Verdict::Object } else { Verdict::Skip };
    }
    for class in tag.get("class").unwrap_or_default().split_ascii_whitespace() {
        if SKIPPED_CLASSES.contains(&class) || SPELT_CLASSES.iter().any(|spelt| class.starts_with(spelt)) {
            return Verdict::Skip;
        }
        if DRAWN_CLASSES.contains(&class) || class.starts_with("MathJax") {
            return Verdict::Object;
        }
    }
    Verdict::Read
}

fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let mut rules = style.split(';').map(|rule| rule.trim_end_matches("!important"));
    rules.any(|rule| {
        let nothing = rule.strip_prefix("opacity:").is_some_and(|v| v.parse::<f32>() == Ok(0.0));
        nothing || HIDING_STYLES.contains(&rule)
    })
}

pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// What kind of block begins at an element; none to go on with the kind around it.
pub fn kind_of(tag: &Tag, around: BlockKind) -> Option<BlockKind> {
    let inside = matches!(around, BlockKind::ListItem | BlockKind::Quote);
    match tag.name.as_str() {
        "h1" => Some(BlockKind::Title),
        "h2" | "h3" | "h4" | "h5" | "h6" | "summary" => Some(BlockKind::Heading),
        "li" | "dd" | "dt" => Some(BlockKind::ListItem),
        "blockquote" => Some(BlockKind::Quote),
        "figcaption" | "caption" => Some(BlockKind::Caption),
        "td" | "th" => Some(BlockKind::Cell),
        "p" => (around == BlockKind::Cell).then_some(BlockKind::Paragraph),
        "article" | "section" | "main" | "table" | "body" | "aside" => (!inside).then_some(BlockKind::Paragraph),
        _ if tag.get("role").is_some_and(|r| r.trim().eq_ignore_ascii_case("heading")) => {
            Some(if tag.get("aria-level") == Some("1") { BlockKind::Title } else { BlockKind::Heading })
        }
        _ => None,
    }
}

/// So many links with next to nothing between them are a list of names, tags or pages, however long.
const LIST: usize = 4;
/// Words without an end that no single headline has.
const HEADLINES: usize = 20;

/// Words enough to say something, and not just a way to another page; `linked`: bytes of them in `links` links.
pub fn is_prose(text: &str, linked: usize, links: usize, kind: BlockKind) -> bool {
    let text = text.trim();
    let length = text.chars().take(100).count();
    let spaced = text.split_whitespace().nth(1).is_some();
    let mut letters = text.chars().take(400).map(char::is_alphabetic);
    let mut before = false;
    let worded = letters.any(|letter| std::mem::replace(&mut before, letter) && letter);
    if length < 4 || length < 25 && !spaced || !worded {
        return false;
    }
    if matches!(kind, BlockKind::Title | BlockKind::Heading | BlockKind::Quote) {
        return true;
    }
    if linked * 5 >= text.len() * 4
        && (links >= LIST || length <= 80 && !text.ends_with(['.', '!', '?', '…', '»', '”', '"']))
    {
        return false;
    }
    !is_markup(text) && !is_headlines(text)
}

/// A tag with an attribute: what a script meant to write into the page and spilled.
fn is_markup(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let mut words = rest.splitn(3, char::is_whitespace);
    let named = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let tag = words.next().is_some_and(|tag| named(tag) && tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    tag && words.next().and_then(|next| next.split_once('=')).is_some_and(|(name, _)| named(name))
}

/// Headlines of other pages, set one after another into one paragraph: nobody says them in one breath.
fn is_headlines(text: &str) -> bool {
    let ends = |word: &str| {
        let bare = word.trim_end_matches(['”', '"', '»', ')', ']']);
        bare.ends_with(['.', '!', '?', '…', ';', ':'])
    };
    let mut words = 0;
    let mut capital = 0;
    for word in text.split_whitespace() {
        if ends(word) {
            return false;
        }
        if words < 200 {
            words += 1;
            let first = word.trim_start_matches(['"', '\'', '“', '‘']).chars().next();
            capital += usize::from(first.is_some_and(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
        }
    }
    words >= HEADLINES && capital * 5 >= words * 3
}
