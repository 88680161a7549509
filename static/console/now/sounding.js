/* What the hall hears this moment, to the second; at rest, what it heard last. */
import { clock, page } from "../../shared/modules.js";
import { length, outcome, time } from "../parts/formats.js";
import { act, button, mayAct } from "../parts/act.js";
import { title, where } from "../parts/item.js";
import { zoneId } from "./zone.js";

const SPEAKER = {
  absent: "Pengeras suara tidak terhubung",
  no_device: "Tidak ada perangkat suara",
  starting: "Pengeras suara sedang dimulai",
  silent: "Suara tidak sampai ke aula",
};

let shown = null; // the item whose buttons stand there

/** Draw the card from the queue (what sounds) and the state (device, what sounded last). */
export function drawSounding(state, queue) {
  const item = queue.sounding;
  const last = item ? null : lastOf(state);
  const what = item || last;
  page.write(page.find("sounding-label"), label(state, item));
  page.write(page.find("sounding-title"), what ? title(what) : "Belum ada");
  page.find("sounding-title").classList.toggle("is-words", what?.kind !== "call");
  page.write(page.find("sounding-where"), what ? where(state, what) : "");
  page.write(page.find("sounding-caption"), what ? what.caption : "Panggilan dan pengumuman tampil di sini.");
  page.write(page.find("sounding-device"), device(state, last));
  drawButtons(item, last);
  tickSounding(queue);
}

/** Move the bar. */
export function tickSounding(queue) {
  const bar = page.find("progress");
  const item = queue?.sounding;
  const whole = item?.duration_s || 0;
  const gone = item?.started_at ? Math.min(whole, clock.age(item.started_at) / 1000) : 0;
  bar.hidden = !whole;
  bar.max = whole || 1;
  bar.value = gone;
  page.write(page.find("progress-words"), whole ? `${Math.floor(gone)} dari ${length(whole)}` : "");
}

/* What is stopped because the hall hears nothing is said again, and is not heard meanwhile. */
function speakerOf(state) {
  return (state.speakers || []).find((each) => each.zone === zoneId()) || state.speaker;
}

function label(state, item) {
  if (!item) {
    return "Terakhir terdengar di aula";
  }
  return speakerOf(state)?.state === "silent" ? "Belum terdengar di aula" : "Sedang terdengar di aula";
}

function lastOf(state) {
  const ended = state.announcements.filter((row) => row.started_at && row.ended_at && row.zone === zoneId());
  ended.sort((one, other) => (one.ended_at < other.ended_at ? 1 : -1));
  return ended[0] || null;
}

function device(state, last) {
  const speaker = speakerOf(state);
  const now = SPEAKER[speaker?.state] || speaker?.device || "Perangkat suara bawaan";
  return last ? `${outcome(last)}, ${time(last.ended_at)} · ${now}` : now;
}

function drawButtons(item, last) {
  const what = item || last;
  const key = what && mayAct ? `${what.id} ${Boolean(item)}` : "";
  const place = page.find("sounding-buttons");
  if (shown === key) {
    return;
  }
  const focused = place.contains(document.activeElement);
  shown = key;
  place.replaceChildren(...(key ? buttons(what, Boolean(item)) : []));
  if (focused) {
    (place.firstElementChild || page.find("sounding")).focus();
  }
}

function buttons(what, sounds) {
  const name = title(what);
  const repeat = (pressed) =>
    act(pressed, "POST", `/announcements/${what.id}/repeat`, {}, () => `${name} akan diumumkan sekali lagi.`);
  const cancel = (pressed) => act(pressed, "POST", `/announcements/${what.id}/cancel`, {}, () => `${name} dihentikan.`);
  const again = button("Ulangi", `Ulangi ${name}`, "", repeat);
  if (!sounds) {
    return what.priority === "emergency" ? [] : [again];
  }
  const stop = button("Hentikan", `Hentikan ${name}`, ".button-danger", cancel);
  return what.priority === "emergency" ? [stop] : [again, stop]; // it is said again by itself
}
