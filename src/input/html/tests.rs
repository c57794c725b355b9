//! What HTML becomes, case by case.

use super::*;
use BlockKind::{Caption, Cell, Heading, ListItem, Paragraph, Quote, Title};
use LinkKind::{Anchor, Document, Note, OtherSite, SameSite};

/// Kinds and words of the blocks.
fn blocks(html: &str) -> Vec<(BlockKind, String)> {
    read(html, None).document.blocks.into_iter().map(|b| (b.kind, b.text)).collect()
}

fn words(html: &str) -> Vec<String> {
    blocks(html).into_iter().map(|(_, text)| text).collect()
}

/// The source of some words.
fn source<'h>(html: &'h str, words: &str) -> &'h str {
    let input = read(html, None);
    let found = input.document.blocks.iter().enumerate().find_map(|(n, b)| Some((n, b.text.find(words)?)));
    let (block, at) = found.unwrap();
    &html[input.range(block as u32, at as u32, (at + words.len()) as u32)]
}

#[test]
fn kinds() {
    let html = "<!doctype html><title>Not read</title><h1>The old bridge</h1><h2>A heading here</h2><p>One line.\
        <ul><li>An item here<li>Another one<p>with a paragraph</ul><blockquote><p>A quotation.</blockquote>\
        <figure><img alt=x><figcaption>The caption.</figcaption></figure><table><tr><td>A cell.<td>Two cells.</table>";
    let kinds: Vec<_> = blocks(html).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Title, Heading, Paragraph, ListItem, ListItem, ListItem, Quote, Caption, Cell, Cell]);
}

#[test]
fn what_is_not_prose_is_left_out() {
    let html = "<header><p>The paper, daily.</p></header><nav><p>Home and away.</p></nav><script>if (a < b) x('<p>no</p>')\
        </script><style>p { }</style><p hidden>Not seen.</p><div aria-hidden=true><p>Nor this.</p></div>\
        <p style='color:red; DISPLAY : none !important'>Nor that.</p><p style='opacity:0.9'>Seen, if pale.</p>\
        <button>Press me now.</button><textarea><p>Mine to write.</p></textarea><div contenteditable><p>Mine too.</p></div>\
        <div role=navigation>Up and down.</div><span class='a sr-only'>For readers of screens.</span>\
        <template><p>Not yet there.</p></template><noscript><p>Turn it on.</p></noscript>\
        <details><summary>What is it?</summary><p>Behind it.</p></details><dialog><p>Shut.</p></dialog>\
        <svg><title/><style></style><p>Broken out.</p></svg><main><footer><p>Of the main part.</p></footer></main>\
        <footer><p>All rights reserved.</p></footer>";
    assert_eq!(words(html), ["Seen, if pale.", "What is it?", "Broken out.", "Of the main part."]);
}

#[test]
fn a_head_with_the_title_is_read() {
    let html = "<header><h1>The bridge is shut</h1><p>A matter of time.</p></header>";
    assert_eq!(words(html), ["The bridge is shut", "A matter of time."]);
}

#[test]
fn a_shadow_root_that_is_written_out_is_read() {
    assert_eq!(words("<x-a><template shadowrootmode=open><p>Inside it.</p></template></x-a>"), ["Inside it."]);
}

#[test]
fn words_that_markup_divides_are_one() {
    let html = "<p>Every<wbr>one <em>kn&shy;ows</em> the\n  vote.</p><h3>Every body</h3><p>knows it.</p>";
    assert_eq!(words(html), ["Everyone knows the vote.", "Every body", "knows it."]);
    assert_eq!(source(html, "Everyone knows"), "Every<wbr>one <em>kn&shy;ows");
    assert_eq!(source(html, "the vote"), "the\n  vote");
}

#[test]
fn entities_are_decoded_once() {
    let html =
        "<p>Caf&eacute;s &amp; bars &lt;b&gt; &amp;nbsp; a&nbsp;b &#8217; &notit; &copy 2020 A&B &bogus; x &</p>";
    assert_eq!(words(html), ["Cafés & bars <b> &nbsp; a\u{a0}b ’ ¬it; © 2020 A&B &bogus; x &"]);
    assert_eq!(source(html, "Cafés"), "Caf&eacute;s");
    let quoted = "<p>«&nbsp;Oui&nbsp;» dit-elle&hellip;é &#8220;ü&#8221;à.</p>";
    assert_eq!(words(quoted), ["«\u{a0}Oui\u{a0}» dit-elle…é “ü”à."]);
    assert_eq!(source(quoted, "» dit-elle…é"), "» dit-elle&hellip;é");
    assert_eq!(source(html, "&nbsp;"), "&amp;nbsp;");
    assert_eq!(source(html, "a\u{a0}b"), "a&nbsp;b");
    assert_eq!(source(html, "©"), "&copy");
    assert_eq!(source(html, "2020 A&B"), "2020 A&B");
}

#[test]
fn line_ends_do_not_move_offsets() {
    let html = "<p>One\r\ntwo\rthree.</p>\r\n<pre>Four five\r\n\r\nsix seven.</pre>";
    assert_eq!(words(html), ["One two three.", "Four five", "six seven."]);
    assert_eq!(source(html, "two three"), "two\rthree");
    assert_eq!(source(html, "six seven"), "six seven");
}

#[test]
fn end_tags_that_are_missing_or_cross() {
    assert_eq!(words("<p>One of them<p>two of them<div>three of them</p>four of them</div>five of them").len(), 5);
    assert_eq!(words("<p>A <b>bold <i>both</b> only</i> none.</p>"), ["A bold both only none."]);
    assert_eq!(words("<b>Some words<p>in a paragraph</b> go on.</p>"), ["Some words", "in a paragraph go on."]);
    assert_eq!(words("<div><span>Some words</div> and more words").len(), 2);
    assert_eq!(words("<nav><ul><li>Home</ul></nav><p>Read me now."), ["Read me now."]);
    assert_eq!(words("<p>One way<br>or another<br><br>and a third."), ["One way\nor another", "and a third."]);
}

#[test]
fn struck_out_spelt_and_spilled() {
    let html = "<p>The mayor <del>never wrote that <s>all of</s></del> the weir opens on Friday.</p>\
        <p><span class='material-icons md-24'>warning</span> The lock is shut.</p>\
        <p>&lt;img src=\"/count.gif\" alt=\"Experts say.\"&gt;</p><p>&lt;b&gt; is how one writes bold.</p>";
    assert_eq!(
        words(html),
        ["The mayor the weir opens on Friday.", "The lock is shut.", "<b> is how one writes bold."]
    );
}

#[test]
fn lists_of_links_and_headlines_run_together() {
    let list = ["Always Broken Lifts", "Nobody Saw the Fire", "The Worst Fair", "Sources Say"]
        .map(|words| format!("<a href=/x>{words}</a>"))
        .join(", ");
    let headlines = "Harbour Master Never Saw the Crack Nobody Disputes the Ferry Is Always Late Baker Proves the \
        Mayor Wrong Thousands of Crowns Lost at the Fair";
    assert!(words(&format!("<p>{list}</p><p>{headlines}</p>")).is_empty());
    assert_eq!(words(&format!("<p>{headlines}. He had.</p>")).len(), 1);
}

#[test]
fn links() {
    let html = "<link rel=canonical href='https://paper.example/a'><p>See <a href=/b>this page</a>, <a \
        href=https://other.example/x>that one</a> and <a href=r.pdf>the report</a>.<sup>[<a href='#n1'>1</a>, <a \
        href='#n2'>2</a>]</sup> Then <a href='#top'>go up</a>.";
    let input = read(html, None);
    let block = &input.document.blocks[0];
    assert_eq!(block.text, "See this page, that one and the report. Then go up.");
    let found: Vec<_> = block.links.iter().map(|l| (&block.text[l.start as usize..l.end as usize], l.kind)).collect();
    assert_eq!(
        found,
        [
            ("this page", SameSite),
            ("that one", OtherSite),
            ("the report", Document),
            ("", Note),
            ("", Note),
            ("go up", Anchor)
        ]
    );
}

#[test]
fn languages() {
    let input = read("<html lang=fr><p>Un pont ancien.<p lang=en>An old bridge.<p lang=''>Un autre pont.", None);
    let langs: Vec<_> = input.document.blocks.iter().map(|b| b.lang.as_deref()).collect();
    assert_eq!(langs, [Some("fr"), Some("en"), Some("fr")]);
}

#[test]
fn what_looks_like_html() {
    for text in ["\u{feff}<!DOCTYPE html>", " <p>x", "<?xml version='1.0'?><html>", "<div\nid=a>", "<!-- x -->"] {
        assert!(looks_like(text), "{text}");
    }
    for text in ["<3", "<pre-war>", "a <p>", "", "<", "<é"] {
        assert!(!looks_like(text), "{text}");
    }
}

#[test]
fn any_nesting_takes_its_time_and_no_more() {
    let deep = format!("{}words in here.", "<div><span><b>".repeat(10_000));
    assert_eq!(words(&deep), ["words in here."]);
    let odd = "</p></b><table><b></td>&#x110000;<a href=#><sup><svg><p></svg></sup><!--".repeat(1000);
    let _ = words(&odd);
}

/// Every stretch of every block of a text leads to whole characters of what was given, in order.
#[test]
fn any_soup_keeps_the_way_back() {
    const PIECES: &[&str] = &[
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='#n1'>",
        "</a>",
        "<sup>",
        "</sup>",
        "<pre>",
        "</pre>",
        "<q>",
        "</q>",
        "[1]",
        "<table><td>",
        "</table>",
        "<svg>",
        "</svg>",
        "<title>",
        "</title>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<br>",
        "<header>",
        "</header>",
        "<h1>",
        "</h1>",
        "<details>",
        "<summary>",
        "</details>",
        "&amp;",
        "&eacute",
        "&#x1F600;",
        "&shy;",
        "&nbsp;",
        "&NotEqualTilde;",
        "&",
        "<",
        ">",
        "é",
        "e\u{301}",
        "😀",
        "\u{ad}",
        "\u{200d}",
        "\r\n",
        "\r",
        "\n\n",
        "\t",
        " ",
        "words ",
        "and more. ",
        "**",
        "> ",
        "- ",
        "# ",
        "`",
        "[x](y)",
        "\\*",
        "| a | b |\n|---|---|\n",
        "[^1]",
    ];
    let mut seed = 7_u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..40 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(PIECES[(seed >> 33) as usize % PIECES.len()]);
        }
        for notation in super::super::Notation::ALL {
            let input = notation.read(&text, None);
            for (n, block) in input.document.blocks.iter().enumerate() {
                let mut last = 0;
                for (at, c) in block.text.char_indices() {
                    let range = input.range(n as u32, at as u32, (at + c.len_utf8()) as u32);
                    assert!(text.get(range.clone()).is_some(), "{notation:?} {text:?}: {range:?}");
                    assert!(range.is_empty() || range.end >= last, "{notation:?} {text:?}: {range:?} after {last}");
                    last = range.end.max(last);
                }
                for link in &block.links {
                    assert!(block.text.get(link.start as usize..link.end as usize).is_some(), "{text:?}");
                }
            }
        }
    }
}
