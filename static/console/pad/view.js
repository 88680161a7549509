/* Draws the pad from what its desk knows. Text goes in as text, and only where it changed. */
import { page, screenWords } from "../../shared/modules.js";
import { now } from "../parts/live.js";
import { foot, heard, held, nothing, silence } from "./words.js";

export const pad = page.find("pad");
export const buttons = Object.fromEntries(
  ["next", "recall", "no-show", "serve", "transfer", "other", "list", "undo", "status", "shortcuts"].map((id) => [
    id,
    page.find(id),
  ]),
);

function at(element) {
  return element.querySelector("[data-at=words]");
}

/** Draw everything; press(service): what a button of one service does. */
export function draw(desk, press) {
  const { counter, serving } = desk;
  if (!counter) {
    drawGone();
    return;
  }
  drawHead(desk, counter);
  drawTicket(desk, serving);
  drawNext(desk, counter);
  drawServices(desk, counter, press);
  for (const id of ["recall", "no-show", "serve", "transfer"]) {
    buttons[id].disabled = desk.busy || !serving;
  }
  for (const id of ["other", "list", "status"]) {
    buttons[id].disabled = desk.busy;
  }
  page.write(page.find("foot"), foot(desk.coming?.waiting, desk.delayS));
  pad.setAttribute("aria-busy", String(desk.busy));
  pad.dataset.ready = "";
}

function drawGone() {
  Object.values(buttons).forEach((button) => {
    button.disabled = true;
  });
  say("Loket ini sudah dihapus. Pilih loket lain di menu.", true);
}

function drawHead(desk, counter) {
  page.write(page.find("counter-name"), counter.name);
  page.write(at(buttons.status), screenWords.counter(counter));
  buttons.status.classList.toggle("pill-good", counter.state === "open");
  buttons.status.classList.toggle("pill-warn", counter.state !== "open");
  page.find("held").hidden = !desk.held;
  if (desk.held) {
    page.write(page.find("held"), held(desk.held));
  }
  const wrong = silence(desk.state.faults, desk.zone);
  page.find("silence").hidden = !wrong;
  page.write(page.find("silence"), wrong);
}

function drawTicket(desk, serving) {
  const number = serving?.ticket.number || "–",
    line = page.find("heard");
  page.find("ticket").dataset.service = serving?.service || desk.counter.services[0] || "";
  page.write(page.find("label"), serving ? "Sedang dilayani" : "Tidak sedang melayani");
  page.write(page.find("number"), number);
  page.find("number").dataset.size = number.length;
  const { words, bad } = serving
    ? heard(serving, desk.said, desk.inS(desk.said?.id))
    : { words: before(desk), bad: false };
  page.write(line, words);
  line.classList.toggle("is-unheard", bad);
  drawUndo(desk, serving);
}

const ENDINGS = { served: "selesai", no_show: "tidak hadir", transferred: "dialihkan", moved: "pindah loket" };

/** Whom a free counter served last: "terakhir B-012". */
function before(desk) {
  const last = desk.state.recent_calls.find((call) => call.counter === desk.id && call.state !== "called");
  return last ? `terakhir ${last.ticket.number}, ${ENDINGS[last.state] || ""}` : "";
}

/** Draw the undo with its seconds; returns whether it can still be pressed. */
export function drawUndo(desk, serving = desk.serving) {
  const limit = Number(pad.dataset.undoS) * 1000;
  const age = serving ? now() - Date.parse(serving.called_at) : limit;
  const open = Boolean(serving) && serving.count === 1 && age < limit;
  buttons.undo.hidden = !open;
  buttons.undo.disabled = desk.busy;
  page.write(page.find("left"), open ? String(Math.ceil((limit - age) / 1000)) : "");
  return open;
}

function drawNext(desk, counter) {
  const number = desk.coming?.ticket?.number,
    code = desk.coming?.code;
  const words = counter.state !== "open" ? "Buka loket" : number ? `Panggil ${number}` : nothing(code);
  page.write(at(buttons.next), words);
  buttons.next.disabled = desk.busy || (counter.state === "open" && Boolean(code));
}

function drawServices(desk, counter, press) {
  const place = page.find("services"),
    each = desk.coming?.services || [];
  place.hidden = each.length < 2 || counter.state !== "open";
  const key = JSON.stringify([each, desk.busy]);
  if (place.hidden || place.dataset.key === key) {
    return;
  }
  place.dataset.key = key;
  const focused = document.activeElement?.dataset?.service;
  place.replaceChildren(...each.map((one) => serviceButton(desk, one, press)));
  if (focused) {
    place.querySelector(`[data-service="${CSS.escape(focused)}"]`)?.focus();
  }
}

function serviceButton(desk, one, press) {
  const words = `${desk.service(one.service)} · ${one.ticket?.number || "–"}`;
  const button = page.make("button.button", words, { type: "button", "data-service": one.service });
  button.disabled = desk.busy || !one.ticket;
  button.addEventListener("click", () => press(one));
  return button;
}

/** Tell what a press became; read out by screen readers. */
export function say(words, bad = false) {
  page.find("said").classList.toggle("is-bad", bad);
  page.write(page.find("said"), words);
}

/** Show that the server is silent. */
export function drawLink(online, link, time) {
  const band = page.find("offline");
  band.hidden = online;
  if (online) {
    return;
  }
  band.textContent = link.refused
    ? "Sesi Anda sudah berakhir. Muat ulang halaman ini untuk masuk lagi."
    : `Koneksi terputus sejak ${time}. Nomor di sini mungkin sudah berubah.`;
}
