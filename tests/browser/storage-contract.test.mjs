// The storage contract (tests/contract) on the browser's own IndexedDB: the same cases that run in
// memory natively, a connection that closes, a newer database, a panic between two puts, a full disk.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";

const URL_OF_CONTRACT = process.env.CONTRACT_URL;
const isThere = URL_OF_CONTRACT && await fetch(URL_OF_CONTRACT).then((answer) => answer.ok, () => false);

for (const [what, hash, quota] of [["as it is", "", undefined], ["with little space", "#quota", 4_000_000]]) {
  const run = async (x) => {
    if (quota) {
      const session = await x.context.newCDPSession(x.page);
      await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(URL_OF_CONTRACT).origin, quotaSize: quota });
    }
    x.allow(/a panic between two puts/, /unreachable/, /RuntimeError/);
    const passed = [];
    x.page.on("console", (message) => passed.push(message.text()));
    await x.page.goto(URL_OF_CONTRACT + hash);
    const root = x.page.locator("html[data-contract]");
    // It loads itself again after the panic.
    await x.page.waitForFunction(() => document.documentElement.dataset.contract !== undefined, undefined, { timeout: 120_000 });
    assert.match(await root.getAttribute("data-contract"), /^ok: \d+$/, passed.slice(-3).join("\n"));
  };
  // Without the contract's build (`cargo xtask test --only contract`) there is nothing to run.
  if (isThere) journey(`the storage contract, ${what}`, run, { start: false, home: { name: "contract", url: URL_OF_CONTRACT } });
}
