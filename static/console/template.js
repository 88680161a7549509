/* The form of a template: fields put in by a press, and the example as the hall would hear it. */
import { draftWords } from "./announce/refusals.js";
import { page } from "../shared/modules.js";
import { listen, say } from "./parts/example.js";

const form = page.find("template");
const text = page.find("f-text");
const inserts = [...document.querySelectorAll("[data-insert]")];

function insert(button) {
  text.setRangeText(button.dataset.insert, text.selectionStart, text.selectionEnd, "end");
  text.focus();
}

/** The text with its examples; what no field is stays, and is told when the form is sent. */
function example() {
  return inserts
    .reduce((words, button) => words.replaceAll(button.dataset.insert, button.dataset.example), text.value)
    .trim();
}

function body() {
  const emergency = form.elements.priority.value === "emergency";
  return {
    text: example(),
    priority: form.elements.priority.value,
    repeat: Number(form.elements.repeats.value),
    chime: form.elements.chime.checked,
    drill: emergency && form.elements.drill.checked,
  };
}

/** What is asked for; null, and said so, without a text. */
function asks() {
  if (example()) {
    return body();
  }
  say("Isi teksnya dahulu.");
  return null;
}

function show(preview) {
  page.write(page.find("example-caption"), preview.caption);
}

inserts.forEach((button) => button.addEventListener("click", () => insert(button)));
page.find("listen").hidden = false;
page.find("listen").addEventListener("click", () => {
  page.find("example").hidden = false;
  listen("/announcements/preview", asks, draftWords, show);
});
