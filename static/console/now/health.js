/* The health of the hall: one sentence each, with what to do where something is wrong. */
import { ask } from "../parts/api.js";
import { page } from "../../shared/modules.js";
import { sync } from "../parts/rows.js";

const WORDS = { good: "baik", warn: "perlu dilihat", bad: "gangguan" };

/** Ask for the health, and draw it. */
export async function readHealth() {
  try {
    drawHealth(await ask("GET", "/health"));
    page.write(page.find("health-note"), "");
  } catch (error) {
    if (error.name !== "Refusal") {
      throw error;
    }
    page.write(page.find("health-note"), "Kesehatan aula tidak dapat dibaca saat ini.");
  }
}

/** Draw what the server found. */
export function drawHealth(health) {
  sync(page.find("health"), health.checks, (check) => check.name, make, update);
}

function make(check) {
  const parts = {
    dot: page.make("span.dot", "", { "aria-hidden": "true" }),
    word: page.make("span.soft.small", ""),
    sentence: page.make("span.hint", ""),
    action: page.make("span.hint.todo", ""),
  };
  const words = page.make("span.grow", [page.make("span.title", check.title), parts.sentence, parts.action]);
  return { ...parts, element: page.make("li", [parts.dot, words, parts.word]) };
}

function update(parts, check) {
  parts.dot.className = `dot dot-${check.state}`;
  page.write(parts.word, WORDS[check.state]);
  page.write(parts.sentence, check.sentence);
  page.write(parts.action, check.action);
  parts.action.hidden = !check.action;
}
