/* Sending a sound to the server, with its progress; what is not answered with 201 was not kept. */
import { page } from "../../shared/modules.js";
import { Refusal, csrfToken, newKey } from "../parts/api.js";

/** Send a file or blob; progress(share), 1: the server looks it over. Returns {done, abort()};
    done gives the recording's row, or throws a Refusal (code "aborted": staff stopped it). */
export function send(sound, name, source, progress) {
  const request = new XMLHttpRequest(); // fetch tells nothing of how far an upload is
  const done = new Promise((resolve, reject) => {
    const fail = (status, problem) => reject(new Refusal(status, problem));
    request.upload.addEventListener("progress", (event) =>
      progress(event.lengthComputable ? event.loaded / event.total : 0),
    );
    request.addEventListener("error", () => fail(0, {}));
    request.addEventListener("abort", () => fail(0, { code: "aborted" }));
    request.addEventListener("load", () => {
      const answer = parsed(request.responseText);
      if (request.status === 200 || request.status === 201) {
        resolve(answer.recording);
      } else {
        fail(request.status, answer);
      }
    });
  });
  const query = new URLSearchParams({ name, source });
  request.open("POST", `${page.root()}/api/v1/recordings?${query}`);
  request.setRequestHeader("X-CSRF-Token", csrfToken());
  request.setRequestHeader("Idempotency-Key", newKey());
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.send(sound);
  return { done, abort: () => request.abort() };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
