/* The board of counters and the lists of earlier calls. */
(function (panggil) {
  "use strict";
  var ROOMY = 13; // letters of a counter's state that fit its cell in the large type
  var page = panggil.page,
    words = panggil.words,
    make = page.make;

  /** One counter's row: a ticket's number, or the words for its state. */
  function cellOf(state, serving, counter, call) {
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
      called: Boolean(call && number === call.number && counter.id === call.counterId)
    };
  }

  function cells(state, call) {
    var serving = {};
    state.now_serving.forEach(function (row) {
      serving[row.counter] = row;
    });
    return state.counters.map(function (row) {
      return cellOf(state, serving, row, call);
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

  function drawStrip(call) {
    return make("li", [
      make("b", call.number),
      page.text(" "),
      make("span", words.since(panggil.clock.minutes(call.at), true))
    ]);
  }

  function drawRow(call) {
    var ago = words.since(panggil.clock.minutes(call.at));
    return make("li", [make("i.edge.dye"), make("b", call.number), make("span", call.counter + " · " + ago)], {
      "data-service": call.service
    });
  }

  /** The board's layout: one column, two, two of single lines, or those set close. */
  function density(count) {
    if (count <= 12) {
      return count <= 5 ? "few" : "some";
    }
    return count <= 24 ? "many" : "many is-crowd";
  }

  /** Draw the board; call: the ticket whose counter stands out, null at rest; tall: nothing below. */
  function draw(state, call, tall) {
    var rows = cells(state, call),
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
  function drawEarlier(calls) {
    var key = JSON.stringify(
      calls.map(function (call) {
        return [call.key, call.number, call.counter, call.service, panggil.clock.minutes(call.at)];
      })
    );
    page.fill(page.find("rows"), key, function () {
      return calls.map(drawRow);
    });
    page.fill(page.find("strip"), key, function () {
      return calls.slice(0, 3).map(drawStrip);
    });
  }

  panggil.board = { draw: draw, earlier: drawEarlier };
})(window.panggil);
