/* The opening hours: whether the hall is closed by them, when it opens next, and how its state looks then. What
   display/hall/opening_hours.py and display/web/screen/after_hours.py say. */
(function (panggil) {
  "use strict";
  var WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]; // as getUTCDay counts
  var DAY = 1440; // minutes
  var NIGHT = 60; // minutes before opening at which a dark screen shows the hall again
  var clock = panggil.clock;

  function minuteOf(text) {
    var parts = text.split(":");
    return Number(parts[0]) * 60 + Number(parts[1]);
  }

  /** The spans of a day of the hall, in minutes; none on a holiday. */
  function spans(hall, day) {
    var closed = (hall.closed_days || {})[day.toISOString().slice(0, 10)],
      written = closed ? "" : hall.hours[WEEKDAYS[day.getUTCDay()]];
    return (written ? written.split(", ") : []).map(function (span) {
      return span.split("-").map(minuteOf);
    });
  }

  function minutesOf(local) {
    return local.getUTCHours() * 60 + local.getUTCMinutes();
  }

  function isOpen(hall, local) {
    var minute = minutesOf(local);
    if (!Object.keys(hall.hours).length) {
      return !(hall.closed_days || {})[local.toISOString().slice(0, 10)];
    }
    return spans(hall, local).some(function (span) {
      return span[0] <= minute && minute < span[1];
    });
  }

  function two(number) {
    return number < 10 ? "0" + number : String(number);
  }

  /** When a hall that is closed now opens next: {days, weekday, time, minutes: until then}; null while it is open, where
      nothing is said, and where it never opens. local: a Date shifted to the hall's zone. */
  function next(hall, local) {
    var minute = minutesOf(local);
    var days, day, i, all, begin;
    if (isOpen(hall, local)) {
      return null;
    }
    for (days = 0; days < 8; days += 1) {
      day = new Date(local.getTime() + days * DAY * 60000);
      all = spans(hall, day);
      for (i = 0; i < all.length; i += 1) {
        begin = all[i][0];
        if (days || begin > minute) {
          return {
            days: days,
            weekday: day.getUTCDay(),
            time: two(Math.floor(begin / 60)) + "." + two(begin % 60),
            minutes: days * DAY + begin - minute
          };
        }
      }
    }
    return null;
  }

  function now(state) {
    return next(state.hall, clock.local(clock.now()));
  }

  /** The state as it is seen: outside the opening hours a counter that serves nobody is closed, whatever it was left at. */
  function seen(state) {
    var busy = {},
      copy = {},
      name;
    if (isOpenNow(state)) {
      return state;
    }
    state.now_serving.forEach(function (row) {
      busy[row.counter] = true;
    });
    for (name in state) {
      copy[name] = state[name];
    }
    copy.counters = state.counters.map(function (row) {
      var shut = {},
        key;
      for (key in row) {
        shut[key] = row[key];
      }
      if (row.state === "open" && !busy[row.id]) {
        shut.state = "closed";
        shut.reason = null;
      }
      return shut;
    });
    return copy;
  }

  function isOpenNow(state) {
    return isOpen(state.hall, clock.local(clock.now()));
  }

  panggil.hours = {
    next: next,
    seen: seen,
    /** "Buka pukul 08.00"; empty while it is open or nobody knows. */
    opens: function (state) {
      return panggil.words.opens(now(state));
    },
    /** Whether it opens so late that its screens may be dark. */
    isNight: function (state) {
      var opening = now(state);
      return Boolean(opening) && opening.minutes > NIGHT;
    }
  };
})(window.panggil);
