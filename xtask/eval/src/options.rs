//! The options of `cargo xtask eval`.

use sayswho::report::Severity;
use std::path::PathBuf;

pub const USAGE: &str = "\
cargo xtask eval [option …]

  --set NAME     only this set (may be given again): gold, pairs, guidelines, examples, clean, and where texts
                 that are not published stand beside the checkout: seed, dev, written, press, hard, section10
  --lang CODE    only this language
  --misses N     list the first N misses and the first N false alarms of every set that is measured
  --hits N       list the first N hits with the sense that fired
  --docs         one line a document
  --accept       take what was measured over into the baseline: floors rise, passages are as they are now
  --level LEVEL  leave out findings below low, medium or high
  --examples     run the examples inside the packs, and list those that fail
  --bare         list the entries of the packs that lack an example for or against
  --held         list the examples of guards that pass without their guard, and fail when there are any
  --packs DIR    languages as they stand in this folder, instead of those compiled in
  --found DIR    write the findings of every marked document there, as JSON lines with byte offsets
  --shared DIR   where the texts that are not published stand
  --texts DIR    only the marked texts of this folder, in the language that --lang names
";

/// What was asked for.
#[derive(Default)]
// Each is a switch of its own on the command line; they do not exclude one another.
#[allow(clippy::struct_excessive_bools)]
pub struct Options {
    pub sets: Vec<String>,
    pub lang: Option<String>,
    pub misses: usize,
    pub hits: usize,
    pub docs: bool,
    pub accept: bool,
    pub examples: bool,
    pub bare: bool,
    pub held: bool,
    pub level: Option<Severity>,
    pub packs: Option<PathBuf>,
    pub shared: Option<PathBuf>,
    pub texts: Option<PathBuf>,
    pub found: Option<PathBuf>,
}

/// Reads the options.
///
/// # Errors
/// One that is not known, or has no value.
pub fn options(arguments: &[String]) -> Result<Options, String> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(name) = rest.next() {
        let mut value = || rest.next().cloned().ok_or_else(|| format!("{name} wants a value.\n\n{USAGE}"));
        let number = |text: String| text.parse().map_err(|_| format!("{text} is no number.\n\n{USAGE}"));
        match name.as_str() {
            "--set" => options.sets.push(value()?),
            "--lang" => options.lang = Some(value()?),
            "--misses" => options.misses = number(value()?)?,
            "--hits" => options.hits = number(value()?)?,
            "--docs" => options.docs = true,
            "--accept" => options.accept = true,
            "--examples" => options.examples = true,
            "--bare" => options.bare = true,
            "--held" => options.held = true,
            "--level" => {
                let text = value()?;
                options.level =
                    Some(Severity::from_name(&text).ok_or_else(|| format!("{text} is no level.\n\n{USAGE}"))?);
            }
            "--packs" => options.packs = Some(value()?.into()),
            "--found" => options.found = Some(value()?.into()),
            "--texts" => options.texts = Some(value()?.into()),
            "--shared" => options.shared = Some(value()?.into()),
            _ => return Err(format!("No such option: {name}\n\n{USAGE}")),
        }
    }
    Ok(options)
}

impl Options {
    /// Whether a set was asked for; all are when none was named.
    pub fn asks(&self, set: &str) -> bool {
        self.sets.is_empty() || self.sets.iter().any(|name| name == set)
    }
}
