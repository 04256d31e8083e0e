// The browser lets us down: no space, a connection that goes, a database that is lost or damaged,
// one that is newer than we are.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import path from "node:path";
import { BASE_URL, journey } from "./browser.mjs";
import {
  answerLeaving, badge, badgeStates, customerIds, customerOf, databaseFolder, dump, edit, onlyWorkbook,
  openForm, quietPage, random, reopenBook, shown, until, watchBadge,
} from "./storage-tools.mjs";

const origin = new URL(BASE_URL).origin;

// The browser believes for half a minute what it knew of the space, so the limit must be there before
// the first write; and it holds as long as the session that set it.
async function limited(x, bytes) {
  const session = await x.context.newCDPSession(x.page);
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: bytes });
  return () => session.send("Storage.overrideQuotaForOrigin", { origin });
}

for (const megabytes of [0.5, 1, 3]) {
  journey(`quota of ${megabytes} MB: said in the badge, nothing lost, one click saves all`, async (x) => {
    const raise = await limited(x, megabytes * 1_000_000);
    await x.load();
    await x.openSample();
    const [id] = await customerIds(x);
    await openForm(x.page, id, "file", "note");
    // Notes that nothing compresses, until the browser has had enough.
    const next = random(megabytes * 10);
    const noise = () => Array.from({ length: 3_000 }, () => String.fromCharCode(0x4e00 + Math.floor(next() * 20_000))).join("");
    const notes = [];
    let stored = 0;
    for (;;) {
      assert.ok(notes.length < 300, "the quota was never reached");
      notes.push(`${notes.length} ${noise()}`);
      await edit(x.page, { note: notes.at(-1) });
      await x.page.locator(".c-saved:not([data-state=saving])").waitFor();
      if ((await badge(x.page)).state !== "saved") break;
      stored = notes.length;
    }
    assert.match((await badge(x.page)).text, /空间已满/);
    await watchBadge(x.page);
    // More edits stay in memory, and a vain attempt changes nothing.
    for (const more of ["再改一次", "又改一次"]) {
      notes.push(`${more} ${noise()}`);
      await edit(x.page, { note: notes.at(-1) });
      await x.page.locator(".c-saved[data-state=failed]").waitFor();
    }
    await x.page.getByTestId("save-again").click();
    await x.page.locator(".c-saved[data-state=failed]").waitFor();
    const there = onlyWorkbook(await dump(x.page));
    assert.equal(there.mark.seq, stored, "stored is what was shown as saved");
    assert.deepEqual(there.entries.map((entry) => entry.changes[0].after.note), notes.slice(0, stored));
    assert.equal(customerOf((await x.exportJson()).text, id).note, notes.at(-1), "the file has what is in memory");
    assert.ok(!(await badgeStates(x.page)).includes("saved"), "never called saved");
    // Another workbook does not take the place of what is in memory alone.
    await x.go("#/workbooks");
    await x.page.getByTestId("open-sample").click();
    await x.page.locator(".c-toast", { hasText: "没有换到另一本" }).waitFor();
    await raise();
    await x.page.getByTestId("save-again").click();
    await x.saved();
    assert.equal(onlyWorkbook(await dump(x.page)).mark.seq, notes.length);
    await x.reload();
    await openForm(x.page, id, "file", "note");
    assert.equal(await shown(x.page, "note"), notes.at(-1));
  }, { start: false });
}

// --- the connection -----------------------------------------------------------------------------

journey("a connection that closes is opened again, once, and the edit is stored", async (x) => {
  await x.page.addInitScript(() => {
    window.connections = [];
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (...args) {
      const request = open.apply(this, args);
      request.addEventListener("success", () => window.connections.push(request.result));
      return request;
    };
  });
  await x.load();
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  const ways = {
    "told of": (db) => { db.close(); db.dispatchEvent(new Event("close")); },
    "not told of": (db) => db.close(),
  };
  for (const [city, close] of Object.entries(ways)) {
    await x.page.evaluate(`window.connections.forEach(${close})`);
    await edit(x.page, { city });
    await x.saved();
    const { entries } = onlyWorkbook(await dump(x.page));
    assert.equal(entries.at(-1).changes[0].after.city, city);
  }
  // Under the hands of a transaction.
  await edit(x.page, { city: "写到一半" });
  await x.page.evaluate(`window.connections.forEach(${ways["told of"]})`);
  await x.saved();
  await x.reload();
  await openForm(x.page, id);
  assert.equal(await shown(x.page, "city"), "写到一半");
});

const removals = {
  "deleted by another page": async (x, name) => {
    const other = await quietPage(x);
    await other.evaluate((name) => new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = resolve;
      request.onerror = request.onblocked = () => reject(new Error("not deleted"));
    }), name);
    await other.close();
  },
  "cleared by the browser": async (x) => {
    const session = await x.context.newCDPSession(x.page);
    await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  },
};

for (const [what, remove] of Object.entries(removals)) {
  journey(`a database ${what} under the app: said at the next edit, exported, restored from the file`, async (x) => {
    await x.openSample();
    const [id] = await customerIds(x);
    await openForm(x.page, id);
    await edit(x.page, { city: "先前" });
    await x.saved();
    const { name } = onlyWorkbook(await dump(x.page));
    await remove(x, name);
    await watchBadge(x.page);
    await edit(x.page, { city: "之后" });
    await x.page.locator(".c-saved[data-state=failed]").waitFor();
    assert.match((await badge(x.page)).text, /数据库不见了.*导出/);
    await x.page.getByTestId("save-again").click();
    await x.page.locator(".c-saved[data-state=failed]").waitFor();
    const states = await badgeStates(x.page);
    assert.ok(!states.slice(states.indexOf("saving")).includes("saved"), `never called saved: ${states}`);
    const file = await x.exportJson();
    assert.equal(customerOf(file.text, id).city, "之后");
    // Leaving is asked about; the next start says what happened and takes the file.
    const asked = answerLeaving(x.page, true);
    await x.go("#/");
    await x.reload();
    assert.deepEqual(asked, ["beforeunload"]);
    await x.page.getByRole("heading", { name: "这台电脑上的数据丢失了" }).waitFor();
    await x.reopen();
    await x.page.getByRole("heading", { name: "这台电脑上的数据丢失了" }).waitFor();
    await x.openFile(file.bytes, file.name);
    await openForm(x.page, id);
    assert.equal(await shown(x.page, "city"), "之后");
    await reopenBook(x);
    await openForm(x.page, id);
    assert.equal(await shown(x.page, "city"), "之后");
  });
}

journey("a database that went while nothing was edited is noticed when the tab is looked at again", async (x) => {
  await x.openSample();
  const { name } = onlyWorkbook(await dump(x.page));
  await removals["deleted by another page"](x, name);
  await x.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await x.page.locator(".c-saved[data-state=failed]").waitFor();
  await x.page.getByTestId("save-again").click();
  await x.page.locator(".c-saved[data-state=failed]").waitFor();
  assert.equal(JSON.parse((await x.exportJson()).text).counts.customers, 60);
});

// --- damage on disk -----------------------------------------------------------------------------

const flip = async (file, next, bytes) => {
  const content = await fs.readFile(file);
  for (let at = 0; at < bytes && content.length > 0; at++) {
    const place = Math.floor(next() * content.length);
    content[place] ^= 1 + Math.floor(next() * 255);
  }
  await fs.writeFile(file, content);
};
const filesIn = async (folder, pattern) => (await fs.readdir(folder)).filter((name) => pattern.test(name)).map((name) => path.join(folder, name));

const damages = {
  "deleted": async (folder) => fs.rm(folder, { recursive: true }),
  "without CURRENT": async (folder) => fs.rm(path.join(folder, "CURRENT")),
  "with a broken MANIFEST": async (folder, next) => {
    for (const file of await filesIn(folder, /^MANIFEST/)) await flip(file, next, 50);
  },
  "without its tables and logs": async (folder) => {
    for (const file of await filesIn(folder, /\.(ldb|log)$/)) await fs.rm(file);
  },
  "with its log cut in half": async (folder) => {
    for (const file of await filesIn(folder, /\.log$/)) await fs.truncate(file, Math.floor((await fs.stat(file)).size / 2));
  },
  "with flipped bytes everywhere": async (folder, next) => {
    for (const file of await filesIn(folder, /\.(ldb|log)$/)) await flip(file, next, 200);
  },
  "with one flipped byte": async (folder, next) => {
    for (const file of await filesIn(folder, /\.(ldb|log)$/)) await flip(file, next, 1);
  },
};

journey("databases damaged on disk are said to be lost or damaged, or are whole: never as if new", async (x, t) => {
  const next = random(5);
  await x.openSample();
  const ids = await customerIds(x);
  await openForm(x.page, ids[0]);
  for (let at = 0; at < 20; at++) await edit(x.page, { city: `城市${at}` });
  await x.saved();
  const file = await x.exportJson();
  for (const [what, damage] of Object.entries(damages)) {
    await x.context.close();
    await damage(databaseFolder(x), next);
    x.options.start = false;
    await x.reopen();
    x.options.start = true;
    await x.load("#/");
    const heading = await x.page.locator("#main h1").textContent();
    t.diagnostic(`${what}: ${heading}`);
    if (/数据丢失了|打不开/.test(heading)) {
      await x.go("#/data");
      await x.page.getByTestId("file").setInputFiles({ name: file.name, mimeType: "application/json", buffer: file.bytes });
      await x.page.getByTestId("open-file").click();
      await x.page.getByTestId("undo").waitFor();
      await x.saved();
    }
    const now = await x.exportJson();
    assert.deepEqual(JSON.parse(now.text), JSON.parse(file.text), `${what}: ${heading}`);
  }
});

journey("the list alone is lost: the workbook is found and listed again", async (x) => {
  await x.openSample();
  const before = await x.exportJson();
  const other = await quietPage(x);
  await x.page.goto("about:blank");
  await other.evaluate(() => new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase("xinke");
    request.onsuccess = resolve;
    request.onerror = request.onblocked = () => reject(new Error("not deleted"));
  }));
  await other.close();
  await x.load();
  await x.page.getByTestId("undo").waitFor();
  assert.deepEqual((await x.exportJson()).bytes, before.bytes);
  await x.go("#/workbooks");
  assert.equal(await x.page.locator(".f-bin__entry").count(), 1);
});

journey("a localStorage that is lost alone does no harm", async (x) => {
  await x.openSample();
  await x.page.evaluate(() => localStorage.clear());
  await x.reload();
  await x.page.getByTestId("undo").waitFor();
  await x.saved();
});

journey("a workbook of a newer version is refused and left as it is", async (x) => {
  await x.openSample();
  await x.page.goto("about:blank");
  const other = await quietPage(x);
  const { name } = onlyWorkbook(await dump(other));
  const change = async (from, to) => other.evaluate(([name, from, to]) => new Promise((resolve, reject) => {
    const open = indexedDB.open(name);
    open.onsuccess = () => {
      const db = open.result;
      const meta = db.transaction("meta", "readwrite").objectStore("meta");
      meta.get("head").onsuccess = (event) => {
        const text = new TextDecoder().decode(event.target.result);
        if (!text.includes(from)) return reject(new Error(text.slice(0, 200)));
        meta.put(new TextEncoder().encode(text.replace(from, to)), "head");
      };
      meta.transaction.oncomplete = () => { db.close(); resolve(); };
    };
    open.onerror = () => reject(open.error);
  }), [name, from, to]);
  await change('"schema":1', '"schema":99');
  const before = (await dump(other))[name];
  await x.load();
  await x.page.getByText("由更新的版本写成").waitFor();
  await x.page.getByRole("button", { name: "再试一次" }).click();
  await x.page.getByText("由更新的版本写成").waitFor();
  await x.go("#/data");
  assert.equal(await x.page.getByTestId("export-json").count(), 0, "nothing to export");
  assert.deepEqual((await dump(other))[name], before, "nothing was written");
  // As the raw data still can be saved, nothing is out of reach.
  await x.go("#/");
  await x.page.getByRole("link", { name: "存下原始数据" }).click();
  await x.page.waitForURL(/rescue\.html/);
  await x.page.getByRole("button", { name: "存成文件" }).waitFor();
  await change('"schema":99', '"schema":1');
  await x.load();
  await x.page.getByTestId("undo").waitFor();
});
