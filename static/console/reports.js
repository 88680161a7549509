/* Reports: the button that prints, and the page of today, which renews its figures by itself. */
import { page } from "../shared/modules.js";
import { signInAgain } from "./parts/api.js";

const EVERY = 10000; // ms between two looks
const print = page.find("print");
const live = page.find("live");
const kind = document.getElementById("f-rentang");

if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}

if (kind) {
  const until = page.find("until");
  const suit = () => until.toggleAttribute("data-unused", kind.value !== "pilihan");
  kind.addEventListener("change", suit);
  suit();
}

if (live) {
  setInterval(renew, EVERY);
}

/** Take the figures from the page as the server draws it now; say so when it cannot be had. */
async function renew() {
  const stale = page.find("stale");
  try {
    const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin" });
    if (answer.redirected || answer.status === 401) {
      signInAgain();
      return;
    }
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
    if (!answer.ok || !fresh) {
      throw new Error("no figures");
    }
    live.replaceChildren(...fresh.childNodes);
    stale.hidden = true;
  } catch {
    stale.hidden = false;
  }
}
