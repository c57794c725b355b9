//! The extension's walls: who imports whom, and which file alone may touch the browser's messaging, storage and
//! network.

use super::Source;

/// Parts of the content script in layer order: each may import those before it and none after it.
const LAYERS: &[&str] = &["messages", "blocks", "highlights", "popover", "life", "content"];

/// What only some files may say. The path is of a file, or of a folder when it ends with `/`.
const ALONE: &[(&[&str], &str, &str)] = &[
    (
        &["runtime.sendMessage", "runtime.onMessage", "tabs.sendMessage", "runtime.connect", "tabs.connect"],
        "extension/messages.ts",
        "runtime messaging",
    ),
    (&[".storage."], "extension/settings.ts", "storage"),
    (&["generated/sayswho"], "extension/engine.ts", "the Wasm"),
    (&["from \"./engine\""], "extension/background.ts", "the engine"),
];

/// What no file of the extension may say.
const NEVER: &[(&str, &str)] = &[
    ("XMLHttpRequest", "nothing leaves the reader's machine"),
    ("WebSocket(", "nothing leaves the reader's machine"),
    ("EventSource(", "nothing leaves the reader's machine"),
    ("sendBeacon", "nothing leaves the reader's machine"),
    ("RTCPeerConnection", "nothing leaves the reader's machine"),
    ("WebTransport(", "nothing leaves the reader's machine"),
    ("setInterval(", "a still page costs nothing"),
    ("innerHTML", "text is text"),
    ("outerHTML =", "text is text"),
    ("insertAdjacentHTML", "text is text"),
    ("InnerHTML", "text is text"),
    ("DOMParser", "text is text"),
    ("createContextualFragment", "text is text"),
    ("document.write", "text is text"),
    ("setHTML", "text is text"),
    ("srcdoc", "text is text"),
    ("eval(", "no code from text"),
    (" as any", "a type is known or checked"),
    ("@ts-ignore", "a type is known or checked"),
];

/// What no test may say: a test waits for a thing, is tried once, and runs.
const NEVER_IN_TESTS: &[&str] = &["setTimeout(", ".skip(", ".only(", ".todo(", "retries"];

pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources.iter().filter(|source| source.is(&[".ts", ".tsx"])) {
        let shipped = source.path.starts_with("extension/") && !source.path.contains(".test.");
        for (number, line) in source.code() {
            let mut fault = |why: &str| faults.push(format!("{}:{number}: {why}", source.path));
            if !shipped {
                for word in NEVER_IN_TESTS.iter().filter(|word| line.contains(**word)) {
                    fault(&format!("`{word}` in a test"));
                }
                continue;
            }
            for (words, home, what) in ALONE {
                if source.path != *home && words.iter().any(|word| line.contains(word)) {
                    fault(&format!("{what} belongs to {home} alone"));
                }
            }
            for (word, why) in NEVER.iter().filter(|(word, _)| line.contains(word)) {
                fault(&format!("`{word}`: {why}"));
            }
            if line.contains("fetch(") && !line.contains("getURL(") {
                fault("fetch of something that is not plainly the extension's own");
            }
            if let Some(other) = imported_above(&source.path, line) {
                fault(&format!("{other} is a layer above this one"));
            }
        }
    }
    faults
}

/// The layer that a line imports although it stands above the file's own.
fn imported_above(path: &str, line: &str) -> Option<&'static str> {
    let module = path.trim_start_matches("extension/").split(['.', '/']).next()?;
    let own = LAYERS.iter().position(|layer| *layer == module)?;
    let from = line.split("from \"./").nth(1)?.split('"').next()?;
    LAYERS.iter().skip(own + 1).find(|layer| **layer == from).copied()
}

#[cfg(test)]
mod tests {
    use super::super::source;
    use super::*;

    fn count(path: &str, line: &str) -> usize {
        faults(&[source(path, line)]).len()
    }

    #[test]
    fn layers_point_one_way() {
        assert_eq!(count("extension/highlights.ts", "import { x } from \"./blocks\";"), 0);
        assert_eq!(count("extension/blocks.ts", "import { x } from \"./highlights\";"), 1);
    }

    #[test]
    fn messaging_storage_and_wasm_have_one_home() {
        assert_eq!(count("extension/messages.ts", "api.runtime.sendMessage(x)"), 0);
        assert_eq!(count("extension/content.ts", "api.runtime.sendMessage(x)"), 1);
        assert_eq!(count("extension/popup/popup.tsx", "api.storage.local.get()"), 1);
        assert_eq!(count("extension/content.ts", "import init from \"./generated/sayswho.js\";"), 1);
    }

    #[test]
    fn nothing_leaves_the_machine() {
        assert_eq!(count("extension/background.ts", "await fetch(api.runtime.getURL(\"x\"))"), 0);
        assert_eq!(count("extension/background.ts", "await fetch(\"https://example.org\")"), 1);
    }

    #[test]
    fn nothing_from_a_page_is_parsed() {
        assert_eq!(count("extension/card/view.tsx", "element.textContent = words"), 0);
        for line in ["a.innerHTML = b", "dangerouslySetInnerHTML={x}", "new DOMParser()", "document.write(x)"] {
            assert_eq!(count("extension/card/view.tsx", line), 1, "{line}");
        }
    }

    #[test]
    fn tests_wait_for_things_and_run_once() {
        assert_eq!(count("tests/browser/a.test.ts", "await new Promise((r) => setTimeout(r, 50));"), 1);
        assert_eq!(count("tests/browser/a.test.ts", "test.skip(\"x\")"), 1);
    }
}
