// Classes where customers stand: in the roster, on cards and forms, the policy of a scheme, its words.

import assert from "node:assert/strict";
import fs from "node:fs/promises";
import { journey } from "./browser.mjs";
import { records } from "./fixtures.mjs";

const roster = (x) => x.page.getByTestId("roster");
const legend = (x) => x.page.getByTestId("class-legend");
const showing = (x, count, total = 60) => x.page.getByText(`${count} / ${total} 位客户`).waitFor();
/** The counts of the legend by the name of the class. */
const counts = async (x) => Object.fromEntries(await legend(x).getByRole("button").evaluateAll((buttons) =>
  buttons.map((button) => [button.querySelector("[title]").title, Number(button.querySelector(".f-legend__count").textContent)])));
const tabs = (x) => roster(x).locator("[role=row]:not([hidden]) [role=gridcell][data-rank='0'] .c-index-tab").evaluateAll((all) => all.map((tab) => tab.title));
const fileNow = async (x) => JSON.parse((await x.exportJson()).text);
const customer = async (x, typed) => {
  await x.go("#/customers");
  await x.page.getByTestId("roster-search").fill(typed);
  await roster(x).getByRole("link").first().click();
  await x.page.getByTestId("card-classes").waitFor();
  await x.page.getByTestId("roster-search").waitFor({ state: "detached" });
};

journey("the roster by region, filtered and sorted by class, and as a file", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/customers");
  await showing(x, 60);
  for (const name of ["按成交金额分Ⅰ、Ⅱ、Ⅲ类", "按利润分A、B、C类", "关系生命周期四阶段"]) {
    await roster(x).getByRole("columnheader", { name }).waitFor();
  }
  await page.getByTestId("colour-by").selectOption("CL-REG");
  await page.waitForFunction(() => location.hash.includes("colour=CL-REG"));
  const regions = await counts(x);
  assert.equal(Object.values(regions).reduce((sum, count) => sum + count, 0), 60);
  assert.ok(regions["亚洲"] > 20 && regions["非洲"] === 5, JSON.stringify(regions));
  // A press on the legend shows that class alone; it is a filter like any other.
  await legend(x).getByRole("button", { name: "非洲" }).click();
  await showing(x, 5);
  assert.ok((await tabs(x)).every((title) => title === "非洲"));
  assert.match(x.hash(), /class\.CL-REG=AF/);
  await x.reload();
  await showing(x, 5);
  await page.getByRole("button", { name: "去掉筛选：按地区代码分类: 非洲" }).click();
  await showing(x, 60);
  // The best first, those without a class last.
  await roster(x).getByRole("button", { name: "按成交金额分Ⅰ、Ⅱ、Ⅲ类" }).click();
  await page.waitForFunction(() => location.hash.includes("sort=class.CL-III"));
  await page.getByTestId("colour-by").selectOption("CL-III");
  await page.waitForFunction(() => document.querySelector("[data-testid=class-legend] [title]")?.title === "Ⅰ类");
  const found = await counts(x);
  const first = await tabs(x);
  assert.equal(first.slice(0, found["Ⅰ类"]).filter((title) => title === "Ⅰ类").length, Math.min(found["Ⅰ类"], first.length));
  await page.getByRole("button", { name: "列", exact: true }).click();
  await page.getByRole("checkbox", { name: "信用A、B、C类", exact: true }).check();
  await page.keyboard.press("Escape");
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "导出 CSV" }).click()]);
  const rows = records(await fs.readFile(await file.path(), "utf8"));
  assert.equal(rows.length, 60);
  const ours = rows.find((row) => row["客户编号"] === "C-0001");
  assert.deepEqual([ours["按成交金额分Ⅰ、Ⅱ、Ⅲ类"], ours["信用A、B、C类"]], ["Ⅰ类", "A类信用"]);
});

journey("several are judged at once, with a reason, and undone at once", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/customers?colour=CL-HON");
  await showing(x, 60);
  const before = await counts(x);
  const rows = roster(x).getByRole("row").filter({ has: page.getByRole("link") });
  await page.getByTestId("roster-search").fill("ponga");
  await showing(x, 1);
  await rows.first().getByRole("checkbox").check();
  await page.getByTestId("roster-search").fill("fjallvik");
  await page.getByText("Fjällvik Heminredning AB").waitFor();
  await rows.first().getByRole("checkbox").check();
  await page.getByTestId("roster-search").fill("");
  await page.getByTestId("bulk-judge").click();
  await page.getByTestId("judge-scheme").selectOption("CL-HON");
  await page.getByTestId("judge-class").selectOption("honest");
  await page.getByTestId("save-judgement").click();
  await page.locator("dialog[open] .c-field__error").first().waitFor();
  await page.getByTestId("judge-reason").fill("三年按期付款");
  await page.getByTestId("save-judgement").click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await x.saved();
  await showing(x, 60);
  assert.equal((await counts(x))["诚信"], (before["诚信"] ?? 0) + 2);
  await page.getByTestId("undo").click();
  await x.saved();
  assert.deepEqual(await counts(x), before);
});

journey("a card with its classes, an override, an exception, and the terms that follow", async (x) => {
  const { page } = x;
  await x.openSample();
  await customer(x, "C-0036");
  const row = page.getByTestId("card-classes").getByRole("row").filter({ hasText: "按成交金额" });
  await row.getByText("按Ⅰ类对待").waitFor();
  await row.getByText("非洲目前唯一有订单的客户").waitFor();
  const terms = page.getByTestId("card-terms");
  await terms.getByText("最先排产、最先出货").waitFor();
  // The exception is taken back: the terms are those of its own class again.
  await row.getByRole("button", { name: "按另一类对待" }).click();
  await page.getByRole("button", { name: "撤去判定" }).click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await terms.getByText("有余力时安排").first().waitFor();
  // The rule is overridden by hand, and says so.
  await row.getByRole("button", { name: "更正" }).click();
  await page.getByTestId("judge-class").selectOption("II");
  await page.getByTestId("judge-reason").fill("新签了年度合同");
  await page.getByTestId("save-judgement").click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await row.getByText("新签了年度合同").waitFor();
  await row.getByText(/^按规则为/).waitFor();
  await x.saved();
  const address = x.hash();
  await x.go(`${address}/history`);
  await page.locator(".f-history__what").filter({ hasText: "判定“Mlimani Taa Home Supplies Ltd”的类别" }).first().waitFor();
  await x.go(`${address}/print/card`);
  await page.locator(".print-sheet").getByText("按成交金额分Ⅰ、Ⅱ、Ⅲ类: Ⅱ类").waitFor();
  await x.go(`${address}/print/13-1`);
  await page.locator(".print-sheet").getByText("按成交金额分Ⅰ、Ⅱ、Ⅲ类: Ⅱ类").waitFor();
  await x.go("#/ledger/years");
  await page.getByRole("columnheader", { name: "Ⅰ/Ⅱ/Ⅲ类", exact: true }).waitFor();
});

journey("the policy of a scheme is changed in place and reaches card and form", async (x) => {
  const { page } = x;
  await x.openSample();
  const before = await fileNow(x);
  await x.go("#/classify/policy");
  await page.getByText("待遇可以不同，权利不能不同").waitFor();
  const contacts = page.getByTestId("policy-0-contacts");
  await contacts.fill("x");
  await contacts.press("Tab");
  await page.locator(".c-field__error").first().waitFor();
  await contacts.fill("6.5");
  await contacts.press("Tab");
  await page.locator(".c-field__error").first().waitFor({ state: "detached" });
  await page.getByTestId("policy-0-price").fill("年度框架价");
  await page.getByTestId("policy-0-price").press("Tab");
  await x.saved();
  await customer(x, "C-0001");
  await page.getByTestId("card-terms").getByText("年度框架价").waitFor();
  await page.getByTestId("card-terms").getByText("6.5").waitFor();
  await x.go("#/classify/policy");
  await page.getByRole("button", { name: "恢复默认政策" }).click();
  await x.saved();
  assert.equal(await page.getByTestId("policy-0-contacts").inputValue(), "4");
  for (let turn = 0; turn < 3; turn++) await page.getByTestId("undo").click();
  await x.saved();
  assert.deepEqual((await fileNow(x)).tables, before.tables);

  await x.go("#/classify/policy?scheme=CL-BUS");
  await page.getByTestId("policy-0-count").fill("8");
  await page.getByTestId("policy-0-count").press("Tab");
  await x.saved();
  await x.go("#/classify/form-13-5");
  const sheet = page.locator(".print-sheet");
  await sheet.getByText("8.0%").waitFor();
  const shares = await sheet.locator('[data-figure="classify.value_share"]').evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.value)));
  assert.equal(shares.length, 3);
  assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9, shares.join());
  assert.ok(shares[0] >= 0.8, shares.join());
});

journey("words of classification lead to their schemes", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/classify/words");
  const map = page.getByTestId("word-map");
  const first = map.getByRole("row").filter({ hasText: "有需要，还没有接触" });
  assert.deepEqual((await first.getByRole("cell").allTextContents()).map((text) => text.replace(/\s+/g, "")).length, 4);
  for (const word of ["未来客户", "潜在", "潜在客户"]) await first.getByText(word, { exact: true }).last().waitFor();
  const topics = page.locator("[data-topic]");
  const cards = async (key) => page.locator(`[data-topic="${key}"] article`).count();
  assert.deepEqual(
    await Promise.all(["roles", "principles", "modes", "directions", "tier-points", "tier-differences", "manage-amount", "manage-business", "manage-lifecycle"].map(cards)),
    [3, 4, 2, 5, 4, 2, 3, 3, 3],
  );
  await topics.first().getByRole("link").first().click();
  await page.getByTestId("scheme-customers").waitFor();
  assert.match(x.hash(), /^#\/classify\/scheme\/CL-/);
});

journey("home names who declines or weighs too much, until it is switched off", async (x) => {
  const { page } = x;
  await x.openSample();
  const alerts = page.getByTestId("home-alerts");
  await alerts.getByRole("listitem").first().waitFor();
  await alerts.getByRole("link").first().click();
  await page.getByTestId("card-classes").waitFor();
  await x.go("#/rulebook");
  await page.getByTestId("classify.alerts").fill("0");
  await page.getByTestId("classify.alerts").press("Tab");
  await x.saved();
  await x.go("#/");
  await page.getByRole("heading", { name: "客户在哪里" }).waitFor();
  assert.equal(await alerts.count(), 0);
});
