// What every browser test stands on: a browser with an empty profile of its own, a page that must
// stay silent, and the few moves that all tests make.
//
//   import { journey, HOMES, DATA } from "./browser.mjs";
//
//   journey("an edit is kept", async (x) => {          // from an empty profile, in Chinese, over http
//     await x.openSample();
//     await x.go("#/customers");
//     await x.page.getByTestId("roster-search").fill("hzgl");
//     await x.reopen();                                // the browser closed and started again
//   }, { lang: "en", home: HOMES.file });
//
// A journey fails when anything is written to the console as an error or warning, an exception gets
// to the window, the content security policy is violated, another origin is asked for anything, or
// anything at all is asked for after the page has started. `x.allow(/…/)` makes exceptions, for
// tests that break things on purpose. Nothing here waits for a length of time.

import { test } from "node:test";
import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));

/** The project's root. */
export const ROOT = path.join(here, "../..");
/** Files that tests read: `tests/data`. */
export const DATA = path.join(ROOT, "tests/data");
/** The host's page, below a path; ends in a slash. */
export const BASE_URL = process.env.BASE_URL ?? "http://127.0.0.1:8090/school/xinke/";
/** The program as one file on disk. */
export const SINGLE_FILE = process.env.SINGLE_FILE ?? path.join(ROOT, "dist/xinke.html");
/** Where the program can live. */
export const HOMES = {
  http: { name: "http", url: BASE_URL },
  file: { name: "file", url: pathToFileURL(SINGLE_FILE).href },
};
/** The published schema of the file format. */
export const SCHEMA_FILE = [
  path.join(path.dirname(SINGLE_FILE), "schema/workbook-1.schema.json"),
  path.join(ROOT, "src/exchange/schema/workbook-1.schema.json"),
].find(existsSync);

/** How long any one condition may take. Generous: a slow machine is no failure. */
const PATIENCE_MS = 30_000;
/** A browser starved by a busy machine gets a second chance, in a fresh profile, and says so. */
const ATTEMPTS = 2;

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/**
 * Runs `act(x)` as a test with a browser of its own, then checks that the page was silent.
 *
 * @param {string} name
 * @param {(x: Xinke, t: import("node:test").TestContext) => Promise<void>} act
 * @param {OpenOptions} [options]
 */
export function journey(name, act, options = {}) {
  const patience = (options.patience ?? 150_000) * ATTEMPTS;
  test(name, { timeout: patience }, async (t) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await travel(name, act, options, t);
      } catch (error) {
        if (attempt === ATTEMPTS) throw error;
        t.diagnostic(`attempt ${attempt} failed: ${error.message}`);
      }
    }
  });
}

async function travel(name, act, options, t) {
  const x = await Xinke.open(options);
  try {
    await act(x, t);
    await x.settle();
    x.assertSilent();
  } catch (error) {
    error.message += x.page?.isClosed() ? "" : `\n  at ${x.page.url()}\n  said: ${x.log.join("\n        ") || "nothing"}`;
    if (process.env.FAILURES_DIR) await x.picture(name).catch(() => {});
    throw error;
  } finally {
    await x.close();
  }
}

/**
 * @typedef {object} OpenOptions
 * @property {{name: string, url: string}} [home] one of HOMES, or any other address
 * @property {"zh"|"en"} [lang] the browser's language; Chinese unless told
 * @property {"light"|"dark"} [scheme] the system's colours
 * @property {{width: number, height: number}} [viewport] 1366 × 768 unless told
 * @property {string} [hash] the screen to start on, as `#/data`
 * @property {boolean} [start] false: only launch, open no page of ours yet
 * @property {number} [patience] milliseconds after which a journey counts as stuck
 * @property {Record<string, unknown>} [context] more options for playwright's launchPersistentContext
 */

/** One browser with one profile. Several may live at once; each is independent. */
export class Xinke {
  /** The context of playwright. @type {import("playwright-core").BrowserContext} */
  context;
  /** The page in use. @type {import("playwright-core").Page} */
  page;
  /** Everything the pages said that they should not have said. @type {string[]} */
  log = [];
  /** The folder of the browser's profile. @type {string} */
  profile;
  #allowed = [];
  #started = new WeakSet();

  /** Launches a browser with an empty profile and opens the program. @param {OpenOptions} [options] */
  static async open(options = {}) {
    const x = new Xinke();
    x.options = { home: HOMES.http, lang: "zh", scheme: "light", viewport: { width: 1366, height: 768 }, start: true, ...options };
    x.profile = await fs.mkdtemp(path.join(os.tmpdir(), "xinke-profile-"));
    try {
      await x.#launch();
    } catch (error) {
      // A browser left open would keep the whole run from ending.
      await x.close();
      throw error;
    }
    return x;
  }

  async #launch() {
    const { lang, scheme, viewport, start, hash } = this.options;
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: FLAGS,
      locale: lang === "en" ? "en-US" : "zh-CN",
      colorScheme: scheme,
      viewport,
      timezoneId: "Asia/Shanghai",
      acceptDownloads: true,
      ...this.options.context,
    });
    this.context.setDefaultTimeout(PATIENCE_MS);
    await this.context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
      });
    });
    this.page = this.context.pages()[0] ?? await this.context.newPage();
    this.watch(this.page);
    if (start) await this.load(hash);
  }

  /** Listens to a page; tabs opened by `tab()` are watched already. */
  watch(page) {
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#note(`console ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.#note(`exception: ${error}`));
    page.on("request", (request) => {
      const url = request.url();
      if (/^(blob|data|about):/.test(url)) return;
      if (request.isNavigationRequest() && request.frame() === page.mainFrame()) this.#started.delete(page);
      else if (this.#started.has(page)) this.#note(`request after start: ${url}`);
      const ours = this.options.home.url.startsWith("file:") ? this.options.home.url : new URL(this.options.home.url).origin;
      if (!url.startsWith(ours)) this.#note(`foreign request: ${url}`);
    });
    // What the policy stopped never left; the violation itself has been said.
    page.on("requestfailed", (request) => {
      if (request.failure()?.errorText !== "csp") return;
      this.log = this.log.filter((text) => !text.endsWith(`request after start: ${request.url()}`) && !text.endsWith(`foreign request: ${request.url()}`));
    });
  }

  #note(text) {
    if (!this.#allowed.some((pattern) => pattern.test(text))) this.log.push(text);
  }

  /** Exceptions to silence, from now on and for what was said before. @param {...RegExp} patterns */
  allow(...patterns) {
    this.#allowed.push(...patterns);
    this.log = this.log.filter((text) => !patterns.some((pattern) => pattern.test(text)));
  }

  /** Fails if anything was said. */
  assertSilent() {
    assert.deepEqual(this.log, [], "the page must be silent");
  }

  /** Waits until all messages of the pages have come in. */
  async settle() {
    for (const page of this.context.pages()) {
      if (!page.isClosed()) await page.evaluate(() => new Promise((done) => setTimeout(done))).catch(() => {});
    }
  }

  // --- pages ------------------------------------------------------------------------------------

  /** Loads the program anew on a screen and waits until it runs. */
  async load(hash = "", page = this.page) {
    await page.goto("about:blank");
    await page.goto(this.options.home.url + hash);
    await this.ready(page);
  }

  /** Reloads and waits until it runs. */
  async reload(page = this.page) {
    await page.reload();
    await this.ready(page);
  }

  /** Waits until the program runs, its workers' bytes are in and its first screen is there. */
  async ready(page = this.page) {
    await page.waitForFunction(() => window.xinkeWorkersReady && window.xinkeWorkersReady.then(() => true));
    await page.locator("#main").locator("h1, .c-empty").first().waitFor();
    this.#started.add(page);
  }

  /** Another tab of the same profile, watched and running. */
  async tab(hash = "") {
    const page = await this.context.newPage();
    this.watch(page);
    await this.load(hash, page);
    return page;
  }

  /** Closes the browser in good order and starts it again with the same profile. */
  async reopen() {
    await this.context.close();
    await this.#launch();
  }

  /** Ends the browser's processes at once, as a power cut would; `reopen()` starts it again. */
  async kill() {
    const closed = new Promise((done) => this.context.once("close", done));
    for (const pid of this.#processes()) {
      try { process.kill(pid, "SIGKILL"); } catch { /* gone already */ }
    }
    await closed;
  }

  // Only processes that were started with this test's own profile folder.
  #processes() {
    const found = [];
    for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
      try {
        if (readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(`--user-data-dir=${this.profile}`)) found.push(Number(pid));
      } catch { /* gone already */ }
    }
    return found;
  }

  /** Closes the browser and deletes its profile. */
  async close() {
    await this.context?.close().catch(() => {});
    await fs.rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  /** Goes to a screen by its hash, as `#/customers`, and waits for it. */
  async go(hash, page = this.page) {
    await page.evaluate(async (to) => {
      const arrived = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
      const before = location.hash;
      location.hash = to;
      if (location.hash !== before) await arrived;
      await new Promise((done) => setTimeout(done)); // the screen is built in a microtask
    }, hash);
    await page.locator("#main").locator("h1, .c-empty").first().waitFor();
  }

  /** Goes to the Data page with no dry run on it. */
  async goData() {
    await this.go("#/settings");
    await this.go("#/data");
  }

  /** The hash of the address now. */
  hash(page = this.page) {
    return new URL(page.url()).hash;
  }

  /** A picture into $FAILURES_DIR, for a person to look at. */
  async picture(name) {
    await fs.mkdir(process.env.FAILURES_DIR, { recursive: true });
    await this.page.screenshot({ path: path.join(process.env.FAILURES_DIR, `${name.replace(/[^\p{L}\d]+/gu, "-")}.png`) });
  }

  // --- moves ------------------------------------------------------------------------------------

  /** Opens the sample company from an empty profile. */
  async openSample() {
    if (this.hash() !== "" && this.hash() !== "#/") await this.go("#/");
    await this.page.getByTestId("open-sample").click();
    await this.page.getByTestId("undo").waitFor();
    await this.saved();
  }

  /** Makes an empty workbook and opens it. */
  async newWorkbook(name) {
    await this.go("#/workbooks");
    await this.page.getByTestId("new-workbook").click();
    await this.page.getByTestId("workbook-name").fill(name);
    await this.page.getByTestId("create-workbook").click();
    await this.page.waitForFunction(() => location.hash === "#/");
    await this.page.getByTestId("undo").waitFor();
    await this.saved();
  }

  /** Waits until the badge in the bar says that all is saved. */
  async saved(page = this.page) {
    await page.locator(".c-saved[data-state=saved]").waitFor();
  }

  /**
   * Hands a file to the Data page and waits for its dry run or refusal.
   * @param {string|Buffer|Uint8Array} content a path, or bytes
   */
  async give(content, name = "file.csv") {
    await this.goData();
    const file = typeof content === "string" ? content : { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
    await this.page.getByTestId("file").setInputFiles(file);
    await this.page.locator(".f-import__end, .c-notice[data-tone=risk], [data-testid=open-file]").first().waitFor();
  }

  /** Runs the table import shown and waits until it is in and saved. */
  async runImport() {
    await this.page.getByTestId("run-import").click();
    await this.page.waitForFunction(() => location.hash.startsWith("#/customers"));
    await this.saved();
  }

  /** The counts of a dry run, as `{ new: 59, changed: 0, … }`. */
  async counts(table = "customers") {
    const cells = await this.page.getByTestId(`counts-${table}`).locator("td").allTextContents();
    const names = ["new", "changed", "same", "older", "conflict", "refused"];
    return Object.fromEntries(names.map((name, at) => [name, Number(cells[at].replaceAll(",", ""))]));
  }

  /**
   * What `act` makes the page download, read from disk.
   * @returns {Promise<{name: string, bytes: Buffer, text: string}>}
   */
  async download(act) {
    const [download] = await Promise.all([this.page.waitForEvent("download"), act()]);
    const bytes = await fs.readFile(await download.path());
    return { name: download.suggestedFilename(), bytes, text: bytes.toString("utf8") };
  }

  /** The open workbook as its JSON file: `{ name, bytes, text }`. */
  async exportJson() {
    await this.goData();
    return this.download(() => this.page.getByTestId("export-json").click());
  }

  /** All customers as their CSV file. */
  async exportCsv() {
    await this.goData();
    return this.download(() => this.page.getByTestId("export-csv").click());
  }

  /** Opens a workbook's file as a workbook. */
  async openFile(content, name = "workbook.json") {
    await this.give(content, name);
    await this.page.getByTestId("open-file").click();
    await this.page.waitForFunction(() => location.hash === "#/");
    await this.page.getByTestId("undo").waitFor();
    await this.saved();
  }

  /** The text of every message shown now. */
  async messages() {
    return this.page.locator(".c-toast__text").allTextContents();
  }
}
