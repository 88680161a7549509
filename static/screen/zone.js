/* Where this screen hangs: of a hall with several zones it shows what is called and said in its own.
   zone.py says the same. */
(function (panggil) {
  "use strict";

  /** The rows of a list that a zone has. */
  function of(rows, field, ids) {
    return (rows || []).filter(function (row) {
      return ids.indexOf(row[field]) >= 0;
    });
  }

  /** The state as a zone sees it; all of it where the screen is nobody's, or the hall has one zone. */
  function seen(state, zone) {
    var mine = {},
      counters,
      name;
    if (!zone || (state.zones || []).length < 2) {
      return state;
    }
    for (name in state) {
      mine[name] = state[name];
    }
    mine.counters = (state.counters || []).filter(function (row) {
      return (row.zone || "main") === zone;
    });
    counters = mine.counters.map(function (row) {
      return row.id;
    });
    mine.zones = of(state.zones, "id", [zone]);
    mine.announcements = of(state.announcements, "zone", [zone]);
    mine.recent_calls = of(state.recent_calls, "counter", counters);
    mine.now_serving = of(state.now_serving, "counter", counters);
    return mine;
  }

  /** The speaker of a zone, of those that a message tells of. */
  function speaker(message, zone) {
    return of(message.speakers, "zone", [zone])[0] || message.speaker;
  }

  panggil.zone = { seen: seen, speaker: speaker };
})(window.panggil);
