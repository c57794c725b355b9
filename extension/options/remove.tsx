// The button that takes a row off a list. The focus goes on to the row after, or before, or to the title
// above the list: it would be lost with the row, and whoever uses the keyboard with it.

import { X } from "lucide";
import { Icon, useWords } from "../ui/parts";

export function Remove({ item, act }: { item: string; act: () => void }) {
  const words = useWords();
  const label = words("remove_named", item);
  return (
    <button
      type="button"
      class="button icon"
      aria-label={label}
      title={label}
      onClick={(event) => {
        leave(event.currentTarget);
        act();
      }}
    >
      <Icon of={X} />
    </button>
  );
}

function leave(button: HTMLElement): void {
  const row = button.closest("li");
  const next = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector<HTMLElement>(".button.icon");
  if (next) {
    next.focus();
    return;
  }
  const title = row?.closest(".panel, section")?.querySelector<HTMLElement>("h2, h3");
  if (!title) return;
  title.tabIndex = -1;
  title.focus();
}
