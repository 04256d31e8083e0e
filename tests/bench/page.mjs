// The bench page: our core and its peers on one page, called by `run.mjs`.

import init from "./wasm/bench.js";
import { compare } from "./timing.mjs";
import { customersCsv, linesCsv, CUSTOMERS, LINES } from "./data.mjs";
import { peerOf, peopleOf, sameSizes } from "./schemes.mjs";

const { Papa, aq, Dexie } = globalThis;
let ours;
let customers;
let lines;
/** The rows as JavaScript programs hold them. */
let rows;

const decode = (bytes) => new TextDecoder().decode(bytes);

async function prepare() {
  await init();
  ours = globalThis.xinkeBench;
  customers = customersCsv();
  lines = linesCsv();
  ours.customers(customers);
  ours.plan(lines);
  ours.adopt();
  ours.columns();
  rows = typed(lines);
  addSchemes();
  return { customers: CUSTOMERS, lines: LINES, bytes: lines.length, isolated: crossOriginIsolated };
}

/** What Papa makes of the file, then brought to the types of a ledger and checked. */
function typed(bytes) {
  const { data } = Papa.parse(decode(bytes), { header: true, dynamicTyping: true, skipEmptyLines: true });
  return data.map((row) => {
    const day = row["日期"] instanceof Date ? row["日期"] : new Date(row["日期"]);
    return {
      document: row["订单号"], day: day.getTime() / 86_400_000, customer: row["客户编号"], product: row["产品名称"],
      category: row["产品类别"], quantity: row["数量"], price: row["单价"], cents: Math.round(row["金额"] * 100),
      profit: Math.round(row["金额"] * 100) - Math.round(row["数量"] * row["成本价"] * 100), note: row["备注"],
    };
  });
}

const total = (list) => list.reduce((sum, row) => sum + row.cents, 0);

const operations = {
  /** Both begin with the bytes of the file and end with its cells. */
  "csv.cells": (rounds) => compare({
    ours: { run: () => ours.cells(lines) },
    papa: {
      run() {
        const { data } = Papa.parse(decode(lines), { skipEmptyLines: true });
        return [data.length - 1, data.slice(1).reduce((sum, row) => sum + row.length, 0)];
      },
    },
  }, rounds),

  /** Both begin with the bytes and end with typed lines; ours are checked records with ids. */
  "csv.typed": (rounds) => compare({
    ours: { run: () => ours.plan(lines), after: () => ours.forget() },
    papa: { run: () => { const list = typed(lines); return [list.length, total(list)]; } },
  }, rounds),

  /** Sums by customer, sorted, with the running share: table and columns are there before. */
  "totals": (rounds) => {
    const table = aq.from(rows);
    const { op, desc } = aq;
    return compare({
      ours: { run: () => ours.totals(), times: 10 },
      arquero: {
        times: 2,
        run() {
          const ranked = table.groupby("customer").rollup({ cents: op.sum("cents") }).orderby(desc("cents"))
            .derive({ running: aq.rolling(op.sum("cents")) });
          const sum = ranked.get("running", ranked.numRows() - 1);
          const before = ranked.params({ sum }).filter((row, $) => (row.running - row.cents) * 5 < $.sum * 4);
          return [ranked.get("cents", 0), sum, before.numRows()];
        },
      },
    }, rounds);
  },

  /** From the records in memory until the transaction is complete. */
  "save": (rounds) => {
    const database = new Dexie("bench");
    database.version(1).stores({ customers: "code", lines: "++id" });
    const people = Papa.parse(decode(customers), { header: true, skipEmptyLines: true }).data
      .map((row) => ({ code: row["客户编号"], ...row }));
    return compare({
      ours: { before: () => ours.clear(), run: async () => { await ours.save(); return true; } },
      dexie: {
        before: () => Promise.all([database.customers.clear(), database.lines.clear()]),
        run: async () => {
          await database.transaction("rw", database.customers, database.lines, async () => {
            await database.customers.bulkPut(people);
            await database.lines.bulkPut(rows.map((row) => ({ ...row })));
          });
          return true;
        },
      },
    }, rounds);
  },

  /** Until every record is in memory, typed. Comes after `save`. */
  "load": (rounds) => {
    const database = new Dexie("bench");
    database.version(1).stores({ customers: "code", lines: "++id" });
    return compare({
      ours: { run: async () => { await ours.load(); return true; } },
      dexie: {
        run: async () => {
          const [people, list] = await Promise.all([database.customers.toArray(), database.lines.toArray()]);
          if (people.length !== CUSTOMERS || list.length !== LINES) throw new Error("Dexie lost records");
          return true;
        },
      },
    }, rounds);
  },

  /** One customer changed, until that is durable. Comes after `load`. */
  "edit": async (rounds) => {
    const database = new Dexie("bench");
    database.version(1).stores({ customers: "code", lines: "++id" });
    const one = await database.customers.toCollection().first();
    let number = 0;
    return compare({
      ours: { times: 10, run: async () => { await ours.edit(number++); return true; } },
      dexie: { times: 10, run: async () => { await database.customers.put({ ...one, 城市: `城市 ${number++}` }); return true; } },
    }, rounds);
  },
};

/** One operation for each scheme that is not a person's judgement. */
function addSchemes() {
  const table = aq.from(rows);
  const people = aq.from(peopleOf());
  for (const scheme of JSON.parse(ours.schemes())) {
    const { run, isSame } = peerOf(scheme, table, people);
    operations[`scheme.${scheme.code}`] = async (rounds) => ({
      title: `Classes ${scheme.code} (${scheme.label.en})`,
      ...await compare({
        ours: { run: () => ours.scheme(scheme.code), times: 5 },
        arquero: { run, times: 2 },
      }, rounds, isSame ? sameSizes : () => true),
    });
  }
}

globalThis.bench = {
  prepare,
  names: () => Object.keys(operations),
  run: (name, rounds) => operations[name](rounds),
};
