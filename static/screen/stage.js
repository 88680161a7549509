/* The TV itself: its remote control, its edges, its sleep, its memory. */
(function (panggil) {
  "use strict";
  var SHIFT = 180000; // ms between two places of the picture, against image retention
  // LCD panels retain a picture that stands still, OLED panels keep it for good
  var PLACES = [
    [0, 0],
    [0.6, 0.4],
    [1, 0],
    [0.6, -0.4],
    [0, -1],
    [-0.6, -0.4],
    [-1, 0],
    [-0.6, 0.4]
  ];
  var KEYS = [8, 27, 37, 38, 39, 40, 461, 10009]; // back (also of LG and Samsung), escape, arrows
  var OK = 13;
  var APART = 60000; // ms between two reloads, at least
  var IMPATIENT = 900000; // ms after which a hall that never pauses is not waited for any more
  var NIGHT = 3; // o'clock; a TV's browser has some 200 MB, and grows for days until it dies
  var DAY = 43200000; // ms that a page must have run before its nightly reload
  var clock = panggil.clock;
  var born = clock.steady();
  var minute = Math.floor(Math.random() * 50); // past NIGHT, each TV its own
  var asked = 0; // when a reload was asked for first
  var place = 0;

  function remember(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch (_error) {
      // null or full: this TV forgets
    }
  }

  function recall(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (_error) {
      return null;
    }
  }

  function shift() {
    var at;
    place = (place + 1) % PLACES.length;
    at = PLACES[place];
    panggil.page.move(panggil.page.find("drift"), "translate(" + at[0] + "vw," + at[1] + "vh)");
    // the only light of a dark screen goes far
    panggil.page.move(panggil.page.find("night-words"), "translate(" + at[0] * 9 + "vw," + at[1] * 24 + "vh)");
  }

  function press(event) {
    var code = event.keyCode,
      root = document.documentElement,
      full;
    if (KEYS.indexOf(code) >= 0) {
      event.preventDefault();
    }
    if (code === OK) {
      // a TV's own bars eat a part of the picture
      full = root.requestFullscreen || root.webkitRequestFullscreen || root.webkitRequestFullScreen;
      if (full) {
        full.call(root);
      }
    }
  }

  /** A page that is left by the Back key shows nothing: stay. */
  function stay() {
    if (!window.history || !window.history.pushState) {
      return;
    }
    window.history.pushState(null, "", location.href);
    window.addEventListener("popstate", function () {
      window.history.pushState(null, "", location.href);
    });
  }

  /** Keep the set awake. Where browsers have no wake lock (before Chromium 84, and without https) a picture that moves
      does it: while a video plays, Android lets no screen sleep. It is a canvas's stream, muted, so that no file is
      needed, and drawn anew each second, as a stream without frames counts as paused. */
  function stayAwake() {
    var video, canvas, brush;
    if (navigator.wakeLock) {
      hold();
      document.addEventListener("visibilitychange", hold); // a page that was hidden has lost it
      return;
    }
    canvas = document.createElement("canvas");
    if (!canvas.captureStream || !window.HTMLMediaElement || !("srcObject" in document.createElement("video"))) {
      return;
    }
    canvas.width = canvas.height = 2;
    brush = canvas.getContext("2d");
    setInterval(function () {
      brush.fillRect(0, 0, 2, 2);
    }, 1000);
    video = document.createElement("video");
    video.id = "awake";
    video.muted = true;
    video.setAttribute("playsinline", "");
    video.srcObject = canvas.captureStream(1);
    document.body.appendChild(video);
    unheeded(video.play());
  }

  function hold() {
    if (document.visibilityState === "visible") {
      unheeded(navigator.wakeLock.request("screen")); // refused on a low battery
    }
  }

  function unheeded(promise) {
    if (promise) {
      promise.then(null, function () {
        return undefined;
      });
    }
  }

  function mayReload() {
    // by the TV's own clock, the only one that outlives a reload; it may have been set since, hence abs
    var before = Number(recall("panggil-reload")) || 0,
      now = Date.now();
    if (Math.abs(now - before) < APART || clock.steady() - born < APART) {
      return false;
    }
    remember("panggil-reload", String(now));
    return true;
  }

  /** Ask for a fresh page; it comes when the hall pauses. */
  function freshen() {
    asked = asked || clock.steady() || 1;
  }

  function atNight() {
    var local = clock.local(clock.now());
    return clock.steady() - born > DAY && local.getUTCHours() === NIGHT && local.getUTCMinutes() >= minute;
  }

  /** Load the page again if that was asked for, it is night, and nothing is going on. */
  function tick(idle) {
    if (atNight()) {
      freshen();
    }
    if (!asked || !(idle || clock.steady() - asked > IMPATIENT)) {
      return;
    }
    if (mayReload()) {
      panggil.reload();
    }
  }

  panggil.still = function () {
    return Boolean(window.matchMedia && window.matchMedia("(prefers-reduced-motion: reduce)").matches);
  };

  panggil.stage = {
    start: function () {
      document.addEventListener("keydown", press);
      stay();
      stayAwake();
      setInterval(shift, SHIFT);
    },
    freshen: freshen,
    tick: tick
  };
})(window.panggil);
