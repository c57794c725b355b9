//! `cargo xtask spark`: the job of `examples/spark` on this machine, in Spark's own small cluster; and its test.
//!
//! Given: Python. Installed when missing: a Java runtime (the system's package manager) and, into a folder of its own
//! under `target`, what `requirements.txt` names (some 300 MB). Absent on purpose: a cluster of several
//! machines, for which the job's README has the command.

use crate::run::{Outcome, cargo, output, program, read, root, run, step, write};
use crate::tools;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Spark 4 runs on it or on newer ones.
const JAVA_MAJOR: u32 = 17;
/// Debian's stable package, then those of newer systems.
const JAVA_PACKAGES: &[&str] = &["openjdk-17-jre-headless", "openjdk-21-jre-headless", "default-jre-headless"];
/// Two executors of one core, with a gigabyte each.
const MASTER: &str = "local-cluster[2,1,1024]";

/// Runs the job, or with `--test` its test.
///
/// # Errors
/// Java or Python cannot be had, or the job fails.
pub fn spark(arguments: &[&str]) -> Outcome {
    if arguments.is_empty() || arguments.contains(&"--help") {
        return Err("cargo xtask spark takes --test, or --out DIR and the files of a corpus.".to_owned());
    }
    java()?;
    let python = pyspark()?;
    step("building the program", || run(&mut cargo(&["build", "--release", "--quiet", "--bin=sayswho"])))?;
    let binary = root().join("target/release").join(format!("sayswho{}", std::env::consts::EXE_SUFFIX));
    let folder = root().join("examples/spark");
    if arguments == ["--test"] {
        return step("the job, with processes killed in its middle", || {
            run(with(&python, &python).arg(folder.join("test.py")).env("SAYSWHO", &binary))
        });
    }
    let modules = [folder.join("wet.py"), folder.join("checked.py")].map(|path| path.display().to_string());
    let mut submit = with(&python.with_file_name("spark-submit"), &python);
    submit.args(["--master", MASTER, "--py-files", &modules.join(",")]);
    submit.arg(folder.join("job.py")).arg("--program").arg(&binary).args(arguments);
    // Files are meant from where the person stands.
    if let Ok(here) = std::env::current_dir() {
        submit.current_dir(here);
    }
    step("the job", || run(&mut submit))
}

/// A program that starts Spark: this one and no other that the machine may have, and nothing left among the sources.
fn with(name: &Path, python: &Path) -> Command {
    let mut command = program(name);
    command.env("PYSPARK_PYTHON", python).env_remove("SPARK_HOME").env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Sees to a Java runtime that is new enough.
fn java() -> Outcome {
    if java_major().is_some_and(|major| major >= JAVA_MAJOR) {
        return Ok(());
    }
    let mut failures = Vec::new();
    for package in JAVA_PACKAGES {
        match tools::install(package) {
            Ok(()) if java_major().is_some_and(|major| major >= JAVA_MAJOR) => return Ok(()),
            Ok(()) => failures.push(format!("{package} is there, but `java` is another one")),
            Err(sentence) => failures.push(sentence),
        }
    }
    Err(format!("Java {JAVA_MAJOR} or newer is needed ({}). Install one, or set JAVA_HOME.", failures.join("; ")))
}

/// The major version of the Java that Spark would start.
fn java_major() -> Option<u32> {
    let name = std::env::var_os("JAVA_HOME").map_or_else(|| "java".into(), |home| PathBuf::from(home).join("bin/java"));
    // It says so on standard error.
    let said = program(name).arg("-version").output().ok()?;
    major(&String::from_utf8_lossy(&said.stderr))
}

/// `openjdk version "17.0.15" 2025-04-15`
fn major(said: &str) -> Option<u32> {
    let version = said.split("version \"").nth(1)?;
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The Python of a folder in which `requirements.txt` is installed.
fn pyspark() -> Outcome<PathBuf> {
    let folder = root().join("target/spark/venv");
    let python = folder.join("bin/python");
    let list = root().join("examples/spark/requirements.txt");
    let (wanted, stamp) = (read(&list)?, folder.join("installed.txt"));
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    step(&format!("installing {} from PyPI into target/spark, some 300 MB", wanted.trim()), || {
        let make = || output(program("python3").args(["-m", "venv", "--clear"]).arg(&folder));
        // Debian keeps a part of it in a package of its own.
        make().or_else(|_| tools::install("python3-venv").and_then(|()| make()))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
        run(program(&python).args(pip).arg(&list))
    })?;
    write(&stamp, wanted)?;
    Ok(python)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn java_tells_its_version() {
        assert_eq!(major("openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime"), Some(17));
        assert_eq!(major("java version \"1.8.0_402\""), Some(1));
        assert_eq!(major("openjdk version \"21\" 2023-09-19"), Some(21));
        assert_eq!(major("The operation couldn’t be completed."), None);
    }
}
