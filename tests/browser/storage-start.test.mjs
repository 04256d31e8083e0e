// Starting with rubbish in localStorage or without storage at all, and what never leaves the page.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { journey } from "./browser.mjs";
import { badge, customerIds, customerOf, edit, openForm, random, shown } from "./storage-tools.mjs";

const KEYS = ["xinke.prefs", "xinke.workbooks"];

/** Values that were never written by this program, or by this version of it. */
function rubbish(next) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const json = () => pick([
    null, true, 0, -1, 1e308, "", "zh", [], {}, [null], [[[]]], { lang: 7 }, { lang: "fr" }, { theme: "neon" }, { theme: null },
    { author: ["x"] }, { author: "a".repeat(10_000) }, { last: "no id" }, { last: "f".repeat(32) }, { last: 5 },
    { roster_columns: "name" }, { roster_columns: ["no such column", "name", "name"] }, { mappings: [] }, { mappings: { x: 1 } },
    { unknown: { deep: [1, 2, 3] } }, { "no id": { seq: 1 } }, { "no id": 5 }, ["a", "b"],
  ]);
  return pick([
    () => JSON.stringify(json()),
    () => JSON.stringify(json()).slice(0, -1),
    () => pick(["", " ", "undefined", "NaN", "[object Object]", "<xml/>", "\u0000\u0001", "\ud800", "{", "'x'", "v2:Zm9v"]),
    () => Array.from({ length: 1 + Math.floor(next() * 60) }, () => String.fromCharCode(Math.floor(next() * 0x2fff))).join(""),
  ])();
}

journey("50 starts with rubbish in localStorage: all of them work, and the workbook is there", async (x) => {
  await x.openSample();
  const next = random(9);
  for (let round = 0; round < 50; round++) {
    const values = KEYS.filter(() => next() < 0.7).map((key) => [key, rubbish(next)]);
    await x.page.evaluate((values) => {
      localStorage.clear();
      localStorage.setItem("of.another.app", "stays");
      for (const [key, value] of values) localStorage.setItem(key, value);
    }, values);
    await x.reload();
    await x.page.getByTestId("undo").waitFor().catch((error) => {
      throw new Error(`round ${round}: ${JSON.stringify(values)}`, { cause: error });
    });
    assert.equal(await x.page.locator("#rescue").isVisible(), false);
    assert.equal(await x.page.evaluate(() => localStorage.getItem("of.another.app")), "stays");
  }
  await x.go("#/customers");
  await x.page.locator("[data-testid=roster] a").first().waitFor();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  await edit(x.page, { city: "照常" });
  await x.saved();
});

// Each way in which a browser refuses to keep anything.
const refusals = {
  "IndexedDB refuses to open": () => {
    IDBFactory.prototype.open = () => { throw new DOMException("denied", "SecurityError"); };
  },
  "IndexedDB answers with an error": () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function () {
      const request = open.call(this, `refused ${Math.random()}`);
      request.addEventListener("upgradeneeded", (event) => {
        event.stopImmediatePropagation();
        request.transaction.abort();
      }, true);
      return request;
    };
  },
  "there is no IndexedDB": () => {
    Object.defineProperty(window, "indexedDB", { get: () => undefined });
  },
  "all storage is denied": () => {
    const denied = { get() { throw new DOMException("denied", "SecurityError"); } };
    Object.defineProperty(window, "indexedDB", denied);
    Object.defineProperty(window, "localStorage", denied);
    Object.defineProperty(navigator, "storage", { get: () => undefined });
  },
};

for (const [what, refuse] of Object.entries(refusals)) {
  journey(`${what}: the app starts, says so, works and exports`, async (x) => {
    await x.page.addInitScript(refuse);
    await x.load();
    await x.page.getByText("这里什么都不会保留").waitFor();
    await x.page.getByTestId("open-sample").click();
    await x.page.getByTestId("undo").waitFor();
    assert.deepEqual(await badge(x.page), { state: "not-kept", text: "不会保留：关闭前请导出" });
    const [id] = await customerIds(x);
    await openForm(x.page, id);
    await edit(x.page, { city: "没有硬盘" });
    const file = await x.exportJson();
    assert.equal(customerOf(file.text, id).city, "没有硬盘");
    await x.go("#/customers");
    await x.page.getByTestId("undo").click();
    await x.page.getByTestId("redo").click();
    await x.go("#/data");
    await x.page.getByTestId("snapshot").click();
    await x.page.getByRole("button", { name: "查看与恢复" }).waitFor();
    assert.equal((await badge(x.page)).state, "not-kept", "never called saved");
    // Another session takes the file.
    await x.load();
    await x.give(file.bytes, file.name);
    await x.page.getByTestId("open-file").click();
    await x.page.getByTestId("undo").waitFor();
    assert.deepEqual((await x.exportJson()).bytes, file.bytes);
  }, { start: false });
}

// --- nothing leaves -----------------------------------------------------------------------------

const CANARY = "金丝雀贸易CanaryTrading";

journey("after the start the network is closed, and a customer's name stays in the page and its database", async (x) => {
  const urls = [];
  x.context.on("request", (request) => urls.push(decodeURIComponent(request.url()), request.postData() ?? ""));
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id, "file", "name");
  await edit(x.page, { name: CANARY });
  await x.saved();
  const traces = [];
  const look = async () => traces.push(decodeURIComponent(x.page.url()), await x.page.title(), decodeURIComponent(await x.page.evaluate(
    () => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, window.name]),
  )));
  await look();
  await x.go("#/customers");
  await x.page.getByTestId("roster-search").fill(CANARY);
  await x.page.getByTestId("roster").getByText(CANARY).first().waitFor();
  await look();
  for (const screen of ["", "/people", "/history", "/print/card", "/print/13-1"]) {
    await x.go(`#/customers/${id}${screen}`);
    await look();
  }
  for (const screen of ["#/", "#/data", "#/journal", "#/workbooks", "#/rulebook", "#/settings", "#/bin", "#/help"]) {
    await x.go(screen);
    await look();
  }
  await x.exportCsv();
  await look();
  for (const text of [...traces, ...urls]) assert.ok(!text.includes("Canary"), text);
  // Somebody out there who would take anything.
  let arrived = 0;
  const server = createServer((_, answer) => { arrived++; answer.end(); }).on("upgrade", (_, socket) => { arrived++; socket.destroy(); });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const base = `http://127.0.0.1:${server.address().port}/`;
  assert.equal((await fetch(base)).status, 200);
  x.allow(/foreign request|request after start/, /policy: connect-src/, /connect-src 'none'/, /Content Security Policy/, /ERR_BLOCKED_BY_CSP/, /violates the following/, /WebSocket connection/);
  const violations = x.page.evaluate(() => new Promise((done) => {
    const found = new Set();
    document.addEventListener("securitypolicyviolation", (event) => {
      found.add(event.blockedURI);
      if (found.size === 4) done([...found]);
    });
  }));
  const outcomes = await x.page.evaluate(async ({ base, text }) => {
    const to = (name) => new URL(`${name}?${encodeURIComponent(text)}`, base).href;
    const blocked = {};
    blocked.fetch = await fetch(to("fetch")).then(() => false, () => true);
    blocked.xhr = await new Promise((done) => {
      const request = new XMLHttpRequest();
      request.onload = () => done(false);
      request.onerror = () => done(true);
      try {
        request.open("GET", to("xhr"));
        request.send();
      } catch {
        done(true);
      }
    });
    blocked.socket = await new Promise((done) => {
      try {
        const socket = new WebSocket(to("socket").replace("http", "ws"));
        socket.onopen = () => done(false);
        socket.onerror = () => done(true);
      } catch {
        done(true);
      }
    });
    blocked.beacon = navigator.sendBeacon(to("beacon"), text) !== undefined;
    return blocked;
  }, { base, text: CANARY });
  assert.deepEqual(outcomes, { fetch: true, xhr: true, socket: true, beacon: true });
  assert.equal((await violations).length, 4, "4 of 4 refused by the policy");
  server.close();
  assert.equal(arrived, 1, "nothing arrived but our own first call");
  // Only then is the database looked at: it is there, and nowhere else.
  await openForm(x.page, id, "file", "name");
  assert.equal(await shown(x.page, "name"), CANARY);
});

journey("a database that does not open where there were workbooks: not the welcome of a new user", async (x) => {
  await x.openSample();
  const before = await x.exportJson();
  await x.page.addInitScript(() => {
    // A blank page on the way has no storage to ask.
    if (location.protocol !== "about:" && sessionStorage.getItem("refuse")) IDBFactory.prototype.open = () => { throw new DOMException("no", "UnknownError"); };
  });
  await x.page.evaluate(() => sessionStorage.setItem("refuse", "1"));
  await x.load();
  await x.page.getByRole("heading", { name: "工作簿打不开" }).waitFor();
  await x.page.getByRole("button", { name: "再试一次" }).click();
  await x.ready();
  await x.page.getByRole("heading", { name: "工作簿打不开" }).waitFor();
  await x.page.evaluate(() => sessionStorage.clear());
  await x.page.getByRole("button", { name: "再试一次" }).click();
  await x.page.getByTestId("undo").waitFor();
  assert.deepEqual((await x.exportJson()).bytes, before.bytes);
});
