/* Airtime on the page of staff: the figures in a sentence. */
import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { ADVICE, figures } from "../../static/console/now/airtime.js";

const AIRTIME = { seconds_per_call: 9.4, calls_per_hour: 120.4, load: 0.314, measured: true, calls_heard: 40 };

test("figures say how long a call is, how many come, and what they take", () => {
  assert.equal(
    figures(AIRTIME),
    "Satu panggilan 9 dtk (terukur dari 40 panggilan); 120 panggilan per jam memakai 31 % waktu.",
  );
});

test("figures that nobody measured are called an estimate", () => {
  assert.match(figures({ ...AIRTIME, measured: false, calls_heard: 0 }), /^Satu panggilan 9 dtk \(perkiraan\);/);
});

test("calls that come faster than they are spoken take more than all of the time", () => {
  assert.match(figures({ ...AIRTIME, load: 1.25 }), /memakai 125 % waktu\.$/);
});

test("a short form in use is said last", () => {
  assert.match(figures({ ...AIRTIME, short_form: true }), /waktu\. Bentuk singkat sedang dipakai\.$/);
});

test("only while it is not in use does the short form help", () => {
  const helps = (advice) => ADVICE[advice].at(-1).endsWith("Bentuk singkat akan membantu.");
  assert.deepEqual(Object.keys(ADVICE).filter(helps), ["use_short_form"]);
});
