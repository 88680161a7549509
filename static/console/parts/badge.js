/* On every page of the console: the menu tells how many faults wait for somebody to take care. */
import { follow } from "./live.js";

const place = document.querySelector('.nav a[href="/console"]');
const badge = document.createElement("span");
const figure = document.createTextNode("");
const word = document.createElement("span");
const title = document.title;
badge.className = "badge";
badge.hidden = true;
word.className = "visually-hidden";
word.textContent = " gangguan";
badge.append(figure, word);

function show(state) {
  const count = state.faults.filter((fault) => !fault.acknowledged_by).length;
  badge.hidden = !count;
  figure.data = String(count);
  document.title = count ? `(${count} gangguan) ${title}` : title;
}

if (place) {
  place.append(badge);
  follow({ onState: show });
}
