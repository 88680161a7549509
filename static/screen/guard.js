/* Watches over the TV's script: shows an error's code at the bottom, and when the script is dead
   (an engine that cannot read it) brings in the page again, so that its numbers stay true.
   Its own file: a script that cannot be parsed cannot say so. ECMAScript 3. */
(function () {
  "use strict";
  var DEAD_AFTER = 30000; // ms without a tick of the script (it ticks four times a second)
  var born = new Date().getTime();

  window.panggil = { tick: 0, error: "" };

  window.onerror = function (text, file, line) {
    var place = String(file || "").replace(/^.*\//, "").replace(/\?.*$/, "");
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
      if (ask.readyState === 4 && ask.status === 200) { location.reload(); }
    };
    ask.send();
  };

  setInterval(function () {
    var now = new Date().getTime();
    if (now - Math.max(window.panggil.tick, born) > DEAD_AFTER) { window.panggil.reload(); }
  }, 10000);
}());
