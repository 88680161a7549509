/* Recording a message: level and time while it goes on, then listen, again, or use it. */
import { page } from "../../shared/modules.js";
import { isAllowed, openMicrophone } from "./microphone.js";
import { wavOf } from "./wav.js";
import { microphoneWords } from "./refusals.js";

const LONGEST = 480; // seconds; longer ones the server would refuse (docs/protocol.md)
const QUIET = 0.02; // no peak above this: the microphone is far away or muted
const QUIET_AFTER = 3; // seconds

let open = null; // the microphone while it records
let taken = null; // {samples, rate} of the last recording
let began = 0;
let loudest = 0;
let timer = null;
let player = null;

/** Begin; use(blob, name, source) comes when staff take a recording. */
export function beginRecorder(use) {
  const allowed = isAllowed();
  page.find("recorder").hidden = !allowed;
  page.find("no-microphone").hidden = allowed;
  if (!allowed) {
    explain();
  }
  page.find("record").addEventListener("click", () => (open ? stop("") : start()));
  page.find("record-again").addEventListener("click", start);
  page.find("record-listen").addEventListener("click", listen);
  page.find("record-use").addEventListener("click", () => {
    silence();
    use(wavOf(taken.samples, taken.rate));
  });
}

function explain() {
  page.write(
    page.find("no-microphone-words"),
    window.isSecureContext
      ? "Peramban ini tidak dapat merekam."
      : "Peramban memberi izin mikrofon hanya lewat https atau di komputer server sendiri (localhost). " +
          "Di alamat ini, rekamlah dengan perekam ponsel lalu pilih berkasnya. " +
          "Cara memasang https di aula ada di docs/https.md.",
  );
}

async function start() {
  silence();
  taken = null;
  page.find("record-after").hidden = true;
  page.find("record").hidden = false;
  say("Meminta izin mikrofon …");
  try {
    open = await openMicrophone(level, () => stop("Mikrofon terlepas; yang terekam sampai di sini."));
  } catch (error) {
    say(microphoneWords(error.name));
    return;
  }
  began = performance.now();
  loudest = 0;
  button("Berhenti", true);
  say("Sedang merekam. Aula belum mendengar apa-apa.");
  page.find("record").focus();
  timer = setInterval(tick, 200);
}

function level(peak) {
  loudest = Math.max(loudest, peak);
  page.find("record-level").value = peak;
}

function tick() {
  const seconds = (performance.now() - began) / 1000;
  page.write(page.find("record-time"), clockOf(seconds));
  if (seconds > QUIET_AFTER && loudest < QUIET) {
    say("Belum terdengar suara. Periksa mikrofon.");
  }
  if (seconds >= LONGEST) {
    stop("Batas 8 menit tercapai.");
  }
}

function stop(why) {
  if (!open) {
    return;
  }
  taken = open.stop();
  open = null;
  clearInterval(timer);
  page.find("record-level").value = 0;
  button("Mulai merekam", false);
  if (taken.samples.length < taken.rate * 0.3) {
    say("Terlalu pendek. Rekam lagi.");
    return;
  }
  page.write(page.find("record-time"), clockOf(taken.samples.length / taken.rate));
  say(`${why} Dengarkan dahulu, lalu pakai atau rekam ulang.`.trim());
  page.find("record").hidden = true;
  page.find("record-after").hidden = false;
  page.find("record-listen").focus();
}

/** Play what was recorded in this browser only; a second press stops it. */
function listen() {
  if (player) {
    silence();
    return;
  }
  const context = new AudioContext();
  const source = context.createBufferSource();
  source.buffer = context.createBuffer(1, taken.samples.length, taken.rate);
  source.buffer.copyToChannel(taken.samples, 0);
  source.connect(context.destination);
  source.addEventListener("ended", silence);
  source.start();
  player = { context, source };
  page.write(page.find("record-listen"), "Berhenti");
}

function silence() {
  page.write(page.find("record-listen"), "Dengarkan");
  if (!player) {
    return;
  }
  const { context } = player;
  player = null;
  context.close();
}

function button(words, pressed) {
  const record = page.find("record");
  page.write(record, words);
  record.setAttribute("aria-pressed", String(pressed));
}

function clockOf(seconds) {
  return `${Math.floor(seconds / 60)}.${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
}

function say(words) {
  page.write(page.find("record-words"), words);
}
