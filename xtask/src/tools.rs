//! What the commands need from outside, found or installed, and said.
//!
//! Given: rustup and Node. Installed when missing: the Wasm target (rustup), the packages of package-lock.json
//! (npm), a Chromium, a Firefox and Valgrind (the system's package manager). Absent on purpose: downloads from anywhere
//! else.

use crate::run::{Outcome, output, program, read, root, run, step, write};
use std::path::{Path, PathBuf};
use std::process::Command;

const WASM: &str = "wasm32-unknown-unknown";
const NODE_MAJOR: u32 = 20;

/// The two browsers everything is tried in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Browser {
    Chrome,
    Firefox,
}

impl Browser {
    pub const ALL: [Self; 2] = [Self::Chrome, Self::Firefox];

    /// Name of its folder in dist/, and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chrome => "chrome",
            Self::Firefox => "firefox",
        }
    }

    /// What people call it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Chrome => "Chromium",
            Self::Firefox => "Firefox",
        }
    }

    /// Set to use a browser from another place.
    const fn variable(self) -> &'static str {
        match self {
            Self::Chrome => "SAYSWHO_CHROME",
            Self::Firefox => "SAYSWHO_FIREFOX",
        }
    }

    const fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Chrome => &[
                "chromium",
                "chromium-browser",
                "google-chrome-stable",
                "google-chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ],
            Self::Firefox => &[
                "firefox-esr",
                "firefox",
                "firefox-developer-edition",
                "/Applications/Firefox.app/Contents/MacOS/firefox",
            ],
        }
    }

    /// Debian's package first, Ubuntu's and Fedora's after it.
    const fn packages(self) -> &'static [&'static str] {
        match self {
            Self::Chrome => &["chromium"],
            Self::Firefox => &["firefox-esr", "firefox"],
        }
    }

    /// Where it is; installs it when it is nowhere.
    ///
    /// # Errors
    /// It is nowhere and cannot be installed.
    pub fn find(self) -> Outcome<PathBuf> {
        if let Some(path) = std::env::var_os(self.variable()).map(PathBuf::from) {
            return if path.is_file() {
                Ok(path)
            } else {
                Err(format!("{} names {}, which is no file.", self.variable(), path.display()))
            };
        }
        if let Some(path) = self.installed() {
            return Ok(path);
        }
        let failures: Vec<String> = self.packages().iter().filter_map(|name| install(name).err()).collect();
        self.installed().ok_or_else(|| {
            format!(
                "No {} was found and none could be installed ({}). Install one, or set {} to its path.",
                self.title(),
                failures.join("; "),
                self.variable()
            )
        })
    }

    fn installed(self) -> Option<PathBuf> {
        self.programs().iter().find_map(|name| on_path(name))
    }
}

/// The Wasm target of the toolchain.
///
/// # Errors
/// rustup cannot add it.
pub fn wasm_target() -> Outcome {
    let folder = output(program("rustc").args(["--print", "target-libdir", "--target", WASM]))?;
    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }
    step(&format!("installing the Rust target {WASM} through rustup"), || {
        run(program("rustup").args(["target", "add", WASM]))
    })
}

/// The packages of package-lock.json, to the letter.
///
/// # Errors
/// Node is missing or too old, or npm cannot install.
pub fn node_packages() -> Outcome {
    node()?;
    let lock = read(&root().join("package-lock.json"))?;
    let stamp = root().join("node_modules/.installed-lock.json");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step("installing the npm packages of package-lock.json into node_modules", || {
        // No package's own script is run: none of them needs it.
        run(program(npm()).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]))
    })?;
    write(&stamp, lock)
}

fn node() -> Outcome {
    let needed = format!("Node {NODE_MAJOR} or newer is needed; get it from your system or from nodejs.org.");
    let version = output(program("node").arg("--version")).map_err(|_| needed.clone())?;
    let major = version.trim().trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
    if major.is_some_and(|major| major >= NODE_MAJOR) {
        Ok(())
    } else {
        Err(format!("{needed} This one is {}.", version.trim()))
    }
}

/// Valgrind, which counts instructions; installs it when it is nowhere.
///
/// # Errors
/// It is nowhere and cannot be installed.
pub fn valgrind() -> Outcome<PathBuf> {
    if let Some(path) = on_path("valgrind") {
        return Ok(path);
    }
    let failure = install("valgrind").err();
    on_path("valgrind").ok_or_else(|| {
        let why = failure.unwrap_or_else(|| "installed, and not on the path".to_owned());
        format!("No Valgrind was found and none could be installed ({why}). Install one to count instructions.")
    })
}

/// npm by the name it has here.
#[must_use]
pub const fn npm() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}

/// Installs a package of the system, where that can be done without asking anybody.
///
/// # Errors
/// It cannot be done here.
pub fn install(package: &str) -> Outcome {
    if on_path("apt-get").is_none() {
        return Err(format!("{package}: only apt-get is known here"));
    }
    let privileged = |arguments: &[&str]| {
        let is_root = output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
        let mut command = if is_root { program("apt-get") } else { program("sudo") };
        if !is_root {
            command.args(["-n", "apt-get"]);
        }
        command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
        quiet(command)
    };
    step(&format!("installing {package} through apt-get"), || {
        privileged(&["update", "-qq"])?;
        privileged(&["install", "-y", "-qq", "--no-install-recommends", package])
    })
}

/// apt-get prints hundreds of lines that matter only when it fails.
fn quiet(mut command: Command) -> Outcome {
    output(&mut command).map(|_| ())
}

fn on_path(name: &str) -> Option<PathBuf> {
    if name.contains('/') {
        return Some(PathBuf::from(name)).filter(|path| path.is_file());
    }
    let path = std::env::var_os("PATH")?;
    let extension = if cfg!(windows) { ".exe" } else { "" };
    std::env::split_paths(&path).map(|folder| folder.join(format!("{name}{extension}"))).find(|file| file.is_file())
}
