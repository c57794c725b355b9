//! Word classes: lemmas inflected, classes included in classes, what a class means inside a pattern.

use super::Compiler;
use super::program::{Part, join_singles};
use crate::pack::inflection::Forms;
use crate::pack::pattern::{self, Atom};
use crate::pack::source::Class;
use crate::pack::{SetId, shape};
use crate::words::{self, Kind};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a set holds; equal contents share a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Spec {
    pub(super) words: BTreeSet<String>,
    pub(super) shapes: u16,
    pub(super) prefixes: BTreeSet<String>,
    pub(super) suffixes: BTreeSet<String>,
    pub(super) except: BTreeSet<String>,
}

impl Spec {
    pub(super) fn join(&mut self, other: &Spec) {
        self.words.extend(other.words.iter().cloned());
        self.shapes |= other.shapes;
        self.prefixes.extend(other.prefixes.iter().cloned());
        self.suffixes.extend(other.suffixes.iter().cloned());
        self.except.extend(other.except.iter().cloned());
    }
}

/// A class, resolved: single words with their tags, rows of several words, patterns, and shapes.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    pub(super) forms: Forms,
    pub(super) rows: Vec<(Vec<String>, BTreeSet<String>)>,
    pub(super) patterns: Vec<String>,
    pub(super) open: Spec,
}

impl Compiler<'_> {
    pub(super) fn engine_class(&mut self, name: &str) -> SetId {
        let spec = match name {
            "function_words" => Spec { words: self.functions.clone(), ..Spec::default() },
            "foreign_words" => {
                Spec { words: self.source.identity.foreign.iter().map(|w| words::fold(w)).collect(), ..Spec::default() }
            }
            _ => {
                let (class, tags) = name.split_once('.').map_or((name, vec![]), |(c, t)| (c, vec![t.to_string()]));
                if self.source.classes.contains_key(class) {
                    let resolved = self.resolve(class, &mut Vec::new());
                    spec_of(&resolved, &tags)
                } else {
                    Spec::default()
                }
            }
        };
        self.set(spec)
    }

    /// The words of a text as the splitter parts them.
    pub(super) fn split(&self, text: &str) -> Vec<String> {
        text.split_whitespace().flat_map(|piece| self.split_piece(piece)).collect()
    }

    /// « qu' », « -il », “'s” and “n't” are words only beside another: they are lent one, which is taken away again.
    fn split_piece(&self, piece: &str) -> Vec<String> {
        const LENT: &str = "x";
        let leans = piece.starts_with(['-', '\'', '\u{2019}']) || self.rules.contractions && piece.starts_with("n't");
        let before = if leans && piece.len() > 1 { LENT } else { "" };
        let after = if piece.ends_with(['\'', '\u{2019}']) && piece.len() > 1 { LENT } else { "" };
        let whole = format!("{before}{piece}{after}");
        let mut parts: Vec<String> = words::split(&whole, &self.rules, |_| 0)
            .iter()
            .map(|t| match t.kind {
                Kind::Mark(c) => c.to_string(),
                _ => words::fold(t.span().of(&whole)),
            })
            .collect();
        if !before.is_empty() && parts.first().is_some_and(|p| p == LENT) {
            parts.remove(0);
        }
        if !after.is_empty() && parts.last().is_some_and(|p| p == LENT) {
            parts.pop();
        }
        parts
    }

    pub(super) fn resolve(&mut self, name: &str, path: &mut Vec<String>) -> Rc<Resolved> {
        if let Some(done) = self.resolved.get(name) {
            return done.clone();
        }
        let source = self.source;
        let mut out = Resolved::default();
        if path.iter().any(|p| p == name) {
            let message = format!("the class {name} includes itself: {}", path.join(" → "));
            self.fault("words", None, message);
            return Rc::new(out);
        }
        let Some((file, class)) = source.classes.get(name) else {
            let from = path.last().cloned().unwrap_or_default();
            self.fault("words", None, format!("there is no class @{name}, which @{from} includes"));
            return Rc::new(out);
        };
        path.push(name.to_string());
        self.members(file, class, &mut out);
        for other in &class.include {
            let (other, tags) = other
                .trim_start_matches('@')
                .split_once('.')
                .map_or((other.trim_start_matches('@'), None), |(c, t)| (c, Some(t.to_string())));
            let inner = self.resolve(other, path);
            let keep = |have: &BTreeSet<String>| tags.as_ref().is_none_or(|t| have.contains(t));
            for (form, have) in inner.forms.iter().filter(|(_, have)| keep(have)) {
                out.forms.entry(form.clone()).or_default().extend(have.iter().cloned());
            }
            out.rows.extend(inner.rows.iter().filter(|(_, have)| keep(have)).cloned());
            if tags.is_none() {
                out.patterns.extend(inner.patterns.iter().cloned());
                out.open.join(&inner.open);
            }
        }
        path.pop();
        for word in &class.except {
            let folded = words::fold(word);
            if class.suffixes.is_empty() && class.prefixes.is_empty() {
                out.forms.remove(&folded);
            } else {
                out.open.except.insert(folded);
            }
        }
        let out = Rc::new(out);
        self.resolved.insert(name.to_string(), out.clone());
        out
    }

    fn members(&mut self, file: &str, class: &Class, out: &mut Resolved) {
        for word in &class.words {
            let row = self.split(word);
            add_row(out, row, &BTreeSet::from(["lemma".to_string()]));
        }
        for (key, lemmas) in &class.lemmas {
            let kind = key.strip_suffix('s').unwrap_or(key);
            if !self.source.inflection.knows(kind) {
                let message = format!(
                    "{key} is no list of a class: words, patterns, include, suffixes, prefixes, except, or a kind that inflection.toml inflects"
                );
                self.fault(file, Some((key.clone(), 0, key.len())), message);
                continue;
            }
            let first_inflects = kind != "noun";
            for lemma in lemmas {
                let parts: Vec<&str> = lemma.split_whitespace().collect();
                let inflected = if first_inflects { 0 } else { parts.len().saturating_sub(1) };
                let forms = parts
                    .get(inflected)
                    .map_or_else(Forms::new, |w| self.source.inflection.forms(kind, &w.to_lowercase()));
                for (form, tags) in forms {
                    let mut whole: Vec<&str> = parts.clone();
                    whole[inflected] = &form;
                    let row = self.split(&whole.join(" "));
                    add_row(out, row, &tags);
                }
            }
        }
        out.patterns.extend(class.patterns.iter().cloned());
        out.open.suffixes.extend(class.suffixes.iter().map(|s| words::fold(s.trim_start_matches('-'))));
        out.open.prefixes.extend(class.prefixes.iter().map(|s| words::fold(s.trim_end_matches('-'))));
    }

    pub(super) fn atom(&mut self, atom: &Atom, depth: u8) -> Result<Vec<Part>, String> {
        let single = |word: String| Part::Word(Spec { words: BTreeSet::from([word]), ..Spec::default() });
        Ok(match atom {
            Atom::Mark(c) => {
                let c = match c {
                    '–' | '―' => '—',
                    '“' | '„' => '«',
                    '”' => '»',
                    c => *c,
                };
                vec![single(c.to_string())]
            }
            Atom::Literal(word) => self.split(word).into_iter().map(single).collect(),
            Atom::Shape(shapes) => {
                let mut spec = Spec { shapes: *shapes, ..Spec::default() };
                if *shapes == shape::NUM && self.source.classes.contains_key("number_word") {
                    let numbers = self.resolve("number_word", &mut Vec::new());
                    spec.join(&spec_of(&numbers, &[]));
                }
                vec![Part::Word(spec)]
            }
            Atom::Class { name, tags } => {
                if name == "function_words" {
                    return Ok(vec![Part::Word(Spec { words: self.functions.clone(), ..Spec::default() })]);
                }
                if !self.source.classes.contains_key(name) {
                    return Err(format!("there is no class @{name}"));
                }
                let resolved = self.resolve(name, &mut Vec::new());
                let spec = spec_of(&resolved, tags);
                let mut out = Vec::new();
                let rows: Vec<_> =
                    resolved.rows.iter().filter(|(_, have)| tags.iter().all(|t| have.contains(t))).collect();
                // Rows that differ in one place only would multiply patterns: join them by their first word.
                let mut by_tail: BTreeMap<&[String], Spec> = BTreeMap::new();
                for (row, _) in rows {
                    if let Some((head, tail)) = row.split_first() {
                        by_tail.entry(tail).or_default().words.insert(head.clone());
                    }
                }
                for (tail, heads) in by_tail {
                    let mut row = vec![Part::Word(heads)];
                    row.extend(tail.iter().cloned().map(single));
                    out.push(row);
                }
                if tags.is_empty() {
                    for text in &resolved.patterns {
                        let nodes =
                            pattern::parse(text).map_err(|f| format!("in the class @{name}: {text}: {}", f.message))?;
                        out.push(self.lower(&nodes, depth + 1)?);
                    }
                }
                if spec != Spec::default() {
                    out.push(vec![Part::Word(spec)]);
                }
                if out.is_empty() {
                    return Err(format!("the class @{name} has no form tagged {}", tags.join(".")));
                }
                join_singles(out)
            }
        })
    }
}

fn add_row(out: &mut Resolved, mut row: Vec<String>, tags: &BTreeSet<String>) {
    if row.len() == 1 {
        out.forms.entry(row.remove(0)).or_default().extend(tags.iter().cloned());
    } else if !row.is_empty() {
        out.rows.push((row, tags.clone()));
    }
}

/// The single words of a class that carry all tags, with its suffixes when no tag is asked.
pub(super) fn spec_of(resolved: &Resolved, tags: &[String]) -> Spec {
    let words = resolved
        .forms
        .iter()
        .filter(|(_, have)| tags.iter().all(|t| have.contains(t)))
        .map(|(f, _)| f.clone())
        .collect();
    let mut spec = if tags.is_empty() { resolved.open.clone() } else { Spec::default() };
    spec.words = words;
    spec
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::source::{Identity, Source};
    use crate::words::Rules;
    use std::collections::HashMap;

    #[track_caller]
    fn check(rules: Rules, text: &str, want: &[&str]) {
        let source = Source { identity: Identity::default(), ..Source::default() };
        let compiler = Compiler {
            source: &source,
            rules,
            functions: BTreeSet::new(),
            resolved: HashMap::new(),
            specs: HashMap::new(),
            order: Vec::new(),
            patterns: Vec::new(),
            steps: Vec::new(),
            starts: Vec::new(),
            programs: HashMap::new(),
            faults: Vec::new(),
        };
        assert_eq!(compiler.split(text), want, "{text}");
    }

    #[test]
    fn words_that_lean_on_another_stand_alone_in_patterns() {
        let own = |list: &[&str]| list.iter().map(ToString::to_string).collect();
        let french = || Rules { elisions: own(&["qu", "n"]), clitics: own(&["il"]), ..Rules::default() };
        let english = || Rules { contractions: true, ..Rules::default() };
        check(french(), "qu'", &["qu'"]);
        check(french(), "parce qu’", &["parce", "qu'"]);
        check(french(), "qu'il", &["qu'", "il"]);
        check(french(), "-t-il", &["-t-il"]);
        check(french(), "dit-il", &["dit", "-il"]);
        check(english(), "'s", &["'s"]);
        check(english(), "n't", &["n't"]);
        check(english(), "ca n't", &["ca", "n't"]);
        check(english(), "not", &["not"]);
    }
}
