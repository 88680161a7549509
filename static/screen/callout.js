/* When a call's ticket goes up: with the voice; without one after a second; never twice, never an
   old one again. What is decided here is read from the folded state alone, so that it does not
   matter by which way the page came to know of it. */
(function (panggil) {
  "use strict";
  var MUTE_AFTER = 1000; // ms that a queued call waits for a voice that is not there
  var STAY = 4000; // ms that a ticket stays while others wait without voice
  var PATIENCE = 30000; // ms that an unvoiced call waits for the voice to pause
  var FRESH = 10000; // ms after which something that ended is no news any more
  var LIVE = 5000; // ms after which a start that is learned of late does not slide in

  var clock = panggil.clock;
  var known = {}; // announcement id -> {first: ms, shown: bool, queued: bool, attempt: of the start}
  var calls = []; // announcements that wait to be shown without voice
  var current = null; // the call that screens show, as picture.js makes it
  var currentSince = -STAY;
  var changed = function () {
    return undefined;
  };

  function note(row) {
    if (!known.hasOwnProperty(row.id)) {
      known[row.id] = { first: clock.steady(), shown: false, queued: false, attempt: -1 };
    }
    return known[row.id];
  }

  /** Put a ticket up. The same one again (a replay) only keeps hanging. */
  function show(state, row, slide) {
    var again = current && current.key === row.id,
      call = panggil.picture.ofAnnouncement(state, row);
    note(row).shown = true;
    current = call;
    currentSince = clock.steady();
    if (!again) {
      changed(call, slide);
    }
  }

  function started(state, row) {
    var mine = note(row);
    if (mine.attempt === row.attempt) {
      return;
    }
    mine.attempt = row.attempt;
    show(state, row, clock.age(row.started_at) < LIVE);
  }

  /** Whether something that nobody has seen must be shown without a voice. */
  function mute(row, speaking) {
    var mine = note(row);
    if (mine.shown || mine.queued) {
      return false;
    }
    if (row.state === "preparing" || row.state === "queued") {
      return !speaking && clock.steady() - mine.first >= MUTE_AFTER;
    }
    return row.state === "failed" || row.state === "expired";
  }

  function wait(row) {
    note(row).queued = true;
    calls.push({ row: row, since: clock.steady() });
  }

  /** Something that ended unseen, long ago: shown at once if it is the newest, never queued. */
  function late(state, row) {
    note(row).shown = true;
    if (!current || (row.ended_at || "") > current.at) {
      show(state, row, false);
    }
  }

  function look(state, row, speaking) {
    if (row.kind !== "call") {
      // words, not a ticket: notice.js
      note(row).shown = true;
    } else if (row.state === "started") {
      started(state, row);
    } else if (row.state === "finished") {
      if (!note(row).shown) {
        late(state, row);
      }
    } else if (mute(row, speaking)) {
      if (!panggil.isOpen(row) && clock.age(row.ended_at) > FRESH) {
        late(state, row);
      } else {
        wait(row);
      }
    }
  }

  function gone(row) {
    return row.state === "merged" || row.state === "cancelled";
  }

  /** Forget what the state has forgotten, and what was called off while it waited. */
  function tidy(state) {
    var present = {};
    state.announcements.forEach(function (row) {
      present[row.id] = row;
    });
    Object.keys(known).forEach(function (id) {
      if (!present[id]) {
        delete known[id];
      }
    });
    function stays(item) {
      var row = present[item.row.id];
      return !row || (!gone(row) && !note(row).shown);
    }
    calls = calls.filter(stays);
  }

  function voiced(state) {
    return state.announcements.some(function (row) {
      return row.state === "started" && !row.silent;
    });
  }

  function turn(state, speaking) {
    var now = clock.steady(),
      item = calls[0];
    var free = !(speaking && voiced(state)) || (item && now - item.since > PATIENCE);
    if (item && free && now - currentSince >= STAY) {
      calls.shift();
      show(state, item.row, true);
    }
  }

  /** Look at the state: after every message, and four times a second. */
  function consider(state, speaking) {
    tidy(state);
    state.announcements.forEach(function (row) {
      look(state, row, speaking);
    });
    turn(state, speaking);
  }

  /** Begin with a state that is already there: its newest ticket hangs, nothing is announced. */
  function begin(state) {
    state.announcements.forEach(function (row) {
      var mine = note(row);
      mine.shown = !panggil.isOpen(row) || row.state === "started";
      mine.attempt = row.state === "started" ? row.attempt : -1;
    });
    current = panggil.picture.newest(state);
    changed(current, false);
  }

  /** Take a ticket down whose call was cancelled or is over: nobody is to walk to that counter. */
  function cancel(state, call) {
    if (current && call.event_id === current.eventId && panggil.leaves("call", call)) {
      current = panggil.picture.newest(state);
      changed(current, false);
    }
  }

  /** What the band says: the caption and whether it is sounding; empty: nothing of its own. */
  function caption(state, resting, speaking) {
    var said = state.announcements.filter(function (row) {
      return speaking && row.state === "started" && !row.silent;
    });
    said.sort(function (one, other) {
      return one.started_at < other.started_at ? 1 : -1;
    });
    if (said.length) {
      return { text: said[0].caption, sounding: true };
    }
    return { text: current && !resting ? current.caption : "", sounding: false };
  }

  panggil.callout = {
    begin: begin,
    consider: consider,
    cancel: cancel,
    caption: caption,
    current: function () {
      return current;
    },
    /** Whether tickets are coming up now, that nobody hears: words wait for them. */
    busy: function () {
      return calls.length > 0 || clock.steady() - currentSince < STAY;
    },
    /** Whether nothing waits, sounds or has just come up: the page may be loaded again. */
    idle: function (state) {
      return (
        !calls.length &&
        !state.announcements.some(function (row) {
          return panggil.isOpen(row) && !row.silent;
        }) &&
        clock.steady() - currentSince >= STAY
      );
    },
    onchange: function (callback) {
      changed = callback;
    }
  };
})(window.panggil);
