//! What a mark weighs by the page it stands on: the same sentence on a page that claims a lot, on one that claims little,
//! and alone.

#![allow(clippy::unwrap_used)]

use sayswho::engine::Engine;
use sayswho::report::Severity::{Low, Medium};
use sayswho::report::{Block, BlockKind, Document, Severity};

/// Pages around one sentence. They say nothing else that is marked, or say it in every line.
const CALM_EN: &[&str] = &[
    "We left the harbour at nine with a light wind from the west, and I took the tiller as far as the old lighthouse.",
    "My sister had packed bread, cheese and a flask of coffee, and we ate on the lee side of the island.",
    "In the afternoon the wind turned. I reefed the mainsail while she read the chart and told me where the shallows were.",
    "We tied up at the guest jetty shortly before six. The shower costs two coins and the water was warm.",
    "I mended the torn seam in the evening. She wrote her letters and went to bed early.",
    "Tomorrow we mean to sail round the point, if the weather allows it, and look for the seals.",
];
const CALM_FR: &[&str] = &[
    "Nous avons quitté le port à neuf heures par petit vent d'ouest, et j'ai tenu la barre jusqu'au vieux phare.",
    "Ma sœur avait préparé du pain, du fromage et un thermos de café, et nous avons mangé à l'abri de l'île.",
    "L'après-midi, le vent a tourné. J'ai pris un ris pendant qu'elle lisait la carte et me disait où était le haut-fond.",
    "Nous avons accosté un peu avant six heures. La douche coûte deux pièces et l'eau était chaude.",
    "J'ai recousu la voile le soir. Elle a écrit ses lettres et s'est couchée de bonne heure.",
    "Demain, nous voulons doubler la pointe, si le temps le permet, et chercher les phoques.",
];
const LOUD_EN: &[&str] = &[
    "Everyone knows that the ministry lies, and experts say the worst crisis in history is coming.",
    "Thousands of parents have been betrayed. The police never answer, and the mayor always looks away.",
    "According to sources close to the council, the money has vanished, and nobody has ever been charged.",
    "It is said that the chief executive paid the judges. Studies prove that this system only serves crooks.",
    "Countless patients have died, insiders report, and the hospital has not published a single figure.",
    "The whole country is furious: never before has a government failed its people so completely.",
];
const LOUD_FR: &[&str] = &[
    "Tout le monde sait que le ministère ment, et les experts annoncent la pire crise de l'histoire.",
    "Des milliers de parents ont été trahis. La police ne répond jamais, et le maire regarde toujours ailleurs.",
    "Selon des sources proches du conseil, l'argent a disparu, et personne n'a jamais été inculpé.",
    "On dit que le patron a payé les juges. Des études prouvent que ce système ne sert que des escrocs.",
    "D'innombrables patients sont morts, assurent des initiés, et l'hôpital n'a publié aucun chiffre.",
    "Tout le pays est furieux : jamais un gouvernement n'a autant trahi son peuple.",
];

/// What the mark on `words` weighs in a sentence at the end of a page.
fn weight(page: &[&str], sentence: &str, words: &str, lang: &str) -> Option<Severity> {
    let block = |text: &&str| Block {
        kind: BlockKind::Paragraph,
        text: (*text).to_owned(),
        lang: Some(lang.to_owned()),
        links: Vec::new(),
    };
    let blocks: Vec<Block> = page.iter().chain([&sentence]).map(block).collect();
    let last = blocks.len() as u32 - 1;
    let report = Engine::with_own_packs().unwrap().read(&Document { blocks, ..Document::default() });
    let found = report
        .findings
        .iter()
        .find(|f| f.place.block == last && sentence[f.place.start as usize..f.place.end as usize].contains(words));
    found.map(|f| f.severity)
}

#[test]
fn a_mark_weighs_less_on_a_page_that_claims_little() {
    let check = |lang: &str, sentence: &str, words: &str, calm: Severity, loud: Severity| {
        let (quiet, noisy) = if lang == "en" { (CALM_EN, LOUD_EN) } else { (CALM_FR, LOUD_FR) };
        assert_eq!(weight(quiet, sentence, words, lang), Some(calm), "calm page: {sentence}");
        assert_eq!(weight(noisy, sentence, words, lang), Some(loud), "loud page: {sentence}");
        // Alone, a sentence says nothing of its page.
        assert_eq!(weight(&[], sentence, words, lang), Some(loud), "alone: {sentence}");
    };
    check("en", "The ferries to the mainland are always late.", "always", Low, Medium);
    check("en", "Every café on the island closes its doors to strangers.", "Every", Low, Medium);
    check("fr", "Deux tiers des pêcheurs ont vendu leur bateau.", "Deux tiers", Low, Medium);
    // A source that is not named is missed wherever it stands.
    check("en", "Experts say the seals will be gone by spring.", "Experts", Medium, Medium);
}
