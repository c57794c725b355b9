//! Who says it: the speaker that a mark names, in every way a sentence has of letting somebody speak.

#![allow(clippy::unwrap_used)]

use sayswho::engine::Engine;
use sayswho::input::plain;
use std::fmt::Write as _;

/// A language, a text with one mark in brackets, and who says it: the kind of speaker, and their name if they have one.
type Case = (&'static str, &'static str, &'static str);

#[track_caller]
fn check(cases: &[Case]) {
    let engine = Engine::with_own_packs().unwrap();
    let mut wrong = String::new();
    for (lang, text, expected) in cases {
        let (open, close) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
        let input = plain::read(&text.replace(['[', ']'], ""), Some(lang));
        let report = engine.read(&input.document);
        let found = report.findings.iter().find(|f| {
            let place = input.range(f.place.block, f.place.start, f.place.end);
            place.start < close && open < place.end
        });
        let said = found.map_or("no mark".to_owned(), |f| {
            let name = f.speaker.name.as_deref().unwrap_or_default();
            format!("{} {name}", f.speaker.kind.name()).trim().to_owned()
        });
        if said != *expected {
            let _ = writeln!(wrong, "\n  {text}\n    {said}\n    and not {expected}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn verbs_that_say_with_a_pronoun_of_their_own() {
    check(&[
        ("fr", "« [Personne n'avait jamais fait mieux] », s'est félicité le maire.", "named le maire"),
        ("fr", "« [Tout le monde le sait] », s'indigne Mireille Aubin, apicultrice.", "named Mireille Aubin"),
        ("fr", "« Nous avons [toujours respecté la loi] », se défend Mme Aubin.", "named Mme Aubin"),
        ("fr", "Le préfet s'est réjoui d'un [bilan sans précédent].", "named Le préfet"),
        ("fr", "Lise Morand se vante d'avoir [le meilleur pain de la région].", "named Lise Morand"),
        (
            "fr",
            "Luc Ferrand, conseiller d'opposition, s'emporte : « La mairie [n'a jamais rien fait] ! »",
            "interested Luc Ferrand",
        ),
        ("fr", "« [Tout le monde ment] ici », s'étaient plaints les habitants.", "described les habitants"),
    ]);
}

#[test]
fn a_trade_or_an_office_before_the_name() {
    check(&[
        ("en", "“[Everyone loves it],” says sales director Jane Holt.", "interested Jane Holt"),
        ("en", "“[Everyone knows it],” said the retired ferry pilot Owen Marsh.", "named Owen Marsh"),
        ("fr", "« [Tout le monde le sait] », explique la boulangère Anne Le Goff.", "named Anne Le Goff"),
        (
            "fr",
            "« C'est [un désastre sans précédent] », estime l'ancienne institutrice Rose Tardy.",
            "named Rose Tardy",
        ),
        (
            "fr",
            "« [Rien ne marche jamais] », soupire le directeur de l'agence régionale, Paul Rey.",
            "interested Paul Rey",
        ),
        (
            "fr",
            "Le directeur de l'agence régionale, Paul Rey, assure que les trains [n'ont jamais été en retard].",
            "interested Paul Rey",
        ),
        ("en", "NASA engineer Ann Reed said the probe had [never been so close].", "named Ann Reed"),
        ("en", "A Treasury official said the fund was [the largest in the world].", "described A Treasury official"),
        ("fr", "Selon la présidente du club, Inès Valat, c'est [une première historique].", "interested Inès Valat"),
    ]);
}

#[test]
fn a_name_beside_its_role() {
    check(&[
        (
            "en",
            "Its spokeswoman, Mara Lind, had called the figures “[an unprecedented disaster]”.",
            "interested Mara Lind",
        ),
        ("en", "The union's secretary, Tom Pike, said drivers were [always the last to know].", "named Tom Pike"),
        ("en", "“It was [the worst storm ever],” said the harbour master, Ruth Cole.", "named Ruth Cole"),
        ("en", "Ann Reed (D-Calif.) said the plan [will never work].", "named Ann Reed"),
        ("en", "Ann Reed, a Democrat from Ohio, said [everyone knows] the plan is dead.", "named Ann Reed"),
        ("fr", "Zoé Lamy (Écologie populaire) a déclaré que le maire [ne répond jamais].", "named Zoé Lamy"),
        ("fr", "Sa porte-parole, Zoé Lamy, avait parlé d'un [succès sans précédent].", "interested Zoé Lamy"),
        ("fr", "Selon une note de leur patron, Paul Rey, c'est [un succès sans précédent].", "interested Paul Rey"),
    ]);
}

#[test]
fn an_aside_between_subject_and_verb() {
    check(&[
        ("en", "Jane Holt, however, says the scheme [never worked].", "named Jane Holt"),
        ("en", "Jane Holt, in a letter to staff, said the mill had [never been cleaner].", "named Jane Holt"),
        ("en", "Jane Holt, who has run the mill since 2009, says it has [never lost a customer].", "named Jane Holt"),
        ("fr", "Odile Perrin, elle, assure que [personne ne s'est jamais plaint].", "named Odile Perrin"),
        (
            "fr",
            "Odile Perrin, de son côté, affirme que la cantine [n'a jamais refusé un enfant].",
            "named Odile Perrin",
        ),
    ]);
}

#[test]
fn a_time_between_verb_and_subject() {
    check(&[
        ("en", "“[Everybody wants this bridge],” said on Tuesday the minister.", "interested the minister"),
        ("en", "“[Nobody has ever fallen off it],” Jane Holt said on Tuesday.", "named Jane Holt"),
        ("fr", "« [Tout le monde le veut] », a déclaré mardi le préfet.", "named le préfet"),
        ("fr", "« C'est [du jamais-vu] », a reconnu jeudi soir Paul Rey devant la presse.", "named Paul Rey"),
        ("fr", "« [Personne n'a jamais été en danger] », a assuré hier la maire.", "named la maire"),
    ]);
}

#[test]
fn somebody_elses_name_is_not_the_speakers() {
    check(&[
        ("en", "Holt's lawyer says she was [never told].\n\nJane Holt ran the mill.", "interested Holt's lawyer"),
        ("en", "“She was [never told],” said Holt's lawyer.", "interested Holt's lawyer"),
        ("en", "The mother of Owen Marsh says [nobody has ever helped them].", "named The mother of Owen Marsh"),
        ("fr", "L'avocate de Paul Rey affirme qu'il [n'a jamais menti].", "interested L'avocate de Paul Rey"),
    ]);
}

#[test]
fn words_after_a_colon() {
    check(&[
        ("fr", "Le maire : « [Personne n'a jamais rien fait] pour ce quartier. »", "named Le maire"),
        ("en", "Jane Holt: “[Nobody has ever complained].”", "named Jane Holt"),
    ]);
}

#[test]
fn a_paragraph_of_quoted_words_alone() {
    check(&[
        (
            "en",
            "Jane Holt, who ran the mill, was furious.\n\n“[Nobody has ever complained] about the noise.”",
            "named Jane Holt",
        ),
        (
            "fr",
            "Luc Ferrand, patron du moulin, s'est opposé au projet :\n\n« C'est [une catastrophe sans précédent]. »",
            "interested Luc Ferrand",
        ),
    ]);
}

#[test]
fn who_has_the_floor() {
    check(&[
        (
            "en",
            "Thread\n\nold_miller_9: The dam is fine.\n\nbrook: It is not.\n\nold_miller_9: [Everyone knows] it is.\n\nbrook: No.",
            "named old_miller_9",
        ),
        (
            "fr",
            "Fil\n\nAnna : Bonjour à tous, je viens de la rue du Port.\n\nBob : Bonjour, moi je suis de la place.\n\nAnna : [Une caissière m'a dit] ce matin que le magasin ferme en mars.\n\nBob : Et qui vous a dit cela, au juste ?",
            "named Anna",
        ),
    ]);
}

#[test]
fn words_of_saying_inside_the_claim() {
    check(&[
        ("en", "“[Everyone says] the bridge is unsafe,” said Owen Marsh, a diver.", "named Owen Marsh"),
        ("en", "“[Everyone knows] the bridge is unsafe,” Owen Marsh said.", "named Owen Marsh"),
        ("en", "[Everyone says] the bridge is unsafe.", "text"),
        ("fr", "« [Tout le monde dit] que le pont est dangereux », raconte Léa Brun.", "named Léa Brun"),
        ("fr", "[Tout le monde le dit] : le pont est dangereux.", "text"),
        ("en", "“The council [has always claimed] it listens,” noted Jane Holt.", "named Jane Holt"),
    ]);
}

#[test]
fn somebody_called_by_another_word() {
    check(&[
        (
            "en",
            "Karl Voss, the billionaire, bought the mill. The billionaire says it [never lost money].",
            "interested Karl Voss",
        ),
        (
            "en",
            "The billionaire says the mill [never lost money]. Later Karl Voss left the board.",
            "interested The billionaire",
        ),
        (
            "fr",
            "Karl Voss, milliardaire, a racheté le moulin. Le milliardaire assure que c'est [un succès sans précédent].",
            "interested Karl Voss",
        ),
        (
            "fr",
            "Le milliardaire assure que c'est [un succès sans précédent]. Plus tard, Karl Voss a quitté le conseil.",
            "interested Le milliardaire",
        ),
        (
            "fr",
            "La Première ministre, Ève Caron, est venue. « [Personne n'avait jamais fait mieux] », a-t-elle lancé.",
            "interested Ève Caron",
        ),
        (
            "en",
            "Ann Reed, a geologist, was not involved. “It is [the largest landslide ever],” the geologist said.",
            "named Ann Reed",
        ),
    ]);
}

#[test]
fn what_stands_around_a_subject() {
    check(&[
        ("fr", "« [Tout le monde le sait] », lui répond Paul Rey.", "named Paul Rey"),
        ("fr", "Interrogé par nos soins, Paul Rey affirme que c'est [un succès sans précédent].", "named Paul Rey"),
        ("fr", "« C'est [du jamais-vu] en France, note Alice Roy, sociologue. On s'y perd. »", "named Alice Roy"),
        ("fr", "Dans une lettre aux élus, la préfète dénonce un scandale [sans précédent].", "named la préfète"),
        ("fr", "« [Personne n'a jamais été consulté] », s'agace-t-on à la mairie.", "crowd on"),
        ("fr", "Mme Aubin, elle aussi, se souvient [d'une ambiance sans précédent].", "named Mme Aubin"),
        ("fr", "D'après nos informations, Paul Rey [aurait déjà signé].", "bare nos informations"),
        ("fr", "Le pont, explique le maire, est [le pire de la région].", "named le maire"),
        ("en", "Speaking to reporters on Monday, Jane Holt said the plan [will never work].", "named Jane Holt"),
        ("en", "“[Everyone knows it],” the mayor of Leeds, Ann Reed, told reporters.", "named Ann Reed"),
        ("en", "“[Everyone knows it],” tweeted Sen. Ann Reed.", "named Sen. Ann Reed"),
        ("en", "In a statement, Norvik Foods said its bread was [the best in the world].", "named Norvik Foods"),
        (
            "en",
            "“It was [the worst outbreak ever],” the hospital's director said.",
            "interested the hospital's director",
        ),
        ("en", "A surgeon is warning that it is [the worst outbreak ever].", "class A surgeon"),
        ("en", "“[Everyone knows it],” she said.", "text"),
    ]);
}

#[test]
fn the_next_clause_tells_no_role() {
    check(&[
        ("fr", "Sa voisine, Lise Morand, a prévenu que [personne n'a jamais payé].", "named Lise Morand"),
        ("en", "“[Nobody believes it],” said Owen Marsh, who leads the owners' club.", "named Owen Marsh"),
        ("en", "According to Jane Holt, owners [always complain].", "named Jane Holt"),
        ("en", "According to Jane Holt, owner of the mill, guests [always complain].", "interested Jane Holt"),
        ("fr", "D'après Luc Ferrand, les patrons [ne paient jamais].", "named Luc Ferrand"),
        ("fr", "Selon Luc Ferrand, patron du moulin, les clients [ne paient jamais].", "interested Luc Ferrand"),
        ("fr", "Selon Odile Perrin, [tout le monde ment].", "named Odile Perrin"),
    ]);
}

#[test]
fn whose_and_to_whom() {
    check(&[
        ("en", "The chairman's spokesman said that [everyone knows it].", "interested The chairman's spokesman"),
        ("en", "The victim's sister said that he was [never there].", "named The victim's sister"),
        ("en", "We told the mayor that [every house] would be flooded.", "text"),
        ("en", "She warned the mayor that [every house] would be flooded.", "text"),
    ]);
}

#[test]
fn a_relative_goes_on_with_whom_it_follows() {
    check(&[
        (
            "en",
            "Owen Marsh sold the boat. “It leaks,” he said. Jane Holt, who denies it, said that he “[lies every time]”.",
            "named Jane Holt",
        ),
        ("en", "We wrote to Norvik Foods, which says that it [has never sold] bad bread.", "named Norvik Foods"),
        ("fr", "Nous avons écrit à Norvik SA, qui répond « respecter [toutes les lois] ».", "named Norvik SA"),
    ]);
}

#[test]
fn a_pronoun_goes_on_with_the_last_one_spoken_of() {
    check(&[
        (
            "en",
            "Experts warn of a leak. Dr Owen Marsh, a diver, disagrees: the hull, he argues, has [never been safer].",
            "named Owen Marsh",
        ),
        ("en", "Experts warn of a leak. The hull, he says, has [never been safer].", "text"),
        ("fr", "Paul Rey est venu. On redoute [une crise sans précédent].", "text"),
        ("en", "“[Everyone knows] it and no one says it,” said Owen Marsh.", "named Owen Marsh"),
        ("fr", "Lise Morand a vu le pont. C'est, a-t-elle assuré, [le pire pont de France].", "named Lise Morand"),
        ("fr", "Comme me l'a dit le maire Paul Rey, [pas un local n'est vide].", "named Paul Rey"),
    ]);
}

#[test]
fn praise_before_a_name_is_the_texts_own() {
    check(&[
        ("en", "[The greatest diver of the century], Owen Marsh told few people of his dives.", "text"),
        ("fr", "[Sans conteste la plus grande nageuse vivante], Anne Morand a écrit deux livres.", "text"),
        ("fr", "C'est [la plus grande nageuse de France], assure Lise Morand.", "named Lise Morand"),
    ]);
}

#[test]
fn all_of_a_name_and_no_more() {
    check(&[
        (
            "fr",
            "Le ministère de l'Éducation nationale assure que [personne n'a jamais attendu].",
            "named Le ministère de l'Éducation nationale",
        ),
        ("fr", "[Des voisins affirment] qu'il était poli.", "described Des voisins"),
        ("en", "[Union officials said] that it was late.", "described Union officials"),
        ("en", "It is [widely accepted] that boats sink.", "bare"),
        ("fr", "[Certains historiens en doutent].", "described Certains historiens"),
    ]);
}

#[test]
fn a_negation_beyond_a_comma_denies_no_verb() {
    check(&[
        ("en", "The ministry [never listens], said Ann Roy.", "named Ann Roy"),
        ("fr", "Il [ne vient jamais], dit Anne Roy.", "named Anne Roy"),
    ]);
}

#[test]
fn a_description_is_a_noun_phrase_or_nothing() {
    check(&[
        // what leads it is no part of it
        ("fr", "[Selon des riverains], le bruit dure depuis lundi.", "described des riverains"),
        ("en", "The bridge is closed, [according to the latest reports].", "described the latest reports"),
        // nor are verbs, whether the words for them are known or not
        ("en", "Her essay [sparked criticism].", "bare"),
        ("en", "All this [leads many to believe that] the lake is rising.", "bare"),
        ("en", "It opened in [what has widely been called] a miracle.", "bare"),
        ("en", "[Reports named him] as the driver.", "bare"),
        // a possessive is not “is”
        ("en", "[The mayor's critics say] the tunnel leaks.", "described The mayor's critics"),
        // nouns that are verbs elsewhere
        ("fr", "[La critique locale crie] au chef-d'œuvre.", "described La critique locale"),
        // from where the phrase begins
        ("en", "[A paediatric nurse I know says] the wards are full.", "described A paediatric nurse I know"),
    ]);
}

#[test]
fn a_body_is_named_with_what_it_is_of() {
    check(&[
        ("en", "The Bank of England said wages [had never risen] so fast.", "named Bank of England"),
        (
            "en",
            "The Office for National Statistics said wages [had never risen] so fast.",
            "named Office for National Statistics",
        ),
        ("en", "The Campaign for Clean Rivers said [everybody knows it].", "named Campaign for Clean Rivers"),
        ("en", "The House of Lords said [everybody knows it].", "named House of Lords"),
        // a name that begins before the noun of its kind
        ("en", "The bridge will [never reopen], according to the San Marcos Chronicle.", "named San Marcos Chronicle"),
        ("en", "The bridge will [never reopen], according to the Labour Party.", "named Labour Party"),
        // somebody in it is not the body
        (
            "en",
            "[Persons in the Public Works Department told] this paper that the file was lost.",
            "described Persons in the Public Works Department",
        ),
        (
            "fr",
            "[Les glaciologues du détroit de Barre] ont relevé un maximum.",
            "described Les glaciologues du détroit de Barre",
        ),
        // where it is, is no part of its name
        ("en", "The Bank in London said wages [had never risen] so fast.", "named Bank"),
    ]);
}

#[test]
fn a_name_that_only_modifies_a_noun_has_not_the_floor() {
    check(&[
        ("en", "Anne Roy met her Austrian counterpart. She said [everyone in the region wanted it].", "named Anne Roy"),
        // nobody has been named whom “he” could mean
        ("en", "The clerk met an Austrian counterpart. He said [everyone in the region wanted it].", "text"),
    ]);
}
