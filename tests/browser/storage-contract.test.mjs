// The storage contract (tests/contract) on the browser's own IndexedDB: the same cases that run in
// memory natively, a connection that closes, a newer database, a panic between two puts, a full disk.

import assert from "node:assert/strict";
import { journey } from "./browser.mjs";

const URL_OF_CONTRACT = process.env.CONTRACT_URL;
const isThere = URL_OF_CONTRACT && await fetch(URL_OF_CONTRACT).then((answer) => answer.ok, () => false);

// Little enough for the case of the full disk to reach it, and enough for all others.
const QUOTA = 2_000_000;

const contract = async (x) => {
  const session = await x.context.newCDPSession(x.page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: new URL(URL_OF_CONTRACT).origin, quotaSize: QUOTA });
  x.allow(/a panic between two puts/, /unreachable/, /RuntimeError/);
  const said = [];
  x.page.on("console", (message) => said.push(message.text()));
  await x.page.goto(`${URL_OF_CONTRACT}#quota`);
  // It loads itself again after the panic.
  await x.page.waitForFunction(() => document.documentElement.dataset.contract !== undefined, undefined, { timeout: 120_000 });
  const outcome = await x.page.locator("html").getAttribute("data-contract");
  assert.match(outcome, /^ok: \d+$/, said.slice(-3).join("\n"));
};

// Without the contract's build (`cargo xtask test --only contract`) there is nothing to run.
if (isThere) journey("the storage contract holds on IndexedDB", contract, { start: false, home: { name: "contract", url: URL_OF_CONTRACT } });
