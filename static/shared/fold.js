/* The fold: how one event changes the state, as display/journal/fold.py says it. A page that folds
   every event into a snapshot holds exactly what the next snapshot will say. */
(function (panggil) {
  "use strict";
  var OPEN = ["preparing", "queued", "started"];

  /* The kinds of rows that events carry, as in display/journal/kinds.py (a test compares the two).
     place: its list in the snapshot. key: the fields that tell one row from another.
     order: the fields that the list is sorted by, "-" for falling.
     leaves: what a row says that is to be taken off the list, any of these.
     single: there is one, and place is no list.
     bound: how many rows of highest seq stay; those in a state of unbound stay besides. */
  var KINDS = {
    hall: { place: "hall", key: ["id"], order: ["id"], single: true },
    service: { place: "services", key: ["id"], order: ["position", "id"], leaves: { removed: true } },
    counter: { place: "counters", key: ["id"], order: ["position", "id"], leaves: { removed: true } },
    zone: { place: "zones", key: ["id"], order: ["id"], leaves: { removed: true } },
    waiting: { place: "waiting", key: ["service"], order: ["service"] },
    call: {
      place: "recent_calls",
      key: ["event_id"],
      order: ["-seq"],
      leaves: { state: "cancelled", over: true },
      bound: 12
    },
    now_serving: { place: "now_serving", key: ["counter"], order: ["-seq"], leaves: { ticket: null } },
    announcement: { place: "announcements", key: ["id"], order: ["queued_seq"], bound: 20, unbound: OPEN },
    fault: { place: "faults", key: ["code", "subject"], order: ["seq"], leaves: { state: "cleared" } }
  };

  function isOpen(row) {
    return OPEN.indexOf(row.state) >= 0;
  }

  /** A comparison by several fields, the first that differs decides. */
  function by(fields) {
    return function (one, other) {
      var i, name, turn;
      for (i = 0; i < fields.length; i += 1) {
        name = fields[i].replace("-", "");
        turn = name === fields[i] ? 1 : -1;
        if (one[name] !== other[name]) {
          return one[name] < other[name] ? -turn : turn;
        }
      }
      return 0;
    };
  }

  function same(fields, one, other) {
    return fields.every(function (name) {
      return one[name] === other[name];
    });
  }

  function leaves(kind, row) {
    return Object.keys(kind.leaves || {}).some(function (name) {
      return row[name] === kind.leaves[name];
    });
  }

  /** The rows that fall out of a bounded list. */
  function beyond(kind, rows) {
    var unbound = kind.unbound || [];
    var counted = rows.filter(function (row) {
      return unbound.indexOf(row.state) < 0;
    });
    return kind.bound ? counted.sort(by(["-seq"])).slice(kind.bound) : [];
  }

  function put(state, kind, row) {
    var rows, gone;
    if (kind.single) {
      state[kind.place] = row;
      return;
    }
    rows = (state[kind.place] || []).filter(function (other) {
      return !same(kind.key, other, row);
    });
    if (!leaves(kind, row)) {
      rows.push(row);
    }
    gone = beyond(kind, rows);
    state[kind.place] = rows
      .filter(function (one) {
        return gone.indexOf(one) < 0;
      })
      .sort(by(kind.order));
  }

  /** Change the state by one event; one that is in it already changes nothing. */
  function fold(state, event) {
    var name;
    if (event.seq <= state.seq) {
      return;
    }
    state.seq = event.seq;
    for (name in event.data) {
      if (KINDS.hasOwnProperty(name)) {
        put(state, KINDS[name], event.data[name]);
      }
    }
  }

  panggil.fold = fold;
  /** Whether a row of a kind is to be taken off its list. */
  panggil.leaves = function (name, row) {
    return leaves(KINDS[name], row);
  };
  panggil.isOpen = isOpen;
  panggil.kinds = KINDS;
})(window.panggil);
