//! One form for the many ways a word can be written: lower case, straight apostrophes, composed accents.

pub(super) const INVISIBLE: [char; 7] =
    ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}', '\u{34f}'];

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

pub(super) fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn compose(base: char, mark: char) -> Option<char> {
    let (bases, composed) = match mark {
        '\u{300}' => ("aeiou", "àèìòù"),
        '\u{301}' => ("aeiouy", "áéíóúý"),
        '\u{302}' => ("aeiou", "âêîôû"),
        '\u{303}' => ("ano", "ãñõ"),
        '\u{308}' => ("aeiouy", "äëïöüÿ"),
        '\u{327}' => ("c", "ç"),
        _ => return None,
    };
    bases.chars().position(|b| b == base).and_then(|at| composed.chars().nth(at))
}

/// Letters beyond ASCII that are most of what there is, and folded as they are: à to ÿ.
#[must_use]
pub const fn is_plain(c: char) -> bool {
    matches!(c, 'ß'..='ÿ') && !matches!(c, 'æ' | '÷')
}

/// Appends the folded form of one character.
pub(super) fn fold_into(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else if is_plain(c) {
        out.push(c);
    } else if is_apostrophe(c) {
        out.push('\'');
    } else if is_hyphen(c) {
        out.push('-');
    } else if INVISIBLE.contains(&c) {
    } else if is_combining(c) {
        if let Some(joined) = out.chars().next_back().and_then(|base| compose(base, c)) {
            out.pop();
            out.push(joined);
        }
    } else {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// The folded form of a word.
#[must_use]
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(word.len());
    word.chars().for_each(|c| fold_into(&mut out, c));
    out
}
