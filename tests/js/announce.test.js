/* Announcing: why something is refused, and the file that a recording becomes. */
import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { draftWords, microphoneWords, soundWords } from "../../static/console/announce/refusals.js";
import { wavOf } from "../../static/console/announce/wav.js";

test("what is too long is the text, or a recording that is repeated", () => {
  assert.equal(draftWords({ code: "too_long", field: "text" }), "Tulisan ini terlalu panjang.");
  assert.match(draftWords({ code: "too_long", field: "repeat" }), /^Rekaman ini terlalu panjang untuk diulang/);
});

test("an unknown refusal of a field says so; any other keeps its own words", () => {
  assert.equal(draftWords({ status: 422, field: "odd", message: "x" }), "Bagian ini belum benar.");
  assert.equal(draftWords({ status: 503, message: "Coba lagi." }), "Coba lagi.");
});

test("a sound is refused in words that say what to do", () => {
  assert.equal(soundWords({ code: "cut_off" }), "Berkas ini terpotong. Kirim lagi.");
  assert.equal(soundWords({ code: "odd", message: "Coba lagi." }), "Coba lagi.");
});

test("a browser's error names what is wrong with the microphone", () => {
  assert.match(microphoneWords("NotAllowedError"), /^Izin mikrofon ditolak/);
  assert.equal(microphoneWords("NotAllowedError"), microphoneWords("SecurityError"));
  assert.equal(microphoneWords("odd"), "Mikrofon tidak dapat dipakai.");
});

test("samples become a mono WAV of 16 bit, cut at full scale", async () => {
  const file = wavOf(Float32Array.of(0, 1, -1, 2), 48000);
  const data = new DataView(await file.arrayBuffer());
  const letters = (at) => String.fromCharCode(...[0, 1, 2, 3].map((i) => data.getUint8(at + i)));
  assert.deepEqual([0, 8, 12, 36].map(letters), ["RIFF", "WAVE", "fmt ", "data"]);
  assert.deepEqual([data.byteLength, data.getUint32(4, true), data.getUint32(40, true)], [52, 44, 8]);
  assert.deepEqual([data.getUint16(22, true), data.getUint32(24, true), data.getUint16(34, true)], [1, 48000, 16]);
  assert.deepEqual(
    [0, 1, 2, 3].map((i) => data.getInt16(44 + i * 2, true)),
    [0, 32767, -32767, 32767],
  );
});
