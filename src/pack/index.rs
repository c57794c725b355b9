//! A pack in use: decoded and checked, with the tables that answer what is asked of every word.

use super::affixes::Affixes;
use super::anchors::Anchors;
use super::members::{Members, Sign, Wide};
use super::{ClassOf, Classes, NO_SET, Pack, SetId, shape};
use crate::words::{self, Kind, Token};
use std::num::NonZeroU16;

/// What is rebuilt when a pack is decoded.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    pub(super) members: Members,
    /// The engine's classes of each word; word 0 is the unknown word.
    pub(super) classes: Vec<Classes>,
    /// Classes that have shapes or endings besides their words: all of them, and by what that is.
    pub(super) open_classes: Classes,
    pub(super) shaped: Vec<(u16, Classes)>,
    pub(super) affixed: Vec<(u16, Classes)>,
    /// Sets with prefixes or suffixes, which have them by number, and what words they may be of.
    pub(super) affixes: Affixes,
    /// What may come first in alternatives; where that is much, its number among `wide`, from 1.
    pub(super) signs: Vec<(Sign, Option<NonZeroU16>)>,
    pub(super) wide: Vec<Wide>,
    /// Where patterns are tried, by [`Group`](super::Group).
    pub(super) anchors: [Anchors; 3],
}

/// What a set has besides words: its shapes in the lower bits, then its number among those with affixes, from 1.
pub(super) const SHAPES: u16 = 0x7f;
pub(super) const AFFIXES: u32 = SHAPES.count_ones();

impl Pack {
    /// Whether a token belongs to an engine class.
    #[must_use]
    #[inline]
    pub fn is(&self, class: ClassOf, token: &Token, text: &str) -> bool {
        self.index.classes[token.id as usize].has(class)
            || self.index.open_classes.has(class) && self.fits(self.class(class), token, text)
    }

    /// All engine classes of a token.
    #[must_use]
    pub fn classes_of(&self, token: &Token, text: &str) -> Classes {
        let mut classes = self.index.classes[token.id as usize];
        for (shapes, class) in &self.index.shaped {
            if shape_matches(*shapes, token, text) {
                classes = classes.and(*class);
            }
        }
        if token.id == 0 && token.kind == Kind::Word {
            let word = token.span().of(text);
            let may_fit = self.index.affixes.may_fit(word);
            for (number, class) in &self.index.affixed {
                if may_fit >> number & 1 != 0 && self.ends_so(*number as usize, word) {
                    classes = classes.and(*class);
                }
            }
        }
        classes
    }

    #[must_use]
    pub fn rules(&self) -> &words::Rules {
        self.speech.rules()
    }

    /// The words of a text.
    #[must_use]
    pub fn split(&self, text: &str) -> Vec<Token> {
        self.speech.split(text)
    }

    /// Whether a word is listed in a set that steps ask for.
    #[inline]
    pub(super) fn lists(&self, set: SetId, id: u32) -> bool {
        self.index.members.has(set, id)
    }

    /// Whether alternatives of this sign may begin with a word.
    #[inline]
    pub(super) fn may_begin(&self, sign: u16, id: u32) -> bool {
        let (sign, wide) = self.index.signs[sign as usize];
        sign.has(id) && wide.is_none_or(|number| self.index.wide[number.get() as usize - 1].has(id))
    }

    /// The set of an engine class.
    #[must_use]
    pub fn class(&self, class: ClassOf) -> SetId {
        self.classes.get(class.0).copied().unwrap_or(NO_SET)
    }

    /// Whether a token belongs to a set that steps ask for.
    #[must_use]
    #[inline(always)]
    #[allow(clippy::inline_always, reason = "asked millions of times a page: a call costs as much as the answer")]
    pub(super) fn has(&self, set: SetId, token: &Token, text: &str) -> bool {
        self.index.members.has_or_opens(set, token.id).unwrap_or_else(|| self.fits(set, token, text))
    }

    /// Whether a token has a shape or an ending that a set asks for.
    #[inline(never)]
    fn fits(&self, set: SetId, token: &Token, text: &str) -> bool {
        let open = self.index.members.open(set);
        if open & SHAPES != 0 && shape_matches(open & SHAPES, token, text) {
            return true;
        }
        // Known words were tried against endings when the pack was compiled, exceptions among them.
        let Some(number) = (open >> AFFIXES).checked_sub(1) else { return false };
        if token.id != 0 || token.kind != Kind::Word {
            return false;
        }
        let word = token.span().of(text);
        if self.index.affixes.may_fit(word) >> number & 1 == 0 {
            return false;
        }
        self.ends_so(number as usize, word)
    }
}

fn shape_matches(shapes: u16, token: &Token, text: &str) -> bool {
    let number = token.kind == Kind::Number;
    (shapes & (shape::NUM | shape::DIGITS) != 0 && number)
        || (shapes & shape::YEAR != 0 && number && is_year(token.span().of(text)))
        || (shapes & shape::CAP != 0 && token.is(words::CAP) && !token.is(words::FIRST))
        || (shapes & shape::NAME != 0 && token.is(words::CAP))
        || (shapes & shape::ACRONYM != 0 && token.is(words::ACRONYM))
        || (shapes & shape::WORD != 0 && token.kind == Kind::Word)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|y| (1000..2100).contains(&y))
}
