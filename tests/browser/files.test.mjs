// Files in and out: encodings, bad rows, pasted tables, merging, replacing, other versions, damage.

import assert from "node:assert/strict";
import { HOMES, journey } from "./browser.mjs";
import { CHINESE_ROWS, CHINOOK_FILE, assertSchema, byCode, gb18030, parseCsv, seal, toCsv, utf16 } from "./fixtures.mjs";

const same = (counts) => ({ new: 0, changed: 0, same: 0, older: 0, conflict: 0, refused: 0, ...counts });

/** Opens the list of single changes in a dry run. */
const showItems = (page) => page.locator("summary", { hasText: "逐条查看" }).click();

function assertChineseRows(file) {
  const found = byCode(file);
  const [, ...rows] = CHINESE_ROWS;
  const capital = {
    "500万元": { currency: "CNY", minor: 500_000_000 },
    "1200万元": { currency: "CNY", minor: 1_200_000_000 },
    "8000000 JPY": { currency: "JPY", minor: 8_000_000 },
  };
  for (const [code, name, address, city, country, contact, phone, money, founded] of rows) {
    const customer = found.get(code);
    assert.ok(customer, code);
    assert.deepEqual(
      [customer.name, customer.address, customer.city, customer.country, customer.phone],
      [name, address, city, country === "日本" ? "JP" : "CN", phone],
    );
    assert.equal(customer.founded_on ?? "", founded, `${code} founded`);
    const person = file.tables.contacts.find((person) => person.customer === customer.id);
    assert.equal(person?.name, contact);
    assert.deepEqual(customer.registered_capital, capital[money], `${code} capital`);
  }
}

const encodings = {
  "gb18030": gb18030(toCsv(CHINESE_ROWS)),
  "utf-16le": utf16(CHINESE_ROWS.map((row) => row.join("\t")).join("\r\n")),
  "utf-8": Buffer.from(`\ufeff${toCsv(CHINESE_ROWS)}`),
};
for (const home of [HOMES.http, HOMES.file]) {
  for (const [encoding, bytes] of Object.entries(encodings)) {
    if (home === HOMES.file && encoding === "utf-8") continue;
    journey(`${home.name}: a Chinese table in ${encoding} is understood`, async (x) => {
      await x.give(bytes, "客户.csv");
      assert.equal(await x.page.getByTestId("encoding").inputValue(), encoding, "the guess is shown");
      assert.equal(await x.page.getByTestId("separator").inputValue(), encoding === "utf-16le" ? "tab" : ",");
      assert.deepEqual(await x.counts(), same({ new: 4 }));
      await x.page.getByText("会为这些客户新建一个工作簿").waitFor();
      await x.runImport();
      const exported = await x.exportJson();
      assertSchema(exported.text);
      assertChineseRows(JSON.parse(exported.text));
    }, { home });
  }
}

journey("an encoding chosen by hand is read again", async (x) => {
  await x.give(gb18030(toCsv(CHINESE_ROWS)), "客户.csv");
  await x.page.getByTestId("encoding").selectOption("windows-1252");
  await x.page.waitForFunction(() => document.querySelector("[data-testid=encoding]")?.value === "windows-1252");
  await x.page.getByTestId("encoding").selectOption("gb18030");
  await x.page.getByTestId("columns").getByText("客户名称").first().waitFor();
  assert.deepEqual(await x.counts(), same({ new: 4 }));
});

journey("a table pasted from a spreadsheet", async (x) => {
  await x.newWorkbook("粘贴");
  await x.go("#/data");
  await x.page.getByText("从表格软件粘贴").click();
  await x.page.getByTestId("paste").fill(CHINESE_ROWS.map((row) => row.join("\t")).join("\n"));
  await x.page.getByTestId("read-pasted").click();
  await x.page.getByTestId("run-import").waitFor();
  assert.deepEqual(await x.counts(), same({ new: 4 }));
  await x.runImport();
  assertChineseRows(JSON.parse((await x.exportJson()).text));
});

journey("bad rows are named, saved and read back; cancelling changes nothing", async (x) => {
  const { page } = x;
  await x.give(CHINOOK_FILE);
  await x.runImport();
  const before = await x.exportJson();

  const rows = [
    ["CustomerId", "Company", "City", "Email", "Phone"],
    ["1", "Embraer - Empresa Brasileira de Aeronáutica S.A.", "Brasília", "luisg@embraer.com.br", "+55 (12) 3923-5555"],
    ["900", "", "无名", "", ""],
    ["901", "甲公司", "苏州", "not an address", "0512-1"],
    ["902", "乙公司", "无锡", "b@example.com", "0510-2"],
    ["902", "乙公司第二次", "无锡", "b@example.com", "0510-2"],
    ["903", "丙公司", "常州", "c@example.com", "0519-3", "多一格"],
  ];
  await x.give(Buffer.from(`\ufeff${toCsv(rows)}`), "改动.csv");
  const counts = await x.counts();
  assert.deepEqual([counts.new, counts.changed], [1, 1], JSON.stringify(counts));
  assert.equal(counts.refused, 4);

  // The change is shown cell by cell.
  await showItems(page);
  const change = page.locator(".f-plan__item", { hasText: "Embraer" });
  assert.equal(await change.locator(".c-change__before").first().textContent(), "São José dos Campos");
  assert.equal(await change.locator(".c-change__after").first().textContent(), "Brasília");

  // Every refused row has its line and a reason.
  const refused = page.getByTestId("refused").locator("tr");
  assert.equal(await refused.count(), 4);
  const lines = await refused.allTextContents();
  for (const line of [3, 4, 6, 7]) assert.ok(lines.some((text) => text.includes(`第 ${line} 行`)), `line ${line} in ${lines}`);
  assert.ok(lines.every((text) => text.replace(/第 \d+ 行/, "").length > 2), "a reason each");

  const saved = await x.download(() => page.getByTestId("save-refused").click());
  const [header, ...table] = parseCsv(saved.text);
  assert.equal(saved.bytes.subarray(0, 3).toString("hex"), "efbbbf", "UTF-8 with its mark");
  for (const name of ["CustomerId", "Company", "行", "原因"]) assert.ok(header.includes(name), `${name} in ${header}`);
  assert.deepEqual(table.map((row) => row[header.indexOf("行")]).sort(), ["3", "4", "6", "7"]);
  const at = header.indexOf("CustomerId");
  assert.deepEqual(table.map((row) => row[at]).sort(), ["900", "901", "902", "903"]);

  await page.getByRole("button", { name: "取消", exact: true }).click();
  await page.getByTestId("file").waitFor();
  assert.ok((await x.exportJson()).bytes.equals(before.bytes), "cancelling leaves everything as it was");

  // Mended and imported again: the refused rows alone.
  for (const row of table) {
    row[header.indexOf("Email")] = "";
    row[header.indexOf("Company")] ||= "有名公司";
  }
  await x.give(Buffer.from(toCsv([header, ...table])), "未导入的行.csv");
  const mended = await x.counts();
  assert.ok(mended.new >= 3, JSON.stringify(mended));
});

journey("the file given is the table's own: the same CSV back again changes nothing", async (x) => {
  await x.openSample();
  const before = await x.exportJson();
  const csv = await x.exportCsv();
  await x.give(csv.bytes, csv.name);
  const counts = await x.counts();
  assert.deepEqual(counts, same({ same: 60 }));
  assert.ok((await x.exportJson()).bytes.equals(before.bytes));
});

journey("merging a changed copy: seen cell by cell, what is not ticked stays mine", async (x) => {
  const { page } = x;
  await x.openSample();
  const before = await x.exportJson();
  assertSchema(before.text);
  const copy = JSON.parse(before.text);
  const [first, second] = copy.tables.customers;
  const [firstCity, secondCity] = [first.city, second.city];
  for (const customer of [first, second]) {
    customer.city = `新${customer.city}`;
    customer.stamp.rev += 1;
  }
  copy.tables.customers.push({ id: "ab".repeat(16), name: "文件带来的客户", code: "NEW-1", stamp: { by: "同事", on: "2026-01-02", rev: 1 } });
  copy.tables.customers.sort((a, b) => (a.id < b.id ? -1 : 1));
  await x.give(seal(copy), "copy.json");
  assert.deepEqual(await x.counts(), same({ new: 1, changed: 2, same: 58 }));
  await showItems(page);
  const item = page.locator(".f-plan__item", { hasText: second.name });
  assert.equal(await item.locator(".c-change__before").textContent(), secondCity);
  assert.equal(await item.locator(".c-change__after").textContent(), `新${secondCity}`);
  await item.getByRole("checkbox").uncheck();
  await page.getByTestId("merge").click();
  await page.waitForFunction(() => location.hash === "#/");
  await x.saved();

  const merged = JSON.parse((await x.exportJson()).text);
  const find = (id) => merged.tables.customers.find((customer) => customer.id === id);
  assert.equal(find(first.id).city, `新${firstCity}`);
  assert.equal(find(second.id).city, secondCity, "kept mine");
  assert.equal(find("ab".repeat(16)).name, "文件带来的客户");
  assert.equal(merged.tables.customers.length, 61);

  // One undo takes the whole merge back.
  await page.getByTestId("undo").click();
  await x.saved();
  const undone = JSON.parse((await x.exportJson()).text);
  assert.deepEqual(undone.tables, JSON.parse(before.text).tables);
});

journey("replacing everything asks for the name, and one undo brings all back", async (x) => {
  const { page } = x;
  await x.openSample();
  const before = await x.exportJson();
  const file = JSON.parse(before.text);
  const kept = new Set(file.tables.customers.slice(0, 2).map((customer) => customer.id));
  file.tables.customers = file.tables.customers.filter((customer) => kept.has(customer.id));
  for (const table of ["contacts", "addresses"]) {
    if (file.tables[table]) file.tables[table] = file.tables[table].filter((row) => kept.has(row.customer));
  }
  await x.give(seal(file), "two.json");
  await page.getByTestId("replace").click();
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: "替换", exact: true });
  assert.ok(await confirm.isDisabled(), "not before the name is typed");
  await dialog.getByRole("textbox").fill("别的名字");
  assert.ok(await confirm.isDisabled());
  await dialog.getByRole("textbox").fill(file.workbook.name);
  await confirm.click();
  await page.waitForFunction(() => location.hash === "#/");
  await x.saved();
  const replaced = JSON.parse((await x.exportJson()).text);
  assert.equal(replaced.tables.customers.length, 2);

  await page.getByTestId("undo").click();
  await x.saved();
  const undone = await x.exportJson();
  assert.deepEqual(JSON.parse(undone.text).tables, JSON.parse(before.text).tables);
});

journey("a file of a newer minor version: said, and nothing of it is lost", async (x) => {
  await x.openSample();
  const file = JSON.parse((await x.exportJson()).text);
  file.version.minor = 7;
  file.workbook.id = "cd".repeat(16);
  file.future = { answer: 42 };
  file.tables.customers[0].future_field = { deep: ["未", 1, true] };
  file.tables.future_table = [{ id: "ef".repeat(16), stamp: { by: "将来", on: "2030-01-01", rev: 3 }, words: "原样" }];
  await x.give(seal(file), "newer.json");
  await x.page.getByText("文件由更新的版本（1.7）写成").waitFor();
  await x.page.getByText("原样保留 1 条“future_table”记录").waitFor();
  await x.page.getByTestId("open-file").click();
  await x.page.waitForFunction(() => location.hash === "#/");
  await x.saved();
  const exported = await x.exportJson();
  assertSchema(exported.text);
  const again = JSON.parse(exported.text);
  assert.deepEqual(again.tables, file.tables);
  assert.deepEqual(again.future, file.future);
  assert.equal(again.version.minor, 7);
  // It survives a restart and another edit too.
  await x.reopen();
  assert.deepEqual((await x.exportJson()).bytes, exported.bytes);
});

journey("a file of a newer major version can be looked at only", async (x) => {
  await x.openSample();
  const before = await x.exportJson();
  const file = JSON.parse(before.text);
  file.version.major = 2;
  await x.give(seal(file), "major.json");
  await x.page.getByText("只能看，不能导入").waitFor();
  assert.equal(await x.page.getByTestId("open-file").count(), 0);
  assert.equal(await x.page.getByTestId("merge").count(), 0);
  assert.equal(await x.page.getByTestId("replace").count(), 0);
  assert.ok((await x.exportJson()).bytes.equals(before.bytes));
});

journey("a damaged file is refused and the damaged part named", async (x) => {
  await x.openSample();
  const before = await x.exportJson();
  const damage = async (at, by, words) => {
    const bytes = Buffer.from(before.bytes);
    bytes[at] = by;
    await x.give(bytes, "damaged.json");
    const notice = x.page.locator(".c-notice[data-tone=risk]");
    await notice.filter({ hasText: words }).waitFor();
    assert.equal(await x.page.getByTestId("merge").count(), 0);
  };
  const find = (text, after = 0) => before.bytes.indexOf(Buffer.from(text), after) + Buffer.byteLength(text);
  // A digit of a phone number, a letter of a name, a brace, the end.
  await damage(find('"phone":"', find('"customers":[')) + 1, 0x58, "“客户”一节被改动或损坏");
  await damage(find('"name":"', find('"contacts":[')), 0x58, /第 \d+ 行 · 第 \d+ 字 · \/tables\/contacts/);
  await damage(find('"tables":') , 0x5b, /第 \d+ 行/);
  await x.give(before.bytes.subarray(0, before.bytes.length - 200), "cut.json");
  await x.page.locator(".c-notice[data-tone=risk]", { hasText: "文件不完整" }).waitFor();
  await x.give(Buffer.from('{"format":"something else"}'), "foreign.json");
  await x.page.locator(".c-notice[data-tone=risk]", { hasText: "不是信客的文件" }).waitFor();
  assert.ok((await x.exportJson()).bytes.equals(before.bytes));
});
