/* On every page of the console: the menu tells how many faults wait for somebody to take care. */
import { page } from "../../shared/modules.js";
import { follow } from "./live.js";
import { tellMine } from "./mine.js";

const place = document.querySelector(`.nav a[href="${page.root()}/console"]`);
const figure = page.text("");
const badge = page.make("span.badge", [figure, page.make("span.visually-hidden", " gangguan")]);
const title = document.title;
badge.hidden = true;

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

tellMine();
