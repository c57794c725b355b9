//! Where a link leads, as far as address, words and attributes tell. Nothing is fetched.

use crate::report::{Link, LinkKind};

/// Ends of file names that are documents.
const FILES: &[&str] =
    &["pdf", "doc", "docx", "odt", "xls", "xlsx", "ods", "csv", "tsv", "ppt", "pptx", "odp", "epub", "txt", "zip"];
/// Where documents are kept.
const LIBRARIES: &[&str] = &[
    "doi.org",
    "arxiv.org",
    "pubmed.ncbi.nlm.nih.gov",
    "hal.science",
    "hdl.handle.net",
    "zenodo.org",
    "osf.io",
    "ssrn.com",
    "jstor.org",
    "eur-lex.europa.eu",
    "legifrance.gouv.fr",
    "legislation.gov.uk",
    "documentcloud.org",
];
/// Addresses that pass a page on to others.
const SHARE: &[&str] = &[
    "facebook.com/sharer",
    "facebook.com/share",
    "facebook.com/dialog",
    "twitter.com/intent",
    "twitter.com/share",
    "x.com/intent",
    "x.com/share",
    "wa.me/",
    "api.whatsapp.com/send",
    "linkedin.com/share",
    "t.me/share",
    "telegram.me/share",
    "reddit.com/submit",
    "bsky.app/intent",
    "news.ycombinator.com/submitlink",
    "getpocket.com/save",
];
const SHARE_SCHEMES: &[&str] = &["mailto", "tel", "sms", "whatsapp", "fb-messenger", "tg", "viber"];
/// Parts of a path under which a site lists its own pages.
const LISTS: &[&str] = &[
    "tag",
    "tags",
    "topic",
    "topics",
    "theme",
    "themes",
    "thematique",
    "thematiques",
    "sujet",
    "sujets",
    "keyword",
    "keywords",
    "motcle",
    "motcles",
    "mots-cle",
    "mots-cles",
    "hashtag",
    "category",
    "categories",
    "categorie",
    "rubrique",
    "rubriques",
    "section",
    "sections",
    "author",
    "authors",
    "auteur",
    "auteurs",
    "dossier",
    "dossiers",
    "label",
    "labels",
];
/// Second labels under which countries sell names. Without the public suffix list the owner of a host is a guess.
const SHARED: &[&str] = &["co", "com", "org", "net", "gov", "gouv", "ac", "edu", "asso", "or", "ne", "go"];

/// What an address says of itself.
struct Address<'a> {
    scheme: Option<&'a str>,
    host: String,
    path: &'a str,
}

fn address(href: &str) -> Address<'_> {
    let bare = href.split(['?', '#']).next().unwrap_or_default();
    let is_scheme = |s: &&str| {
        s.starts_with(|c: char| c.is_ascii_alphabetic())
            && s.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    };
    let scheme = bare.split_once(':').map(|(scheme, _)| scheme).filter(is_scheme);
    let rest = scheme.map_or(bare, |scheme| &bare[scheme.len() + 1..]);
    let Some(rest) = rest.strip_prefix("//") else { return Address { scheme, host: String::new(), path: rest } };
    let end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().trim_start_matches("www.").to_ascii_lowercase();
    Address { scheme, host, path: &rest[end..] }
}

/// The kind of a link; none for one that leads nowhere one could look. `page` is the text's own address if known.
pub fn kind(href: &str, words: &str, rel: &str, page: Option<&str>) -> Option<LinkKind> {
    let href = href.trim();
    if href.starts_with('#') {
        return (href.len() > 1).then_some(LinkKind::Anchor);
    }
    let to = address(href);
    match to.scheme.map(str::to_ascii_lowercase).as_deref() {
        Some(scheme) if SHARE_SCHEMES.contains(&scheme) => return Some(LinkKind::Share),
        Some("http" | "https") => {}
        None if !href.is_empty() => {}
        _ => return None,
    }
    let own = page.map(address);
    let here = page.and_then(|page| page.split('#').next());
    if here.is_some() && here == href.split_once('#').map(|(before, _)| before) {
        return Some(LinkKind::Anchor);
    }
    let full = format!("{}{}", to.host, to.path);
    if SHARE.iter().any(|s| full.starts_with(s)) || full.starts_with("pinterest.") && full.contains("/pin/create") {
        return Some(LinkKind::Share);
    }
    let under = |host: &str| to.host == host || to.host.strip_suffix(host).is_some_and(|h| h.ends_with('.'));
    let file = to.path.rsplit_once('.').is_some_and(|(_, end)| FILES.contains(&end.to_ascii_lowercase().as_str()));
    if file || LIBRARIES.iter().any(|host| under(host)) {
        return Some(LinkKind::Document);
    }
    let tagged = words.trim_start().strip_prefix('#').is_some_and(|w| w.starts_with(char::is_alphanumeric));
    if tagged || rel.split_ascii_whitespace().any(|r| r.eq_ignore_ascii_case("tag")) {
        return Some(LinkKind::Tag);
    }
    if !(to.host.is_empty() || own.is_some_and(|own| site(&own.host) == site(&to.host))) {
        return Some(LinkKind::OtherSite);
    }
    let listed = to.path.split('/').any(|part| LISTS.contains(&part.to_ascii_lowercase().as_str()));
    Some(if listed { LinkKind::Tag } else { LinkKind::SameSite })
}

/// The part of a host that one owner has.
fn site(host: &str) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let deep = labels.len() > 2
        && labels.last().is_some_and(|last| last.len() == 2)
        && SHARED.contains(&labels[labels.len() - 2]);
    labels[labels.len().saturating_sub(if deep { 3 } else { 2 })..].join(".")
}

/// Whether these words could be a reference to a note: « [12] », “b”, “note 3”.
pub fn looks_like_note(words: &str) -> bool {
    let core = words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')')).to_lowercase();
    let length = core.chars().count();
    let all = |test: fn(char) -> bool| length > 0 && core.chars().all(test);
    let named = ["note", "n.", "n", "nb", "réf.", "réf", "ref.", "ref"].iter().any(|name| {
        let rest = core.strip_prefix(name).map_or("", str::trim_start);
        !rest.is_empty() && rest.len() <= 3 && rest.bytes().all(|b| b.is_ascii_digit())
    });
    length <= 12
        && (length <= 3 && all(|c| c.is_ascii_digit())
            || length <= 2 && all(|c| c.is_ascii_lowercase())
            || length <= 5 && all(|c| matches!(c, 'i' | 'v' | 'x'))
            || all(|c| "*†‡§¶⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c))
            || named)
}

/// Addresses that stand in plain words.
pub fn bare(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(found) = text[from..].find("://") {
        let middle = from + found;
        from = middle + 3;
        let scheme = ["https", "http"].iter().find(|s| text[..middle].ends_with(**s));
        let Some(scheme) = scheme else { continue };
        let end = text[from..].find(|c: char| c.is_whitespace() || "<>\"»”’)]".contains(c));
        let href = text[middle - scheme.len()..end.map_or(text.len(), |e| from + e)]
            .trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let start = middle - scheme.len();
        if href.len() > scheme.len() + 3 {
            if let Some(kind) = kind(href, href, "", None) {
                links.push(Link { start: start as u32, end: (start + href.len()) as u32, kind });
            }
            from = from.max(start + href.len());
        }
    }
    links
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_address() {
        let page = Some("https://www.paper.example.co.uk/2024/a.html");
        let of = |href: &str| kind(href, "words", "", page);
        assert_eq!(of("/2023/b.html"), Some(LinkKind::SameSite));
        assert_eq!(of("https://blog.example.co.uk/x"), Some(LinkKind::SameSite));
        assert_eq!(of("https://other.co.uk/x"), Some(LinkKind::OtherSite));
        assert_eq!(of("//elsewhere.example/x"), Some(LinkKind::OtherSite));
        assert_eq!(of("/files/report.PDF?download=1"), Some(LinkKind::Document));
        assert_eq!(of("https://doi.org/10.1000/1"), Some(LinkKind::Document));
        assert_eq!(of("/tag/bridges"), Some(LinkKind::Tag));
        assert_eq!(of("https://x.com/intent/post?url=1"), Some(LinkKind::Share));
        assert_eq!(of("mailto:a@b.example"), Some(LinkKind::Share));
        assert_eq!(of("#part"), Some(LinkKind::Anchor));
        assert_eq!(of("https://www.paper.example.co.uk/2024/a.html#part"), Some(LinkKind::Anchor));
        assert_eq!(of("javascript:void(0)"), None);
        assert_eq!(kind("https://other.example/", "x", "", None), Some(LinkKind::OtherSite));
    }

    #[test]
    fn notes_by_their_words() {
        for note in ["1", "[12]", "(a)", "†", "note 3", "iv"] {
            assert!(looks_like_note(note), "{note}");
        }
        for words in ["1234", "here", "", "[]", "the note"] {
            assert!(!looks_like_note(words), "{words}");
        }
    }

    #[test]
    fn addresses_in_plain_words() {
        let text = "See https://a.example/x.pdf, then (http://b.example). No ftp://c.example nor https://";
        let found: Vec<_> = bare(text).iter().map(|l| (&text[l.start as usize..l.end as usize], l.kind)).collect();
        assert_eq!(found, [("https://a.example/x.pdf", LinkKind::Document), ("http://b.example", LinkKind::OtherSite)]);
    }
}
