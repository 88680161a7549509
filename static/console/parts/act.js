/* What staff do on this page: one press, one answer, spoken and shown; a refusal in plain words. */
import { ask, newKey } from "./api.js";
import { page } from "../../shared/modules.js";

const STAY = 8000; // ms that a good answer stays to be read
const CODES = {
  not_waiting: "Ini sudah tidak menunggu lagi.",
  ended_already: "Ini sudah berakhir.",
  call_ended: "Panggilan ini sudah selesai; tidak ada lagi yang dipanggil.",
  unknown_recording: "Rekamannya sudah dihapus.",
  fault_cleared: "Gangguan ini sudah hilang dengan sendirinya.",
  queue_full: "Terlalu banyak pengumuman menunggu. Batalkan sebagian dahulu.",
};
const REASON = "offline"; // id of the band that says why nothing can be pressed

let offline = "";
let clearing = null;

/** Whether this person may do more than look. */
export const mayAct = ["admin", "officer"].includes(document.body.dataset.role);

/** A button that does something; label: its whole name for those who hear it. */
export function button(text, label, kind, press) {
  const made = page.make(`button.button${kind}`, text, { type: "button" });
  if (label) {
    made.setAttribute("aria-label", label);
  }
  made.addEventListener("click", () => press(made));
  mark(made);
  return made;
}

/** Ask the API once; said(answer): what to tell when it is done. Returns whether it was. */
export async function act(pressed, method, path, body, said) {
  if (offline) {
    tell(offline, true);
    return false;
  }
  if (pressed?.getAttribute("aria-busy") === "true") {
    return false;
  }
  pressed?.setAttribute("aria-busy", "true");
  try {
    const answer = await ask(method, path, { event_id: newKey(), ...body });
    tell(said(answer), false);
    return true;
  } catch (error) {
    tell(CODES[error.code] || error.message, true);
    return false;
  } finally {
    pressed?.removeAttribute("aria-busy");
  }
}

/** Say something: shown at the edge of the page, and read out. */
export function tell(words, wrong = false) {
  const line = page.find("told");
  clearTimeout(clearing);
  line.textContent = ""; // the same words again are news again
  line.textContent = words;
  line.classList.toggle("is-wrong", wrong);
  settle(line);
  if (!wrong) {
    clearing = setTimeout(() => {
      line.textContent = "";
    }, STAY);
  }
}

/* Where what is told may stand, best first; the last is in the page itself, at its head. */
const PLACES = ["", "at-left", "at-top", "in-page"];

/** Let what is told stand where it covers nothing that can be pressed. */
function settle(line) {
  for (const place of PLACES) {
    line.dataset.place = place;
    if (!covers(line)) {
      return;
    }
  }
}

function covers(line) {
  const own = line.getBoundingClientRect();
  const pressed = document.querySelectorAll("main :is(button, a, input, select, textarea, summary), dialog[open]");
  return [...pressed].some((element) => {
    const one = element.getBoundingClientRect();
    const apart = one.right <= own.left || one.left >= own.right || one.bottom <= own.top || one.top >= own.bottom;
    return one.width > 0 && !apart;
  });
}

/** Whether the server is away (why) or back (""): then nothing can be pressed. */
export function setOffline(why) {
  offline = why;
  document.querySelectorAll("[data-acts], .page button").forEach(mark);
}

function mark(element) {
  if (offline) {
    element.setAttribute("aria-disabled", "true");
    element.setAttribute("aria-describedby", REASON);
  } else {
    element.removeAttribute("aria-disabled");
    element.removeAttribute("aria-describedby");
  }
}
