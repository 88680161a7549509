/* The form of a template: fields put in by a press, and the example as the hall would hear it. */
import { ask } from "./parts/api.js";
import { draftWords } from "./announce/refusals.js";
import { page } from "../shared/modules.js";
import { length } from "./parts/formats.js";

const AGAIN = 600; // ms between two questions while the voice works
const form = page.find("template");
const text = page.find("f-text");
const inserts = [...document.querySelectorAll("[data-insert]")];
let asked = 0;

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

async function listen(turn) {
  if (turn !== asked) {
    return;
  }
  page.find("example").hidden = false;
  if (!example()) {
    say("Isi teksnya dahulu.");
    return;
  }
  try {
    take(turn, await ask("POST", "/announcements/preview", body()));
  } catch (error) {
    if (error.name !== "Refusal") {
      throw error;
    }
    say(draftWords(error));
  }
}

function take(turn, preview) {
  page.write(page.find("example-caption"), preview.caption);
  if (!preview.sound) {
    say("Suaranya sedang dibuat …");
    setTimeout(() => listen(turn), AGAIN);
    return;
  }
  const sound = page.find("example-sound");
  sound.src = `/api/v1/sounds/${preview.sound}`;
  sound.hidden = false;
  say(`${length(preview.duration_ms / 1000)}. Diucapkan: ${preview.words}`);
  sound.play().catch(() => {}); // a browser may want a press on the player itself
}

function say(words) {
  page.write(page.find("example-words"), words);
}

inserts.forEach((button) => button.addEventListener("click", () => insert(button)));
page.find("listen").hidden = false;
page.find("listen").addEventListener("click", () => {
  asked += 1;
  listen(asked);
});
