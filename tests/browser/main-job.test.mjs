// The main job from an empty profile: a stranger's table comes in whole, a customer is edited, and
// everything leaves as a file that brings back exactly the same. Over http and from disk.

import assert from "node:assert/strict";
import { HOMES, Xinke, journey } from "./browser.mjs";
import { CHINOOK_FILE, CODES, assertSchema, byCode, chinook } from "./fixtures.mjs";

/** Every value of the CSV must stand in the file, and nothing else. */
function assertAllValues(file) {
  const found = byCode(file);
  assert.equal(file.tables.customers.length, 59);
  const contacts = new Map(file.tables.contacts.map((contact) => [contact.customer, contact]));
  assert.equal(file.tables.contacts.length, 59);
  for (const row of chinook()) {
    const customer = found.get(row.CustomerId);
    assert.ok(customer, `customer ${row.CustomerId}`);
    const { id, stamp, ...values } = customer;
    const person = `${row.FirstName} ${row.LastName}`;
    const optional = {
      address: row.Address, city: row.City, province: row.State, postcode: row.PostalCode,
      phone: row.Phone, fax: row.Fax, email: row.Email,
    };
    const wanted = { code: row.CustomerId, name: row.Company || person, country: CODES[row.Country] };
    // White space around a value is no part of it ("Edinburgh " of customer 54).
    for (const [key, value] of Object.entries(optional)) if (value.trim() !== "") wanted[key] = value.trim();
    const { card_date: _, status: __, provenance: ___, ...imported } = values;
    assert.deepEqual(imported, wanted, `customer ${row.CustomerId}`);
    assert.equal(contacts.get(id)?.name, person, `contact of ${row.CustomerId}`);
  }
}

for (const home of [HOMES.http, HOMES.file]) {
  journey(`${home.name}: Chinook in, edited, undone, out, in elsewhere, out again`, async (x) => {
    const { page } = x;
    await x.give(CHINOOK_FILE);
    assert.deepEqual(await x.counts(), { new: 59, changed: 0, same: 0, older: 0, conflict: 0, refused: 0 });
    await x.runImport();
    await page.getByText("59 / 59 位客户").waitFor();

    const imported = await x.exportJson();
    assertSchema(imported.text);
    assertAllValues(JSON.parse(imported.text));

    await x.give(CHINOOK_FILE);
    assert.deepEqual(await x.counts(), { new: 0, changed: 0, same: 59, older: 0, conflict: 0, refused: 0 });
    assert.ok(await page.getByTestId("run-import").isDisabled(), "nothing to import");
    await page.getByRole("button", { name: "取消" }).click();
    await page.getByTestId("file").waitFor();

    // A customer is found and edited on its page: leaving the field keeps it.
    await x.go("#/customers");
    await page.getByTestId("roster-search").fill("embraer");
    await page.getByTestId("roster").getByRole("link", { name: /Embraer/ }).click();
    await page.getByRole("tab", { name: "基本资料" }).click();
    await page.getByTestId("edit-group").click();
    await page.getByTestId("city").fill("São Paulo");
    await page.getByTestId("city").press("Tab");
    await x.saved();
    const cityNow = async () => {
      const file = JSON.parse((await x.exportJson()).text);
      return byCode(file).get("1").city;
    };
    const address = x.hash();
    assert.equal(await cityNow(), "São Paulo");

    // It stands in the history, with what was there before.
    await x.go(address.replace(/\/basic$/, "/history"));
    const entry = page.locator(".f-history__entry").first();
    await entry.getByText("São José dos Campos").waitFor();
    await entry.getByText("São Paulo").waitFor();

    // Undo and redo by keyboard.
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("Control+z");
    await page.locator(".c-toast", { hasText: "已撤销" }).last().waitFor();
    assert.equal(await cityNow(), "São José dos Campos");
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("Control+Shift+z");
    await page.locator(".c-toast", { hasText: "已重做" }).last().waitFor();
    assert.equal(await cityNow(), "São Paulo");

    const exported = await x.exportJson();
    assertSchema(exported.text);
    const other = await Xinke.open({ home });
    try {
      await other.openFile(exported.bytes, exported.name);
      const again = await other.exportJson();
      assert.ok(again.bytes.equals(exported.bytes), "export, import elsewhere, export: the same bytes");
      other.assertSilent();
    } finally {
      await other.close();
    }

    // The work is still there when the browser starts again.
    await x.reopen();
    await x.go("#/customers");
    await x.page.getByText("59 / 59 位客户").waitFor();
    assert.ok((await x.exportJson()).bytes.equals(exported.bytes), "the same bytes after a restart");
  }, { home });
}
