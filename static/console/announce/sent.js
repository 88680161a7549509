/* What is being announced: its place in the queue, then how far it sounds, then what became of it. */
import { ask } from "../parts/api.js";
import { act, button } from "../parts/act.js";
import { sync } from "../parts/rows.js";
import { clock, isOpen, page } from "../../shared/modules.js";
import { length, outcome, pill, time } from "../parts/formats.js";

const STAY = 600000; // ms that an own announcement stays after its end
const TOGETHER = 150; // ms in which changes that come together are one reason to read the queue
const own = new Set(JSON.parse(sessionStorage.getItem("sent") || "[]"));
const PILLS = { urgent: ".pill-warn", emergency: ".pill-bad" };
let state = null;
let queue = null;
let due = null;

/** Remember an announcement that was made here. */
export function note(id) {
  own.add(id);
  sessionStorage.setItem("sent", JSON.stringify([...own].slice(-20)));
}

/** Draw from the folded state. */
export function drawSent(given) {
  state = given;
  draw();
  if (due === null) {
    due = setTimeout(read, TOGETHER);
  }
}

/** Move bars and seconds on. */
export function tickSent() {
  if (state) {
    draw();
  }
}

async function read() {
  due = null;
  queue = await ask("GET", "/queue").catch(() => queue);
  draw();
}

function draw() {
  const rows = state.announcements.filter((row) => row.kind === "message" && (isOpen(row) || isFresh(row)));
  rows.sort((one, other) => other.queued_seq - one.queued_seq);
  page.find("nothing-sent").hidden = rows.length > 0;
  sync(page.find("sent"), rows, (row) => row.id, make, update);
}

/** What ended a short while ago and was made here, or that somebody should send again. */
function isFresh(row) {
  return (own.has(row.id) || isMute(row)) && row.ended_at && clock.age(row.ended_at) < STAY;
}

/** Of it the hall heard a chime and no word. */
function isMute(row) {
  return row.state === "finished" && (row.reason === "without_voice" || row.reason === "voice_failed");
}

function make(row) {
  const parts = {
    bar: page.make("progress", "", { max: "1", value: "0", "aria-label": "Kemajuan suara" }),
    words: page.make("span.hint", ""),
  };
  const kind = page.make(`span.pill${PILLS[row.priority] || ""}`, pill(row));
  const text = page.make("span.grow.wrap", [
    page.make("span", row.caption),
    page.text(" "),
    kind,
    parts.words,
    page.make("div.bar", [parts.bar]),
  ]);
  parts.stop = button("Batalkan", `Batalkan: ${row.caption}`, ".button-small.button-danger", (pressed) =>
    act(pressed, "POST", `/announcements/${row.id}/cancel`, {}, () => "Dibatalkan."),
  );
  parts.again = button("Kirim lagi", `Kirim lagi: ${row.caption}`, ".button-small", (pressed) =>
    sendAgain(pressed, row),
  );
  return { ...parts, element: page.make("li", [text, parts.again, parts.stop]) };
}

function sendAgain(pressed, row) {
  act(pressed, "POST", `/announcements/${row.id}/repeat`, {}, (placed) => {
    note(placed.announcement_id);
    return "Dikirim lagi.";
  });
}

function update(parts, row) {
  const sounds = row.state === "started" && !row.silent;
  const whole = (row.duration_ms || 0) / 1000;
  const gone = sounds ? Math.min(whole, clock.age(row.started_at) / 1000) : 0;
  parts.bar.parentElement.hidden = !sounds || !whole;
  parts.bar.max = whole || 1;
  parts.bar.value = gone;
  parts.stop.hidden = !isOpen(row);
  parts.again.hidden = !isMute(row);
  const does = row.state === "started" ? (row.until_ended ? "Akhiri" : "Hentikan") : "Batalkan";
  page.write(parts.stop, does);
  parts.stop.setAttribute("aria-label", `${does}: ${row.caption}`);
  page.write(parts.words, status(row, gone, whole));
}

function status(row, gone, whole) {
  if (row.ended_at) {
    return ended(row);
  }
  if (row.silent) {
    return `Tampil sebagai teks sampai ${time(row.expires_at)}`;
  }
  if (row.state === "started") {
    return whole ? `Sedang terdengar, ${Math.floor(gone)} dari ${length(whole)}` : "Sedang terdengar";
  }
  if (row.state === "preparing") {
    return "Suaranya sedang dibuat";
  }
  const at = queue?.waiting.findIndex((item) => item.id === row.id) ?? -1;
  if (at < 0) {
    return "Menunggu giliran";
  }
  const item = queue.waiting[at];
  const wait = item.in_s === null ? "" : Math.max(0, item.in_s - clock.age(queue.server_time) / 1000);
  return `Menunggu giliran ke-${at + 1}${wait === "" ? ", ditahan" : `, sekitar ${length(wait)} lagi`}`;
}

function ended(row) {
  const words = outcome(row);
  return `${words[0].toUpperCase()}${words.slice(1)}, ${time(row.ended_at)}`;
}
