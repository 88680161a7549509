/* The board of counters and the lists of earlier calls; what display/web/screen/board.py says. */
(function (panggil) {
  "use strict";
  var ROOMY = 9; // letters of a counter's state that fit its cell in the large type
  var ONE_COLUMN = 6; // counters that share one column; beyond them there are two
  var MOST_ROWS = { normal: 8, large: 5, largest: 4 }; // by the size of text; more counters than fit take turns
  var LONG = [6, 8]; // letters of a ticket's number beyond which lists set it smaller, and smaller again
  var TURN = 8000; // ms that a page of the board stays
  var page = panggil.page,
    words = panggil.words,
    make = page.make;

  /** One counter's row: a ticket's number, or the words for its state. */
  function cellOf(state, serving, counter, call) {
    var shut = counter.state !== "open",
      row = shut ? null : serving[counter.id];
    var number = row ? row.ticket.number : "";
    var called = Boolean(call && number === call.number && counter.id === call.counterId);
    return {
      counter: counter.id,
      name: counter.short_name || counter.name,
      service: row ? row.service : counter.services[0] || "",
      number: number,
      words: number ? "" : words.counter(counter),
      called: called,
      coming: Boolean(number) && !called && panggil.picture.isComing(state, row.event_id),
      shut: shut
    };
  }

  /** Every counter of the hall, in its order; call: the one that stands out, or null. */
  function cells(state, call) {
    var serving = {};
    state.now_serving.forEach(function (row) {
      serving[row.counter] = row;
    });
    return state.counters.map(function (row) {
      return cellOf(state, serving, row, call);
    });
  }

  function those(rows, wanted) {
    return rows.filter(function (row) {
      return row.called === wanted[0] && (wanted.length < 2 || Boolean(row.number) === wanted[1]);
    });
  }

  /** The cells that are seen now, and the line over a board that takes turns: those with a visitor first, and the one
      that is being called on every page. */
  function seen(rows, size) {
    var most = MOST_ROWS[size] * (size === "normal" ? 2 : 1),
      called = those(rows, [true]),
      order = those(rows, [false, true]).concat(those(rows, [false, false])),
      each = most - called.length,
      count = Math.ceil(order.length / each),
      at = Math.floor(panggil.clock.now() / TURN) % count;
    if (rows.length <= most) {
      return { rows: rows, turns: "" };
    }
    return { rows: called.concat(order.slice(at * each, (at + 1) * each)), turns: words.turns(at + 1, count) };
  }

  function drawCell(cell) {
    return make(
      "li.cell" + (cell.called ? ".is-called" : "") + (cell.coming ? ".is-coming" : ""),
      [
        make(cell.called ? "div.card.dye" : "div.card", [
          cell.called ? null : make("i.edge.dye"),
          cell.number
            ? make("b.ticket-number" + page.longClass(cell.number, LONG[0], LONG[1]), [make("span.fit", cell.number)])
            : make("b.words" + (cell.words.length > ROOMY ? ".is-long" : ""), [make("span.fit", cell.words)]),
          make("p.about", [make("span.name", cell.name), cell.coming ? make("i.soon", words.soon) : null])
        ])
      ],
      { "data-counter": cell.counter, "data-service": cell.service }
    );
  }

  function drawStrip(call) {
    return make("li", [
      make("b", call.number),
      make("span", call.counter),
      make("em", words.since(panggil.clock.minutes(call.at), true))
    ]);
  }

  function drawRow(call) {
    return make(
      "li",
      [
        make("i.edge.dye"),
        make("em", words.since(panggil.clock.minutes(call.at), true)),
        make("b" + page.longClass(call.number, LONG[0], LONG[1]), call.number),
        make("span", call.counter)
      ],
      { "data-service": call.service }
    );
  }

  /** The board's layout, as classes of screen.css: its columns and rows. */
  function layout(count, size) {
    if (count <= ONE_COLUMN || size !== "normal") {
      return "columns-1 rows-" + Math.min(Math.max(count, 1), MOST_ROWS[size]);
    }
    return "columns-2 rows-" + Math.min(Math.ceil(count / 2), MOST_ROWS[size]);
  }

  /** Draw the board from its cells; tall: nothing below; look: how this screen shows the hall. */
  function draw(rows, tall, look) {
    var size = look.textSize(),
      now = seen(rows, size),
      cells = page.find("cells"),
      before = cells.panggilKey,
      board = page.find("board"),
      turns = page.find("turns");
    var name = "board " + layout(rows.length, size) + (tall ? " is-tall" : "") + (now.turns ? " has-turns" : "");
    if (board.className !== name) {
      board.className = name;
    }
    turns.className = now.turns ? "label turns" : "unseen";
    page.write(turns, now.turns || words.serving);
    page.write(page.find("recent-label"), words.before);
    page.write(page.find("before-label"), words.before);
    page.fill(cells, words.language + look.layout() + JSON.stringify(now.rows), function () {
      return now.rows.map(drawCell);
    });
    if (cells.panggilKey !== before && look.layout() === "counter") {
      page.fit(cells); // alone it is as large as its place
    }
  }

  /** Draw the earlier calls: two in the strip, six beside the resting ticket, ten in the list. */
  function drawEarlier(calls) {
    var key = JSON.stringify(
      calls.map(function (call) {
        return [words.language, call.key, call.number, call.counter, call.service, panggil.clock.minutes(call.at)];
      })
    );
    page.fill(page.find("rows"), key, function () {
      return calls.map(drawRow);
    });
    page.fill(page.find("strip"), key, function () {
      return calls.slice(0, 2).map(drawStrip);
    });
  }

  /** What the ticket says when its counter has moved on; empty while it stands there. */
  function note(rows, call) {
    var cell = call
      ? rows.filter(function (row) {
          return row.counter === call.counterId;
        })[0]
      : null;
    if (!cell || cell.number === call.number) {
      return "";
    }
    if (cell.number) {
      return (cell.coming ? words.next : words.now) + cell.number;
    }
    return cell.shut ? cell.words : words.done;
  }

  panggil.board = { cells: cells, draw: draw, earlier: drawEarlier, note: note };
})(window.panggil);
