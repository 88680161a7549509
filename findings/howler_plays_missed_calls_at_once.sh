#!/usr/bin/env bash
# One would guess: calls that a browser may not sound yet (nobody has touched the page) are lost, or are told as
# errors, or are played one after another once it may.
# What happens: each waits without an event, and at the first touch, however much later, all begin in the same
# millisecond, over each other: the calls of the morning in one noise. With html5: true there is an error instead (twice).
# Seen with: howler 2.2.4 in Chromium 156 (Debian 12), playwright-core 1.55.0, 2026-11-28. Needs chromium on the PATH.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-save --prefix "$folder" howler@2.2.4 playwright-core@1.55.0 >"$folder/npm.log"
python3 - "$folder/call.wav" <<'PYTHON'
import math, struct, sys, wave

with wave.open(sys.argv[1], "wb") as out:
    out.setparams((1, 2, 48000, 0, "NONE", ""))
    out.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(n / 8))) for n in range(48000)))
PYTHON
cd "$folder" && node - "$(command -v chromium-headless-shell || command -v chromium)" <<'JS'
const http = require("http"), fs = require("fs");
const page = `var seen = [], began = performance.now();
  function call(n) {
    var sound = new Howl({ src: ["/call.wav"], html5: location.search === "?html5" });
    ["play", "end", "playerror"].forEach(function (what) {
      sound.on(what, function () { seen.push([Math.round(performance.now() - began), n, what]); });
    });
    sound.play();
  }
  [0, 1500, 3000].forEach(function (after, n) { setTimeout(call, after, n + 1); });`;
const served = {
  "/call.wav": ["audio/wav", fs.readFileSync("call.wav")],
  "/howler.js": ["text/javascript", fs.readFileSync("node_modules/howler/dist/howler.js")],
  "/page.js": ["text/javascript", page],
};
const html = "<button>OK</button><script src=/howler.js></script><script src=/page.js></script>";
const server = http.createServer((asked, answer) => {
  const [type, body] = served[asked.url] || ["text/html", html];
  answer.setHeader("Content-Type", type);
  answer.end(body);
});
server.listen(0, "127.0.0.1", async () => {
  const browser = await require("playwright-core").chromium.launch({
    executablePath: process.argv[2],
    args: ["--autoplay-policy=document-user-activation-required", "--no-sandbox"],
  });
  const seen = {};
  for (const way of ["", "?html5"]) {
    const tab = await browser.newPage();
    await tab.goto(`http://127.0.0.1:${server.address().port}/${way}`);
    await tab.waitForTimeout(5000); // three calls, and nobody has touched the page
    await tab.click("button");
    await tab.waitForTimeout(2000);
    seen[way] = await tab.evaluate("seen");
    console.log(way || "Web Audio", JSON.stringify(seen[way]));
  }
  await browser.close();
  server.close();
  const began = seen[""].filter((event) => event[2] === "play").map((event) => event[0]);
  const failed = seen["?html5"].filter((event) => event[2] === "playerror");
  const together = began.length === 3 && began[0] > 4500 && began[2] - began[0] < 50;
  if (!together || failed.length < 3) throw Error("no longer as stated");
});
JS
echo "as stated"
