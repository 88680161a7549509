/* An example of how something sounds, before it is kept: asked for until the voice has made it, then played. */
import { ask } from "./api.js";
import { length } from "./formats.js";
import { page } from "../../shared/modules.js";

const AGAIN = 600; // ms between two questions while the voice works
let asked = 0;

/** Say something in the example's place. */
export function say(words) {
  page.write(page.find("example-words"), words);
}

/** Let an example be heard. path: where to ask; body(): what, null for nothing; explain(error): why it was refused;
    show(preview): whatever else the page shows of it. A later one takes the place of one that is still made. */
export function listen(path, body, explain, show = () => undefined) {
  asked += 1;
  look(asked, { path, body, explain, show });
}

async function look(turn, example) {
  const body = turn === asked ? example.body() : null;
  if (!body) {
    return;
  }
  try {
    take(turn, example, await ask("POST", example.path, body));
  } catch (error) {
    if (error.name !== "Refusal") {
      throw error;
    }
    say(example.explain(error));
  }
}

function take(turn, example, preview) {
  example.show(preview);
  if (!preview.sound) {
    say("Suaranya sedang dibuat …");
    setTimeout(() => look(turn, example), AGAIN);
    return;
  }
  const sound = page.find("example-sound");
  sound.src = `${page.root()}/api/v1/sounds/${preview.sound}`;
  sound.hidden = false;
  say(`${length(preview.duration_ms / 1000)}. Diucapkan: ${preview.words}`);
  sound.play().catch(() => {}); // a browser may want a press on the player itself
}
