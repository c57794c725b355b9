// Escape, which closes what the card shows and nothing of the page's with it. One press is one press: what comes of it
// until the key is up again (more of the same when it is held, its release) is kept from the page too, where many a
// dialog goes by the release.

/** Takes keys before the page hears of them. `close` closes what is open, and tells whether there was something. */
export function escapeTo(close: () => boolean): (event: KeyboardEvent) => void {
  let taken = false;
  return (event) => {
    if (event.key !== "Escape" || !event.isTrusted) return;
    const pressed = event.type === "keydown" && !event.repeat;
    if (pressed) taken = !event.isComposing && close();
    if (!taken) return;
    taken = event.type === "keydown";
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}
