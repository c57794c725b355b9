//! Where a mark ends: with the words that it is said of, and before what is said for itself.

#![allow(clippy::unwrap_used)]

use sayswho::engine::Engine;
use sayswho::report::{Block, BlockKind, Document};

/// The marks of `text` are the stretches in brackets.
fn check(lang: &str, marked: &str) {
    let text = marked.replace(['[', ']'], "");
    let block = Block { kind: BlockKind::Paragraph, text: text.clone(), lang: Some(lang.into()), links: Vec::new() };
    let mut found = text.clone();
    let report = Engine::with_own_packs().unwrap().read(&Document { blocks: vec![block], carry: None });
    for finding in report.findings.iter().rev() {
        found.insert(finding.place.end as usize, ']');
        found.insert(finding.place.start as usize, '[');
    }
    assert_eq!(found, marked);
}

#[test]
fn no_mark_breaks_off_before_its_noun() {
    check("en", "The plan brought [a huge increase in part-time work] across the county.");
    check("en", "[Not one family in this valley] has been spared.");
    check("en", "The mayor [would not comment on the letters].");
    check("fr", "La hausse [s'explique sans doute par la demande] des voisins.");
    check("fr", "[Tout le mal vient de ce règlement].");
}

#[test]
fn a_mark_ends_at_a_stop_or_where_another_clause_begins() {
    check("en", "The mayor [would not comment on] who had signed.");
    check("en", "[Experts say that] the bridge will hold.");
}

#[test]
fn what_the_text_gives_in_support_stays_beside_the_mark() {
    check("en", "There was [a massive rise in] 2019.");
}
