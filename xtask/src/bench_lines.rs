//! `cargo xtask bench lines [--gb N]`: `sayswho check --jsonl` on a gigabyte and more, with all cores and with one.
//!
//! The lines are dealt from the project's own texts and go straight into the program, so that nothing of that size
//! lies on the disk; the answers are counted and their order is looked at, and nothing is kept of them. Absent on
//! purpose: what the engine alone can do (`cargo xtask bench`). Dealing and reading take a little of the same cores.

#![allow(clippy::cast_precision_loss)] // Rates and megabytes are for people.

use crate::native;
use crate::run::{Outcome, cargo, program, read, root, run, write};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

const MB: f64 = 1e6;
/// Texts of one line: from one to this many.
const TEXTS: u64 = 4;
/// Parts of the input after which the peak of memory is looked at.
const LOOKS: [f64; 3] = [0.1, 0.5, 1.0];
/// Before so much was read, the queues of the program may still be filling.
const FILLED: f64 = 64.0 * MB;
/// What of growth between the first look and the last is chance.
const CHANCE: f64 = 1.25;
/// Ticks of Linux's processor times in a second.
const TICKS: f64 = 100.0;

/// Runs both and writes `dist/bench/lines.json`.
///
/// # Errors
/// The program does not build, lines are lost or out of order, or its memory grows.
pub fn bench(options: &[&str]) -> Outcome {
    let bytes = asked(options)?;
    println!("› building the program …");
    run(&mut cargo(&["build", "--release", "--quiet", "--bin=sayswho"]))?;
    let texts = texts()?;
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let all = measure(&texts, bytes, cores)?;
    // A tenth is enough for a rate, and one core would take long for all.
    let one = if cores > 1 { measure(&texts, bytes / 10.0, 1)? } else { all.clone() };
    let rate = |run: &Value| run["mb_per_second"].as_f64().unwrap_or_default();
    let result = json!({ "cores": cores, "all_cores": all, "one_thread": one, "times": rate(&all) / rate(&one) });
    let out = root().join("dist/bench/lines.json");
    write(&out, format!("{result:#}\n"))?;
    println!("\n{cores} cores: {:.1} MB/s in all; one thread: {:.1} MB/s.", rate(&all), rate(&one));
    let processor = |run: &Value| megabytes(run["mb_per_processor_second"].as_f64());
    println!("Of a processor's second, whatever else runs: {}; one thread: {}.", processor(&all), processor(&one));
    println!("Every line was answered, in order.");
    println!("All figures are in {}", out.display());
    grown(&all, bytes)
}

/// Bytes to be run.
fn asked(options: &[&str]) -> Outcome<f64> {
    match options {
        [] => Ok(1e9),
        ["--gb", number] => {
            let gigabytes = number.parse::<f64>().ok().filter(|gb| *gb > 0.0 && gb.is_finite());
            gigabytes.map(|gb| gb * 1e9).ok_or_else(|| "--gb wants a number, such as 0.05.".to_owned())
        }
        _ => Err("bench lines takes --gb N or nothing.".to_owned()),
    }
}

/// The project's own texts as they stand within quotes in JSON.
fn texts() -> Outcome<Vec<String>> {
    let mut texts = Vec::new();
    for file in native::own_texts(&root().join("target/bench/texts"))? {
        let quoted = Value::from(format!("{}\n\n", read(&file)?)).to_string();
        texts.push(quoted[1..quoted.len() - 1].to_owned());
    }
    if texts.is_empty() { Err("tests/gold and tests/clean hold no texts.".to_owned()) } else { Ok(texts) }
}

/// Deals lines, the same ones on every machine, into `to`, until `bytes` are reached. Gives how many.
fn deal(texts: &[String], bytes: f64, to: &mut impl Write, mut done: impl FnMut(u64)) -> std::io::Result<u64> {
    let (mut lines, mut sent, mut state) = (0_u64, 0_u64, 20_260_u64);
    // Knuth's generator; its upper half is what is any good.
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    while (sent as f64) < bytes {
        let mut line = format!("{{\"id\":{lines},\"text\":\"");
        for _ in 0..=next(TEXTS) {
            line += &texts[next(texts.len() as u64) as usize];
        }
        line += "\"}\n";
        to.write_all(line.as_bytes())?;
        lines += 1;
        sent += line.len() as u64;
        done(sent);
    }
    to.flush()?;
    Ok(lines)
}

fn measure(texts: &[String], bytes: f64, jobs: usize) -> Outcome<Value> {
    println!("› {:.0} MB of lines with {jobs} thread{} …", bytes / MB, if jobs == 1 { "" } else { "s" });
    let path = root().join("target/release").join(format!("sayswho{}", std::env::consts::EXE_SUFFIX));
    let mut command = program(path);
    command.args(["check", "--jsonl", "--jobs", &jobs.to_string()]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let begun = Instant::now();
    let mut child = command.spawn().map_err(|error| format!("sayswho cannot be started: {error}"))?;
    let (Some(asks), Some(answers)) = (child.stdin.take(), child.stdout.take()) else {
        return Err("sayswho has no pipes.".to_owned());
    };
    let sent = AtomicU64::new(0);
    let id = child.id();
    let (fed, answered) = std::thread::scope(|scope| {
        let feeder = scope.spawn(|| feed(texts, bytes, asks, id, &sent));
        let answered = follow(answers, begun, &sent, bytes, id);
        (feeder.join(), answered)
    });
    let ended = child.wait().map_err(|error| format!("sayswho is lost: {error}"))?;
    let (count, out) = answered?;
    let (lines, looks, processor) = fed
        .map_err(|_| "Dealing lines broke.".to_owned())?
        .map_err(|error| format!("sayswho took no more lines ({error}); it ended: {ended}."))?;
    if count != lines || !ended.success() {
        return Err(format!("{lines} lines went in, {count} answers came out; it ended: {ended}."));
    }
    let seconds = begun.elapsed().as_secs_f64();
    let megabytes = sent.load(Ordering::Relaxed) as f64 / MB;
    println!(
        "✓ {megabytes:.0} MB in {seconds:.1} s, {:.1} MB/s; peaks of memory: {}",
        megabytes / seconds,
        peaks(&looks)
    );
    Ok(json!({
        "threads": jobs, "mb": megabytes, "lines": lines, "answers_mb": out as f64 / MB, "seconds": seconds,
        "mb_per_second": megabytes / seconds, "mb_per_second_and_thread": megabytes / seconds / jobs as f64,
        "mb_per_processor_second": processor.map(|seconds| megabytes / seconds),
        "peak_mb_at_10_50_100_percent": looks, "order_kept": true,
    }))
}

/// Lines dealt, peaks of memory at each look, and processor seconds: the two last only where the system tells.
type Fed = (u64, Vec<Option<f64>>, Option<f64>);

fn feed(texts: &[String], bytes: f64, asks: ChildStdin, id: u32, sent: &AtomicU64) -> std::io::Result<Fed> {
    let mut looks = Vec::new();
    let mut to = BufWriter::with_capacity(1 << 16, asks);
    let lines = deal(texts, bytes, &mut to, |so_far| {
        sent.store(so_far, Ordering::Relaxed);
        while LOOKS.get(looks.len()).is_some_and(|part| so_far as f64 >= part * bytes) {
            looks.push(memory(id, "VmHWM:"));
        }
    })?;
    // Asked for while the pipe is still open: the program has not ended, and all but some last lines are done.
    let processor = processor_seconds(id);
    Ok((lines, looks, processor))
}

/// Reads answers, holds their order, tells every few seconds how far it is. Gives lines and bytes.
fn follow(answers: ChildStdout, begun: Instant, sent: &AtomicU64, bytes: f64, id: u32) -> Outcome<(u64, u64)> {
    let mut answers = BufReader::with_capacity(1 << 16, answers);
    let (mut count, mut length, mut told) = (0_u64, 0_u64, Instant::now());
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = answers.read_until(b'\n', &mut line).map_err(|error| format!("Answers cannot be read: {error}"))?;
        if read == 0 {
            return Ok((count, length));
        }
        if !line.starts_with(format!("{{\"id\":{count},").as_bytes()) || line.last() != Some(&b'\n') {
            return Err(format!("Answer {count} is not the one to line {count}, or not whole."));
        }
        count += 1;
        length += read as u64;
        if told.elapsed() > Duration::from_secs(5) {
            told = Instant::now();
            let done = sent.load(Ordering::Relaxed) as f64;
            let (seconds, now) = (begun.elapsed().as_secs_f64(), megabytes(memory(id, "VmRSS:")));
            println!("  … {:.0} of {:.0} MB, {:.1} MB/s, resident {now}", done / MB, bytes / MB, done / MB / seconds);
        }
    }
}

/// Megabytes that Linux tells of a process.
fn memory(id: u32, what: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let kilobytes = status.lines().find_map(|line| line.strip_prefix(what))?.split_whitespace().next()?;
    Some(kilobytes.parse::<f64>().ok()? * 1024.0 / MB)
}

/// Time on all cores together, in a process's own code and in the system's.
fn processor_seconds(id: u32) -> Option<f64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    // The name before may hold spaces and brackets.
    let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}

fn megabytes(of: Option<f64>) -> String {
    of.map_or_else(|| "not told by this system".to_owned(), |mb| format!("{mb:.1} MB"))
}

fn peaks(looks: &[Option<f64>]) -> String {
    looks.iter().map(|look| megabytes(*look)).collect::<Vec<_>>().join(", ")
}

fn grown(all: &Value, bytes: f64) -> Outcome {
    let look = |at: usize| all["peak_mb_at_10_50_100_percent"][at].as_f64();
    match (look(0), look(2)) {
        (Some(first), Some(last)) if bytes * LOOKS[0] >= FILLED && last > first * CHANCE => {
            Err(format!("Memory grew from {first:.0} MB at a tenth to {last:.0} MB at the end."))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_dealt_the_same_each_time_and_are_json() {
        let texts = ["One.\\n\\n".to_owned(), "Zwölf “ü”.\\n\\n".to_owned()];
        let dealt = || {
            let mut out = Vec::new();
            let lines = deal(&texts, 900.0, &mut out, |_| {}).unwrap();
            (lines, String::from_utf8(out).unwrap())
        };
        let (lines, out) = dealt();
        assert_eq!((lines, &out), (dealt().0, &dealt().1));
        assert!(out.len() >= 900);
        for (n, line) in out.lines().enumerate() {
            assert_eq!(serde_json::from_str::<Value>(line).unwrap()["id"], n);
        }
        assert_eq!(out.lines().count() as u64, lines);
    }

    #[test]
    fn a_length_is_asked_for() {
        assert_eq!(asked(&[]), Ok(1e9));
        assert_eq!(asked(&["--gb", "0.05"]), Ok(5e7));
        assert!(asked(&["--gb"]).is_err());
        assert!(asked(&["--gb", "-1"]).is_err());
    }

    #[test]
    fn growth_is_noticed_once_the_queues_are_full() {
        let run = |last: f64| json!({ "peak_mb_at_10_50_100_percent": [40.0, 41.0, last] });
        assert!(grown(&run(42.0), 1e9).is_ok());
        assert!(grown(&run(80.0), 1e9).is_err());
        assert!(grown(&run(80.0), 1e8).is_ok());
    }
}
