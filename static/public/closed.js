/* The page of a screen in a hall that is closed to strangers: a code, and nothing else, until staff claim it.
   No events come here, so it asks. */
(function (panggil) {
  "use strict";
  var PAUSE = 5000; // ms between two questions (RFC 8628 says five seconds)
  var claim = panggil.claim;

  function shown(code) {
    document.getElementById("claim").textContent = code;
  }

  /** The token opens the page: it comes with the cookie. */
  function claimed() {
    location.reload();
  }

  if (claim.token() && !claim.inCookie()) {
    claim.renew(); // the storage has it still; a browser that takes no cookie goes on below
  }
  if (claim.token() && claim.inCookie() && location.hash !== "#lagi") {
    location.hash = "#lagi"; // once: a token that was revoked opens nothing
    location.reload();
  } else {
    claim.forget();
    claim.begin({ shown: shown, claimed: claimed });
    setInterval(claim.ask, PAUSE);
  }
  setInterval(function () {
    panggil.tick += 1; // for guard.js
  }, PAUSE);
})(window.panggil);
