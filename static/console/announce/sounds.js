/* Sounds of staff's own: brought from the microphone or a file, chosen from those that are kept. */
import { act } from "../parts/act.js";
import { sync } from "../parts/rows.js";
import { page } from "../../shared/modules.js";
import { length, time } from "../parts/formats.js";
import { choose, chosen, form } from "./draft.js";
import { send } from "./upload.js";
import { decoded } from "./wav.js";
import { soundWords } from "./refusals.js";

const KNOWN = /\.(wav|flac|mp3|ogg|oga|opus)$/i; // the server reads these itself
const RETRY = new Set(["not_sound", "undecodable"]); // the browser may know more kinds
let rows = [];
let largest = 0;
let changed = () => {};
let upload = null;

/** Begin with the recordings that are kept; whenChanged() comes with another choice. */
export function beginSounds(first, whenChanged) {
  rows = first.recordings;
  largest = first.largest;
  changed = whenChanged;
  page.find("f-file").addEventListener("change", (event) => fromFile(event.target));
  page.find("f-capture").addEventListener("change", (event) => fromFile(event.target));
  page.find("sending-stop").addEventListener("click", () => upload?.abort());
  drawSounds();
}

/** Take a recording of the microphone. */
export function fromMicrophone(blob) {
  return bring(blob, `Rekaman ${time(Date.now())}`, "microphone");
}

/** Choose a kept recording by its id. */
export function chooseSound(id) {
  pick(rows.find((row) => row.id === id) || null);
}

async function fromFile(input) {
  const [file] = input.files;
  if (!file) {
    return;
  }
  const name = (file.name.replace(/\.[^.]*$/, "") || "Rekaman").slice(0, 80);
  const source = input.id === "f-capture" ? "microphone" : "upload";
  await bring(KNOWN.test(file.name) ? file : null, name, source, file);
  input.value = "";
}

/** Send what the server can read, else what the browser makes of it. */
async function bring(sound, name, source, file = null) {
  if (upload) {
    return;
  }
  blame("");
  try {
    if (file && !file.size) {
      throw Object.assign(new Error(), { code: "empty" });
    }
    if ((sound || file).size > largest) {
      throw Object.assign(new Error(), { code: "too_large" });
    }
    const row = await sent(sound || (await converted(file)), name, source).catch(async (error) => {
      if (!file || !sound || !RETRY.has(error.code)) {
        throw error;
      }
      return sent(await converted(file), name, source);
    });
    rows = [row, ...rows.filter((one) => one.id !== row.id)];
    pick(row);
  } catch (error) {
    blame(wrong(error));
  } finally {
    upload = null;
    page.find("sending").hidden = true;
  }
}

function wrong(error) {
  if (error.code === "aborted") {
    return "Pengiriman dibatalkan; tidak ada yang tersimpan.";
  }
  if (error.status === 0) {
    return "Pengiriman terputus; tidak ada yang tersimpan. Periksa jaringan, lalu kirim lagi.";
  }
  return soundWords(error);
}

async function converted(file) {
  progress("Berkas sedang dibaca …", 0);
  try {
    return await decoded(file);
  } catch {
    throw Object.assign(new Error(), { code: "not_sound" });
  }
}

function sent(sound, name, source) {
  progress("Mengirim …", 0);
  upload = send(sound, name, source, (share) =>
    progress(share < 1 ? "Mengirim …" : "Server memeriksa dan menyetarakan suara …", share),
  );
  return upload.done;
}

function progress(words, share) {
  page.find("sending").hidden = false;
  page.write(page.find("sending-words"), words);
  page.find("sending-bar").value = share;
}

function blame(words) {
  page.find("e-sound").hidden = !words;
  page.write(page.find("e-sound"), words);
}

function pick(row) {
  choose(row);
  drawSounds();
  changed();
}

/** Draw the list, and which is chosen. */
export function drawSounds() {
  const row = chosen();
  page.find("no-recordings").hidden = rows.length > 0;
  page.find("chosen").hidden = !row;
  page.write(page.find("chosen-name"), row?.name || "");
  page.write(page.find("chosen-length"), row ? length(row.duration_ms / 1000) : "");
  sync(page.find("recordings"), rows, (one) => one.id, make, update);
}

function make(row) {
  const input = page.make("input", "", { type: "radio", name: "recording", value: row.id });
  input.addEventListener("change", () => pick(row));
  const about = `${length(row.duration_ms / 1000)} · ${row.source === "microphone" ? "mikrofon" : "berkas"}`;
  const words = page.make("span", [page.text(row.name), page.make("small", about)]);
  const remove = page.make("button.button.button-small", "Hapus", {
    type: "button",
    "aria-label": `Hapus ${row.name}`,
  });
  remove.addEventListener("click", () => drop(remove, row));
  return { element: page.make("li", [page.make("label.choice", [input, words]), remove]), input };
}

function update(parts, row) {
  parts.input.checked = chosen()?.id === row.id;
}

async function drop(pressed, row) {
  if (pressed.dataset.sure !== "yes") {
    ask(pressed);
    return;
  }
  if (await act(pressed, "DELETE", `/recordings/${row.id}`, undefined, () => `${row.name} dihapus.`)) {
    rows = rows.filter((one) => one.id !== row.id);
    pick(chosen()?.id === row.id ? null : chosen());
  }
}

/** One press asks, the second does it; the question goes by itself. */
function ask(pressed) {
  pressed.dataset.sure = "yes";
  page.write(pressed, "Hapus sungguh?");
  page.mark(pressed, "button-danger", true);
  setTimeout(() => {
    delete pressed.dataset.sure;
    page.write(pressed, "Hapus");
    page.mark(pressed, "button-danger", false);
  }, 5000);
}

/** Whether something is on its way to the server. */
export function isSending() {
  return Boolean(upload);
}

export function recordingName(id) {
  return rows.find((row) => row.id === id)?.name || "Rekaman";
}

export { form };
