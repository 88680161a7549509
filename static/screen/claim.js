/* Whose screen this is. While it is nobody's: a short code, by which staff claim it in the console. Once it is
   claimed: its token, kept where this browser keeps anything. docs/screens.md tells the way. */
(function (panggil) {
  "use strict";
  var ROOT = document.documentElement.getAttribute("data-root") || ""; // below which path a proxy shows the server
  var KEY = "panggil-screen";
  var COOKIE = "panggil_claim";
  var YEAR = 31536000; // s
  var AGAIN = 20000; // ms before a code is asked for again that was refused
  var CROWD = 1500; // ms: every unclaimed screen hears that one was claimed, they do not all ask at once

  var secret = ""; // behind the code that is shown
  var asking = ""; // the secret that the server is being asked about
  var given = null; // {shown(code), claimed(screen)}
  var timer = null;

  /* Both are written, and either will do: TVs that forget their storage when they are switched off keep cookies, some
     private profiles have a null storage, and a cookie alone comes with a page's first request. */
  function keep(token) {
    var age = token ? YEAR : 0,
      safe = location.protocol === "https:" ? "; secure" : "";
    try {
      if (token) {
        window.localStorage.setItem(KEY, token);
      } else {
        window.localStorage.removeItem(KEY);
      }
    } catch (_error) {
      // null or full
    }
    // biome-ignore lint/suspicious/noDocumentCookie: TVs know no Cookie Store
    document.cookie = COOKIE + "=" + token + "; path=" + ROOT + "/; max-age=" + age + "; samesite=lax" + safe;
  }

  function fromCookie() {
    var found = new RegExp("(?:^|; )" + COOKIE + "=([\\w-]+)").exec(document.cookie);
    return found ? found[1] : "";
  }

  function kept() {
    var token = null;
    try {
      token = window.localStorage.getItem(KEY);
    } catch (_error) {
      // no storage here
    }
    return token || fromCookie();
  }

  function post(path, body, answered) {
    var ask = new XMLHttpRequest();
    ask.open("POST", ROOT + "/api/v1/screens" + path, true);
    ask.setRequestHeader("Content-Type", "application/json");
    ask.setRequestHeader("Accept", "application/json");
    ask.onreadystatechange = function () {
      if (ask.readyState === 4) {
        answered(ask.status, ask.status === 200 || ask.status === 201 ? JSON.parse(ask.responseText) : {});
      }
    };
    ask.send(JSON.stringify(body));
  }

  function later(what, pause) {
    clearTimeout(timer);
    timer = setTimeout(what, pause);
  }

  function fresh() {
    post("/codes", {}, function (status, said) {
      if (!given) {
        return;
      }
      if (status !== 201) {
        later(fresh, AGAIN * (1 + Math.random()));
        return;
      }
      secret = said.secret;
      given.shown(said.code.slice(0, 4) + "-" + said.code.slice(4));
      later(last, (said.expires_in_s - 1) * 1000);
    });
  }

  /** Ask what became of the code; waits(): nothing yet, or nobody answers. */
  function ask(waits) {
    var mine = secret;
    // One question at a time: each that finds the screen claimed gives a new token, and voids the one before.
    if (!mine || asking === mine) {
      return;
    }
    asking = mine;
    post("/token", { secret: mine }, function (status, said) {
      asking = "";
      if (mine !== secret) {
        return; // another code is shown by now
      }
      if (said.state === "claimed") {
        claimed(said);
      } else if (status === 200 && said.state === "over") {
        fresh();
      } else if (waits) {
        waits(status);
      }
    });
  }

  /** Once more before the code goes: the news that it was claimed may have been lost. */
  function last() {
    ask(fresh);
  }

  function consider() {
    ask(function (status) {
      if (status !== 200) {
        setTimeout(consider, AGAIN);
      }
    });
  }

  function claimed(said) {
    var done = given.claimed;
    stop();
    keep(said.token);
    done(said.screen);
  }

  function stop() {
    clearTimeout(timer);
    given = null;
    secret = "";
  }

  panggil.claim = {
    /** The token of this screen; empty while it is nobody's. */
    token: kept,
    /** Write it down again: one of the two places may have lost it, and cookies have an age. */
    renew: function () {
      if (kept()) {
        keep(kept());
      }
    },
    forget: function () {
      keep("");
    },
    /** Whether a cookie brought it along with the page. */
    inCookie: function () {
      return Boolean(fromCookie());
    },
    /** Show a code, and go on until the screen is claimed. shown(code), claimed(screen). */
    begin: function (callbacks) {
      if (!given) {
        given = callbacks;
        fresh();
      }
    },
    /** Somebody claimed a screen: perhaps this one. */
    consider: function () {
      setTimeout(consider, CROWD * Math.random());
    },
    /** Ask without waiting for news, where no events come. */
    ask: function () {
      ask();
    }
  };
})(window.panggil);
