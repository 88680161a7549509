/* The board of counters and the lists of earlier calls. */
(function (panggil) {
  "use strict";
  var ROOMY = 13; // letters of a counter's state that fit its cell in the large type
  var page = panggil.page,
    words = panggil.words,
    make = page.make;

  /** One counter's row: a ticket's number, or the words for its state. */
  function cellOf(state, serving, counter, slip) {
    var row = counter.state === "open" ? serving[counter.id] : null;
    var number = row ? row.ticket.number : "";
    var service = row ? row.service : counter.services[0] || "";
    return {
      counter: counter.id,
      name: counter.name,
      service: service,
      brief: words.brief(panggil.picture.named(state.services, service).short_name || ""),
      number: number,
      words: number ? "" : words.counter(counter),
      called: Boolean(slip && number === slip.number && counter.id === slip.counterId)
    };
  }

  function cells(state, slip) {
    var serving = {};
    state.now_serving.forEach(function (row) {
      serving[row.counter] = row;
    });
    return state.counters.map(function (row) {
      return cellOf(state, serving, row, slip);
    });
  }

  function drawCell(cell) {
    return make(
      "li.cell" + (cell.called ? ".is-called" : ""),
      [
        make("i.edge.dye"),
        make("span.name", cell.name),
        make("span.brief", cell.brief),
        cell.number
          ? make("b.ticket-number", cell.number)
          : make("b.words" + (cell.words.length > ROOMY ? ".is-long" : ""), cell.words)
      ],
      { "data-counter": cell.counter, "data-service": cell.service }
    );
  }

  function drawStrip(slip) {
    return make("li", [
      make("b", slip.number),
      page.text(" "),
      make("span", words.since(panggil.clock.minutes(slip.at), true))
    ]);
  }

  function drawRow(slip) {
    var ago = words.since(panggil.clock.minutes(slip.at));
    return make("li", [make("i.edge.dye"), make("b", slip.number), make("span", slip.counter + " · " + ago)], {
      "data-service": slip.service
    });
  }

  /** The board's layout: one column, two, two of single lines, or those set close. */
  function density(count) {
    if (count <= 12) {
      return count <= 5 ? "few" : "some";
    }
    return count <= 24 ? "many" : "many is-crowd";
  }

  /** Draw the board; slip: the ticket whose counter stands out, null at rest; tall: nothing below. */
  function draw(state, slip, tall) {
    var rows = cells(state, slip),
      board = page.find("board");
    var name = "board is-" + density(rows.length) + " has-" + rows.length + (tall ? " is-tall" : "");
    if (board.className !== name) {
      board.className = name;
    }
    page.fill(page.find("cells"), JSON.stringify(rows), function () {
      return rows.map(drawCell);
    });
  }

  /** Draw the earlier calls: three in the strip, six beside the resting ticket. */
  function drawEarlier(slips) {
    var key = JSON.stringify(
      slips.map(function (slip) {
        return [slip.key, slip.number, slip.counter, slip.service, panggil.clock.minutes(slip.at)];
      })
    );
    page.fill(page.find("rows"), key, function () {
      return slips.map(drawRow);
    });
    page.fill(page.find("strip"), key, function () {
      return slips.slice(0, 3).map(drawStrip);
    });
  }

  panggil.board = { draw: draw, earlier: drawEarlier };
})(window.panggil);
