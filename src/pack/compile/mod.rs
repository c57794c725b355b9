//! Turns a language's [`Source`] into a [`Pack`].
//!
//! Classes become sets of word numbers; a pattern's alternatives are written out until each is one row of steps;
//! each row is anchored at the step whose words are rarest. Everything that could be wrong is said here, with
//! the place, and never when a page is read.

mod classes;
mod program;

use self::classes::{Resolved, Spec};
use super::affixes::MOST_AFFIXES;
use super::pattern;
use super::source::{PackFault, Source};
use super::speech::Lexicon;
use super::{ENGINE_CLASSES, ENGINE_LISTS, Guard, NO_SET, Owner, Pack, Pattern, Sense, SetId, SetInfo, Step, class};
use crate::report::{Missing, Question, Subtype};
use crate::words::{self, Rules};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;
use std::sync::Arc;

struct Compiler<'s> {
    source: &'s Source,
    rules: Rules,
    functions: BTreeSet<String>,
    resolved: HashMap<String, Rc<Resolved>>,
    specs: HashMap<Spec, SetId>,
    order: Vec<Spec>,
    patterns: Vec<Pattern>,
    steps: Vec<Step>,
    /// Where each program begins, and the number of each.
    starts: Vec<u32>,
    programs: HashMap<Vec<Step>, u16>,
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
        starts: Vec::new(),
        programs: HashMap::new(),
        faults: Vec::new(),
    };
    let pack = compiler.run();
    if compiler.faults.is_empty() { Ok(pack) } else { Err(compiler.faults) }
}

/// A compiled pack as bytes.
#[must_use]
pub fn encode(pack: &Pack) -> Vec<u8> {
    super::wire::shrink(pack)
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
                guards.push(Guard { name: name.clone(), lowers: false, scopes: 0, code: 0 });
                continue;
            };
            let index = guards.len() as u16;
            guards.push(Guard {
                name: name.clone(),
                lowers: guard.effect.as_deref() == Some("lower"),
                scopes: guard.patterns().fold(0, |scopes, (scope, _)| scopes | 1 << scope as u8),
                code: 0,
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

    fn pattern(&mut self, file: &str, text: &str, owner: Owner) {
        let nodes = match pattern::parse(text) {
            Ok(nodes) => nodes,
            Err(fault) => {
                let end = fault.end.min(text.len());
                self.fault(file, Some((text.to_string(), fault.at.min(end), end)), fault.message);
                return;
            }
        };
        let done = self.lower(&nodes, 0).and_then(|parts| {
            if matches!(owner, Owner::Sense(_)) && !self.has_content(&parts) {
                return Err("this pattern can match on function words alone: it would fire everywhere".to_string());
            }
            self.anchor(&parts, owner, &mut 0)
        });
        if let Err(message) = done {
            self.fault(file, Some((text.to_string(), 0, text.len())), message);
        }
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
            });
        }
        // Endings are tried on known words here, so that at run time only unknown ones are.
        for (id, spec) in order.iter().enumerate().filter(|(_, s)| !s.suffixes.is_empty() || !s.prefixes.is_empty()) {
            for (word, sets) in &mut members {
                let fits = spec.suffixes.iter().any(|x| word.ends_with(x.as_str()))
                    || spec.prefixes.iter().any(|x| word.starts_with(x.as_str()));
                if fits && !spec.except.contains(word) && word.chars().all(char::is_alphabetic) {
                    sets.insert(id as SetId);
                }
            }
        }
        for words in extra {
            let id = sets.len() as SetId;
            for word in words {
                members.entry(word).or_default().insert(id);
            }
            sets.push(SetInfo { except: NO_SET, ..SetInfo::default() });
        }
        let count = sets.len();
        let plain = SetInfo { except: NO_SET, ..SetInfo::default() };
        let open = (0..).zip(sets).filter(|(_, info)| *info != plain).collect::<Vec<(SetId, SetInfo)>>();
        let mut pack = Pack {
            code: self.source.identity.code.clone(),
            open,
            programs: std::mem::take(&mut self.starts),
            patterns: std::mem::take(&mut self.patterns),
            steps: std::mem::take(&mut self.steps),
            senses,
            guards,
            classes,
            ..Pack::default()
        };
        members.retain(|word, _| word.len() <= 255);
        let affixes = pack.open.iter().filter(|(_, info)| info.has_affixes()).count();
        let many = "this language has more words, or more sets with prefixes or suffixes, than a pack can number";
        let room = Lexicon::new(members.len(), members.keys().map(String::len).sum());
        let Some(mut lexicon) = room.filter(|_| affixes <= MOST_AFFIXES) else {
            self.fault("words", None, many);
            return pack;
        };
        let mut words_of: Vec<Vec<u16>> = vec![Vec::new(); count];
        for (number, (word, sets)) in (1..).zip(members) {
            if lexicon.add(0, format!("{word}\n").as_bytes()).is_none() {
                let end = word.len();
                self.fault("words", Some((word, 0, end)), "a pack has no place for this word");
                return pack;
            }
            for set in sets {
                words_of[set as usize].push(number);
            }
        }
        let of = |class| pack.classes.get(class).map_or(&[][..], |set| words_of[*set as usize].as_slice());
        let (own, foreign) = (of(class::FUNCTION_WORDS.0), of(class::FOREIGN_WORDS.0));
        let speech = lexicon.done(pack.code.clone(), self.rules.clone(), own, foreign);
        pack.speech = Arc::new(speech);
        for words in words_of {
            let from = pack.set_words.len() as u32;
            pack.set_words.extend(words);
            pack.set_places.push((from, pack.set_words.len() as u32));
        }
        pack.prepare();
        pack
    }
}
