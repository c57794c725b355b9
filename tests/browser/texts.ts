// Two short articles, and the words that are marked in them at the sensitivity one starts with.

export const ENGLISH = `<article lang="en"><h1>Repairs on the Oldmarsh bridge</h1>
<p>The council closed the bridge on Monday, and the ferry has carried the school bus since then.</p>
<p>Critics argue that the scheme benefits developers. The repair is to cost 1.2 million crowns, according to the
minutes of the council of 4 March.</p>
<p>The video’s authenticity could not be independently verified. Not everyone agreed with the decision 🌉, but the
lifts in this station are always broken.</p></article>`;

export const ENGLISH_WORDS = ["Critics argue that", "could not be independently verified", "always broken"];

/** A mark that the reader called wrong, as it is kept. */
export const WRONG_MARK = {
  claim: "It is always late.",
  words: "always late",
  subtype: "universal_time",
  sense: "",
  site: "example.org",
  when: "2026-01-02",
};

export const FRENCH = `<article lang="fr"><h1>Le pont de Vieilmarais fermé aux camions</h1>
<p>La commune a fermé le pont lundi, et le bac transporte depuis les enfants de l’école.</p>
<p>La passerelle est attaquée tous les jours par la rouille. Pas tous les riverains étaient présents à la réunion du
4 mars, dont le compte rendu est affiché en mairie.</p>
<p>🌉 D’après certains, le chantier est déjà terminé.</p></article>`;

export const FRENCH_WORDS = ["attaquée tous les jours", "D’après certains"];
