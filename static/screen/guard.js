/* Watches over the TV's script: shows an error's code at the bottom, and when the script is dead
   (an engine that cannot read it) brings in the page again, so that its numbers stay true.
   Its own file: a script that cannot be parsed cannot say so. ECMAScript 3. */
(function () {
  "use strict";
  var LOOK = 10000; // ms between two looks
  // 30 s: an engine that is merely slow is not dead
  var DEAD = 3; // looks that find no new tick of the script, which ticks four times a second
  var seen = 0,
    missed = 0;

  window.panggil = { tick: 0, error: "" };

  window.onerror = function (text, file, line) {
    var place = String(file || "")
      .replace(/^.*\//, "")
      .replace(/\?.*$/, "");
    var code = document.getElementById("code");
    window.panggil.error = (place + ":" + (line || 0) + " " + text).slice(0, 120);
    if (code) {
      code.textContent = "Kode " + (place.charAt(0) || "x").toUpperCase() + (line || 0);
    }
    return false;
  };

  /** Load the page again, but only when the server has it: never trade numbers for an error page. */
  window.panggil.reload = function () {
    var ask = new XMLHttpRequest();
    ask.open("GET", location.href, true);
    ask.onreadystatechange = function () {
      if (ask.readyState === 4 && ask.status === 200) {
        location.reload();
      }
    };
    ask.send();
  };

  setInterval(function () {
    missed = window.panggil.tick === seen ? missed + 1 : 0;
    seen = window.panggil.tick;
    if (missed >= DEAD) {
      window.panggil.reload();
    }
  }, LOOK);
})();
