/* The console's short words, in Indonesian: times, lengths, priorities, and what became of something. */
import { clock, screenWords } from "../../shared/modules.js";

const PRIORITIES = {
  emergency: "darurat",
  urgent: "penting",
  call: "panggilan",
  scheduled: "pengumuman",
  idle: "selingan",
};
// Every state and reason with its text; the page holds them (display/hall/reasons.py).
const OUTCOMES = JSON.parse(document.getElementById("outcomes").textContent);

/** A length: "9 dtk", "1 mnt 20 dtk", "2 jam 5 mnt"; of seconds, never below 0. */
export function length(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) {
    return `${whole} dtk`;
  }
  if (whole < 3600) {
    return joined(Math.floor(whole / 60), "mnt", whole % 60, "dtk");
  }
  return joined(Math.floor(whole / 3600), "jam", Math.floor((whole % 3600) / 60), "mnt");
}

function joined(big, unit, small, lesser) {
  return small ? `${big} ${unit} ${small} ${lesser}` : `${big} ${unit}`;
}

/** A moment on the hall's clock, "09.38"; of ISO 8601 or ms since 1970. */
export function time(moment) {
  return clock.time(typeof moment === "string" ? Date.parse(moment) : moment);
}

/** How long ago, "3 menit lalu". */
export function since(iso) {
  return screenWords.since(clock.minutes(iso));
}

/** What kind of announcement, for its pill: "panggilan ke-2", "penting". */
export function pill(item) {
  if (item.drill) {
    return "latihan";
  }
  if (item.kind !== "call" || !(item.count > 1)) {
    return PRIORITIES[item.priority] || item.priority;
  }
  return screenWords.again(item.count).toLowerCase();
}

/** What became of an announcement: "terdengar", "tidak terdengar: tidak ada perangkat suara". */
export function outcome(row) {
  const texts = (row.silent && OUTCOMES[`silent.${row.state}`]) || OUTCOMES[row.state] || {};
  return texts[row.reason || ""] || texts[""] || "";
}

/** A name by its id in a list of rows; the id itself where nobody has it. */
export function named(rows, id, key = "name") {
  return rows.find((row) => row.id === id)?.[key] || id || "";
}
