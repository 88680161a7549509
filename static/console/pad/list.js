/* The sheet of today's numbers: who did not come first, each to be called again with one press. */
import { ask } from "../parts/api.js";
import { time } from "../parts/formats.js";
import { page } from "../../shared/modules.js";
import { open, send } from "./sheets.js";

const STATES = {
  called: "dipanggil",
  served: "selesai",
  no_show: "tidak hadir",
  transferred: "dialihkan",
  moved: "pindah loket",
  left_over: "tidak diakhiri",
};

/** Show whom the counter's services called today; press(call): calls again, "" or why it was refused. */
export async function askCall(desk, press) {
  open("list");
  let calls = [];
  try {
    calls = (await ask("GET", `${desk.path}/calls`)).calls.filter((call) => call.event_id !== desk.serving?.event_id);
  } catch (error) {
    page.find("list-error").textContent = error.message;
  }
  const missed = calls.filter((call) => call.state === "no_show");
  const others = calls.filter((call) => call.state !== "no_show");
  draw(desk, "list-missed", missed, press);
  draw(desk, "list-others", others, press);
  page.find("list-none").hidden = calls.length > 0;
}

function draw(desk, id, calls, press) {
  page.find(`${id}-title`).hidden = !calls.length;
  page.find(id).replaceChildren(...calls.map((call) => row(desk, call, press)));
}

function row(desk, call, press) {
  const number = call.ticket.number;
  const counter = desk.state.counters.find((one) => one.id === call.counter)?.name || "";
  const words = `${STATES[call.state] || ""} · ${counter} · ${time(call.called_at)}`;
  const again = page.make("button.button.button-small", "Panggil lagi", {
    type: "button",
    "aria-label": `Panggil lagi ${number}`,
  });
  again.addEventListener("click", () => send("list", () => press(call)));
  const text = page.make("span.grow", [page.make("b.number", number), page.make("span.hint", words)]);
  return page.make("li", [text, again]);
}
