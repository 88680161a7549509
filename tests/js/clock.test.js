/* The hall's clock: the server's time carried on by a clock that nobody sets. */
import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { clock } from "../../static/shared/modules.js";

const NINE = "2026-11-23T02:00:00.000Z";

test("it goes on from what the server said", () => {
  clock.set(NINE);
  const before = clock.now() - Date.parse(NINE);
  assert.ok(before >= 0 && before < 1000);
});

test("a computer whose own clock jumps shows the same time", (t) => {
  clock.set(NINE);
  t.mock.method(Date, "now", () => 0);
  assert.ok(Math.abs(clock.now() - Date.parse(NINE)) < 1000);
  assert.ok(Math.abs(clock.drift() + Date.parse(NINE)) < 1000);
});

test("a time that nobody can read changes nothing", () => {
  clock.set(NINE);
  clock.set("soon");
  assert.ok(Math.abs(clock.now() - Date.parse(NINE)) < 1000);
});

test("an age is never below 0, and 0 for no moment", () => {
  clock.set(NINE);
  assert.equal(clock.age(""), 0);
  assert.equal(clock.age("2026-11-23T02:00:09.000Z"), 0);
  assert.equal(clock.minutes("2026-11-23T01:54:30.000Z"), 5);
});
