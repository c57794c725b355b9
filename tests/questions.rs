//! What a card asks, and what it says is suggested or given, fits the words that are marked.

#![allow(clippy::unwrap_used)]

use sayswho::engine::Engine;
use sayswho::report::{Block, BlockKind, Document, Finding, Question, Subtype};

fn findings(lang: &str, text: &str) -> Vec<Finding> {
    let block = Block { kind: BlockKind::Paragraph, text: text.into(), lang: Some(lang.into()), links: Vec::new() };
    Engine::with_own_packs().unwrap().read(&Document { blocks: vec![block], carry: None }).findings
}

fn asked(lang: &str, text: &str, subtype: Subtype) -> Question {
    findings(lang, text).iter().find(|f| f.subtype == subtype).map(|f| f.question).unwrap()
}

#[test]
fn people_are_asked_and_things_are_looked_at() {
    let scope = Subtype::UniversalScope;
    assert_eq!(asked("fr", "Tous les médecins de la région dénoncent cette réforme.", scope), Question::WhichMembers);
    assert_eq!(asked("fr", "Toutes les écoles de la région seront rénovées, promet-elle.", scope), Question::Exception);
    let figure = Subtype::UncitedEvidence;
    assert_eq!(asked("en", "Nearly 60 percent of nurses plan to leave the profession.", figure), Question::WhichSurvey);
    assert_eq!(asked("en", "The foam lifts 99% of stains from a carpet.", figure), Question::WhoCounted);
}

#[test]
fn a_degree_asks_how_much() {
    let scope = Subtype::UniversalScope;
    assert_eq!(asked("en", "The report completely ignores rural areas.", scope), Question::HowMuch);
    assert_eq!(asked("fr", "Le pays est totalement paralysé.", scope), Question::HowMuch);
}

#[test]
fn a_question_leaves_no_statement() {
    let hint = |text: &str| findings("en", text).into_iter().find(|f| f.subtype == Subtype::Insinuation);
    for text in ["Coincidence?", "A coincidence? The contract went to his cousin."] {
        assert!(hint(text).is_none_or(|f| f.implied.is_none()), "{text}");
    }
    let implied = hint("The minister hinted that the vote was bought.").unwrap().implied.unwrap();
    assert!(implied.ends_with("the vote was bought"), "{implied}");
}

#[test]
fn one_source_is_marked_once() {
    let sources = |lang, text| findings(lang, text).iter().filter(|f| f.subtype == Subtype::AnonymousSource).count();
    assert_eq!(sources("en", "One of them, who asked not to be named, said that the talks had failed."), 1);
    assert_eq!(sources("en", "Speaking on condition of anonymity, she called it chaos."), 1);
}
