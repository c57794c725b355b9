//! **A source close to the matter says**: a person speaks, unnamed.
//!
//! *Why it matters.* Nobody could phone them. A reason for the anonymity, and a role, help; two unnamed voices do not
//! make a named one.
//!
//! *Passes.* A role followed by a name, a source that is a spring or a reference, anonymity without anybody speaking.
//!
//! fr: **Selon nos informations**, la vente sera signée lundi.
//! en: **A senior official** said talks had stalled.

use super::{Claim, Rule, SOURCELESS, Verdict};
use crate::pack::class;
use crate::report::{Missing, Question, Subtype};
use crate::words::fold;

pub const RULE: Rule = Rule {
    subtype: Subtype::AnonymousSource,
    missing: &[Missing::Who, Missing::Confirmation],
    question: Question::WhoByName,
    guards: SOURCELESS,
    examine,
};

/// The sense by which a pack asks for unnamed speakers that grammar alone tells; it has no patterns. A pack's
/// `vague_authority` may have one of this name too, for experts.
pub const UNNAMED: &str = "unnamed_speaker";

fn examine(c: &Claim) -> Verdict {
    // A role with its name beside it is no secret; “the owner” may be somebody whom the text has named elsewhere.
    let own = |a: &&crate::attribution::Attribution| a.cue.0 < c.paint.1 && c.paint.0 < a.cue.1;
    let elsewhere = |a: &crate::attribution::Attribution| {
        let named = a.source.name.as_deref().is_some_and(|name| name != c.s.words_of(a.source.tokens));
        // A periphrasis may mean whoever was named last; only who was introduced in this role is met here.
        let role = a.source.role.as_deref().unwrap_or_default();
        let says =
            |at: usize| !c.s.is(at, class::FUNCTION_WORDS) && role.split(' ').any(|word| fold(word) == c.s.folded(at));
        named && (c.paint.0..c.paint.1).any(says)
    };
    let met = c.has_trait("definite") && c.attributions.iter().filter(own).any(elsewhere);
    if met || c.apposed_name() { Verdict::Pass("named_source") } else { Verdict::Mark(0) }
}
