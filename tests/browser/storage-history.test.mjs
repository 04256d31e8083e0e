// Snapshots, and undo that outlives a reload and the folding of the log.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";
import {
  customerIds, customerOf, customerTable, dump, edit,
  onlyWorkbook, openForm, shown, until,
} from "./storage-tools.mjs";

journey("a snapshot is made before an import; restoring it works and can be undone", async (x) => {
  await x.openSample();
  const before = JSON.parse((await x.exportJson()).text);
  await x.give(customerTable(40), "more.csv");
  await x.runImport();
  const after = JSON.parse((await x.exportJson()).text);
  assert.equal(after.counts.customers, 100);
  const line = x.page.locator(".f-bin__entry", { hasText: "导入之前" });
  assert.equal(await line.count(), 1);
  await line.getByRole("button", { name: "查看与恢复" }).click();
  await x.page.getByTestId("replace").click();
  const dialog = x.page.getByTestId("confirm").filter({ visible: true });
  await dialog.getByRole("textbox").fill(before.tables.book[0].name);
  await dialog.locator(".c-button--danger").click();
  await x.page.waitForFunction(() => location.hash === "#/");
  await x.saved();
  // What a fresh start reads.
  await x.reload();
  const restored = JSON.parse((await x.exportJson()).text);
  assert.deepEqual(restored.tables.customers.map((customer) => customer.id), before.tables.customers.map((customer) => customer.id));
  assert.equal(restored.counts.customers, 60);
  await x.page.locator(".f-bin__entry", { hasText: "导入之前" }).nth(1).waitFor();
  await x.page.getByTestId("undo").click();
  await x.saved();
  await x.reload();
  const undone = JSON.parse((await x.exportJson()).text);
  assert.equal(undone.counts.customers, 100);
  assert.deepEqual(undone.tables, after.tables);
});

journey("a ring of ten snapshots", async (x) => {
  await x.openSample();
  const [id] = await customerIds(x);
  const numbers = () => dump(x.page).then((found) => Object.keys(onlyWorkbook(found).meta)
    .filter((key) => key.startsWith("snapshot:")).map((key) => Number(key.slice(9))).sort((a, b) => a - b));
  for (let made = 1; made <= 12; made++) {
    await openForm(x.page, id);
    await edit(x.page, { city: `第${made}次` });
    await x.saved();
    await x.go("#/data");
    await x.page.getByTestId("snapshot").click();
    await until(numbers, (found) => found.at(-1) === made, `snapshot ${made}`);
  }
  assert.deepEqual(await numbers(), [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  await x.go("#/");
  await x.go("#/data");
  await x.page.getByRole("button", { name: "查看与恢复" }).nth(9).waitFor();
  assert.equal(await x.page.getByRole("button", { name: "查看与恢复" }).count(), 10);
  // The oldest that is kept holds what was there when it was made.
  await x.page.getByRole("button", { name: "查看与恢复" }).last().click();
  await x.page.getByTestId("merge").waitFor();
  await x.page.locator("summary", { hasText: "逐条查看" }).click();
  await x.page.getByText("第3次").first().waitFor();
});

journey("undo and redo work after a reload", async (x) => {
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  const first = await shown(x.page, "city");
  for (const city of ["一", "二", "三"]) await edit(x.page, { city });
  await x.saved();
  await x.reload();
  await openForm(x.page, id);
  for (const city of ["二", "一", first]) {
    await x.page.getByTestId("undo").click();
    await x.saved();
    assert.equal(await shown(x.page, "city"), city);
    await x.reload();
    await openForm(x.page, id);
    assert.equal(await shown(x.page, "city"), city);
  }
  assert.equal(await x.page.getByTestId("undo").isDisabled(), true);
  for (const city of ["一", "二", "三"]) {
    await x.page.getByTestId("redo").click();
    await x.saved();
    assert.equal(await shown(x.page, "city"), city);
  }
  // What was deleted comes back from the bin after a reload, and by undo.
  const before = (await x.exportJson()).text;
  await x.go(`#/customers/${id}`);
  await x.page.getByRole("button", { name: "删除", exact: true }).click();
  await x.page.locator("[data-testid=confirm] .c-button--danger").click();
  await x.page.waitForFunction(() => location.hash === "#/customers");
  await x.saved();
  await x.reload();
  await x.go("#/bin");
  await x.page.locator(".f-bin__entry").waitFor();
  await x.page.getByTestId("undo").click();
  await x.saved();
  assert.deepEqual(JSON.parse((await x.exportJson()).text).tables, JSON.parse(before).tables);
});

journey("folding the log in an idle moment keeps undo and history", async (x) => {
  // Twenty seconds without an edit are over at once.
  await x.page.addInitScript(() => {
    const { setTimeout } = window;
    window.setTimeout = (run, delay, ...more) => setTimeout(run, delay === 20_000 && window.isIdle ? 0 : delay, ...more);
  });
  await x.load();
  await x.openSample();
  const [id] = await customerIds(x);
  await openForm(x.page, id);
  const first = await shown(x.page, "city");
  for (const city of ["一", "二"]) await edit(x.page, { city });
  await x.saved();
  assert.equal(onlyWorkbook(await dump(x.page)).head.folded, 0);
  await x.page.evaluate(() => { window.isIdle = true; });
  await edit(x.page, { city: "三" });
  await x.saved();
  const folded = await until(() => dump(x.page).then(onlyWorkbook), ({ head }) => head.folded === 3, "folded");
  assert.equal(folded.entries.length, 3, "entries stay for undo and history");
  assert.match(Object.values(folded.shards).join(), /三/);
  await x.page.evaluate(() => { window.isIdle = false; });
  const file = await x.exportJson();
  await x.reload();
  assert.deepEqual((await x.exportJson()).bytes, file.bytes);
  await x.go(`#/customers/${id}/history`);
  assert.equal(await x.page.locator(".f-history__entry").count(), 3);
  await openForm(x.page, id);
  for (const city of ["二", "一", first]) {
    await x.page.getByTestId("undo").click();
    await x.saved();
    assert.equal(await shown(x.page, "city"), city);
  }
  await x.reload();
  assert.equal(customerOf((await x.exportJson()).text, id).city, first || undefined);
});
