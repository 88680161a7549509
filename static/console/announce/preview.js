/* What the hall would see and hear: asked for after a pause in typing, again while the voice works. */
import { ask } from "../parts/api.js";
import { page } from "../../shared/modules.js";
import { length } from "../parts/formats.js";
import { isEmergency, isRecording, read } from "./draft.js";
import { blame, clear } from "./faults.js";
import { draftWords } from "./refusals.js";

const PAUSE = 500; // ms without a key before it is asked for
const AGAIN = 600; // ms between two questions while the voice works
const LATER = 3000; // ms until it is asked again when the server is busy

let ahead = ""; // the clauses of a text that is still typed, for which the voice was asked
let due = null;
let asking = null;
let shown = null; // {body, preview} that is on the page
let partly = null; // the same while the voice still works, or could not
let ready = () => {};

/** Tell `whenReady(preview)` whenever a preview is as whole as it will be. */
export function beginPreview(whenReady) {
  ready = whenReady;
}

/** The preview of just this body, if it is on the page. An emergency does not wait for its voice. */
export function previewOf(body) {
  const written = JSON.stringify(body);
  if (shown?.body === written) {
    return shown.preview;
  }
  return isEmergency() && partly?.body === written ? partly.preview : null;
}

/** Something was changed: ask anew, soon. */
export function refresh(pause = PAUSE) {
  clearTimeout(due);
  asking?.abort();
  asking = null;
  const body = read();
  draw(body);
  makeAhead(body);
  due = setTimeout(look, pause);
}

/** Have the voice make each clause as soon as it is written; only its last one is waited for then. */
function makeAhead(body) {
  const clauses = body?.text?.match(/^[\s\S]*[.,;:!?](?=\s)/)?.[0] || "";
  if (clauses && clauses !== ahead && !isRecording() && !body.silent) {
    ask("POST", "/announcements/preview", { ...body, text: clauses }).catch(() => undefined);
  }
  ahead = clauses;
}

function draw(body) {
  const emergency = isEmergency();
  page.mark(page.find("tv"), "is-emergency", emergency);
  page.find("tv-mark").hidden = !emergency;
  page.write(page.find("tv-mark"), body?.drill ? "LATIHAN" : "DARURAT");
  if (body) {
    return;
  }
  forget();
  page.write(page.find("caption"), "");
  say(
    isRecording() ? "Rekam atau pilih suara untuk mendengarnya." : "Isi semua bagian untuk melihat dan mendengarnya.",
  );
}

/** Nothing to hear: what is there belongs to other words. */
function forget() {
  shown = null;
  const sound = page.find("sound");
  sound.pause();
  sound.removeAttribute("src");
  sound.hidden = true;
  page.find("said").hidden = true;
}

async function look() {
  const body = read();
  if (!body) {
    return; // what is missing was perhaps said just now, and stays until something is changed
  }
  asking = new AbortController();
  const { signal } = asking;
  try {
    take(body, await ask("POST", "/announcements/preview", body, { signal }));
  } catch (error) {
    if (error.name !== "Refusal" || signal.aborted) {
      return;
    }
    refused(body, error);
  }
}

function take(body, preview) {
  clear();
  page.write(page.find("caption"), preview.caption);
  if (!preview.sound && !body.silent) {
    forget();
    partly = { body: JSON.stringify(body), preview };
    say("Suaranya sedang dibuat …");
    due = setTimeout(look, AGAIN);
    if (isEmergency()) {
      ready(preview);
    }
    return;
  }
  shown = { body: JSON.stringify(body), preview };
  play(preview, body.silent);
  ready(preview);
}

function play(preview, silent) {
  const sound = page.find("sound");
  const url = silent ? "" : `${page.root()}/api/v1/sounds/${preview.sound}`;
  if (silent) {
    forget();
    shown = { body: JSON.stringify(read()), preview };
  }
  if (!silent && sound.getAttribute("src") !== url) {
    sound.src = url;
  }
  sound.hidden = silent;
  say(
    silent
      ? "Hanya tampil sebagai teks, tanpa suara."
      : `Inilah suara yang akan terdengar: ${length(preview.duration_ms / 1000)}.`,
  );
  const said = page.find("said");
  said.hidden = !preview.words;
  page.write(said, preview.words ? `Diucapkan: ${preview.words}` : "");
}

function refused(body, error) {
  forget();
  if (error.status === 429 || error.status === 0) {
    say("Menunggu server …");
    due = setTimeout(look, LATER);
    return;
  }
  say("");
  blame(error.field, draftWords(error));
  if (error.status === 503) {
    due = setTimeout(look, LATER);
  }
  if (error.code === "voice_failed" && partly?.body === JSON.stringify(body)) {
    ready({ ...partly.preview, failed: true });
  }
}

function say(words) {
  page.write(page.find("preview-words"), words);
}
