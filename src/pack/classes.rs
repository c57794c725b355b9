//! What a word is to the engine: one bit for each of its classes.
//!
//! Absent on purpose: which words are in which class (`index.rs`).

use super::ClassOf;

/// Some of the engine's classes, in halves: Wasm has no numbers of 128 bits.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Classes([u64; 2]);

impl Classes {
    #[must_use]
    pub const fn of(classes: &[ClassOf]) -> Self {
        let mut bits = [0; 2];
        let mut at = 0;
        while at < classes.len() {
            bits[classes[at].0 >> 6] |= 1 << (classes[at].0 & 63);
            at += 1;
        }
        Self(bits)
    }

    #[must_use]
    #[inline]
    pub const fn has(self, class: ClassOf) -> bool {
        self.0[class.0 >> 6] >> (class.0 & 63) & 1 != 0
    }

    /// Whether both have a class.
    #[must_use]
    #[inline]
    pub const fn meets(self, other: Self) -> bool {
        self.0[0] & other.0[0] | self.0[1] & other.0[1] != 0
    }

    #[must_use]
    #[inline]
    pub const fn and(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }
}
