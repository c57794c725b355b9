//! `cargo xtask demo [FILE] [--open]`: the extension at work on an article, in real browsers, with pictures.

use crate::article::{Article, page_of};
use crate::bundle;
use crate::native;
use crate::run::{Outcome, node_script, root, run, step, write};
use crate::tools::Browser;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// The project's own article and its twin.
const SAMPLES: &[(&str, &str)] = &[("fr", "tests/gold/fr/sample.txt"), ("en", "tests/gold/en/sample.txt")];

/// Shows files, or the project's own article when none is named.
///
/// # Errors
/// A file cannot be read, a browser cannot be had, or the extension does not do what it should.
pub fn demo(arguments: &[&str]) -> Outcome {
    let (options, files): (Vec<&str>, Vec<&str>) = arguments.iter().partition(|word| word.starts_with("--"));
    if let Some(other) = options.iter().find(|option| **option != "--open") {
        return Err(format!("demo knows no option {other}, only --open."));
    }
    let wanted = !options.is_empty();
    let open = wanted && has_display();
    if wanted && !open {
        println!("There is no display to open a browser on: it runs without a window.");
    }
    let articles = if files.is_empty() { samples()? } else { given(&files)? };
    bundle::build()?;
    let out = root().join("dist/demo");
    let _ = std::fs::remove_dir_all(&out);
    let shown = step("asking the native engine", || native_reports(&articles))?;
    let mut browsers = Vec::new();
    for browser in Browser::ALL {
        browsers.push(json!({
            "name": browser.name(), "title": browser.title(), "program": browser.find()?,
            "extension": bundle::folder(browser),
        }));
    }
    let plan = root().join("target/demo/plan.json");
    write(&plan, json!({ "out": out, "open": open, "articles": shown, "browsers": browsers }).to_string())?;
    step("opening the article in Chromium and Firefox", || {
        run(node_script(Path::new("xtask/scripts/demo.ts"))?.arg(&plan))
    })?;
    println!("\nLook at {}", out.join("index.html").display());
    Ok(())
}

/// The project's own articles as pages, by language.
///
/// # Errors
/// One cannot be read.
pub fn sample_pages() -> Outcome<Value> {
    let page = |article: Article| (article.name, String::from_utf8_lossy(&article.html).into_owned().into());
    Ok(Value::Object(samples()?.into_iter().map(page).collect()))
}

fn samples() -> Outcome<Vec<Article>> {
    let named = |(name, path): &(&str, &str)| Ok(Article { name: (*name).to_owned(), ..page_of(&root().join(path))? });
    SAMPLES.iter().map(named).collect()
}

fn given(files: &[&str]) -> Outcome<Vec<Article>> {
    // Cargo starts us in the folder where the person is.
    files.iter().map(|file| page_of(Path::new(file))).collect()
}

fn native_reports(articles: &[Article]) -> Outcome<Vec<Value>> {
    let folder = root().join("target/demo");
    let mut files: Vec<PathBuf> = Vec::new();
    for article in articles {
        let file = folder.join(format!("{}.{}", article.name, article.ending));
        write(&file, &article.text)?;
        files.push(file);
    }
    let lines = native::reports(&files)?;
    let mut shown = Vec::new();
    for (article, line) in articles.iter().zip(lines.lines()) {
        let page = folder.join("pages").join(format!("{}.html", article.name));
        write(&page, &article.html)?;
        let native: Value = serde_json::from_str(line).map_err(|error| format!("{}: {error}", article.name))?;
        shown.push(json!({ "name": article.name, "page": page, "native": native }));
    }
    Ok(shown)
}

fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some())
}
