/* Airtime: how much of the hour is spoken, how long calls wait for their turn, and what helps. */
import { page } from "../../shared/modules.js";
import { length, named } from "../parts/formats.js";
import { act, mayAct } from "../parts/act.js";
import { sync } from "../parts/rows.js";

/** What the server advises: the mood of its pill, its word, the sentence that says what helps. */
export const ADVICE = {
  ample: ["good", "lapang", "Waktu siar cukup."],
  tight: ["warn", "padat", "Waktu siar hampir habis: panggilan mulai menunggu lebih lama."],
  use_short_form: [
    "bad",
    "penuh",
    "Panggilan datang lebih cepat daripada dapat diucapkan. Bentuk singkat akan membantu.",
  ],
  overloaded: [
    "bad",
    "penuh",
    "Panggilan datang lebih cepat daripada dapat diucapkan, walau dengan bentuk singkat. " +
      "Kurangi pengulangan atau pengumuman.",
  ],
};

let zone = null;

/** Begin: the button that takes up the advice. */
export function beginAirtime() {
  if (!mayAct) {
    return;
  }
  page
    .find("use-short")
    .addEventListener("click", (event) =>
      act(
        event.currentTarget,
        "PUT",
        `/zones/${zone}`,
        { short_form: "always" },
        () => "Panggilan kini diucapkan dengan bentuk singkat.",
      ),
    );
}

/** Draw the card from the queue's airtime and services. */
export function drawAirtime(state, queue) {
  const { airtime } = queue;
  const [mood, word, sentence] = ADVICE[airtime.advice];
  zone = queue.zone.id;
  page.find("air-pill").className = `pill pill-${mood}`;
  page.write(page.find("air-pill"), word);
  page.write(page.find("air-advice"), sentence);
  page.write(page.find("air-figures"), figures(airtime));
  page.find("air-load").value = Math.min(1, airtime.load);
  if (mayAct) {
    page.find("use-short").hidden = airtime.advice !== "use_short_form";
  }
  const busy = queue.services.filter((row) => row.waiting || row.heard);
  sync(
    page.find("waits"),
    busy,
    (row) => row.service,
    make,
    (parts, row) => update(state, parts, row),
  );
  page.find("waits-part").hidden = !busy.length;
}

/** The figures in a sentence, and whether they were measured. */
export function figures(airtime) {
  const measured = airtime.measured ? `terukur dari ${airtime.calls_heard} panggilan` : "perkiraan";
  return (
    `Satu panggilan ${length(airtime.seconds_per_call)} (${measured}); ` +
    `${Math.round(airtime.calls_per_hour)} panggilan per jam memakai ${Math.round(airtime.load * 100)} % waktu.` +
    (airtime.short_form ? " Bentuk singkat sedang dipakai." : "")
  );
}

function make() {
  const [waiting, usual, longest] = [page.make("td", ""), page.make("td", ""), page.make("td", "")];
  const parts = { name: page.make("th", "", { scope: "row" }), waiting, usual, longest };
  return { ...parts, element: page.make("tr", [parts.name, parts.waiting, parts.usual, parts.longest]) };
}

function update(state, parts, row) {
  page.write(parts.name, named(state.services, row.service, "short_name"));
  page.write(parts.waiting, row.waiting ? `${row.waiting}` : "–");
  page.write(parts.usual, row.wait_s === null ? "–" : length(row.wait_s));
  page.write(parts.longest, row.longest_wait_s === null ? "–" : length(row.longest_wait_s));
}
