/* On every page of the console: who sent an announcement that nobody heard is told, until they say that they know. */
import { clock, page } from "../../shared/modules.js";
import { follow } from "./live.js";
import { outcome, time } from "./formats.js";
import { sync } from "./rows.js";

const STAY = 1800000; // ms after which it is no news any more
const UNHEARD = ["expired", "failed"];
const known = new Set(JSON.parse(sessionStorage.getItem("known-unheard") || "[]"));
const list = page.make("ul.bands", "", {
  "aria-label": "Pengumuman Anda yang tidak terdengar",
  "aria-live": "assertive",
});
let rows = [];

/** Begin to tell; at the head of the page, where it covers nothing. */
export function tellMine() {
  const sender = document.body.dataset.sender;
  if (!sender) {
    return;
  }
  document.getElementById("isi").prepend(list);
  follow({
    onState: (state) => {
      rows = state.announcements.filter((row) => row.sender === sender && isNews(row));
      draw();
    },
  });
}

function isNews(row) {
  const unheard = row.kind === "message" && UNHEARD.includes(row.state) && !known.has(row.id);
  return unheard && clock.age(row.ended_at) < STAY;
}

function draw() {
  list.hidden = !rows.length;
  sync(
    list,
    rows,
    (row) => row.id,
    make,
    () => {},
  );
}

function make(row) {
  const words = `Pengumuman Anda tidak terdengar (${outcome(row)}, ${time(row.ended_at)}): “${row.caption}”`;
  const again = page.make("a.button.button-small", "Umumkan lagi", {
    href: `${page.root()}/console/pengumuman?dari=${encodeURIComponent(row.id)}`,
  });
  const close = page.make("button.button.button-small", "Mengerti", { type: "button" });
  close.addEventListener("click", () => {
    known.add(row.id);
    sessionStorage.setItem("known-unheard", JSON.stringify([...known].slice(-50)));
    rows = rows.filter((other) => other.id !== row.id);
    draw();
  });
  return { element: page.make("li.band", [page.make("p.grow", words), again, close]) };
}
