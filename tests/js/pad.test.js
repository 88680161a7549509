/* The counter pad: its keys and what it says. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { dispatch, Element } from "./browser.js";
import { enable, enabled, listen } from "../../static/console/pad/keys.js";
import { foot, heard, held, nothing, refused, silence } from "../../static/console/pad/words.js";
import { clock } from "../../static/shared/modules.js";

/** An element; inside: whether it is, or lies in, a field or a control. */
class Place extends Element {
  constructor(inside = "") {
    super();
    this.inside = inside;
  }
  closest(selector) {
    return this.inside && selector.split(", ").includes(this.inside) ? this : null;
  }
}

const big = { pressed: 0, click: () => (big.pressed += 1) };
const recall = { pressed: 0, click: () => (recall.pressed += 1) };
let free = true;
listen({ " ": big, U: recall }, big, () => free);

function press(key, more = {}) {
  let prevented = false;
  dispatch("keydown", { key, target: new Place(), preventDefault: () => (prevented = true), ...more });
  return prevented;
}

beforeEach(() => {
  big.pressed = recall.pressed = 0;
  recall.disabled = false;
  free = true;
  enable(true);
});

test("a letter presses its button, small or capital", () => {
  assert.ok(press("u") && press("U") && press(" "));
  assert.deepEqual([recall.pressed, big.pressed], [2, 1]);
});

test("a held key is one press", () => {
  press("u");
  assert.ok(press("u", { repeat: true }));
  assert.equal(recall.pressed, 1);
});

test("keys typed into a field, or with Ctrl, Alt or Meta, are not ours", () => {
  const others = [{ target: new Place("input") }, { ctrlKey: true }, { altKey: true }, { metaKey: true }];
  assert.ok(![...others, { isComposing: true }].some((more) => press("u", more)));
  assert.equal(recall.pressed, 0);
});

test("Space on a focused control stays that control's, a letter does not", () => {
  assert.ok(!press(" ", { target: new Place("button") }));
  assert.ok(press("u", { target: new Place("button") }));
  assert.deepEqual([big.pressed, recall.pressed], [0, 1]);
});

test("nothing is pressed while a sheet is open, or on a button that cannot be", () => {
  free = false;
  press("u");
  free = true;
  recall.disabled = true;
  press("u");
  assert.equal(recall.pressed, 0);
});

test("keys can be turned off on this computer", () => {
  enable(false);
  assert.ok(!enabled() && !press("u"));
  enable(true);
  assert.ok(enabled() && press("u"));
});

const refusal = (code, facts, more = {}) => ({ code, body: { facts }, status: 409, message: "", ...more });

test("a next number that went elsewhere is told with who called it and what comes", () => {
  const facts = { expected: "A-001", counter: "Loket 2", next: "A-002" };
  assert.equal(refused(refusal("not_next", facts), "Loket 1"), "A-001 baru saja dipanggil Loket 2. Berikutnya A-002.");
  assert.match(refused(refusal("not_next", facts), "Loket 2"), /^A-001 sudah dipanggil dari loket ini\./);
  assert.match(refused(refusal("not_next", { expected: "A-001" }), "Loket 2"), /Tidak ada lagi yang menunggu\.$/);
});

test("what has no sentence of its own is told by its field or its status", () => {
  assert.match(refused(refusal("odd", {}, { status: 422, field: "number" }), ""), /^Tulis nomor seperti di tiket/);
  assert.match(refused(refusal("odd", {}), ""), /^Keadaan sudah berubah/);
  assert.equal(refused(refusal("odd", {}, { status: 503, message: "Server penuh." }), ""), "Server penuh.");
});

test("a call is told as heard, as coming, or as lost", () => {
  clock.zone(420);
  const row = { count: 2, called_at: "2026-11-23T02:42:00Z" };
  assert.deepEqual(heard(row, null), { words: "dipanggil 09.42 · panggilan ke-2", bad: false });
  const coming = heard({ ...row, count: 1 }, { state: "queued" }, 12.4);
  assert.deepEqual(coming, { words: "terdengar sekitar 12 detik lagi", bad: false });
  assert.ok(heard(row, { state: "failed", reason: "stalled" }).bad);
  clock.zone(0);
});

test("the foot counts who waits, and the voice's delay from 5 s on, rounded from 20 s on", () => {
  assert.equal(foot(undefined, 0), "");
  assert.equal(foot(0, 4.9), "0 menunggu");
  assert.equal(foot(17, 12.4), "17 menunggu · jeda suara sekitar 12 detik");
  assert.equal(foot(17, 22.6), "17 menunggu · jeda suara sekitar 25 detik");
});

test("the big button and the band say why", () => {
  assert.equal(nothing("nobody_waits"), "Belum ada yang menunggu");
  assert.equal(nothing(undefined), "Panggil berikutnya");
  assert.match(held({ held_reason: "doa bersama" }), /^Panggilan suara ditahan \(doa bersama\)\./);
});

test("the pad tells what keeps calls from being heard, and nothing else", () => {
  const disk = { code: "disk.nearly_full", sentence: "Disk." };
  const ear = { code: "ear.not_heard", sentence: "Tidak terdengar." };
  assert.equal(silence([disk, ear]), "Tidak terdengar.");
  assert.equal(silence([disk, { code: "ear.absent", sentence: "Mikrofon." }]), "");
  assert.equal(silence(undefined), "");
});

test("a call that was played, but not heard by the hall's microphone, is no heard call", () => {
  const row = { count: 1, called_at: "2026-01-05T02:00:00.000Z" };
  const said = { state: "finished", heard: false, started_at: row.called_at };
  const told = heard(row, said, 0);
  assert.ok(told.bad);
  assert.match(told.words, /^tidak terdengar/);
  assert.ok(!heard(row, { ...said, heard: true }, 0).bad);
});
