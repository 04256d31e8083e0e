// The roster: finding, filtering, sorting, columns, several at once, the bin, ten thousand.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";
import { parseCsv, records, toCsv } from "./fixtures.mjs";

const roster = (x) => x.page.getByTestId("roster");
/** The names shown, from above; rows of the pool stand in any order. */
const names = (x) => roster(x).locator("[role=row]:not([hidden])").evaluateAll((rows) => rows
  .filter((row) => row.querySelector("a"))
  .sort((a, b) => a.getAttribute("aria-rowindex") - b.getAttribute("aria-rowindex"))
  .map((row) => row.querySelector("a").textContent.trim()));
const showing = (x, count, total = 60) => x.page.getByText(`${count.toLocaleString("en")} / ${total.toLocaleString("en")} 位客户`).waitFor();
const search = (x, text) => x.page.getByTestId("roster-search").fill(text);
const check = (x, name) => roster(x).getByRole("row").filter({ hasText: name }).getByRole("checkbox").check();
const fileNow = async (x) => JSON.parse((await x.exportJson()).text);

journey("the sample company in one click, found by initials, traditional characters and phone", async (x) => {
  await x.openSample();
  await x.go("#/customers");
  await showing(x, 60);
  const ningbo = ["寧波晴川汀日用品", "宁波晴川汀日用品有限公司"].sort();
  for (const typed of ["nbqct", "寧波晴川", "宁波晴川", "057400000218", "0574-0000 0218", "ＮＢＱＣＴ"]) {
    await search(x, typed);
    await showing(x, 2);
    assert.deepEqual((await names(x)).sort(), ningbo, typed);
  }
  await search(x, "lodz");
  await showing(x, 1);
  assert.deepEqual(await names(x), ["Kowalnica Dom i Kuchnia sp. z o.o."]);
  await search(x, "没有这样的客户");
  await x.page.getByText("没有符合的客户").waitFor();
  assert.equal(x.hash(), "#/customers", "what is typed never gets into the address");
  // The slash leads to the search box, Escape clears it.
  await x.page.getByTestId("roster-search").press("Escape");
  await showing(x, 60);
  await x.page.getByRole("heading", { level: 1 }).focus();
  await x.page.keyboard.press("/");
  assert.equal(await x.page.evaluate(() => document.activeElement.dataset.testid), "roster-search");
});

journey("filters and sort live in the address, columns in this browser", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/customers");
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await page.getByRole("checkbox", { name: /^已流失 · 3/ }).check();
  await showing(x, 3);
  await page.keyboard.press("Escape");
  await roster(x).getByRole("button", { name: "城市" }).click();
  await page.waitForFunction(() => location.hash.includes("sort=city"));
  const lost = await names(x);
  assert.equal(lost.length, 3);
  assert.match(x.hash(), /^#\/customers\?(sort=city&status=lost|status=lost&sort=city)$/);
  await roster(x).getByRole("button", { name: "城市" }).click();
  await page.waitForFunction(() => location.hash.includes("sort=-city"));
  assert.deepEqual(await names(x), lost.reverse());
  assert.equal(await roster(x).getByRole("columnheader", { name: "城市" }).getAttribute("aria-sort"), "descending");

  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "信用额度", exact: true }).check();
  await page.getByRole("checkbox", { name: "电话", exact: true }).uncheck();
  await page.keyboard.press("Escape");
  const hasColumns = async () => {
    await roster(x).getByRole("columnheader", { name: "信用额度" }).waitFor();
    assert.equal(await roster(x).getByRole("columnheader", { name: "电话" }).count(), 0);
  };
  await hasColumns();
  await x.reload();
  await showing(x, 3);
  await hasColumns();
  assert.deepEqual(await names(x), lost);
  // A filter is taken off by its chip.
  await page.getByRole("button", { name: "去掉筛选：交易状态: 已流失" }).click();
  await showing(x, 60);
});

journey("three changed at once, undone at once", async (x) => {
  const { page } = x;
  await x.openSample();
  const before = await fileNow(x);
  await x.go("#/customers");
  await search(x, "有限公司");
  const chosen = (await names(x)).slice(0, 3);
  for (const name of chosen) await check(x, name);
  await page.getByText("已选 3 位").waitFor();
  await page.getByRole("button", { name: "批量修改" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("项目").selectOption("owner");
  await dialog.getByLabel("新的内容").fill("新来的人");
  await dialog.getByRole("button", { name: "写入 3 位客户" }).click();
  await dialog.waitFor({ state: "hidden" });
  await x.saved();
  const changed = await fileNow(x);
  const owned = changed.tables.customers.filter((customer) => customer.owner === "新来的人");
  assert.deepEqual(owned.map((customer) => customer.name).sort(), [...chosen].sort());
  await page.getByTestId("undo").click();
  await x.saved();
  assert.deepEqual((await fileNow(x)).tables, before.tables);
});

journey("a deleted customer waits in the bin and comes back whole", async (x) => {
  const { page } = x;
  await x.openSample();
  const before = await fileNow(x);
  const name = "Fjällvik Heminredning AB";
  await x.go("#/customers");
  await search(x, "fjallvik");
  await roster(x).getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  const address = x.hash();
  await page.getByRole("button", { name: "删除", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "移入回收站" }).click();
  await page.waitForFunction(() => location.hash === "#/customers");
  const deleted = await fileNow(x);
  assert.equal(deleted.tables.customers.length, 59);
  assert.equal(deleted.tables.recycled.length, 1);
  await x.go(address);
  await page.getByText("这张卡不在盒里").waitFor();
  await x.go("#/bin");
  await page.getByRole("listitem").filter({ hasText: name }).getByRole("button", { name: "恢复" }).click();
  await page.getByText("回收站是空的").waitFor();
  await x.saved();
  const after = await fileNow(x);
  const content = (file) => ["customers", "contacts", "addresses"].map((table) => (file.tables[table] ?? []).map(({ stamp: _, ...row }) => row));
  assert.deepEqual(content(after), content(before));
});

journey("ten thousand customers: a bounded table, the last one in reach, found at once", async (x) => {
  const { page } = x;
  const rows = [["客户编号", "客户名称", "城市", "电话", "担当"]];
  const cities = ["昆明", "大理", "丽江", "曲靖"];
  for (let n = 1; n <= 10_000; n++) rows.push([`N-${n}`, `第${String(n).padStart(5, "0")}号商行`, cities[n % 4], `0871-${6000000 + n}`, `员${n % 7}`]);
  await x.give(Buffer.from(toCsv(rows)), "一万.csv");
  assert.equal((await x.counts()).new, 10_000);
  await x.runImport();
  await showing(x, 10_000, 10_000);
  const elements = () => roster(x).locator("[role=row]").count();
  assert.ok(await elements() < 120, `${await elements()} row elements`);
  assert.equal(await roster(x).getAttribute("aria-rowcount"), "10001");
  assert.equal((await names(x))[0], "第00001号商行");
  const last = roster(x).getByRole("link", { name: "第10000号商行" });
  for (let tries = 0; tries < 40 && !await last.isVisible(); tries++) {
    await roster(x).evaluate((table) => { table.scrollTop = table.scrollHeight; });
    await last.waitFor({ timeout: 1000 }).catch(() => {});
  }
  assert.ok(await last.isVisible());
  assert.ok(await elements() < 120);
  await roster(x).focus();
  await page.keyboard.press("Control+Home").catch(() => {});
  await page.keyboard.press("Home");
  await roster(x).getByRole("link", { name: "第00001号商行" }).waitFor();
  await page.keyboard.press("End");
  await roster(x).getByRole("link", { name: "第10000号商行" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "第10000号商行" }).waitFor();
  await x.go("#/customers");
  await search(x, "08716004321");
  await showing(x, 1, 10_000);
  assert.deepEqual(await names(x), ["第04321号商行"]);
  await x.reopen();
  await x.go("#/customers");
  await showing(x, 10_000, 10_000);
});

const FORMULAS = ["=1+1", "+SUM(A1:A9)", "@x", "-2+3", "'=already", "=HYPERLINK(\"http://evil.example\",\"x\")", "\uff1dfull"];
journey("names that look like formulas leave guarded and come back as they were", async (x) => {
  await x.give(Buffer.from(toCsv([["客户编号", "客户名称"], ...FORMULAS.map((name, at) => [`F-${at}`, name])])), "公式.csv");
  assert.equal((await x.counts()).new, FORMULAS.length);
  await x.runImport();
  const json = await x.exportJson();
  const stored = JSON.parse(json.text).tables.customers.map((customer) => customer.name);
  assert.deepEqual([...stored].sort(), [...FORMULAS].sort());
  const csv = await x.exportCsv();
  assert.equal(csv.bytes.subarray(0, 3).toString("hex"), "efbbbf");
  const cells = parseCsv(csv.text).flat();
  assert.deepEqual(cells.filter((cell) => /^[=+\-@\uff1d\t\r]/.test(cell)), [], "no cell that a spreadsheet would run");
  assert.ok(records(csv.text).some((row) => row["名称"] === "'=1+1"));
  // Into an empty workbook, as if on another computer.
  await x.newWorkbook("另一台电脑");
  await x.give(csv.bytes, csv.name);
  assert.equal((await x.counts()).new, FORMULAS.length);
  await x.runImport();
  const again = await fileNow(x);
  assert.deepEqual(again.tables.customers.map((customer) => customer.name).sort(), [...FORMULAS].sort());
});
