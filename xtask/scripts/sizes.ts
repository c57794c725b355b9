// Weighs what a reader downloads against `tests/sizes.json`: the Wasm, the packs and the whole folder of each browser.
//
// Nothing may grow unnoticed, and no hold that is met may be missed; `sizes-judge.ts` says what is wrong.
// Absent on purpose: the package itself. It is squeezed by a better and much slower deflate, so that what is weighed
// here is a little more than what is shipped.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { judge } from "./sizes-judge.js";

/** What one entry of a zip takes beside its content: two headers, each with the name. */
const HEADERS = 30 + 46;

/** By the program of this name: what it makes is the same everywhere, and the zlib that Node brings is not. */
function gzipped(bytes: Uint8Array): number {
  return execFileSync("gzip", ["-9", "-n", "-c"], { input: bytes, maxBuffer: 1e8 }).length;
}

const [record = "", accept = "", ...folders] = process.argv.slice(2);
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

const { lines, over, changed, record: now } = judge(JSON.parse(readFileSync(record, "utf8")), weighed);
for (const line of lines) process.stdout.write(`  ${line}\n`);
if (accept === "accept" && over.length === 0) writeFileSync(record, `${JSON.stringify(now, null, "\t")}\n`);
if (over.length > 0) console.error(`${over.join("; ")}: that cannot be accepted, only made smaller.`);
if (accept !== "accept" && changed.length > 0) {
  console.error(`${changed.join("; ")}. When that is meant: cargo xtask sizes --accept, and say why.`);
}
if (over.length > 0 || (accept !== "accept" && changed.length > 0)) process.exitCode = 1;
