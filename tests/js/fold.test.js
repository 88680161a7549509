/* The fold: rows come, change, leave and fall out. That it equals Python's is tested event by event in a browser. */
import "./browser.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { fold, isOpen } from "../../static/shared/modules.js";

const ids = (rows) => rows.map((row) => row.id);

/** A state into which rows of one kind were folded, one event each. */
function folded(kind, rows, state = { seq: 0 }) {
  for (const row of rows) {
    fold(state, { seq: state.seq + 1, data: { [kind]: { seq: state.seq + 1, ...row } } });
  }
  return state;
}

test("an event that is in the state already changes nothing", () => {
  const state = folded("zone", [{ id: "b" }]);
  fold(state, { seq: 1, data: { zone: { id: "a" } } });
  assert.deepEqual([state.seq, ids(state.zones)], [1, ["b"]]);
});

test("counters stand as staff ordered them, then by id, and leave when removed", () => {
  const rows = [
    { id: "b", position: 1 },
    { id: "c", position: 0 },
    { id: "a", position: 1 },
  ];
  const state = folded("counter", rows);
  assert.deepEqual(ids(state.counters), ["c", "a", "b"]);
  assert.deepEqual(ids(folded("counter", [{ id: "a", removed: true }], state).counters), ["c", "b"]);
});

test("a counter without a ticket serves nobody", () => {
  const state = folded("now_serving", [
    { counter: "1", ticket: { number: "A-001" } },
    { counter: "2", ticket: { number: "A-002" } },
    { counter: "1", ticket: null },
  ]);
  assert.deepEqual(
    state.now_serving.map((row) => row.counter),
    ["2"],
  );
});

test("a fault is known by code and subject", () => {
  const state = folded("fault", [
    { code: "speaker", subject: "a", state: "raised" },
    { code: "speaker", subject: "b", state: "raised" },
    { code: "speaker", subject: "a", state: "cleared" },
  ]);
  assert.deepEqual(
    state.faults.map((row) => row.subject),
    ["b"],
  );
});

test("twelve calls stay, the newest first", () => {
  const calls = Array.from({ length: 14 }, (_, i) => ({ event_id: `c${i}`, state: "called" }));
  const kept = folded("call", calls).recent_calls.map((row) => row.event_id);
  assert.deepEqual([kept.length, kept[0], kept[11]], [12, "c13", "c2"]);
});

test("a call leaves when it is cancelled, and when it is over", () => {
  const calls = [{ event_id: "a" }, { event_id: "b" }, { event_id: "c", over: false }];
  const state = folded("call", calls);
  folded(
    "call",
    [
      { event_id: "a", state: "cancelled" },
      { event_id: "b", state: "served", over: true },
    ],
    state,
  );
  assert.deepEqual(
    state.recent_calls.map((row) => row.event_id),
    ["c"],
  );
});

test("of the ended announcements twenty stay, of the open ones all", () => {
  const row = (id, state) => ({ id, state, queued_seq: Number(id) });
  const open = Array.from({ length: 30 }, (_, i) => row(String(i), "queued"));
  const ended = Array.from({ length: 25 }, (_, i) => row(String(100 - i), "finished"));
  const { announcements } = folded("announcement", [...open, ...ended]);
  assert.equal(announcements.filter(isOpen).length, 30);
  assert.deepEqual(ids(announcements.filter((one) => !isOpen(one))).map(Number), [
    ...Array.from({ length: 20 }, (_, i) => 76 + i),
  ]);
});

test("a kind that no screen needs is passed over", () => {
  assert.deepEqual(folded("template", [{ id: "a" }]), { seq: 1 });
});
