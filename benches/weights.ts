// What is shipped, in bytes, as it is and squeezed in the ways of the web. `cargo xtask sizes` holds it; here it is told.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, deflateRawSync } from "node:zlib";

export interface Weight {
  what: string;
  bytes: number;
  hold?: number;
}

export function sizes(): Weight[] {
  const gzip = (bytes: Uint8Array) => execFileSync("gzip", ["-9", "-n", "-c"], { input: bytes, maxBuffer: 1e8 }).length;
  const wasm = readFileSync("extension/generated/sayswho_bg.wasm");
  const files = readdirSync("dist/chrome", { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const zip = files.reduce((sum, entry) => {
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    const name = join(entry.parentPath, entry.name).length - "dist/chrome/".length;
    return sum + Math.min(bytes.length, deflateRawSync(bytes, { level: 9 }).length) + 2 * name + 76;
  }, 22);
  const packs = ["en", "fr"].flatMap((language): Weight[] => {
    const bytes = readFileSync(`extension/generated/packs/${language}.pack`);
    const title = language === "en" ? "English pack" : "French pack";
    return [
      { what: title, bytes: bytes.length },
      { what: `${title}, gzip`, bytes: gzip(bytes), hold: 100_000 },
      { what: `${title}, brotli`, bytes: brotliCompressSync(bytes).length },
    ];
  });
  return [
    { what: "Wasm", bytes: wasm.length, hold: 700_000 },
    { what: "Wasm, gzip", bytes: gzip(wasm), hold: 250_000 },
    { what: "Wasm, brotli", bytes: brotliCompressSync(wasm).length },
    ...packs,
    { what: "Extension, zipped", bytes: zip, hold: 600_000 },
  ];
}
