//! Marks for people: where, what, the sentence with carets under the words, who says it, why it is marked, what is
//! missing, what the text does give, one question; at the end the text at a glance.

use super::excerpt::{self, INDENT, harmless};
use super::lines::Lines;
use super::words::Words;
use crate::input::Input;
use crate::report::{Category, Finding, Place, Report, Severity, SpeakerKind, Voice};
use std::io::{self, Write};

/// Names beyond this many are counted, not listed.
const NAMED: usize = 3;

/// One text with what was found in it.
pub struct Page<'a> {
    pub name: &'a str,
    pub input: &'a Input,
    pub lines: &'a Lines<'a>,
    pub report: &'a Report,
    /// Said at the head of the summary: how the text was decoded, if it was.
    pub note: Option<String>,
}

/// How it is printed.
pub struct Manner<'a> {
    pub words: &'a Words,
    pub level: Severity,
    pub colour: bool,
}

const BOLD: &str = "\x1b[1m";
const SOFT: &str = "\x1b[2m";
const SWEEPING: &str = "\x1b[33m";
const MISSING_SOURCE: &str = "\x1b[36m";
const END: &str = "\x1b[0m";

impl Manner<'_> {
    /// Prints all of a page.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn print(&self, page: &Page, out: &mut impl Write) -> io::Result<()> {
        let marks: Vec<&Finding> = page.report.findings.iter().filter(|f| f.severity >= self.level).collect();
        for finding in &marks {
            self.mark(page, finding, out)?;
        }
        self.at_a_glance(page, &marks, out)
    }

    fn paint(&self, style: &str, text: &str) -> String {
        if self.colour { format!("{style}{text}{END}") } else { text.to_string() }
    }

    fn mark(&self, page: &Page, finding: &Finding, out: &mut impl Write) -> io::Result<()> {
        let words = self.words;
        let colour = if finding.category == Category::Sweeping { SWEEPING } else { MISSING_SOURCE };
        let range = page.input.range(finding.place.block, finding.place.start, finding.place.end);
        let (line, column) = page.lines.at(range.start);
        let label = |prefix: &str, name: &str| words.say(&format!("{prefix}_{name}"), &[]);
        let kinds = std::iter::once(&finding.subtype).chain(&finding.also);
        let kinds: Vec<String> = kinds.map(|kind| label("subtype", kind.name())).collect();
        let severity = words.say("severity_label", &[&label("severity", finding.severity.name())]);
        writeln!(
            out,
            "{} {} · {} · {severity}",
            self.paint(BOLD, &format!("{}:{line}:{column}:", page.name)),
            label("category", finding.category.name()),
            self.paint(colour, &kinds.join(" + ")),
        )?;
        let claim = page.input.words(finding.claim);
        let inside = |at: u32| (at.saturating_sub(finding.claim.start) as usize).min(claim.len());
        for line in excerpt::lay_out(claim, inside(finding.place.start), inside(finding.place.end)) {
            let text =
                line.text.iter().map(
                    |(part, marked)| {
                        if *marked { self.paint(&format!("{BOLD}{colour}"), part) } else { part.clone() }
                    },
                );
            writeln!(out, "{INDENT}{}", text.collect::<String>().trim_end())?;
            if let Some(carets) = line.carets {
                writeln!(out, "{INDENT}{}", self.paint(colour, &carets))?;
            }
        }
        let mut rows = vec![("card_who", self.speaker(finding)), ("card_why", self.why(finding))];
        let missing = finding
            .missing
            .iter()
            .map(|m| format!("{} ({})", label("missing", m.name()), label("missing_question", m.name())));
        rows.push(("card_missing", missing.collect::<Vec<_>>().join(", ")));
        rows.push(("card_given", self.given(page, finding)));
        let trigger = harmless(page.input.words(finding.place));
        rows.push(("cli_question", words.question(finding, &trigger)));
        let labels: Vec<String> = rows.iter().map(|(key, _)| words.say(key, &[])).collect();
        let widest = labels.iter().map(|l| l.chars().count()).max().unwrap_or(0);
        for (label, (_, text)) in labels.iter().zip(&rows) {
            let room = " ".repeat(widest - label.chars().count());
            writeln!(out, "  {}{room}  {text}", self.paint(SOFT, label))?;
        }
        writeln!(out)
    }

    fn speaker(&self, finding: &Finding) -> String {
        let speaker = &finding.speaker;
        let told = |kind: &str| self.words.say(&format!("speaker_{kind}"), &[]);
        let Some(name) = speaker.name.as_deref().map(harmless) else { return told(speaker.kind.name()) };
        // A speech is its speaker's own text.
        let tells = if speaker.kind == SpeakerKind::Text { told("author") } else { told(speaker.kind.name()) };
        let role = speaker.role.as_deref().map_or(String::new(), |role| format!(", {}", harmless(role)));
        let strength = match speaker.strength {
            crate::report::Strength::None => String::new(),
            strength => format!(" · {}", self.words.say(&format!("strength_{}", strength.name()), &[])),
        };
        format!("{}{role} ({tells}{strength})", self.paint(BOLD, &name))
    }

    fn why(&self, finding: &Finding) -> String {
        let why = harmless(&self.words.why(finding));
        if finding.repeat { format!("{why} {}", self.words.say("why_repeat", &[])) } else { why }
    }

    fn given(&self, page: &Page, finding: &Finding) -> String {
        let given = finding.support.iter().map(|support| {
            let kind = self.words.say(&format!("support_{}", support.kind.name()), &[]);
            let quoted = self.words.say("quoted", &[&harmless(page.input.words(support.place))]);
            match line_elsewhere(page, finding, support.place) {
                Some(line) => format!("{kind} {quoted} ({})", self.words.say("cli_line", &[&line.to_string()])),
                None => format!("{kind} {quoted}"),
            }
        });
        let given: Vec<String> = given.collect();
        if given.is_empty() { self.words.say("card_given_nothing", &[]) } else { given.join(", ") }
    }

    fn at_a_glance(&self, page: &Page, marks: &[&Finding], out: &mut impl Write) -> io::Result<()> {
        let words = self.words;
        let of = |category| marks.iter().filter(|f| f.category == category).count();
        let counted = |stem: &str, n: usize| format!("{} {}", words.number(n), words.count(stem, n, &[]));
        let head = if page.report.summary.words == 0 {
            if page.report.skipped.is_empty() {
                words.say("cli_no_words", &[])
            } else {
                words.say("cli_cannot_read", &[])
            }
        } else if marks.is_empty() {
            words.say("notice_nothing_found", &[])
        } else {
            let sweeping = counted("sweeping_claims", of(Category::Sweeping));
            format!("{sweeping}, {}", counted("missing_sources", of(Category::MissingSource)))
        };
        writeln!(out, "{} {head}", self.paint(BOLD, &format!("{}:", page.name)))?;
        let lighter = page.report.findings.len() - marks.len();
        if lighter > 0 {
            writeln!(out, "  {}", words.count("cli_lighter", lighter, &[]))?;
        }
        if let Some(note) = &page.note {
            writeln!(out, "  {note}")?;
        }
        if page.report.summary.words > 0 {
            writeln!(out, "  {}", self.voices(&page.report.summary.voices))?;
            writeln!(out, "  {}", self.sources(page.report))?;
        }
        if !page.report.skipped.is_empty() {
            let skipped = page.report.skipped.iter().map(|s| {
                let read = words.count("unread_words", s.words as usize, &[]);
                format!("{read} {}", words.say(&format!("skip_{}", s.reason.name()), &[]))
            });
            let skipped: Vec<String> = skipped.collect();
            writeln!(out, "  {} {}", words.say("unread_title", &[]), skipped.join(", "))?;
        }
        if !marks.is_empty() {
            writeln!(out, "  {}", self.paint(SOFT, &words.say("along_caution", &[])))?;
        }
        Ok(())
    }

    /// “One voice only: Ann Lee, owner of the mill”.
    fn voices(&self, voices: &[Voice]) -> String {
        let name = |voice: &Voice| match &voice.role {
            Some(role) => format!("{}, {}", harmless(&voice.name), harmless(role)),
            None => harmless(&voice.name),
        };
        match voices {
            [] => self.words.say("voices_none", &[]),
            [only] => self.words.say("voices_single", &[&name(only)]),
            _ => {
                let mut most: Vec<&Voice> = voices.iter().collect();
                most.sort_by_key(|voice| std::cmp::Reverse(voice.times));
                let mut names: Vec<String> = most.iter().take(NAMED).map(|voice| name(voice)).collect();
                if voices.len() > NAMED {
                    names.push(self.words.count("voices_more", voices.len() - NAMED, &[]));
                }
                self.words.say("voices_several", &[&self.words.number(voices.len()), &self.words.list(&names)])
            }
        }
    }

    /// “no link · no document · 2 figures · 6 paragraphs of 9 name no source”.
    fn sources(&self, report: &Report) -> String {
        let (words, summary) = (self.words, &report.summary);
        let mut parts = vec![words.count("links", summary.links as usize, &[])];
        if summary.notes > 0 {
            parts.push(words.count("notes", summary.notes as usize, &[]));
        }
        parts.push(words.count("documents", summary.documents as usize, &[]));
        parts.push(words.count("figures", summary.figures as usize, &[]));
        if summary.stated_absences > 0 {
            parts.push(words.count("stated_absences", summary.stated_absences as usize, &[]));
        }
        if summary.graded > 0 {
            let all = words.number(summary.graded as usize);
            parts.push(words.count("unsourced", summary.unsourced as usize, &[&all]));
        }
        parts.join(" · ")
    }
}

/// The line of a place that is not in the sentence shown.
fn line_elsewhere(page: &Page, finding: &Finding, place: Place) -> Option<usize> {
    let claim = finding.claim;
    let shown = place.block == claim.block && place.start >= claim.start && place.end <= claim.end;
    (!shown).then(|| page.lines.at(page.input.range(place.block, place.start, place.end).start).0)
}
