// Power cuts: the browser is killed at random moments. What the badge showed as saved is there
// afterwards, an edit is there wholly or not at all, and so is an import.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { journey } from "./browser.mjs";
import {
  answerLeaving, customerIds, customerOf, customerTable, dump, edit,
  onlyWorkbook, openForm, random, reopenBook, shown,
} from "./storage-tools.mjs";

const FIELDS = ["city", "province", "postcode"];

// Runs inside the page: edits of three fields at once, in bursts, and a report of each state of
// affairs that the badge calls saved.
async function stream({ from, seed }) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const tick = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(); port2.postMessage(0); });
  const isSaved = () => document.querySelector(".c-saved")?.dataset.state === "saved";
  for (let number = from; ;) {
    const burst = 1 + Math.floor(next() * 4);
    for (let at = 0; at < burst; at++, number++) {
      const inputs = ["city", "province", "postcode"].map((field) => document.querySelector(`#main [data-testid="${field}"]`));
      for (const input of inputs) {
        input.value = String(number);
        input.dispatchEvent(new Event("input", { bubbles: true }));
      }
      inputs.at(-1).dispatchEvent(new Event("change", { bubbles: true }));
      if (next() < 0.5) await tick();
    }
    await tick();
    while (!isSaved()) await tick();
    window.reportSaved(number - 1);
  }
}

// Each round begins with a copy of one prepared profile. In one and the same profile Chromium 156 loses
// the whole database about once in 300 kills, at the second start after a kill that tore a record of
// LevelDB's log: the first start goes on writing behind the torn record, the next calls that corrupt
// and begins anew. The program can only say so (LostPage, see storage-faults.test.mjs).
async function keepProfile(x) {
  await x.context.close();
  const kept = `${x.profile}-kept`;
  await fs.rename(x.profile, kept);
  return {
    /** Starts the browser with the profile as it was kept. */
    start: async () => {
      await x.context.close();
      await fs.rm(x.profile, { recursive: true, force: true, maxRetries: 5 });
      await fs.cp(kept, x.profile, { recursive: true, verbatimSymlinks: true });
      await reopenBook(x);
    },
    drop: () => fs.rm(kept, { recursive: true, force: true }),
  };
}

journey("20 kills during a stream of edits: what was shown as saved is there, nothing is half there", async (x, t) => {
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  await edit(x.page, { city: "1", province: "1", postcode: "1" });
  await x.saved();
  const profile = await keepProfile(x);
  const next = random(6);
  let total = 0;
  for (let round = 0; round < 20; round++) {
    await profile.start();
    await openForm(x.page, id);
    let saved = 1;
    await x.page.exposeBinding("reportSaved", (_, number) => { saved = Math.max(saved, number); });
    // It never ends by itself: the browser is killed under it.
    const running = x.page.evaluate(stream, { from: 2, seed: Math.floor(next() * 2 ** 31) }).catch(() => {});
    await new Promise((done) => setTimeout(done, 20 + next() * 400));
    await x.kill();
    await running;
    await reopenBook(x);
    await openForm(x.page, id);
    const found = await Promise.all(FIELDS.map((field) => shown(x.page, field)));
    assert.ok(found.every((value) => value === found[0]), `round ${round}: partial edit ${found}`);
    assert.ok(Number(found[0]) >= saved, `round ${round}: ${saved} was shown as saved, there is ${found[0]}`);
    // And nothing in between is missing: the journal has each edit wholly.
    const { entries } = onlyWorkbook(await dump(x.page));
    assert.equal(entries.length, Number(found[0]));
    for (const { seq, changes } of entries) {
      const { after } = changes.find((change) => change.table === "customers");
      for (const field of FIELDS) assert.equal(Number(after[field]), seq, "each edit once, whole and in order");
    }
    total += saved;
  }
  await profile.drop();
  t.diagnostic(`${total} edits shown as saved in 20 rounds`);
  assert.ok(total > 40, "there was something to lose");
});

journey("kills during the import of 5,000 rows: all of it or nothing, and undo takes all of it back", async (x, t) => {
  await x.openSample();
  const before = JSON.parse((await x.exportJson()).text);
  const profile = await keepProfile(x);
  const next = random(7);
  const table = customerTable(5_000);
  const outcomes = [];
  // The first runs to its end, so that the others are spread over the time it takes.
  let took = 0;
  for (let round = 0; round < 5; round++) {
    await profile.start();
    await x.give(table, "big.csv");
    await x.page.getByTestId("run-import").waitFor();
    const start = performance.now();
    await x.page.getByTestId("run-import").click({ noWaitAfter: true });
    if (round === 0) {
      await x.page.waitForFunction(() => location.hash.startsWith("#/customers"));
      await x.saved();
      took = performance.now() - start;
    } else {
      await new Promise((done) => setTimeout(done, next() * took));
      await x.kill();
      await reopenBook(x);
    }
    const now = JSON.parse((await x.exportJson()).text);
    const count = now.counts.customers;
    assert.ok(count === 60 || count === 5_060, `round ${round}: ${count} customers`);
    outcomes.push(count);
    if (count === 5_060) {
      await x.page.getByTestId("undo").click();
      await x.saved();
      assert.deepEqual(JSON.parse((await x.exportJson()).text).tables, before.tables);
    } else {
      assert.deepEqual(now.tables, before.tables);
    }
  }
  await profile.drop();
  t.diagnostic(`outcomes: ${outcomes}`);
});

// --- closing ------------------------------------------------------------------------------------

journey("edits are there after the tab was closed a moment later", async (x) => {
  await x.openSample();
  const ids = (await customerIds(x)).slice(0, 5);
  for (const [at, id] of ids.entries()) {
    const page = await x.tab();
    const asked = answerLeaving(page, true);
    await openForm(page, id);
    await page.getByTestId("city").fill(`关前${at}`);
    await page.getByTestId("city").press("Tab");
    await new Promise((done) => setTimeout(done, 300));
    await page.close({ runBeforeUnload: true });
    if (!page.isClosed()) await page.waitForEvent("close");
    assert.deepEqual(asked, [], "nothing unsaved, nothing asked");
  }
  await x.reload();
  const file = await x.exportJson();
  ids.forEach((id, at) => assert.equal(customerOf(file.text, id).city, `关前${at}`));
});

journey("what is typed and not left yet is stored when the tab is hidden, and asked about when it closes", async (x) => {
  await x.openSample();
  const [first, second] = await customerIds(x);
  await openForm(x.page, first);
  await x.page.getByTestId("city").fill("只是输入");
  await x.page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
    delete document.visibilityState;
  });
  await x.saved();
  assert.equal(onlyWorkbook(await dump(x.page)).entries.at(-1).changes[0].after.city, "只是输入");
  // Closing asks; whoever stays keeps it, and then nothing is asked any more.
  await openForm(x.page, second);
  await x.page.getByTestId("city").pressSequentially("还没离开这一格");
  const asked = answerLeaving(x.page, false);
  const answered = x.page.waitForEvent("dialog");
  await x.page.close({ runBeforeUnload: true });
  await answered;
  await x.saved();
  assert.deepEqual(asked, ["beforeunload"]);
  await x.reload();
  assert.deepEqual(asked, ["beforeunload"], "saved by now");
  await openForm(x.page, second);
  assert.match(await shown(x.page, "city"), /还没离开这一格/);
});

journey("what is typed and not left yet is kept when the screen changes under it", async (x) => {
  await x.openSample();
  const [first, second] = await customerIds(x);
  await openForm(x.page, second);
  await openForm(x.page, first);
  // By the address and by the browser's own way back: neither leaves the field first.
  const ways = {
    address: () => openForm(x.page, second),
    back: () => x.page.goBack(),
  };
  for (const [what, go] of Object.entries(ways)) {
    await openForm(x.page, second);
    await openForm(x.page, first);
    await x.page.getByTestId("city").fill("");
    await x.page.getByTestId("city").pressSequentially(what);
    await go();
    await x.page.waitForFunction((id) => location.hash.includes(id), second);
    await x.saved();
    assert.equal(customerOf((await x.exportJson()).text, first).city, what);
  }
  // The same for a rule and for the own name, which have no form to keep.
  await x.go("#/settings");
  await x.page.getByTestId("author").fill("");
  await x.page.getByTestId("author").pressSequentially("林");
  await x.go("#/");
  assert.match(await x.page.evaluate(() => localStorage.getItem("xinke.prefs")), /"author":"林"/);
});

journey("changes that could not be stored make the browser ask before it leaves", async (x) => {
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  await x.page.evaluate(() => {
    const { put } = IDBObjectStore.prototype;
    window.mend = () => { IDBObjectStore.prototype.put = put; };
    IDBObjectStore.prototype.put = () => { throw new DOMException("no", "UnknownError"); };
  });
  await x.page.getByTestId("city").fill("存不下");
  await x.page.getByTestId("city").press("Tab");
  await x.page.locator(".c-saved[data-state=failed]").waitFor();
  const asked = answerLeaving(x.page, false);
  await x.page.evaluate(() => { location.reload(); });
  await x.page.waitForTimeout(0);
  assert.deepEqual(asked, ["beforeunload"]);
  assert.equal(await shown(x.page, "city"), "存不下");
  await x.page.evaluate(() => window.mend());
  await x.page.getByTestId("save-again").click();
  await x.saved();
  await x.reload();
  assert.deepEqual(asked, ["beforeunload"], "asked once only");
  await openForm(x.page, id);
  assert.equal(await shown(x.page, "city"), "存不下");
});
