// The GIFT file that the core writes, read by an independent parser: nothing is lost on the way.
// `tests/classroom/gift.rs` keeps the golden file equal to what is written.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import gift from "gift-pegjs";

const file = readFileSync(new URL("../golden/questions.gift", import.meta.url), "utf8");
const [category, ...questions] = gift.parse(file);
const byId = new Map(questions.map((question) => [question.id, question]));

/** The parser leaves the right sides of a match escaped. */
const unescaped = (text) => text.replace(/&&0(\d\d);/g, (_, code) => String.fromCharCode(Number(code)));
const choices = (id) =>
  byId.get(id).choices.map(({ isCorrect, weight, text }) => [isCorrect, weight, text.text]);

test("every question is there, with number, kind and category", () => {
  assert.deepEqual(category, { type: "Category", title: "客户/Customers" });
  assert.equal(questions.length, file.match(/^::/gm).length);
  assert.equal(byId.size, questions.length);
  const kinds = {};
  for (const { type } of questions) kinds[type] = (kinds[type] ?? 0) + 1;
  const total = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  assert.equal(total, questions.length);
  for (const kind of ["MC", "TF", "Matching", "Numerical", "Short", "Essay"]) assert.ok(kinds[kind] > 0, kind);
  for (const question of questions) {
    assert.ok(question.stem.text.length > 1, question.id);
    assert.equal(question.hasEmbeddedAnswers, false, question.id);
  }
});

test("the quiz has its keys, options and reasons", () => {
  assert.deepEqual(choices("QZ-S1"), [
    [true, null, "Customers"], [false, null, "The firm itself"], [false, null, "Banks"], [false, null, "The authorities"],
  ]);
  const third = 33.33333;
  assert.deepEqual(choices("QZ-M1"), [
    [false, third, "Telephone and fax"], [false, third, "Letters and mail"],
    [false, -100, "GPS"], [false, third, "Talking on the spot"],
  ]);
  assert.deepEqual([1, 2, 3, 4, 5].map((n) => byId.get(`QZ-T${n}`).isTrue), [true, true, true, true, false]);
  assert.deepEqual(byId.get("QZ-S2").tags, ["CL-III"]);
  assert.match(byId.get("QZ-M1").globalFeedback.text, /no channel of communication/);
  assert.equal(byId.get("PA-1").type, "Essay");
});

test("every sign of GIFT comes through", () => {
  const question = byId.get("X-1");
  assert.equal(question.title, "X-1");
  assert.equal(question.stem.text, "Signs: ~ = # { } : \\ and // and [html]");
  assert.deepEqual(choices("X-1"), [
    [true, null, "all signs = ~ # { } : \\ → and [id:x]"],
    [true, null, "%50% looks like a weight"],
    [false, null, "[html] looks like a format"],
    [false, 33.33, "partly right"],
  ]);
  assert.equal(question.choices[0].feedback.text, "feedback: # = ok?");
  assert.equal(question.globalFeedback.text, "First line.\nSecond: line # 2 = {ok}");
});

test("numbers, texts, matches and orders keep their answers", () => {
  const numbers = byId.get("X-6").choices.map(({ weight, text }) => [weight, text.number, text.range ?? 0]);
  assert.deepEqual(numbers, [[null, 45.5, 0.5], [50, 46, 4.6], [25, -3, 0]]);
  assert.deepEqual(choices("X-7"), [[true, null, "accounts receivable"], [true, 50, "receivable*"]]);
  const pairs = (id) => byId.get(id).matchPairs.map(({ subquestion, subanswer }) => [subquestion.text, unescaped(subanswer)]);
  assert.deepEqual(pairs("X-5"), [["1", "listen"], ["2", "apologise"], ["3", "solve"]]);
});

test("no question has fewer answers than stand in the file", () => {
  for (const { id, choices, matchPairs, isTrue } of questions) {
    const block = file.split(`::${id}::`)[1].split(/(?<!\\)\}\n/)[0];
    const rows = block.split("\n").filter((line) => /^[=~]/.test(line)).length;
    const found = (matchPairs ?? choices ?? []).length;
    const isOneNumber = rows === 0 && found === 1;
    assert.ok(found === rows || isOneNumber, `${id}: ${found} of ${rows}`);
    assert.equal(typeof isTrue === "boolean", /\{[TF]$/m.test(block), id);
  }
});
