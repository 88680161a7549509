/* The pad's sheets: another number, a transfer, the counter's state. Each resolves what was chosen by
   a function that presses; a refusal is said in the sheet, which stays open. */
import { page } from "../../shared/modules.js";

/** Let every sheet be left by its own button and by a click beside it. */
export function prepareSheets() {
  for (const sheet of document.querySelectorAll("dialog.sheet")) {
    sheet.querySelector("[data-close]").addEventListener("click", () => sheet.close());
    sheet.addEventListener("click", (event) => {
      if (event.target === sheet) {
        sheet.close();
      }
    });
  }
}

/** Open a sheet without the error of its last time. */
export function open(id) {
  const sheet = page.find(`${id}-sheet`);
  const error = document.getElementById(`${id}-error`);
  if (error) {
    error.textContent = "";
  }
  if (!sheet.open) {
    sheet.showModal();
  }
  return sheet;
}

/** Send what was chosen; press returns "" or why it was refused. */
export async function send(id, press) {
  const error = await press();
  if (error) {
    page.find(`${id}-error`).textContent = error;
  } else {
    page.find(`${id}-sheet`).close();
  }
}

/** Ask whether to do it all the same; resolves false for "no", which has the focus, and for Escape. */
export function askFirst(question) {
  const sheet = open("sure");
  page.find("sure-question").textContent = question;
  page.find("sure-no").focus();
  return new Promise((resolve) => {
    let sure = false;
    page.find("sure-yes").onclick = () => {
      sure = true;
      sheet.close();
    };
    sheet.addEventListener("close", () => resolve(sure), { once: true });
  });
}

/** Ask for a number; press({number, go_on}). */
export function askNumber(press) {
  const sheet = open("other"),
    field = page.find("other-number"),
    goOn = page.find("other-go-on");
  field.value = "";
  goOn.checked = false;
  field.focus();
  page.find("other-form").onsubmit = (event) => {
    event.preventDefault();
    send("other", () => press({ number: field.value.trim(), ...(goOn.checked && { go_on: true }) }));
  };
  return sheet;
}

/** Ask whereto; press({service}) or press({counter}). */
export function askTarget(state, serving, press) {
  const services = state.services.filter((row) => row.id !== serving.service);
  const counters = state.counters.filter((row) => row.id !== serving.counter && row.services.length);
  const short = (id) => state.services.find((row) => row.id === id)?.short_name || "";
  fill(
    "transfer-services",
    services,
    (row) => row.short_name,
    (row) => ({ service: row.id }),
    press,
  );
  fill(
    "transfer-counters",
    counters,
    (row) => `${row.name} · ${short(row.services[0])}`,
    (row) => ({ counter: row.id }),
    press,
  );
  open("transfer");
}

function fill(place, rows, words, target, press) {
  page.find(place).replaceChildren(
    ...rows.map((row) => {
      const button = page.make("button.button", words(row), { type: "button" });
      button.addEventListener("click", () => send("transfer", () => press(target(row))));
      return button;
    }),
  );
}

/** Ask for the counter's state; press(step, {reason}). */
export function askState(counter, press) {
  const form = page.find("status-form"),
    radios = [...form.querySelectorAll("[name=choice]")];
  const likely = counter.state === "open" ? radios.find((radio) => radio.value.startsWith("pause:")) : radios[0];
  radios.forEach((radio) => {
    radio.checked = radio === likely;
  });
  page.find("reason").value = "";
  open("status");
  likely.focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    const [to, word] = form.elements.choice.value.split(":");
    const reason = page.find("reason").value.trim() || word;
    send("status", () => press(to, to === "open" ? {} : { reason }));
  };
}
