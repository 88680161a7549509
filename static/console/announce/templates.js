/* Templates to pick, and the fields of the chosen one, each of its kind. */
import { page } from "../../shared/modules.js";
import { form } from "./draft.js";

const HINTS = { time: "Misalnya 14.30", plate: "Misalnya BG 1234 EA", minutes: "1 sampai 180" };
let templates = [];
let counters = [];

/** Show the templates; changed(template) comes when one is chosen. */
export function drawTemplates(rows, counterRows, changed) {
  templates = rows;
  counters = counterRows;
  page.find("f-template").append(...rows.map(chip));
  page.find("f-template").addEventListener("change", () => {
    drawFields(chosenTemplate());
    changed(chosenTemplate());
  });
}

export function chosenTemplate() {
  return templates.find((row) => row.id === form.querySelector("[name=template]:checked")?.value);
}

/** Choose one by its id, as a press would. */
export function chooseTemplate(id) {
  const input = [...page.find("f-template").querySelectorAll("input")].find((one) => one.value === id);
  if (!input) {
    return;
  }
  input.checked = true;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

function chip(row) {
  const input = page.make("input", "", { type: "radio", name: "template", value: row.id });
  return page.make(`label.pick${row.priority === "emergency" ? ".pick-alarm" : ""}`, [
    input,
    page.make("span", row.name),
  ]);
}

function drawFields(template) {
  page.find("template-fields").replaceChildren(...(template?.fields || []).map(field));
}

function field(one) {
  const id = `f-fields-${one.name}`;
  const hint = HINTS[one.kind];
  const input = one.kind === "counter" ? counterChoice(id, one) : line(id, one, hint);
  input.dataset.field = one.name;
  const label = page.make("label", one.label, { for: id });
  return page.make("div.field", [
    label,
    hint ? page.make("p.hint", hint, { id: `h-${one.name}` }) : null,
    input,
    page.make("p.error", "", { id: `e-fields-${one.name}`, hidden: "" }),
  ]);
}

function line(id, one, hint) {
  const number = one.kind === "time" || one.kind === "minutes";
  const more = {
    ...(number ? { inputmode: one.kind === "minutes" ? "numeric" : "decimal" } : {}),
    ...(hint ? { "aria-describedby": `h-${one.name}` } : {}),
  };
  return page.make("input", "", {
    id,
    name: `fields.${one.name}`,
    maxlength: String(one.longest),
    autocomplete: "off",
    autocapitalize: one.kind === "plate" ? "characters" : "sentences",
    placeholder: one.kind === "text" || one.kind === "place" || one.kind === "name" ? one.example : "",
    ...more,
  });
}

function counterChoice(id, one) {
  const options = [
    page.make("option", "Pilih loket", { value: "" }),
    ...counters.map((row) => page.make("option", row.name, { value: row.id })),
  ];
  return page.make("select", options, { id, name: `fields.${one.name}` });
}
