// What the processes of a browser that we started have for themselves: Linux tells it, other systems are said to be
// missing. A process of an extension is known by its command line in Chromium and by its name in Firefox.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { BrowserName } from "../tests/browser/session.js";

interface Process {
  pid: string;
  parent: string;
  name: string;
  words: string;
}

/** Bytes of the extension's process and of all pages' processes, of the browser below this process. */
export function privateBytes(browser: BrowserName): { background: number; pages: number } {
  if (!existsSync("/proc/self/smaps_rollup"))
    throw new Error("this system does not tell what a process has for itself");
  const own = descendants();
  const kind = ({ name, words }: Process): "background" | "pages" | undefined => {
    if (browser === "chrome") {
      if (!words.includes("--type=renderer")) return undefined;
      return words.includes("--extension-process") ? "background" : "pages";
    }
    if (name === "WebExtensions") return "background";
    return name.startsWith("Isolated Web") || name.startsWith("Web Content") ? "pages" : undefined;
  };
  const sums = { background: 0, pages: 0 };
  for (const each of own) {
    const what = kind(each);
    if (what) sums[what] += privateOf(each.pid);
  }
  if (sums.background === 0) throw new Error("no process of an extension was found");
  return sums;
}

function descendants(): Process[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap(processOf);
  const known = new Set([String(process.pid)]);
  // A parent may be listed after its child: again until nothing is added.
  for (let before = 0; before !== known.size; ) {
    before = known.size;
    for (const each of all) if (known.has(each.parent)) known.add(each.pid);
  }
  return all.filter((each) => known.has(each.pid));
}

/** Nothing when it has ended meanwhile. */
function processOf(pid: string): Process[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const value = (key: string) => new RegExp(`^${key}:\\s*(.*)$`, "m").exec(status)?.[1] ?? "";
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
    return [{ pid, parent: value("PPid"), name: value("Name"), words }];
  } catch {
    return [];
  }
}

function privateOf(pid: string): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s*(\d+) kB/gm)].map(([, number]) =>
      Number(number),
    );
    return 1024 * kilobytes.reduce((sum, one) => sum + one, 0);
  } catch {
    return 0;
  }
}
