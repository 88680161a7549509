/* A TV as a speaker: what it plays, in which order, and what it tells the server of it. */
import { dispatch } from "./browser.js";
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import "../../static/shared/modules.js";

let sockets = [];
let sound = null; // the one audio element of the page
let leave = true; // whether the browser lets the page sound
let looks = []; // what is done again and again
let pauses = []; // what waits for its time: {work, ms}
let me = null; // the row of this screen, null when staff have revoked it

class Socket {
  readyState = 1;
  said = [];
  constructor() {
    sockets.push(this);
  }
  send(text) {
    this.said.push(JSON.parse(text));
  }
  close() {}
  /** A message of the server. */
  hear(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
}

class Sound {
  duration = 2;
  currentTime = 0;
  constructor() {
    sound = this;
  }
  canPlayType() {
    return "maybe";
  }
  play() {
    const answer = leave ? Promise.resolve() : Promise.reject(Object.assign(new Error(), { name: "NotAllowedError" }));
    return answer;
  }
  pause() {}
}

Object.assign(globalThis, { WebSocket: Socket, Audio: Sound, location: { protocol: "http:", host: "hall" } });
globalThis.XMLHttpRequest = class {
  open() {}
  send() {}
};
document.documentElement = { getAttribute: () => "" };

const promises = () => new Promise((resolve) => setImmediate(resolve));
const reports = () => sockets.at(-1).said.filter((message) => message.type === "report");
const told = () => reports().map((each) => [each.announcement_id, each.outcome, each.reason]);
const order = (id, more = {}) => ({
  type: "play",
  announcement_id: id,
  attempt: 1,
  sound: id,
  url: `/api/v1/sounds/${id}`,
  gap_ms: 0,
  volume: null,
  ...more,
});

/** Let what waits for its time have it. */
function pass() {
  const due = pauses;
  pauses = [];
  for (const each of due) {
    each.work();
  }
}

async function start() {
  mock.method(globalThis, "setInterval", (work) => looks.push(work));
  mock.method(globalThis, "setTimeout", (work, ms) => pauses.push({ work, ms }));
  mock.method(globalThis, "clearTimeout", (number) => pauses.splice(number - 1, 1));
  for (const script of ["player", "loudspeaker"]) {
    await import(`../../static/screen/${script}.js?${Math.random()}`);
  }
  panggil.loudspeaker.start({
    token: () => "secret-of-this-tv",
    name: () => me.name,
    zone: () => "main",
  });
  sockets.at(-1).onopen();
  sockets.at(-1).hear({ type: "lease", zone: "main", granted: true, holder: "Lobi" });
  await promises();
}

beforeEach(() => {
  mock.restoreAll();
  [sockets, looks, pauses, leave] = [[], [], [], true];
  me = { name: "Lobi" };
});

test("it says who it is, plays what it is told, and reports the beginning and the end", async () => {
  await start();
  const hello = sockets[0].said[0];
  assert.deepEqual(
    [hello.type, hello.role, hello.token, hello.name],
    ["hello", "speaker", "secret-of-this-tv", "Lobi"],
  );
  sockets[0].hear(order("a"));
  pass();
  assert.equal(sound.src, "/tv/sounds/a");
  assert.equal(sound.volume, 0.8);
  sound.onplaying();
  sound.onended();
  assert.deepEqual(told(), [
    ["a", "started", null],
    ["a", "finished", null],
  ]);
});

test("one sound at a time, in the order in which they came, with the pause that was asked for", async () => {
  await start();
  sockets[0].hear(order("a"));
  sockets[0].hear(order("b", { gap_ms: 1500 }));
  pass();
  sound.onplaying();
  assert.equal(sound.src, "/tv/sounds/a");
  sound.onended();
  assert.ok(pauses[0].ms > 1400 && pauses[0].ms <= 1500);
  pass();
  assert.equal(sound.src, "/tv/sounds/b");
});

test("what is in hand is not taken twice; of what is over the end is told again", async () => {
  await start();
  sockets[0].hear(order("a"));
  sockets[0].hear(order("a"));
  pass();
  sound.onplaying();
  sound.onended();
  pass();
  assert.equal(reports().length, 2);
  sockets[0].hear(order("a"));
  assert.deepEqual(told().at(-1), ["a", "finished", null]);
  assert.equal(reports().length, 3);
});

test("an emergency interrupts what sounds, which has then failed as stopped", async () => {
  await start();
  sockets[0].hear(order("a"));
  pass();
  sound.onplaying();
  sockets[0].hear(order("fire", { interrupt: true, volume: 100, gap_ms: 700 }));
  pass();
  assert.deepEqual(told(), [
    ["a", "started", null],
    ["a", "failed", "stopped"],
  ]);
  assert.equal(sound.src, "/tv/sounds/fire");
  assert.equal(sound.volume, 1);
});

test("a browser that refuses sound makes it silent, not well, until somebody touches the page", async () => {
  leave = false;
  await start();
  const status = () => sockets[0].said.filter((message) => message.type === "status").at(-1);
  assert.deepEqual([status().state, status().reason], ["silent", "blocked"]);
  leave = true;
  dispatch("click");
  await promises();
  assert.deepEqual([status().state, status().reason], ["ready", null]);
});

test("without the lease nothing is played, and what waited is given back", async () => {
  await start();
  sockets[0].hear(order("a"));
  sockets[0].hear(order("b"));
  pass();
  sound.onplaying();
  sockets[0].hear({ type: "lease", zone: "main", granted: false, holder: "PA" });
  assert.deepEqual(told(), [
    ["a", "started", null],
    ["b", "failed", "stopped"],
  ]);
  sockets[0].hear({ type: "stop", announcement_id: "a" });
  assert.deepEqual(told().at(-1), ["a", "failed", "stopped"]);
  sockets[0].hear(order("c"));
  assert.deepEqual(pauses, []);
});

test("a report is said again on a new link until the server has it", async () => {
  await start();
  sockets[0].hear(order("a"));
  pass();
  sound.onplaying();
  sockets[0].hear({ type: "ack", report_id: reports()[0].report_id });
  sound.onended();
  sockets[0].onclose({ code: 1006 });
  pass();
  sockets.at(-1).onopen();
  sockets.at(-1).hear({ type: "lease", zone: "main", granted: true, holder: "Lobi" });
  assert.deepEqual(told(), [["a", "finished", null]]);
});

test("a sound that does not go on is stalled, not finished", async () => {
  let now = 1000;
  mock.method(performance, "now", () => now);
  await start();
  sockets[0].hear(order("a"));
  pass();
  sound.onplaying();
  now += 5000;
  for (const look of looks) {
    look();
  }
  assert.deepEqual(told().at(-1), ["a", "failed", "stalled"]);
});

test("once revoked it says nothing more, also when the page is touched then", async () => {
  leave = false;
  await start();
  panggil.loudspeaker.stop();
  me = null;
  leave = true;
  const before = sockets[0].said.length;
  dispatch("click");
  await promises();
  assert.equal(panggil.loudspeaker.state(), false);
  assert.equal(sockets[0].said.length, before);
});
