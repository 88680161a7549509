/* Opens a TV page in WebKit 538.1, prints what it shows whenever that changes, as JSON lines:
   phantomjs phantom.js URL SECONDS [PICTURE.png] */
var args = require("system").args,
  page = require("webpage").create(),
  last = "";
page.viewportSize = { width: 1280, height: 720 };
page.onError = function (message) {
  console.log(JSON.stringify({ error: message }));
};
page.open(args[1], function () {
  setInterval(function () {
    var now = page.evaluate(function () {
      var here = window.panggil,
        box = document.getElementById("ticket").getBoundingClientRect();
      return JSON.stringify({
        kind: here && here.link ? here.link.kind() : "",
        seq: here && here.state ? here.state().seq : 0,
        number: (document.querySelector("#ticket .number") || document.createElement("p")).textContent,
        where: (document.querySelector("#ticket .where") || document.createElement("p")).textContent,
        code: document.getElementById("claim").textContent,
        caption: document.getElementById("caption").textContent,
        cell: document.querySelector("[data-counter='3'] b").textContent,
        ticket: [Math.round(box.width / 12.8), Math.round(box.height / 7.2)]
      });
    });
    if (now !== last) {
      last = now;
      console.log(now);
    }
  }, 100);
});
setTimeout(function () {
  if (args[3]) {
    page.render(args[3]);
  }
  phantom.exit();
}, Number(args[2]) * 1000);
