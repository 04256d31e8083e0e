// Spreadsheets in and out: tables that come back, sheets to choose from, files made to blow up.

import assert from "node:assert/strict";
import { HOMES, journey } from "./browser.mjs";
import { bombs, workbook } from "./archive.mjs";

const same = (counts) => ({ new: 0, changed: 0, same: 0, older: 0, conflict: 0, refused: 0, ...counts });

/** Presses the button that exports XLSX. */
const exportXlsx = (x) => x.download(() => x.page.getByRole("button", { name: "导出 XLSX" }).first().click());

for (const home of Object.values(HOMES)) {
  journey(`${home.name}: the roster leaves as XLSX and comes back without change`, async (x) => {
    await x.openSample();
    const before = await x.exportJson();
    await x.go("#/customers");
    const { name, bytes } = await exportXlsx(x);
    assert.match(name, /\.xlsx$/);
    await x.give(bytes, name);
    assert.equal(await x.page.getByTestId("encoding").count(), 0, "a spreadsheet has no encoding to choose");
    assert.deepEqual(await x.counts(), same({ same: 60 }));
    assert.ok((await x.exportJson()).bytes.equals(before.bytes));
  }, { home });
}

journey("a yearly table leaves as XLSX and is read again", async (x) => {
  await x.openSample();
  await x.go("#/ledger/years");
  const count = await x.page.getByText(/^\d+ 行 · 金额单位/).textContent();
  const { name, bytes } = await exportXlsx(x);
  assert.equal(bytes.subarray(0, 2).toString(), "PK");
  await x.give(bytes, name);
  // Every row and the sums below them; the table is no list of customers, so what it says of
  // regions is refused where a country is expected.
  const counts = await x.counts();
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0);
  assert.equal(all, Number.parseInt(count, 10) + 1, JSON.stringify(counts));
  await x.page.getByTestId("refused").getByText("地区").first().waitFor();
});

const CUSTOMERS = [
  ["客户一览"],
  [],
  ["客户编号", "客户名称", "城市", "开业日期", "信用额度（CNY）"],
  ["X-1", "甲公司", "昆明", { day: 45351 }, 1234.56],
  ["X-2", "乙公司", "大理", { day: 36525 }, { formula: "E4*2", value: 2469.12 }],
];
const SALES = [
  ["单号", "日期", "客户名称", "产品", "数量", "单价", "金额"],
  ["D-1", { day: 45351 }, "甲公司", "茶", 2.5, 40, 100],
  ["D-2", { day: 45352 }, "乙公司", "茶", 1, 40, 40],
  ["D-3", { day: 45353 }, "乙公司", "茶", "x", 40, 40],
];

journey("customers and sales out of the sheets of one file", async (x) => {
  const { page } = x;
  const file = workbook({ 客户: CUSTOMERS, 销售: SALES });
  await x.give(file, "两张表.xlsx");
  await page.getByText("表头上面的 1 行").waitFor();
  await page.getByText("有 1 格是公式").waitFor();
  assert.deepEqual(await x.counts(), same({ new: 2 }));
  await x.runImport();
  const { tables } = JSON.parse((await x.exportJson()).text);
  const second = tables.customers.find((customer) => customer.code === "X-2");
  assert.deepEqual([second.founded_on, second.credit_limit], ["1999-12-31", { currency: "CNY", minor: 246_912 }]);

  await x.give(file, "两张表.xlsx");
  await page.getByTestId("sheet").selectOption("1");
  await page.getByTestId("counts-sales").waitFor();
  const counts = await x.counts("sales");
  assert.deepEqual([counts.new, counts.refused], [2, 1]);
  await page.getByText("第 4 行").first().waitFor();
  await page.getByTestId("run-import").click();
  await page.waitForFunction(() => location.hash.startsWith("#/ledger"));
  await x.saved();
  const lines = JSON.parse((await x.exportJson()).text).tables.sales;
  assert.deepEqual(lines.map((line) => line.date).sort(), ["2024-02-29", "2024-03-01"]);
});

journey("files made to blow up are refused within two seconds, and the app lives on", async (x, t) => {
  const { page } = x;
  await x.openSample();
  const before = await x.exportJson();
  // What the browser does once: compiling the worker.
  await x.give(workbook({ 表: [["名称", "城市"], ["甲", "乙"]] }), "first.xlsx");
  for (const [name, [bytes, words]] of Object.entries(bombs())) {
    await x.goData();
    const start = Date.now();
    await page.getByTestId("file").setInputFiles({ name: "bomb.xlsx", mimeType: "application/octet-stream", buffer: bytes });
    const notice = page.locator(".c-notice[data-tone=risk]");
    await notice.waitFor();
    const took = Date.now() - start;
    t.diagnostic(`${name}: ${bytes.length} bytes, ${took} ms`);
    assert.match(await notice.textContent(), words, name);
    assert.ok(took < 2000, `${name}: ${took} ms`);
  }
  await x.go("#/customers");
  await page.getByTestId("roster-search").fill("云");
  assert.ok((await x.exportJson()).bytes.equals(before.bytes));
}, { patience: 180_000 });

for (const [how, glue, words] of [
  ["dies", "setTimeout(() => { throw new Error('boom'); });", "后台程序停止了"],
  ["hangs", "for (;;) {}", "10 秒没有动静"],
]) {
  journey(`a worker that ${how} is ended, and the app lives on`, async (x) => {
    x.allow(/boom/);
    await x.openSample();
    await x.page.evaluate((glue) => { window.xinkeWorkers.sheets.glue = `${glue}\nvar wasm_bindgen = () => {};`; }, glue);
    await x.give(workbook({ 表: [["名称", "城市"], ["甲", "乙"]] }), "a.xlsx");
    await x.page.locator(".c-notice[data-tone=risk]", { hasText: words }).waitFor();
    await x.give(Buffer.from("客户名称,城市\r\n甲,乙\r\n"), "a.csv");
    assert.deepEqual(await x.counts(), same({ new: 1 }));
  });
}
