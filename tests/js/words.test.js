/* What screens and pages say: times, lengths, endings. */
import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { length, named, outcome, pill, since, time } from "../../static/console/parts/formats.js";
import { clock, screenWords } from "../../static/shared/modules.js";

test("a recall names which one it is, a third is the last", () => {
  assert.deepEqual([undefined, 1, 2, 3].map(screenWords.again), ["", "", "Panggilan ke-2", "Panggilan terakhir"]);
});

test("how long ago turns at a minute and at an hour", () => {
  const long = [0, 1, 59, 60, 125].map((minutes) => screenWords.since(minutes));
  assert.deepEqual(long, ["baru saja", "1 menit lalu", "59 menit lalu", "1 jam lalu", "2 jam lalu"]);
  assert.deepEqual(
    [0, 3, 61].map((minutes) => screenWords.since(minutes, true)),
    ["baru", "3 mnt", "1 jam"],
  );
});

test("a counter without a ticket says its state, or why", () => {
  assert.equal(screenWords.counter({ state: "open" }), "Buka");
  assert.equal(screenWords.counter({ state: "closed" }), "Tutup");
  assert.equal(screenWords.counter({ state: "paused" }), "Istirahat");
  assert.equal(screenWords.counter({ state: "paused", reason: "Rapat" }), "Rapat");
});

test("a hall tells its hours of today, and on a holiday that it is closed", () => {
  const hall = { hours: { mon: "08:00-12:00, 13:00-15:00" }, closed_days: { "2026-11-30": "Libur" } };
  const said = (day) => screenWords.opening(hall, new Date(`${day}T08:00:00Z`));
  assert.equal(said("2026-11-23"), "Jam layanan hari ini 08.00–12.00 dan 13.00–15.00");
  assert.equal(said("2026-11-24"), "Hari ini layanan tutup");
  assert.equal(said("2026-11-30"), "Hari ini layanan tutup");
});

test("a moment is written in the hall's zone, whatever this computer's is", () => {
  clock.zone(420);
  assert.equal(time("2026-11-23T02:42:00Z"), "09.42");
  assert.equal(time(Date.parse("2026-11-22T17:05:00Z")), "00.05");
  assert.equal(clock.date(Date.parse("2026-11-22T17:05:00Z")), "Senin, 23 November 2026");
  clock.zone(0);
});

test("a length turns at a minute and at an hour, and is never below 0", () => {
  const lengths = [-3, 0, 59.4, 59.6, 80, 3599, 3600, 7500].map(length);
  const said = ["0 dtk", "0 dtk", "59 dtk", "1 mnt", "1 mnt 20 dtk", "59 mnt 59 dtk", "1 jam", "2 jam 5 mnt"];
  assert.deepEqual(lengths, said);
});

test("since asks the server's clock", () => {
  clock.set("2026-11-23T02:42:30Z");
  assert.equal(since("2026-11-23T02:39:00Z"), "3 menit lalu");
  assert.equal(since("2026-11-23T02:50:00Z"), "baru saja");
});

test("a pill says drill first, then the recall, then the priority", () => {
  assert.equal(pill({ drill: true, priority: "emergency", kind: "message" }), "latihan");
  assert.equal(pill({ kind: "call", priority: "call", count: 1 }), "panggilan");
  assert.equal(pill({ kind: "call", priority: "call", count: 2 }), "panggilan ke-2");
  assert.equal(pill({ kind: "message", priority: "urgent", count: 2 }), "penting");
});

test("an ending tells its reason, except where the hall heard it", () => {
  assert.equal(outcome({ state: "failed", reason: "no_device" }), "tidak terdengar: tidak ada perangkat suara");
  assert.equal(outcome({ state: "expired" }), "kedaluwarsa");
  assert.equal(outcome({ state: "finished", reason: "asked" }), "terdengar");
  assert.match(outcome({ state: "finished", reason: "voice_failed" }), /^hanya nada dan teks/);
  assert.match(outcome({ state: "finished", reason: "without_voice" }), /^hanya nada dan teks/);
  assert.equal(outcome({ state: "finished", silent: true }), "tampil sebagai teks");
});

test("a name is found by id; without a row the id stands for it", () => {
  const rows = [{ id: "a", name: "Loket 1", short_name: "" }];
  assert.equal(named(rows, "a"), "Loket 1");
  assert.equal(named(rows, "a", "short_name"), "a");
  assert.equal(named(rows, undefined), "");
});
