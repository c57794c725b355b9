//! Any bytes as a language pack: they are refused, or reading with them does no harm.
//!
//! The first byte says whether what follows is a pack, or damage to a real one: a place and what stands there.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayswho::engine::{Engine, own_packs};
use sayswho_fuzz::document;

const TEXT: &str = "aaaaExperts say the bridge is always closed, and nobody has been told why.
aaaaTous les experts le disent : le pont est toujours fermé, selon une source proche du dossier.";

fuzz_target!(|bytes: &[u8]| {
    let Some((how, rest)) = bytes.split_first() else { return };
    let damaged;
    let pack = match own_packs().get(usize::from(*how)) {
        None => rest,
        Some((_, whole)) => {
            let mut pack = whole.to_vec();
            for edit in rest.chunks_exact(4) {
                let at = u32::from_le_bytes([edit[0], edit[1], edit[2], 0]) as usize % pack.len();
                pack[at] = edit[3];
            }
            damaged = pack;
            &damaged[..]
        }
    };
    let mut engine = Engine::new();
    if engine.add_pack(pack.to_vec()).is_ok() {
        let _ = engine.read(&document(TEXT));
    }
});
