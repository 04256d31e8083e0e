// What belongs to no single screen: workbooks, language, look, palette, keys, print, canaries.

import assert from "node:assert/strict";
import { HOMES, journey } from "./browser.mjs";
import { pdfPages, seal, toCsv } from "./fixtures.mjs";

const SCREENS = ["#/", "#/customers", "#/data", "#/workbooks", "#/bin", "#/journal", "#/rulebook", "#/settings", "#/help"];
const heading = (x) => x.page.getByRole("heading", { level: 1 });

/** A workbook's line on the workbooks screen. */
const line = (x, name) => x.page.getByRole("main").getByRole("listitem").filter({ hasText: name });
async function menu(x, name, item) {
  await line(x, name).getByRole("button", { name: "更多" }).click();
  await x.page.getByRole("menuitem", { name: item }).click();
}

for (const home of [HOMES.http, HOMES.file]) {
  journey(`${home.name}: workbooks are made, renamed, copied, deleted by name, and the last one opens again`, async (x) => {
    const { page } = x;
    const names = ["甲方秘密名", "乙方秘密名"];
    for (const name of names) await x.newWorkbook(name);
    assert.equal(await heading(x).textContent(), names[1]);

    await x.go("#/workbooks");
    await menu(x, names[1], "改名");
    await page.getByTestId("workbook-name").fill("丙方秘密名");
    await page.getByTestId("create-workbook").click();
    await line(x, "丙方秘密名").waitFor();
    assert.equal(await line(x, names[1]).count(), 0);

    await menu(x, "丙方秘密名", "复制");
    await page.waitForFunction(() => document.querySelectorAll("main li").length === 3);

    // Deleting asks for the name.
    await menu(x, "甲方秘密名", "删除");
    const dialog = page.getByRole("dialog");
    const confirm = dialog.getByRole("button", { name: "删除", exact: true });
    assert.ok(await confirm.isDisabled());
    await dialog.getByRole("textbox").fill("甲方秘密名");
    await confirm.click();
    await page.waitForFunction(() => document.querySelectorAll("main li").length === 2);
    assert.equal(await line(x, "甲方秘密名").count(), 0);

    // Another one is opened from the switcher, and opened again after a restart.
    await x.newWorkbook("丁方秘密名");
    await page.getByTestId("workbook-switcher").click();
    await page.getByRole("menuitemradio", { name: "丙方秘密名", exact: true }).first().click();
    await page.getByRole("heading", { level: 1, name: "丙方秘密名" }).waitFor();
    await x.saved();
    await x.reopen();
    assert.equal(await heading(x).textContent(), "丙方秘密名");

    // Names lie in databases, nowhere else.
    const traces = await x.page.evaluate(() => JSON.stringify([
      { ...localStorage }, { ...sessionStorage }, document.title, location.href, document.cookie, history.state,
    ]));
    assert.doesNotMatch(traces, /秘密/);
    const databases = await x.page.evaluate(async () => (await indexedDB.databases()).map((found) => found.name).join());
    assert.doesNotMatch(databases, /秘密/);
  }, { home });
}

journey("names of customers are in no address, title or localStorage", async (x) => {
  await x.openSample();
  await x.go("#/customers");
  await x.page.getByTestId("roster-search").fill("fjallvik");
  await x.page.getByTestId("roster").getByRole("link", { name: /Fjällvik/ }).click();
  await heading(x).filter({ hasText: "Fjällvik" }).waitFor();
  const traces = await x.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.title, location.href]));
  assert.doesNotMatch(decodeURIComponent(traces), /fj[äa]llvik|云汀/i);
  assert.match(x.hash(), /^#\/customers\/[0-9a-f]{32}$/);
});

journey("the language and the look change at once on every screen, and stay", async (x) => {
  const { page } = x;
  await x.openSample();
  const texts = async () => `${await heading(x).textContent()} ${await page.locator(".l-nav").first().textContent()}`;
  for (const screen of SCREENS.slice(1)) {
    await x.go(screen);
    const zh = await texts();
    assert.match(zh, /[\u4e00-\u9fff]/);
    await page.getByTestId("language").click();
    await page.waitForFunction(() => document.documentElement.lang.startsWith("en"));
    const en = await texts();
    assert.doesNotMatch(en, /[\u4e00-\u9fff]/, `${screen}: ${en}`);
    // Nothing of our own remains Chinese but what users wrote and the name of the other language.
    const rest = await page.locator("main .l-page-head__lead, main h2, main label, main button, main th").evaluateAll((all) => all
      .filter((element) => element.checkVisibility() && !element.closest("[lang=zh-CN]"))
      .map((element) => element.textContent.trim()));
    if (!["#/workbooks", "#/journal"].includes(screen)) {
      assert.deepEqual(rest.filter((text) => text !== "中文" && /[\u4e00-\u9fff]/.test(text)), [], screen);
    }
    await page.getByTestId("language").click();
    await page.waitForFunction(() => document.documentElement.lang.startsWith("zh"));
    assert.equal(await texts(), zh);
  }
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.getByTestId("theme").click();
  const dark = await paper();
  assert.notEqual(light, dark);
  await page.getByTestId("language").click();
  await x.reload();
  assert.equal(await paper(), dark);
  assert.match(await page.evaluate(() => document.documentElement.lang), /^en/);
});

journey("the palette leads anywhere by keyboard", async (x) => {
  const { page } = x;
  await x.openSample();
  await page.keyboard.press("Control+k");
  const palette = page.getByTestId("palette");
  await palette.getByRole("combobox").or(palette.getByRole("textbox")).or(palette.getByRole("searchbox")).first().waitFor();
  await page.keyboard.type("hsz");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#/bin");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("fjallvik");
  await palette.getByText("Fjällvik Heminredning AB").waitFor();
  await page.keyboard.press("Enter");
  await heading(x).filter({ hasText: "Fjällvik" }).waitFor();
  await page.keyboard.press("Control+k");
  const offers = palette.getByRole("option");
  await offers.first().waitFor();
  const place = (await offers.allTextContents()).findIndex((text) => text.trim() === "数据与文件");
  assert.ok(place > 0, "Data is further down the list");
  for (let step = 0; step < place; step++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#/data");
  await page.keyboard.press("Control+k");
  await palette.locator("input").waitFor();
  await page.keyboard.press("Escape");
  await palette.locator("input").waitFor({ state: "hidden" });
});

journey("Ctrl Z in a text field is the field's own; Enter while composing does nothing", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/customers");
  await page.getByTestId("new-customer-button").click();
  await page.getByTestId("name").fill("先建一位");
  await page.getByTestId("create-customer").click();
  await heading(x).filter({ hasText: "先建一位" }).waitFor();
  await x.saved();
  const address = x.hash();

  await x.go("#/customers");
  await page.getByTestId("roster-search").fill("");
  await page.getByTestId("roster-search").pressSequentially("xj");
  await page.keyboard.press("Control+z");
  assert.notEqual(await page.getByTestId("roster-search").inputValue(), "xj", "the field took its own letters back");
  await x.go(address);
  await heading(x).filter({ hasText: "先建一位" }).waitFor();

  // Enter that chooses a word of an input method is no Enter of ours.
  await x.go("#/workbooks");
  await page.getByTestId("new-workbook").click();
  await page.getByTestId("workbook-name").fill("拼音");
  const enter = (composing) => page.getByTestId("workbook-name").evaluate((input, isComposing) => {
    input.dispatchEvent(new KeyboardEvent("keydown", { key: isComposing ? "Process" : "Enter", keyCode: 229, isComposing, bubbles: true, cancelable: true }));
    if (isComposing) input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true }));
  }, composing);
  await enter(true);
  assert.ok(await page.getByTestId("workbook-name").isVisible());
  await enter(false); // Safari sends it after the composition, with the code 229 alone
  assert.ok(await page.getByTestId("workbook-name").isVisible());
  await page.getByTestId("workbook-name").press("Enter");
  await page.getByRole("heading", { level: 1, name: "拼音" }).waitFor();
});

journey("the forms print on A4, and nothing but them", async (x) => {
  const { page } = x;
  await x.openSample();
  await x.go("#/customers");
  await page.getByTestId("roster-search").fill("nbqct");
  await page.getByTestId("roster").getByRole("link", { name: "宁波晴川汀日用品有限公司" }).click();
  await heading(x).filter({ hasText: "宁波晴川汀" }).waitFor();
  const customer = x.hash();
  await x.go("#/customers");
  await page.getByTestId("roster-search").fill("");
  for (const [hash, least, most] of [[`${customer}/print/card`, 1, 2], [`${customer}/print/13-1`, 1, 2], ["#/customers/print", 2, 12]]) {
    await x.go(hash);
    await page.locator(".print-sheet").first().waitFor();
    await page.emulateMedia({ media: "print" });
    const visible = await page.evaluate(() => [...document.querySelectorAll("body *")]
      .filter((element) => !element.closest(".print-sheet") && !element.querySelector(".print-sheet"))
      .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      .filter((element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height > 1)
      .map((element) => element.outerHTML.slice(0, 100)));
    assert.deepEqual(visible, [], hash);
    const { pages, boxes } = pdfPages(await page.pdf({ preferCSSPageSize: true }));
    await page.emulateMedia({ media: null });
    assert.ok(pages >= least && pages <= most, `${hash}: ${pages} pages`);
    for (const [width, height] of boxes) {
      const [short, long] = [Math.min(width, height), Math.max(width, height)];
      assert.ok(Math.abs(short - 595) < 3 && Math.abs(long - 842) < 3, `${hash}: ${width} × ${height}`);
    }
  }
});

const PAYLOADS = [
  "<script>__pwn=1</script>", "<img src=x onerror=__pwn=1>", "<svg onload=__pwn=1>", "\"><img src=x onerror=__pwn=1>",
  "'><script>__pwn=1</script>", "javascript:__pwn=1", "<iframe srcdoc='<script>parent.__pwn=1</script>'>", "<a href=javascript:__pwn=1>x</a>",
  "<body onload=__pwn=1>", "<details open ontoggle=__pwn=1>", "<video><source onerror=__pwn=1>", "<math><mi xlink:href='javascript:__pwn=1'>",
  "</title><script>__pwn=1</script>", "</textarea><script>__pwn=1</script>", "</style><script>__pwn=1</script>", "<!--><script>__pwn=1</script>",
  "{{constructor.constructor('__pwn=1')()}}", "${__pwn=1}", "`;__pwn=1;//", "';__pwn=1;//", "\";__pwn=1;//", "\\u003cscript\\u003e__pwn=1", "&lt;script&gt;__pwn=1&lt;/script&gt;",
  "<style>*{background:url(http://evil.example/x)}</style>", "<link rel=stylesheet href=http://evil.example/x.css>", "<base href=http://evil.example/>",
  "<meta http-equiv=refresh content='0;url=http://evil.example'>", "<form action=http://evil.example><input autofocus onfocus=__pwn=1>",
  "<input autofocus onfocus=__pwn=1>", "<select autofocus onfocus=__pwn=1>", "<marquee onstart=__pwn=1>", "<object data=javascript:__pwn=1>",
  "<embed src=javascript:__pwn=1>", "<img srcset='x' onerror=__pwn=1>", "<svg><animate onbegin=__pwn=1 attributeName=x>", "<x contenteditable onblur=__pwn=1>",
  "\u202e<script>__pwn=1</script>", "%3Cscript%3E__pwn=1%3C/script%3E", "<scr<script>ipt>__pwn=1</script>", "data:text/html,<script>opener.__pwn=1</script>",
];

journey("forty payloads in every text stay text", async (x) => {
  const { page } = x;
  const rows = PAYLOADS.map((text, at) => [`X-${at}`, text, text, text, text, text, text.slice(0, 60)]);
  await x.give(Buffer.from(toCsv([["客户编号", "客户名称", "备注", "地址", "联系人", "标签", "网址"], ...rows])), "<img src=x onerror=__pwn=1>.csv");
  assert.ok((await x.counts()).new + (await x.counts()).refused === PAYLOADS.length);
  if (await page.getByText(/逐条查看/).count()) await page.getByText(/逐条查看/).click();
  await page.getByTestId("columns").getByRole("combobox").last().selectOption("");
  assert.equal((await x.counts()).new, PAYLOADS.length);
  await x.runImport();
  const file = JSON.parse((await x.exportJson()).text);
  assert.deepEqual(file.tables.customers.map((customer) => customer.note).sort(), PAYLOADS.map((text) => text.trim()).sort());

  // The workbook's own name and unknown members carry them too, and so do addresses and searches.
  file.workbook.id = "0f".repeat(16);
  file.tables.book[0].name = PAYLOADS[1];
  file.tables.book[0].about = PAYLOADS[2];
  file.workbook.name = PAYLOADS[1];
  file.tables.customers.forEach((customer, at) => {
    customer.tags = [PAYLOADS[at]];
    customer.website = at % 2 ? "javascript:__pwn=1" : "https://x.example/\"onmouseover=__pwn=1";
    customer.status = PAYLOADS[at];
    customer.country = "<b>";
    customer.stamp.by = PAYLOADS[at];
  });
  await x.give(seal(file), "payloads.json");
  if (await page.getByTestId("open-file").count()) {
    await page.getByTestId("open-file").click();
    await page.waitForFunction(() => location.hash === "#/");
  }
  await x.go("#/customers");
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await page.keyboard.press("Escape");
  for (const payload of PAYLOADS.slice(0, 8)) await page.getByTestId("roster-search").fill(payload);
  await page.getByTestId("roster-search").fill("");
  const ids = file.tables.customers.map((customer) => customer.id);
  for (const id of ids.slice(0, 12)) {
    for (const tab of ["", "/file", "/people", "/history", "/print/card", "/print/13-1"]) await x.go(`#/customers/${id}${tab}`);
  }
  for (const screen of [...SCREENS, "#/customers/print", "#/help/<img src=x onerror=__pwn=1>", "#/customers?status=<img src=x onerror=__pwn=1>&sort=<script>"]) await x.go(screen);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("<");
  await page.keyboard.press("Escape");
  const links = await page.evaluate(() => [...document.querySelectorAll("a[href]")].map((link) => link.protocol));
  assert.ok(links.every((protocol) => ["http:", "https:", "file:"].includes(protocol)), links.join());
  assert.equal(await page.evaluate(() => window.__pwn), undefined);
});
