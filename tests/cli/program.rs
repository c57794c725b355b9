//! Runs the program and takes its answers apart.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

pub struct Ran {
    pub out: String,
    pub err: String,
    pub code: Option<i32>,
}

/// The program, in English whatever the machine speaks.
pub fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayswho"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"] {
        command.env_remove(name);
    }
    command
}

/// Runs the program on some input.
pub fn run(arguments: &[&str], input: &[u8]) -> Ran {
    let mut command = command();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let output = std::thread::scope(|scope| {
        // A program that does not read its input is no fault of it.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().unwrap()
    });
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

/// Reads five lines of what a running program says, ends it by a signal, and answers all that it said.
#[cfg(unix)]
pub fn interrupted(mut child: Child, signal: &str) -> String {
    let mut answer = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    for _ in 0..5 {
        answer.read_line(&mut said).unwrap();
    }
    let kill = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status();
    assert!(kill.unwrap().success());
    answer.read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{signal}");
    said
}

/// A file of its own for a test.
pub fn file(name: &str, content: impl AsRef<[u8]>) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_string()
}

/// What `--format json` says of one file.
pub fn document(path: &str) -> Value {
    let ran = run(&["check", "--format", "json", path], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    serde_json::from_str::<Value>(&ran.out).unwrap()["documents"][0].take()
}

/// Subtype, start and end of each finding.
pub fn findings(answer: &Value) -> Vec<(String, usize, usize)> {
    let all = answer["findings"].as_array().unwrap().iter();
    let number = |f: &Value, key: &str| usize::try_from(f[key].as_u64().unwrap()).unwrap();
    all.map(|f| (f["subtype"].as_str().unwrap().to_string(), number(f, "start"), number(f, "end"))).collect()
}

/// Subtype and given words of each finding.
pub fn marked<'t>(answer: &Value, given: &'t str) -> Vec<(String, &'t str)> {
    findings(answer).into_iter().map(|(subtype, start, end)| (subtype, &given[start..end])).collect()
}

pub fn pairs<'t>(of: &[(&str, &'t str)]) -> Vec<(String, &'t str)> {
    of.iter().map(|(subtype, words)| ((*subtype).to_string(), *words)).collect()
}
