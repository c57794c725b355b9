//! The one door to everything that is more than `cargo test`.
//!
//! Each command installs what it misses, says what it does while it does it, and ends with one clear sentence
//! when something cannot be had. What is slow to compile is kept out of this crate (`glue/`), so that the door
//! opens at once.

use std::process::ExitCode;

mod article;
mod bench;
mod bench_lines;
mod bench_page;
mod bundle;
mod demo;
mod deny;
mod eval;
mod fuzz;
mod instructions;
mod native;
mod new;
mod package;
mod pages;
mod parts;
mod run;
mod sizes;
mod soak;
mod spark;
mod test;
mod tidy;
mod tools;
mod wasm;

const USAGE: &str = "\
cargo xtask <command>

  build                 the extension, into dist/chrome and dist/firefox, each loadable as it is
  demo [FILE] [--open]  the extension on an article, in both browsers, with pictures in dist/demo/index.html
  pages DIR [--browser chrome|firefox]
                        saved pages in both browsers, with figures, in dist/pages/report.html
  bench [--full] [--seed N] [--write-readme]
                        speed, start, memory and size beside other linters and an empty extension, in
                        dist/bench/report.html
  bench page            what reading costs a page, beside an extension that does nothing, in dist/bench-page.json
  bench lines [--gb N]  a gigabyte of JSON lines through the command line: rate, memory, order, in dist/bench/lines.json
  check                 the quick loop: format, lints, engine tests, types; no Wasm, no browser
  test                  everything, in both browsers
  package [--pictures] [--twice]
                        what a release consists of, in dist/package: zips, sources, checksums, licences, store texts
  deny [--strict]       crates: their licences, sources, versions and known faults
  fuzz [--seconds N] [TARGET …]
                        any bytes at every door of the engine and of the extension
  soak [--minutes N] [--seed N]
                        faults without end in both browsers, with counts, in dist/reliability/report.md
  spark --test | --out DIR FILE …
                        the job of examples/spark in a small cluster on this machine; its test, with killed processes
  sizes [--accept]      what a reader downloads, held against tests/sizes.json; --accept records it
  instructions [--accept]
                        what reading costs in instructions, held against tests/instructions.json; --accept records it
  eval [option …]       what the engine finds, held against marked texts; --help lists the options
  guards                which guards there are, where each stands, and which senses ask for it
  new sense LANGUAGE SUBTYPE NAME | new language CODE NAME
                        the beginning of a sense or of a language, for its author to fill
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["build"] => bundle::build(),
        ["pages", rest @ ..] => pages::pages(rest),
        ["bench", "page"] => bench_page::bench(),
        ["bench", "lines", rest @ ..] => bench_lines::bench(rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["demo", rest @ ..] => demo::demo(rest),
        ["check"] => test::check(),
        ["test"] => test::test(),
        ["package", rest @ ..] => package::package(rest),
        ["deny", rest @ ..] => deny::deny(rest),
        ["fuzz", rest @ ..] => fuzz::fuzz(rest),
        ["soak", rest @ ..] => soak::soak(rest),
        ["spark", rest @ ..] => spark::spark(rest),
        ["sizes", rest @ ..] => sizes::sizes(rest),
        ["instructions", rest @ ..] => instructions::instructions(rest),
        ["eval", options @ ..] => eval::eval(options),
        ["guards", options @ ..] => eval::guards(options),
        ["new", words @ ..] => new::new(words),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprint!("No such command: {}\n\n{USAGE}", words.join(" "));
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("\n✗ {sentence}");
            ExitCode::FAILURE
        }
    }
}
