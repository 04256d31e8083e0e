// Starting and stopping: nothing but our own checked bytes runs, the network closes, a panic ends
// on the rescue screen, and what it saves can be opened again.

import assert from "node:assert/strict";
import { BASE_URL, HOMES, Xinke, journey } from "./browser.mjs";
import { CHINOOK_FILE } from "./fixtures.mjs";

for (const home of Object.values(HOMES)) {
  journey(`${home.name}: after the start the network is closed, for the page and its workers`, async (x) => {
    x.allow(/connect-src|Content Security Policy|Fetch API cannot load/);
    const reached = await x.page.evaluate(async (url) => {
      const attempt = (run) => Promise.resolve().then(run).then(() => "open", () => "shut");
      const socket = new Promise((open, shut) => {
        try {
          const made = new WebSocket("ws://127.0.0.1:9/");
          made.onopen = open;
          made.onerror = shut;
        } catch (error) { shut(error); }
      });
      const text = `fetch(${JSON.stringify(url)}).then(() => postMessage("open"), () => postMessage("shut"))`;
      const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
      const inWorker = new Promise((done) => { worker.onmessage = (event) => done(event.data); });
      return [
        await attempt(() => fetch(url)),
        await attempt(() => socket),
        await attempt(() => new Promise((done, failed) => { const request = new XMLHttpRequest(); request.open("GET", url); request.onload = done; request.onerror = failed; request.send(); })),
        await inWorker,
      ];
    }, home.url);
    assert.deepEqual(reached, ["shut", "shut", "shut", "shut"]);
  }, { home });

  journey(`${home.name}: inline script, eval and foreign pictures do not run`, async (x) => {
    x.allow(/policy: |Content Security Policy|Refused|violates/);
    const ran = await x.page.evaluate(async () => {
      const script = document.createElement("script");
      script.textContent = "window.__pwn = 'inline'";
      document.body.append(script);
      const box = document.createElement("div");
      box.innerHTML = "<img src=data:,x onerror=\"window.__pwn='handler'\">";
      document.body.append(box);
      const image = new Image();
      const loaded = new Promise((done) => { image.onload = () => done("loaded"); image.onerror = () => done("refused"); });
      image.src = "http://127.0.0.1:9/x.png";
      return [window.__pwn, await loaded];
    });
    assert.deepEqual(ran, [undefined, "refused"]);
    await x.page.evaluate(() => new Promise((done) => setTimeout(done)));
    assert.equal(await x.page.evaluate(() => window.__pwn), undefined);
  }, { home });

  journey(`${home.name}: a panic ends on the rescue screen, and what it saves opens again`, async (x) => {
    const { page } = x;
    await x.openSample();
    await x.go("#/customers");
    const before = await x.exportJson();
    await page.evaluate(() => window.dispatchEvent(new CustomEvent("xinke:panic", { detail: "panic at test.rs:1:2" })));
    await page.locator("#rescue").waitFor();
    assert.match(await page.locator("#rescue-reason").textContent(), /panic at test\.rs:1:2/);
    assert.equal(await page.locator("#main").count(), 0, "nothing of the program remains on the page");
    // Keys and addresses no longer reach the program.
    await page.keyboard.press("Control+k");
    await page.evaluate(() => { location.hash = "#/customers"; });
    assert.equal(await page.locator("dialog[open], main h1").count(), 0);

    await page.locator("#rescue-save").click();
    const entry = page.locator("#rescue-tool li").first();
    await entry.waitFor();
    const saved = await x.download(() => entry.getByRole("button").first().click());
    const dump = JSON.parse(saved.text);
    assert.equal(dump.format, "xinke.rescue");

    // Nothing was lost here.
    await x.load();
    assert.ok((await x.exportJson()).bytes.equals(before.bytes));

    const other = await Xinke.open({ home });
    try {
      await other.goData();
      await other.page.getByTestId("file").setInputFiles({ name: saved.name, mimeType: "application/json", buffer: saved.bytes });
      await other.page.getByRole("button", { name: "作为工作簿打开" }).click();
      await other.page.waitForFunction(() => location.hash === "#/");
      await other.saved();
      const again = JSON.parse((await other.exportJson()).text);
      assert.deepEqual(again.tables, JSON.parse(before.text).tables);
      other.assertSilent();
    } finally {
      await other.close();
    }
  }, { home });

  journey(`${home.name}: the rescue tool opens by its address without starting the program`, async (x) => {
    await x.openSample();
    await x.page.goto("about:blank");
    await x.page.goto(`${home.url}#rescue`);
    await x.page.locator("#rescue-tool li, main#rescue-tool li").first().waitFor();
    assert.equal(await x.page.locator("#main").count(), 0);
  }, { home });
}

journey("once started it needs no network", async (x) => {
  await x.context.setOffline(true);
  await x.give(CHINOOK_FILE);
  await x.runImport();
  for (const screen of ["#/", "#/customers/print", "#/rulebook", "#/help"]) await x.go(screen);
  assert.equal(JSON.parse((await x.exportJson()).text).tables.customers.length, 59);
  await x.context.setOffline(false);
});

const FILES = {
  "the program": /\/xinke-[^/]*_bg\.wasm$/,
  "its glue": /\/xinke-[^/]*\.js$/,
  "a style sheet": /\/tokens-[^/]*\.css$/,
  "the worker": /\/worker[^/]*\.wasm$/,
  "the worker's glue": /\/worker-[^/]*\.js$/,
};
for (const [what, pattern] of Object.entries(FILES)) {
  journey(`with one bit of ${what} changed, the rescue screen says so and nothing runs`, async (x) => {
    x.allow(/integrity|Failed to (find|load|fetch)|digest|dynamically imported module/i, /ERR_/);
    let tampered = 0;
    await x.context.route(pattern, async (route) => {
      const response = await route.fetch();
      const body = Buffer.from(await response.body());
      body[body.length - 3] ^= 1;
      tampered++;
      await route.fulfill({ response, body });
    });
    await x.page.goto(BASE_URL);
    await x.page.locator("#rescue").waitFor();
    assert.ok(tampered > 0);
    assert.ok((await x.page.locator("#rescue-reason").textContent()).length > 5);
    assert.equal(await x.page.locator("#main").count(), 0);
  }, { start: false });
}

journey("a changed boot script runs not at all", async (x) => {
  x.allow(/integrity|digest/i);
  await x.context.route(/\/boot-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const body = Buffer.concat([Buffer.from("window.__pwn=1;"), await response.body()]);
    await route.fulfill({ response, body });
  });
  await x.page.goto(BASE_URL, { waitUntil: "load" });
  assert.equal(await x.page.evaluate(() => window.__pwn), undefined);
  assert.equal(await x.page.locator("#main").count(), 0);
}, { start: false });

journey("in a frame it does not run", async (x) => {
  await x.context.route(`${BASE_URL}frame.html`, (route) => route.fulfill({
    contentType: "text/html",
    body: "<!DOCTYPE html><link rel=icon href=data:,><iframe src=\"./\"></iframe><iframe sandbox=allow-scripts src=\"./\"></iframe>",
  }));
  // A sandboxed frame has an origin of its own, for which our files are foreign.
  x.allow(/CORS|origin 'null'|ERR_FAILED|integrity|sandbox/i);
  await x.page.goto(`${BASE_URL}frame.html`, { waitUntil: "commit" });
  await x.page.frameLocator("iframe >> nth=0").getByText("blocked, this page does not run in a frame").waitFor();
  for (const frame of x.page.frames().slice(1)) assert.equal(await frame.locator("#main").count(), 0);
}, { start: false });
