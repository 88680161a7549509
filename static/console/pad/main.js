/* The counter pad: presses become requests, answers and events become what is drawn. */
import { page } from "../../shared/modules.js";
import { follow } from "../parts/live.js";
import { time } from "../parts/formats.js";
import { Desk } from "./desk.js";
import { askCall } from "./list.js";
import { enable, enabled, listen } from "./keys.js";
import { askFirst, askNumber, askState, askTarget, prepareSheets } from "./sheets.js";
import { buttons, draw, drawLink, drawUndo, pad, say } from "./view.js";
import { DOUBTS, question, refused } from "./words.js";

const TICK = 250; // ms between two looks at the seconds of the undo
const AGAIN = 600; // ms in which the same button pressed again is the same press: a double click, a bouncing key
const LISTEN = 3000; // ms between two questions how far behind the voice is

const desk = new Desk(pad.dataset.counter, () => {
  if (desk.state) {
    draw(desk, callOf);
  }
});

/** Press, and say what became of it: returns "" or why it was refused. puts(answer): what the counter
    serves from now on, where the answer tells it before the state does. */
async function act(path, body, words, puts, doubts = []) {
  const focused = document.activeElement;
  try {
    const answer = await desk.press(path, doubts.length ? { ...body, refuse_if: doubts } : body);
    if (!answer) {
      return "Tunggu sebentar, permintaan sebelumnya masih berjalan.";
    }
    if (puts) {
      desk.put(answer.seq, puts(answer));
    }
    say(words(answer));
    return "";
  } catch (error) {
    if (doubts.includes(error.code)) {
      return insist(error, (left) => act(path, body, words, puts, left), doubts);
    }
    const why = refused(error, desk.counter?.name);
    say(why, true);
    return why;
  } finally {
    if (document.activeElement === document.body && focused?.isConnected) {
      focused.focus();
    }
  }
}

/** Ask because of a doubt, and press again without it: returns "" or why nothing was done. */
async function insist(error, again, doubts) {
  if (await askFirst(question(error))) {
    return again(doubts.filter((each) => each !== error.code));
  }
  say("Tidak ada yang diubah.");
  return "Tidak ada yang diubah.";
}

const row = (answer) => ({ ...answer, counter: desk.id, count: 1 });
const free = () => null;
const called = (answer) => `${answer.ticket.number} dipanggil.`;
const ofCall = (step) => `/calls/${encodeURIComponent(desk.serving.event_id)}/${step}`;

function callNext() {
  if (desk.counter.state !== "open") {
    return act(`${desk.path}/open`, {}, () => "Loket dibuka.");
  }
  return callOf(desk.coming || {});
}

/** Call what a button shows: of one service, or of all. */
function callOf({ ticket, service, counter }) {
  const body = { ...(ticket && { expected: ticket.number }), ...(!counter && service && { service }) };
  return act(`${desk.path}/next`, body, called, row, DOUBTS);
}

/** A step that ends the visit. */
function end(step, words) {
  const number = desk.serving.ticket.number;
  return act(ofCall(step), {}, () => `${number} ${words}`, free, ["unheard"]);
}

function recall() {
  const number = desk.serving.ticket.number;
  return act(ofCall("recall"), {}, () => `${number} dipanggil lagi.`);
}

/** Call one of today's numbers again: as a recall where the counter is free and had it, else as a chosen number. */
function callAgain(call) {
  const number = call.ticket.number;
  if (call.state === "no_show" && call.counter === desk.id && !desk.serving) {
    return act(`/calls/${encodeURIComponent(call.event_id)}/recall`, {}, () => `${number} dipanggil lagi.`);
  }
  const ours = desk.counter.services.includes(call.service) && { service: call.service };
  return act(`${desk.path}/next`, { number, ...ours }, called, row, ["unheard", "at_counter"]);
}

function undo() {
  const number = desk.serving.ticket.number;
  return act(ofCall("undo"), {}, () => `Panggilan ${number} dibatalkan.`);
}

const clicks = {
  next: callNext,
  recall,
  "no-show": () => end("no-show", "tidak hadir."),
  serve: () => end("serve", "selesai."),
  undo,
  other: () => askNumber((body) => act(`${desk.path}/next`, body, called, row, DOUBTS)),
  list: () => askCall(desk, callAgain),
  transfer: () => {
    const number = desk.serving.ticket.number,
      path = ofCall("transfer");
    askTarget(desk.state, desk.serving, (body) => act(path, body, () => `${number} dialihkan.`, free));
  },
  status: () =>
    askState(desk.counter, (step, body) => act(`${desk.path}/${step}`, body, () => "Status loket disimpan.")),
  shortcuts: () => {
    enable(!enabled());
    showShortcuts();
  },
};

function showShortcuts() {
  buttons.shortcuts.setAttribute("aria-pressed", String(enabled()));
  buttons.shortcuts.textContent = enabled() ? "Tombol pintas aktif" : "Tombol pintas mati";
  pad.classList.toggle("no-keys", !enabled());
}

for (const [id, action] of Object.entries(clicks)) {
  let last = -AGAIN;
  buttons[id].addEventListener("click", (event) => {
    if (event.timeStamp - last < AGAIN) {
      return;
    }
    last = event.timeStamp;
    if (event.detail && id !== "shortcuts") {
      page.find("ticket").focus({ preventScroll: true });
    } // a mouse leaves the keys to the pad
    action();
  });
}

listen(
  {
    " ": buttons.next,
    U: buttons.recall,
    T: buttons["no-show"],
    S: buttons.serve,
    A: buttons.transfer,
    N: buttons.other,
    D: buttons.list,
    B: buttons.undo,
    I: buttons.status,
  },
  buttons.next,
  () => !document.querySelector("dialog[open]"),
);
prepareSheets();
showShortcuts();

let day = "";

follow({
  onState(state, event) {
    desk.take(state, event);
    draw(desk, callOf);
  },
  onLink(online, link) {
    drawLink(online, link, time(link.since));
  },
});
setInterval(() => {
  if (desk.state) {
    drawUndo(desk);
  }
}, TICK);
setInterval(() => {
  if (!document.hidden && desk.state) {
    desk.listen();
  }
}, LISTEN);
setInterval(() => {
  // a new day begins with the first number
  const today = new Date().toDateString();
  if (day && day !== today) {
    desk.look();
  }
  day = today;
}, 30000);
