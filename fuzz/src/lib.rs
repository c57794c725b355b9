//! What the targets share: the engine, a document made of any bytes, and what must hold of its report.

use sayswho::engine::Engine;
use sayswho::report::{Block, BlockKind, Document, Link, LinkKind, Place, Report};
use std::sync::OnceLock;

/// One engine for a whole run: reading leaves nothing behind in it.
///
/// # Panics
/// The crate's own packs cannot be read.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::with_own_packs().expect("the crate's own packs"))
}

/// A block a line. Its first four letters say what it is: kind, language, and where a link begins and how long it
/// is; so that a mutation of one byte changes one thing.
#[must_use]
pub fn document(text: &str) -> Document {
    let block = |line: &str| {
        let mut rest = line.chars();
        let mut number = || rest.next().map_or(0, |c| c as usize);
        let (kind, lang, start, length) = (number(), number(), number(), number());
        let lang = [None, Some("fr"), Some("en"), Some("fr-CA"), Some(""), Some("xx")][lang % 6];
        let link = |kind| Link { start: start as u32 % 200, end: (start + length) as u32 % 400, kind };
        Block {
            kind: BlockKind::ALL[kind % BlockKind::ALL.len()],
            text: rest.as_str().to_owned(),
            lang: lang.map(ToOwned::to_owned),
            links: if length % 3 == 0 { Vec::new() } else { vec![link(LinkKind::ALL[length % LinkKind::ALL.len()])] },
        }
    };
    Document { blocks: text.lines().map(block).collect(), carry: None }
}

/// Every place stands in its block, on whole characters, in order.
///
/// # Panics
/// One does not.
pub fn sound(document: &Document, report: &Report) {
    let place = |p: Place| {
        let text = &document.blocks[p.block as usize].text;
        assert!(p.start < p.end && text.get(p.start as usize..p.end as usize).is_some(), "{p:?} of {text:?}");
    };
    let mut last = (0, 0);
    for finding in &report.findings {
        let (paint, claim) = (finding.place, finding.claim);
        place(paint);
        place(claim);
        assert!(claim.block == paint.block && claim.start <= paint.start && paint.end <= claim.end, "{finding:?}");
        assert!(last <= (paint.block, paint.start), "out of order: {finding:?} after {last:?}");
        last = (paint.block, paint.end);
        assert_eq!(finding.category, finding.subtype.category());
        finding.speaker.cue.iter().for_each(|cue| place(*cue));
        finding.support.iter().for_each(|support| place(support.place));
    }
    report.summary.voices.iter().for_each(|voice| place(voice.place));
    assert!(report.passages.iter().all(|passage| (passage.block as usize) < document.blocks.len()));
}
