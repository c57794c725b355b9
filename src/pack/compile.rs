//! Turns a language's [`Source`] into a [`Pack`].
//!
//! Classes become sets of word numbers; a pattern's alternatives are written out until each is one row of steps;
//! each row is anchored at the step whose words are rarest. Everything that could be wrong is said here, with
//! the place, and never when a page is read.

use super::inflection::Forms;
use super::pattern::{self, Atom, Node};
use super::source::{Class, PackFault, Source};
use super::{ENGINE_CLASSES, ENGINE_LISTS, FORMAT, Guard, NO_SET, Owner, Pack, Pattern, Sense, SetId, SetInfo, Step, shape};
use crate::report::{Missing, Question, Subtype};
use crate::words::{self, Kind, Rules};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

/// Rows one pattern may become for the sake of its anchors.
const MOST_ROWS: usize = 400;

/// What an anchor may cost before alternatives are parted to find better ones.
const DEAR: usize = 1_500;

/// What a set holds; equal contents share a number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Spec {
    words: BTreeSet<String>,
    shapes: u16,
    prefixes: BTreeSet<String>,
    suffixes: BTreeSet<String>,
    except: BTreeSet<String>,
}

impl Spec {
    fn join(&mut self, other: &Spec) {
        self.words.extend(other.words.iter().cloned());
        self.shapes |= other.shapes;
        self.prefixes.extend(other.prefixes.iter().cloned());
        self.suffixes.extend(other.suffixes.iter().cloned());
        self.except.extend(other.except.iter().cloned());
    }
}

/// A class, resolved: single words with their tags, rows of several words, patterns, and shapes.
#[derive(Debug, Clone, Default)]
struct Resolved {
    forms: Forms,
    rows: Vec<(Vec<String>, BTreeSet<String>)>,
    patterns: Vec<String>,
    open: Spec,
}

/// A pattern under construction: classes resolved, alternatives kept as alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Word(Spec),
    Maybe(Vec<Part>),
    Either(Vec<Vec<Part>>),
    Test { after: bool, negated: bool, spec: Spec },
    Plain(Step),
}

struct Compiler<'s> {
    source: &'s Source,
    rules: Rules,
    functions: BTreeSet<String>,
    resolved: HashMap<String, Rc<Resolved>>,
    specs: HashMap<Spec, SetId>,
    order: Vec<Spec>,
    patterns: Vec<Pattern>,
    steps: Vec<Step>,
    anchored: Vec<(SetId, u32, u8)>,
    faults: Vec<PackFault>,
}

/// Compiles a language.
///
/// # Errors
/// Everything that is wrong in it.
pub fn compile(source: &Source) -> Result<Pack, Vec<PackFault>> {
    let own = |list: &[String]| list.iter().map(|w| words::fold(w)).collect::<Vec<_>>();
    let strip = |list: &[String]| own(list).iter().map(|w| w.trim_matches(['\'', '-']).to_string()).collect::<Vec<_>>();
    let identity = &source.identity;
    let mut compiler = Compiler {
        source,
        rules: Rules {
            elisions: strip(&identity.elisions),
            clitics: strip(&identity.clitics),
            contractions: identity.contractions || identity.code == "en",
            abbreviations: own(&identity.abbreviations).iter().map(|a| a.trim_end_matches('.').to_string()).collect(),
        },
        functions: own(&identity.function_words).into_iter().collect(),
        resolved: HashMap::new(),
        specs: HashMap::new(),
        order: Vec::new(),
        patterns: Vec::new(),
        steps: Vec::new(),
        anchored: Vec::new(),
        faults: Vec::new(),
    };
    let pack = compiler.run();
    if compiler.faults.is_empty() { Ok(pack) } else { Err(compiler.faults) }
}

/// A compiled pack as bytes.
#[must_use]
pub fn encode(pack: &Pack) -> Vec<u8> {
    // Plain vectors and strings: encoding them into memory has no way to fail.
    postcard::to_allocvec(pack).unwrap_or_default()
}

impl Compiler<'_> {
    fn fault(&mut self, file: &str, excerpt: Option<(String, usize, usize)>, message: impl Into<String>) {
        self.faults.push(PackFault { file: file.to_string(), excerpt, message: message.into() });
    }

    fn run(&mut self) -> Pack {
        let source = self.source;
        let mut guard_names: Vec<String> = source.guards.keys().cloned().collect();
        for (_, _, sense) in &source.senses {
            for guard in &sense.guards {
                if !guard_names.contains(guard) {
                    guard_names.push(guard.clone());
                }
            }
        }
        let number = |name: &str| guard_names.iter().position(|g| g == name).unwrap_or(0) as u16;

        let mut senses = Vec::new();
        for (file, subtype_name, sense) in &source.senses {
            let Some(subtype) = Subtype::from_name(subtype_name) else {
                self.fault(file, None, format!("{subtype_name} is none of the sixteen subtypes"));
                continue;
            };
            let mut missing = Vec::new();
            for code in &sense.missing {
                match Missing::from_name(code) {
                    Some(code) => missing.push(code),
                    None => self.fault(file, Some((code.clone(), 0, code.len())), "there is no such missing code"),
                }
            }
            let question = sense.question.as_ref().and_then(|q| {
                let found = Question::from_name(q);
                if found.is_none() {
                    self.fault(file, Some((q.clone(), 0, q.len())), "there is no such question");
                }
                found
            });
            let index = senses.len() as u16;
            senses.push(Sense {
                subtype,
                name: sense.name.clone(),
                base: sense.base,
                guards: sense.guards.iter().map(|g| number(g)).collect(),
                missing,
                question,
                traits: sense.traits.clone(),
            });
            for text in &sense.patterns {
                self.pattern(file, text, Owner::Sense(index));
            }
        }
        let mut guards = Vec::new();
        for name in &guard_names {
            let Some((file, guard)) = source.guards.get(name) else {
                guards.push(Guard { name: name.clone(), lowers: false, patterned: false });
                continue;
            };
            let index = guards.len() as u16;
            guards.push(Guard {
                name: name.clone(),
                lowers: guard.effect.as_deref() == Some("lower"),
                patterned: guard.patterns().next().is_some(),
            });
            for (scope, text) in guard.patterns() {
                self.pattern(file, text, Owner::Guard(index, scope));
            }
        }
        for (file, list, patterns) in &source.lists {
            let Some(at) = ENGINE_LISTS.iter().position(|l| l == list) else { continue };
            for text in patterns {
                self.pattern(file, text, Owner::List(at as u8));
            }
        }
        let classes = ENGINE_CLASSES.iter().map(|name| self.engine_class(name)).collect();
        self.finish(senses, guards, classes)
    }

    fn engine_class(&mut self, name: &str) -> SetId {
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
    fn split(&self, text: &str) -> Vec<String> {
        words::split(text, &self.rules, |_| 0)
            .iter()
            .map(|t| match t.kind {
                Kind::Mark(c) => c.to_string(),
                _ => words::fold(t.span().of(text)),
            })
            .collect()
    }

    fn resolve(&mut self, name: &str, path: &mut Vec<String>) -> Rc<Resolved> {
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
            let (other, tags) = other.trim_start_matches('@').split_once('.').map_or((other.trim_start_matches('@'), None), |(c, t)| (c, Some(t.to_string())));
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
                let message = format!("{key} is no list of a class: words, patterns, include, suffixes, prefixes, except, or a kind that inflection.toml inflects");
                self.fault(file, Some((key.clone(), 0, key.len())), message);
                continue;
            }
            let first_inflects = kind != "noun";
            for lemma in lemmas {
                let parts: Vec<&str> = lemma.split_whitespace().collect();
                let inflected = if first_inflects { 0 } else { parts.len().saturating_sub(1) };
                let forms = parts.get(inflected).map_or_else(Forms::new, |w| self.source.inflection.forms(kind, &w.to_lowercase()));
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

    fn pattern(&mut self, file: &str, text: &str, owner: Owner) {
        let nodes = match pattern::parse(text) {
            Ok(nodes) => nodes,
            Err(fault) => {
                let end = fault.end.min(text.len());
                self.fault(file, Some((text.to_string(), fault.at.min(end), end)), fault.message);
                return;
            }
        };
        let done = self.lower(&nodes, 0).and_then(|parts| self.anchor(parts, owner, &mut 0));
        if let Err(message) = done {
            self.fault(file, Some((text.to_string(), 0, text.len())), message);
        }
    }

    /// Resolves classes and words.
    fn lower(&mut self, nodes: &[Node], depth: u8) -> Result<Vec<Part>, String> {
        if depth > 12 {
            return Err("classes and alternatives are nested too deep".into());
        }
        let mut out = Vec::with_capacity(nodes.len());
        for node in nodes {
            match node {
                Node::Start => out.push(Part::Plain(Step::Start)),
                Node::End => out.push(Part::Plain(Step::End)),
                Node::Open => out.push(Part::Plain(Step::Open)),
                Node::Close => out.push(Part::Plain(Step::Close)),
                Node::Stretch => out.push(Part::Plain(Step::Stretch)),
                Node::Gap(n) => out.push(Part::Plain(Step::Gap(*n))),
                Node::WideGap(n) => out.push(Part::Plain(Step::WideGap(*n))),
                Node::Test { after, negated, node } => {
                    let inner = self.lower(std::slice::from_ref(node), depth + 1)?;
                    let spec = edge(&inner, *after, *negated).ok_or("a test (!x, <!x, &x, <&x) takes single words and classes")?;
                    out.push(Part::Test { after: *after, negated: *negated, spec });
                }
                Node::Maybe(inner) => out.push(Part::Maybe(self.lower(std::slice::from_ref(inner), depth + 1)?)),
                Node::Either(options) => {
                    let mut lowered = Vec::with_capacity(options.len());
                    for option in options {
                        lowered.push(self.lower(option, depth + 1)?);
                    }
                    out.extend(join_singles(lowered));
                }
                Node::Atom(atom) => out.extend(self.atom(atom, depth)?),
            }
        }
        Ok(out)
    }

    /// Chooses where a pattern is tried from, and writes it out. Alternatives are parted into patterns of their own
    /// only where that gives a better anchor than the words outside them.
    fn anchor(&mut self, parts: Vec<Part>, owner: Owner, rows: &mut usize) -> Result<(), String> {
        *rows += 1;
        if *rows > MOST_ROWS {
            return Err(format!("this pattern has more than {MOST_ROWS} readings: part it in two or use classes"));
        }
        let best = parts.iter().enumerate().filter_map(|(at, part)| match part {
            Part::Word(spec) => self.cost(spec).map(|cost| (cost, at)),
            _ => None,
        });
        let best = best.min();
        if best.is_none_or(|(cost, _)| cost > DEAR) {
            let parted = parts.iter().enumerate().filter_map(|(at, part)| match part {
                Part::Either(options) => options.iter().map(|o| self.cheapest(o)).collect::<Option<Vec<_>>>().and_then(|c| c.into_iter().max()).map(|cost| (cost, at)),
                _ => None,
            });
            if let Some((cost, at)) = parted.min()
                && best.is_none_or(|(have, _)| cost < have)
                && let Part::Either(options) = &parts[at]
            {
                for option in options {
                    let mut row = parts[..at].to_vec();
                    row.extend(option.iter().cloned());
                    row.extend(parts[at + 1..].iter().cloned());
                    self.anchor(row, owner, rows)?;
                }
                return Ok(());
            }
        }
        let Some((_, at)) = best else {
            return Err("this pattern has no word to start from: add a word or class that is not #word, #cap or optional".into());
        };
        self.write(&parts, at, owner)
    }

    /// The cost of the best anchor in a row.
    fn cheapest(&self, parts: &[Part]) -> Option<usize> {
        parts
            .iter()
            .filter_map(|part| match part {
                Part::Word(spec) => self.cost(spec),
                Part::Either(options) => options.iter().map(|o| self.cheapest(o)).collect::<Option<Vec<_>>>()?.into_iter().max(),
                _ => None,
            })
            .min()
    }

    fn atom(&mut self, atom: &Atom, depth: u8) -> Result<Vec<Part>, String> {
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
                let rows: Vec<_> = resolved.rows.iter().filter(|(_, have)| tags.iter().all(|t| have.contains(t))).collect();
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
                        let nodes = pattern::parse(text).map_err(|f| format!("in the class @{name}: {text}: {}", f.message))?;
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

    fn set(&mut self, spec: Spec) -> SetId {
        if let Some(id) = self.specs.get(&spec) {
            return *id;
        }
        let id = self.order.len() as SetId;
        self.order.push(spec.clone());
        self.specs.insert(spec, id);
        id
    }

    /// Writes the parts before the anchor, last first, and those after it, as two programs.
    fn write(&mut self, parts: &[Part], anchor: usize, owner: Owner) -> Result<(), String> {
        let Part::Word(spec) = &parts[anchor] else { return Err("the anchor is no word".into()) };
        let set = self.set(spec.clone());
        let left = self.steps.len() as u32;
        let mut program = Vec::new();
        self.program(&parts[..anchor], true, &mut program);
        program.push(Step::Done);
        self.steps.append(&mut program);
        let right = self.steps.len() as u32;
        self.program(&parts[anchor + 1..], false, &mut program);
        program.push(Step::Done);
        if program.len() > 4_000 {
            return Err("this pattern is too large: use classes".into());
        }
        self.steps.append(&mut program);
        if self.order.len() >= SetId::MAX as usize - 1 {
            return Err("this language has more word sets than a pack can number".into());
        }
        let bit = match owner {
            Owner::Sense(_) => 1,
            Owner::List(_) => 2,
            Owner::Guard(..) => 4,
        };
        self.anchored.push((set, self.patterns.len() as u32, bit));
        self.patterns.push(Pattern { left, right, owner });
        Ok(())
    }

    fn program(&mut self, parts: &[Part], leftward: bool, out: &mut Vec<Step>) {
        let order: Box<dyn Iterator<Item = &Part>> = if leftward { Box::new(parts.iter().rev()) } else { Box::new(parts.iter()) };
        for part in order {
            match part {
                Part::Word(spec) => out.push(Step::Word(self.set(spec.clone()))),
                Part::Plain(step) => out.push(*step),
                Part::Test { after, negated, spec } => {
                    let set = self.set(spec.clone());
                    out.push(match (after, negated) {
                        (true, true) => Step::NextIsNot(set),
                        (true, false) => Step::NextIs(set),
                        (false, true) => Step::LastIsNot(set),
                        (false, false) => Step::LastIs(set),
                    });
                }
                Part::Maybe(inner) => {
                    if let [Part::Word(spec)] = inner.as_slice() {
                        out.push(Step::Maybe(self.set(spec.clone())));
                        continue;
                    }
                    let split = out.len();
                    out.push(Step::Split(0));
                    self.program(inner, leftward, out);
                    out[split] = Step::Split((out.len() - split) as u16);
                }
                Part::Either(options) => {
                    let mut jumps = Vec::new();
                    for (n, option) in options.iter().enumerate() {
                        let last = n + 1 == options.len();
                        let split = out.len();
                        if !last {
                            out.push(Step::Split(0));
                        }
                        self.program(option, leftward, out);
                        if !last {
                            jumps.push(out.len());
                            out.push(Step::Jump(0));
                            out[split] = Step::Split((out.len() - split) as u16);
                        }
                    }
                    for jump in jumps {
                        out[jump] = Step::Jump((out.len() - jump) as u16);
                    }
                }
            }
        }
    }

    /// How costly a set is as an anchor; none when it cannot be one.
    fn cost(&self, spec: &Spec) -> Option<usize> {
        if spec.shapes & (shape::CAP | shape::NAME | shape::ACRONYM | shape::WORD) != 0 {
            return None;
        }
        let mut cost = spec.words.len();
        cost += 2_000 * spec.words.iter().filter(|w| self.functions.contains(*w)).count();
        cost += spec.words.iter().filter(|w| w.chars().all(|c| !c.is_alphanumeric())).map(|w| if w == "," || w == "." { 20_000 } else { 1_500 }).sum::<usize>();
        if spec.shapes != 0 {
            cost += 3_000;
        }
        if !spec.suffixes.is_empty() || !spec.prefixes.is_empty() {
            cost += 50_000;
        }
        (cost > 0).then_some(cost)
    }

    fn finish(&mut self, senses: Vec<Sense>, guards: Vec<Guard>, classes: Vec<SetId>) -> Pack {
        let order = std::mem::take(&mut self.order);
        let mut sets: Vec<SetInfo> = Vec::with_capacity(order.len());
        let mut members: BTreeMap<String, BTreeSet<SetId>> = BTreeMap::new();
        let mut extra: Vec<BTreeSet<String>> = Vec::new();
        for (id, spec) in order.iter().enumerate() {
            for word in &spec.words {
                members.entry(word.clone()).or_default().insert(id as SetId);
            }
            let mut except = NO_SET;
            if !spec.except.is_empty() {
                except = (order.len() + extra.len()) as SetId;
                extra.push(spec.except.clone());
            }
            sets.push(SetInfo {
                shapes: spec.shapes,
                prefixes: spec.prefixes.iter().cloned().collect(),
                suffixes: spec.suffixes.iter().cloned().collect(),
                except,
                anchors: Vec::new(),
                groups: 0,
            });
        }
        for words in extra {
            let id = sets.len() as SetId;
            for word in words {
                members.entry(word).or_default().insert(id);
            }
            sets.push(SetInfo { except: NO_SET, ..SetInfo::default() });
        }
        for (set, pattern, bit) in &self.anchored {
            sets[*set as usize].anchors.push(*pattern);
            sets[*set as usize].groups |= bit;
        }
        let mut pack = Pack {
            format: FORMAT,
            code: self.source.identity.code.clone(),
            elisions: self.rules.elisions.clone(),
            clitics: self.rules.clitics.clone(),
            contractions: self.rules.contractions,
            abbreviations: self.rules.abbreviations.clone(),
            sets,
            patterns: std::mem::take(&mut self.patterns),
            steps: std::mem::take(&mut self.steps),
            senses,
            guards,
            classes,
            ..Pack::default()
        };
        for (word, sets) in members {
            if word.len() > 255 {
                continue;
            }
            pack.words.push_str(&word);
            pack.lengths.push(word.len() as u8);
            pack.set_counts.push(sets.len() as u16);
            pack.set_items.extend(sets);
        }
        pack.build_index();
        pack
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
fn spec_of(resolved: &Resolved, tags: &[String]) -> Spec {
    let words = resolved.forms.iter().filter(|(_, have)| tags.iter().all(|t| have.contains(t))).map(|(f, _)| f.clone()).collect();
    let mut spec = if tags.is_empty() { resolved.open.clone() } else { Spec::default() };
    spec.words = words;
    spec
}

/// Single words among alternatives become one set.
fn join_singles(options: Vec<Vec<Part>>) -> Vec<Part> {
    let mut joined = Spec::default();
    let mut out = Vec::new();
    for option in options {
        match option.as_slice() {
            [Part::Word(spec)] => joined.join(spec),
            _ => out.push(option),
        }
    }
    if joined != Spec::default() {
        if out.is_empty() {
            return vec![Part::Word(joined)];
        }
        out.push(vec![Part::Word(joined)]);
    }
    if let [_] = out.as_slice() { out.remove(0) } else { vec![Part::Either(out)] }
}

/// The words a zero-width test looks for. A denied row of several words is tested by the one next to the boundary
/// (and the one behind it, when that one may be left out).
fn edge(parts: &[Part], after: bool, negated: bool) -> Option<Spec> {
    let (near, rest) = match parts {
        [one] => (one, &parts[..0]),
        [first, rest @ ..] if after && negated => (first, rest),
        [rest @ .., last] if !after && negated => (last, rest),
        _ => return None,
    };
    match near {
        Part::Word(spec) => Some(spec.clone()),
        Part::Maybe(inner) => {
            let mut joined = edge(inner, after, negated)?;
            joined.join(&edge(rest, after, negated)?);
            Some(joined)
        }
        Part::Either(options) => {
            let mut joined = Spec::default();
            for option in options {
                joined.join(&edge(option, after, negated)?);
            }
            Some(joined)
        }
        _ => None,
    }
}
