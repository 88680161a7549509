/* What any screen shows of the hall besides words: its logo, and its services' colours. */
(function (panggil) {
  "use strict";
  var AGAIN = 60000; // ms before a logo that did not come is asked for again
  var page = panggil.page,
    clock = panggil.clock;
  var shown = null; // the name of the logo that was asked for last; as the server drew it at first
  var askAgain = 0; // when one that did not come is asked for again; 0: it came, or is on its way
  var painted = "";

  /** Show the hall's picture, or nothing where there is none or it does not come: then it is asked for again. */
  function drawLogo(hall) {
    var image = page.find("logo"),
      name = hall.logo || "";
    if (name === shown && (!askAgain || clock.steady() < askAgain)) {
      return;
    }
    shown = name;
    askAgain = 0;
    if (!name) {
      image.hidden = true;
      image.removeAttribute("src");
      return;
    }
    image.onload = function () {
      image.hidden = false;
    };
    image.onerror = function () {
      image.hidden = true;
      askAgain = clock.steady() + AGAIN;
    };
    image.src = image.getAttribute("data-folder") + name;
  }

  /** Bring in the services' colours again; the old sheet stays until the new one is there. A sheet, as WebKit 538
      has no custom properties and the Content-Security-Policy allows no inline styles. */
  function recolour(seq) {
    var old = page.find("colours"),
      link = document.createElement("link");
    link.rel = "stylesheet";
    link.onload = function () {
      if (old.parentNode) {
        old.parentNode.removeChild(old);
      }
    };
    link.href = old.href.replace(/\?.*$/, "") + "?v=" + seq;
    old.removeAttribute("id");
    link.id = "colours";
    document.head.appendChild(link);
  }

  /** Bring in the colours where a service has another one than when the page was drawn. */
  function paint(state) {
    var colours = JSON.stringify(
      state.services.map(function (row) {
        return [row.id, row.colour];
      })
    );
    if (painted && colours !== painted) {
      recolour(state.seq);
    }
    painted = colours;
  }

  panggil.profile = { drawLogo: drawLogo, paint: paint };
})(window.panggil);
