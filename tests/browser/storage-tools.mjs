// What the storage tests share: seeded randomness, quick edits, a raw look into IndexedDB, and a
// record of everything the badge said.

import assert from "node:assert/strict";
import path from "node:path";
import { BASE_URL } from "./browser.mjs";

/** Numbers from 0 to 1, the same for the same seed. */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A page of the same origin that runs nothing of the program. */
export async function quietPage(x) {
  const page = await x.context.newPage();
  await page.goto(new URL("rescue.html", BASE_URL).href);
  return page;
}

/** The folder in the profile where Chromium keeps the databases. */
export const databaseFolder = (x) => path.join(
  x.profile, "Default/IndexedDB", `${new URL(BASE_URL).origin.replace("://", "_").replace(/:(\d+)$/, "_$1")}.indexeddb.leveldb`,
);

/**
 * All databases of the program as they lie there: `{ [name]: { version, log, shards, meta } }`, each
 * store a map from key to text.
 */
export function dump(page) {
  return page.evaluate(async () => {
    const answer = (request) => new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = {};
    for (const { name } of await indexedDB.databases()) {
      const db = await answer(indexedDB.open(name));
      found[name] = { version: db.version };
      for (const store of db.objectStoreNames) {
        const objects = db.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([answer(objects.getAllKeys()), answer(objects.getAll())]);
        const text = (value) => new TextDecoder().decode(value);
        found[name][store] = Object.fromEntries(keys.map((key, at) => [key, text(values[at])]));
      }
      db.close();
    }
    return found;
  });
}

/** The one workbook of a dump, its parts read: `{ name, mark, head, entries, meta }`. */
export function onlyWorkbook(dumped) {
  const names = Object.keys(dumped).filter((name) => name.startsWith("xinke.wb."));
  assert.equal(names.length, 1, `one workbook, not ${names}`);
  const [name] = names;
  const { log, meta, shards } = dumped[name];
  return {
    name, meta, shards,
    mark: JSON.parse(meta.mark),
    head: JSON.parse(meta.head),
    entries: Object.values(log).map((text) => JSON.parse(text)[1]).sort((a, b) => a.seq - b.seq),
  };
}

/** Waits until `look` finds something that `holds`, and gives it. */
export async function until(look, holds, what) {
  const end = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (holds(found)) return found;
    assert.ok(Date.now() < end, `waited in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Ids of the open workbook's customers, sorted, read from its file. */
export async function customerIds(x) {
  return JSON.parse((await x.exportJson()).text).tables.customers.map((customer) => customer.id).sort();
}

/** One customer of a workbook's file. */
export const customerOf = (text, id) => JSON.parse(text).tables.customers.find((customer) => customer.id === id);

/** Opens the form of one customer's group. */
export async function openForm(page, id, group = "basic", field = "city") {
  await page.evaluate((hash) => { location.hash = hash; }, `#/customers/${id}/${group}`);
  await page.getByTestId("edit-group").waitFor();
  const input = page.getByTestId(field);
  if (await input.count() === 0) await page.getByTestId("edit-group").click();
  await input.waitFor();
}

/** Types values into the open form and leaves the last field: one edit of several fields. */
export function edit(page, values) {
  return page.evaluate((values) => {
    const entries = Object.entries(values);
    entries.forEach(([key, value], at) => {
      const input = document.querySelector(`#main [data-testid="${key}"]`);
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      if (at === entries.length - 1) input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }, values);
}

/** What the open form shows. */
export const shown = (page, field) => page.getByTestId(field).inputValue();

/** Waits until the open form shows a value. */
export async function waitShown(page, field, value) {
  await page.waitForFunction(([field, value]) => document.querySelector(`#main [data-testid="${field}"]`)?.value === value, [field, value]);
}

/** The badge's state and words now. */
export async function badge(page) {
  const element = page.locator(".c-saved");
  return { state: await element.getAttribute("data-state"), text: (await element.textContent()).trim() };
}

/** From now on every state of the badge is kept; `badgeStates` gives them. */
export async function watchBadge(page) {
  await page.evaluate(() => {
    window.badgeStates = [];
    const look = () => {
      const state = document.querySelector(".c-saved")?.dataset.state;
      if (state && state !== window.badgeStates.at(-1)) window.badgeStates.push(state);
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] });
    look();
  });
}
export const badgeStates = (page) => page.evaluate(() => window.badgeStates);

/** Answers the browser's question whether to leave, and counts how often it was asked. */
export function answerLeaving(page, isLeaving) {
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return isLeaving ? dialog.accept() : dialog.dismiss();
  });
  return asked;
}

/** A table of customers with running names. */
export function customerTable(count, from = 1) {
  const lines = ["名称,客户编号,城市,电话,备注"];
  for (let at = from; at < from + count; at++) lines.push(`测试客户${at},T${String(at).padStart(6, "0")},城市${at % 97},0571-${10_000_000 + at},第 ${at} 行`);
  return Buffer.from(lines.join("\r\n"), "utf8");
}

/** Starts again after a kill and makes sure that a workbook is open. */
export async function reopenBook(x) {
  await x.reopen();
  await x.page.getByTestId("undo").waitFor().catch(async (error) => {
    const stored = await dump(x.page).catch((error) => error);
    const there = Object.entries(stored).map(([name, { meta }]) => `${name} ${meta?.mark}`);
    throw new Error(`no workbook is open: ${await x.page.locator("#main").innerText()}\n${there}`, { cause: error });
  });
}
