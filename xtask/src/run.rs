//! Running other programs so that a person can follow: what is done, that it still is, how long it took.
//!
//! An error is one sentence for a person. Absent on purpose: logging, verbosity levels, colours.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// What a step gives, or the sentence that says why not.
pub type Outcome<T = ()> = Result<T, String>;

/// How often a long step says that it is still at it.
const STILL: Duration = Duration::from_secs(10);

/// The folder of the project.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// A program to be run in the project's folder.
pub fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root()).stdin(Stdio::null());
    command
}

/// The cargo that started this.
#[must_use]
pub fn cargo(arguments: &[&str]) -> Command {
    let name = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = program(name);
    command.args(arguments);
    command
}

/// A tool of package.json, started without npx, which would look for it on the network.
#[must_use]
pub fn node_tool(name: &str) -> Command {
    let file = if cfg!(windows) { format!("{name}.cmd") } else { name.to_owned() };
    program(root().join("node_modules/.bin").join(file))
}

/// A script of ours in TypeScript, bundled for Node.
///
/// # Errors
/// It does not compile.
pub fn node_script(source: &Path) -> Outcome<Command> {
    let stem = source.with_extension("");
    let bundled = root().join("target/scripts").join(stem).with_extension("mjs");
    let mut esbuild = node_tool("esbuild");
    esbuild.arg(source).arg(format!("--outfile={}", bundled.display()));
    esbuild.args([
        "--bundle",
        "--platform=node",
        "--format=esm",
        "--packages=external",
        "--sourcemap",
        "--loader:.css=text",
    ]);
    run(esbuild.arg("--log-level=warning"))?;
    let mut node = program("node");
    node.args(["--enable-source-maps", "--test-reporter=spec"]).arg(bundled);
    Ok(node)
}

/// Does something that takes a while: says what before, a sign of life meanwhile, how long after.
///
/// # Errors
/// Passes on the error of `work`.
pub fn step<T>(what: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("› {what} …");
    let start = Instant::now();
    let outcome = std::thread::scope(|scope| {
        let (done, waiting) = channel::<()>();
        scope.spawn(move || {
            while waiting.recv_timeout(STILL) == Err(RecvTimeoutError::Timeout) {
                println!("  … still {what}, {} s", start.elapsed().as_secs());
            }
        });
        let outcome = work();
        drop(done);
        outcome
    });
    let seconds = start.elapsed().as_secs_f64();
    let sign = if outcome.is_ok() { "✓" } else { "✗" };
    println!("{sign} {what}, {seconds:.1} s");
    outcome
}

/// Runs a program whose output the person sees.
///
/// # Errors
/// The program is not there, or it fails.
pub fn run(command: &mut Command) -> Outcome {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("`{}` failed ({status})", shown(command))) }
}

/// Runs a program and gives what it printed.
///
/// # Errors
/// The program is not there, or it fails; then the sentence ends with what it said.
pub fn output(command: &mut Command) -> Outcome<String> {
    let output = command.output().map_err(|error| cannot_start(command, &error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{}` failed ({}): {}", shown(command), output.status, said.trim()))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` cannot be started: {error}", command.get_program().to_string_lossy())
}

/// The command as one would type it, the program by its name alone.
fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(name).chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

/// Reads a text file of the project.
///
/// # Errors
/// It cannot be read.
pub fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// Writes a file, and the folders it needs.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Outcome {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::write(path, content))
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))
}

/// Copies a file, and makes the folders it needs.
///
/// # Errors
/// It cannot be read or written.
pub fn copy(from: &Path, to: &Path) -> Outcome {
    let bytes = std::fs::read(from).map_err(|error| format!("{} cannot be read: {error}", from.display()))?;
    write(to, bytes)
}

/// What a folder holds, in an order that does not depend on the machine.
///
/// # Errors
/// It cannot be read.
pub fn entries(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let failed = |error: std::io::Error| format!("{} cannot be read: {error}", folder.display());
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        paths.push(entry.map_err(failed)?.path());
    }
    paths.sort();
    Ok(paths)
}
