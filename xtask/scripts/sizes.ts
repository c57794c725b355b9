// Weighs what a reader downloads against `tests/sizes.json`: the Wasm, the packs and the whole folder of each browser.
//
// Nothing may grow unnoticed; where each stands to its hold is said.
// Absent on purpose: the package itself. It is squeezed by a better and much slower deflate, so that what is weighed
// here is a little more than what is shipped.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";

interface Entry {
  bytes: number;
  hold: number;
}

/** By this part anything may grow without the record being changed: compilers differ by some bytes. */
const MAY_GROW = 0.005;

/** What one entry of a zip takes beside its content: two headers, each with the name. */
const HEADERS = 30 + 46;

/** By the program of this name: what it makes is the same everywhere, and the zlib that Node brings is not. */
function gzipped(bytes: Uint8Array): number {
  return execFileSync("gzip", ["-9", "-n", "-c"], { input: bytes, maxBuffer: 1e8 }).length;
}

const [record = "", accept = "", ...folders] = process.argv.slice(2);
const kept: Record<string, Entry> = JSON.parse(readFileSync(record, "utf8"));
const weighed: Record<string, number> = {};
for (const folder of folders) {
  const name = folder.split("/").at(-1) ?? folder;
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  );
  let zip = 22;
  for (const file of files) {
    const bytes = readFileSync(join(folder, file));
    zip += deflateRawSync(bytes, { level: constants.Z_BEST_COMPRESSION }).length + HEADERS + 2 * file.length;
    const pack = /^packs\/(.+)$/.exec(file)?.[1];
    if (file === "sayswho.wasm") weighed["wasm, raw"] = bytes.length;
    if (file === "sayswho.wasm") weighed["wasm, gzip"] = gzipped(bytes);
    if (pack !== undefined) weighed[`pack ${pack}, gzip`] = gzipped(bytes);
  }
  weighed[`zip for ${name}`] = zip;
}

const wrong: string[] = [];
for (const [what, bytes] of Object.entries(weighed)) {
  const before = kept[what];
  const over = before !== undefined && bytes > before.hold ? ", OVER IT" : "";
  process.stdout.write(
    `  ${what}: ${bytes} bytes; recorded ${before?.bytes ?? "nowhere"}, hold ${before?.hold ?? "none"}${over}\n`,
  );
  if (before === undefined) wrong.push(`${what} is not in the record`);
  else if (bytes > before.bytes * (1 + MAY_GROW)) wrong.push(`${what} grew by more than ${MAY_GROW * 100} %`);
  if (before !== undefined) before.bytes = bytes;
}
for (const what of Object.keys(kept)) if (!(what in weighed)) wrong.push(`${what} was not found`);
if (accept === "accept") writeFileSync(record, `${JSON.stringify(kept, null, "\t")}\n`);
else if (wrong.length > 0) {
  console.error(`${wrong.join("; ")}. When that is meant: cargo xtask sizes --accept, and say why.`);
  process.exitCode = 1;
}
