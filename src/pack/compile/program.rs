//! Patterns as programs: where each is anchored, and the steps to its left and right.

use super::Compiler;
use super::classes::Spec;
use crate::pack::pattern::Node;
use crate::pack::{Owner, Pattern, SetId, Step, shape};

/// Rows one pattern may become for the sake of its anchors.
const MOST_ROWS: usize = 400;

/// What an anchor may cost before alternatives are parted to find better ones.
const DEAR: usize = 1_500;

/// A pattern under construction: classes resolved, alternatives kept as alternatives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Word(Spec),
    Maybe(Vec<Part>),
    Either(Vec<Vec<Part>>),
    Test { after: bool, negated: bool, spec: Spec },
    Plain(Step),
}

impl Compiler<'_> {
    /// Resolves classes and words.
    pub(super) fn lower(&mut self, nodes: &[Node], depth: u8) -> Result<Vec<Part>, String> {
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
                    let spec = edge(&inner, *after, *negated)
                        .ok_or("a test (!x, <!x, &x, <&x) takes single words and classes")?;
                    out.push(Part::Test { after: *after, negated: *negated, spec });
                }
                Node::Maybe(inner) => out.push(Part::Maybe(self.lower(std::slice::from_ref(inner), depth + 1)?)),
                Node::Either(options) => {
                    let mut lowered = Vec::with_capacity(options.len());
                    for option in options {
                        let option = self.lower(option, depth + 1)?;
                        if may_be_empty(&option) {
                            return Err("an alternative here may match nothing: ? makes a whole word optional, not its last letter".into());
                        }
                        lowered.push(option);
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
    pub(super) fn anchor(&mut self, parts: &[Part], owner: Owner, rows: &mut usize) -> Result<(), String> {
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
                Part::Either(options) => options
                    .iter()
                    .map(|o| self.cheapest(o))
                    .collect::<Option<Vec<_>>>()
                    .and_then(|c| c.into_iter().max())
                    .map(|cost| (cost, at)),
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
                    self.anchor(&row, owner, rows)?;
                }
                return Ok(());
            }
        }
        let Some((_, at)) = best else {
            return Err(
                "this pattern has no word to start from: add a word or class that is not #word, #cap or optional"
                    .into(),
            );
        };
        self.write(parts, at, owner)
    }

    /// Whether something in a row is more than a function word.
    pub(super) fn has_content(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| match part {
            Part::Word(spec) => {
                let shaped = spec.shapes & !shape::WORD != 0 || !spec.suffixes.is_empty() || !spec.prefixes.is_empty();
                shaped || spec.words.iter().any(|w| !self.functions.contains(w))
            }
            Part::Either(options) => options.iter().all(|o| self.has_content(o)),
            _ => false,
        })
    }

    /// The cost of the best anchor in a row.
    fn cheapest(&self, parts: &[Part]) -> Option<usize> {
        parts
            .iter()
            .filter_map(|part| match part {
                Part::Word(spec) => self.cost(spec),
                Part::Either(options) => {
                    options.iter().map(|o| self.cheapest(o)).collect::<Option<Vec<_>>>()?.into_iter().max()
                }
                _ => None,
            })
            .min()
    }

    /// Writes the parts before the anchor, last first, and those after it, as two programs.
    fn write(&mut self, parts: &[Part], anchor: usize, owner: Owner) -> Result<(), String> {
        let Part::Word(spec) = &parts[anchor] else { return Err("the anchor is no word".into()) };
        let anchor_set = self.set(spec.clone());
        let left = self.written(&parts[..anchor], true)?;
        let right = self.written(&parts[anchor + 1..], false)?;
        if self.order.len() >= SetId::MAX as usize - 1 {
            return Err("this language has more word sets than a pack can number".into());
        }
        self.patterns.push(Pattern { anchor: anchor_set, left, right, owner });
        Ok(())
    }

    /// The number of the program of these parts; the same program is written once.
    fn written(&mut self, parts: &[Part], leftward: bool) -> Result<u16, String> {
        let mut program = Vec::new();
        self.program(parts, leftward, &mut program);
        program.push(Step::Done);
        if program.len() > 4_000 {
            return Err("this pattern is too large: use classes".into());
        }
        if let Some(number) = self.programs.get(&program) {
            return Ok(*number);
        }
        let number =
            u16::try_from(self.starts.len()).map_err(|_| "this language has more patterns than a pack can number")?;
        self.starts.push(self.steps.len() as u32);
        self.steps.extend_from_slice(&program);
        self.programs.insert(program, number);
        Ok(number)
    }

    fn program(&mut self, parts: &[Part], leftward: bool, out: &mut Vec<Step>) {
        let order: Box<dyn Iterator<Item = &Part>> =
            if leftward { Box::new(parts.iter().rev()) } else { Box::new(parts.iter()) };
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
        cost += spec
            .words
            .iter()
            .filter(|w| w.chars().all(|c| !c.is_alphanumeric()))
            .map(|w| if w == "," || w == "." { 20_000 } else { 1_500 })
            .sum::<usize>();
        if spec.shapes != 0 {
            cost += 3_000;
        }
        if !spec.suffixes.is_empty() || !spec.prefixes.is_empty() {
            cost += 50_000;
        }
        (cost > 0).then_some(cost)
    }
}

/// Nothing in it has to match a word.
fn may_be_empty(parts: &[Part]) -> bool {
    parts.iter().all(|part| match part {
        Part::Word(_) => false,
        Part::Either(options) => options.iter().any(|o| may_be_empty(o)),
        _ => true,
    })
}

/// Single words among alternatives become one set.
pub(super) fn join_singles(options: Vec<Vec<Part>>) -> Vec<Part> {
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
