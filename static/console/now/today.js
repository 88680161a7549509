/* The last announcements (no calls): what became of them; the history has the rest. */
import { ask } from "../parts/api.js";
import { page } from "../../shared/modules.js";
import { outcome, time } from "../parts/formats.js";
import { title } from "../parts/item.js";
import { sync } from "../parts/rows.js";

const SHOWN = 5;
const DOTS = { finished: "good", failed: "bad", expired: "warn" };

/** Ask for the last announcements, and draw them. */
export async function readToday() {
  const history = await ask("GET", `/announcements?kind=message&limit=${SHOWN}`).catch(() => null);
  if (history) {
    drawToday(history.announcements);
  }
}

function drawToday(rows) {
  sync(page.find("today"), rows, (row) => row.id, make, update);
  page.find("nothing-today").hidden = rows.length > 0;
}

function make(row) {
  const parts = { dot: page.make("span", "", { "aria-hidden": "true" }), became: page.make("span.hint", "") };
  const caption = page.make("span.hint.cut", row.caption);
  const words = page.make("span.grow.wrap", [page.make("span.title", title(row)), caption, parts.became]);
  const at = page.make("span.soft.small", time(row.ended_at || row.queued_at));
  return { ...parts, element: page.make("li", [parts.dot, words, at]) };
}

function update(parts, row) {
  parts.dot.className = `dot dot-${DOTS[row.state] || "off"}`;
  page.write(parts.became, outcome(row));
}
