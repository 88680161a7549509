/* Holding all calls, and letting them go on; a band says that they are held, since when and why. */
import { page } from "../../shared/modules.js";
import { since, time } from "../parts/formats.js";
import { act, mayAct } from "../parts/act.js";
import { zoneId } from "./zone.js";

/** Begin: the buttons and the dialog that asks for a reason. */
export function beginHold() {
  const dialog = page.find("hold-dialog");
  if (!mayAct) {
    return;
  }
  page.find("hold").addEventListener("click", () => dialog.showModal());
  page.find("hold-form").addEventListener("submit", (event) => {
    event.preventDefault();
    hold(event.submitter, dialog);
  });
  page.find("hold-back").addEventListener("click", () => dialog.close());
  page.find("resume").addEventListener("click", (event) => resume(event.currentTarget));
}

/** Draw the band and the button by the zone and the number of calls that wait. */
export function drawHold(state, queue) {
  const zone = state.zones.find((row) => row.id === zoneId());
  const calls = queue ? queue.waiting.filter((item) => item.kind === "call").length : 0;
  const held = Boolean(zone?.held);
  const why = zone?.held_reason ? `: ${zone.held_reason}` : "";
  page.find("held").hidden = !held;
  if (mayAct) {
    page.find("hold").hidden = held;
  }
  if (!held) {
    return;
  }
  const where = state.zones.length > 1 ? ` di ${zone.name}` : "";
  page.write(page.find("held-words"), `Semua panggilan${where} ditahan${why}.`);
  const who = zone.held_by ? `Oleh ${zone.held_by} sejak` : "Sejak";
  const when = `${who} ${time(zone.held_since)}, ${since(zone.held_since)}`;
  page.write(page.find("held-note"), `${when} · ${calls} panggilan menunggu. Pengumuman tetap diucapkan.`);
}

async function hold(pressed, dialog) {
  const reason = page.find("hold-reason").value.trim();
  const done = await act(
    pressed,
    "POST",
    "/hold",
    { zone: zoneId(), ...(reason ? { reason } : {}) },
    () => "Panggilan ditahan. Yang menunggu diucapkan setelah dilanjutkan.",
  );
  if (!done) {
    return;
  }
  page.find("hold-form").reset();
  dialog.close();
  page.find("held").focus();
}

async function resume(pressed) {
  if (await act(pressed, "POST", "/resume", { zone: zoneId() }, () => "Panggilan dilanjutkan.")) {
    page.find("sounding").focus();
  }
}
