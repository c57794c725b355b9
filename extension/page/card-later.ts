// The card as a page has it before one was opened: its code is in the bundle and not run.

import type { Card, CardHost } from "../card";

/**
 * The card, whose code is run when it is first wanted: at the start of each page that costs a tenth of all, and most are
 * left without it. What is asked of it until then is done after, in the order in which it was asked.
 */
export function cardLater(host: CardHost): Card {
  let card: Card | undefined;
  let loading: Promise<Card> | undefined;
  // Without its code there is no card to say anything in: a notice is not seen, and there is nothing to close.
  const ask = (what: (card: Card) => void, failed = () => {}) => {
    if (card) {
      what(card);
      return;
    }
    if (!loading) {
      loading = import("../popover").then(({ mountCard }) => mountCard(host));
      // Before all that waits, and each of these hears of a failure by itself.
      loading.then(
        (mounted) => (card = mounted),
        () => {},
      );
    }
    loading.then(what).catch(failed);
  };
  return {
    // Whoever asked for it holds it to be open until told otherwise.
    open: (view, actions) =>
      ask(
        (each) => each.open(view, actions),
        () => actions.closed("asked"),
      ),
    notice: (notice, near) => ask((each) => each.notice(notice, near)),
    close: () => ask((each) => each.close()),
    get isOpen() {
      return card?.isOpen === true;
    },
    owns: (target) => card?.owns(target) === true,
    key: (event) => card?.key(event),
  };
}
