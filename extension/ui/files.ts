// Files handed to the reader and taken from them. No permission is needed: the browser asks where.

/** Offers text as a file to keep. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser may ask first where to.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
