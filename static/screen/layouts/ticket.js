/* The ticket's place: the paper ticket, drawn new for every call and slid in over the old one, once; or the words of
   an announcement. */
(function (panggil) {
  "use strict";
  var SLIDE = 300; // ms, as the keyframes in ticket.css
  var shown = null; // what hangs there, as a key
  var page = panggil.page,
    words = panggil.words,
    make = page.make;

  /** The class of the number's size: its length, bounded. */
  function size(number) {
    return "size-" + Math.min(Math.max(number.length, 5), 12);
  }

  /** What the pill says: that the counter has moved on, or that this is a recall. */
  function pillOf(call, note) {
    return note || (call ? words.again(call.count) : "");
  }

  /** The two lines of a ticket without a call: the welcome, or that the hall is closed (and when it opens). */
  function welcome(closed) {
    return closed ? [words.shut, closed.opens || words.thanks] : [words.invitation, words.promise];
  }

  function upper(call, note, closed) {
    var pill = pillOf(call, note);
    return make("div.upper", [
      make("p.label.hue", call ? words.label : words.greeting),
      pill ? make("p.pill", pill) : null,
      make("p.number." + (call ? size(call.number) : "size-words"), [
        make("span.fit", call ? call.number : welcome(closed)[0])
      ])
    ]);
  }

  function lower(call, closed) {
    return make("div.lower", [
      make("p.where.hue" + (call ? page.longClass(call.counter, 10, 24) : ""), [
        call ? page.arrow() : null,
        make("span.fit", call ? call.counter : welcome(closed)[1])
      ]),
      make("p.whose", call ? call.name : ""),
      make("p.since", call ? sinceOf(call) : "")
    ]);
  }

  function sinceOf(call) {
    return words.called + words.since(panggil.clock.minutes(call.at));
  }

  function draw(call, note, closed) {
    return make(
      "article.ticket",
      [
        make("div.stub.dye"),
        upper(call, note, closed),
        make("div.cut"),
        make("i.notch.notch-left"),
        make("i.notch.notch-right"),
        lower(call, closed)
      ],
      { id: "ticket", "data-service": call ? call.service : "", "data-key": call ? call.key : "" }
    );
  }

  /** Put an element up in the ticket's place; with slide, over the old one. */
  function put(element, slide) {
    var slot = page.find("slot"),
      old = slot.lastElementChild;
    while (slot.firstElementChild !== old) {
      slot.removeChild(slot.firstElementChild);
    }
    if (old) {
      old.removeAttribute("id");
    }
    slot.appendChild(element);
    page.fit(element);
    if (slide) {
      element.className += " is-new";
    }
    setTimeout(
      function () {
        if (old && old.parentNode) {
          slot.removeChild(old);
        }
      },
      slide ? SLIDE : 0
    );
  }

  /** Show an announcement's page, else a call's ticket (null: the welcome). What: {call, note, notice, closed, slide};
      closed: null, or {opens: when it opens next, in words}; slide: a new ticket comes up in motion. */
  function show(what) {
    var notice = what.notice,
      call = what.call,
      key = JSON.stringify(
        notice
          ? [notice.id, notice.page]
          : [words.language, call ? call.key : welcome(what.closed), pillOf(call, what.note)]
      );
    if (key === shown) {
      return;
    }
    // the same ticket with another pill, and the pages of one text, do not move
    shown = key;
    put(notice ? panggil.notice.draw(notice) : draw(call, what.note, what.closed), what.slide && !notice);
  }

  /** Bring the ticket's "called … ago" up to date. */
  function date(call) {
    var since = page.find("ticket").querySelector(".since");
    if (call && since) {
      page.write(since, sinceOf(call));
    }
  }

  panggil.ticket = { show: show, date: date };
})(window.panggil);
