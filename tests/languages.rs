//! A language's rules mark that language and no other.

#![allow(clippy::unwrap_used)]

use eval::reading;
use eval::sets::{self, Content, LANGUAGES};
use sayswho::engine::Engine;
use sayswho::input::plain;
use sayswho::pack::Pack;
use sayswho::report::{Block, BlockKind, Document};
use std::fmt::Write as _;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn engine_of(lang: &str) -> Engine {
    let mut engine = Engine::new();
    let (_, bytes) = sayswho::engine::own_packs().iter().find(|(code, _)| *code == lang).unwrap();
    engine.add(Pack::decode(bytes).unwrap());
    engine
}

/// Findings as lines for the message of a failure.
fn found(engine: &Engine, document: &Document, title: &str) -> String {
    let mut lines = String::new();
    for f in engine.read(document).findings {
        let block = &document.blocks[f.place.block as usize];
        let _ = writeln!(
            lines,
            "  {title}: {} “{}” in: {}",
            f.sense,
            &block.text[f.place.start as usize..f.place.end as usize],
            block.text
        );
    }
    lines
}

/// Each language's fixtures, read by an engine that has only the other language and cannot know better.
#[test]
fn neither_language_marks_the_other() {
    let mut wrong = String::new();
    for lang in LANGUAGES {
        let engine = engine_of(lang);
        for set in sets::own(root()).unwrap().iter().filter(|set| set.lang != lang) {
            match &set.content {
                Content::Documents(documents) | Content::Clean(documents) => {
                    for gold in documents {
                        let (document, _) = reading::document(gold);
                        wrong += &found(&engine, &document, &format!("{} {}", set.lang, gold.id));
                    }
                }
                Content::Pairs(pairs) => {
                    for pair in pairs {
                        wrong += &alone(&engine, &pair.marked.text, None, &pair.id);
                        wrong += &alone(&engine, &pair.twin.text, None, &pair.id);
                    }
                }
                Content::Examples(examples) => {
                    for example in examples {
                        wrong += &alone(&engine, &example.sentence.text, None, &example.id);
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

fn alone(engine: &Engine, text: &str, lang: Option<&str>, title: &str) -> String {
    let block = Block {
        kind: BlockKind::Paragraph,
        text: text.to_owned(),
        lang: lang.map(ToOwned::to_owned),
        links: Vec::new(),
    };
    found(engine, &Document { blocks: vec![block], carry: None }, title)
}

/// Languages without a pack, close neighbours among them: as a whole text, paragraph by paragraph, sentence by
/// sentence, and with a page that declares the wrong language.
#[test]
fn a_third_language_is_not_marked() {
    let engine = Engine::with_own_packs().unwrap();
    let mut wrong = String::new();
    for entry in std::fs::read_dir(root().join("tests/foreign")).unwrap() {
        let path = entry.unwrap().path();
        let title = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for lang in [None, Some("fr"), Some("en")] {
            let title = format!("{title}, declared {lang:?}");
            wrong += &found(&engine, &plain::read(&text, lang).document, &title);
            for paragraph in text.lines().filter(|line| !line.is_empty()) {
                wrong += &alone(&engine, paragraph, lang, &title);
                for sentence in paragraph.split_inclusive(['.', '?']) {
                    wrong += &alone(&engine, sentence.trim(), lang, &title);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What stands around the text of a page: names, places, titles, a line or two of another language.
const FURNITURE: [&str; 12] = [
    "vida y ocio",
    "Banco de Dados",
    "The Weekly Herald",
    "Porto de Santo",
    "Top of the day",
    "La Paz en la noche",
    "Mapa do site",
    "Diario de la Costa",
    "rio de pedra",
    "Total de visitas",
    "On the road",
    "Le Quai de la Mer",
];

/// A page in a language without a pack: its menus and names are not taken for one of ours, whichever part they
/// come in and whatever the page declares; a whole passage in one of ours is read all the same.
#[test]
fn names_and_menus_of_a_foreign_page_are_not_read() {
    let engine = Engine::with_own_packs().unwrap();
    let block = |text: &str, lang: Option<&str>| Block {
        kind: BlockKind::Paragraph,
        text: text.to_owned(),
        lang: lang.map(ToOwned::to_owned),
        links: Vec::new(),
    };
    for code in ["es", "pt", "it", "de", "nl"] {
        let text = std::fs::read_to_string(root().join(format!("tests/foreign/{code}.txt"))).unwrap();
        for lang in [None, Some(code)] {
            let mut first: Vec<Block> = text.lines().filter(|l| !l.is_empty()).map(|l| block(l, lang)).collect();
            for (n, words) in FURNITURE.iter().enumerate() {
                first.insert((n * 2).min(first.len()), block(words, lang));
            }
            let report = engine.read(&Document { blocks: first, carry: None });
            assert_eq!((&report.summary.languages[..], report.findings.len()), (&[][..], 0), "{code} {lang:?}");
            let second = FURNITURE.iter().map(|words| block(words, lang)).collect();
            let report = engine.read(&Document { blocks: second, carry: Some(report.carry) });
            assert_eq!(report.summary.languages, [""; 0], "{code} {lang:?}, later");
            let ours = "The lifts in this station are always broken, and it has been so since they were built.";
            let report = engine.read(&Document { blocks: vec![block(ours, lang)], carry: Some(report.carry) });
            assert_eq!(report.findings.len(), 1, "{code} {lang:?}: a passage of ours");
        }
    }
}
