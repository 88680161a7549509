/* The page of announcements: a draft in, its preview out, one confirmation, then its progress. */
import { ask, newKey } from "../parts/api.js";
import { follow } from "../parts/live.js";
import { setOffline, tell } from "../parts/act.js";
import { drawEmergencies } from "../parts/emergency.js";
import { page } from "../../shared/modules.js";
import { time } from "../parts/formats.js";
import { beginConfirm, confirmed } from "./confirm.js";
import { form, isRecording, read } from "./draft.js";
import { blame, clear } from "./faults.js";
import { arrange, beginOptions, bring } from "./options.js";
import { beginPreview, previewOf, refresh } from "./preview.js";
import { beginRecorder } from "./recorder.js";
import { drawSent, note, tickSent } from "./sent.js";
import { beginSounds, chooseSound, drawSounds, fromMicrophone, isSending } from "./sounds.js";
import { chooseTemplate, drawTemplates } from "./templates.js";
import { draftWords } from "./refusals.js";
import { beginWarm } from "./warm.js";

const SECOND = 1000;
const LONGEST = 1500; // letters of a text, as the API has it
let wanted = false; // sent was pressed before the preview was whole
let busy = false;

function changed(event) {
  if (event?.target.type === "file") {
    return;
  }
  wanted = false;
  count();
  arrange();
  drawSounds();
  if (!read()) {
    clear();
  }
  refresh(event?.type === "change" ? 0 : undefined);
}

function count() {
  const left = LONGEST - form.elements.text.value.length;
  const over = `${-left} huruf terlalu banyak; paling banyak ${LONGEST} huruf.`;
  page.write(page.find("text-left"), left < 0 ? over : left < 100 ? `${left} huruf lagi` : "");
}

/** The form was sent: ask once, as soon as it is known what will be heard. */
function submit(event) {
  event.preventDefault();
  const body = read();
  if (!body) {
    missing();
    return;
  }
  const preview = previewOf(body);
  if (preview) {
    offer(body, preview);
    return;
  }
  wanted = true;
  tell("Suaranya sedang disiapkan …");
  refresh(0);
}

function whole(preview) {
  if (!wanted) {
    return;
  }
  wanted = false;
  offer(read(), preview);
}

/** Say what is still empty, and go there. */
function missing() {
  if (isSending()) {
    tell("Tunggu sampai suaranya terkirim.", true);
    return;
  }
  if (isRecording()) {
    blame("", "Rekam atau pilih suara dahulu.");
    return;
  }
  const empty = [
    ...form.querySelectorAll("[data-panel]:not([hidden]) [data-field], [data-panel]:not([hidden]) textarea"),
  ].find((input) => !input.value.trim());
  if (!empty) {
    blame("template", "Pilih templat dahulu.");
    page.find("f-template").querySelector("input")?.focus();
    return;
  }
  blame(empty.name, "Isi bagian ini.");
  empty.focus();
}

async function offer(body, preview) {
  if (busy || !body) {
    return;
  }
  busy = true;
  try {
    if (await confirmed(body, preview)) {
      await announce(body);
    }
  } finally {
    busy = false;
  }
}

async function announce(body) {
  try {
    const placed = await ask("POST", "/announcements", { event_id: newKey(), ...body });
    note(placed.announcement_id);
    tell("Terkirim. Kemajuannya tampil di bawah pratinjau.");
    page.find("sent").focus();
  } catch (error) {
    if (error.name !== "Refusal") {
      throw error;
    }
    if (!blame(error.field, draftWords(error))) {
      tell(draftWords(error), true);
    }
  }
}

/** Begin as the address asks: a template, a text, or an earlier announcement again. */
function begin(draft) {
  if (draft.template) {
    chooseTemplate(draft.template);
    return;
  }
  if (!draft.text && !draft.recording) {
    return;
  }
  form.elements.what.value = draft.recording ? "file" : "text";
  if (draft.recording) {
    form.elements.caption.value = draft.text || "";
  } else {
    form.elements.text.value = draft.text;
  }
  bring(draft);
  if (draft.recording) {
    chooseSound(draft.recording);
  }
  changed();
}

function onState(state) {
  drawEmergencies(state);
  drawSent(state);
}

function onLink(online, link) {
  const words = link.refused
    ? "Sesi Anda sudah berakhir. Muat ulang halaman untuk masuk lagi."
    : `Koneksi ke server terputus sejak ${online ? "" : time(link.since)}. Tombol belum dapat dipakai.`;
  page.find("offline").hidden = online;
  page.write(page.find("offline-words"), online ? "" : words);
  setOffline(online ? "" : words);
  if (online) {
    refresh();
  }
}

function start() {
  const first = JSON.parse(page.find("first").textContent);
  const state = JSON.parse(page.find("state").textContent);
  beginOptions(first, state.zones);
  drawTemplates(first.templates, state.counters, (template) => {
    bring(template);
    refresh(0);
  });
  beginSounds(first, changed);
  beginRecorder(fromMicrophone);
  beginPreview(whole);
  beginConfirm();
  beginWarm();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", submit);
  page.find("sent").tabIndex = -1;
  arrange();
  refresh();
  begin(first.begin);
  follow({ onState, onLink });
  setInterval(tickSent, SECOND);
}

start();
