/* The hall as the console sees it: one link for the page, one folded state, any number of followers.

     follow({ onState(state, event), onLink(online, link) })

   onState comes with every snapshot (event null), with every event after it was folded, and when the
   speaker's state changed (event null). state is the snapshot of docs/protocol.md; it must not be
   changed. onLink comes when the server falls silent for 6 s and when it is back; link is
   {online, since, refused}: since in ms of the hall's clock, refused when only signing in helps. */
import { Link } from "./link.js";
import { freshen } from "./freshen.js";
import { clock, fold, page } from "../../shared/modules.js";

const STATUS = 15000; // ms between two reports of how this page is
const SLOW = 2; // heartbeats ahead of the page before it asks what it missed
const followers = [];

let link = null;
let state = null;
let told = { online: true, since: 0, refused: false };
let version = document.querySelector("[data-version]")?.dataset.version || null;
let behind = 0;
let lastError = null;

/** The hall's time in ms since 1970, whatever this computer's clock says. */
export function now() {
  return clock.now();
}

/** Follow the hall; comes at once with what is known already. */
export function follow(follower) {
  followers.push(follower);
  link ??= start();
  if (state) {
    follower.onState?.(state, null);
  }
  if (!told.online) {
    follower.onLink?.(false, told);
  }
}

function start() {
  const first = page.find("state"); // what the server has drawn the page from
  if (first) {
    take(JSON.parse(first.textContent));
  }
  setInterval(report, STATUS);
  return new Link({ hello, heard, changed });
}

function hello() {
  return { type: "hello", role: "console", version, epoch: state?.epoch ?? null, seq: state?.seq ?? null };
}

function report() {
  link.say({
    type: "status",
    version,
    seq: state?.seq ?? 0,
    drift_ms: clock.drift(),
    sound: false,
    size: `${window.innerWidth}x${window.innerHeight}`,
    error: lastError,
  });
}

function heard(message) {
  if (message.server_time) {
    clock.set(message.server_time);
  }
  if (message.version) {
    compare(message.version);
  }
  if (message.type === "snapshot") {
    take(message);
    tell(null);
  }
  if (message.type === "event") {
    onEvent(message);
  }
  if (message.type === "heartbeat") {
    onHeartbeat(message);
  }
}

/** Take over a whole state. */
function take(snapshot) {
  const { type, ...rows } = snapshot;
  state = rows;
  clock.zone(state.hall.utc_offset_min);
  if (state.server_time) {
    clock.set(state.server_time);
  }
}

function onEvent(message) {
  if (!state || message.seq > state.seq + 1) {
    link.again();
    return;
  }
  if (message.seq <= state.seq) {
    return;
  }
  fold(state, message);
  clock.zone(state.hall.utc_offset_min);
  tell(message);
}

function onHeartbeat(message) {
  // once may be an event on its way
  behind = message.seq > (state?.seq ?? 0) ? behind + 1 : 0;
  if (behind >= SLOW) {
    behind = 0;
    link.again();
  }
  const { speaker, speakers } = message;
  if (!state || JSON.stringify([state.speaker, state.speakers]) === JSON.stringify([speaker, speakers])) {
    return;
  }
  state.speaker = speaker;
  state.speakers = speakers;
  tell(null);
}

function compare(servers) {
  version ??= servers;
  if (servers !== version) {
    freshen();
  }
}

function tell(event) {
  followers.forEach((follower) => follower.onState?.(state, event));
}

function changed(now) {
  told = now;
  followers.forEach((follower) => follower.onLink?.(now.online, now));
}

window.addEventListener("error", (event) => {
  lastError = String(event.message).slice(0, 200);
});
