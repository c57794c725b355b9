// The faults that a soak does to the extension. Each leaves things as it found them, or says that it could not.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { marks } from "../../tests/browser/marks.js";
import { until } from "../../tests/browser/session.js";
import type { Soak } from "./soak-run.js";

interface Fault {
  name: string;
  /** How often it is chosen, beside the others. */
  weight: number;
  happens(soak: Soak): Promise<void>;
}

/** The longest time between two kills, in milliseconds: reading a page takes about as long. */
const WITHIN = 50;

export const FAULTS: readonly Fault[] = [
  {
    name: "the background ends while a page is read",
    weight: 40,
    async happens(soak) {
      const sample = soak.chance.of(soak.samples);
      const [page] = await Promise.all([soak.open(sample), soak.kill(1 + soak.chance.below(6), WITHIN)]);
      await soak.kill(1 + soak.chance.below(6), WITHIN);
      await soak.isAsEver(page, sample);
      await soak.heard();
      await page.close();
    },
  },
  {
    name: "the background ends while a page is changed two hundred times a second",
    weight: 8,
    async happens(soak) {
      const sample = soak.chance.of(soak.samples);
      const page = await soak.open(sample);
      // What was read is remembered; what is changed before it was read may count as said for the first time.
      await soak.isAsEver(page, sample);
      const flooded = page.evaluate(flood, 300 + soak.chance.below(700), soak.chance.below(1e9));
      await Promise.all([flooded, soak.kill(1 + soak.chance.below(4), 2 * WITHIN)]);
      await soak.isAsEver(page, sample);
      await page.close();
    },
  },
  {
    name: "a page is left or closed while it is read, and the background ends",
    weight: 8,
    async happens(soak) {
      const [first, second] = [soak.chance.of(soak.samples), soak.chance.of(soak.samples)];
      const page = await soak.open(first);
      const other = await soak.open(second);
      await Promise.all([other.close(), soak.kill(1, WITHIN)]);
      await page.bringToFront();
      await pause(soak.chance.below(WITHIN));
      await Promise.all([page.goto(second.url), soak.kill(1, WITHIN)]);
      await soak.isAsEver(page, second);
      await page.close();
    },
  },
  {
    name: "the store holds what is no setting",
    weight: 6,
    async happens(soak) {
      const broken = { sensitivity: soak.chance.below(99), sites: "no list", aside: 3, form: [1], version: "x" };
      await into(soak, broken);
      const sample = soak.chance.of(soak.samples);
      const page = await soak.open(sample);
      await soak.kill(1 + soak.chance.below(2), WITHIN);
      await soak.isAsEver(page, sample);
      const now = await soak.store();
      for (const [name, value] of Object.entries(broken))
        if (JSON.stringify(now[name]) !== JSON.stringify(value)) soak.wrong(`the store lost ${name}`);
      await page.close();
      await soak.emptyStore();
    },
  },
  {
    name: "the store is full",
    weight: 2,
    async happens(soak) {
      const own = await soak.own();
      const refused = await own.evaluate(async () => {
        const much = "x".repeat(1_000_000);
        for (let n = 0; n < 11; n++) {
          const error = await chrome.storage.local.set({ [`much_${n}`]: much }).then(
            () => null,
            (reason) => String(reason),
          );
          if (error) return n;
        }
        return 11;
      });
      const sample = soak.chance.of(soak.samples);
      const page = await soak.open(sample);
      await soak.kill(1, WITHIN);
      await soak.isAsEver(page, sample);
      const kept = Object.keys(await soak.store()).filter((name) => name.startsWith("much_")).length;
      if (kept !== refused) soak.wrong(`of ${refused} entries of others ${kept} are left`);
      await page.close();
      await soak.emptyStore();
    },
  },
  {
    name: "the background ends while settings are changed",
    weight: 8,
    async happens(soak) {
      const own = await soak.own();
      const hosts = Array.from({ length: 12 }, (_, n) => `${soak.chance.below(1e6)}-${n}.example`);
      const changing = own.evaluate(async (all) => {
        // As whoever asks the background does: again, as long as nobody answered.
        const ask = async (host: string) => {
          for (let n = 0; n < 50; n++) {
            const say = { call: "site", ask: { host, reads: false, hidden: false } };
            const answer = await chrome.runtime.sendMessage(say).catch(() => undefined);
            if (answer?.answer?.done) return;
          }
          throw new Error(`nobody took ${host}`);
        };
        await Promise.all(all.map(ask));
      }, hosts);
      await Promise.all([changing, soak.kill(1 + soak.chance.below(4), WITHIN)]);
      const sites = (await soak.store()).sites as { host: string }[] | undefined;
      const found = (sites ?? []).map(({ host }) => host).sort();
      if (found.join() !== [...hosts].sort().join()) soak.wrong(`sites are ${found} and should be ${hosts}`);
      await soak.emptyStore();
    },
  },
  {
    name: "the extension is switched off and on under open tabs",
    weight: 3,
    happens: (soak) => renewed(soak, () => soak.session.reloadExtension()),
  },
  {
    name: "another version takes its place under open tabs",
    weight: 2,
    happens: (soak) =>
      renewed(soak, async () => {
        const file = join(soak.extension, "manifest.json");
        const manifest = JSON.parse(readFileSync(file, "utf8"));
        const [major, minor, patch] = (manifest.version as string).split(".").map(Number);
        writeFileSync(file, JSON.stringify({ ...manifest, version: `${major}.${minor}.${(patch ?? 0) + 1}` }));
        await soak.session.updateExtension();
      }),
  },
  {
    name: "the browser ends and starts again",
    weight: 1,
    async happens(soak) {
      const host = `${soak.chance.below(1e6)}.example`;
      await into(soak, { sites: [{ host, read: false }] });
      await soak.restart();
      const { sites } = await soak.store();
      if (JSON.stringify(sites) !== JSON.stringify([{ host, read: false }])) soak.wrong("settings are lost");
      const sample = soak.chance.of(soak.samples);
      const page = await soak.open(sample);
      await soak.isAsEver(page, sample);
      await page.close();
      await soak.emptyStore();
    },
  },
];

async function into(soak: Soak, values: Record<string, unknown>): Promise<void> {
  const own = await soak.own();
  await own.evaluate(async (kept) => {
    await chrome.storage.local.set(kept);
  }, values);
}

/** Old tabs are bare, or read anew where the browser brings the extension into them; once loaded again all is well. */
async function renewed(soak: Soak, end: () => Promise<void>): Promise<void> {
  const sample = soak.chance.of(soak.samples);
  const page = await soak.open(sample);
  await until(async () => (await marks(page)).length > 0);
  await soak.leaveOwn();
  await end();
  if (soak.session.name === "chrome") await soak.isBare(page);
  else await soak.isAsEver(page, sample);
  await page.bringToFront();
  await page.reload();
  await soak.isAsEver(page, sample);
  await page.close();
}

/** Runs in the page: paragraphs come, change and leave, without a claim; in the end all is where it was. */
function flood(milliseconds: number, seed: number): Promise<void> {
  let state = seed;
  const below = (end: number) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % end;
  };
  const body = document.querySelector("main, article") as HTMLElement;
  const words = [...body.querySelectorAll("p")].map((each) => [each.firstChild as Text, each.textContent] as const);
  const served = words.map(([node]) => node.data);
  const end = performance.now() + milliseconds;
  return new Promise((done) => {
    const turn = () => {
      const added: Element[] = [];
      for (let n = 0; n < 4; n++) {
        const entry = document.createElement("p");
        entry.textContent = `Entry ${below(1000)}: the porter wrote down the number of the tram.`;
        body.prepend(entry);
        added.push(entry);
        const at = below(words.length);
        const node = words[at]?.[0];
        if (node) node.data = `Corrected ${below(1000)}: the count ended at noon.`;
      }
      for (const entry of added) if (below(3) > 0 || performance.now() > end) entry.remove();
      if (performance.now() < end) {
        requestAnimationFrame(turn);
        return;
      }
      for (const entry of [...body.querySelectorAll("p")])
        if (/^Entry \d+: the porter/.test(entry.textContent ?? "")) entry.remove();
      words.forEach(([node], n) => {
        node.data = served[n] ?? "";
      });
      done();
    };
    turn();
  });
}
