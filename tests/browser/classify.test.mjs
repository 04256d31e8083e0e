// Schemes of classification: counts, explanations, cuts changed and taken back, judgements, own schemes.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";
import { records } from "./fixtures.mjs";

const DAY = "as=2026-10-31";
const scheme = (code) => `#/classify/scheme/${code}?${DAY}`;
const values = (locator) => locator.evaluateAll((cells) => cells.map((cell) => Number(cell.dataset.value)));
/** Customers by class, in the table of the scheme's page. */
const counts = (x) => values(x.page.getByTestId("distribution").locator("[data-figure='classify.class_count']"));
const hasCounts = (x, wanted) => x.page.waitForFunction((text) => {
  const cells = document.querySelectorAll("[data-testid=distribution] [data-figure='classify.class_count']");
  return [...cells].map((cell) => cell.dataset.value).join() === text;
}, wanted.join());
const row = (x, name) => x.page.getByTestId("scheme-customers").getByRole("row").filter({ hasText: name });
const csv = async (x) => records((await x.download(() => x.page.getByRole("button", { name: "导出 CSV" }).first().click())).text);

/** Sizes of the classes by cumulative share, whoever crosses a cut above it, computed apart. */
function sizes(rows, cuts) {
  const sales = rows.map((line) => Number(line["销售额"])).filter((value) => value > 0).sort((a, b) => b - a);
  const all = sales.reduce((sum, value) => sum + value, 0);
  const found = Array(cuts.length + 1).fill(0);
  let before = 0;
  for (const value of sales) {
    found[cuts.filter((cut) => before / all >= cut).length]++;
    before += value;
  }
  return found;
}

async function judge(x, code, reason) {
  const dialog = x.page.getByTestId("judge");
  await dialog.getByTestId("judge-class").selectOption(code);
  await dialog.getByTestId("judge-reason").fill(reason);
  await dialog.getByTestId("save-judgement").click();
  await dialog.waitFor({ state: "hidden" });
}

journey("a scheme counts what its list says, and a class explains itself", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go(`#/classify?${DAY}`);
  const line = page.getByTestId("schemes").locator("tr").filter({ hasText: "CL-III" });
  await line.locator("[data-value]").first().waitFor();
  const shown = await values(line.locator(".f-class-count"));
  await x.go(scheme("CL-III"));
  assert.deepEqual(await counts(x), shown);
  const rows = await csv(x);
  assert.equal(rows.length, 60);
  assert.deepEqual(Object.keys(rows[0]), ["客户", "类别", "销售额", "名次", "占比", "累计占比", "按规则", "对待为", "说明", "理由", "判定日期"]);
  assert.deepEqual(sizes(rows, [0.7, 0.9]), shown);
  assert.deepEqual(["Ⅰ类", "Ⅱ类", "Ⅲ类"].map((name) => rows.filter((one) => one["类别"] === name).length), shown);
  // The class of the fourth explains itself with the share before it.
  const fourth = rows[3];
  await row(x, fourth["客户"]).click();
  const why = page.getByTestId("why");
  await why.getByRole("rowheader", { name: "之前的累计占比" }).waitFor();
  const before = await why.locator("tr").filter({ hasText: "之前的累计占比" }).locator("td").textContent();
  assert.ok(Math.abs(Number(before) - Number(rows[2]["累计占比"])) < 1e-9, `${before}, ${rows[2]["累计占比"]}`);
  // Those of one class alone.
  await page.getByTestId("which-class").selectOption({ label: "Ⅱ类" });
  await page.getByText(`${shown[1]} / 60 位客户`).waitFor();
  assert.match(x.hash(), /class=II/);
  assert.equal((await csv(x)).length, shown[1]);
});

journey("70/90 becomes 50/80: movers before, one step back after", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go(scheme("CL-III"));
  const rows = await csv(x);
  const [old, wanted] = [sizes(rows, [0.7, 0.9]), sizes(rows, [0.5, 0.8])];
  await hasCounts(x, old);
  await page.getByTestId("edit-scheme").click();
  await page.getByTestId("bound-1").fill("50");
  await page.getByTestId("bound-2").fill("80");
  const preview = () => values(page.getByTestId("preview-counts").locator("[data-value]"));
  await page.getByTestId("mover-count").waitFor();
  assert.deepEqual(await preview(), wanted);
  const movers = Number(await page.getByTestId("mover-count").getAttribute("data-value"));
  // Down from Ⅰ, and down from Ⅱ: nobody skips a class here.
  assert.equal(movers, old[0] - wanted[0] + (old[0] + old[1] - wanted[0] - wanted[1]));
  // A cut out of order is refused in its place, and nothing can be applied.
  await page.getByTestId("bound-2").fill("40");
  await page.getByText("界限须依次递增或递减").waitFor();
  assert.ok(await page.getByTestId("apply-scheme").isDisabled());
  await page.getByTestId("bound-2").fill("80");
  await page.getByTestId("apply-scheme").click();
  await hasCounts(x, wanted);
  await page.getByText("与教材不同").waitFor();
  await x.saved();
  await page.getByTestId("undo").click();
  await hasCounts(x, old);
  await x.saved();
  const file = JSON.parse((await x.exportJson()).text);
  assert.equal(file.tables.schemes?.length ?? 0, 0);
});

journey("a judged scheme wants a reason; an exception keeps the class", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go(scheme("CL-REL"));
  const judged = await csv(x);
  const names = judged.filter((one) => one["类别"] !== "伙伴型").slice(0, 2).map((one) => one["客户"]);
  const sizesOf = (rows) => ["伙伴型", "能动型", "负责型", "被动型", "基本型"].map((label) => rows.filter((one) => one["类别"] === label).length);
  for (const name of names) await row(x, name).getByRole("checkbox").check();
  await page.getByTestId("set-class").click();
  const dialog = page.getByTestId("judge");
  await dialog.getByTestId("judge-class").selectOption("partnership");
  await dialog.getByTestId("save-judgement").click();
  await dialog.locator(".c-field__error").first().waitFor();
  await judge(x, "partnership", "共同开发两年");
  const others = judged.filter((one) => !names.includes(one["客户"]));
  await hasCounts(x, sizesOf([...others, { 类别: "伙伴型" }, { 类别: "伙伴型" }]));
  const decidedNow = (await csv(x)).filter((one) => names.includes(one["客户"]));
  assert.deepEqual(decidedNow.map((one) => [one["类别"], one["理由"]]), Array(2).fill(["伙伴型", "共同开发两年"]));

  await x.go(scheme("CL-III"));
  const before = await csv(x);
  const low = before.findLast((one) => one["类别"] === "Ⅲ类")["客户"];
  await page.getByTestId("scheme-search").fill(low);
  await row(x, low).getByRole("checkbox").check();
  await page.getByTestId("treat-as").click();
  await judge(x, "I", "该地区唯一的客户");
  await row(x, low).getByText("Ⅰ类").waitFor();
  const [treated] = await csv(x);
  assert.deepEqual([treated["类别"], treated["对待为"], treated["理由"]], ["Ⅲ类", "Ⅰ类", "该地区唯一的客户"]);
  // Decided otherwise: the class changes, what the rule says stays in view.
  await row(x, low).getByRole("checkbox").check();
  await page.getByTestId("set-class").click();
  await judge(x, "II", "已签明年框架合同");
  await row(x, low).getByText("人工判定").waitFor();
  const [decided] = await csv(x);
  assert.deepEqual([decided["类别"], decided["按规则"], decided["对待为"]], ["Ⅱ类", "Ⅲ类", "Ⅰ类"]);
  await row(x, low).getByRole("checkbox").check();
  await page.getByTestId("take-back").click();
  await row(x, low).getByText("人工判定").waitFor({ state: "detached" });
  const [back] = await csv(x);
  assert.deepEqual([back["类别"], back["对待为"], back["理由"]], ["Ⅲ类", "", ""]);
});

journey("an own scheme of four classes, and a run of it", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go(`#/classify?${DAY}`);
  await page.getByTestId("new-scheme").click();
  assert.ok(await page.getByTestId("apply-scheme").isDisabled());
  await page.getByTestId("scheme-name").fill("四级客户");
  await page.getByTestId("class-count").selectOption("4");
  await page.getByTestId("class-name-1").fill("首要");
  await page.getByTestId("colour-1").selectOption("h");
  const wanted = await values(page.getByTestId("preview-counts").locator("[data-value]"));
  assert.equal(wanted.length, 4);
  await page.getByTestId("apply-scheme").click();
  await page.getByRole("heading", { level: 1, name: "四级客户" }).waitFor();
  assert.match(x.hash(), /^#\/classify\/scheme\/[0-9a-f]{32}/);
  await hasCounts(x, wanted);
  assert.deepEqual(sizes(await csv(x), [0.5, 0.8, 0.95]), wanted);
  await page.getByTestId("keep-run").click();
  await page.getByTestId("save-run").click();
  await page.getByTestId("keep-run-dialog").waitFor({ state: "hidden" });
  await x.saved();
  const { tables } = JSON.parse((await x.exportJson()).text);
  assert.equal(tables.schemes.length, 1);
  assert.deepEqual(tables.schemes[0].classes[0].label.zh, "首要");
  assert.equal(tables.runs[0].rows.length, 60);
  assert.equal(tables.runs[0].as_of, "2026-10-31");
  // The overview has it among one's own, and lets it colour the cards.
  await x.go(`#/classify?${DAY}`);
  await page.getByRole("radio", { name: "用“四级客户”的颜色" }).check();
  await x.saved();
  await x.reload();
  await page.getByRole("radio", { name: "用“四级客户”的颜色", checked: true }).waitFor();
});
