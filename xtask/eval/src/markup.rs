//! The project's own fixtures: marks written into the text, so that a person can read and correct them.
//!
//! `⟦subtype severity|words|speaker⟧` must be marked (`⟦?…⟧` may be), `⟦-guard|words⟧` must not; a speaker of `*`
//! is the text itself, none is not judged. `[words](address)` is a link. In lines of pairs and examples the span
//! stands in `[…]`, and a bracket of the sentence is written `\[` or `\]`.

use crate::gold::{Decoy, Expected, Gold, Mark};
use sayswho::report::{LinkKind, Severity, Subtype};

/// Reads a document with its marks.
///
/// # Errors
/// What is wrong with the notation, and where.
pub fn document(id: &str, lang: &str, source: &str) -> Result<Gold, String> {
    let mut gold = Gold {
        id: id.to_owned(),
        lang: lang.to_owned(),
        text: String::with_capacity(source.len()),
        links: Vec::new(),
        marks: Vec::new(),
        decoys: Vec::new(),
    };
    let mut at = 0; // code points written so far
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if c == '⟦' {
            let end = rest.find('⟧').ok_or_else(|| format!("{id}: ⟦ without ⟧: {}", head(rest)))?;
            let words = mark(id, &rest[c.len_utf8()..end], at, &mut gold)?;
            gold.text.push_str(words);
            at += words.chars().count();
            rest = &rest[end + '⟧'.len_utf8()..];
        } else if let Some((label, after)) = link(rest) {
            let length = label.chars().count();
            gold.links.push((at, at + length, LinkKind::OtherSite));
            gold.text.push_str(label);
            at += length;
            rest = after;
        } else if c == '⟧' {
            return Err(format!("{id}: ⟧ without ⟦: {}", head(rest)));
        } else {
            gold.text.push(c);
            at += 1;
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(gold)
}

fn head(text: &str) -> String {
    text.chars().take(60).collect()
}

/// Notes one mark or decoy; gives its words.
fn mark<'s>(id: &str, inside: &'s str, at: usize, gold: &mut Gold) -> Result<&'s str, String> {
    let fault = |what: &str| format!("{id}: {what}: ⟦{inside}⟧");
    let mut parts = inside.splitn(3, '|');
    let (kind, words) = (parts.next().unwrap_or(""), parts.next().ok_or_else(|| fault("no words"))?);
    let (start, end) = (at, at + words.chars().count());
    if let Some(guard) = kind.strip_prefix('-') {
        gold.decoys.push(Decoy { start, end, guard: guard.to_owned() });
        return Ok(words);
    }
    let optional = kind.starts_with('?');
    let (subtype, severity) = kind.trim_start_matches('?').split_once(' ').ok_or_else(|| fault("no severity"))?;
    gold.marks.push(Mark {
        start,
        end,
        subtype: Subtype::from_name(subtype).ok_or_else(|| fault("no such subtype"))?,
        severity: Severity::from_name(severity).ok_or_else(|| fault("no such severity"))?,
        optional,
        accept: Vec::new(),
        also: Vec::new(),
        speaker: match parts.next() {
            None => Expected::Unsaid,
            Some("*") => Expected::Nobody,
            Some(name) => Expected::Somebody(name.to_owned()),
        },
    });
    Ok(words)
}

/// `[label](address)` at the start of a text: its label and what follows.
fn link(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('[')?;
    let (label, after) = inside.split_once(']')?;
    let (address, after) = after.strip_prefix('(')?.split_once(')')?;
    (!label.contains(['[', '\n']) && address.starts_with("http")).then_some((label, after))
}

/// A sentence with its `[span]`: the plain sentence, and the span in code points if there is one.
///
/// # Errors
/// The brackets do not pair.
pub fn sentence(source: &str) -> Result<(String, Option<(usize, usize)>), String> {
    let (mut plain, mut at) = (String::with_capacity(source.len()), 0);
    let (mut open, mut close) = (None, None);
    let mut characters = source.chars();
    while let Some(c) = characters.next() {
        let literal = match c {
            '\\' => characters.next().unwrap_or('\\'),
            '[' if open.is_none() => {
                open = Some(at);
                continue;
            }
            ']' if open.is_some() && close.is_none() => {
                close = Some(at);
                continue;
            }
            '[' | ']' => return Err(format!("one bracket too many (a literal one is \\[ or \\]): {source}")),
            other => other,
        };
        plain.push(literal);
        at += 1;
    }
    match (open, close) {
        (Some(from), Some(to)) if from < to => Ok((plain, Some((from, to)))),
        (None, None) => Ok((plain, None)),
        _ => Err(format!("the brackets do not pair: {source}")),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_the_text_as_it_reads() {
        let gold = document("t", "en", "A ⟦hearsay low|few say|*⟧ é ⟦-still|x⟧ [y z](https://a.example/b).").unwrap();
        assert_eq!(gold.text, "A few say é x y z.");
        assert_eq!((gold.marks[0].start, gold.marks[0].end), (2, 9));
        assert_eq!(gold.marks[0].speaker, Expected::Nobody);
        assert_eq!((gold.decoys[0].start, gold.decoys[0].end), (12, 13));
        assert_eq!(gold.links, [(14, 17, LinkKind::OtherSite)]);
    }

    #[test]
    fn literal_brackets_stay() {
        assert_eq!(sentence(r"Bind [calcium].\[12\]").unwrap(), ("Bind calcium.[12]".into(), Some((5, 12))));
        assert!(sentence("a [b").is_err());
    }
}
