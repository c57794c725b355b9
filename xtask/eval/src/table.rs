//! The figures as a table for a terminal: one row a set and language.

use crate::measure::Measured;
use crate::score::{Counts, Grain, ratio};
use crate::sets::LANGUAGES;
use sayswho::report::Subtype;
use std::fmt::Write as _;

/// All rows, documents first, then pages without marks, then sentences.
#[must_use]
pub fn table(all: &[Measured]) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:<12} {:>4} {:>5} {:>5} | {:^17} | {:^17} | {:^5} | {:>5} | {:>6} {:>9} {:>6} {:>8}",
        "marked",
        "docs",
        "marks",
        "found",
        "strict P   R   F1",
        "medium P   R   F1",
        "categ",
        "any",
        "sever.",
        "decoys",
        "/1000",
        "speaker"
    );
    for m in all {
        if let Measured::Documents { counts, medium, .. } = m {
            let _ = writeln!(out, "{}", row(&m.title(), counts, medium));
        }
    }
    let _ = writeln!(out, "\n{:<12} {:>5} {:>6} {:>8}", "clean", "pages", "found", "/1000");
    for m in all {
        if let Measured::Clean { counts, .. } = m {
            let _ = writeln!(
                out,
                "{:<12} {:>5} {:>6} {:>8.2}",
                m.title(),
                counts.documents,
                counts.found,
                counts.per_thousand()
            );
        }
    }
    let _ = writeln!(out, "\n{:<14} {:>5} {:>6} {:>6} {:>7}", "sentences", "count", "right", "share", "exact");
    for m in all {
        if let Measured::Sentences { count, right, exact, .. } = m {
            let share = |n: usize| ratio(n, *count).unwrap_or(1.0);
            let _ =
                writeln!(out, "{:<14} {count:>5} {right:>6} {:>6.3} {:>7.3}", m.title(), share(*right), share(*exact));
        }
    }
    out
}

fn row(title: &str, counts: &Counts, medium: &Counts) -> String {
    let (strict, at_medium) = (counts.prf(Grain::Strict), medium.prf(Grain::Strict));
    format!(
        "{title:<12} {:>4} {:>5} {:>5} | {:.3} {:.3} {:.3} | {:.3} {:.3} {:.3} | {:.3} | {:.3} | {:>6.2} {:>4}/{:<4} {:>6.1} {:>8}",
        counts.documents,
        counts.gold,
        counts.found,
        strict.precision,
        strict.recall,
        strict.f1,
        at_medium.precision,
        at_medium.recall,
        at_medium.f1,
        counts.prf(Grain::Category).f1,
        counts.prf(Grain::Any).f1,
        counts.severity(),
        counts.decoy_alarms,
        counts.decoys,
        counts.per_thousand(),
        format!("{}/{}", counts.speakers_right, counts.speakers),
    )
}

/// Subtype by subtype and language by language: hits of marks, and wrong findings.
#[must_use]
pub fn by_subtype(all: &[Measured]) -> String {
    let mut out = String::new();
    for lang in LANGUAGES {
        let columns: Vec<(&str, &Counts)> = all
            .iter()
            .filter(|m| m.set().lang == lang)
            .filter_map(|m| match m {
                Measured::Documents { counts, .. } => Some((m.set().name, counts)),
                _ => None,
            })
            .collect();
        if columns.is_empty() {
            continue;
        }
        let _ = write!(out, "\n{:<24}", format!("{lang}: hit/marks +wrong"));
        for (name, _) in &columns {
            let _ = write!(out, " {name:>11}");
        }
        out.push('\n');
        for subtype in Subtype::ALL {
            let _ = write!(out, "{:<24}", subtype.name());
            for (_, counts) in &columns {
                let by = counts.by_subtype.get(subtype);
                let cell = by.map_or_else(String::new, |b| format!("{}/{} +{}", b.hit, b.gold, b.wrong));
                let _ = write!(out, " {cell:>11}");
            }
            out.push('\n');
        }
    }
    out
}
