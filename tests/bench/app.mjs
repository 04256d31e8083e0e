// What is measured on the program itself, as it is shipped, with real keys and clicks.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { spread } from "./timing.mjs";
import { customersCsv, linesCsv } from "./data.mjs";
import { watchEdit, watchFrames, watchProgress } from "./frames.mjs";

const customers = customersCsv();
// A file on disk: bytes handed over by the driver would hold up the page themselves.
const folder = mkdtempSync(path.join(os.tmpdir(), "xinke-bench-"));
const linesFile = path.join(folder, "lines.csv");
writeFileSync(linesFile, linesCsv());
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** A new workbook with all customers in it. */
export async function withCustomers(x, name) {
  await x.newWorkbook(name);
  await x.give(customers, "customers.csv");
  await x.runImport();
}

/** Roster beside Tabulator and AG Grid. */
export async function roster(x, url, rounds) {
  const modules = `${url}node_modules/`;
  await x.page.addScriptTag({ url: `${modules}tabulator-tables/dist/js/tabulator.min.js` });
  await x.page.addScriptTag({ url: `${modules}ag-grid-community/dist/ag-grid-community.min.js` });
  await x.page.addStyleTag({ url: `${modules}tabulator-tables/dist/css/tabulator_simple.min.css` });
  await x.go("#/customers");
  return x.page.evaluate(async ([from, times]) => (await import(from)).measure(times), [`${url}roster-page.mjs`, rounds]);
}

const inPage = (page, name, watch) => page.evaluate(`void (window.${name} = (${watch})())`);
const end = (page, name) => page.evaluate((name) => window[name].end(), name);

/** 100,000 lines from the file chosen until saved: what the page was held up, what it showed. */
export async function importLines(x) {
  const { page } = x;
  await x.goData();
  await inPage(page, "watchedFrames", watchFrames);
  await inPage(page, "watchedProgress", watchProgress);
  const from = Date.now();
  await page.getByTestId("file").setInputFiles(linesFile);
  await page.locator("[data-testid=run-import]:not([disabled])").waitFor({ timeout: 120_000 });
  const planned = Date.now();
  const planning = await end(page, "watchedFrames");
  await inPage(page, "watchedFrames", watchFrames);
  await page.getByTestId("run-import").click();
  await page.waitForFunction(() => location.hash.startsWith("#/ledger"), undefined, { timeout: 120_000 });
  const done = Date.now();
  await x.saved();
  const saved = Date.now();
  const importing = await end(page, "watchedFrames");
  const progress = await end(page, "watchedProgress");
  const count = await page.locator("[role=grid]").first().getAttribute("aria-rowcount");
  if (Number(count) - 1 !== 100_000) throw new Error(`${count} rows are listed after the import`);
  return {
    plan: planned - from, import: done - planned, save: saved - done, progress: progress.length,
    planning, importing, longest: Math.max(planning.longest, importing.longest),
  };
}

const stop = (page) => page.getByRole("button", { name: "停止" });

/** Stopped in the dry run and in the import: how long until it is gone, and that nothing came in. */
export async function cancelImport(x) {
  const { page } = x;
  const times = [];
  for (const phase of ["plan", "import"]) {
    await x.goData();
    await page.getByTestId("file").setInputFiles(linesFile);
    if (phase === "import") {
      await page.locator("[data-testid=run-import]:not([disabled])").click({ timeout: 120_000 });
    }
    await page.waitForFunction(() => parseFloat(document.querySelector(".c-progress__bar")?.getAttribute("value") ?? "0") > 5);
    const from = Date.now();
    await stop(page).click();
    await page.locator(".c-progress").waitFor({ state: "detached" });
    times.push(Date.now() - from);
  }
  await x.go("#/ledger");
  await page.waitForTimeout(1_000);
  if (await page.locator("[role=grid]").count() > 0) throw new Error("a stopped import left lines behind");
  return { plan: times[0], import: times[1] };
}

/** One field changed on a customer's card, with keys. */
export async function edits(x, times) {
  const { page } = x;
  await x.go("#/customers");
  const card = await page.locator("[data-testid=roster] [aria-rowindex='2'] a[href]").first().getAttribute("href");
  await x.go(`${card}/basic`);
  await page.getByTestId("edit-group").click();
  const city = page.getByTestId("city");
  const found = [];
  for (let time = 0; time <= times; time++) {
    await city.click();
    await page.keyboard.press("End");
    await page.keyboard.type("x");
    const watched = page.evaluate(`(${watchEdit.toString()})()`);
    await page.evaluate(() => 0);
    await page.keyboard.press("Tab");
    found.push(await watched);
  }
  // The first one is cold.
  const rest = found.slice(1);
  return { painted: spread(rest.map((one) => one.painted)), saved: spread(rest.map((one) => one.saved)) };
}

/** Keeps a sampled profile of `act` for the developer tools of a browser. */
export async function profiled(x, file, act) {
  const session = await x.context.newCDPSession(x.page);
  await session.send("Profiler.enable");
  await session.send("Profiler.setSamplingInterval", { interval: 500 });
  await session.send("Profiler.start");
  const result = await act();
  const { profile } = await session.send("Profiler.stop");
  writeFileSync(file, JSON.stringify(profile));
  await session.detach();
  return result;
}
