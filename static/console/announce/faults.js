/* What is wrong, next to the field at fault; a reader of screens is told which field it is. */
import { page } from "../../shared/modules.js";

/** Show what a refusal says of which field; returns whether its field is on the page. */
export function blame(field, words) {
  clear();
  const id = `f-${String(field || "").replaceAll(".", "-")}`;
  const input = field ? page.find(id) : null;
  const place = input && !input.closest("[hidden]") ? placeOf(input, id) : page.find("e-draft");
  place.textContent = words;
  place.hidden = false;
  if (place === page.find("e-draft")) {
    return false;
  }
  input.setAttribute("aria-invalid", "true");
  input.dataset.described = input.getAttribute("aria-describedby") || "";
  input.setAttribute("aria-describedby", `${place.id} ${input.dataset.described}`.trim());
  return true;
}

/** Take back what was shown. */
export function clear() {
  document.querySelectorAll("#draft [aria-invalid]").forEach((input) => {
    input.removeAttribute("aria-invalid");
    if (input.dataset.described) {
      input.setAttribute("aria-describedby", input.dataset.described);
    } else {
      input.removeAttribute("aria-describedby");
    }
  });
  document.querySelectorAll("#draft .error").forEach((place) => {
    if (place.id !== "e-sound") {
      place.hidden = true;
      place.textContent = "";
    }
  });
}

function placeOf(input, id) {
  const known = page.find(`e${id.slice(1)}`);
  if (known) {
    return known;
  }
  const made = page.make("p.error", "", { id: `e${id.slice(1)}` });
  input.closest(".field, fieldset").append(made);
  return made;
}
