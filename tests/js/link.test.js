/* The link: how soon it is opened again, and what it takes for silence. */
import "./browser.js";
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Link } from "../../static/shared/modules.js";

let now = 1000; // ms of the steady clock
let pauses = [];
let streams = [];
let heard = [];

mock.method(performance, "now", () => now);
mock.method(Math, "random", () => 1); // the jitter takes nothing away
mock.method(globalThis, "setTimeout", (open, pause) => {
  pauses.push(pause);
  return open;
});
mock.method(globalThis, "clearTimeout", () => {});
mock.method(globalThis, "setInterval", () => {});

beforeEach(() => {
  [pauses, streams, heard] = [[], [], []];
});

/** A link whose streams are steered by the test; pause: what lost() asks for. */
function start(pause = 0) {
  const link = new Link({
    open: (hear, ended) => {
      const stream = { hear, ended, closed: 0, said: [] };
      streams.push(stream);
      return { say: (message) => stream.said.push(message), close: () => (stream.closed += 1) };
    },
    heard: (message) => heard.push(message.seq),
    lost: () => pause,
    looked: () => {},
    patience: 4000,
    longest: 1500,
  });
  link.start();
  return link;
}

test("every further try waits longer, up to the longest; a word begins anew", () => {
  const link = start();
  for (let i = 0; i < 6; i += 1) {
    streams.at(-1).ended();
    link.open();
  }
  assert.deepEqual(pauses.map(Math.round), [300, 480, 768, 1229, 1500, 1500]);
  streams.at(-1).hear({ type: "heartbeat", seq: 1 });
  streams.at(-1).ended();
  assert.equal(pauses.at(-1), 300);
});

test("a page may ask for a longer pause", () => {
  start(30000);
  streams[0].ended(1008);
  assert.deepEqual(pauses, [30000]);
});

test("the jitter takes up to half away", (t) => {
  t.mock.method(Math, "random", () => 0);
  start();
  streams[0].ended();
  assert.deepEqual(pauses, [150]);
});

test("a stream that was left is neither heard nor lost", () => {
  const link = start();
  link.again();
  assert.deepEqual([streams[0].closed, pauses], [1, [0]]);
  link.open();
  streams[0].hear({ type: "event", seq: 1 });
  streams[0].ended();
  streams[1].hear({ type: "event", seq: 2 });
  assert.deepEqual([heard, pauses, link.fails], [[2], [0], 0]);
});

test("a refusal is a sign of life, but no success", () => {
  const link = start();
  streams[0].ended();
  link.open();
  now += 7000;
  assert.ok(link.silentSince());
  streams[1].hear({ type: "error" });
  assert.deepEqual([link.silentSince(), heard, link.fails], [0, [], 1]);
});

test("a new stream has 4 s for its first word, an old one 6 s for the next", () => {
  const link = start();
  now += 4000;
  link.watch();
  assert.equal(streams[0].closed, 0);
  streams[0].hear({ type: "snapshot", seq: 1 });
  now += 6000;
  link.watch();
  assert.deepEqual([streams[0].closed, link.silentSince()], [0, 0]);
  now += 1;
  link.watch();
  assert.deepEqual([streams[0].closed, link.silentSince(), pauses], [1, now - 6001, [300]]);
  link.open();
  now += 4001;
  link.watch();
  assert.equal(streams[1].closed, 1);
});

test("what is said goes to the stream that is open, or to nobody", () => {
  const link = start();
  link.say("one");
  link.close();
  link.say("two");
  assert.deepEqual(streams[0].said, ["one"]);
});
