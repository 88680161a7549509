/* The page "Sekarang": the folded state and the queue in, cards out. */
import { ask } from "../parts/api.js";
import { follow } from "../parts/live.js";
import { page } from "../../shared/modules.js";
import { time } from "../parts/formats.js";
import { mayAct, setOffline } from "../parts/act.js";
import { beginAirtime, drawAirtime } from "./airtime.js";
import { audible, begin, enable } from "./bell.js";
import { drawEmergencies } from "../parts/emergency.js";
import { drawFaults } from "./faults.js";
import { drawHealth, readHealth } from "./health.js";
import { beginHold, drawHold } from "./hold.js";
import { learn } from "../parts/item.js";
import { drawManner } from "./manner.js";
import { beginZone, drawZone, zoneId } from "./zone.js";
import { drawSounding, tickSounding } from "./sounding.js";
import { readToday } from "./today.js";
import { beginWaiting, drawWaiting, tickWaiting } from "./waiting.js";

const SECOND = 1000;
const HEALTH = 10000; // ms between two looks at the health
const QUEUE = 10000; // ms after which the queue is read again though nothing happened
const TOGETHER = 120; // ms in which events that come together are one reason to read the queue

let state = null;
let queue = null;
let due = null;
let reading = false;

function drawState() {
  drawFaults(state);
  drawZone(state);
  drawEmergencies(state);
  drawManner(state);
  drawHold(state, queue);
}

function drawQueue() {
  if (!state || !queue) {
    return;
  }
  drawSounding(state, queue);
  drawWaiting(state, queue);
  drawAirtime(state, queue);
  drawHold(state, queue);
}

/** Read the queue soon; again at once when something happened meanwhile. */
function refresh() {
  if (due === null) {
    due = setTimeout(read, TOGETHER);
  }
}

async function read() {
  due = null;
  if (reading) {
    refresh();
    return;
  }
  reading = true;
  try {
    const zone = zoneId();
    const found = await ask("GET", `/queue?zone=${encodeURIComponent(zone)}`);
    if (zone === zoneId()) {
      queue = found;
      drawQueue();
    } else {
      refresh(); // another was chosen meanwhile
    }
  } catch (error) {
    if (error.name !== "Refusal") {
      throw error;
    } // the link says that the server is away
  } finally {
    reading = false;
  }
}

function onState(given, event) {
  state = given;
  drawState();
  const message = event?.data.announcement;
  if (!event || message || event.data.zone) {
    refresh();
  }
  if (message?.kind === "message" && message.ended_at) {
    readToday();
  }
  if (event?.data.fault) {
    readHealth();
  }
}

function onLink(online, link) {
  const since = online ? "" : time(link.since);
  const words = link.refused
    ? "Sesi Anda sudah berakhir. Muat ulang halaman untuk masuk lagi."
    : `Koneksi ke server terputus sejak ${since}. Yang tampil mungkin sudah berubah; tombol belum dapat dipakai.`;
  page.find("offline").hidden = online;
  page.write(page.find("offline-words"), online ? "" : words);
  page.mark(document.body, "is-offline", !online);
  setOffline(online ? "" : words);
  if (online) {
    refresh();
    readHealth();
  }
}

function tick() {
  tickSounding(queue);
  tickWaiting();
}

function offerSound() {
  page.find("sound").hidden = audible() || !window.AudioContext;
}

async function start() {
  const first = JSON.parse(page.find("first").textContent);
  learn(first.templates);
  queue = first.queue;
  drawHealth(first.health);
  begin(offerSound);
  page.find("sound").addEventListener("click", enable);
  offerSound();
  beginWaiting();
  beginZone(refresh);
  if (mayAct) {
    beginHold();
    beginAirtime();
  }
  follow({ onState, onLink });
  drawQueue();
  readToday();
  setInterval(tick, SECOND);
  setInterval(refresh, QUEUE);
  setInterval(readHealth, HEALTH);
}

start();
