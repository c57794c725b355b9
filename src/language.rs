//! Which language a block is written in, or none.
//!
//! A pack's identity lists frequent words of its language and frequent words of its neighbours; a block belongs
//! to a language when its own words are plenty, its neighbours' few, and no other pack fits as well. The page's
//! `lang` attribute is a hint that can tip a short block and never overrules the words.
//!
//! Too little text to know, or a language without a pack: none, and the block stays unmarked.

use crate::pack::{Pack, class};
use crate::report::Block;
use crate::words::{self, Kind};

/// Bytes of a block that are looked at.
const SAMPLE: usize = 700;

/// How a block's words fit each pack.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Fit {
    words: f32,
    own: f32,
    known: f32,
    foreign: f32,
}

impl Fit {
    fn net(self) -> f32 {
        self.own + 0.35 * self.known - 1.5 * self.foreign
    }
}

fn fit(pack: &Pack, text: &str) -> Fit {
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let (function, foreign) = (pack.class(class::FUNCTION_WORDS), pack.class(class::FOREIGN_WORDS));
    let mut fit = Fit::default();
    for token in words::split(sample, pack.rules(), |word| pack.word(word)) {
        if token.kind != Kind::Word {
            continue;
        }
        fit.words += 1.0;
        if pack.has(function, &token, sample) {
            fit.own += 1.0;
        } else if pack.has(foreign, &token, sample) {
            fit.foreign += 1.0;
        } else if token.id != 0 {
            fit.known += 1.0;
        }
    }
    // Letters outside the Latin script are nobody's.
    if sample.chars().filter(|c| *c > '\u{2ff}' && c.is_alphabetic()).count() * 2 > sample.chars().count() {
        fit.foreign += fit.words;
    }
    fit
}

/// What the words of one block say: the best pack, how sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Sure(usize),
    /// Not contradicted; a hint or the rest of the page may decide.
    Maybe(usize),
    No,
}

fn judge(packs: &[Pack], text: &str) -> (Verdict, Vec<Fit>) {
    let fits: Vec<Fit> = packs.iter().map(|p| fit(p, text)).collect();
    let mut order: Vec<usize> = (0..packs.len()).collect();
    order.sort_by(|a, b| fits[*b].net().total_cmp(&fits[*a].net()));
    let Some(best) = order.first().copied() else { return (Verdict::No, fits) };
    let second = order.get(1).map_or(0.0, |s| fits[*s].net().max(0.0));
    let f = fits[best];
    let share = f.net() / f.words.max(1.0);
    let verdict = if f.words < 1.0 || f.net() <= 0.0 || f.foreign > f.own {
        Verdict::No
    } else if f.own >= 2.0 && share >= 0.22 && f.net() >= second * 1.25 + 0.5 {
        Verdict::Sure(best)
    } else if share >= 0.12 && f.net() > second {
        Verdict::Maybe(best)
    } else {
        Verdict::No
    };
    (verdict, fits)
}

/// The pack for each block, by index; none where the language is unknown or has no pack.
#[must_use]
pub fn identify(packs: &[Pack], blocks: &[Block]) -> Vec<Option<usize>> {
    let judged: Vec<(Verdict, Vec<Fit>)> = blocks.iter().map(|b| judge(packs, &b.text)).collect();
    let mut weight = vec![0_usize; packs.len()];
    for (block, (verdict, _)) in blocks.iter().zip(&judged) {
        if let Verdict::Sure(p) = verdict {
            weight[*p] += block.text.len();
        }
    }
    let main = (0..packs.len()).filter(|p| weight[*p] > 0).max_by_key(|p| weight[*p]);
    blocks
        .iter()
        .zip(judged)
        .map(|(block, (verdict, fits))| match verdict {
            Verdict::Sure(p) => Some(p),
            Verdict::Maybe(p) => {
                let hinted = block.lang.as_deref().is_some_and(|l| speaks(l, &packs[p].code));
                let contradicted = block
                    .lang
                    .as_deref()
                    .is_some_and(|l| packs.iter().any(|q| q.code != packs[p].code && speaks(l, &q.code)));
                let enough = fits[p].words <= 12.0
                    && fits[p].own >= 1.0
                    && fits[p].foreign < 1.0
                    && main.is_none()
                    && !contradicted
                    && block.lang.is_none();
                (hinted || main == Some(p) || enough).then_some(p)
            }
            // Nothing to go by (a name, one rare word): as the page around it, unless its words speak against.
            Verdict::No => {
                let p = block.lang.as_deref().and_then(|l| packs.iter().position(|q| speaks(l, &q.code))).or(main)?;
                let short = fits[p].words <= 14.0 && fits[p].foreign < 1.0;
                let unopposed = fits.iter().enumerate().all(|(q, f)| q == p || f.net() <= fits[p].net());
                (short && unopposed).then_some(p)
            }
        })
        .collect()
}

/// Whether a BCP 47 tag names this language.
fn speaks(tag: &str, code: &str) -> bool {
    tag.len() >= code.len()
        && tag.is_char_boundary(code.len())
        && tag[..code.len()].eq_ignore_ascii_case(code)
        && !tag[code.len()..].starts_with(|c: char| c.is_ascii_alphanumeric())
}
