// Which site an address means: one rule for what a reader types and for what a file of settings brings.

/** One browser takes a space for a part of a name, and writes it as `%20`. */
const HOST = /^(?:[\w-]+(?:\.[\w-]+)*\.?|\[[\da-f:.]+\])$/i;
/** An address says how it is reached; what is followed by a number is a name with its port. */
const SCHEME = /^([a-z][a-z\d+.-]*):(?!\d+(?:[/?#]|$))/i;

/** Why an address means no site: it is none (`site_fault`), or no page there can ever be read (`site_closed`). */
export type NoSite = "fault" | "closed";

/** The host that is meant by an address or a bare name. */
export function siteOf(entry: string): { host: string } | { no: NoSite } {
  const text = entry.trim();
  const scheme = SCHEME.exec(text)?.[1];
  // The browser lets the extension into nothing else.
  if (scheme && !/^https?$/i.test(scheme)) return { no: "closed" };
  const address = scheme ? text : `https://${text}`;
  // A path on this machine would do for an address with a slash too many.
  const host = URL.canParse(address) && !/^\/(?!\/)/.test(text) ? new URL(address).hostname : "";
  return host.length <= 253 && HOST.test(host) ? { host } : { no: "fault" };
}
