/* What waits, in the order in which it will be spoken, with the seconds to go. */
import { page } from "../../shared/modules.js";
import { length, pill } from "../parts/formats.js";
import { act, button, mayAct } from "../parts/act.js";
import { title, where } from "../parts/item.js";
import { sync } from "../parts/rows.js";

const COLOURS = { emergency: ".pill-bad", urgent: ".pill-warn", call: ".pill-good" };

const FIRST = 12; // rows that are shown until somebody asks for all

let all = false;
let again = () => undefined;
let rows = []; // [where the seconds stand, seconds to go when the queue was read]
let readAt = 0;

/** Begin: the button that shows all of a long queue. */
export function beginWaiting() {
  page.find("more").addEventListener("click", () => {
    all = !all;
    again();
  });
}

/** Draw the queue. */
export function drawWaiting(state, queue) {
  const items = all ? queue.waiting : queue.waiting.slice(0, FIRST);
  again = () => drawWaiting(state, queue);
  rows = [];
  readAt = performance.now();
  drawList(
    state,
    "waiting",
    items.map((item, at) => ({ ...item, at })),
  );
  drawList(
    state,
    "texts",
    queue.texts.map((item) => ({ ...item, silent: true })),
  );
  page.find("texts-part").hidden = !queue.texts.length;
  page.find("nothing-waits").hidden = items.length > 0;
  page.find("more").hidden = queue.waiting.length <= FIRST;
  const others = `Tampilkan ${queue.waiting.length - items.length} lainnya`;
  page.write(page.find("more"), all ? "Tampilkan yang terdekat saja" : others);
  drawHead(queue);
  tickWaiting();
}

function drawList(state, id, items) {
  sync(
    page.find(id),
    items,
    (item) => item.id,
    make,
    (parts, item) => update(state, parts, item),
  );
}

/** Count the seconds down. */
export function tickWaiting() {
  const gone = (performance.now() - readAt) / 1000;
  rows.forEach(([place, seconds]) => page.write(place, seconds > gone ? length(seconds - gone) : "sebentar lagi"));
}

function drawHead(queue) {
  const timed = queue.waiting.filter((item) => item.in_s !== null);
  const last = timed[timed.length - 1];
  const parts = ["Menunggu giliran"];
  if (queue.waiting.length) {
    parts.push(String(queue.waiting.length));
  }
  if (last) {
    parts.push(`sekitar ${length(last.in_s + last.duration_s)}`);
  }
  page.write(page.find("waiting-label"), parts.join(" · "));
}

function make(item) {
  const parts = {
    place: page.make("span.place.soft", ""),
    title: page.make("b.what", ""),
    words: page.make("span.words", ""),
    pill: page.make("span.pill", ""),
    held: page.make("span.pill.pill-held", "ditahan"),
    seconds: page.make("span.seconds.soft", ""),
  };
  const marks = page.make("span.marks", [parts.held, parts.pill, parts.seconds]);
  const row = [parts.place, page.make("span.thing", [parts.title, parts.words]), marks];
  if (mayAct) {
    row.push(buttons(parts, item));
  }
  parts.element = page.make("li", row);
  return parts;
}

function buttons(parts, item) {
  const name = title(item);
  const skip = item.silent ? "Turunkan" : item.kind === "call" ? "Lewati" : "Batalkan";
  parts.up = item.silent
    ? null
    : button("Naikkan", `Naikkan ${name}`, ".button-small.button-quiet", (pressed) =>
        act(pressed, "POST", `/announcements/${item.id}/advance`, {}, () => `${name} didahulukan.`),
      );
  const off = button(skip, `${skip} ${name}`, ".button-small.button-quiet", (pressed) =>
    act(pressed, "POST", `/announcements/${item.id}/cancel`, {}, () => `${name} ${done(skip)}.`),
  );
  return page.make("span.does", [parts.up, off]);
}

function done(skip) {
  return { Turunkan: "diturunkan dari layar", Lewati: "dilewati", Batalkan: "dibatalkan" }[skip];
}

function update(state, parts, item) {
  page.write(parts.place, item.at === undefined ? "" : String(item.at + 1));
  page.write(parts.title, title(item));
  page.write(parts.words, item.kind === "call" ? where(state, item) : item.caption);
  page.write(parts.pill, item.state === "preparing" ? "disiapkan" : pill(item));
  parts.pill.className = page.make(`span.pill${COLOURS[item.priority] || ""}`).className;
  parts.held.hidden = !item.held;
  parts.pill.hidden = item.held && item.count === 1; // a call like any other
  if (parts.up) {
    parts.up.hidden = item.at === 0;
  }
  if (typeof item.in_s === "number") {
    rows.push([parts.seconds, item.in_s]);
  } else {
    page.write(parts.seconds, "");
  }
}
