//! `cargo xtask package [--pictures] [--twice]`: all that a release consists of, in `dist/package`.
//!
//! - `sayswho-chrome.zip`, `sayswho-firefox.zip`: what the stores get, with the licences of others in it;
//! - `sayswho-VERSION-source.tar.gz`: the sources, from which the same command makes the same zips to the last bit;
//! - `sbom.cdx.json`: what of others is in it, for programs; `SHA256SUMS`;
//! - `store/`: what the stores show, in both languages; with `--pictures`, taken anew from a browser.
//!
//! `--twice` proves the second line: it unpacks the archive elsewhere, builds again from nothing and compares. It
//! takes as long as two clean builds. Absent on purpose: signing and uploading, which stores do.

use crate::bundle;
use crate::parts;
use crate::run::{Outcome, cargo, copy, entries, node_script, output, program, read, root, run, step, write};
use crate::tools::{self, Browser};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The linter of Mozilla's store. Not in package.json: three hundred packages for one question a release.
const LINTER: &str = "web-ext@10.7.0";
/// What the linter may warn of, and why it stays.
const EXPLAINED: &[(&str, &str)] = &[(
    "UNSAFE_VAR_ASSIGNMENT",
    "Preact can set markup from a string, once in each bundle that holds it; nothing here asks it to (Biome refuses it)",
)];
/// What is made here is no source.
const MADE: &[&str] = &["target", "dist", "node_modules", ".git", "generated", "artifacts"];

/// Makes the package.
///
/// # Errors
/// Something cannot be built, the linter finds a fault, or the second build differs from the first.
pub fn package(arguments: &[&str]) -> Outcome {
    // The second build is of what was linted before.
    const OPTIONS: &[&str] = &["--pictures", "--twice", "--unlinted"];
    if let Some(other) = arguments.iter().find(|word| !OPTIONS.contains(word)) {
        return Err(format!("package knows no option {other}, only --pictures and --twice."));
    }
    changelog(&read(&root().join("CHANGELOG.md"))?, VERSION)?;
    bundle::build()?;
    let out = root().join("dist/package");
    let _ = std::fs::remove_dir_all(&out);
    let parts = step("gathering what others wrote", parts::parts)?;
    let mut made = zips(&parts, &out)?;
    let source = out.join(format!("sayswho-{VERSION}-source.tar.gz"));
    step("packing the sources", || {
        let mut pack = packer();
        pack.arg("tar").arg(root()).arg(format!("sayswho-{VERSION}")).arg(&source).args(sources()?);
        run(&mut pack)
    })?;
    made.push(source.clone());
    let bill = out.join("sbom.cdx.json");
    write(&bill, serde_json::to_string_pretty(&parts::bill(&parts, VERSION)).unwrap_or_default() + "\n")?;
    made.push(bill);
    let sums = output(packer().arg("sums").args(&made))?;
    write(&out.join("SHA256SUMS"), &sums)?;
    store(&out.join("store"), arguments.contains(&"--pictures"))?;
    if !arguments.contains(&"--unlinted") {
        lint()?;
    }
    if arguments.contains(&"--twice") {
        again(&source, &sums)?;
    }
    println!("\nIn {}:", out.display());
    for file in &made {
        let bytes = std::fs::metadata(file).map_or(0, |about| about.len());
        println!("{:>9} bytes  {}", bytes, file.file_name().unwrap_or_default().to_string_lossy());
    }
    Ok(())
}

/// The newest heading is this version.
fn changelog(text: &str, version: &str) -> Outcome {
    let newest = text.lines().find_map(|line| line.strip_prefix("## ")).unwrap_or_default();
    if newest.split(' ').next() == Some(version) {
        return Ok(());
    }
    Err(format!("CHANGELOG.md begins with “{newest}”, and Cargo.toml says {version}."))
}

fn packer() -> std::process::Command {
    cargo(&["run", "--quiet", "--locked", "--package=xtask-package", "--"])
}

fn zips(parts: &[parts::Part], out: &Path) -> Outcome<Vec<PathBuf>> {
    let others = parts::licences(parts)?;
    std::fs::create_dir_all(out).map_err(|error| format!("{}: {error}", out.display()))?;
    step("packing the extension for both browsers", || {
        let mut pack = packer();
        pack.arg("zip");
        let mut made = Vec::new();
        for browser in Browser::ALL {
            let staged = staged(browser);
            let _ = std::fs::remove_dir_all(&staged);
            bundle::copy_tree(&bundle::folder(browser), &staged)?;
            for ours in ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT"] {
                copy(&root().join(ours), &staged.join(format!("{ours}.txt")))?;
            }
            write(&staged.join("LICENSES-OF-OTHERS.txt"), &others)?;
            let file = out.join(format!("sayswho-{}.zip", browser.name()));
            pack.arg(&staged).arg(&file);
            made.push(file);
        }
        run(&mut pack)?;
        Ok(made)
    })
}

fn staged(browser: Browser) -> PathBuf {
    root().join("target/package").join(browser.name())
}

/// The files of the project: those that git knows, or, where the sources were unpacked without it, all.
fn sources() -> Outcome<Vec<String>> {
    if root().join(".git").exists() {
        let listed = output(program("git").args(["ls-files", "-z"]))?;
        return Ok(listed.split('\0').filter(|name| root().join(name).is_file()).map(ToOwned::to_owned).collect());
    }
    let mut found = Vec::new();
    let mut open = vec![root()];
    while let Some(folder) = open.pop() {
        for path in entries(&folder)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if MADE.contains(&&*name) {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                let from_root = path.strip_prefix(root()).unwrap_or(&path);
                found.push(from_root.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    Ok(found)
}

/// What the stores show. Summaries have a limit of length there.
fn store(out: &Path, pictures: bool) -> Outcome {
    for file in entries(&root().join("store"))? {
        copy(&file, &out.join(file.file_name().unwrap_or_default()))?;
    }
    if !pictures {
        return Ok(());
    }
    step("taking pictures for the stores", || {
        let plan = json!({
            "out": out, "name": Browser::Chrome.name(), "program": Browser::Chrome.find()?,
            "extension": bundle::folder(Browser::Chrome),
            "articles": crate::demo::sample_pages()?,
        });
        let file = root().join("target/package/pictures.json");
        write(&file, plan.to_string())?;
        run(node_script(Path::new("xtask/scripts/store.ts"))?.arg(&file))
    })
}

/// Mozilla's linter on what its store gets.
fn lint() -> Outcome {
    let home = root().join("target/web-ext");
    let stamp = home.join("installed.txt");
    if read(&stamp).ok().as_deref() != Some(LINTER) {
        step(&format!("installing {LINTER} into target/web-ext"), || {
            let mut npm = program(tools::npm());
            npm.args(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]);
            run(npm.arg(&home).arg(LINTER))?;
            write(&stamp, LINTER)
        })?;
    }
    step("Mozilla’s linter", || {
        let mut linter = program("node");
        linter.arg(home.join("node_modules/web-ext/bin/web-ext.js"));
        linter.args(["lint", "--output=json", "--no-config-discovery", "--self-hosted=false", "--source-dir"]);
        // It ends with an error when it finds one; what it found says more.
        let said = linter.arg(staged(Browser::Firefox)).output().map_err(|error| format!("node: {error}"))?;
        let text = String::from_utf8_lossy(&said.stdout);
        let found: Value = serde_json::from_str(text.trim())
            .map_err(|_| format!("The linter said nothing of use: {text}{}", String::from_utf8_lossy(&said.stderr)))?;
        let (errors, warnings) = verdict(&found);
        println!("  {} errors, {} warnings", errors.len(), warnings.len());
        for (code, why) in EXPLAINED.iter().filter(|(code, _)| warnings.iter().any(|found| found == code)) {
            println!("  {code}: {why}");
        }
        let open = warnings.into_iter().filter(|code| !EXPLAINED.iter().any(|(known, _)| known == code));
        let faults: Vec<String> = errors.into_iter().chain(open).collect();
        if faults.is_empty() { Ok(()) } else { Err(format!("The linter finds: {}.", faults.join("; "))) }
    })
}

/// Codes of errors and of warnings.
fn verdict(found: &Value) -> (Vec<String>, Vec<String>) {
    let codes = |key: &str| {
        let each = found[key].as_array().into_iter().flatten();
        each.map(|one| one["code"].as_str().unwrap_or("?").to_owned()).collect()
    };
    (codes("errors"), codes("warnings"))
}

/// Another build, from the archive alone and in another place, gives the same bytes.
fn again(source: &Path, sums: &str) -> Outcome {
    let place = root().join("target/twice/a-folder-with-another-name");
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).map_err(|error| format!("{}: {error}", place.display()))?;
    step("unpacking the sources elsewhere and building again from nothing", || {
        run(program("tar").arg("-xzf").arg(source).arg("-C").arg(&place))?;
        let inside = place.join(format!("sayswho-{VERSION}"));
        let mut command = cargo(&["xtask", "package", "--unlinted"]);
        run(command.current_dir(&inside).env_remove("CARGO_TARGET_DIR"))?;
        let other = read(&inside.join("dist/package/SHA256SUMS"))?;
        if other == sums { Ok(()) } else { Err(format!("The two builds differ:\n{sums}\nand\n{other}")) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_entry_is_this_version() {
        assert!(changelog("# Changelog\n\n## 0.2.0 (soon)\n\n## 0.1.0\n", "0.2.0").is_ok());
        assert!(changelog("# Changelog\n\n## 0.2.0\n", "0.3.0").is_err());
        assert!(changelog("", "0.3.0").is_err());
        let ours = read(&root().join("CHANGELOG.md")).unwrap();
        assert_eq!(changelog(&ours, VERSION), Ok(()));
    }

    #[test]
    fn what_the_linter_found_is_counted() {
        let found = json!({ "errors": [{ "code": "A" }], "warnings": [], "summary": {} });
        assert_eq!(verdict(&found), (vec!["A".to_owned()], Vec::new()));
    }

    #[test]
    fn store_texts_keep_to_what_stores_take() {
        for language in ["en", "fr"] {
            let text = read(&root().join(format!("store/{language}.md"))).unwrap();
            let summary = text.lines().skip_while(|line| !line.starts_with("## ")).nth(2).unwrap_or_default();
            assert!((20..=132).contains(&summary.chars().count()), "{language}: {summary}");
        }
    }
}
