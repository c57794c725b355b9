//! Files and standard input: notations, charsets, places, words, faults.

use crate::program::{document, file, findings, marked, pairs, run};
use serde_json::Value;

const SENTENCE: &str = "Everybody knows the harbour was sold for nothing.";

#[test]
fn people_read_place_words_speaker_reason_and_question() {
    let path = file("people.txt", format!("Two boats left on Monday.\n\nThe mayor slept. {SENTENCE}\n"));
    let ran = run(&["check", &path], b"");
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], format!("{path}:3:18: Sweeping claim · Everyone agrees · Weight: medium"));
    assert_eq!(lines[1].trim(), SENTENCE);
    assert_eq!(lines[2].trim(), "^^^^^^^^^^^^^^^", "carets under the two words");
    for start in
        ["  Who ", "  Why      Agreement is asserted", "  Missing  ", "  Given    ", "  Ask      “Everybody knows”: "]
    {
        assert!(lines.iter().any(|line| line.starts_with(start)), "{start}: {}", ran.out);
    }
    assert!(ran.out.contains("1 sweeping claim, 0 missing sources"), "{}", ran.out);
    assert!(ran.out.contains("no link · no document"), "{}", ran.out);
    assert!(!ran.out.contains('\u{1b}'), "colours only on a terminal");
}

#[test]
fn the_interface_speaks_french_when_asked() {
    let french = run(&["check", "--ui", "fr"], SENTENCE.as_bytes());
    assert!(french.out.contains("Formule forte · Tout le monde d’accord · Poids"), "{}", french.out);
    let ran = crate::program::command().env("LANG", "fr_BE.UTF-8").arg("--help").output().unwrap();
    assert!(String::from_utf8(ran.stdout).unwrap().contains("jamais des verdicts"));
    let named = run(&["check", "--ui=fr", "--format", "json"], SENTENCE.as_bytes());
    assert!(named.out.contains("Tout le monde d’accord"), "{}", named.out);
}

/// What can be asked of one is nonsense of another: “thousands of homes: how much?”.
#[test]
fn the_question_fits_the_words() {
    for (sentence, question) in [
        ("Thousands of users lost access to the library.", "“Thousands of users”: who counted, and how?"),
        ("Complaints have exploded.", "“have exploded”: from what figure to what figure, between which dates?"),
        (
            "Most people no longer read the books that are in the library.",
            "“Most people”: how many of them, and according to which survey?",
        ),
        (
            "Sales of the boats in the harbour hit a record high.",
            "“a record high”: what came before, and who keeps the record?",
        ),
        (
            "Studies show that the sugar in it is addictive.",
            "“Studies show that”: which studies, by whom, and published where?",
        ),
        (
            "Des milliers de manifestants ont défilé dans les rues de la ville.",
            "“Des milliers de manifestants”: who counted, and how?",
        ),
    ] {
        let ran = run(&["check"], sentence.as_bytes());
        assert!(ran.out.contains(question), "{question} {}", ran.out);
    }
}

#[test]
fn nothing_found_is_not_verified() {
    let ran = run(&["check"], b"The boat left at noon with nine people on board.");
    assert!(ran.out.starts_with("<stdin>: Nothing marked here. That does not mean verified."), "{}", ran.out);
}

#[test]
fn lighter_marks_can_be_left_out() {
    let text = format!("Boats left.\n\nThe mayor slept. {SENTENCE}");
    let ran = run(&["check", "--level", "high"], text.as_bytes());
    assert!(ran.out.contains("1 lighter mark is left out"), "{}", ran.out);
    assert!(!ran.out.contains('^'), "{}", ran.out);
}

#[test]
fn a_byte_order_mark_hides_nothing_and_moves_nothing() {
    let cases = [
        ("mark.txt", format!("{SENTENCE}\nIt was late.\n")),
        ("mark.md", format!("# {SENTENCE}\n\nIt was late.\n")),
        ("mark.html", format!("<!doctype html><p>{SENTENCE}</p><p>It was late.</p>")),
    ];
    for (name, plain) in cases {
        let (with, without) = (format!("\u{feff}{plain}"), plain.clone());
        let (a, b) = (document(&file(name, &with)), document(&file(&format!("no_{name}"), &without)));
        assert_eq!(marked(&a, &with), pairs(&[("consensus", "Everybody knows")]), "{name}");
        let moved: Vec<_> = findings(&b).into_iter().map(|(s, start, end)| (s, start + 3, end + 3)).collect();
        assert_eq!(findings(&a), moved, "{name}: the mark counts as the three bytes it is");
        for key in ["line", "column", "severity", "text"] {
            assert_eq!(a["findings"][0][key], b["findings"][0][key], "{name}: {key}");
        }
        let standard = run(&["check", "--as", a["notation"].as_str().unwrap(), "--format=json"], with.as_bytes());
        let standard: Value = serde_json::from_str(&standard.out).unwrap();
        assert_eq!(findings(&standard["documents"][0]), findings(&a), "{name} on standard input");
        assert!(!run(&["check", &file(name, &with)], b"").out.contains('\u{feff}'), "{name}");
    }
    let unnamed = run(&["check", "--format=json"], format!("\u{feff}<!DOCTYPE html>\n<p>{SENTENCE}").as_bytes());
    assert!(unnamed.out.contains("\"notation\":\"html\""), "{}", unnamed.out);
}

#[test]
fn other_charsets_are_decoded_and_said() {
    let text = "Les ouvriers prétendent que les machines de l’atelier tombent toujours en panne à l’été.";
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (path, clean) = (file("latin.txt", &latin), file("clean.txt", SENTENCE));
    let ran = run(&["check", "--format", "json", &path, &clean], b"");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    assert!(ran.err.contains(&path) && ran.err.contains("windows-1252"), "{}", ran.err);
    let all: Value = serde_json::from_str(&ran.out).unwrap();
    let (first, second) = (&all["documents"][0], &all["documents"][1]);
    assert_eq!((&first["charset"], &first["offsets_in"]), (&"windows-1252".into(), &"decoded text".into()));
    assert_eq!(second["offsets_in"], "given bytes");
    assert_eq!(marked(second, SENTENCE), pairs(&[("consensus", "Everybody knows")]));
    let spoken = run(&["check", &path], b"");
    assert!(spoken.out.contains("positions are those of the decoded text"), "{}", spoken.out);

    let wide: Vec<u8> = format!("\u{feff}{SENTENCE}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let ran = run(&["check", "--format=json", &file("wide.txt", wide)], b"");
    assert_eq!(ran.err, "", "a mark leaves nothing to guess");
    let wide: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(marked(&wide["documents"][0], SENTENCE), pairs(&[("consensus", "Everybody knows")]));

    let page = b"<meta charset=iso-8859-2><p>In \xa3\xf3d\xbc everybody knows the harbour was sold.";
    let declared = document(&file("declared.html", page));
    assert_eq!(declared["charset"], "ISO-8859-2");
    assert_eq!(declared["findings"][0]["claim"]["text"], "In Łódź everybody knows the harbour was sold.");
}

#[test]
fn what_cannot_be_read_costs_one_sentence() {
    let (good, folder) = (file("good.txt", SENTENCE), env!("CARGO_TARGET_TMPDIR"));
    let missing = format!("{folder}/no such file");
    let binary = file("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    for (bad, reason) in [(folder, "folder"), (missing.as_str(), "no such file"), (binary.as_str(), "not text")] {
        let ran = run(&["check", bad, &good], b"");
        assert_eq!(ran.code, Some(2), "{bad}");
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(ran.err.contains(bad) && ran.err.contains(reason), "{}", ran.err);
        assert!(ran.out.contains("Everyone agrees"), "the other file is done: {}", ran.out);
        let json = run(&["check", "--format=json", bad, &good], b"");
        let json: Value = serde_json::from_str(&json.out).unwrap();
        assert!(json["documents"][0]["error"].is_string());
        assert_eq!(findings(&json["documents"][1]).len(), 1);
    }
    for line in [&["check", "--level", "loud"][..], &["read"], &[], &["check", "--jsonl", "--format", "json"]] {
        let ran = run(line, b"");
        assert_eq!((ran.code, ran.err.lines().count()), (Some(2), 1), "{line:?}: {}", ran.err);
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let readme = include_str!("../../README.md");
    let (text, shown) = readme.split("$ echo \"").nth(1).unwrap().split_once("\" | sayswho check\n").unwrap();
    assert_eq!(run(&["check"], format!("{text}\n").as_bytes()).out, shown.split("```").next().unwrap());
}

#[test]
fn what_holds_its_words_in_a_way_of_its_own_is_to_be_saved_as_text() {
    let (rich, zero) = (file("rich.rtf", "{\\rtf1 Everybody knows.}"), file("zero.txt", "Everybody knows\0 it."));
    let (word, pdf) = (file("word.docx", b"PK\x03\x04word"), file("print.pdf", "%PDF-1.7\nwords"));
    for path in [rich, zero, word, pdf] {
        let ran = run(&["check", &path], b"");
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (Some(2), "", 1), "{}", ran.err);
        assert!(ran.err.ends_with("save it as text, Markdown or HTML first.\n"), "{}", ran.err);
    }
}

/// The extension's sentence speaks of switches, and here is none.
#[test]
fn a_text_that_cannot_be_read_is_said_without_the_popups_switches() {
    let norse = "Det er ikke noe vi kan gjøre med dette nå, og det har vi sagt hele tiden til dem som spør.";
    for (ui, sentence) in [
        ("en", "Nothing here could be read: Says Who reads running text in French and English."),
        ("fr", "Rien ici n’a pu être lu\u{202f}: Says Who lit le texte suivi en français et en anglais."),
    ] {
        let ran = run(&["check", "--ui", ui], norse.as_bytes());
        assert!(ran.out.starts_with(&format!("<stdin>: {sentence}\n")), "{}", ran.out);
    }
}

#[test]
fn a_language_that_says_nothing_takes_nothing_away() {
    for (text, tags) in [
        ("Experts say so.", ["en", "EN-gb", "eng", "und", "MUL"]),
        ("Selon des experts, oui.", ["fr", "fr_CA", "fra", "fre", "zxx"]),
    ] {
        let plain = run(&["check", "--format=json"], text.as_bytes()).out;
        assert_eq!(plain.matches("\"subtype\"").count(), 1, "{plain}");
        for tag in tags {
            assert_eq!(run(&["check", "--format=json", "--lang", tag], text.as_bytes()).out, plain, "{tag}");
        }
        for tag in ["de", "enm"] {
            assert!(
                !run(&["check", "--format=json", "--lang", tag], text.as_bytes()).out.contains("\"subtype\""),
                "{tag}"
            );
        }
        for tag in ["", "und", "eng", "fra", "english"] {
            if tag == "eng" && text.contains("Selon") || tag == "fra" && text.contains("Experts") {
                continue;
            }
            let page = format!("<html lang=\"{tag}\"><body><p>{text}</p>");
            let out = run(&["check", "--format=json"], page.as_bytes()).out;
            assert_eq!(out.matches("\"subtype\"").count(), 1, "{tag}: {out}");
        }
    }
    for (ui, says) in [("en", "two or three letters"), ("fr", "deux ou trois lettres")] {
        for tag in ["english", "", "en-", "fr_FR.UTF-8"] {
            let ran = run(&["check", "--ui", ui, "--lang", tag], SENTENCE.as_bytes());
            assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (Some(2), "", 1), "{tag}: {}", ran.err);
            assert!(
                ran.err.starts_with("--lang ") && ran.err.contains(says) && ran.err.contains("fr-CA"),
                "{}",
                ran.err
            );
        }
    }
}

#[test]
fn a_terminal_of_eighty_columns_breaks_no_line_that_carets_stand_under() {
    let long = "The ferry, which the council of the harbour had bought from its neighbours when the old one sank, is \
        always late, and nobody at the pier has ever been told when the next of them would come or go.";
    let ran = run(&["check"], long.as_bytes());
    let lines: Vec<&str> = ran.out.lines().collect();
    let carets: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].contains('^')).collect();
    assert!(!carets.is_empty(), "{}", ran.out);
    for n in carets {
        assert!(lines[n - 1].chars().count() <= 80 && lines[n].len() <= 80, "{}", ran.out);
    }
    assert!(lines.iter().any(|line| line.starts_with("    ") && line.len() > 70), "the room is used: {}", ran.out);
    for ui in ["en", "fr"] {
        let help = run(&["--help", "--ui", ui], b"").out;
        assert!(help.lines().count() > 20 && help.lines().all(|line| line.chars().count() <= 80), "{help}");
    }
}

#[cfg(unix)]
#[test]
fn an_interruption_of_text_leaves_whole_lines() {
    let path = file("interrupted.txt", "The mayor slept. The lifts are always broken.\n\n".repeat(300));
    for signal in ["INT", "TERM"] {
        // More than is ever read before the signal is heeded.
        let child = crate::program::command()
            .args(["check", "--color=always"])
            .args(std::iter::repeat_n(&path, 2000))
            .stdout(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let said = crate::program::interrupted(child, signal);
        assert!(said.ends_with('\n'), "{signal}: {:?}", said.lines().last());
    }
}

#[test]
fn html_entities_are_read_once_and_found_again() {
    let html = "<p>The f&ecirc;te is over &#38; scientists&#32;say the ice won&rsquo;t hold.</p>\n\
        <p>Every<wbr>body <b>kn&shy;ows</b> it.</p>\n<p>Write &lt;never&gt; for a tag, &amp;eacute; for a letter.</p>\n";
    let found = document(&file("entities.html", html));
    let marks = pairs(&[("vague_authority", "scientists&#32;say"), ("consensus", "Every<wbr>body <b>kn&shy;ows")]);
    assert_eq!(marked(&found, html), marks);
    assert_eq!(found["findings"][1]["text"], "Everybody knows");
    assert_eq!((&found["findings"][1]["line"], &found["findings"][1]["column"]), (&2.into(), &4.into()));
    assert_eq!(found["findings"][0]["claim"]["text"], "The fête is over & scientists say the ice won’t hold.");
}

#[test]
fn markdown_is_read_as_it_is_meant() {
    let text = "---\ntitle: Everybody knows\n---\n\nTwo boats left.\n\n> The mayor slept. *Everybody*\n> knows it.\n\n\
        ```\nEverybody knows code.\n```\n\nSee [the list](https://a.example/list.pdf).\n";
    let found = document(&file("meant.md", text));
    assert_eq!(marked(&found, text), pairs(&[("consensus", "Everybody*\n> knows")]));
    assert_eq!((&found["findings"][0]["line"], &found["findings"][0]["column"]), (&7.into(), &21.into()));
    assert_eq!(found["summary"]["links"], 1);
}

#[test]
fn what_is_struck_out_or_code_in_markdown_is_left_out() {
    let text = "~~Everybody knows it.~~ Two boats left.\n\n<del>Experts <b>say</b> it rained.</del> Type <code>Everybody \
        knows</code> now.\n\nThe pump has <s>always failed. It rained.\n\nThe lifts are always broken.\n";
    assert_eq!(marked(&document(&file("struck.md", text)), text), pairs(&[("universal_time", "always broken")]));
}

#[test]
fn a_note_after_the_full_stop_belongs_to_its_sentence() {
    let marked_up = |note: &str| {
        format!("<p>Two boats left.</p><p>The mayor slept. The lifts are always broken.{note} It rained.</p>")
    };
    let without = document(&file("without_note.html", marked_up("")));
    let with = document(&file("with_note.html", marked_up("<sup><a href='#note-1'>[1]</a></sup>")));
    assert_eq!((&without["summary"]["notes"], &with["summary"]["notes"]), (&0.into(), &1.into()));
    assert_eq!(findings(&without).len(), 1);
    assert_eq!(without["findings"][0]["severity"], "medium");
    assert_eq!(findings(&with), [], "a note that covers a claim takes two points off");
}

#[test]
fn a_text_cannot_write_to_the_terminal() {
    let ran = run(&["check"], format!("\u{1b}]0;title\u{7} {SENTENCE} \u{1b}[2J").as_bytes());
    assert!(ran.out.contains("Everyone agrees") && !ran.out.contains('\u{1b}'), "{:?}", ran.out);
}

#[test]
fn one_endless_word_or_line_moves_no_place() {
    let word = format!("{} {SENTENCE}", "ü".repeat(300_000));
    let found = document(&file("word.txt", &word));
    assert_eq!(marked(&found, &word), pairs(&[("consensus", "Everybody knows")]));
    assert_eq!(found["findings"][0]["column"], 300_002);
    let line = "The mayor slept well. The lifts are always broken. ".repeat(300);
    let found = document(&file("line.txt", &line));
    let marks = found["findings"].as_array().unwrap();
    assert_eq!(marks.len(), 300);
    assert_eq!(marks[299]["column"].as_u64().unwrap() - marks[298]["column"].as_u64().unwrap(), 51);
    assert_eq!(document(&file("every.txt", "every ".repeat(20_000)))["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn packs_may_come_from_a_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/packs");
    let own = run(&["check", "--format=json"], SENTENCE.as_bytes());
    assert_eq!(run(&["check", "--format=json", "--packs", folder], SENTENCE.as_bytes()).out, own.out);
    let none = run(&["check", "--packs", concat!(env!("CARGO_MANIFEST_DIR"), "/src")], SENTENCE.as_bytes());
    assert_eq!((none.code, none.err.lines().count()), (Some(2), 1), "{}", none.err);
}
