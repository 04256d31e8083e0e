// Two tabs of one workbook: what one stores the other shows; what both changed is asked about.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { journey } from "./browser.mjs";
import {
  customerIds, customerOf, dump, edit, onlyWorkbook,
  openForm, random, shown, waitShown,
} from "./storage-tools.mjs";

/** A tab that hears nothing of other tabs, so that both can change the same record before they know. */
async function deafTab(x) {
  const page = await x.context.newPage();
  x.watch(page);
  await page.addInitScript(() => {
    const onmessage = Object.getOwnPropertyDescriptor(BroadcastChannel.prototype, "onmessage");
    Object.defineProperty(BroadcastChannel.prototype, "onmessage", { set(handler) {
      onmessage.set.call(this, (event) => { if (!window.isDeaf) handler(event); });
    } });
    window.isDeaf = true;
  });
  await x.load("", page);
  await page.getByTestId("undo").waitFor();
  return page;
}

journey("two tabs on different customers: both have both, at once", async (x) => {
  await x.openSample();
  const [first, second] = await customerIds(x);
  const other = await x.tab();
  await openForm(x.page, first);
  await openForm(other, first);
  await edit(x.page, { city: "甲城" });
  await waitShown(other, "city", "甲城");
  await openForm(other, second);
  await edit(other, { city: "乙城" });
  await x.saved(other);
  await openForm(x.page, second);
  await waitShown(x.page, "city", "乙城");
  const here = await x.exportJson();
  assert.equal(customerOf(here.text, first).city, "甲城");
  assert.equal(customerOf(here.text, second).city, "乙城");
  assert.equal(await x.page.getByTestId("conflict").isVisible(), false);
  assert.equal(await other.getByTestId("conflict").isVisible(), false);
});

journey("what is being typed stays when another tab changes the same customer", async (x) => {
  await x.openSample();
  const [id] = await customerIds(x);
  const other = await x.tab();
  await openForm(x.page, id);
  await openForm(other, id);
  const before = await shown(other, "city");
  await other.getByTestId("principal").fill("正在输入");
  await edit(x.page, { city: "甲城" });
  await waitShown(other, "city", "甲城");
  assert.notEqual(before, "甲城");
  assert.equal(await shown(other, "principal"), "正在输入");
  await edit(x.page, { principal: "别人写的" });
  await other.locator(".c-toast", { hasText: "别人写的" }).waitFor();
  assert.equal(await shown(other, "principal"), "正在输入");
  await other.getByTestId("principal").press("Tab");
  await x.saved(other);
  await waitShown(x.page, "principal", "正在输入");
  assert.equal(await shown(x.page, "city"), "甲城", "and nothing older was written along with it");
});

for (const [keep, choice, final] of [["mine", "保留本页的版本", "乙城"], ["theirs", "保留另一页的版本", "甲城"]]) {
  journey(`the same customer in two tabs: both versions are shown, keeping ${keep}`, async (x) => {
    await x.openSample();
    const [id, next] = await customerIds(x);
    const other = await deafTab(x);
    await openForm(other, id);
    await openForm(x.page, id);
    await edit(x.page, { city: "甲城" });
    await x.saved();
    await edit(other, { city: "乙城" });
    const dialog = other.getByTestId("conflict");
    await dialog.waitFor();
    const cells = await dialog.locator("tbody tr", { hasText: "城市" }).locator("td").allTextContents();
    assert.deepEqual(cells, ["甲城", "乙城"]);
    assert.equal(await x.page.getByTestId("conflict").isVisible(), false, "asked once, where it was met");
    await dialog.locator("footer button, .c-dialog__foot button").filter({ hasText: choice }).last().click();
    await dialog.waitFor({ state: "hidden" });
    await x.saved(other);
    await waitShown(other, "city", final);
    await waitShown(x.page, "city", final);
    // Both go on.
    await other.evaluate(() => { window.isDeaf = false; });
    await openForm(other, next);
    await openForm(x.page, next);
    await edit(other, { city: "丙城" });
    await waitShown(x.page, "city", "丙城");
    await edit(x.page, { city: "丁城" });
    await waitShown(other, "city", "丁城");
    assert.equal(customerOf((await x.exportJson()).text, id).city, final);
  });
}

// --- many random edits in both tabs ---------------------------------------------------------------

// Runs inside a tab: edits in small bursts on a few customers, each value written once only. A conflict
// is answered at random; what it shows counts as seen.
async function wander({ tab, seed, ids, edits }) {
  let state = seed >>> 0;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const pick = (list) => list[Math.floor(next() * list.length)];
  const tick = () => new Promise((done) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => done(); port2.postMessage(0); });
  const wait = async (holds, what) => {
    const end = performance.now() + 30_000;
    while (!holds()) {
      if (performance.now() > end) throw new Error(`waited in vain: ${what}`);
      await tick();
    }
  };
  const input = (field) => document.querySelector(`#main [data-testid="${field}"]`);
  const dialog = () => document.querySelector("[data-testid=conflict][open]");
  const seen = [];
  const answer = async () => {
    while (dialog()) {
      const text = dialog().textContent;
      seen.push(text);
      const buttons = [...dialog().querySelectorAll("button")].filter((button) => button.textContent.includes("的版本"));
      pick(buttons).click();
      await wait(() => dialog()?.textContent !== text, "conflict answered");
    }
  };
  const isSaved = () => document.querySelector(".c-saved")?.dataset.state === "saved";
  const written = [];
  let id = null;
  while (written.length < edits) {
    await answer();
    if (id === null || next() < 0.3) {
      const other = pick(ids.filter((other) => other !== id));
      const turned = new Promise((done) => window.addEventListener("hashchange", done, { once: true }));
      location.hash = `#/customers/${other}/basic`;
      await turned;
      await tick();
      id = other;
      await wait(() => document.querySelector("[data-testid=edit-group]"), "page");
      if (!input("city")) document.querySelector("[data-testid=edit-group]").click();
      await wait(() => input("city"), "form");
    }
    const fields = ["city", "province", "postcode", "principal"].sort(() => next() - 0.5).slice(0, 1 + Math.floor(next() * 3));
    for (const field of fields) {
      if (dialog() || !input(field)) break;
      const value = `${tab}${written.length}`;
      const element = input(field);
      element.value = value;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
      written.push({ id, field, value });
      if (next() < 0.3) await tick();
    }
    await tick();
    if (next() < 0.7) await wait(() => isSaved() || dialog(), "saved");
  }
  do {
    await tick();
    await wait(() => isSaved() || dialog(), "saved at last");
    await answer();
    await tick();
  } while (!isSaved() || dialog());
  return { written, seen };
}

for (const seed of [1, 2, 3]) {
  journey(`2 tabs × 100 random edits, seed ${seed}: each is in the journal or was in a shown conflict`, async (x, t) => {
    await x.openSample();
    const ids = (await customerIds(x)).slice(0, 3);
    const other = await x.tab();
    const next = random(seed);
    const [a, b] = await Promise.all([["甲", x.page], ["乙", other]].map(([tab, page]) => (
      page.evaluate(wander, { tab, seed: Math.floor(next() * 2 ** 31), ids, edits: 100 })
    )));
    for (const page of [x.page, other]) {
      await x.saved(page);
      assert.equal(await page.getByTestId("conflict").isVisible(), false);
    }
    const { entries } = onlyWorkbook(await dump(x.page));
    const logged = new Set();
    const final = {};
    for (const { changes } of entries) {
      for (const { table, after } of changes) {
        if (table !== "customers") continue;
        for (const field of ["city", "province", "postcode", "principal"]) {
          logged.add(`${after.id} ${field} ${after[field]}`);
          (final[after.id] ??= {})[field] = after[field];
        }
      }
    }
    const shownText = [...a.seen, ...b.seen].join("\n");
    const isShown = (value) => new RegExp(`${value}(?!\\d)`).test(shownText);
    // Of several values that one tab gave one cell in a row, a conflict shows the last.
    for (const { written } of [a, b]) {
      const lost = written.filter((edit, at) => {
        const isLogged = ({ id, field, value }) => logged.has(`${id} ${field} ${value}`);
        if (isLogged(edit) || isShown(edit.value)) return false;
        const later = written.slice(at + 1).filter(({ id, field }) => id === edit.id && field === edit.field);
        const next = later.find((edit) => isLogged(edit) || isShown(edit.value));
        return !(next && isShown(next.value));
      });
      assert.deepEqual(lost, [], "edits that are nowhere");
    }
    t.diagnostic(`${entries.length} entries, ${a.seen.length + b.seen.length} conflicts shown`);
    // What is stored is what both tabs show, and what a fresh start reads.
    const check = (text, where) => {
      for (const id of ids) {
        const customer = customerOf(text, id);
        for (const [field, value] of Object.entries(final[id] ?? {})) assert.equal(customer[field], value, `${where}: ${field} of ${id}`);
      }
    };
    const here = await x.exportJson();
    check(here.text, "first tab");
    await x.go("#/data", other);
    const [download] = await Promise.all([other.waitForEvent("download"), other.getByTestId("export-json").click()]);
    assert.deepEqual(await readFile(await download.path()), here.bytes, "both tabs hold the same");
    await x.load();
    assert.deepEqual((await x.exportJson()).bytes, here.bytes, "a fresh start reads the same");
  });
}
