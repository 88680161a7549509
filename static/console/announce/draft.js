/* The form as what the API is asked: one place that reads it. */
import { page } from "../../shared/modules.js";

export const form = page.find("draft");
let recording = null; // the chosen recording's row

/** Which of template, text, microphone and file is open. */
export function what() {
  return form.elements.what.value;
}

/** The chosen recording, if recordings are what is announced. */
export function chosen() {
  return isRecording() ? recording : null;
}

/** Choose a recording, or none. */
export function choose(row) {
  recording = row;
}

export function isRecording() {
  return what() === "microphone" || what() === "file";
}

export function isEmergency() {
  return form.elements.priority.value === "emergency";
}

/** The body of the request; null while something is not filled in. */
export function read() {
  const words = wording();
  return words && { ...words, ...manner() };
}

function wording() {
  if (isRecording()) {
    const caption = form.elements.caption.value.trim();
    return recording && { recording: recording.id, ...(caption ? { text: caption } : {}) };
  }
  if (what() === "text") {
    const text = form.elements.text.value.trim();
    return text ? { text } : null;
  }
  return filled();
}

function filled() {
  const inputs = [...page.find("template-fields").querySelectorAll("[data-field]")];
  const template = form.querySelector("[name=template]:checked")?.value;
  if (!template || inputs.some((input) => !input.value.trim())) {
    return null;
  }
  const fields = Object.fromEntries(inputs.map((input) => [input.dataset.field, input.value.trim()]));
  return inputs.length ? { template, fields } : { template };
}

function manner() {
  const given = form.elements;
  const expires = Number(given.expires.value);
  const emergency = isEmergency();
  const silent = given.silent.checked && !isRecording() && !emergency;
  return {
    priority: given.priority.value,
    repeat: emergency && given.until_ended.checked ? 0 : Number(given.repeat.value),
    chime: given.chime.checked,
    silent,
    hold_calls: given.hold_calls.checked && !silent && !emergency,
    drill: emergency && given.drill.checked && !isRecording(),
    until_ended: emergency && given.until_ended.checked,
    zones: given.zones.value.split(" "),
    language: isRecording() || silent ? given.language.value : "id",
    ...(expires ? { expires_in_s: expires } : {}),
  };
}
