//! `report.ts`: every type that crosses the boundary, in one file.

use sayswho::report::{Document, EngineSettings, Report};
use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use ts_rs::{Config, TS, TypeVisitor};

/// The whole file.
pub fn declarations() -> String {
    let mut found = Found { config: Config::new(), seen: HashSet::new(), declarations: BTreeMap::new() };
    found.visit::<Document>();
    found.visit::<EngineSettings>();
    found.visit::<Report>();
    let mut text = String::from("// Generated from src/report.rs by `cargo xtask build`.\n\n");
    for declaration in found.declarations.values() {
        let _ = writeln!(text, "export {declaration}\n");
    }
    text
}

/// The types reached so far, with their declarations by name.
struct Found {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Found {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // Only our own types have a file of their own; lists, options and numbers are inlined.
        if self.seen.insert(TypeId::of::<T>()) && T::output_path().is_some() {
            self.declarations.insert(T::ident(&self.config), T::decl(&self.config));
            T::visit_dependencies(self);
        }
    }
}
