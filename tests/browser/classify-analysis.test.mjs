// The analyses of the classes: what stands on screen equals what was computed apart, and what a person
// does to runs, movers, stages and rules holds.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { DATA, ROOT, journey } from "./browser.mjs";
import { CHINOOK_FILE, records } from "./fixtures.mjs";

const SALES_FILE = path.join(DATA, "chinook_sales_lines.csv");
const RESULTS = path.join(ROOT, "tests/compare/results");
const computed = () => JSON.parse(readFileSync(path.join(RESULTS, "chinook.json"), "utf8"));
const rows = () => records(readFileSync(path.join(RESULTS, "chinook_customers.csv"), "utf8"));

/** Chinook's customers with all their sales. */
async function openChinook(x) {
  await x.give(CHINOOK_FILE);
  await x.runImport();
  await x.give(SALES_FILE);
  await x.page.getByTestId("run-import").click();
  await x.page.waitForFunction(() => !location.hash.startsWith("#/data"));
  await x.saved();
}

/** The number of a figure, the first below `within`. */
const value = async (x, figure, within = x.page) =>
  Number(await within.locator(`[data-figure="${figure}"]`).first().getAttribute("data-value"));
const values = async (within, figure) =>
  within.locator(`[data-figure="${figure}"]`).evaluateAll((all) => all.map((one) => Number(one.dataset.value)));
const near = (found, wanted, what) => assert.ok(Math.abs(found - wanted) < 1e-9, `${what}: ${found}, not ${wanted}`);
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** The rows of the screen's table as its CSV file has them, by the customer's code. */
async function csv(x) {
  const file = await x.download(() => x.page.getByRole("button", { name: "导出 CSV" }).click());
  return new Map(records(file.text).map((row) => [row["编号"], row]));
}

journey("Chinook: classes, Gini and fit equal those computed apart", async (x) => {
  await openChinook(x);
  const { classes, concentration } = computed();
  const names = ["Ⅰ类", "Ⅱ类", "Ⅲ类"];
  for (const [query, byValue, byCount] of [
    ["", "value_70_90_cross_in", "count_10_20_70_half_up"],
    ["&border=strict&rounding=ceil", "value_70_90_strict", "count_10_20_70_ceil"],
    ["&rounding=floor", "value_70_90_cross_in", "count_10_20_70_floor"],
  ]) {
    await x.go(`#/classify/pareto?as=2025-12-31&span=all${query}`);
    const fit = x.page.getByTestId("abc-fit");
    await fit.waitFor();
    const sizes = await values(fit.locator("tbody"), "classify.class_size");
    assert.deepEqual(sizes.filter((_, at) => at % 2 === 0), classes[byValue].customers, query);
    assert.deepEqual(sizes.filter((_, at) => at % 2 === 1), classes[byCount].customers, query);
    const shares = await values(fit.locator("tbody"), "classify.value_share");
    for (const [at, share] of shares.entries()) {
      near(share, Number(classes[at % 2 ? byCount : byValue].value_shares[Math.floor(at / 2)]), "share");
    }
    const found = await csv(x);
    assert.equal(found.size, 59);
    for (const row of rows()) {
      assert.equal(found.get(row.customer)["按金额划界"], names[row[byValue]], row.customer);
      assert.equal(found.get(row.customer)["按户数划界"], names[row[byCount]], row.customer);
    }
  }
  near(await value(x, "classify.gini"), Number(concentration.gini), "Gini");
  near(await value(x, "classify.best_fifth"), Number(concentration.top_fifth_share), "best fifth");
  // The distance is half the sum of the differences.
  const [count] = await values(x.page.getByTestId("abc-fit").locator("tfoot"), "classify.distance");
  const actual = classes.value_70_90_cross_in.count_shares.map(Number);
  near(count, sum([0.1, 0.2, 0.7].map((share, at) => Math.abs(actual[at] - share))) / 2, "distance");
});

journey("Chinook: scores, cut points, segments and stages equal those computed apart", async (x) => {
  await openChinook(x);
  const { rfm, stages } = computed();
  const names = { champions: "核心客户", loyal: "忠诚客户", potential: "潜力客户", new: "新客户", at_risk: "有流失风险", lost: "流失客户" };
  for (const bins of ["quantile_plus_one", "quantile", "fixed", "rank"]) {
    await x.go(`#/classify/rfm?as=${rfm.as_of}&span=all&bins=${bins}`);
    await x.page.getByTestId("rfm-segments").waitFor();
    const found = await csv(x);
    for (const row of rows()) {
      const own = found.get(row.customer);
      assert.equal(own["得分 RFM"], row[bins], `${bins} ${row.customer}`);
      assert.equal(own["分群"], names[row[`${bins}_segment`]], `${bins} ${row.customer}`);
    }
    const sizes = await values(x.page.getByTestId("rfm-segments"), "classify.class_size");
    assert.equal(sum(sizes), 59);
    if (bins === "rank") continue;
    const cuts = await values(x.page.getByTestId("rfm-cuts"), "classify.cut_point");
    const { recency, frequency, monetary } = rfm.thresholds[bins];
    // The apart ones are in minor units; one unit of currency is a hundred of them.
    const wanted = [...recency, ...frequency, ...monetary.map((minor) => Number(minor) / 100)].map(Number);
    for (const [at, cut] of wanted.entries()) near(cuts[at], cut, `cut ${bins} ${at}`);
  }

  await x.go("#/classify/lifecycle?as=2025-12-31");
  const stageNames = { introduction: "导入期", growth: "成长期", maturity: "成熟期", decline: "衰退期" };
  const counts = await x.page.locator("[data-stage]").evaluateAll((all) => Object.fromEntries(all.map((one) => [one.dataset.stage, Number(one.dataset.count)])));
  assert.deepEqual(counts, { introduction: 0, ...stages.Q });
  const found = await csv(x);
  for (const row of rows()) {
    assert.equal(found.get(row.customer)["阶段"], stageNames[row.stage_Q], row.customer);
    near(Number(found.get(row.customer)["相对斜率"]), Number(row.slope_Q), `slope of ${row.customer}`);
  }
});

journey("a run is kept, repeated, approved, compared, deleted and brought back", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/classify/runs");
  await page.getByText("还没有保存的运行").waitFor();
  await page.getByTestId("keep-run").click();
  const runs = page.getByTestId("runs").getByRole("listitem");
  await runs.first().waitFor();
  await x.go("#/classify/runs?as=2024-12-31");
  await page.getByTestId("keep-run").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=runs] li").length === 2);
  await x.saved();

  await runs.first().getByRole("link").click();
  await page.getByText("与保存时相同。").waitFor();
  await page.getByTestId("approve-run").click();
  await page.getByTestId("reopen-run").waitFor();
  await page.getByTestId("run-note").fill("年终");
  await page.getByTestId("run-note").press("Tab");
  await x.saved();

  await x.go("#/classify/runs");
  for (const at of [0, 1]) await runs.nth(at).getByRole("checkbox").check();
  await page.getByTestId("compare-runs").click();
  await page.getByTestId("matrix").waitFor();
  const sizes = await values(page.getByTestId("distribution"), "classify.class_size");
  const cells = await values(page.getByTestId("matrix").locator("tbody"), "classify.movement");
  assert.ok(sum(sizes) > 0 && sum(cells) > 0);

  await x.go("#/classify/runs");
  await runs.first().getByRole("button", { name: "删除" }).click();
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=runs] li").length === 1);
  await page.getByTestId("undo").click();
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=runs] li").length === 2);
});

journey("the matrix of movers adds up, and a number of it lists its customers", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/classify/migration");
  const matrix = page.getByTestId("matrix");
  await matrix.waitFor();
  const [up, down, stayed] = [await value(x, "classify.moved_up"), await value(x, "classify.moved_down"), await value(x, "classify.stayed")];
  near(up + down + stayed, 1, "shares");
  const button = matrix.getByRole("button").first();
  const count = Number(await button.textContent());
  await button.click();
  await page.waitForFunction(() => location.hash.includes("cell="));
  const found = await csv(x);
  assert.equal(found.size, count);
});

journey("the rule of the stages holds at once and a person can decide otherwise", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/classify/lifecycle");
  const counts = () => page.locator("[data-stage]").evaluateAll((all) => all.map((one) => Number(one.dataset.count)));
  await page.locator("[data-stage]").first().waitFor();
  const before = await counts();
  await page.getByTestId("life-theta").fill("9");
  await page.getByTestId("life-theta").press("Tab");
  await page.waitForFunction(() => document.querySelector("[data-stage=growth]").dataset.count === "0");
  const wide = await counts();
  assert.equal(sum(wide), sum(before));
  assert.equal(wide[1], 0, "no growth of nine times a period");
  await page.getByTestId("undo").click();
  await page.waitForFunction((growth) => document.querySelector("[data-stage=growth]").dataset.count === growth, String(before[1]));
  await page.getByTestId("life-theta").fill("-3");
  await page.getByTestId("life-theta").press("Tab");
  await page.getByText("不在允许的范围内").waitFor();

  // A person moves the first customer who declines to maturity.
  await x.go("#/classify/lifecycle?as=2026-10-31");
  await page.locator("[data-stage]").first().waitFor();
  const [, growth, maturity, decline] = await counts();
  const column = page.locator(".f-board__column").nth(3);
  const customer = await column.locator("[data-customer]").first().getAttribute("data-customer");
  await column.getByRole("button", { name: /^改判/ }).first().click();
  await page.getByTestId("judge-class").selectOption("maturity");
  await page.getByTestId("judge-reason").fill("新签年度合同");
  await page.getByTestId("save-judgement").click();
  const card = page.locator(`.f-board__column:nth-child(3) [data-customer="${customer}"]`);
  await card.getByText("人工判定").waitFor();
  assert.deepEqual((await counts()).slice(1), [growth, maturity + 1, decline - 1]);
});

journey("rules of RFM are edited, refused where wrong, and reset", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/classify/rfm");
  await page.getByTestId("edit-rfm").click();
  await page.getByTestId("rfm-recency").fill("90 30");
  await page.getByTestId("save-rfm").click();
  await page.getByText(/固定界限要由小到大/).waitFor();
  await page.getByTestId("rfm-recency").fill("20, 80, 170, 350");
  await page.getByTestId("rfm-bins").selectOption("fixed");
  await page.getByTestId("save-rfm").click();
  await page.locator("dialog[open]").waitFor({ state: "detached" }).catch(() => {});
  const cuts = page.getByTestId("rfm-cuts");
  await cuts.getByText("350").first().waitFor();
  assert.deepEqual((await values(cuts, "classify.cut_point")).slice(0, 4), [20, 80, 170, 350]);
  await page.getByTestId("edit-rfm").click();
  await page.getByRole("button", { name: "恢复教材设定" }).click();
  await cuts.getByText("350").first().waitFor({ state: "detached" });
});

journey("what classes bring and what they are given", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/classify/allocation");
  const table = page.getByTestId("allocation");
  await table.waitFor();
  const surplus = await values(table, "classify.resource_surplus");
  near(await value(x, "classify.misallocation"), sum(surplus.map(Math.abs)) / 2, "index");
  near(sum(await values(table, "classify.profit_share")), 1, "profit");
  await x.go("#/classify/loyalty");
  const loyalty = page.getByTestId("loyalty");
  await loyalty.waitFor();
  assert.equal((await loyalty.locator("tbody tr").count()), 5);
});
