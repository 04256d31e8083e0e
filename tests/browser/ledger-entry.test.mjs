// Entering the ledger by hand, with nothing but the keyboard.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";

const form = (x) => x.page.locator(".f-entry");
const lines = (x) => x.page.getByTestId("lines");
const total = (x) => x.page.locator('[data-figure="ledger.lines_total"]');
/** Looks for lines and waits until so many are shown. */
const find = async (x, typed, count) => {
  await x.page.getByTestId("lines-search").fill(typed);
  await x.page.getByText(new RegExp(`^${count} / [\\d,]+ 行`)).waitFor();
};
const fileNow = async (x) => JSON.parse((await x.exportJson()).text);
const focused = (x) => x.page.evaluate(() => {
  const cell = document.activeElement.closest("[data-column]");
  return cell ? `${cell.closest("[data-row]").dataset.row}:${cell.dataset.column}` : document.activeElement.dataset.testid;
});

/** Types each text and presses Enter after it. */
async function type(x, ...texts) {
  for (const text of texts) {
    if (text) await x.page.keyboard.type(text);
    await x.page.keyboard.press("Enter");
  }
}

journey("a document of three lines from the keyboard alone, saved, undone, there after a reload", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/ledger/entry");
  await form(x).waitFor();
  await page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  // Customer by initials; the date is today's; number; currency and rate stay.
  await page.keyboard.type("nbqct");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await type(x, "HAND-001");
  while (await focused(x) !== "0:product") await page.keyboard.press("Enter");
  // A product that is not there yet, price and discount: the amount follows.
  await type(x, "试用竹牙刷", "3", "19.99", "15%", "");
  assert.equal(await form(x).locator("[data-row='0'] output").textContent(), "50.97");
  assert.equal(await focused(x), "1:product");
  await page.keyboard.type("试用");
  await page.getByRole("option", { name: "试用竹牙刷" }).first().waitFor();
  await type(x, "", "2", "10", "");
  await page.keyboard.press("Control+d");
  await type(x, "");
  // Without a price the amount is typed.
  assert.equal(await focused(x), "2:product");
  await page.keyboard.press("Control+d");
  await type(x, "", "-1", "", "", "-5.5");
  assert.equal(await form(x).locator('[data-figure="ledger.document_total"]').getAttribute("data-value"), "65.47");
  await page.keyboard.press("Control+Enter");
  await page.getByText("保存单据“HAND-001”（3 行）").waitFor();
  await x.saved();
  const file = await fileNow(x);
  const own = file.tables.sales.filter((line) => line.document === "HAND-001");
  assert.deepEqual(own.map((line) => line.amount.minor).sort((a, b) => a - b), [-550, 2000, 5097]);
  assert.equal(file.tables.products.filter((product) => product.name === "试用竹牙刷").length, 1);

  await x.go("#/ledger");
  await find(x, "hand-001", 3);
  assert.equal(await total(x).getAttribute("data-value"), "65.47");
  await page.getByTestId("undo").click();
  await find(x, "hand-001", 0);
  await page.getByTestId("redo").click();
  await find(x, "hand-001", 3);
  await x.saved();
  await x.reload();
  await find(x, "hand-001", 3);
  assert.equal(await total(x).getAttribute("data-value"), "65.47");

  // The same document again, one line less: the line waits in the bin.
  await lines(x).getByRole("link", { name: /^\d{4}-/ }).first().click();
  await page.getByRole("heading", { level: 1, name: "修改单据" }).waitFor();
  await form(x).getByRole("button", { name: "去掉第 3 行" }).click();
  await page.getByRole("button", { name: "保存单据" }).click();
  await find(x, "hand-001", 2);
  assert.equal((await fileNow(x)).tables.recycled.length, 1);
});

journey("what is wrong is said beside its cell; leaving asks; a spreadsheet is pasted", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/ledger/entry");
  await form(x).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => location.hash === "#/ledger");
  await x.go("#/ledger/entry");
  await page.getByLabel("数量，第 1 行").fill("三");
  await page.keyboard.press("Control+Enter");
  await form(x).locator("[data-row='0'] [data-column='quantity'] .c-field__error").waitFor();
  await form(x).getByText("这里必须填写").first().waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").getByRole("button", { name: "继续录入" }).first().click();

  await page.getByTestId("document-customer").fill("fjallvik");
  await page.getByRole("option").first().click();
  await page.getByLabel("产品，第 1 行").focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "试用毛巾\t10\t3.5\t\t\r\n试用毛巾\t2\t\t\t7\r\n");
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.equal(await form(x).locator('[data-figure="ledger.document_total"]').getAttribute("data-value"), "42");
  // The Enter that ends a composition does nothing.
  await page.getByLabel("备注，第 1 行").focus();
  await page.evaluate(() => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", isComposing: true, bubbles: true, cancelable: true })));
  assert.equal(await focused(x), "0:note");
  await page.keyboard.press("Control+Enter");
  await page.getByText("保存 2 行销售明细").waitFor();
  const file = await fileNow(x);
  const towels = file.tables.products.filter((product) => product.name === "试用毛巾");
  const own = file.tables.sales.filter((line) => line.product === towels[0].id);
  assert.deepEqual([own.length, towels.length], [2, 1]);

  // A product that lines name stays; the customer's page adds up what was entered.
  await x.go("#/ledger/products");
  await page.getByTestId("records-search").fill("试用毛巾");
  await page.getByTestId("records").getByText("试用毛巾").first().dblclick();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await page.getByText("“试用毛巾”还有 2 条记录用着（销售明细），不能删除").waitFor();
  await page.keyboard.press("Escape");
  await x.go(`#/customers/${own[0].customer}/performance`);
  await page.getByTestId("dealings").waitFor();
  const last = page.locator(".f-dealings__table--narrow tbody tr").first();
  assert.equal(await last.locator('[data-figure="ledger.sales"]').getAttribute("data-value"), "42");
});
