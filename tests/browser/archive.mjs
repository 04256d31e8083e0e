// ZIP archives and XLSX files made by hand, among them files made to blow up.

import { deflateRawSync } from "node:zlib";

const table = Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n >>> 0;
});

function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 255] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** An archive of parts, as `[[name, content], …]`; `stated` is what it says of each part's size. */
export function zip(parts, stated = (bytes) => bytes.length) {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of parts) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes, { level: 9 });
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(0x0800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(stated(bytes), 18);
    fields.writeUInt16LE(title.length, 22);
    files.push(Buffer.from("PK\x03\x04"), fields, title, packed);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), fields, rest, title);
    offset += 4 + fields.length + title.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, index, Buffer.from("PK\x05\x06"), end]);
}

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** The parts of a workbook with these sheets, as `{ name: markup of the rows }`. */
export function parts(sheets) {
  const names = Object.keys(sheets);
  const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (inner) => `<Relationships>${inner}</Relationships>`;
  return [
    ["_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml"))],
    ["xl/workbook.xml", `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${names.map((name, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at}"/>`).join("")}</sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", relations(names.map((_, at) => relation(`s${at}`, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("") + relation("t", "styles", "styles.xml"))],
    ["xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"],
    ...names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, `<worksheet xmlns="${MAIN}"><sheetData>${sheets[name]}</sheetData></worksheet>`]),
  ];
}

/** Rows of cells: text, numbers, `{ day: 45351 }` for dates, `{ formula, value }`. */
export function rows(cells) {
  const one = (cell) => {
    if (typeof cell === "number") return `<c><v>${cell}</v></c>`;
    if (cell?.day) return `<c s="1"><v>${cell.day}</v></c>`;
    if (cell?.formula) return `<c><f>${cell.formula}</f><v>${cell.value}</v></c>`;
    return `<c t="inlineStr"><is><t>${cell ?? ""}</t></is></c>`;
  };
  return cells.map((row) => `<row>${row.map(one).join("")}</row>`).join("");
}

/** A workbook of such sheets. */
export const workbook = (sheets) => zip(parts(Object.fromEntries(Object.entries(sheets).map(([name, cells]) => [name, rows(cells)]))));

const SHEET = "xl/worksheets/sheet1.xml";

function replaced(name, content) {
  const all = parts({ Sheet1: rows([["a", "b"]]) }).filter(([part]) => part !== name);
  return [...all, [name, content]];
}

const text = (address) => `<c r="${address}" t="inlineStr"><is><t>x</t></is></c>`;
const blanks = (megabytes) => Buffer.alloc(megabytes * 1_000_000, " ");

/** Files made to blow up and files that are none, each with the words that refuse it. */
export function bombs() {
  let nested = zip([["0", blanks(1)]]);
  for (let depth = 0; depth < 8; depth++) nested = zip([["a.zip", nested], ["b.zip", nested]]);
  const whole = zip(parts({ Sheet1: rows([["a"], ["b"]]) }));
  const sheet = (inner) => zip(replaced(SHEET, `<worksheet><sheetData>${inner}</sheetData></worksheet>`));
  return {
    "unpacks to 300 MB": [zip(replaced(SHEET, blanks(300))), /50 MB/],
    "unpacks to 300 MB beside the sheets": [zip(replaced("xl/media/a.png", blanks(300))), /50 MB/],
    "archives in archives": [nested, /不是 XLSX/],
    "a range over the whole sheet": [sheet(text("A1") + text("XFD1048576")), /Sheet1!XFD1048576.*512/],
    "one shared text of 40 MB": [zip(replaced("xl/sharedStrings.xml", `<sst><si><t>${blanks(40)}</t></si></sst>`)), /32,767/],
    "room for four thousand million texts": [zip(replaced("xl/sharedStrings.xml", "<sst uniqueCount=\"4294967295\"/>")), /50 万条/],
    "201 entries": [zip(Array.from({ length: 201 }, (_, at) => [`${at}.xml`, "<a/>"])), /200 个/],
    "500,001 cells": [sheet("<c/>".repeat(500_001)), /50 万个/],
    "an address that is none": [sheet(text("XFE1")), /XFE1.*XFD1048576/],
    "600 columns": [sheet(`<row>${"<c><v>1</v></c>".repeat(600)}</row>`), /512/],
    "a stated size that is not so": [zip(replaced(SHEET, blanks(100)), (bytes) => Math.min(bytes.length, 100)), /50 MB|损坏/],
    "entities in entities": [zip(replaced(SHEET, "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>")), /标记/],
    "a million levels": [zip(replaced(SHEET, "<a>".repeat(1_000_000))), /嵌套过深/],
    "cut in the middle": [whole.subarray(0, whole.length / 2), /不完整/],
    "no archive": [Buffer.from("name,phone\r\n"), /不是 XLSX/],
    "an old XLS": [Buffer.from("d0cf11e0a1b11ae1".repeat(9), "hex"), /XLS/],
    "a formula without its value": [sheet("<c r=\"B7\"><f>1+1</f></c>"), /Sheet1!B7.*公式/],
  };
}
