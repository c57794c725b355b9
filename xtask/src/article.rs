//! A text, Markdown or HTML file as a page that a browser can open.
//!
//! The project's own texts carry their expected marks in the text (`⟦subtype severity|words⟧`); a reader sees the
//! words alone.

use crate::run::Outcome;
use pulldown_cmark::{Options, Parser, html};
use std::fmt::Write as _;
use std::path::Path;

/// A title is short and does not end like a sentence.
const LONGEST_TITLE: usize = 200;

/// A file as a page.
pub struct Article {
    /// Its name without folder and ending.
    pub name: String,
    /// The ending that tells how it is written: `txt`, `md` or `html`.
    pub ending: &'static str,
    /// What the engine reads: the file's content without expected marks.
    pub text: Vec<u8>,
    /// The page. An HTML file is served as it is, in whatever charset it says.
    pub html: Vec<u8>,
}

/// Makes a page of a file.
///
/// # Errors
/// It cannot be read, or is of a kind that has no page.
pub fn page_of(file: &Path) -> Outcome<Article> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let extension = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let bytes = std::fs::read(file).map_err(|error| format!("{} cannot be read: {error}", file.display()))?;
    if extension == "html" || extension == "htm" {
        return Ok(Article { name, ending: "html", html: bytes.clone(), text: bytes });
    }
    let content = String::from_utf8(bytes)
        .map_err(|_| format!("{} is not UTF-8, as texts must be to be shown.", file.display()))?;
    Ok(match extension.as_str() {
        "md" | "markdown" => {
            let mut body = String::new();
            html::push_html(&mut body, Parser::new_ext(&content, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES));
            Article { html: around(&name, &body).into_bytes(), ending: "md", name, text: content.into_bytes() }
        }
        "txt" | "" => {
            let text = without_marks(&content);
            let (title, body) = paragraphs(&text);
            let html = around(title.as_ref().unwrap_or(&name), &body).into_bytes();
            Article { html, ending: "txt", name, text: text.into_bytes() }
        }
        other => return Err(format!("{}: .txt, .md and .html can be shown, .{other} cannot.", file.display())),
    })
}

/// The text alone: of `⟦what|words|speaker⟧`, the words.
fn without_marks(text: &str) -> String {
    let mut parts = text.split('⟦');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (mark, rest) = part.split_once('⟧').unwrap_or((part, ""));
        plain.push_str(mark.split('|').nth(1).unwrap_or(mark));
        plain.push_str(rest);
    }
    plain
}

/// A title, if the text starts with one, and the paragraphs as HTML.
fn paragraphs(text: &str) -> (Option<String>, String) {
    let mut blocks = text.split("\n\n").map(str::trim).filter(|block| !block.is_empty()).peekable();
    let title = blocks
        .next_if(|first| first.chars().count() <= LONGEST_TITLE && !first.ends_with('.') && !first.contains('\n'))
        .map(str::to_owned);
    let mut html = title.iter().fold(String::new(), |html, title| html + &format!("<h1>{}</h1>\n", escape(title)));
    for block in blocks {
        let _ = writeln!(html, "<p>{}</p>", escape(block));
    }
    (title, html)
}

fn around(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n<style>\
         body {{ max-width: 38em; margin: 3em auto; padding: 0 1.5em; font: 18px/1.6 Georgia, serif; color: #222; }} \
         h1 {{ font-size: 1.7em; line-height: 1.25; }}</style>\n</head>\n<body>\n<article>\n{body}</article>\n</body>\n</html>\n",
        escape(title)
    )
}

/// Text as HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expected_marks_are_not_shown() {
        assert_eq!(without_marks("A ⟦magnitude low|huge|Ann Lee⟧ ⟦-idiom|deal⟧ ⟦?generic low|x⟧."), "A huge deal x.");
    }

    #[test]
    fn a_first_line_that_ends_like_no_sentence_is_the_title() {
        let (title, html) = paragraphs("A day <out>\n\nOne.\n\nTwo.\n");
        assert_eq!(title.as_deref(), Some("A day <out>"));
        assert_eq!(html, "<h1>A day &lt;out&gt;</h1>\n<p>One.</p>\n<p>Two.</p>\n");
        assert_eq!(paragraphs("A sentence.\n\nTwo.").0, None);
    }
}
