//! Measuring: what the engine finds, held against what careful readers marked.
//!
//! `cargo xtask eval` prints it (`main.rs`); the tests of the engine's crate use the same functions, so that a
//! figure in a table and a figure in a test are one figure. A crate of its own because it compiles the engine.
//!
//! Absent on purpose: any text. Fixtures stand in `tests/`; texts that may be measured but not published stand
//! in a folder `shared` beside the checkout, are read from there, and are never copied.

pub mod baseline;
pub mod gold;
pub mod guards;
pub mod held;
pub mod markup;
pub mod measure;
pub mod packs;
pub mod reading;
pub mod score;
pub mod seed;
pub mod sentences;
pub mod sets;
pub mod speaker;
pub mod table;
