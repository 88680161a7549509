/* Faults as bands on top: what is wrong, what to do, and who takes care of it. A new one sounds. */
import { page } from "../../shared/modules.js";
import { since, time } from "../parts/formats.js";
import { act, button, mayAct } from "../parts/act.js";
import { hush, ring } from "./bell.js";
import { sync } from "../parts/rows.js";

const rung = new Set(); // faults that have sounded on this page

function key(fault) {
  return `${fault.code} ${fault.subject} ${fault.since}`;
}

/** Draw the faults of a state, and sound for those that are new and nobody's yet. */
export function drawFaults(state) {
  const open = state.faults.filter((fault) => !fault.acknowledged_by);
  const taken = state.faults.filter((fault) => fault.acknowledged_by);
  sync(page.find("faults"), open, key, make, update);
  sync(page.find("taken"), taken, key, make, update);
  page.find("taken").hidden = !taken.length;
  const fresh = open.filter((fault) => !rung.has(key(fault)));
  fresh.forEach((fault) => rung.add(key(fault)));
  if (fresh.length) {
    ring();
  }
  if (!open.length) {
    hush();
  }
}

function make(fault) {
  const sentence = page.make("b", fault.sentence);
  const action = page.make("span", ` ${fault.action}`);
  const note = page.make("small.note", "");
  const words = page.make("p.grow", [sentence, action, note]);
  const mine =
    !fault.acknowledged_by && mayAct
      ? button("Saya tangani", `Saya tangani: ${fault.sentence}`, "", (pressed) => take(pressed, fault))
      : null;
  const element = page.make(`li.band${fault.acknowledged_by ? ".band-warn" : ""}`, [words, mine]);
  return { element, sentence, action, note };
}

function update(parts, fault) {
  const { acknowledged_by: by, acknowledged_at: at } = fault;
  const who = by ? ` · ditangani ${by} sejak ${time(at)}` : "";
  page.write(parts.sentence, fault.sentence);
  page.write(parts.action, ` ${fault.action}`);
  page.write(parts.note, `Sejak ${time(fault.since)}, ${since(fault.since)}${who}`);
}

function take(pressed, fault) {
  const { code, subject } = fault;
  return act(
    pressed,
    "POST",
    "/faults/acknowledge",
    { code, subject },
    () => `Anda menangani: ${fault.sentence} Gangguan hilang sendiri bila sudah beres.`,
  );
}
