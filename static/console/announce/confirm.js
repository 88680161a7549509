/* The one confirmation: what the hall will see and hear. An emergency needs a word typed besides. */
import { ask } from "../parts/api.js";
import { page } from "../../shared/modules.js";
import { length } from "../parts/formats.js";

const RANKS = { emergency: 0, urgent: 1, call: 2, scheduled: 3, idle: 4 };
const TIMES = ["satu kali", "dua kali", "tiga kali", "empat kali"];
const INTERRUPTS =
  "Memotong semua suara dan memenuhi setiap layar. " +
  "Panggil bukan sistem alarm suara bersertifikat: bunyikan juga alarm gedung.";
const dialog = page.find("confirm");
let word = "";
let decided = () => {};

/** Begin. */
export function beginConfirm() {
  page.find("confirm-back").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => decided(dialog.returnValue === "send"));
  page.find("confirm-form").addEventListener("submit", (event) => {
    event.preventDefault();
    press();
  });
}

/** Ask whether to announce this; gives true or false. */
export function confirmed(body, preview) {
  const emergency = body.priority === "emergency";
  word = emergency ? (body.drill ? "LATIHAN" : "DARURAT") : "";
  page.write(page.find("confirm-title"), title(body));
  page.write(
    page.find("confirm-lead"),
    emergency && !body.drill ? INTERRUPTS : `Seluruh aula akan melihat${body.silent ? "" : " dan mendengar"}:`,
  );
  page.write(page.find("confirm-caption"), preview.caption);
  page.mark(page.find("confirm-caption"), "is-emergency", emergency);
  page.mark(page.find("confirm-send"), "button-alarm", emergency);
  page.write(
    page.find("confirm-send"),
    emergency ? (body.drill ? "Mulai latihan" : "Siarkan darurat") : "Umumkan sekarang",
  );
  page.find("confirm-facts").replaceChildren(...facts(body, preview).map((one) => page.make("li", one)));
  askWord();
  dialog.returnValue = "";
  dialog.showModal();
  (emergency ? page.find("confirm-word") : page.find("confirm-send")).focus();
  if (!emergency && !body.silent) {
    tellTurn(body);
  }
  return new Promise((resolve) => {
    decided = resolve;
  });
}

function title(body) {
  if (body.priority === "emergency") {
    return body.drill ? "Mulai latihan?" : "Siarkan keadaan darurat?";
  }
  return body.silent ? "Tampilkan teks ini?" : "Umumkan sekarang?";
}

function facts(body, preview) {
  return [
    hearing(body, preview),
    body.until_ended ? "diulang terus sampai diakhiri petugas" : "",
    body.expires_in_s ? `berlaku paling lama ${length(body.expires_in_s)}` : "",
    body.priority === "urgent" ? "mendahului panggilan yang menunggu" : "",
    body.hold_calls ? "panggilan ditahan selama ini terdengar" : "",
  ].filter(Boolean);
}

function hearing(body, preview) {
  if (body.silent) {
    return "tanpa suara, hanya teks";
  }
  if (preview.failed) {
    return "suaranya belum dapat dibuat: bila tetap gagal, aula hanya mendengar nada";
  }
  if (!preview.duration_ms) {
    return "suaranya masih dibuat, terdengar begitu siap";
  }
  const times = body.until_ended ? "" : `, diucapkan ${TIMES[body.repeat]}`;
  return `terdengar ${length(preview.duration_ms / 1000)}${times}`;
}

function askWord() {
  page.find("confirm-type").hidden = !word;
  page.find("e-confirm").hidden = true;
  page.find("confirm-word").value = "";
  page.find("confirm-word").removeAttribute("aria-invalid");
  page.write(page.find("confirm-word-label"), `Ketik ${word} untuk melanjutkan`);
}

function press() {
  const typed = page.find("confirm-word").value.trim().toUpperCase();
  if (word && typed !== word) {
    page.find("e-confirm").hidden = false;
    page.write(page.find("e-confirm"), `Ketik kata ${word}, lalu tekan tombolnya lagi.`);
    page.find("confirm-word").setAttribute("aria-invalid", "true");
    page.find("confirm-word").focus();
    return;
  }
  dialog.close("send");
}

/** Say when it would begin, as the queue is now. */
async function tellTurn(body) {
  const queue = await ask("GET", "/queue").catch(() => null);
  if (!queue || !dialog.open) {
    return;
  }
  const before = queue.waiting.filter((item) => RANKS[item.priority] <= RANKS[body.priority]);
  const last = before.at(-1);
  const seconds = last ? (last.in_s ?? 0) + last.duration_s : 0;
  const words = !before.length
    ? "langsung terdengar, tidak ada yang menunggu sebelumnya"
    : `sesudah ${before.length} yang menunggu, sekitar ${length(seconds)} lagi`;
  page.find("confirm-facts").append(page.make("li", words));
}
