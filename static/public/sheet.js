/* The phone's sheet, drawn from the state: what templates/public.html draws on the server. */
(function (panggil) {
  "use strict";
  var NOTICES = 3; // announcements that are shown, the newest first
  var READ = 900000; // ms for which they are
  var REST = 300000; // ms after which a call in a closed hall is over, as on TVs
  var BRIEF = 12; // letters of a service's name that fit beside its counter's
  var page = panggil.page,
    words = panggil.words,
    clock = panggil.clock,
    make = page.make;

  /** The leading whole words of a service's name that fit a cell, without a dangling "dan". */
  function brief(name) {
    var kept = "";
    name.split(/\s+/).every(function (word) {
      if (kept && kept.length + 1 + word.length > BRIEF) {
        return false;
      }
      kept += (kept ? " " : "") + word;
      return true;
    });
    return kept.replace(/ dan$/, "");
  }

  function drawCell(state, cell) {
    var service = panggil.picture.named(state.services, cell.service);
    return make(
      cell.called ? "li.cell.is-called" : "li.cell",
      [
        make("i.edge.dye"),
        make("span.name", cell.name),
        make("span.brief", brief(service.short_name || "")),
        make(cell.number ? "b" : "b.words", cell.number || cell.words)
      ],
      { "data-service": cell.service }
    );
  }

  function drawEarlier(call) {
    return make(
      "li",
      [make("b.hue", call.number), make("span", call.counter), make("span.since", words.since(clock.minutes(call.at)))],
      { "data-service": call.service }
    );
  }

  function isToBeRead(row) {
    var at = row.started_at || row.ended_at;
    if (row.state === "preparing" || row.state === "queued") {
      return Boolean(row.silent);
    }
    if (row.state === "started") {
      return true;
    }
    return (row.state === "finished" || row.state === "failed") && Boolean(at) && clock.age(at) < READ;
  }

  /** The texts that were announced a short while ago, each once. */
  function notices(state) {
    var texts = [];
    state.announcements
      .slice()
      .reverse()
      .forEach(function (row) {
        var counts = row.kind === "message" && row.priority !== "emergency" && row.caption && isToBeRead(row);
        if (counts && texts.indexOf(row.caption) < 0) {
          texts.push(row.caption);
        }
      });
    return texts.slice(0, NOTICES);
  }

  /** Write a text; without one the element is not there. */
  function tell(id, text) {
    page.write(page.find(id), text);
    page.find(id).hidden = !text;
  }

  function drawTicket(call) {
    page.find("ticket").hidden = !call;
    page.find("welcome").hidden = Boolean(call);
    if (!call) {
      return;
    }
    page.find("ticket").setAttribute("data-service", call.service);
    page.find("ticket-number").className = "number size-" + Math.min(Math.max(call.number.length, 5), 12);
    page.write(page.find("ticket-number"), call.number);
    page.write(page.find("ticket-where"), call.counter);
    page.write(page.find("ticket-whose"), call.name);
    page.write(page.find("ticket-since"), (call.again ? call.again + " · " : "") + words.since(clock.minutes(call.at)));
  }

  function drawLists(state, call) {
    var cells = panggil.board.cells(state, call),
      earlier = !call && panggil.picture.isClosed(state) ? [] : panggil.picture.earlier(state, call).slice(0, 6),
      texts = notices(state);
    page.fill(page.find("cells"), JSON.stringify([cells, state.services]), function () {
      return cells.map(drawCell.bind(null, state));
    });
    page.find("before").hidden = !earlier.length;
    page.fill(
      page.find("rows"),
      JSON.stringify(
        earlier.map(function (one) {
          return [one, clock.minutes(one.at)];
        })
      ),
      function () {
        return earlier.map(drawEarlier);
      }
    );
    page.find("announced").hidden = !texts.length;
    page.fill(page.find("notices"), JSON.stringify(texts), function () {
      return texts.map(function (text) {
        return make("li.card", text);
      });
    });
  }

  function drawAlarm(state) {
    var now = panggil.emergency.words(state);
    page.find("alarm").hidden = !now;
    page.mark(page.find("alarm"), "is-drill", Boolean(now) && now.drill);
    page.find("drill").hidden = !now || !now.drill;
    page.write(page.find("alarm-title"), now ? now.title.join(" ") : "");
    page.write(page.find("alarm-rest"), now ? now.rest : "");
  }

  /** What the hall says of itself, and the languages that it offers. */
  function drawHall(hall) {
    document.title = hall.name + " – " + words.title;
    page.write(page.find("hall"), hall.name);
    tell("second-line", hall.second_line || "");
    tell("place", hall.place || "");
    panggil.profile.drawLogo(hall);
    page.find("other-language").hidden = (hall.languages || []).indexOf(words.otherLanguage) < 0;
  }

  /** Draw all of it but what is followed. lost: since when the server is silent, in words; or empty. */
  function draw(state, speaking, lost) {
    var seen = panggil.hours.seen(state),
      call = panggil.picture.newest(state);
    if (call && panggil.picture.isClosed(seen) && clock.age(call.at) >= REST) {
      call = null; // a closed hall sends nobody to a counter any more
    }
    drawHall(state.hall);
    page.write(page.find("date"), clock.date(clock.now()));
    page.write(page.find("clock"), clock.time(clock.now()));
    tell("opening", words.opening(state.hall, clock.local(clock.now())));
    tell("lost", lost);
    tell("status", panggil.picture.status(seen, speaking));
    drawAlarm(state);
    drawTicket(call);
    drawLists(seen, call);
  }

  panggil.sheet = { draw: draw, tell: tell };
})(window.panggil);
