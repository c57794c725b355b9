// An extension whose surroundings are unwell: a copy of the one that is tried, with a few lines before its scripts
// that put another store, another clock or another memory in place of the browser's. The extension's own lines are
// those that are shipped.

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { Engine, initSync } from "../../extension/generated/sayswho.js";
import { built } from "./setup.js";
import { ENGLISH, FRENCH } from "./texts.js";

/** A page of Wasm, in bytes, and how many are spared to an engine that is short of memory. */
const PAGE = 65_536;
const SPARE = 4;

/** A store that takes three tenths of a second for everything, as `stores` wants to hear it. */
export const SLOW =
  "(name, call) => new Promise((later) => AbortSignal.timeout(300).addEventListener('abort', later)).then(call)";

/** A copy of the extension, to be changed; gone when the test ends. */
export function copyOfExtension(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "says-who-extension-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(built, folder, { recursive: true });
  return folder;
}

/** A copy in which these lines run before the background, what stands in pages, and pages of its own that are named. */
export function altered(context: TestContext, lines: string, ...pages: readonly string[]): string {
  const folder = copyOfExtension(context);
  for (const script of ["background.js", "content.js", ...pages]) {
    const file = join(folder, script);
    writeFileSync(file, `{\n${lines}\n}\n${readFileSync(file, "utf8")}`);
  }
  return folder;
}

/** Lines that put a function around each way to reach a store that stays: `around(name, call)`. */
export function stores(around: string): string {
  return `const around = ${around};
    const spaces = [globalThis.chrome, globalThis.browser].filter((space) => space?.storage);
    for (const area of new Set(spaces.flatMap(({ storage }) => [storage.local, storage.sync]))) {
      for (const name of ["get", "set", "remove"]) {
        const call = area[name].bind(area);
        area[name] = (...all) => around(name, () => call(...all));
      }
    }`;
}

/** A copy whose engine has the memory that a short text takes, and next to none for more. */
export function shortOfMemory(context: TestContext): string {
  const folder = copyOfExtension(context);
  const file = join(folder, "sayswho.wasm");
  const wasm = readFileSync(file);
  const { memory } = initSync({ module: wasm });
  const engine = new Engine();
  for (const pack of readdirSync(join(folder, "packs"))) engine.add_pack(readFileSync(join(folder, "packs", pack)));
  engine.analyze({ blocks: [ENGLISH, FRENCH].map((text) => ({ kind: "paragraph", text, links: [] })) });
  writeFileSync(file, withMemory(wasm, memory.buffer.byteLength / PAGE + SPARE));
  return folder;
}

/** The Wasm with a memory that cannot grow beyond so many pages of 64 KiB. */
function withMemory(wasm: Uint8Array, most: number): Uint8Array {
  const MEMORY = 5;
  for (let at = 8; at < wasm.length; ) {
    const id = wasm[at];
    const [size, from] = number(wasm, at + 1);
    if (id === MEMORY) {
      // One memory, and whether it has a most; then its least.
      const [least] = number(wasm, from + 2);
      const body = [1, 1, ...bytes(least), ...bytes(most)];
      const section = [MEMORY, ...bytes(body.length), ...body];
      return new Uint8Array([...wasm.subarray(0, at), ...section, ...wasm.subarray(from + size)]);
    }
    at = from + size;
  }
  throw new Error("the Wasm has no memory");
}

/** A number as Wasm writes it, and where it ends. */
function number(wasm: Uint8Array, start: number): [number, number] {
  let value = 0;
  for (let at = start, shift = 0; ; at++, shift += 7) {
    const byte = wasm[at] ?? 0;
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at + 1];
  }
}

function bytes(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...bytes(value >>> 7)];
}
