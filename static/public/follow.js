/* "Ikuti nomor saya": the one number of this visitor. It is kept on the phone alone, so that sleep, lost Wi-Fi and
   reload change nothing; the server is asked what it knows of it, and keeps nothing. */
(function (panggil) {
  "use strict";
  var KEY = "panggil-mine";
  var OLD = 57600000; // ms after which a number is yesterday's
  var PATIENCE = 10000; // ms for an answer
  var APART = 8000; // ms between two questions, at least
  var USUAL = 60000; // ms between two questions where nothing happens
  var page = panggil.page,
    words = panggil.words,
    clock = panggil.clock,
    bell = panggil.bell;

  var mine = recall(); // {number, service, shared, since, seen: the call that the visitor knows of}, or null
  var row = null; // what the server knew of it last
  var asked = -APART;
  var due = 0; // when the server is asked next, in ms of the steady clock
  var rung = ""; // the call that the bell rang for last
  var token = "";

  function keep() {
    try {
      if (mine) {
        window.localStorage.setItem(KEY, JSON.stringify(mine));
      } else {
        window.localStorage.removeItem(KEY);
      }
    } catch (_error) {
      // a private window forgets it with the page
    }
  }

  function recall() {
    var kept = null;
    try {
      kept = JSON.parse(window.localStorage.getItem(KEY));
    } catch (_error) {
      // nothing there, or nothing of ours
    }
    return kept && kept.number && Math.abs(Date.now() - kept.since) < OLD ? kept : null;
  }

  /** A ticket's letters and its figure: "A-012", "A012" and "A-12" are one. */
  function plain(number) {
    var found = /^(.*?)[-./_ ]?0*(\d+)$/.exec(number);
    return found ? found[1].replace(/[-./_ ]/g, "") + " " + found[2] : number;
  }

  function isMine(number, service) {
    return plain(number) === plain(mine.number) && (!mine.shared || service === mine.service);
  }

  /** The newest call of it that this page has heard of, in any state; else null. */
  function heardCall(state) {
    return (
      state.recent_calls.filter(function (call) {
        return isMine(call.ticket.number, call.service) && Date.parse(call.called_at) > clock.now() - OLD;
      })[0] || null
    );
  }

  /** The call by which its visitor is to go to a counter now, or null. */
  function present(state) {
    var heard = heardCall(state);
    if (heard) {
      return heard.state === "called" ? heard : null;
    }
    return row && row.state === "called" ? row.call : null;
  }

  function nameOf(rows, id) {
    return panggil.picture.named(rows, id).name || id || "";
  }

  function timeOf(call) {
    return call ? clock.time(Date.parse(call.called_at)) : "";
  }

  /** The one sentence that matters, and what is known besides: what display/web/screen/phone.py says. */
  function said(state, one, call) {
    var given = {
        counter: call ? nameOf(state.counters, call.counter) : "",
        time: timeOf(call),
        again: call ? words.again(call.count) : "",
        n: one.before
      },
      last = one.last_called ? words.fill(words.last_called, { number: one.last_called }) : "";
    if (one.state === "called") {
      return [words.fill(given.again ? words.called_again : words.called, given), words.fill(words.called_at, given)];
    }
    if (one.state === "missed" || one.state === "served") {
      return [words.fill(words[one.state], given)];
    }
    if (one.state === "passed") {
      return [words.passed, last];
    }
    if (one.before === null) {
      return [words.waiting, words.nobody_told, last];
    }
    return [
      one.before ? words.fill(words.before, given) : words.next,
      one.wait_min ? words.fill(words.wait, { n: one.wait_min }) : "",
      last
    ];
  }

  function drawMine(state, one, call) {
    var service = (call && call.service) || one.service || "",
      lines = said(state, one, call).filter(Boolean);
    return page.make(
      one.state === "called" ? "li.mine.goes" : "li.mine",
      [
        page.make("i.edge.dye"),
        page.make("b.mine-number", one.number),
        page.text(" "),
        page.make("span.whose", nameOf(state.services, service)),
        page.make("p.mine-head", lines[0])
      ].concat(
        lines.slice(1).map(function (line) {
          return page.make("p", line);
        })
      ),
      { "data-service": service }
    );
  }

  /** What is known now: the server's last answer, with what was heard since. */
  function known(call) {
    var one = row || { number: mine.number, service: mine.service, state: "unknown", before: null };
    if (call) {
      return { number: call.ticket ? call.ticket.number : one.number, service: call.service, state: "called" };
    }
    return one.state === "called" ? { number: one.number, service: one.service, state: "unknown", before: null } : one;
  }

  function drawTurn(state, call) {
    var key = call ? call.event_id + "/" + call.count : "",
      news = Boolean(call) && mine.seen !== key;
    page.find("turn").hidden = !news;
    page.mark(document.documentElement, "is-my-turn", news);
    if (!news) {
      bell.hush();
      return;
    }
    page.write(page.find("turn-number"), mine.number);
    page.write(page.find("turn-head"), said(state, { state: "called" }, call)[0]);
    if (rung !== key) {
      rung = key;
      bell.ring();
    }
  }

  function manner() {
    var lines = [words.kept_here, bell.awake() ? words.awake : words.asleep];
    if (!navigator.vibrate) {
      lines.push(words.no_vibration);
    }
    return lines.join(" ");
  }

  /** Show what is known of it, and wake its visitor when it is called. */
  function draw(state) {
    var call = mine ? present(state) : null,
      one;
    page.find("ask").hidden = Boolean(mine);
    page.find("mine-buttons").hidden = !mine;
    if (!mine) {
      return;
    }
    one = known(call);
    page.fill(page.find("found"), JSON.stringify([one, call, row && row.call]), function () {
      return [drawMine(state, one, call || (row && row.call))];
    });
    page.write(page.find("manner"), manner());
    drawTurn(state, call);
  }

  function wrong(text) {
    panggil.sheet.tell("wrong", text);
  }

  function clear() {
    page.find("which").hidden = true;
    page.fill(page.find("found"), "", function () {
      return [];
    });
    wrong("");
  }

  function begin(one) {
    clear();
    mine = { number: one.number, service: one.service, shared: one.shared, since: Date.now(), seen: "" };
    row = one;
    keep();
    bell.stay(true);
    panggil.redraw();
  }

  function stop() {
    mine = null;
    row = null;
    keep();
    clear();
    bell.stay(false);
    bell.hush();
    page.find("turn").hidden = true;
    page.mark(document.documentElement, "is-my-turn", false);
    panggil.redraw();
    page.find("number").focus();
  }

  function choose(tickets) {
    var state = panggil.state();
    page.find("which").hidden = false;
    page.fill(page.find("found"), JSON.stringify(tickets), function () {
      return tickets.map(function (one) {
        var button = page.make("button", one.number + " · " + nameOf(state.services, one.service), { type: "button" });
        button.onclick = begin.bind(null, one);
        return page.make("li.choice", [button]);
      });
    });
  }

  /** Ask what the server knows of a number; answered(status, tickets). */
  function ask(number, answered) {
    var request = new XMLHttpRequest();
    asked = clock.steady();
    request.open("GET", page.root() + "/api/v1/tickets?number=" + encodeURIComponent(number), true);
    request.setRequestHeader("Accept", "application/json");
    if (token) {
      request.setRequestHeader("Authorization", "Bearer " + token);
    }
    request.timeout = PATIENCE;
    request.onreadystatechange = function () {
      if (request.readyState === 4) {
        answered(request.status, request.status === 200 ? JSON.parse(request.responseText).tickets : []);
      }
    };
    request.send();
  }

  function submit(event) {
    var number = page.find("number").value;
    event.preventDefault();
    bell.unlock();
    clear();
    wrong(words.asking);
    ask(number, function (status, tickets) {
      wrong(status === 200 ? "" : status === 422 ? words.not_a_ticket : words.unreachable);
      if (tickets.length > 1) {
        choose(tickets);
      } else if (tickets.length) {
        begin(tickets[0]);
      }
    });
  }

  function refresh() {
    var number = mine.number;
    due = clock.steady() + USUAL;
    ask(number, function (status, tickets) {
      if (status === 200 && mine && mine.number === number) {
        tickets.forEach(function (one) {
          row = one.service === mine.service || tickets.length === 1 ? one : row;
        });
        panggil.redraw();
      }
    });
  }

  /** Ask again within so many ms: phones that heard the same do not all ask at once. */
  function soon(within) {
    due = Math.min(due || Infinity, clock.steady() + within * Math.random());
  }

  function touches(data) {
    var place = data.waiting || data.call || data.counter;
    return Boolean(place) && (!data.waiting || !mine.service || data.waiting.service === mine.service);
  }

  panggil.follow = {
    /** given: the token of the page, for a hall that is closed to strangers. */
    start: function (given) {
      token = given;
      page.find("ask").addEventListener("submit", submit);
      page.find("stop").addEventListener("click", stop);
      page.find("try").addEventListener("click", function () {
        bell.unlock();
        bell.once();
      });
      page.find("seen").addEventListener("click", function () {
        mine.seen = rung;
        keep();
        panggil.redraw();
      });
      if (mine) {
        clear();
        bell.stay(true);
      }
    },
    draw: draw,
    /** Something was heard: perhaps it is about this number. */
    heard: function (message) {
      if (mine && message.type === "snapshot") {
        soon(2000);
      } else if (mine && message.type === "event" && touches(message.data)) {
        soon(APART);
      }
    },
    tick: function () {
      if (mine && clock.steady() >= due && clock.steady() - asked >= APART && !document.hidden) {
        refresh();
      }
    }
  };
})(window.panggil);
