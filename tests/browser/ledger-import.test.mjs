// Sales lines out of files: real ones down to their yearly tables, and the ways in which people
// write numbers and dates, send a file again, leave cells blank, get rows wrong and change their mind.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { DATA, HOMES, ROOT, Xinke, journey } from "./browser.mjs";
import { CHINOOK_FILE, assertSchema, chinook, parseCsv, records, toCsv } from "./fixtures.mjs";

const CHINOOK_SALES = path.join(DATA, "chinook_sales_lines.csv");
const CDNOW = path.join(DATA, "cdnow_sample_orders.csv");
const RESULTS = path.join(ROOT, "tests/compare/results");
const yearsOf = (name) => records(readFileSync(path.join(RESULTS, `${name}_years.csv`), "utf8"));
const totalsOf = (name) => JSON.parse(readFileSync(path.join(RESULTS, `${name}.json`), "utf8"));

const none = { new: 0, changed: 0, same: 0, older: 0, conflict: 0, refused: 0 };
const fileNow = async (x) => JSON.parse((await x.exportJson()).text);

/** Waits until the dry run shown has counted the lines. */
async function counted(x) {
  await x.page.locator(".c-progress").waitFor({ state: "detached" });
  await x.page.getByTestId("counts-sales").waitFor();
}

/** Hands in a table of sales lines and waits for its counts. */
async function giveSales(x, content, name = "明细.csv") {
  const bytes = Array.isArray(content) ? Buffer.from(toCsv(content)) : content;
  await x.give(bytes, name);
  await counted(x);
}

async function assertCounts(x, wanted, table = "sales") {
  assert.deepEqual(await x.counts(table), { ...none, ...wanted });
}

/** Imports what is shown and waits for the ledger. */
async function takeSales(x) {
  await x.page.getByTestId("run-import").click();
  await x.page.waitForFunction(() => location.hash.startsWith("#/ledger"));
  await x.saved();
}

/** The controls of a column: where it goes, and how it writes dates or numbers. */
function column(x, header) {
  const row = x.page.getByTestId("columns").locator("tbody tr", { has: x.page.getByRole("rowheader", { name: header, exact: true }) });
  return {
    target: row.getByLabel(`“${header}”导入到`),
    dates: row.getByLabel("日期顺序"),
    numbers: row.getByLabel("数字写法"),
  };
}

async function choose(x, select, value) {
  await select.selectOption(value);
  await counted(x);
}

const note = (x, text) => x.page.locator(".c-notice", { hasText: text });
const cents = (text) => Math.round(Number(text) * 100);

/** A yearly table: its first five rows as figures with their names, and the sums below. */
async function yearly(x, form, year) {
  await x.go(`#/ledger/years?form=${form}&year=${year}`);
  const table = x.page.locator(`[data-testid=yearly][aria-label*="${form} ${year}"]`);
  const rows = table.locator(".c-table__body [role=row]");
  await rows.first().waitFor();
  const sums = await x.page.getByTestId("yearly-sums").locator("div").evaluateAll((all) => (
    Object.fromEntries(all.map((sum) => [sum.querySelector("dt").textContent, sum.querySelector("dd").dataset]))
  ));
  const amount = Object.values(sums).find((sum) => sum.figure === "ledger.sales");
  return {
    amount: cents(amount.value),
    quantity: Number(sums["数量"]?.value),
    rows: await rows.evaluateAll((all) => all.slice(0, 5).map((row) => ({
      name: row.querySelector('[data-label="客户名称"]').textContent.trim(),
      amount: row.querySelector('[data-figure="ledger.sales"]').dataset.value,
      rank: row.querySelector('[data-figure="ledger.rank"]').dataset.value,
    }))),
  };
}

/** The totals and the largest customers of each year are those that pandas computed. */
async function assertYears(x, name, nameOf) {
  const computed = yearsOf(name);
  for (const { period, amount } of totalsOf(name).years) {
    const ranked = computed.filter((row) => row.year === period);
    for (const form of ["13-3", "13-4"]) {
      const shown = await yearly(x, form, period);
      assert.deepEqual(shown.rows.map((row) => cents(row.amount)), ranked.slice(0, 5).map((row) => Number(row.amount)), `${form} ${period}`);
      for (const row of shown.rows) {
        const same = ranked.filter((other) => Number(other.amount) === cents(row.amount));
        assert.ok(same.some((other) => nameOf(other.customer) === row.name && other.rank === row.rank), `${form} ${period} ${row.name}`);
      }
      if (form === "13-3") assert.equal(shown.amount, amount, `total of ${period}`);
    }
  }
}

for (const home of [HOMES.http, HOMES.file]) {
  journey(`${home.name}: Chinook's customers and lines, its five years, out and in again`, async (x) => {
    const { page } = x;
    await x.give(CHINOOK_FILE);
    await x.runImport();
    await giveSales(x, CHINOOK_SALES);
    assert.equal(await page.getByTestId("subject").inputValue(), "sales");
    await assertCounts(x, { new: 2240 });
    assert.match(await page.getByTestId("sum-CNY").textContent(), /2,2402,328\.60$/);
    await takeSales(x);
    assert.equal(await page.locator('[data-figure="ledger.lines_total"]').getAttribute("data-value"), "2328.6");

    const names = new Map(chinook().map((row) => [row.CustomerId, row.Company || `${row.FirstName} ${row.LastName}`]));
    await assertYears(x, "chinook", (id) => names.get(id));

    // The sheets that leave, all years together: the largest customer and the total.
    const sums = new Map();
    for (const year of [2021, 2022, 2023, 2024, 2025]) {
      await yearly(x, "13-3", year);
      const sheet = await x.download(() => page.getByRole("button", { name: "导出 CSV" }).click());
      const [header, ...rows] = parseCsv(sheet.text);
      const [name, amount, rank] = ["客户名称", "本年成交额", "名次"].map((label) => header.indexOf(label));
      for (const row of rows.filter((row) => row[rank] !== "" && row[name] !== "")) {
        sums.set(row[name], (sums.get(row[name]) ?? 0) + cents(row[amount]));
      }
    }
    const [largest] = [...sums].sort(([, a], [, b]) => b - a);
    assert.deepEqual(largest, ["Helena Holý", 4962]);
    assert.equal([...sums.values()].reduce((a, b) => a + b), 232_860);

    const exported = await x.exportJson();
    assertSchema(exported.text);
    const other = await Xinke.open({ home });
    try {
      await other.openFile(exported.bytes, exported.name);
      assert.ok((await other.exportJson()).bytes.equals(exported.bytes), "the same bytes");
      other.assertSilent();
    } finally {
      await other.close();
    }

    // The same file once more has nothing to tell; undone, the ledger is empty.
    await giveSales(x, CHINOOK_SALES);
    await assertCounts(x, { same: 2240 });
    assert.ok(await page.getByTestId("run-import").isDisabled());
  }, { home });
}

journey("CDNOW makes its customers, in a workbook of its own", async (x) => {
  const { page } = x;
  await giveSales(x, CDNOW);
  await note(x, "会为这些明细新建一个工作簿").waitFor();
  await assertCounts(x, { new: 6919 });
  await assertCounts(x, { new: 2357 }, "customers");
  assert.match(await page.getByTestId("sum-CNY").textContent(), /6,919244,091\.94$/);
  await takeSales(x);
  assert.equal(await page.locator('[data-figure="ledger.lines_total"]').getAttribute("data-value"), "244091.94");
  await assertYears(x, "cdnow", (id) => id);
  const units = [(await yearly(x, "13-3", 1997)).quantity, (await yearly(x, "13-3", 1998)).quantity];
  assert.equal(units[0] + units[1], 16_479);
  await x.go("#/customers");
  await page.getByText("2,357 / 2,357 位客户").waitFor();
  await giveSales(x, CDNOW);
  await assertCounts(x, { same: 6919 });
});

journey("numbers and dates: the whole column decides, it is shown, and the user has the last word", async (x) => {
  const { page } = x;
  const header = ["日期", "客户名称", "单号", "品名", "数量", "单价", "金额"];
  const assertLine = (file, document, date, quantity, minor) => {
    const line = file.tables.sales.find((line) => line.document === document);
    assert.deepEqual([line?.date, line?.quantity, line?.amount.minor], [date, quantity, minor], document);
  };

  // Only the second row shows that the day comes first, only the first that the comma is decimal.
  const european = [header,
    ["1/2/2026", "甲", "E1", "茶", "2,5", "1.000,00", "2.500,00"],
    ["13/2/2026", "乙", "E2", "碗", "１．０００", "１，５０", "１．５００，００"],
  ];
  await giveSales(x, Buffer.from(european.map((row) => row.join(";")).join("\r\n")));
  assert.equal(await column(x, "日期").dates.inputValue(), "d");
  for (const name of ["数量", "单价", "金额"]) assert.equal(await column(x, name).numbers.inputValue(), "c", name);
  await assertCounts(x, { new: 2 });
  assert.match(await page.getByTestId("sum-CNY").textContent(), /24,000\.00$/);
  await takeSales(x);
  let file = await fileNow(x);
  assertLine(file, "E1", "2026-02-01", "2.5", 250_000);
  assertLine(file, "E2", "2026-02-13", "1000", 150_000);

  // The next file with this header is written otherwise, and says so itself.
  const american = [header,
    ["1/2/2026", "甲", "A1", "茶", "2.5", "1,000.00", "2,500.00"],
    ["2/13/2026", "乙", "A2", "碗", "1,000", "1.50", "1,500.00"],
  ];
  await giveSales(x, american);
  assert.equal(await column(x, "日期").dates.inputValue(), "m");
  assert.equal(await column(x, "金额").numbers.inputValue(), "p");
  await assertCounts(x, { new: 2 });
  await takeSales(x);
  file = await fileNow(x);
  assertLine(file, "A1", "2026-01-02", "2.5", 250_000);
  assertLine(file, "A2", "2026-02-13", "1000", 150_000);

  // Nothing decides here: nothing is guessed, and both choices are offered with what they mean.
  const open = [["日期", "客户名称", "单号", "品名", "数量", "金额"],
    ["1/2/2026", "甲", "U1", "茶", "1,234", "10"],
    ["3/4/2026", "甲", "U2", "茶", "5,678", "20"],
  ];
  await giveSales(x, open);
  await assertCounts(x, { refused: 2 });
  await note(x, "“日期”的日期先日后月还是先月后日").waitFor();
  await note(x, "“数量”的逗号").waitFor();
  assert.ok(await page.getByTestId("run-import").isDisabled());
  const dates = column(x, "日期").dates;
  assert.deepEqual((await dates.locator("option").allTextContents()).slice(2), ["日/月/年 · 2026-02-01", "月/日/年 · 2026-01-02"]);
  await choose(x, dates, "m");
  await choose(x, column(x, "数量").numbers, "p");
  await assertCounts(x, { new: 2 });
  await choose(x, column(x, "日期").dates, "d");
  assert.equal(await page.locator(".c-notice[data-tone=warn]").count(), 0);
  await takeSales(x);
  file = await fileNow(x);
  assertLine(file, "U1", "2026-02-01", "1234", 1000);
  assertLine(file, "U2", "2026-04-03", "5678", 2000);

  // The next file that leaves it open is read as this one was; one that does not decides itself.
  await giveSales(x, [open[0], ["5/6/2026", "甲", "U3", "茶", "1,000", "30"]]);
  await page.getByText("沿用那次的安排").waitFor();
  assert.equal(await column(x, "日期").dates.inputValue(), "d");
  await assertCounts(x, { new: 1 });
  await giveSales(x, [open[0], ["5/16/2026", "甲", "U4", "茶", "1,000", "30"]]);
  assert.equal(await column(x, "日期").dates.inputValue(), "m");
  await page.getByTestId("decide-anew").click();
  await counted(x);
  await assertCounts(x, { refused: 1 });
});

journey("a file sent again updates by its key; blanks erase only when asked", async (x) => {
  const { page } = x;
  const header = ["单号", "日期", "客户名称", "品名", "数量", "单价", "经办人", "备注"];
  // Three lines of one product in one document: told apart by what they say.
  const rows = [
    ["D1", "2026-03-01", "昆明茶行", "滇红", "2", "100", "王", "试销"],
    ["D1", "2026-03-01", "昆明茶行", "滇红", "10", "90", "王", ""],
    ["D1", "2026-03-01", "昆明茶行", "滇红", "1", "0", "王", "赠"],
    ["D2", "2026-03-05", "大理茶行", "普洱", "4", "50", "李", "急"],
  ];
  await giveSales(x, [header, ...rows]);
  await assertCounts(x, { new: 4 });
  await takeSales(x);
  await giveSales(x, [header, ...rows]);
  await assertCounts(x, { same: 4 });
  assert.ok(await page.getByTestId("run-import").isDisabled(), "nothing to import");

  const changed = [
    ["D2", "2026-03-05", "大理茶行", "普洱", "5", "50", "", ""],
    ["D1", "2026-03-01", "昆明茶行", "滇红", "10", "90", "王", ""],
    ["D1", "2026-03-01", "昆明茶行", "滇红", "2", "100", "王", "试销"],
    ["D3", "2026-03-09", "大理茶行", "普洱", "1", "55", "李", ""],
  ];
  await giveSales(x, [header, ...changed]);
  await assertCounts(x, { new: 1, changed: 1, same: 2 });
  await page.locator("summary", { hasText: "看看改了什么" }).click();
  const cells = await page.locator(".c-change tr").allTextContents();
  assert.ok(cells.some((text) => text.includes("数量4") && text.endsWith("5")), `${cells}`);
  assert.ok(!cells.some((text) => text.includes("备注")), "blanks keep what is there");
  await page.getByLabel("空格子清除已有内容").check();
  await counted(x);
  await page.locator("summary", { hasText: "看看改了什么" }).click();
  assert.ok((await page.locator(".c-change tr").allTextContents()).some((text) => text.includes("备注")));
  await page.getByLabel("空格子清除已有内容").uncheck();
  await counted(x);
  await takeSales(x);
  const line = async () => (await fileNow(x)).tables.sales.find((line) => line.document === "D2");
  let now = await line();
  assert.deepEqual([now.quantity, now.amount.minor, now.handler, now.note], ["5", 25_000, "李", "急"]);

  await giveSales(x, [header, changed[0]]);
  await page.getByLabel("空格子清除已有内容").check();
  await counted(x);
  await assertCounts(x, { changed: 1 });
  await takeSales(x);
  now = await line();
  assert.deepEqual([now.quantity, now.handler, now.note], ["5", undefined, undefined]);

  // Another key: every row is a new line.
  await giveSales(x, [header, changed[0]]);
  await assertCounts(x, { same: 1 });
  await choose(x, page.getByTestId("line-key"), "none");
  await assertCounts(x, { new: 1 });
  assert.equal((await fileNow(x)).tables.sales.length, 5, "looking changes nothing");
});

journey("pasted from a spreadsheet; a mapping made by hand holds for the next file", async (x) => {
  const { page } = x;
  await x.newWorkbook("粘贴");
  await x.go("#/data");
  const header = ["日子", "谁", "凭证", "买了什么", "多少钱"];
  const paste = async (rows) => {
    await x.goData();
    await page.getByText("从表格软件粘贴").click();
    await page.getByTestId("paste").fill([header, ...rows].map((row) => row.join("\t")).join("\n"));
    await page.getByTestId("read-pasted").click();
    await page.getByTestId("run-import").waitFor();
  };
  await paste([["2026-05-01", "甲", "P1", "茶", "12.5"], ["2026-05-02", "乙", "P2", "碗", "7"]]);
  assert.equal(await page.getByTestId("separator").inputValue(), "tab");
  await note(x, "还没有一列放到：客户的编号或名称").waitFor();
  await page.getByTestId("subject").selectOption("sales");
  await note(x, "还没有一列放到：客户的编号或名称、日期、金额").waitFor();
  await counted(x);
  for (const [name, target] of [["日子", "s:date"], ["谁", "c:name"], ["凭证", "s:document"], ["买了什么", "g:name"], ["多少钱", "s:amount"]]) {
    await choose(x, column(x, name).target, target);
  }
  assert.equal(await note(x, "还没有一列放到").count(), 0);
  await assertCounts(x, { new: 2 });
  await takeSales(x);

  await paste([["2026-05-02", "乙", "P2", "碗", "7"], ["2026-05-03", "丙", "P3", "茶", "1"]]);
  await counted(x);
  await page.getByText("沿用那次的安排").waitFor();
  assert.equal(await column(x, "多少钱").target.inputValue(), "s:amount");
  await assertCounts(x, { same: 1, refused: 1 });
  await note(x, "名册里没有其中 1 位客户").waitFor();
  await page.getByTestId("make-customers").click();
  await counted(x);
  await assertCounts(x, { new: 1, same: 1 });
});

journey("refused rows leave as a table with their reasons, and come back mended", async (x) => {
  const { page } = x;
  const header = ["日子", "客户名称", "单号", "品名", "数量", "单价", "金额"];
  const rows = [
    ["13/2/2026", "甲", "R1", "茶", "2", "1.000,50", "2.001,00"],
    ["14/2/2026", "甲", "R2", "茶", "三", "10,00", "30,00"],
    ["31/2/2026", "甲", "R3", "茶", "1", "10,00", "10,00"],
    ["1/2/2026", "甲", "R4", "茶", "2", "10,00", "21,00"],
    ["2/2/2026", "", "R5", "茶", "1", "5,00", "5,00"],
    ["3/2/2026", "=丁", "R6", "茶", "-2", "1.000,00", "-2.000,00", "多一格"],
  ];
  await x.give(Buffer.from([header, ...rows].map((row) => row.join(";")).join("\r\n")), "明细.csv");
  await page.getByTestId("subject").selectOption("sales");
  await counted(x);
  await choose(x, column(x, "日子").target, "s:date");
  assert.equal(await column(x, "日子").dates.inputValue(), "d");
  await assertCounts(x, { new: 1, refused: 5 });
  const saved = await x.download(() => page.getByTestId("save-refused").click());
  const [names, ...table] = parseCsv(saved.text);
  assert.deepEqual(names.slice(0, -1), [...header, "行", "位置", "原因"]);
  assert.deepEqual(table.map((row) => row[7]), ["3", "4", "5", "6", "7"]);
  assert.deepEqual(table.map((row) => row[8]), ["数量", "日子", "金额", "客户名称", ""]);
  assert.ok(table.every((row) => row[9].length > 2), "a reason each");
  await takeSales(x);

  const cell = (document) => table.find((row) => row[2] === document);
  cell("R2")[4] = "3";
  cell("R3")[0] = "28/2/2026";
  cell("R4")[6] = "20,00";
  cell("R5")[1] = "乙";
  await giveSales(x, [names, ...table], "未导入的行.csv");
  assert.equal(await column(x, "日子").target.inputValue(), "s:date", "the mapping of its own file");
  await page.getByTestId("make-customers").click();
  await counted(x);
  await assertCounts(x, { new: 5 });
  await takeSales(x);
  const file = await fileNow(x);
  assert.equal(file.tables.sales.length, 6);
  assert.ok(file.tables.customers.some((customer) => customer.name === "=丁"), "text is text");
  assert.equal(file.tables.sales.reduce((sum, line) => sum + line.amount.minor, 0), 200_100 + 3000 + 1000 + 2000 + 500 - 200_000);
});

journey("100,000 lines show how far they are, and can be stopped while read, checked and imported", async (x) => {
  const { page } = x;
  await x.newWorkbook("大文件");
  const before = await x.exportJson();
  const lines = ["date,customer,order no,product,quantity,amount"];
  for (let n = 0; n < 100_000; n++) {
    lines.push(`2025-${String(n % 12 + 1).padStart(2, "0")}-${String(n % 28 + 1).padStart(2, "0")},客户 ${n % 2000},N${n >> 2},品 ${n % 300},${n % 9 + 1},${n % 1000}.25`);
  }
  const bytes = Buffer.from(lines.join("\n"));
  const bar = page.locator(".c-progress__bar[value]");
  const start = async () => {
    await x.goData();
    await page.getByTestId("file").setInputFiles({ name: "十万行.csv", mimeType: "text/csv", buffer: bytes });
  };
  const isBackUnchanged = async () => {
    await page.getByTestId("file").waitFor({ state: "attached" });
    assert.equal(await page.locator(".c-notice[data-tone=risk]").count(), 0, "stopping is no failure");
    assert.ok((await x.exportJson()).bytes.equals(before.bytes), "nothing has changed");
  };
  await start();
  await bar.waitFor();
  await page.getByRole("button", { name: "停止" }).click();
  await isBackUnchanged();

  // Read by now, it is being worked through.
  await start();
  await page.getByText("正在核对").waitFor();
  await bar.waitFor();
  await page.getByRole("button", { name: "停止" }).click();
  await isBackUnchanged();
  await start();
  await counted(x);
  await assertCounts(x, { new: 100_000 });
  await page.getByTestId("run-import").click();
  await page.locator(".c-progress", { hasText: "正在导入" }).locator(".c-progress__bar[value]").waitFor();
  await page.getByRole("button", { name: "停止" }).click();
  await isBackUnchanged();
});
