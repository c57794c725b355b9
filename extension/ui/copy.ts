// Copying words on the reader's click, on pages without a secure connection too, where the browser offers no
// clipboard to scripts, and on pages that forbid it to theirs.

import { ofDocument } from "../page/plain";

/** Copies text; `near` is where a field may stand for a moment, inside our own tree. */
export async function copyText(text: string, near: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyFromField(text, near);
  }
}

function copyFromField(text: string, near: HTMLElement): boolean {
  const field = ofDocument("createElement").call(document, "textarea") as HTMLTextAreaElement;
  field.className = "visually-hidden";
  field.value = text;
  const root = near.getRootNode() as Document | ShadowRoot;
  const focused = root.activeElement;
  near.append(field);
  field.select();
  try {
    return ofDocument("execCommand").call(document, "copy");
  } finally {
    field.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  }
}
