//! Why a trigger that matched is no mark: told to those who write words and rules, never to a reader.

use crate::pack::Sense;
use crate::report::Place;

/// What held a trigger back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why<'p> {
    Guard(&'p str),
    /// The subtype's own rule, and its reason.
    Rule(&'static str),
    /// Too few points were left.
    Points(i8),
    /// Another mark stands on the words, or two weightier ones in the sentence.
    Yields,
}

/// A trigger that matched and is no mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Silence {
    pub place: Place,
    /// `subtype/sense`
    pub sense: String,
    pub why: String,
}

impl Silence {
    #[must_use]
    pub fn new(place: Place, sense: &Sense, why: Why) -> Self {
        let why = match why {
            Why::Guard(name) => format!("guard {name}"),
            Why::Rule(reason) => format!("rule: {reason}"),
            Why::Points(points) => format!("{points} points"),
            Why::Yields => "yields to another mark".to_owned(),
        };
        Self { place, sense: format!("{}/{}", sense.subtype.name(), sense.name), why }
    }
}
