/* What the rows of the state mean for the screens: a ticket with its counter and service. */
(function (panggil) {
  "use strict";
  var SHOWN = { started: true, finished: true, failed: true, expired: true };

  function named(rows, id) {
    var i;
    for (i = 0; i < rows.length; i += 1) {
      if (rows[i].id === id) {
        return rows[i];
      }
    }
    return {};
  }

  /** A call as screens show it, from its announcement's row or its own; key: "" for its own; at: since when. */
  function shownCall(state, row, key, at) {
    return {
      key: key || row.event_id,
      eventId: row.event_id,
      number: row.ticket ? row.ticket.number : "",
      counter: named(state.counters, row.counter).name || row.counter || "",
      counterId: row.counter || "",
      service: row.service || "",
      name: named(state.services, row.service).name || "",
      again: panggil.words.again(row.count),
      caption: row.caption || "",
      at: at || ""
    };
  }

  function said(row) {
    return row.started_at || row.ended_at || "";
  }

  function ofAnnouncement(state, row) {
    return shownCall(state, row, row.id, said(row) || row.queued_at);
  }

  /** The call whose ticket is shown big: the call announced last, else the latest call. */
  function newest(state) {
    var best = null,
      known = {},
      calls;
    state.recent_calls.forEach(function (row) {
      known[row.event_id] = true;
    }); // not the cancelled
    state.announcements.forEach(function (row) {
      if (row.kind !== "call" || !SHOWN[row.state] || !known[row.event_id]) {
        return;
      }
      if (!best || said(row) > said(best) || (said(row) === said(best) && row.seq > best.seq)) {
        best = row;
      }
    });
    if (best) {
      return ofAnnouncement(state, best);
    }
    calls = latest(state);
    return calls.length ? shownCall(state, calls[0], "", calls[0].called_at) : null;
  }

  function latest(state) {
    return state.recent_calls.slice().sort(function (one, other) {
      return one.called_at < other.called_at ? 1 : one.called_at > other.called_at ? -1 : 0;
    });
  }

  /** Earlier calls, newest first, without the one shown big and those not spoken yet. */
  function earlier(state, current) {
    var coming = {};
    state.announcements.forEach(function (row) {
      if (row.state === "preparing" || row.state === "queued") {
        coming[row.event_id] = true;
      }
    });
    return latest(state)
      .filter(function (row) {
        return !coming[row.event_id];
      })
      .map(function (row) {
        return shownCall(state, row, "", row.called_at);
      })
      .filter(function (one) {
        return !current || one.number !== current.number || one.counterId !== current.counterId;
      })
      .slice(0, 6);
  }

  /** What runs when there is nothing else to say: the hall's own text, and when it is open. */
  function standing(hall) {
    var words = panggil.words,
      open = words.opening(hall.hours, panggil.clock.local(panggil.clock.now()));
    return [hall.running_text || words.running].concat(open || []);
  }

  /** The running text: what staff show as text only, what there is to say of the voice, else the hall's own. */
  function running(state, speaking) {
    var words = panggil.words,
      texts = state.announcements
        .filter(function (row) {
          return row.silent && panggil.isOpen(row) && row.priority !== "emergency";
        })
        .map(function (row) {
          return row.caption;
        });
    var held = (state.zones || []).some(function (row) {
      return row.held;
    });
    if (!speaking) {
      texts.push(words.voiceless);
    } else if (held) {
      texts.push(words.held);
    } else if (!texts.length) {
      texts = standing(state.hall);
    }
    return texts.join(" · ");
  }

  panggil.picture = {
    named: named,
    newest: newest,
    earlier: earlier,
    ofAnnouncement: ofAnnouncement,
    running: running
  };
})(window.panggil);
