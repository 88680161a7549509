/* The fold: how one event changes the state, as display/journal/fold.py says it. A page that folds
   every event into a snapshot holds exactly what the next snapshot will say. */
(function (panggil) {
  "use strict";
  var CALLS = 12; // recent calls that a snapshot holds
  var ENDED = 20; // ended announcements that a snapshot holds
  var OPEN = { preparing: true, queued: true, started: true };

  function isOpen(row) {
    return OPEN[row.state] === true;
  }

  function byPosition(one, other) {
    return one.position - other.position || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
  }

  function newest(one, other) {
    return other.seq - one.seq;
  }

  function oldest(one, other) {
    return one.seq - other.seq;
  }

  function queued(one, other) {
    return one.queued_seq - other.queued_seq;
  }

  /** Announcements in the order of the queue, without the ended ones of long ago. */
  function byQueue(rows) {
    var ended = rows
      .filter(function (row) {
        return !isOpen(row);
      })
      .sort(newest);
    var gone = ended.slice(ENDED);
    return rows
      .filter(function (row) {
        return gone.indexOf(row) < 0;
      })
      .sort(queued);
  }

  function sorted(order) {
    return function (rows) {
      return rows.sort(order);
    };
  }

  function always() {
    return true;
  }

  function kept(row) {
    return !row.removed;
  }

  function by(key) {
    return sorted(function (one, other) {
      return one[key] < other[key] ? -1 : one[key] > other[key] ? 1 : 0;
    });
  }

  var KINDS = {
    service: { list: "services", keys: ["id"], keeps: kept, arrange: sorted(byPosition) },
    counter: { list: "counters", keys: ["id"], keeps: kept, arrange: sorted(byPosition) },
    zone: { list: "zones", keys: ["id"], keeps: always, arrange: by("id") },
    waiting: { list: "waiting", keys: ["service"], keeps: always, arrange: by("service") },
    now_serving: {
      list: "now_serving",
      keys: ["counter"],
      arrange: sorted(newest),
      keeps: function (row) {
        return row.ticket !== null;
      }
    },
    call: {
      list: "recent_calls",
      keys: ["event_id"],
      arrange: function (rows) {
        return rows.sort(newest).slice(0, CALLS);
      },
      keeps: function (row) {
        return row.state !== "cancelled";
      }
    },
    announcement: { list: "announcements", keys: ["id"], keeps: always, arrange: byQueue },
    fault: {
      list: "faults",
      keys: ["code", "subject"],
      arrange: sorted(oldest),
      keeps: function (row) {
        return row.state !== "cleared";
      }
    }
  };

  function put(state, kind, row) {
    var rule = KINDS[kind],
      rows = (state[rule.list] || []).filter(function (other) {
        return !rule.keys.every(function (key) {
          return other[key] === row[key];
        });
      });
    state[rule.list] = rule.arrange(rule.keeps(row) ? rows.concat([row]) : rows);
  }

  /** Change the state by one event; one that is in it already changes nothing. */
  function fold(state, event) {
    var kind;
    if (event.seq <= state.seq) {
      return;
    }
    state.seq = event.seq;
    for (kind in event.data) {
      if (KINDS.hasOwnProperty(kind)) {
        put(state, kind, event.data[kind]);
      }
    }
  }

  panggil.fold = fold;
  panggil.isOpen = isOpen;
})(window.panggil);
