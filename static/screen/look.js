/* How this screen shows the hall, and the part of the hall's state that it shows; what display/web/screen/look.py
   says. */
(function (panggil) {
  "use strict";
  var RESTS = ["hall", "service"]; // layouts in which the ticket rests smaller when nothing was called lately
  var USUAL = { layout: "hall", services: [], counter: "", text_size: "normal", theme: "light", overscan: 0 };
  var CLASSES = /\b(overscan|layout|text|theme)-\S+/g;
  var look = USUAL;

  /** Put a look on: a screen's row or its part; what an older server does not say is as usual; null: all as usual. */
  function wear(row) {
    var root = document.documentElement,
      next = {},
      name;
    for (name in USUAL) {
      next[name] = row && row[name] !== undefined ? row[name] : USUAL[name];
    }
    if (JSON.stringify(next) === JSON.stringify(look)) {
      return false;
    }
    look = next;
    root.className =
      root.className.replace(CLASSES, "").replace(/\s+/g, " ").trim() +
      (" overscan-" + look.overscan + " layout-" + look.layout) +
      (" text-" + look.text_size + " theme-" + look.theme);
    return true;
  }

  function isOurs(row) {
    return look.layout === "counter" && look.counter
      ? row.counter === look.counter
      : look.services.indexOf(row.service) >= 0;
  }

  function isOurCounter(row) {
    if (look.layout === "counter" && look.counter) {
      return row.id === look.counter;
    }
    return row.services.some(function (service) {
      return look.services.indexOf(service) >= 0;
    });
  }

  /** The state with only those counters and calls that this screen shows; all where nothing is left. */
  function partOf(state) {
    var counters = state.counters.filter(isOurCounter),
      kept = {},
      part = {},
      name;
    if (!counters.length) {
      return state;
    }
    counters.forEach(function (row) {
      kept[row.id] = true;
    });
    for (name in state) {
      part[name] = state[name];
    }
    part.counters = counters;
    part.now_serving = state.now_serving.filter(function (row) {
      return kept[row.counter];
    });
    part.recent_calls = state.recent_calls.filter(isOurs);
    part.announcements = state.announcements.filter(function (row) {
      return row.kind !== "call" || isOurs(row);
    });
    return part;
  }

  /** The name over a screen of one service; empty in other layouts. */
  function title(state) {
    var service = look.layout === "service" ? panggil.picture.named(state.services, look.services[0]) : {};
    return service.name || "";
  }

  panggil.look = {
    wear: wear,
    partOf: partOf,
    title: title,
    rests: function () {
      return RESTS.indexOf(look.layout) >= 0;
    },
    layout: function () {
      return look.layout;
    },
    textSize: function () {
      return look.text_size;
    }
  };
})(window.panggil);
