/* How loudly and in which manner the hall speaks: volume, services in turn, the short form. */
import { page } from "../../shared/modules.js";
import { act, mayAct } from "../parts/act.js";
import { sync } from "../parts/rows.js";

const FORMS = [
  ["auto", "Saat banyak menunggu"],
  ["always", "Selalu"],
  ["never", "Tidak pernah"],
];
const SETTLED = 400; // ms after the last move of a slider before it is sent

/** Draw every zone's controls; where they are being moved, their hand is left alone. */
export function drawManner(state) {
  sync(page.find("zones"), state.zones, (zone) => zone.id, make, update);
}

function make(zone) {
  const slider = page.make("input", "", {
    type: "range",
    min: "0",
    max: "100",
    step: "5",
    id: `volume-${zone.id}`,
    "data-acts": "",
  });
  const output = page.make("output", "", { for: slider.id });
  const fair = page.make("input", "", { type: "checkbox", id: `fair-${zone.id}`, "data-acts": "" });
  const form = page.make(
    "select",
    FORMS.map(([value, words]) => page.make("option", words, { value })),
    { id: `form-${zone.id}`, "data-acts": "" },
  );
  const name = page.make("span", "");
  const controls = [slider, fair, form];
  controls.forEach((control) => {
    control.disabled = !mayAct;
  });
  listen(zone, slider, output, fair, form);
  const element = page.make("li.zone", [
    page.make("div.line", [page.make("label", [page.text("Volume "), name], { for: slider.id }), output]),
    slider,
    page.make("label.choice", [
      fair,
      page.make("span", [
        page.text("Layanan bergiliran"),
        page.make("small", "Satu layanan yang ramai tidak menutup yang lain."),
      ]),
    ]),
    page.make("label.form", [page.make("span", "Bentuk singkat"), form]),
  ]);
  return { element, slider, output, fair, form, name };
}

function listen(zone, slider, output, fair, form) {
  let timer = null;
  const put = (pressed, body, words) =>
    act(null, "PUT", `/zones/${zone.id}`, body, () => words).then((done) => {
      if (!done) {
        restore(pressed);
      }
    });
  slider.addEventListener("input", () => {
    page.write(output, `${slider.value} %`);
    slider.dataset.moving = "";
    clearTimeout(timer);
    timer = setTimeout(async () => {
      await put(slider, { volume: Number(slider.value) }, `Volume ${slider.value} persen.`);
      delete slider.dataset.moving;
    }, SETTLED);
  });
  fair.addEventListener("change", () =>
    put(
      fair,
      { fair: fair.checked },
      fair.checked ? "Layanan dipanggil bergiliran." : "Panggilan diucapkan menurut urutan datang.",
    ),
  );
  form.addEventListener("change", () =>
    put(form, { short_form: form.value }, `Bentuk singkat: ${form.selectedOptions[0].text.toLowerCase()}.`),
  );
}

/** What was refused goes back to what holds. */
function restore(control) {
  const { holds } = control.dataset;
  if (control.type === "checkbox") {
    control.checked = holds === "true";
  } else {
    control.value = holds;
  }
}

function volumeWords(zone) {
  if (zone.volume === 0) {
    return "bisu";
  }
  const planned = Object.keys(zone.volume_by_hour ?? {}).length > 0;
  return planned ? `${zone.volume} %, menurut jam` : `${zone.volume} %`;
}

function update(parts, zone) {
  page.write(parts.name, zone.name.toLowerCase());
  parts.slider.dataset.holds = zone.volume;
  parts.fair.dataset.holds = zone.fair;
  parts.form.dataset.holds = zone.short_form;
  parts.fair.checked = zone.fair;
  parts.form.value = zone.short_form;
  if ("moving" in parts.slider.dataset) {
    return;
  }
  parts.slider.value = zone.volume;
  parts.slider.setAttribute("aria-valuetext", `${zone.volume} persen`);
  page.write(parts.output, volumeWords(zone));
}
