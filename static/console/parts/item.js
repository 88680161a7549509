/* How one announcement is called on this page. */
import { named } from "./formats.js";

const names = new Map(); // template id -> its name

/** Learn the templates' names. */
export function learn(templates) {
  templates.forEach((template) => names.set(template.id, template.name));
}

/** Its short name: the ticket's number, the template's name, or what kind of thing it is. */
export function title(item) {
  if (item.kind === "call") {
    return item.ticket.number;
  }
  if (item.drill) {
    return "Latihan";
  }
  if (item.template) {
    return names.get(item.template) || "Pengumuman";
  }
  if (item.recording) {
    return "Rekaman";
  }
  return item.priority === "emergency" ? "Darurat" : "Pengumuman";
}

/** Where to: "Loket 3 · Dukcapil"; empty for what is no call. */
export function where(state, item) {
  if (item.kind !== "call") {
    return "";
  }
  const service = named(state.services, item.service, "short_name");
  return [named(state.counters, item.counter), service].filter(Boolean).join(" · ");
}
