//! Where a mark begins and ends: with the words that it is said of, and before what is said for itself.

#![allow(clippy::unwrap_used)]

use sayswho::engine::Engine;
use sayswho::report::{Block, BlockKind, Document, Finding, Subtype};

fn findings(lang: &str, text: &str) -> Vec<Finding> {
    let block = Block { kind: BlockKind::Paragraph, text: text.into(), lang: Some(lang.into()), links: Vec::new() };
    Engine::with_own_packs().unwrap().read(&Document { blocks: vec![block], carry: None }).findings
}

/// The marks of the text are the stretches in brackets.
fn check(lang: &str, marked: &str) {
    let mut found = marked.replace(['[', ']'], "");
    for finding in findings(lang, &found).iter().rev() {
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
    check("en", "He [went as far as to speak of a rival's hand] in it.");
}

#[test]
fn a_mark_over_nameless_people_begins_with_their_phrase() {
    check("en", "[Three head teachers] wrote to us about the noise.");
    check("en", "[A paediatric nurse] I know says the wards are full.");
}

#[test]
fn a_mark_ends_at_a_stop_or_where_another_clause_begins() {
    check("en", "The mayor [would not comment on] who had signed.");
    check("en", "[Experts say that] the bridge will hold.");
    check("en", "[Curiously], the cameras failed that night.");
}

#[test]
fn what_the_text_gives_in_support_stays_beside_the_mark() {
    check("en", "There was [a massive rise in] 2019.");
}

/// The options and the help show these.
#[test]
fn the_example_of_each_rule_is_marked_as_it_shows() {
    let rules = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut shown = 0;
    for subtype in Subtype::ALL {
        let text = std::fs::read_to_string(rules.join(format!("{}.rs", subtype.name()))).unwrap();
        for lang in ["fr", "en"] {
            let head = format!("//! {lang}: ");
            let Some(example) = text.lines().find_map(|line| line.strip_prefix(&head)) else { continue };
            let text = example.replace("**", "");
            let (from, to) = (example.find("**").unwrap(), example.rfind("**").unwrap() - 2);
            let found = findings(lang, &text);
            let places = found.iter().map(|f| (f.place.start as usize, f.place.end as usize));
            assert!(places.clone().any(|place| place == (from, to)), "{example}: {:?}", places.collect::<Vec<_>>());
            shown += 1;
        }
    }
    assert!(shown >= Subtype::ALL.len(), "only {shown} rules show an example");
}
