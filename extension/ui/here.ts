// Which part of a long page is being read, for the names of the parts beside it.

import { useEffect, useState } from "preact/hooks";

/** A thin strip below the top edge: what crosses it is being read. Lower, and a short part that one went to is above it. */
const STRIP = "-6% 0px -92% 0px";

/** The id of the innermost of these parts that is being read; `drawn` is what decides which of them there are. */
export function useHere(parts: string, drawn?: unknown): string | undefined {
  const [here, setHere] = useState<string>();
  useEffect(() => {
    const all = [...document.querySelectorAll(parts)];
    const crossing = new Set<Element>();
    const named = () => {
      // Between two parts the one before is still named.
      const inner = all.findLast((part) => crossing.has(part));
      // The last parts never come up to the strip: at the end of the page it is the one that was asked for.
      const { scrollTop, scrollHeight, clientHeight } = document.documentElement;
      const asked = all.find(({ id }) => id === decodeURIComponent(location.hash.slice(1)));
      const there = asked && scrollTop + clientHeight > scrollHeight - 2 && asked.getBoundingClientRect().bottom > 0;
      const part = there ? asked : inner;
      if (part) setHere(part.id);
    };
    const gone = new AbortController();
    for (const event of ["hashchange", "scrollend"]) window.addEventListener(event, named, { signal: gone.signal });
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          if (isIntersecting) crossing.add(target);
          else crossing.delete(target);
        }
        named();
      },
      { rootMargin: STRIP },
    );
    for (const part of all) watcher.observe(part);
    return () => {
      watcher.disconnect();
      gone.abort();
    };
  }, [parts, drawn]);
  return here;
}
