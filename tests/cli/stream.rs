//! JSON lines: order, offsets, bad lines, and whole lines whatever happens.

use crate::program::{command, file, findings, marked, pairs, run};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

const SENTENCE: &str = "Everybody knows the harbour was sold for nothing.";

fn answers(out: &str) -> Vec<Value> {
    assert!(out.is_empty() || out.ends_with('\n'), "the last line is whole");
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn line(id: impl Into<Value>, text: &str) -> String {
    format!("{}\n", json!({"id": id.into(), "text": text}))
}

#[test]
fn one_answer_a_line_with_all_that_was_promised() {
    let text = format!("Łódź 🚢 harbour\n\nThe mayor slept. {SENTENCE}");
    let ran = run(&["check", "--jsonl"], line("a", &text).as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let all = answers(&ran.out);
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["id"], "a");
    assert_eq!(marked(&all[0], &text), pairs(&[("consensus", "Everybody knows")]));
    let keys = ["start", "end", "category", "subtype", "severity", "speaker", "missing", "support", "question"];
    assert!(keys.iter().all(|key| all[0]["findings"][0].get(key).is_some()), "{}", all[0]);
    assert!(all[0]["findings"][0]["speaker"]["kind"].is_string());
    assert!(all[0]["summary"]["voices"].is_array());
    assert!(!ran.out.contains(": "), "no space that nobody needs");
}

#[test]
fn order_is_kept_and_ids_come_back_as_they_were() {
    let mut input = String::new();
    for n in 0..600 {
        // Short and long by turns, so that later lines are ready before earlier ones.
        input += &line(n, &SENTENCE.repeat(if n % 97 == 0 { 60 } else { n % 3 }));
    }
    for jobs in ["1", "4"] {
        let ran = run(&["check", "--jsonl", "--jobs", jobs], input.as_bytes());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        let ids: Vec<_> = answers(&ran.out).iter().map(|a| a["id"].as_u64().unwrap()).collect();
        assert_eq!(ids, (0..600).collect::<Vec<_>>(), "{jobs} jobs");
    }
    let odd = "{\"id\": 12345678901234567890123, \"text\":\"\"}\n{\"id\": {\"a\" :1e400}, \"text\":\"\"}\n{\"id\":null,\"text\":\"\"}";
    let out = run(&["check", "--jsonl"], odd.as_bytes()).out;
    let ids: Vec<_> = out.lines().map(|l| l.split(",\"findings\"").next().unwrap()).collect();
    assert_eq!(ids, ["{\"id\":12345678901234567890123", "{\"id\":{\"a\" :1e400}", "{\"id\":null"]);
}

#[test]
fn bad_lines_are_named_and_the_rest_is_done() {
    let mut input = line(1, SENTENCE).into_bytes();
    input.extend(b"\n  \r\n{not json}\n{\"id\": 4}\n{\"id\": 5, \"text\": 7}\n{\"text\": \"no id\"}\n\xff\n[1, 2]\n");
    input.extend(b"{\"id\": 9, \"text\": \"\\ud800\"}\n");
    input.extend(line(2, SENTENCE).bytes());
    input.extend(b"{\"id\": 3, \"text\": \"cut o");
    let ran = run(&["check", "--jsonl"], &input);
    assert_eq!(ran.code, Some(1));
    assert_eq!(answers(&ran.out).iter().map(|a| a["id"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    let numbers: Vec<_> = ran.err.lines().map(|l| l.split(':').nth(1).unwrap().parse::<u32>().unwrap()).collect();
    assert_eq!(numbers, [4, 5, 6, 7, 8, 9, 10, 12], "{}", ran.err);
    assert!(ran.err.lines().all(|l| l.starts_with("<stdin>:") && l.ends_with('.')), "{}", ran.err);
}

#[test]
fn a_language_that_nobody_knows_is_as_if_it_were_not_given() {
    for (text, tags, other) in [
        ("Experts say so.", ["", "und", "MUL", "zxx", "eng", "english", "EN"], "fr"),
        ("Selon des experts, oui.", ["", "UND", "mul", "Zxx", "fra", "fre", "french"], "en"),
    ] {
        let plain = answers(&run(&["check", "--jsonl"], line(1, text).as_bytes()).out);
        assert_eq!(findings(&plain[0]).len(), 1);
        for tag in tags {
            let asked = json!({"id": 1, "text": text, "lang": tag}).to_string();
            assert_eq!(answers(&run(&["check", "--jsonl"], asked.as_bytes()).out), plain, "{tag:?}");
        }
        let asked = |tag: &str| json!({"id": 1, "text": text, "lang": tag}).to_string();
        let hinted = |given: &str, tag: &str| run(&["check", "--jsonl", "--lang", given], asked(tag).as_bytes()).out;
        assert_eq!(hinted("de", ""), hinted("de", "de"), "the command's own is taken then");
        assert_ne!(answers(&hinted("de", "und")), plain);
        assert_eq!(hinted(other, "de"), hinted("de", "de"), "that of the line goes before it");
    }
}

#[test]
fn a_bad_line_is_told_what_is_wrong_and_where() {
    let ran = run(&["check", "--jsonl"], b"{\"id\": 1, \"text\": \"\", \"lang\": 7}\n");
    assert!(ran.err.contains("“lang”, if it is given, is a string"), "{}", ran.err);
    // Characters of the line as given: bytes of a letter, and spaces before it, move nothing and hide nothing.
    for (given, column) in [
        ("{\"id\": 1, x}", 11),
        ("  \t {\"id\": 1, x}", 15),
        ("{\"id\": \"é日🚢\", x}", 15),
        ("\u{feff} {\"id\": \"é\", x}\r", 14),
        ("é", 1),
        (" {\"id\": 1, \"text\": \"né", 22),
    ] {
        let ran = run(&["check", "--jsonl"], given.as_bytes());
        assert!(ran.err.contains(&format!("(column {column})")), "{given}: {}", ran.err);
    }
}

#[test]
fn marks_line_ends_and_hints_do_not_matter() {
    let plain = answers(&run(&["check", "--jsonl"], line(1, SENTENCE).as_bytes()).out);
    let windows = format!("\u{feff}{}\r\n", line(1, SENTENCE).trim_end());
    assert_eq!(answers(&run(&["check", "--jsonl"], windows.as_bytes()).out), plain);
    let marked = answers(&run(&["check", "--jsonl"], line(1, &format!("\u{feff}{SENTENCE}")).as_bytes()).out);
    let moved: Vec<_> = findings(&plain[0]).into_iter().map(|(s, start, end)| (s, start + 3, end + 3)).collect();
    assert_eq!(findings(&marked[0]), moved, "a mark inside the text counts, as it does in a file");
    let hinted = format!("{}\n", json!({"id": 1, "text": SENTENCE, "lang": "en", "more": [1]}));
    assert_eq!(answers(&run(&["check", "--jsonl"], hinted.as_bytes()).out), plain);
    let escaped = format!("{{\"id\":1,\"text\":\"\\u0045{}\"}}", &SENTENCE[1..]);
    assert_eq!(answers(&run(&["check", "--jsonl"], escaped.as_bytes()).out), plain);
    let none = run(&["check", "--jsonl"], b"");
    assert_eq!((none.code, none.out.as_str(), none.err.as_str()), (Some(0), "", ""));
}

#[test]
fn several_sources_follow_one_another() {
    let (one, two) = (file("one.jsonl", line(1, SENTENCE).trim_end()), file("two.jsonl", "nothing\n"));
    let ran = run(&["check", "--jsonl", &one, &two, "no such file", "-"], line(2, "").as_bytes());
    assert_eq!(ran.code, Some(2));
    assert_eq!(answers(&ran.out).len(), 2);
    assert!(ran.err.contains(&format!("{two}:1:")) && ran.err.contains("no such file"), "{}", ran.err);
}

#[test]
fn whoever_asks_one_line_at_a_time_is_answered() {
    let mut child = command().args(["check", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut ask, mut answer) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for n in 0..3 {
        ask.write_all(line(n, SENTENCE).as_bytes()).unwrap();
        let mut said = String::new();
        answer.read_line(&mut said).unwrap();
        assert_eq!(answers(&said)[0]["id"], n);
    }
    drop(ask);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_reader_who_leaves_ends_it_quietly() {
    let mut child = command()
        .args(["check", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut ask, mut answer) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let writer = std::thread::spawn(move || {
        let line = line(1, SENTENCE);
        // Ends when the program has gone.
        while ask.write_all(line.as_bytes()).is_ok() {}
    });
    let mut said = String::new();
    answer.read_line(&mut said).unwrap();
    assert_eq!(answers(&said).len(), 1);
    drop(answer);
    let ended = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert_eq!((ended.status.code(), ended.stderr.as_slice()), (Some(0), &b""[..]));
}

#[cfg(unix)]
#[test]
fn an_interruption_leaves_whole_lines() {
    for signal in ["INT", "TERM"] {
        let mut child =
            command().args(["check", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut ask = child.stdin.take().unwrap();
        let writer = std::thread::spawn(move || {
            let lines = [line(1, &SENTENCE.repeat(40)), line(2, ""), line(3, SENTENCE)].concat();
            while ask.write_all(lines.as_bytes()).is_ok() {}
        });
        let said = crate::program::interrupted(child, signal);
        writer.join().unwrap();
        assert!(answers(&said).len() >= 5, "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_kill_leaves_whole_lines_and_none_is_missing_between_them() {
    let mut child = command().args(["check", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut ask, mut answer) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let writer = std::thread::spawn(move || {
        // Answers short enough for a pipe to take each in one piece, which is all that a program can do about a kill.
        let mut lines = (0_u64..).map(|n| line(n, SENTENCE));
        while lines.next().is_some_and(|line| ask.write_all(line.as_bytes()).is_ok()) {}
    });
    let mut said = String::new();
    for _ in 0..50 {
        answer.read_line(&mut said).unwrap();
    }
    child.kill().unwrap();
    answer.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it was killed");
    writer.join().unwrap();
    let ids: Vec<_> = answers(&said).iter().map(|a| a["id"].as_u64().unwrap()).collect();
    assert!(ids.len() >= 50);
    assert!(ids.iter().copied().eq(0..ids.len() as u64), "{ids:?}");
}

#[test]
fn what_is_under_way_is_bounded() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    // 16 MB by the program's own measure; the rest is one part at either end and what pipes hold.
    const BOUND: usize = 20 << 20;
    const LINES: usize = 1200;
    // An id comes back as it was: so an answer is as long as its line, and answers in the pipe are few.
    let asked = line("x".repeat(40_000), "");
    let length = asked.len();
    let mut child = command().args(["check", "--jsonl"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut ask, mut answer) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    let sent = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..LINES {
                ask.write_all(asked.as_bytes()).unwrap();
                sent.fetch_add(length, SeqCst);
            }
            drop(ask);
        });
        let mut said = String::new();
        for n in 0..LINES {
            said.clear();
            answer.read_line(&mut said).unwrap();
            assert!(said.len() > 40_000 && said.ends_with('\n'), "{n}");
            let under_way = sent.load(SeqCst).saturating_sub((n + 1) * length);
            assert!(under_way <= BOUND, "{under_way} bytes after {n} answers");
        }
    });
    assert!(child.wait().unwrap().success());
}
