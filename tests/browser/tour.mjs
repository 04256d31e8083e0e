// Every screen, dialog and panel of the program, one after the other, in either language.

import { Buffer } from "node:buffer";
import { toCsv } from "./fixtures.mjs";

/**
 * Walks through the program from an empty profile and calls `visit(name)` at every stop.
 * @param {import("./browser.mjs").Xinke} x
 * @param {(name: string) => Promise<void>} visit
 */
export async function tour(x, visit) {
  const { page } = x;
  const t = (zh, en) => (x.options.lang === "en" ? en : zh);
  const main = page.getByRole("main");
  const button = (zh, en, within = page) => within.getByRole("button", { name: t(zh, en), exact: true });
  const dialog = page.locator("dialog[open]");
  const close = async () => {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
  };
  const stop = async (name, hash) => {
    await x.go(hash);
    await visit(name);
  };

  await visit("welcome");
  await stop("data-without-workbook", "#/data");
  await stop("workbooks-empty", "#/workbooks");
  await x.newWorkbook(t("空的", "Empty"));
  await visit("home-empty");
  await stop("roster-empty", "#/customers");
  await stop("bin-empty", "#/bin");
  await x.go("#/workbooks");
  await page.getByTestId("open-sample").click();
  await page.locator(".c-stat-row, .c-stats, .c-stat").first().waitFor();
  await x.saved();
  await visit("home");
  // On a phone the rail is a drawer.
  const drawer = page.getByRole("banner").getByRole("button", { name: t("全部", "All"), exact: true });
  const isPhone = await drawer.isVisible();
  if (isPhone) {
    await drawer.click();
    await page.getByTestId("workbook-switcher").waitFor();
    await visit("drawer");
  }
  await page.getByTestId("workbook-switcher").click();
  await page.getByRole("menuitemradio").first().waitFor();
  await visit("workbook-switcher");
  await page.keyboard.press("Escape");
  if (isPhone) await page.keyboard.press("Escape");

  await stop("roster", "#/customers");
  await button("筛选", "Filter").click();
  await page.getByRole("checkbox", { name: t(/^已交易/, /^Traded/) }).check();
  await visit("roster-filter");
  await page.keyboard.press("Escape");
  await visit("roster-filtered");
  await button("列", "Columns").click();
  await page.getByRole("checkbox", { name: t("传真", "Fax"), exact: true }).waitFor();
  await visit("roster-columns");
  await page.keyboard.press("Escape");
  await stop("ledger-lines", "#/ledger");
  await page.getByTestId("lines-search").fill("nbqct");
  await button("筛选", "Filter").click();
  await page.getByRole("combobox").first().waitFor();
  await visit("ledger-filter");
  await page.keyboard.press("Escape");
  await stop("ledger-products", "#/ledger/products");
  await page.getByTestId("add-record").first().click();
  await dialog.waitFor();
  await visit("ledger-product");
  await close();
  await stop("ledger-expenses", "#/ledger/expenses");
  await x.go("#/ledger/entry");
  await page.getByTestId("document-customer").fill("nb");
  await page.getByRole("option").first().waitFor();
  await visit("ledger-entry-customer");
  await page.keyboard.press("Enter");
  await page.getByTestId("currency").selectOption("USD");
  await page.getByTestId("quantity").first().fill("3");
  await page.getByTestId("unit_price").first().fill("19.99");
  await page.getByTestId("discount").first().fill("15%");
  await button("加一行", "Add a line").click();
  await page.getByTestId("quantity").nth(1).fill("x");
  await page.getByTestId("save-document").click();
  await page.locator(".f-grid .c-field__error").first().waitFor();
  await visit("ledger-entry");
  await page.keyboard.press("Escape");
  await dialog.waitFor();
  await visit("ledger-leave");
  await dialog.getByRole("button", { name: t("不保存，离开", "Leave without saving") }).click();
  await dialog.waitFor({ state: "hidden" });
  await stop("classify", "#/classify");
  await x.go("#/classify/scheme/CL-III");
  await page.getByTestId("scheme-customers").getByRole("row").nth(2).click();
  await page.getByTestId("why").waitFor();
  await visit("classify-scheme");
  await page.getByTestId("why").getByRole("button", { name: t("判定类别", "Set class") }).click();
  await dialog.waitFor();
  await visit("classify-judge");
  await close();
  await page.getByTestId("keep-run").click();
  await dialog.waitFor();
  await visit("classify-keep");
  await close();
  await stop("classify-judged", "#/classify/scheme/CL-REL");
  await x.go("#/classify/edit/CL-III");
  await page.getByTestId("bound-1").fill("50");
  await page.getByTestId("movers").waitFor();
  await main.locator("summary").first().click();
  await visit("classify-edit");
  await page.getByTestId("bound-1").fill("x");
  await page.locator(".c-field__error").first().waitFor();
  await visit("classify-edit-error");
  await stop("classify-new", "#/classify/edit/new");
  await stop("print-scheme", "#/classify/print/CL-III");
  await stop("classify-pareto", "#/classify/pareto");
  await stop("classify-migration", "#/classify/migration");
  await stop("classify-runs-empty", "#/classify/runs");
  await page.getByTestId("keep-run").click();
  await page.getByTestId("runs").getByRole("link").first().waitFor();
  await visit("classify-runs");
  await page.getByTestId("runs").getByRole("link").first().click();
  await page.getByTestId("approve-run").waitFor();
  await visit("classify-run");
  await stop("classify-rfm", "#/classify/rfm");
  await page.getByTestId("edit-rfm").click();
  await dialog.waitFor();
  await visit("classify-rfm-rule");
  await close();
  await stop("classify-lifecycle", "#/classify/lifecycle");
  await stop("classify-loyalty", "#/classify/loyalty");
  await stop("classify-allocation", "#/classify/allocation");
  for (const report of ["pareto", "migration", "rfm", "lifecycle"]) await stop(`classify-${report}-print`, `#/classify/${report}/print`);
  await x.go("#/customers");
  await page.getByTestId("roster-search").fill("没有没有");
  await visit("roster-nothing");
  await page.getByTestId("roster-search").fill("");
  const rows = page.getByTestId("roster").getByRole("row").filter({ has: page.getByRole("link") });
  for (const at of [0, 1]) await rows.nth(at).getByRole("checkbox").check();
  await visit("roster-chosen");
  await button("批量修改", "Change a field").click();
  await dialog.waitFor();
  await visit("roster-bulk");
  await close();
  await page.getByTestId("bulk-judge").click();
  await dialog.waitFor();
  await page.getByTestId("save-judgement").click();
  await dialog.locator(".c-field__error").first().waitFor();
  await visit("roster-judge");
  await close();
  await button("删除", "Delete").click();
  await dialog.waitFor();
  await visit("roster-delete");
  await button("移入回收站", "Move to recycle bin", dialog).click();
  await dialog.waitFor({ state: "hidden" });
  await page.getByTestId("new-customer-button").click();
  await page.getByTestId("create-customer").click();
  await page.locator("dialog[open] .c-field__error").first().waitFor();
  await visit("new-customer");
  await close();

  await page.getByTestId("roster-search").fill("C-0009");
  await page.getByTestId("roster").getByRole("link").first().click();
  await page.getByRole("tab").first().waitFor();
  const customer = x.hash();
  await page.getByTestId("roster-search").waitFor({ state: "detached" });
  await visit("customer-card");
  await page.locator("[data-figure] button").first().click();
  await visit("customer-figure");
  await page.keyboard.press("Escape");
  await button("打印", "Print").click();
  await page.getByRole("menuitem").first().waitFor();
  await visit("customer-print-menu");
  await page.keyboard.press("Escape");
  for (const tab of ["file", "basic", "credit", "operations", "performance", "personal", "other", "base", "people", "history"]) {
    await stop(`customer-${tab}`, `${customer}/${tab}`);
  }
  await x.go(`${customer}/credit`);
  await page.getByTestId("edit-group").click();
  await page.getByTestId("settlement_day").fill("77");
  await page.getByTestId("settlement_day").press("Tab");
  await page.locator(".c-field__error").first().waitFor();
  await visit("customer-edit");
  await page.getByTestId("settlement_day").fill("7");
  await page.getByTestId("settlement_day").press("Tab");
  await x.saved();
  await stop("customer-edited-history", `${customer}/history`);
  await x.go(`${customer}/people`);
  await main.getByRole("button", { name: t("添加联系人", "Add a contact") }).or(main.locator(".l-section__actions button")).first().click();
  await dialog.waitFor();
  await visit("customer-contact");
  await close();
  await stop("print-card", `${customer}/print/card`);
  await stop("print-13-1", `${customer}/print/13-1`);
  await x.go("#/customers");
  await page.getByTestId("roster-search").fill("");
  await stop("print-list", "#/customers/print");
  await stop("class-policy", "#/classify/policy");
  await stop("class-words", "#/classify/words");
  await stop("print-13-5", "#/classify/form-13-5");
  await stop("roster-regions", "#/customers?colour=CL-REG&sort=class.CL-III");
  await stop("customer-gone", `#/customers/${"0".repeat(32)}`);
  await stop("no-such-screen", "#/nowhere");

  await stop("data", "#/data");
  await page.getByText(t("从表格软件粘贴", "Paste from a spreadsheet")).click();
  await visit("data-paste");
  const table = [
    [t("客户编号", "Customer no."), t("客户名称", "Name"), t("城市", "City"), t("成立日期", "Founded on"), t("邮箱", "Email")],
    ["C-0001", "宁波晴川汀日用品有限公司", "象山", "2009-04-16", "service@qingchuanting.example.com"],
    ["T-1", "新的一家", "宁海", "01/02/2003", "a@example.com"],
    ["T-2", "坏的一行", "慈溪", "2001-02-03", "not an address"],
  ];
  await x.give(Buffer.from(toCsv(table)), t("客户.csv", "customers.csv"));
  await page.locator(".f-plan__head, summary").first().waitFor();
  await main.locator("summary").first().click();
  await visit("dry-run");
  await x.give(Buffer.from("{}"), "nothing.json");
  await visit("data-refused");
  const exported = await x.exportJson();
  await visit("data-exported");
  const copy = JSON.parse(exported.text);
  copy.tables.customers[0].city = "X";
  await x.give(Buffer.from(JSON.stringify(copy)), "damaged.json");
  await visit("data-damaged");
  await x.give(exported.bytes, exported.name);
  await visit("book-import");
  await page.getByTestId("replace").click();
  await dialog.waitFor();
  await visit("book-replace");
  await close();

  await stop("workbooks", "#/workbooks");
  await page.getByTestId("new-workbook").click();
  await dialog.waitFor();
  await visit("workbook-name");
  await close();
  await main.getByRole("button", { name: t("更多", "More") }).first().click();
  await page.getByRole("menuitem").first().waitFor();
  await visit("workbook-menu");
  await page.keyboard.press("Escape");
  await stop("bin", "#/bin");
  await stop("journal", "#/journal");
  await main.locator("summary").first().click();
  await visit("journal-open");
  await stop("rulebook", "#/rulebook");
  await stop("settings", "#/settings");
  await stop("help", "#/help");
  await stop("help-topic", "#/help/customers");
  await page.keyboard.press("Control+k");
  await dialog.waitFor();
  await page.keyboard.type(t("客户", "cu"));
  await visit("palette");
  await close();
}
