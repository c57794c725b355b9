//! JSON lines: one text a line in, one answer a line out, in the same order, on all cores, in bounded memory.
//!
//! One thread cuts the input into parts of whole lines, workers answer them, one thread writes the answers. Every
//! part's answer comes through a channel of its own, and those channels queue up in the order of the parts: so order
//! is kept without sorting, and how much is under way is bounded by the length of the queue and by bytes.

use super::arguments::Arguments;
use super::whole::Whole;
use super::{Outcome, STANDARD_INPUT, complain, ended, files};
use crate::engine::Engine;
use crate::input::plain;
use crate::language::named;
use crate::output::json::{Answer, View};
use crate::output::words::Words;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Bytes that are asked of the input at a time, and so of a part.
const PART: usize = 256 << 10;
/// Bytes of input under way; one part may be more.
const UNDER_WAY: usize = 16 << 20;
/// Bytes of a line beyond which it is refused unread.
const LONGEST_LINE: usize = 64 << 20;

#[derive(Deserialize)]
struct Asked<'l> {
    #[serde(borrow)]
    id: &'l RawValue,
    #[serde(borrow)]
    text: Cow<'l, str>,
    #[serde(borrow, default)]
    lang: Option<Cow<'l, str>>,
}

#[derive(Serialize)]
struct Answered<'l> {
    id: &'l RawValue,
    #[serde(flatten)]
    answer: Answer<'l>,
}

/// Why a line has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    NotUtf8,
    /// At this character, from 1.
    NotJson(usize),
    /// No `id`, no `text`, or something not of the right kind.
    Shape,
    TooLong,
}

/// Whole lines of one source.
struct Part {
    bytes: Vec<u8>,
    /// Number of the first of them, from 1.
    first: usize,
    source: usize,
    reply: Sender<Done>,
}

/// The answers to a part.
#[derive(Default)]
struct Done {
    lines: Vec<u8>,
    faults: Vec<(usize, Fault)>,
    source: usize,
    /// Bytes of input that are no longer under way.
    weight: usize,
}

/// Bytes under way, so that the reading side waits for the writing side.
#[derive(Default)]
struct Load {
    bytes: Mutex<usize>,
    changed: Condvar,
}

impl Load {
    fn lock(&self) -> MutexGuard<'_, usize> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, weight: usize) {
        let full = |bytes: &mut usize| *bytes > 0 && *bytes + weight > UNDER_WAY;
        let mut bytes = self.changed.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        *bytes += weight;
    }

    fn give_back(&self, weight: usize) {
        let mut bytes = self.lock();
        *bytes = bytes.saturating_sub(weight);
        self.changed.notify_all();
    }
}

/// What every worker needs.
#[derive(Clone, Copy)]
struct Work<'w> {
    engine: &'w Engine,
    arguments: &'w Arguments,
    words: Option<&'w Words>,
}

/// Answers one line, without its end, into `out`.
///
/// # Errors
/// Why it has no answer; then nothing was written.
pub fn answer(
    engine: &Engine,
    arguments: &Arguments,
    words: Option<&Words>,
    line: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let line = std::str::from_utf8(line).map_err(|_| Fault::NotUtf8)?;
    let asked: Asked = serde_json::from_str(line).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => Fault::Shape,
        _ => Fault::NotJson(line.char_indices().take_while(|(at, _)| *at < error.column()).count().max(1)),
    })?;
    // A collection may hold a language for each text, and often holds that nobody knows it.
    let lang = asked.lang.as_deref().filter(|lang| named(lang).is_some()).or(arguments.lang.as_deref());
    let input = plain::read(&asked.text, lang);
    let report = engine.read(&input.document);
    let view = View { input: &input, level: arguments.level, shown: None, words };
    let start = out.len();
    let answered = Answered { id: asked.id, answer: view.answer(&report) };
    if serde_json::to_writer(&mut *out, &answered).is_err() {
        out.truncate(start);
        return Err(Fault::Shape);
    }
    out.push(b'\n');
    Ok(())
}

/// Answers all lines of all sources.
pub fn run(engine: &Engine, arguments: &Arguments, words: &Words) -> io::Result<Outcome> {
    let jobs = arguments.jobs.or_else(|| std::thread::available_parallelism().ok().map(usize::from)).unwrap_or(1);
    let work = Work { engine, arguments, words: arguments.worded.then_some(words) };
    let standard = [Path::new("-").to_path_buf()];
    let sources = if arguments.files.is_empty() { &standard[..] } else { &arguments.files[..] };
    let names: Vec<String> = sources
        .iter()
        .map(|s| if s.as_os_str() == "-" { STANDARD_INPUT.into() } else { s.display().to_string() })
        .collect();
    let load = Load::default();
    let (to_workers, parts) = sync_channel::<Part>(jobs);
    let (in_order, answers) = sync_channel::<Receiver<Done>>(4 * jobs);
    let parts = Mutex::new(parts);
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Ok(part) = next(&parts) {
                    work.answer(part);
                }
            });
        }
        let writer = scope.spawn(|| write(answers, &load, &names, words));
        let mut cutter = Cutter { load: &load, to_workers, in_order, source: 0, line: 1 };
        let mut outcome = Outcome::Done;
        for (n, path) in sources.iter().enumerate() {
            cutter.source = n;
            cutter.line = 1;
            let read = if path.as_os_str() == "-" {
                cutter.read(io::stdin().lock())
            } else {
                File::open(path).and_then(|file| cutter.read(file))
            };
            match read {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) => {
                    complain(&files::why_not(&names[n], &error, words));
                    outcome = Outcome::Failed;
                }
            }
        }
        drop(cutter);
        let written = writer.join().unwrap_or(Ok(Outcome::Failed));
        Ok(outcome.max(written.unwrap_or_else(|error| ended(&error, words))))
    })
}

fn next(parts: &Mutex<Receiver<Part>>) -> Result<Part, std::sync::mpsc::RecvError> {
    parts.lock().unwrap_or_else(PoisonError::into_inner).recv()
}

impl Work<'_> {
    fn answer(self, part: Part) {
        let Part { bytes, first, source, reply } = part;
        let mut done = Done { source, weight: bytes.len(), ..Done::default() };
        for (n, line) in bytes.split(|b| *b == b'\n').enumerate() {
            let number = first + n;
            let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
            let trimmed = line.trim_ascii_start();
            // Each of them a character, as white space of JSON is.
            let before = line.len() - trimmed.len();
            let line = trimmed.trim_ascii_end();
            if line.is_empty() {
                continue;
            }
            let answered = if line.len() > LONGEST_LINE {
                Err(Fault::TooLong)
            } else {
                answer(self.engine, self.arguments, self.words, line, &mut done.lines)
            };
            if let Err(fault) = answered {
                let in_line = if let Fault::NotJson(column) = fault { Fault::NotJson(before + column) } else { fault };
                done.faults.push((number, in_line));
            }
        }
        // Nobody waits any more when the reader of the output has gone.
        let _ = reply.send(done);
    }
}

/// Writes answers in the order of their parts. Takes the queue: that it is gone tells the reading side to stop.
#[allow(clippy::needless_pass_by_value)]
fn write(answers: Receiver<Receiver<Done>>, load: &Load, names: &[String], words: &Words) -> io::Result<Outcome> {
    let mut out = Whole::until_interrupted(io::stdout());
    let mut outcome = Outcome::Done;
    let mut written = Ok(());
    while let Ok(answer) = answers.recv() {
        let Ok(done) = answer.recv() else { continue };
        // After the reader has gone the parts under way are still counted down, so that nobody waits for ever.
        if written.is_ok() {
            for (line, fault) in &done.faults {
                complain(&fault.sentence(&names[done.source], *line, words));
                outcome = Outcome::BadLines;
            }
            written = out.write(&done.lines);
        }
        load.give_back(done.weight);
        if written.is_err() {
            break;
        }
    }
    drop(answers);
    load.give_back(usize::MAX);
    written.map(|()| outcome)
}

impl Fault {
    fn sentence(self, name: &str, line: usize, words: &Words) -> String {
        let at = format!("{name}:{line}");
        match self {
            Self::NotUtf8 => words.say("cli_line_not_utf8", &[&at]),
            Self::NotJson(column) => words.say("cli_line_not_json", &[&at, &column.to_string()]),
            Self::Shape => words.say("cli_line_shape", &[&at]),
            Self::TooLong => words.say("cli_line_too_long", &[&at, &words.number(LONGEST_LINE >> 20)]),
        }
    }
}

/// Cuts input into parts of whole lines and hands them out.
struct Cutter<'l> {
    load: &'l Load,
    to_workers: SyncSender<Part>,
    in_order: SyncSender<Receiver<Done>>,
    source: usize,
    line: usize,
}

impl Cutter<'_> {
    /// Reads a source to its end. False when nobody wants more.
    fn read(&mut self, mut from: impl Read) -> io::Result<bool> {
        let mut pending: Vec<u8> = Vec::new();
        loop {
            let old = pending.len();
            pending.resize(old + PART, 0);
            let length = match from.read(&mut pending[old..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {
                    pending.truncate(old);
                    continue;
                }
                read => read?,
            };
            pending.truncate(old + length);
            // A line that is refused anyway need not be kept: enough of it to be refused.
            let line_end = pending[old..].iter().rposition(|b| *b == b'\n').map(|at| old + at + 1);
            match line_end {
                Some(end) => {
                    let rest = pending.split_off(end);
                    if !self.hand_out(std::mem::replace(&mut pending, rest)) {
                        return Ok(false);
                    }
                }
                None if length == 0 => return Ok(pending.is_empty() || self.hand_out(pending)),
                None if pending.len() > LONGEST_LINE + PART => pending.truncate(LONGEST_LINE + 1),
                None => {}
            }
        }
    }

    fn hand_out(&mut self, bytes: Vec<u8>) -> bool {
        let first = self.line;
        self.line += bytes.split(|b| *b == b'\n').count() - 1;
        self.load.take(bytes.len());
        let (reply, answer) = channel();
        let part = Part { bytes, first, source: self.source, reply };
        self.in_order.send(answer).is_ok() && self.to_workers.send(part).is_ok()
    }
}
