/* How a word is said: listened to as it is, and as it would be, before it is kept. */
import { ask } from "./parts/api.js";
import { page } from "../shared/modules.js";
import { length } from "./parts/formats.js";

const AGAIN = 600; // ms between two questions while the voice works
const FIELDS = {
  written: "Tulis kata atau singkatan, 2 sampai 64 huruf.",
  spoken: "Ini tidak dapat diucapkan. Tulis seperti terdengar, dengan huruf Latin.",
};
const form = page.find("pronunciation");
let asked = 0;

function body(which) {
  const spoken = which === "now" ? page.find("now").textContent : form.elements.spoken.value;
  return { written: form.elements.written.value.trim(), spoken: spoken.trim() };
}

async function listen(turn, which) {
  if (turn !== asked) {
    return;
  }
  page.find("example").hidden = false;
  try {
    take(turn, which, await ask("POST", "/pronunciations/preview", body(which)));
  } catch (error) {
    if (error.name !== "Refusal") {
      throw error;
    }
    say(FIELDS[error.field] || error.message);
  }
}

function take(turn, which, preview) {
  if (!preview.sound) {
    say("Suaranya sedang dibuat …");
    setTimeout(() => listen(turn, which), AGAIN);
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

document.querySelectorAll("[data-listen]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    asked += 1;
    listen(asked, button.dataset.listen);
  });
});
