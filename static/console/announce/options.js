/* The manner of an announcement: what a template brings, and what goes with what. */
import { page } from "../../shared/modules.js";
import { length } from "../parts/formats.js";
import { form, isEmergency, isRecording, what } from "./draft.js";

const SPANS = [300, 900, 1800, 3600, 7200, 28800];
const LONGEST_EMERGENCY = 3600;
let usual = { message: 900, emergency: 600 };

/** Fill in what depends on the hall. */
export function beginOptions(first, zones) {
  usual = { message: first.expiry_s, emergency: first.emergency_expiry_s };
  const rows = zones.length ? zones : [{ id: "main", name: "Ruang tunggu" }];
  const options = rows.map((zone) => page.make("option", zone.name, { value: zone.id }));
  if (rows.length > 1) {
    options.unshift(page.make("option", "Semua zona", { value: rows.map((zone) => zone.id).join(" ") }));
  }
  form.elements.zones.replaceChildren(...options);
  page.find("zone-field").hidden = rows.length < 2;
  drawSpans();
}

/** Take over what a template or an earlier announcement brings. */
export function bring(row) {
  const given = form.elements;
  if (row.priority) {
    given.priority.value = row.priority;
  }
  if (row.repeats !== undefined) {
    given.repeat.value = String(row.repeats);
  }
  for (const name of ["chime", "hold_calls", "silent", "drill"]) {
    if (row[name] !== undefined) {
      given[name].checked = row[name];
    }
  }
  arrange();
}

/** Show what can be chosen together, and nothing else. */
export function arrange() {
  const emergency = isEmergency();
  const recording = isRecording();
  document.querySelectorAll("[data-panel]").forEach((panel) => {
    panel.hidden = panel.dataset.panel !== what();
  });
  document.querySelectorAll("[data-emergency]").forEach((part) => {
    part.hidden = !emergency;
  });
  form.elements.drill.closest("label").hidden = !emergency || recording;
  form.elements.hold_calls.closest("label").hidden = emergency;
  page.find("silent-choice").hidden = recording || emergency;
  page.find("language-field").hidden = !(recording || (form.elements.silent.checked && !emergency));
  page.find("f-repeat").closest(".field").hidden = emergency && form.elements.until_ended.checked;
  page.mark(page.find("send"), "button-alarm", emergency);
  const alarm = form.elements.drill.checked && !recording ? "Mulai latihan …" : "Siarkan darurat …";
  page.write(page.find("send"), emergency ? alarm : "Umumkan …");
  drawSpans();
}

function drawSpans() {
  const emergency = isEmergency();
  const span = form.elements.expires;
  if (span.dataset.of === String(emergency)) {
    return;
  }
  span.dataset.of = String(emergency);
  const spans = SPANS.filter((seconds) => !emergency || seconds <= LONGEST_EMERGENCY);
  const first = page.make("option", `${length(emergency ? usual.emergency : usual.message)} (biasanya)`, {
    value: "0",
  });
  span.replaceChildren(
    first,
    ...spans.map((seconds) => page.make("option", length(seconds), { value: String(seconds) })),
  );
}
