// The program itself fails in the middle of a transaction: nothing half done is stored, the rescue
// screen takes over, and what it saves comes back in another browser.

import assert from "node:assert/strict";
import { journey, Xinke } from "./browser.mjs";
import { customerIds, customerOf, dump, edit, onlyWorkbook, openForm, random } from "./storage-tools.mjs";

// Two ways to fail between the first put of a transaction and its second.
//
// panic: while the program reads the workbook it asks for a random number, and right then an undo
// comes in, which wants to change the workbook: a real panic of Rust, with its hook.
// trap: the memory is filled with rubbish, so that the next instructions trap without any hook.
function failAtPut() {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...args) {
    const request = put.apply(this, args);
    if (window.failNow === "panic") {
      window.failNow = undefined;
      const { getRandomValues } = Crypto.prototype;
      Crypto.prototype.getRandomValues = function (bytes) {
        Crypto.prototype.getRandomValues = getRandomValues;
        document.querySelector("[data-testid=undo]").click();
        return getRandomValues.call(this, bytes);
      };
      document.querySelector("[data-testid=confirm] .c-button--danger").click();
    } else if (window.failNow === "trap") {
      window.failNow = undefined;
      new Uint8Array(window.wasmMemory.buffer).fill(0xff);
    }
    return request;
  };
  const { instantiateStreaming } = WebAssembly;
  WebAssembly.instantiateStreaming = async (...args) => {
    const made = await instantiateStreaming.apply(WebAssembly, args);
    window.wasmMemory ??= made.instance.exports.memory;
    return made;
  };
  // What the browser would commit if nobody aborted it is committed by the time that this is true.
  window.transactionsEnded = 0;
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (...args) {
    const made = transaction.apply(this, args);
    for (const end of ["complete", "abort"]) made.addEventListener(end, () => { window.lastEnd = end; window.transactionsEnded++; });
    return made;
  };
}

for (const kind of ["panic", "trap"]) {
  journey(`a ${kind} between two puts: 0 rows stored, rescue screen, rescue file comes back elsewhere`, async (x) => {
    await x.page.addInitScript(failAtPut);
    await x.load();
    await x.openSample();
    const [id] = await customerIds(x);
    await openForm(x.page, id);
    for (const city of ["一", "二", "三"]) await edit(x.page, { city });
    await x.saved();
    const file = await x.exportJson();
    const before = onlyWorkbook(await dump(x.page));
    await x.go(`#/customers/${id}/basic`);
    await openForm(x.page, id);
    x.allow(/panic at/, /RuntimeError/, /exception: /);
    if (kind === "panic") {
      // The question whether to delete stays open: its button is what runs inside the put.
      await x.page.getByRole("button", { name: "删除", exact: true }).click();
      await x.page.getByTestId("confirm").locator(".c-button--danger").waitFor();
    }
    await x.page.evaluate((kind) => { window.failNow = kind; window.transactionsEnded = 0; }, kind);
    await edit(x.page, { city: "四" });
    await x.page.locator("#rescue").waitFor();
    await x.page.waitForFunction(() => window.transactionsEnded > 0);
    assert.equal(await x.page.evaluate(() => window.lastEnd), "abort");
    const reason = await x.page.locator("#rescue-reason").textContent();
    assert.match(reason, kind === "panic" ? /^panic at .*\.rs:\d+/ : /\S/);
    const after = onlyWorkbook(await dump(x.page));
    assert.deepEqual(after, before, "nothing of the transaction is stored");
    // The rescue file is complete …
    await x.page.locator("#rescue-save").click();
    await x.page.waitForURL(/rescue\.html/);
    const rescue = await x.download(() => x.page.getByRole("button", { name: "存成文件" }).click());
    const saved = JSON.parse(rescue.text);
    assert.equal(saved.format, "xinke.rescue");
    assert.deepEqual(saved.meta, after.meta);
    assert.deepEqual(saved.shards, after.shards);
    assert.deepEqual(saved.log.map(([seq]) => seq), after.entries.map((entry) => entry.seq));
    // … and the workbook comes back from it where there is nothing.
    const other = await Xinke.open();
    try {
      await other.go("#/data");
      await other.page.getByTestId("file").setInputFiles({ name: rescue.name, mimeType: "application/json", buffer: rescue.bytes });
      await other.page.getByRole("button", { name: "作为工作簿打开" }).click();
      await other.page.getByTestId("undo").waitFor();
      await other.saved();
      assert.deepEqual((await other.exportJson()).bytes, file.bytes);
      other.assertSilent();
    } finally {
      await other.close();
    }
    // Here a reload is enough.
    await x.load();
    await x.page.getByTestId("undo").waitFor();
    assert.equal(customerOf((await x.exportJson()).text, id).city, "三");
  });
}

journey("after a panic the program takes no more input", async (x) => {
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  await x.page.evaluate(() => window.dispatchEvent(new CustomEvent("xinke:panic", { detail: "panic at a test" })));
  await x.page.locator("#rescue").waitFor();
  assert.equal(await x.page.locator("#main").count(), 0);
  const before = await dump(x.page);
  await x.page.keyboard.press("Control+z");
  await x.page.evaluate(() => { location.hash = "#/data"; });
  await x.page.evaluate(() => window.dispatchEvent(new Event("pagehide")));
  assert.equal(await x.page.locator("#main").count(), 0);
  assert.deepEqual(await dump(x.page), before);
  await x.page.locator("#rescue-reload").click();
  await x.ready();
});

// The rescue file of a workbook whose parts are damaged still has all that can be read.
journey("the rescue file of a damaged workbook holds the rest of it", async (x) => {
  await x.openSample();
  const before = onlyWorkbook(await dump(x.page));
  const next = random(2);
  await x.page.goto(new URL("rescue.html", x.page.url()).href);
  await x.page.evaluate(([name, at]) => new Promise((resolve, reject) => {
    const open = indexedDB.open(name);
    open.onerror = () => reject(open.error);
    open.onsuccess = () => {
      const shards = open.result.transaction("shards", "readwrite").objectStore("shards");
      shards.get("customers/0").onsuccess = (event) => {
        const bytes = event.target.result;
        bytes[Math.floor(at * bytes.length)] ^= 0x80;
        shards.put(bytes, "customers/0");
      };
      shards.transaction.oncomplete = () => { open.result.close(); resolve(); };
    };
  }), [before.name, next()]);
  await x.load();
  await x.page.getByText("保存的数据有损坏").waitFor();
  await x.page.getByRole("link", { name: "存下原始数据" }).click();
  await x.page.waitForURL(/rescue\.html/);
  const rescue = await x.download(() => x.page.getByRole("button", { name: "存成文件" }).click());
  const saved = JSON.parse(rescue.text);
  assert.deepEqual(Object.keys(saved.shards), Object.keys(before.shards));
  assert.equal(saved.shards["contacts/0"], before.shards["contacts/0"]);
});
