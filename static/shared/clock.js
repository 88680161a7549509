/* The hall's time: the server's clock, carried on by a steady one. A TV's own time and zone are
   often wrong and are never shown. */
(function (panggil) {
  "use strict";
  // set with every message: a TV that slept, or whose steady clock runs wrong, is right again within a heartbeat
  var ahead = 0; // ms that the server's clock is ahead of the steady one
  // the hall's own: TVs carry old tables of time zones, and WebKit 538 (Samsung, 2015) no names of them
  var zone = 0; // minutes that the hall's time is ahead of UTC

  /** Milliseconds of a clock that nobody sets. */
  function steady() {
    return window.performance && window.performance.now ? window.performance.now() : Date.now();
  }

  /** The server's time in ms since 1970. */
  function now() {
    return steady() + ahead;
  }

  /** Take the server's time (ISO 8601, UTC) as it came with a message. */
  function set(iso) {
    var moment = Date.parse(iso);
    if (!isNaN(moment)) {
      ahead = moment - steady(); // the way here is not counted: milliseconds, where a minute is shown
    }
  }

  function local(moment) {
    return new Date(moment + zone * 60000);
  }

  panggil.clock = {
    steady: steady,
    now: now,
    set: set,
    zone: function (minutes) {
      zone = Number(minutes) || 0;
    },
    time: function (moment) {
      return panggil.words.time(local(moment));
    },
    date: function (moment) {
      return panggil.words.date(local(moment));
    },
    local: local,
    /** Milliseconds since a moment written as ISO 8601; 0 for none. */
    age: function (iso) {
      return iso ? Math.max(0, now() - Date.parse(iso)) : 0;
    },
    minutes: function (iso) {
      return Math.floor(panggil.clock.age(iso) / 60000);
    },
    /** How wrong the TV's own clock is, in ms, for its status. */
    drift: function () {
      return Math.round(Date.now() - now());
    }
  };
})(window.panggil);
