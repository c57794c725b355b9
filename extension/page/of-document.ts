// The document as the platform defines it. An element called `documentElement` or `addEventListener` stands in for what a
// document has under that name; nothing of a document is asked for but by `ofDocument`. `plain.ts` does it for nodes.

/** What the page's document has under a name, whatever its elements are called. Functions are to be called on it. */
export function ofDocument<Name extends keyof Document>(name: Name): Document[Name] {
  return Reflect.get(Document.prototype, name, document) as Document[Name];
}

/** The page's root element. */
export function rootElement(): HTMLElement {
  return ofDocument("documentElement");
}

/** All that a selector finds in the document. */
export function all<Found extends Element = HTMLElement>(selector: string): Found[] {
  return [...ofDocument("querySelectorAll").call(document, selector)] as Found[];
}

/** Listens to the document. */
export function listenToDocument(name: string, hear: () => void, options: AddEventListenerOptions): void {
  EventTarget.prototype.addEventListener.call(document, name, hear, options);
}
