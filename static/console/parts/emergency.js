/* An emergency or a drill that goes on: a band with its words, and the one button that ends it. */
import { isOpen, page } from "../../shared/modules.js";
import { since, time } from "./formats.js";
import { act, button, mayAct } from "./act.js";
import { sync } from "./rows.js";

/** Draw what goes on. */
export function drawEmergencies(state) {
  // In each zone it is an announcement of its own; to end one is to end them all.
  const rows = state.announcements.filter(
    (row, at, all) =>
      row.priority === "emergency" &&
      isOpen(row) &&
      all.findIndex((other) => other.event_id === row.event_id && isOpen(other)) === at,
  );
  sync(page.find("emergencies"), rows, (row) => row.id, make, update);
}

function make(row) {
  const what = row.drill ? "Latihan" : "Keadaan darurat";
  const words = page.make("b", `${what} sedang diumumkan: ${row.caption}`);
  const note = page.make("small.note", "");
  const stop = (pressed) =>
    act(pressed, "POST", `/announcements/${row.id}/cancel`, {}, () => `${what} diakhiri. Panggilan berjalan lagi.`);
  const end = mayAct ? button(`Akhiri ${what.toLowerCase()}`, "", "", stop) : null;
  const element = page.make(`li.band${row.drill ? ".band-warn" : ""}`, [page.make("p.grow", [words, note]), end]);
  return { element, note };
}

function update(parts, row) {
  const at = row.started_at || row.queued_at;
  const until = row.expires_at ? ` · berakhir sendiri pukul ${time(row.expires_at)}` : "";
  page.write(parts.note, `Sejak ${time(at)}, ${since(at)}${until}. Panggilan menunggu.`);
}
