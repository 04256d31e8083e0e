// The schemes of classification as a program with arquero would compute them: how many customers fall
// into each class. Of RFM, life cycle and loyalty arquero gets only the sums they rest on.

import { AS_OF, codeOf, customerRows } from "./data.mjs";

const { aq } = globalThis;
const { op, desc } = aq;
const DAY = 86_400_000;
const LAST = Date.parse(AS_OF) / DAY;
/** The schemes' spans are the twelve months of this year. */
const FIRST = Date.parse("2025-01-01") / DAY;
const REGIONS = { CN: "AS" };

/** The customers as rows. */
export const peopleOf = () => customerRows().map((row) => ({
  code: row[0], country: codeOf(row[2]), status: codeOf(row[10]), size: codeOf(row[11]), category: codeOf(row[12]),
  limit: Number(row[13].replace("万元", "")) * 10_000,
}));

const inSpan = (table) => table.params({ first: FIRST, last: LAST }).filter((d, $) => d.day >= $.first && d.day <= $.last);
const KEYS = { sales: "cents", profit: "profit" };
const sums = (table, of) => inSpan(table).groupby("customer").rollup({ sum: op.sum(KEYS[of]) });

function sizes(counted, n, key = "class") {
  const found = new Array(n).fill(0);
  counted.scan((row, data) => {
    const at = data[key].at(row);
    if (at >= 0 && at < n) found[at] += data.count.at(row);
  });
  return found;
}

/** The class by up to three borders that are passed. */
const passed = (table, borders, derive) => table
  .params({ a: borders[0] ?? Infinity, b: borders[1] ?? Infinity, c: borders[2] ?? Infinity, ...derive.params })
  .derive({ class: derive.by }).groupby("class").count();

const byValue = ({ of, cuts }, n) => (table) => {
  const all = sums(table, of);
  const ranked = all.filter((d) => d.sum > 0).orderby(desc("sum")).derive({ running: aq.rolling(op.sum("sum")) });
  const total = ranked.get("running", ranked.numRows() - 1);
  const by = (d, $) => ((d.running - d.sum) / $.total >= $.a) + ((d.running - d.sum) / $.total >= $.b) + ((d.running - d.sum) / $.total >= $.c);
  const found = sizes(passed(ranked, cuts.map(Number), { by, params: { total } }), n);
  found[n - 1] += all.numRows() - ranked.numRows();
  return found;
};

const byCount = ({ of, shares }, n) => (table) => {
  const all = sums(table, of);
  const ranked = all.filter((d) => d.sum > 0).orderby(desc("sum")).derive({ place: op.row_number() });
  let upto = 0;
  const borders = shares.slice(0, -1).map((share) => { upto += Number(share); return Math.round(upto * ranked.numRows()); });
  const by = (d, $) => (d.place > $.a) + (d.place > $.b) + (d.place > $.c);
  const found = sizes(passed(ranked, borders, { by }), n);
  found[n - 1] += all.numRows() - ranked.numRows();
  return found;
};

const byThreshold = ({ of, at }, n) => (table, people) => {
  const values = of === "credit_limit" ? people.derive({ sum: (d) => d.limit * 100 }) : sums(table, of);
  const by = (d, $) => (d.sum < $.a) + (d.sum < $.b) + (d.sum < $.c);
  return sizes(passed(values, at.map((bound) => Number(bound) * 100).concat(-Infinity, -Infinity).slice(0, 3), { by }), n);
};

const byCard = (key, classes, name = (code) => code) => (table, people) => {
  const found = new Array(classes.length).fill(0);
  people.groupby(key).count().scan((row, data) => {
    const code = data[key].at(row);
    let at = classes.findIndex((one) => one.code === code);
    if (at < 0) at = classes.findIndex((one) => one.code === name(code));
    if (at >= 0) found[at] += data.count.at(row);
  });
  return found;
};

const byLastOrder = () => (table, people) => {
  const last = table.groupby("customer").rollup({ day: op.max("day") });
  const recent = last.params({ first: FIRST }).filter((d, $) => d.day >= $.first).numRows();
  return [recent, last.numRows() - recent, people.numRows() - last.numRows()];
};

/** Recency, orders and sales with their quintiles and scores; not the segments. */
const rfm = () => (table) => {
  const each = inSpan(table).groupby("customer").rollup({ r: op.max("day"), f: op.distinct("document"), m: op.sum("cents") });
  const names = [0.2, 0.4, 0.6, 0.8].flatMap((q) => ["r", "f", "m"].map((key) => [`${key}${q * 10}`, op.quantile(key, q)]));
  const [cuts] = each.rollup(Object.fromEntries(names)).objects();
  return each.params(cuts).derive({
    rs: (d, $) => 1 + (d.r >= $.r2) + (d.r >= $.r4) + (d.r >= $.r6) + (d.r >= $.r8),
    fs: (d, $) => 1 + (d.f >= $.f2) + (d.f >= $.f4) + (d.f >= $.f6) + (d.f >= $.f8),
    ms: (d, $) => 1 + (d.m >= $.m2) + (d.m >= $.m4) + (d.m >= $.m6) + (d.m >= $.m8),
  }).numRows();
};

/** Sales by quarter; not the trend. */
const lifeCycle = () => (table) => table.derive({ quarter: (d) => op.floor(d.day / 91.3125) })
  .groupby("customer", "quarter").rollup({ sum: op.sum("cents") }).numRows();

/** First and last day and the number of days with orders; not the judgement. */
const loyalty = () => (table) => table.groupby("customer")
  .rollup({ first: op.min("day"), last: op.max("day"), days: op.distinct("day") }).numRows();

/** What arquero does for a scheme, and whether it ends in the same sizes of classes. */
export function peerOf(scheme, table, people) {
  const { basis, classes } = scheme;
  const n = classes.length;
  const make = {
    value: () => byValue(basis, n),
    count: () => byCount(basis, n),
    threshold: () => byThreshold(basis, n),
    field: () => byCard(basis.key, classes),
    region: () => byCard("country", classes, (code) => REGIONS[code]),
    last_order: byLastOrder,
    rfm, life_cycle: lifeCycle, loyalty,
  }[basis.by]();
  return { run: () => make(table, people), isSame: !["rfm", "life_cycle", "loyalty"].includes(basis.by) };
}

/** Equal, but for a customer or two on a border. */
export const sameSizes = (ours, theirs) => ours.length === theirs.length && ours.every((size, at) => Math.abs(size - theirs[at]) <= 2);
