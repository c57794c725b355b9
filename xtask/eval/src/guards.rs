//! Guards by name: where each stands, and which senses ask for it.

use crate::reading;
use sayswho::guards;
use sayswho::pack::source::{self, Source};
use sayswho::report::Subtype;
use sayswho::rules;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Where the guards of a language stand.
#[derive(Debug, Default)]
pub struct Listing {
    pub text: String,
    /// Guards that some sense or subtype asks for and that stand neither in code nor in the pack.
    pub nowhere: Vec<String>,
}

#[derive(Default)]
struct Entry {
    patterns: usize,
    lowers: bool,
    asked: Vec<String>,
}

/// Lists the guards of every language under a folder.
///
/// # Errors
/// A language cannot be read.
pub fn listing(folder: &Path, lang: Option<&str>) -> Result<Listing, String> {
    let entries = std::fs::read_dir(folder).map_err(|e| format!("{} cannot be read: {e}", folder.display()))?;
    let mut folders: Vec<_> = entries.flatten().map(|e| e.path()).filter(|p| p.is_dir()).collect();
    folders.retain(|f| lang.is_none_or(|lang| f.file_name().is_some_and(|name| name == lang)));
    folders.sort();
    let mut listing = Listing::default();
    for folder in folders {
        let source =
            source::read(&folder).map_err(|faults| faults.iter().map(reading::shown).collect::<Vec<_>>().join("\n"))?;
        let own = of(&source);
        listing.text += &own.text;
        listing.nowhere.extend(own.nowhere);
    }
    Ok(listing)
}

/// The guards of one language.
#[must_use]
pub fn of(source: &Source) -> Listing {
    let mut listing = Listing::default();
    let mut all: BTreeMap<String, Entry> = guards::in_code().map(|name| (name.to_owned(), Entry::default())).collect();
    for (name, (_, guard)) in &source.guards {
        let entry = all.entry(name.clone()).or_default();
        entry.patterns = guard.patterns().count();
        entry.lowers = guard.effect.as_deref() == Some("lower");
    }
    let mut ask = |name: &str, who: String| all.entry(name.to_owned()).or_default().asked.push(who);
    for subtype in Subtype::ALL {
        for name in rules::of(*subtype).guards {
            ask(name, format!("every {}", subtype.name()));
        }
    }
    for (_, subtype, sense) in &source.senses {
        for name in &sense.guards {
            ask(name, format!("{subtype}/{}", sense.name));
        }
    }
    let _ = writeln!(listing.text, "{}", source.identity.code);
    for (name, entry) in &all {
        let code = guards::in_code().any(|n| n == name);
        let stands = match (code, entry.patterns) {
            (true, 0) => "code".to_owned(),
            (true, n) => format!("code, {n} patterns"),
            (false, 0) => "NOWHERE".to_owned(),
            (false, n) => format!("{n} patterns"),
        };
        let lowers = if entry.lowers { ", lowers" } else { "" };
        let asked = match entry.asked.as_slice() {
            [] => "nobody".to_owned(),
            few if few.len() <= 6 => few.join(", "),
            [first, second, rest @ ..] => format!("{first}, {second} and {} more", rest.len()),
            [one] => one.clone(),
        };
        let _ = writeln!(listing.text, "  {name:<24} {stands}{lowers}; asked by {asked}");
        if !code && entry.patterns == 0 && !entry.asked.is_empty() {
            listing
                .nowhere
                .push(format!("{}: the guard {name} stands nowhere; asked by {asked}", source.identity.code));
        }
    }
    listing.text.push('\n');
    listing
}
