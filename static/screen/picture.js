/* What the rows of the state mean for the screens: a ticket with its counter and service. */
(function (panggil) {
  "use strict";
  var MOST_EARLIER = 10; // on the largest list; other layouts hide those for which they have no room
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
      count: row.count, // a TV's words change while its ticket stands
      caption: row.caption || "",
      at: at || ""
    };
  }

  /** Whether a call's ticket was on the screens, by its announcement. */
  function wasShown(row) {
    return row.kind === "call" && Boolean(SHOWN[row.state]);
  }

  /** When the hall heard it, or would have. */
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
      if (!wasShown(row) || !known[row.event_id]) {
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
    return latest(state)
      .filter(function (row) {
        return !isComing(state, row.event_id);
      })
      .map(function (row) {
        return shownCall(state, row, "", row.called_at);
      })
      .filter(function (one) {
        return !current || one.number !== current.number || one.counterId !== current.counterId;
      })
      .slice(0, MOST_EARLIER);
  }

  /** What runs when there is nothing else to say: the hall's own text, and when it is open. */
  function standing(hall) {
    var words = panggil.words,
      open = words.opening(hall, panggil.clock.local(panggil.clock.now()));
    return [(words.takesOwn && hall.running_text) || words.running].concat(open || []);
  }

  /** Whether the hall has not heard a call yet, by its event id. */
  function isComing(state, eventId) {
    return state.announcements.some(function (row) {
      return row.event_id === eventId && (row.state === "preparing" || row.state === "queued");
    });
  }

  /** Whether no counter serves anybody today any more, or yet. */
  function isClosed(state) {
    return (
      state.counters.length > 0 &&
      state.counters.every(function (row) {
        return row.state === "closed";
      })
    );
  }

  /** What everybody in the hall must know of the voice and the counters; empty: all is well. */
  function status(state, speaking) {
    var opens;
    if (isClosed(state)) {
      opens = panggil.hours.opens(state);
      return panggil.words.closed + (opens ? " " + opens + "." : "");
    }
    if (!speaking) {
      return panggil.words.voiceless;
    }
    return (state.zones || []).some(function (row) {
      return row.held;
    })
      ? panggil.words.held
      : "";
  }

  /** Cut a text into pages of so many letters, at blanks; a page that goes on ends with an ellipsis. */
  function pages(text, letters) {
    var cut,
      all = [];
    while (text.length > letters) {
      cut = text.lastIndexOf(" ", letters);
      cut = cut > 0 ? cut : letters;
      all.push(text.slice(0, cut) + " …");
      text = text.slice(cut).replace(/^ /, "");
    }
    all.push(text);
    return all;
  }

  /** The running text: what staff show as text only, else what always helps. */
  function running(state) {
    var texts = state.announcements
      .filter(function (row) {
        return row.silent && panggil.isOpen(row) && row.priority !== "emergency";
      })
      .map(function (row) {
        return row.caption;
      });
    return (texts.length ? texts : standing(state.hall)).join(" · ");
  }

  panggil.picture = {
    named: named,
    newest: newest,
    earlier: earlier,
    ofAnnouncement: ofAnnouncement,
    isComing: isComing,
    wasShown: wasShown,
    said: said,
    isClosed: isClosed,
    pages: pages,
    status: status,
    running: running
  };
})(window.panggil);
