//! Which language a block is written in, or none.
//!
//! A pack's identity lists frequent words of its language and frequent words of its neighbours; a block belongs
//! to a language when its own words are plenty, its neighbours' few, and no other pack fits as well. The page's
//! `lang` attribute is a hint that can tip a short block and never overrules the words.
//!
//! Too little text to know, or a language without a pack: none, and the block stays unmarked. On a page that
//! mostly speaks, or declares, a language without a pack, names and phrases of another are no proof: there only
//! whole sentences are read.

use crate::pack::Speech;
use crate::report::Block;
use crate::words::{Kind, Token};
use serde::{Deserialize, Serialize};

/// Bytes of a block that are looked at.
const SAMPLE: usize = 700;
/// Bytes of a word beyond which it is none.
const LONGEST_WORD: usize = 120;

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

    /// Not only too little to know: these words are of another language.
    fn speaks_otherwise(self) -> bool {
        self.foreign > self.own || self.net() < 0.12 * self.words
    }

    /// A sentence at least, and nothing of a neighbour's in it.
    fn is_plain(self) -> bool {
        self.words >= 8.0 && self.own >= 4.0 && self.foreign * 6.0 < self.own
    }
}

/// The first stretch of a text that is words: what is too long for one (data, a drawn line) tells of no language.
fn opening(text: &str) -> &str {
    let (mut start, mut at) = (0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        if at >= start + SAMPLE {
            break;
        }
        at += word.len();
        if word.len() > LONGEST_WORD {
            start = at;
        }
    }
    let mut end = text.len().min(start + SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[start..end]
}

/// A text's words as a pack splits them, with the pack's index.
type Words = (usize, Vec<Token>);

/// Counts what the pack's identity says of these words.
fn weigh(pack: &Speech, text: &str, tokens: &[Token]) -> Fit {
    let mut fit = Fit::default();
    for token in tokens.iter().take_while(|t| (t.start as usize) < SAMPLE) {
        if token.kind != Kind::Word {
            continue;
        }
        fit.words += 1.0;
        if pack.is_own(token.id) {
            fit.own += 1.0;
        } else if pack.is_foreign(token.id) {
            fit.foreign += 1.0;
        } else if token.id != 0 {
            fit.known += 1.0;
        } else if token.span().of(text).chars().next().is_some_and(|c| c > '\u{2ff}') {
            // Letters outside the Latin script are nobody's.
            fit.foreign += 1.0;
        }
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

/// Judges by a sample; its words are handed on when it is the whole text. `tried` are the words of the whole text as one
/// pack has split them already.
fn judge(packs: &[&Speech], text: &str, mut tried: Option<Words>) -> (Verdict, Vec<Fit>, Option<Words>) {
    let sample = opening(text);
    let whole = sample.len() == text.len();
    let mut kept: Option<Words> = None;
    let mut fits: Vec<Fit> = Vec::with_capacity(packs.len());
    for (number, pack) in packs.iter().enumerate() {
        let known = tried.take_if(|(p, _)| whole && *p == number).map(|(_, tokens)| tokens);
        let tokens = known.unwrap_or_else(|| pack.split(sample));
        let fit = weigh(pack, sample, &tokens);
        if whole && kept.as_ref().is_none_or(|(p, _)| fits[*p].net() < fit.net()) {
            kept = Some((number, tokens));
        }
        fits.push(fit);
    }
    let greater = |a: &usize, b: &usize| fits[*b].net().total_cmp(&fits[*a].net());
    let Some(best) = (0..packs.len()).min_by(greater) else { return (Verdict::No, fits, kept) };
    let second = (0..packs.len()).filter(|p| *p != best).map(|p| fits[p].net()).fold(0.0, f32::max);
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
    (verdict, fits, kept)
}

/// Whether words that no pack is sure of are of a language without one, and not only too few to know.
fn is_other(verdict: Verdict, fits: &[Fit]) -> bool {
    match verdict {
        Verdict::Sure(_) => false,
        // So many words of one of ours leave no doubt.
        Verdict::Maybe(p) => fits[p].words >= 15.0,
        Verdict::No => fits.iter().all(|f| f.words >= 5.0 && f.speaks_otherwise()),
    }
}

/// A block's language: the pack's index, and the block's words if they were split with that pack.
#[derive(Debug, Default)]
pub struct Spoken {
    pub pack: Option<usize>,
    pub tokens: Option<Vec<Token>>,
}

/// How much of a document spoke what so far, in bytes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Spread {
    /// By the code of each pack that was spoken.
    known: Vec<(String, usize)>,
    /// In languages without a pack.
    other: usize,
}

impl Spread {
    fn of(&self, pack: &Speech) -> usize {
        self.known.iter().find(|(code, _)| *code == pack.code).map_or(0, |(_, bytes)| *bytes)
    }
}

/// The pack for each block; none where the language is unknown or has no pack. `spread` is what the document spoke
/// before these blocks, and then what it spoke up to their end.
#[must_use]
pub fn identify(packs: &[&Speech], blocks: &[Block], spread: &mut Spread) -> Vec<Spoken> {
    let mut weight: Vec<usize> = packs.iter().map(|pack| spread.of(pack)).collect();
    let mut guess = None;
    let judged: Vec<_> = blocks
        .iter()
        .map(|block| {
            // Most blocks speak as the one before: that is tried first, on words that are then kept.
            let mut tried = None;
            if let Some(p) = guess {
                let pack: &Speech = packs[p];
                let tokens = pack.split(&block.text);
                let fit = weigh(pack, &block.text, &tokens);
                if fit.own >= 4.0 && fit.own >= 0.3 * fit.words && fit.foreign * 6.0 < fit.own {
                    weight[p] += block.text.len();
                    return (Verdict::Sure(p), Vec::new(), Some((p, tokens)));
                }
                tried = Some((p, tokens));
            }
            let (verdict, fits, words) = judge(packs, &block.text, tried);
            if let Verdict::Sure(p) = verdict {
                weight[p] += block.text.len();
                guess = Some(p);
            } else if is_other(verdict, &fits) {
                spread.other += block.text.len();
            }
            (verdict, fits, words)
        })
        .collect();
    spread.known = packs.iter().map(|pack| pack.code.clone()).zip(weight.iter().copied()).collect();
    let main = (0..packs.len()).filter(|p| weight[*p] > 0).max_by_key(|p| weight[*p]);
    let abroad = spread.other > weight.iter().sum();
    blocks
        .iter()
        .zip(judged)
        .map(|(block, (verdict, fits, words))| {
            let declared = block.lang.as_deref().and_then(named);
            let away = abroad || declared.is_some_and(|l| packs.iter().all(|p| !speaks(l, &p.code)));
            let pack = match verdict {
                Verdict::Sure(p) if away => {
                    let said = declared.is_some_and(|l| speaks(l, &packs[p].code));
                    (said || fits.is_empty() || fits[p].is_plain()).then_some(p)
                }
                _ if away => None,
                _ => decide(packs, declared, verdict, &fits, main),
            };
            Spoken { pack, tokens: words.filter(|(p, _)| pack == Some(*p)).map(|(_, tokens)| tokens) }
        })
        .collect()
}

/// What the page declares and the rest of it speaks decides where a block's words alone do not.
fn decide(
    packs: &[&Speech],
    declared: Option<Code>,
    verdict: Verdict,
    fits: &[Fit],
    main: Option<usize>,
) -> Option<usize> {
    match verdict {
        Verdict::Sure(p) => Some(p),
        Verdict::Maybe(p) => {
            let hinted = declared.is_some_and(|l| speaks(l, &packs[p].code));
            let enough = declared.is_none()
                && main.is_none()
                && fits[p].words <= 12.0
                && fits[p].own >= 1.0
                && fits[p].foreign < 1.0;
            (hinted || main == Some(p) || enough).then_some(p)
        }
        // Nothing to go by (a name, one rare word): as the page around it, unless its words speak against.
        Verdict::No => {
            let p = declared.and_then(|l| packs.iter().position(|q| speaks(l, &q.code))).or(main)?;
            let short = fits[p].words <= 14.0 && fits[p].foreign < 1.0;
            let unopposed = fits.iter().enumerate().all(|(q, f)| q == p || f.net() <= fits[p].net());
            // What a page declares is no proof by itself: half the words must be known, or the page around speak so.
            let likely = main == Some(p) || (fits[p].own + fits[p].known) * 2.0 >= fits[p].words;
            (short && unopposed && likely).then_some(p)
        }
    }
}

/// Whether this is written as a BCP 47 tag of a language: two or three letters, and subtags. `en_GB` passes too.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphabetic()))
        && parts.all(|p| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// The code of a language in small letters; of two letters, the third is a zero.
pub type Code = [u8; 3];

/// The language that a declaration names, a language with a pack by its code of two letters (ISO 639-2 has two of three
/// letters for some). None if it names none: what is no tag says as little as nothing, and so do the codes for
/// undetermined, several languages, no words at all and one without a code.
#[must_use]
pub fn named(tag: &str) -> Option<Code> {
    let tag = tag.trim_ascii().as_bytes();
    let length = tag.iter().position(|b| !b.is_ascii_alphabetic()).unwrap_or(tag.len());
    if !(2..=3).contains(&length) || !matches!(tag.get(length), None | Some(b'-' | b'_')) {
        return None;
    }
    let mut code = [0; 3];
    for (small, letter) in code.iter_mut().zip(&tag[..length]) {
        *small = letter.to_ascii_lowercase();
    }
    match &code {
        b"und" | b"mul" | b"zxx" | b"mis" => None,
        b"eng" => Some(*b"en\0"),
        b"fra" | b"fre" => Some(*b"fr\0"),
        _ => Some(code),
    }
}

/// Whether the code that was named is this language's.
#[inline(never)] // asked in several places, once a block
fn speaks(named: Code, code: &str) -> bool {
    code.bytes().enumerate().all(|(at, letter)| named.get(at) == Some(&letter))
        && named.get(code.len()).is_none_or(|more| *more == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_declaration_names() {
        for (tag, code) in
            [("en", "en"), ("EN-gb", "en"), ("fr_CA", "fr"), ("eng", "en"), ("Fre", "fr"), ("fra-CA", "fr")]
        {
            assert!(named(tag).is_some_and(|l| speaks(l, code)), "{tag}");
            assert!(!named(tag).is_some_and(|l| speaks(l, "de")), "{tag}");
        }
        for nothing in ["", " ", "und", "UND-Latn", "mul", "zxx", "english", "x-none", "12", "-", "é"] {
            assert_eq!(named(nothing), None, "{nothing:?}");
        }
        // Other languages are named, and have no pack.
        assert!(named("enm").is_some_and(|l| !speaks(l, "en")) && named("de").is_some());
    }

    #[test]
    fn what_is_a_tag() {
        assert!(["en", "fre", "pt-BR", "zh-Hant-TW", "en_US", "und"].into_iter().all(is_tag));
        assert!(
            ["", "e", "english", "en-", "-en", "en US", "en.UTF-8", "français", "12"].into_iter().all(|t| !is_tag(t))
        );
    }
}
