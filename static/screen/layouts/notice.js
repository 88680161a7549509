/* An announcement in the ticket's place: which one, which page; what display/web/screen/notice.py says. Everything
   follows from the state and the time, so that a page that was loaded again shows what the others show. */
(function (panggil) {
  "use strict";
  var PAGE = 80; // letters of a page: six lines of thirteen
  var WORD = 300; // ms that a word is read: 200 a minute
  var PAUSE = 2000; // ms until a text is found by the eye
  var CALL = 4000; // ms that a ticket which has just come up stays before a text takes its place
  var page = panggil.page,
    make = page.make,
    clock = panggil.clock;

  /** How long a text is read, in ms. */
  function reading(text) {
    return text.split(/\s+/).filter(Boolean).length * WORD + PAUSE;
  }

  /** The page of a text at this moment: with the voice, but never faster than it is read. */
  function pageAt(row, elapsed) {
    var all = panggil.picture.pages(row.caption, PAGE),
      sound = Math.floor((row.duration_ms || 0) / ((row.repeats || 0) + 1)),
      round = Math.max(reading(row.caption), sound),
      at = 0,
      seen = all[0].length,
      letters = all.join("").length,
      letter = Math.floor(((elapsed % round) * letters) / round);
    while (at < all.length - 1 && letter >= seen) {
      at += 1;
      seen += all[at].length;
    }
    return { id: row.id, page: all[at], count: all.length > 1 ? at + 1 + "/" + all.length : "" };
  }

  function isText(row) {
    return row.kind === "message" && row.priority !== "emergency" && !row.silent && Boolean(row.caption);
  }

  /** Whether a call sounds, or has come up a moment ago. */
  function isForCalls(state, speaking) {
    return state.announcements.some(function (row) {
      var at = panggil.picture.said(row);
      if (!panggil.picture.wasShown(row)) {
        return false;
      }
      return (speaking && row.state === "started") || (Boolean(at) && clock.age(at) < CALL);
    });
  }

  /** From when on a text is read by eyes alone, in ms; 0: it is not. */
  function began(row, speaking) {
    if (row.state === "finished") {
      return Date.parse(row.started_at || row.ended_at);
    }
    if (row.state === "failed") {
      return Date.parse(row.ended_at);
    }
    return !speaking && (row.state === "preparing" || row.state === "queued") ? Date.parse(row.queued_at) : 0;
  }

  /** The text whose turn it is, of those that nobody says now: each has its reading time, one after the other. */
  function inTurn(rows, speaking) {
    var free = 0,
      now = clock.now(),
      found = null;
    rows
      .map(function (row, index) {
        return { row: row, began: began(row, speaking), index: index };
      })
      .filter(function (turn) {
        return turn.began;
      })
      .sort(function (one, other) {
        return one.began - other.began || one.index - other.index;
      })
      .forEach(function (turn) {
        var start = Math.max(turn.began, free);
        free = start + reading(turn.row.caption);
        if (!found && start <= now && now < free) {
          found = pageAt(turn.row, now - start);
        }
      });
    return found;
  }

  function spoken(row) {
    var one = pageAt(row, clock.age(row.started_at));
    one.said = true;
    return one;
  }

  /** The announcement that stands in the ticket's place now, or null; said: a voice reads it. */
  function shown(state, speaking) {
    var rows = state.announcements.filter(isText),
      said = rows.filter(function (row) {
        return speaking && row.state === "started";
      });
    said.sort(function (one, other) {
      return one.started_at < other.started_at ? 1 : -1;
    });
    if (said.length) {
      return spoken(said[0]);
    }
    return isForCalls(state, speaking) ? null : inTurn(rows, speaking);
  }

  function draw(one) {
    return make(
      "article.notice",
      [
        make("div.stub"),
        make("p.label", panggil.words.announcement),
        one.count ? make("p.count", one.count) : null,
        make("p.page", [make("span.fit", one.page)])
      ],
      { id: "ticket", "data-key": one.id }
    );
  }

  panggil.notice = { reading: reading, shown: shown, draw: draw };
})(window.panggil);
