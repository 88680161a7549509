/* How a word is said: listened to as it is, and as it would be, before it is kept. */
import { page } from "../shared/modules.js";
import { listen } from "./parts/example.js";

const FIELDS = {
  written: "Tulis kata atau singkatan, 2 sampai 64 huruf.",
  spoken: "Ini tidak dapat diucapkan. Tulis seperti terdengar, dengan huruf Latin.",
};
const form = page.find("pronunciation");

function body(which) {
  const spoken = which === "now" ? page.find("now").textContent : form.elements.spoken.value;
  return { written: form.elements.written.value.trim(), spoken: spoken.trim() };
}

const NO_VOICE = "Suaranya belum dapat dibuat. Coba lagi sebentar; menyimpan tetap dapat.";
const explain = (error) => (error.code === "voice_failed" ? NO_VOICE : FIELDS[error.field] || error.message);

document.querySelectorAll("[data-listen]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    page.find("example").hidden = false;
    listen("/pronunciations/preview", () => body(button.dataset.listen), explain);
  });
});
