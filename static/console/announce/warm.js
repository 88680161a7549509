/* The voice made ready while somebody looks at the page, so that the first word does not wait for it. */
import { ask } from "../parts/api.js";

const AGAIN = 45000; // ms; the voice leaves after a minute without work

function warm() {
  if (document.visibilityState === "visible") {
    ask("POST", "/voice/warm").catch(() => undefined); // it is loaded with the text then
  }
}

/** Have the voice loaded now, and kept as long as the page is looked at. */
export function beginWarm() {
  warm();
  setInterval(warm, AGAIN);
  document.addEventListener("visibilitychange", warm);
}
