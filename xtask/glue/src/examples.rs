//! Each rule's examples, from the end of its doc comment (`//! fr: …`, `//! en: …`): the options and the help show
//! them. The prose around them is in `_locales`, in both languages.

use sayswho::report::Subtype;
use std::fmt::Write;
use std::path::Path;

/// A TypeScript module with the examples of all rules.
pub fn module() -> Result<String, String> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src/rules");
    let mut out = String::from(
        "// Generated from the doc comments in src/rules by `cargo xtask build`. The marked words stand in **.\n\n\
         import type { Subtype } from \"./report\";\n\n\
         export const EXAMPLES: Readonly<Record<Subtype, { fr?: string; en?: string }>> = {\n",
    );
    for subtype in Subtype::ALL {
        let path = rules.join(format!("{}.rs", subtype.name()));
        let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        let _ = writeln!(out, "  {}: {{", subtype.name());
        let mut none = true;
        for language in ["fr", "en"] {
            let head = format!("//! {language}: ");
            let Some(example) = text.lines().find_map(|line| line.strip_prefix(&head)) else { continue };
            if example.matches("**").count() != 2 {
                return Err(format!("{}: an example marks one stretch of words: {example}", path.display()));
            }
            none = false;
            let quoted = example.replace('\\', "\\\\").replace('"', "\\\"").replace('\'', "’");
            let _ = writeln!(out, "    {language}: \"{quoted}\",");
        }
        if none {
            return Err(format!("{}: the doc comment has no example", path.display()));
        }
        out.push_str("  },\n");
    }
    out.push_str("};\n");
    Ok(out)
}
