/* The list of counters follows the hall. */
import { follow } from "./parts/live.js";
import { page, screenWords } from "../shared/modules.js";
import { named, time } from "./parts/formats.js";

const list = page.find("counters"),
  band = page.find("offline");

function draw(state, item) {
  const counter = state.counters.find((row) => row.id === item.dataset.counter);
  item.hidden = !counter;
  if (!counter) {
    return;
  }
  const serving = state.now_serving.find((row) => row.counter === counter.id);
  const pill = item.querySelector("[data-at=state]");
  page.write(item.querySelector(".counter-name"), counter.name);
  page.write(item.querySelector("[data-at=number]"), serving?.ticket.number || "–");
  item.querySelector("[data-at=number]").classList.toggle("is-free", !serving);
  page.write(
    item.querySelector("[data-at=services]"),
    counter.services.map((id) => named(state.services, id, "short_name")).join(" · ") || "Belum ada layanan",
  );
  page.write(pill, screenWords.counter(counter));
  pill.classList.toggle("pill-good", counter.state === "open");
  pill.classList.toggle("pill-warn", counter.state === "paused");
  item.dataset.service = serving?.service || counter.services[0] || "";
}

follow({
  onState(state) {
    for (const item of list.children) {
      draw(state, item);
    }
  },
  onLink(online, link) {
    band.hidden = online;
    band.textContent = online
      ? ""
      : `Koneksi terputus sejak ${time(link.since)}. Keterangan di sini mungkin sudah berubah.`;
  },
});
