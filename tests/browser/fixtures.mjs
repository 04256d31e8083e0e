// What tests compare with and feed in: CSV in several encodings, workbook files made by hand, the
// published schema, accessibility, PDF pages.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { inflateSync } from "node:zlib";
import Ajv from "ajv/dist/2020.js";
import { DATA, SCHEMA_FILE } from "./browser.mjs";

// --- tables of text -----------------------------------------------------------------------------

/** The cells of a CSV text (RFC 4180), rows first. */
export function parseCsv(text) {
  const rows = [];
  let row = [];
  let cell = "";
  let isQuoted = false;
  const source = text.replace(/^\ufeff/, "");
  for (let at = 0; at < source.length; at++) {
    const c = source[at];
    if (isQuoted) {
      if (c !== '"') cell += c;
      else if (source[at + 1] === '"') { cell += '"'; at++; }
      else isQuoted = false;
    } else if (c === '"') isQuoted = true;
    else if (c === ",") { row.push(cell); cell = ""; }
    else if (c === "\n") { row.push(cell.replace(/\r$/, "")); rows.push(row); row = []; cell = ""; }
    else cell += c;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

/** Rows as objects by their header. */
export function records(text) {
  const [header, ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""])));
}

/** Rows as a CSV text. */
export function toCsv(rows) {
  const quote = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => `${row.map((cell) => quote(String(cell))).join(",")}\r\n`).join("");
}

let gbTable;
/** A text in GB18030 (its one- and two-byte part, which is GBK). */
export function gb18030(text) {
  if (!gbTable) {
    gbTable = new Map();
    const decoder = new TextDecoder("gb18030");
    for (let lead = 0x81; lead <= 0xfe; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail === 0x7f) continue;
        const c = decoder.decode(Uint8Array.of(lead, trail));
        if (c.length === 1 && c !== "\ufffd" && !gbTable.has(c)) gbTable.set(c, [lead, trail]);
      }
    }
  }
  const bytes = [...text].flatMap((c) => {
    if (c.charCodeAt(0) < 0x80) return [c.charCodeAt(0)];
    assert.ok(gbTable.has(c), `${c} is not in the two-byte part of GB18030`);
    return gbTable.get(c);
  });
  return Buffer.from(bytes);
}

/** A text in UTF-16, little-endian, with its mark. */
export const utf16 = (text) => Buffer.from(`\ufeff${text}`, "utf16le");

export const CHINOOK_FILE = path.join(DATA, "chinook_customers.csv");
/** The customers of the Chinook sample. */
export const chinook = () => records(readFileSync(CHINOOK_FILE, "utf8"));

/** The countries of the Chinook sample by ISO 3166-1. */
export const CODES = {
  Argentina: "AR", Australia: "AU", Austria: "AT", Belgium: "BE", Brazil: "BR", Canada: "CA",
  Chile: "CL", "Czech Republic": "CZ", Denmark: "DK", Finland: "FI", France: "FR", Germany: "DE",
  Hungary: "HU", India: "IN", Ireland: "IE", Italy: "IT", Netherlands: "NL", Norway: "NO",
  Poland: "PL", Portugal: "PT", Spain: "ES", Sweden: "SE", USA: "US", "United Kingdom": "GB",
};

/** Chinese customers as a Chinese spreadsheet would hold them. */
export const CHINESE_ROWS = [
  ["客户编号", "客户名称", "地址", "城市", "国家", "联系人", "电话", "注册资本", "成立日期"],
  ["K-001", "昆明滇红茶叶有限公司", "云南省昆明市官渡区春城路 18 号", "昆明", "中国", "杨丽华", "0871-63330001", "500万元", "2003-05-18"],
  ["K-002", "杭州钱塘丝绸进出口公司", "浙江省杭州市上城区河坊街 7 号", "杭州", "中国", "沈国强", "0571-87770002", "1200万元", "1998-11-02"],
  ["K-003", "东京樱屋商事株式会社", "东京都中央区银座 4-6-1", "东京", "日本", "佐藤健", "+81 3-5555-0103", "8000000 JPY", "1987-04-01"],
  ["K-004", "青岛海鲸水产“鲸”牌，一厂", "山东省青岛市市南区香港中路 40 号", "青岛", "中国", "于海", "0532-85550004", "", ""],
];

// --- workbook files -----------------------------------------------------------------------------

/** One way to write a value: keys sorted by code point, no white space. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
  }
  return JSON.stringify(value);
}

const digest = (value) => createHash("sha256").update(canonical(value)).digest("hex");

/** A workbook file's object as the bytes of a file, with counts and digests that fit. */
export function seal(file) {
  const { tables, digests: _, ...rest } = file;
  rest.counts = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, rows.length]));
  const digests = Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, digest(rows)]));
  digests["@file"] = digest(rest);
  return Buffer.from(JSON.stringify({ ...rest, tables, digests }));
}

/** The file's customers by their number. */
export function byCode(file) {
  return new Map(file.tables.customers.map((customer) => [customer.code, customer]));
}

let validate;
/** Fails unless a file follows the published schema. */
export function assertSchema(text) {
  assert.ok(SCHEMA_FILE, "there is no published schema");
  if (!validate) {
    const ajv = new Ajv({ strict: true, strictRequired: false, allErrors: true, allowUnionTypes: true });
    validate = ajv.compile(JSON.parse(readFileSync(SCHEMA_FILE, "utf8")));
  }
  const isValid = validate(JSON.parse(text));
  assert.ok(isValid, JSON.stringify(validate.errors?.slice(0, 5), null, 1));
}

// --- accessibility ------------------------------------------------------------------------------

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds wrong with the page as it is, one line each; `rules` alone when given. */
export async function axe(page, rules) {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axeSource);
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: RULES };
  const found = await page.evaluate(async (only) => {
    const result = await window.axe.run(document, { resultTypes: ["violations"], runOnly: only });
    return result.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 4).map((node) => `${node.target.join(" ")} ${node.html.slice(0, 160)} — ${node.failureSummary?.split("\n")[1]?.trim()}`),
      count: nodes.length,
    }));
  }, runOnly);
  return found.map(({ id, nodes, count }) => `${id} (${count}): ${nodes.join("\n      ")}`);
}

/** Waits until the page is painted as it will stay: no transition under way. */
export async function still(page) {
  await page.evaluate(async () => {
    const moves = () => document.getAnimations().some((one) => one.effect?.getComputedTiming().endTime !== Infinity);
    // A colour that is inherited starts a transition of its own in each element below, in turn.
    for (let quiet = 0; quiet < 4; quiet = moves() ? 0 : quiet + 1) await new Promise((done) => requestAnimationFrame(done));
  });
}

// --- print --------------------------------------------------------------------------------------

/** The pages of a PDF as `[width, height]` in points. */
export function pdfPages(bytes) {
  const raw = bytes.toString("latin1");
  let text = raw;
  // Chromium packs objects into compressed streams.
  for (const match of raw.matchAll(/stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const end = raw.indexOf("endstream", start);
    try { text += inflateSync(bytes.subarray(start, end)).toString("latin1"); } catch { /* a font or a picture */ }
  }
  const pages = text.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  const boxes = [...text.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/g)].map((box) => [Number(box[1]), Number(box[2])]);
  return { pages, boxes };
}
