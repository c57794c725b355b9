//! The reader's own phrases: what they mark, what they keep from being marked, where a `*` reaches.
#![allow(clippy::expect_used)]

use sayswho::engine::{Engine, READER};
use sayswho::report::{Block, BlockKind, Document, EngineSettings, Report};

fn read(mark: &[&str], mute: &[&str], text: &str) -> Report {
    let own = |list: &[&str]| list.iter().map(ToString::to_string).collect();
    let mut engine = Engine::with_own_packs().expect("the packs are whole");
    engine
        .configure(&EngineSettings { mark_phrases: own(mark), mute_phrases: own(mute) })
        .expect("phrases that can be used");
    let block = Block { kind: BlockKind::Paragraph, text: text.into(), lang: Some("en".into()), links: Vec::new() };
    engine.read(&Document { blocks: vec![block], carry: None })
}

fn marks(mark: &[&str], text: &str) -> Vec<String> {
    let report = read(mark, &[], text);
    let own = report.findings.iter().filter(|f| f.sense == READER);
    own.map(|f| text[f.place.start as usize..f.place.end as usize].to_string()).collect()
}

const TEXT: &str =
    "The mayor’s new plan was a Game-Changer for the whole town. It changes the game, and the games we play.";

#[test]
fn marks_whole_words_in_any_case() {
    assert_eq!(marks(&["game-changer"], TEXT), ["Game-Changer"]);
    assert_eq!(marks(&["the GAME"], TEXT), ["the game"]);
    assert!(marks(&["the gam"], TEXT).is_empty());
    assert!(marks(&["ame"], TEXT).is_empty());
}

#[test]
fn a_star_reaches_to_the_edge_of_its_word() {
    assert_eq!(marks(&["the game*"], TEXT), ["the game", "the games"]);
    assert_eq!(marks(&["*changer"], TEXT), ["Game-Changer"]);
    assert_eq!(marks(&["ch*ges the"], TEXT), ["changes the"]);
    assert_eq!(marks(&["wh* town"], TEXT), ["whole town"]);
}

#[test]
fn contractions_stay_with_their_word() {
    assert_eq!(marks(&["mayor's new"], TEXT), ["mayor’s new"]);
}

#[test]
fn one_of_many_is_found_wherever_it_begins() {
    let many: Vec<String> =
        (0..200).map(|n| format!("phrase{n} with words")).chain(["was a game-*".to_string(), "town".into()]).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(marks(&many, TEXT), ["was a Game-Changer", "town"]);
}

#[test]
fn a_muted_phrase_keeps_a_mark_away() {
    let text = "Experts say that the river will flood the whole of the old town again.";
    let marked = |mute: &[&str]| read(&[], mute, text).findings.len();
    assert!(marked(&[]) > 0);
    assert!(marked(&["the rivers"]) > 0);
    assert_eq!(marked(&["expert* say"]), 0);
}
