// Runs all measurements and writes the report: `cargo xtask bench` starts it.
//
//   node tests/bench/run.mjs docs/bench.md        ROUNDS=3 ONLY=core,roster,app for a quick look

import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Xinke } from "../browser/browser.mjs";
import * as app from "./app.mjs";
import { write } from "./report.mjs";
import { spread } from "./timing.mjs";

const URL_OF_BENCH = process.env.BENCH_URL;
const ROUNDS = Number(process.env.ROUNDS ?? 9);
const ONLY = (process.env.ONLY ?? "core,roster,app").split(",");
const IMPORTS = Math.min(3, ROUNDS);
const EDITS = 20;
/** Above this load the machine is too busy to measure on. */
const MOST_LOAD = 1.5;
const here = path.dirname(new URL(import.meta.url).pathname);

const say = (text) => console.log(`  bench: ${text}`);

/** Waits a while for a quiet machine, unless this is a mere look; the load when it begins. */
async function quiet() {
  const end = Date.now() + (ROUNDS < 7 ? 0 : 180_000);
  while (os.loadavg()[0] > MOST_LOAD && Date.now() < end) await new Promise((done) => setTimeout(done, 5_000));
  return os.loadavg()[0];
}

function version(name) {
  return JSON.parse(readFileSync(path.join(here, "node_modules", name, "package.json"), "utf8")).version;
}

async function opened(options, act) {
  const x = await Xinke.open(options);
  try {
    return await act(x);
  } finally {
    await x.close();
  }
}

async function core(found) {
  await opened({ start: false }, async (x) => {
    x.page.on("console", (message) => say(message.text()));
    await x.page.goto(URL_OF_BENCH);
    await x.page.waitForFunction(() => window.bench);
    found.data = await x.page.evaluate(() => window.bench.prepare());
    const names = await x.page.evaluate(() => window.bench.names());
    for (const name of names) {
      const started = Date.now();
      found[name] = await x.page.evaluate(([name, rounds]) => window.bench.run(name, rounds), [name, ROUNDS]);
      say(`${name} ${JSON.stringify(found[name].ours?.median)} in ${Date.now() - started} ms`);
    }
  });
}

async function roster(found) {
  // The libraries are not ours: the page's policy would refuse them.
  await opened({ context: { bypassCSP: true } }, async (x) => {
    await app.withCustomers(x, "roster");
    Object.assign(found, await app.roster(x, URL_OF_BENCH, ROUNDS));
  });
}

async function program(found) {
  await opened({}, async (x) => {
    const imports = [];
    for (let round = 0; round < IMPORTS; round++) {
      await app.withCustomers(x, `import ${round + 1}`);
      if (round === 0) found.cancel = await app.cancelImport(x);
      const profile = process.env.PROFILE;
      const once = () => app.importLines(x);
      imports.push(profile && round === IMPORTS - 1 ? await app.profiled(x, profile, once) : await once());
      say(JSON.stringify(imports.at(-1)));
    }
    const of = (name) => spread(imports.map((one) => one[name]));
    found.import = {
      plan: of("plan"), import: of("import"), save: of("save"), longest: of("longest"), progress: of("progress"),
      rounds: IMPORTS,
    };
    found.edits = await app.edits(x, EDITS);
    found.browser = x.context.browser()?.version() ?? await x.page.evaluate(() => navigator.userAgent.match(/Chrome\/([\d.]+)/)?.[1]);
  });
}

const found = {};
const load = await quiet();
say(`load ${load.toFixed(2)}, ${ROUNDS} rounds`);
for (const [name, part] of Object.entries({ core, roster, app: program })) {
  if (ONLY.includes(name)) await part(found);
}
const names = ["papaparse", "arquero", "dexie", "tabulator-tables", "ag-grid-community"];
write(process.argv[2], {
  found,
  rounds: ROUNDS,
  edits: EDITS,
  load: [load, os.loadavg()[0]],
  mostLoad: MOST_LOAD,
  cpu: `${os.cpus().length} × ${os.cpus()[0].model}`,
  memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
  system: `${os.type()} ${os.release().split("-")[0]}`,
  date: new Date().toISOString().slice(0, 10),
  versions: Object.fromEntries(names.map((name) => [name, version(name)])),
});
say(`written to ${process.argv[2]}`);
