// Where a content script is: in which page, in which frame of it, and what the settings say of that.

import { api } from "../api";
import type { Off } from "../said";
import { readsHost, type Settings } from "../settings";

export const isTop = window === top;

/** Why this page is not read, as far as it can tell by itself. */
export function offHere(settings: Settings, host: string): Off | null {
  if (!settings.on) return "switch";
  // In a private window the background knows of choices that are not stored.
  if (readsHost(settings, host) || inPrivate()) return null;
  return settings.mode === "everywhere" ? "site" : settings.mode === "listed" ? "not_listed" : "on_request";
}

/** Asked for only where it matters: a first look at this part of the browser costs a page five milliseconds. */
export function inPrivate(): boolean {
  return api.extension?.inIncognitoContext === true;
}

/** The host of the page a frame belongs to, as far as the browser tells the frame; its own otherwise. */
export function hostOfPage(): string {
  const origins = location.ancestorOrigins;
  const outermost = origins && origins.length > 0 ? origins[origins.length - 1] : undefined;
  return outermost && URL.canParse(outermost) ? new URL(outermost).hostname : location.hostname;
}
