//! What holds for any text at all: no panic, and every span inside its block, on character boundaries, in order.
//!
//! Texts are thrown together from a fixed seed, so a failure repeats; the message holds the text. There is no
//! clock here: a text on which work grew with its square would not come to its end.

#![allow(clippy::unwrap_used)]

use eval::sets::{self, Content};
use sayswho::engine::Engine;
use sayswho::report::{Block, BlockKind, Document, Link, LinkKind, Place, Report, Subtype};
use std::path::Path;

/// Numbers that look random and are the same on every run (Marsaglia's xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }
}

/// What breaks readers of text: joined emoji, marks without a letter, text that runs the other way, characters
/// that are nothing, and quotation marks that never close.
const SHARDS: &[&str] = &[
    "👩‍👩‍👧‍👦",
    "🏳️‍🌈",
    "🇫🇷🇨🇦",
    "👍🏽",
    "e\u{301}",
    "\u{301}",
    "\u{300}\u{323}\u{327}",
    "\u{202e}",
    "\u{202d}",
    "\u{2066}",
    "\u{2069}",
    "\u{200f}",
    "\0",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{feff}",
    "\u{fffe}",
    "\u{fffd}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{2028}",
    "\u{10ffff}",
    "\u{e000}",
    "İ",
    "ß",
    "ﬁ",
    "ﬃ",
    "Ǆ",
    "ς",
    "ẞ",
    "’",
    "'",
    "‘",
    "“",
    "”",
    "„",
    "«",
    "»",
    "‹",
    "›",
    "\"",
    "\"\"",
    "…",
    "...",
    ".",
    "!",
    "?",
    "?!",
    ":",
    ";",
    ",",
    "(",
    ")",
    "[",
    "]",
    "[1]",
    "{",
    "—",
    "–",
    "-",
    "--",
    "%",
    " %",
    "€",
    "$",
    "/",
    "\\",
    "|",
    "&amp;",
    "@",
    "#",
    "*",
    "_",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "\u{a0}",
    "\u{202f}",
    "  ",
    "1",
    "12",
    "3 000",
    "3\u{202f}000",
    "4,5",
    "1,234,567",
    "1.2.3",
    "2024",
    "99999999999999999999",
    "½",
    "٣",
    "第",
    "العربية",
    "हिन्दी",
    "ไทย",
    "l'",
    "d’",
    "qu'",
    "t-il",
    "n't",
    "'s",
    "M.",
    "Dr.",
    "p. 12",
    "U.S.",
    "aujourd'hui",
    "peut-être",
    "http://a.example/b?c=d#e",
    "a@b.example",
    "A",
    "a",
    "AAAA",
    "Ωμέγα",
];

/// Stretches of the fixtures: words that patterns and guards answer to.
fn stretches() -> Vec<String> {
    let mut out = Vec::new();
    for set in sets::own(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let mut take = |text: &str| {
            let words: Vec<&str> = text.split_inclusive(' ').collect();
            out.extend(words.chunks(4).map(<[&str]>::concat));
        };
        match &set.content {
            Content::Documents(documents) | Content::Clean(documents) => documents.iter().for_each(|g| take(&g.text)),
            Content::Pairs(pairs) => pairs.iter().for_each(|p| take(&p.marked.text)),
            Content::Examples(examples) => examples.iter().for_each(|e| take(&e.sentence.text)),
        }
    }
    out
}

fn text(dice: &mut Dice, stretches: &[String], pieces: usize) -> String {
    let mut text = String::new();
    for _ in 0..dice.roll(pieces) {
        match dice.roll(3) {
            0 => text.push_str(dice.pick(SHARDS)),
            _ => text.push_str(&stretches[dice.roll(stretches.len())]),
        }
        if dice.roll(4) == 0 {
            text.push(' ');
        }
    }
    text
}

/// A document with links that may point anywhere, even where there is nothing.
fn document(dice: &mut Dice, stretches: &[String]) -> Document {
    let block = |dice: &mut Dice| {
        let text = text(dice, stretches, 60);
        let links = (0..dice.roll(4)).map(|_| Link {
            start: dice.roll(text.len() + 9) as u32,
            end: dice.roll(text.len() + 9) as u32,
            kind: dice.pick(LinkKind::ALL),
        });
        let links = links.collect();
        let lang = dice.pick(&[None, Some("fr"), Some("en"), Some("fr-CA"), Some(""), Some("xx")]);
        Block { kind: dice.pick(BlockKind::ALL), text, lang: lang.map(ToOwned::to_owned), links }
    };
    let count = 1 + dice.roll(6);
    Document { blocks: (0..count).map(|_| block(dice)).collect(), carry: None }
}

fn sound(document: &Document, report: &Report) {
    let place = |what: &str, p: Place| {
        let block = &document.blocks[p.block as usize];
        let (start, end) = (p.start as usize, p.end as usize);
        let inside = start < end && block.text.get(start..end).is_some();
        assert!(inside, "{what} {start}..{end} is no stretch of {:?}", block.text);
    };
    let mut last = (0, 0);
    for f in &report.findings {
        place("the paint", f.place);
        place("the claim", f.claim);
        assert!(
            f.claim.block == f.place.block && f.claim.start <= f.place.start && f.place.end <= f.claim.end,
            "{} is painted outside its sentence {:?} of {:?}",
            f.sense,
            f.claim,
            document.blocks[f.place.block as usize].text
        );
        assert!(last <= (f.place.block, f.place.start), "{} is out of order: {:?} after {last:?}", f.sense, f.place);
        last = (f.place.block, f.place.end);
        assert_eq!(f.category, f.subtype.category());
        assert!(!f.missing.is_empty(), "{} misses nothing", f.sense);
        f.speaker.cue.iter().for_each(|cue| place("the cue", *cue));
        f.support.iter().for_each(|s| place("a support", s.place));
    }
    report.summary.voices.iter().for_each(|v| place("a voice", v.place));
    for passage in &report.passages {
        assert!((passage.block as usize) < document.blocks.len());
    }
    assert!(report.summary.unsourced <= report.summary.graded);
}

#[test]
fn any_text_is_read_without_harm() {
    let engine = Engine::with_own_packs().unwrap();
    let (mut dice, stretches) = (Dice(0x5eed), stretches());
    let mut findings = 0;
    for _ in 0..1500 {
        let document = document(&mut dice, &stretches);
        let report = engine.read(&document);
        sound(&document, &report);
        assert_eq!(report, engine.read(&document), "two readings differ");
        findings += report.findings.len();
    }
    assert!(findings > 500, "only {findings} findings: these texts test nothing");
}

#[test]
fn every_cut_of_a_text_is_read_without_harm() {
    let engine = Engine::with_own_packs().unwrap();
    for set in sets::own(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let Content::Documents(documents) = &set.content else { continue };
        let gold = documents.iter().find(|g| g.id == "sample").unwrap();
        let text: String = gold.text.chars().take(1200).collect();
        for (at, _) in text.char_indices() {
            for half in [&text[..at], &text[at..]] {
                let block = Block { kind: BlockKind::Paragraph, text: half.to_owned(), lang: None, links: Vec::new() };
                let document = Document { blocks: vec![block], carry: None };
                sound(&document, &engine.read(&document));
            }
        }
    }
}

#[test]
fn what_was_read_before_changes_nothing() {
    let engine = Engine::with_own_packs().unwrap();
    let (mut dice, stretches) = (Dice(0xca11), stretches());
    for _ in 0..100 {
        let (one, other) = (document(&mut dice, &stretches), document(&mut dice, &stretches));
        let alone = engine.read(&one);
        let _ = engine.read(&other);
        assert_eq!(alone, engine.read(&one));
    }
}

/// The blocks of a text in parts, each handed what the one before left; findings by their place in the whole.
fn in_parts(engine: &Engine, blocks: &[Block], cuts: &[usize]) -> Report {
    let mut whole = Report::default();
    let mut carry = None;
    for part in cuts.windows(2) {
        let document = Document { blocks: blocks[part[0]..part[1]].to_vec(), carry };
        let mut report = engine.read(&document);
        for finding in &mut report.findings {
            for place in [&mut finding.place, &mut finding.claim] {
                place.block += part[0] as u32;
            }
        }
        whole.findings.append(&mut report.findings);
        whole.summary = report.summary;
        carry = Some(report.carry);
    }
    whole
}

/// A long page is read in parts, and where they end is chance. What a part cannot know is what stands after it: whether
/// a headline's figure is given below, who is introduced later, what kind of page it is. That may change what weight a
/// mark has: by one step for what stands first in a body, and by one for what kind of page it is.
#[test]
fn the_same_is_marked_wherever_a_text_is_cut_into_parts() {
    let engine = Engine::with_own_packs().unwrap();
    let mut dice = Dice(0xc0de);
    let (mut compared, mut reweighed) = (0, 0);
    for set in sets::own(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap() {
        let Content::Documents(documents) = &set.content else { continue };
        for gold in documents {
            let lines = gold.text.lines().filter(|line| !line.trim().is_empty());
            let kind = |n| if n == 0 { BlockKind::Title } else { BlockKind::Paragraph };
            let block = |(n, line): (usize, &str)| Block {
                kind: kind(n),
                text: line.to_owned(),
                lang: None,
                links: Vec::new(),
            };
            let blocks: Vec<Block> = lines.enumerate().map(block).collect();
            let whole = in_parts(&engine, &blocks, &[0, blocks.len()]);
            for often in [1, 2, 4, 8] {
                let mut cuts: Vec<usize> = (1..blocks.len()).filter(|_| dice.roll(often) == 0).collect();
                cuts.insert(0, 0);
                cuts.push(blocks.len());
                let parts = in_parts(&engine, &blocks, &cuts);
                let marks = |report: &Report| {
                    let below =
                        report.findings.iter().filter(|f| f.place.block > 0 || f.subtype != Subtype::UncitedEvidence);
                    below.map(|f| (f.place, f.claim, f.subtype, f.severity as i8)).collect::<Vec<_>>()
                };
                let (one, other) = (marks(&whole), marks(&parts));
                let same = |a: &(Place, Place, Subtype, i8)| (a.0, a.1, a.2);
                let (uncut, cut): (Vec<_>, Vec<_>) = (one.iter().map(same).collect(), other.iter().map(same).collect());
                assert_eq!(uncut, cut, "{} cut at {cuts:?}", gold.id);
                for (one, other) in one.iter().zip(&other) {
                    assert!((one.3 - other.3).abs() <= 2, "{} cut at {cuts:?}: {one:?} and {other:?}", gold.id);
                    compared += 1;
                    reweighed += usize::from(one.3 != other.3);
                }
            }
        }
    }
    assert!(compared > 3000 && reweighed * 20 < compared, "{reweighed} of {compared} have another weight");
}

/// One kind of thing, over and over: what makes matchers and sentence splitters go over the same words again.
#[test]
fn long_monotonous_text_comes_to_its_end() {
    let engine = Engine::with_own_packs().unwrap();
    let pieces = [
        ("fr", "tous les jours "),
        ("fr", "selon des experts "),
        ("fr", "« on dit "),
        ("fr", "l'"),
        ("en", "never "),
        ("en", "every day, "),
        ("en", "experts say "),
        ("en", "said the "),
        ("en", "\""),
        ("en", "("),
        ("en", "1 "),
        ("en", "Nobody knows. "),
        ("en", "\u{301}"),
        ("en", "a"),
    ];
    for (lang, piece) in pieces {
        let text = piece.repeat(150_000 / piece.len());
        let block = Block { kind: BlockKind::Paragraph, text, lang: Some(lang.to_owned()), links: Vec::new() };
        let document = Document { blocks: vec![block], carry: None };
        sound(&document, &engine.read(&document));
    }
    let blocks = |text: &str| {
        let block = Block { kind: BlockKind::Heading, text: text.to_owned(), lang: None, links: Vec::new() };
        vec![block; 20_000]
    };
    for text in ["", "Tous les experts le disent tous les jours", "All experts say so every day"] {
        let document = Document { blocks: blocks(text), carry: None };
        sound(&document, &engine.read(&document));
    }
}
